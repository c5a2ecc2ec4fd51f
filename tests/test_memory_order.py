"""New arrays lie in the order in which NumPy lays them out: that of their operands, or the one asked for."""

import numpy as np
import pytest

import autograph as ag
from autograph.testing import duplicate


def elementwise(a):
    return a + 1, a * a, a.astype("f4"), np.sqrt(abs(a)), np.where(a > 2, a, 0), np.sort(a), -a * a[0]


def copies(a):
    return a.copy(), np.copy(a), np.array(a), a.copy("F"), a.copy("K"), a.T.copy(), np.array(a.T)


def transposes(a):
    y = a.T + 1
    v = y[0]
    v[...] = 0
    return y, v, y.T, (a.T * 2).T, a[1:].T * 2


def asked_for(a):
    cast = a.astype(int, order="F"), a.astype(int, order="C")
    computed = np.add(a, 1, order="F"), np.add(a, 1, order="C")
    return np.asfortranarray(a), np.asfortranarray(a + 1), np.array(a, order="F"), cast, computed


def made(n):
    x = np.zeros((n, 2), order="F")
    for i in range(n):
        x[i, 0] = i
    return x, np.ones((3, n), order="F"), np.eye(n, order="F"), np.full((n, 2), 1.5, order="F"), x * 2


def like(a):
    return np.zeros_like(a), np.ones_like(a.T), np.empty_like(a, order="F") * 0, np.full_like(a, 2)


def of_two(a, b):
    return a + b, a.T + b.T, np.concatenate((a, b)), np.maximum(a, b[0])


def of_several_ranks(a):
    return np.outer(a, a), a[0, :, None] * a[:1], a + a[0]


def on_paths(a, n):
    y = a * 2 if n > 1 else a + 1
    for i in range(n):
        y = y * 2 + i
    return y


def in_place(a):
    y = a.T * 1.0
    y[0] = 5
    y += 1
    return y, [y], {"y": y}


A = np.arange(12.0).reshape(3, 4)
F = np.asfortranarray(A)
ONE = [(A,), (F,), (A.T,)]
ROWS = [
    *((f, *ONE) for f in (elementwise, copies, transposes, asked_for, like, in_place, of_several_ranks)),
    (made, (3,), (4,)),
    (of_two, (A, A), (F, F * 2), (A.T, F.T)),
    (on_paths, (A, 2), (F, 2), (F, 0)),
]


def orders(value, found):
    """Append, for each array in a result, its values and the orders that it lies in."""
    if isinstance(value, np.ndarray):
        found.append(
            (value.tolist(), value.flags.c_contiguous, value.flags.f_contiguous, value.flags.writeable)
        )
    elif isinstance(value, dict):
        orders(list(value.values()), found)
    else:
        for item in value:
            orders(item, found)
    return found


@pytest.mark.parametrize("backend", ["interpreter", "kernel"])
@pytest.mark.parametrize(("function", "sets"), [(f, sets) for f, *sets in ROWS])
def test_results_lie_in_the_order_that_numpy_gives_them(function, sets, backend):
    decorated = ag.function(function, mode="graph", backend=backend, fullgraph=True)
    for args in sets:
        for _ in range(2):
            expected = orders(function(*duplicate(args)), [])
            assert orders(decorated(*duplicate(args)), []) == expected
