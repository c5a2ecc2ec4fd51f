"""Loops of kernels that become one, or run in another order, give the same."""

from __future__ import annotations

import copy
import warnings

import numpy as np
import pytest
from kernel_in_python import PythonKernel
from random_loops import random_loops

import autograph as ag
from autograph.runtime import kernel
from autograph.runtime.codegen import regrouping
from autograph.runtime.codegen.blocks import Nest, nest_of, read_blocks, uses_of, write_blocks
from autograph.runtime.codegen.generate import generate
from autograph.runtime.codegen.memory import Memory
from autograph.runtime.codegen.sinking import sunk


def source(function, *args, **settings):
    return ag.function(mode="graph", fullgraph=True, **settings)(function).trace(*args).kernel_source


def lines_of(text):
    return [line.strip() for line in text.splitlines() if not line.strip().startswith("#")]


# ---------------------------------------------------------------- any program


@pytest.mark.parametrize("block", range(4))
def test_kernels_of_random_loops_mean_what_the_program_means(block):
    """The source is run by Python, the last rounds of parts first."""
    for seed in range(20 * block, 20 * block + 20):
        function, args = random_loops(seed)
        own, given = copy.deepcopy(args), copy.deepcopy(args)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            expected = function(*own)
            concrete = ag.function(mode="graph", fullgraph=True, backend="interpreter")(function).trace(*args)
            concrete.runner = PythonKernel(concrete.optimized)
            found = concrete(*given)
        for one, other in zip((*expected, *own), (*found, *given), strict=True):
            np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("seed", range(300, 303))
def test_compiled_random_loops_mean_what_the_program_means(seed):
    function, args = random_loops(seed)
    own, given = copy.deepcopy(args), copy.deepcopy(args)
    expected = function(*own)
    found = ag.function(mode="graph", fullgraph=True)(function)(*given)
    for one, other in zip((*expected, *own), (*found, *given), strict=True):
        np.testing.assert_array_equal(one, other)


def test_random_loops_are_of_the_kind_that_moves(monkeypatch):
    moved = []

    def noted(*args):
        moved.append(sunk(*args))
        return moved[-1]

    monkeypatch.setattr(regrouping, "sunk", noted)
    for seed in range(30):
        function, args = random_loops(seed)
        source(function, *args, backend="interpreter")
    assert sum(one is not None for one in moved) > 1
    assert sum(one is None for one in moved) > 5


# ---------------------------------------------------------------- loops that become one


def chained(x, y):
    a = x * 2 + y
    b = a * a + a
    y[:] = b - a
    return y.sum()


def test_arrays_that_rounds_need_alone_are_variables():
    text = source(chained, np.ones((3, 4)), np.ones((3, 4)), parallel=False)
    assert text.count("empty(") == 0
    assert text.count("for ") == 1


def shifted(x):
    a = x * 2
    b = a * a + a
    return b[1:] - a[:-1], b


def test_loops_that_need_other_rounds_stay_apart():
    found = lines_of(source(shifted, np.ones(9), parallel=False))
    assert sum(line.startswith("for ") for line in found) == 2


def stops_between(x, i):
    x[:] = x * 2
    y = x + x[i]
    return y * y


@pytest.mark.parametrize("place", [1, 99])
def test_what_was_written_before_an_error_is_written(place):
    x, own = np.arange(4.0), np.arange(4.0)
    graph = ag.function(mode="graph", fullgraph=True)(stops_between)
    for function, array in ((graph, x), (stops_between, own)):
        if place == 99:
            with pytest.raises(IndexError):
                function(array, place)
        else:
            function(array, place)
    np.testing.assert_array_equal(x, own)


def draws(rng, n):
    a = np.empty(n)
    b = np.empty(n)
    for i in range(n):
        a[i] = rng.random()
    for i in range(n):
        b[i] = a[i] + rng.random()
    return a, b


def test_loops_that_draw_numbers_keep_their_order():
    found = ag.function(mode="graph")(draws)(np.random.default_rng(3), 20)
    for one, other in zip(found, draws(np.random.default_rng(3), 20), strict=True):
        np.testing.assert_array_equal(one, other)


# ---------------------------------------------------------------- loops that move


def columns(a, b):
    for k in range(1, a.shape[2]):
        w = a[:, :, k - 1] * 0.5 + b[:, :, k]
        a[:, :, k] = w * w + a[:, :, k]
    return a


def test_rounds_along_the_last_axis_become_the_innermost_loop():
    text = source(columns, np.ones((3, 4, 5)), np.ones((3, 4, 5)), parallel=False)
    found = [line for line in lines_of(text) if line.startswith("for ")]
    assert [line.split()[1][0] for line in found] == ["i", "j", "i"]
    assert "range(1, " in found[2]
    assert "empty(" not in text


def steps(x, c):
    for _ in range(50):
        x *= 0.5
        x += c * c
    return x


@pytest.mark.parametrize("n", [0, 511, 513, 5000])
def test_rounds_over_the_same_elements_run_strip_by_strip(n):
    rng = np.random.default_rng(n)
    x, c = rng.random(n), rng.random(n)
    found = ag.function(mode="graph", fullgraph=True)(steps)(x.copy(), c)
    np.testing.assert_array_equal(found, steps(x.copy(), c))
    loops = [line for line in lines_of(source(steps, x, c, parallel=False)) if line.startswith("for ")]
    assert ["range(50)" in line for line in loops[-3:]] == [False, True, False]
    assert "range(begin, " in loops[-1]


def backwards(a, p):
    for k in range(a.shape[1] - 2, -1, -1):
        p = p[::-1] * 0.5
        a[:, k] = a[:, k + 1] + p
    return a


def test_rounds_that_need_other_elements_of_the_round_before_stay():
    a, p = np.random.default_rng(1).random((6, 7)), np.arange(6.0)
    found = ag.function(mode="graph", fullgraph=True)(backwards)(a.copy(), p)
    np.testing.assert_array_equal(found, backwards(a.copy(), p))


# ---------------------------------------------------------------- loops that threads share


def products(a, x):
    y = np.zeros(len(a))
    for i in range(1, len(a)):
        total = 0.0
        for j in range(a.shape[1]):
            total += a[i, j] * x[j]
        y[i] = total
    return y


def halves(a, x):
    last = 0.0
    y = np.zeros(len(a))
    for i in range(1, len(a)):
        for j in range(i):
            last = last * 0.5 + a[i, j] * x[j]
        y[i] = last
    return y


def triangle(a, x):
    for i in range(len(a)):
        for j in range(i):
            a[i, j] = a[i, j] * x[i] + x[j]
    return a


@pytest.mark.parametrize(("function", "shared"), [(products, True), (halves, False), (triangle, True)])
def test_loops_whose_rounds_are_apart_are_shared(function, shared):
    a, x = np.random.default_rng(2).random((700, 700)), np.random.default_rng(3).random(700)
    graph = ag.function(mode="graph", fullgraph=True, parallel=True)(function)
    np.testing.assert_array_equal(graph(a.copy(), x), function(a.copy(), x))
    kernel = graph.trace(a, x).kernel_source.rpartition("def ")[2]
    assert ("a1[" not in kernel) is shared


# ---------------------------------------------------------------- sizes that the index of a loop decides


def triangular(c, a):
    for i in range(len(a)):
        c[i, : i + 1] *= 0.5
        for k in range(a.shape[1]):
            c[i, : i + 1] += a[i, k] * a[: i + 1, k]
    return c


def test_slices_up_to_the_index_of_a_loop_are_alike():
    text = source(triangular, np.ones((4, 4)), np.ones((4, 3)))
    assert text.count("stop(") == 1


@pytest.mark.parametrize("shape", [(6, 6), (6, 9), (9, 9), (6, 4), (4, 6), (6, 1)])
def test_slices_that_the_end_of_an_array_cuts_off_give_what_numpy_gives(shape):
    c, a = np.random.default_rng(4).random(shape), np.random.default_rng(5).random((6, 5))
    graph = ag.function(mode="graph", fullgraph=True)(triangular)
    outcomes = []
    for function in (graph, triangular):
        given = c.copy()
        try:
            outcomes.append((function(given, a).tolist(), given.tolist()))
        except (IndexError, ValueError) as error:
            outcomes.append((type(error), str(error), given.tolist()))
    assert outcomes[0] == outcomes[1]


def reversed_rows(c, a):
    for i in range(len(c)):
        c[i] = c[i, ::-1]
    return c


def guarded(c, a):
    total = 0.0
    for i in range(len(c)):
        if i < len(a):
            total += a[i, 0] * c[i, 0]
    return total


def where_data_says(c, a):
    total = 0.0
    for i in range(len(a)):
        if a[i, 0] > 0.5:
            total += c[i, 1]
    return total


@pytest.mark.parametrize("function", [triangular, reversed_rows, guarded, where_data_says])
def test_arguments_of_ordinary_sizes_need_one_kernel(function, monkeypatch, tmp_path):
    monkeypatch.setenv("AUTOGRAPH_CACHE_DIR", str(tmp_path))
    kinds = []

    def noted(*args, general=False, **settings):
        kinds.append(general)
        return generate(*args, general=general, **settings)

    monkeypatch.setattr(kernel, "generate", noted)
    c, a = np.random.default_rng(6).random((7, 8)), np.random.default_rng(7).random((6, 5))
    found = ag.function(mode="graph", fullgraph=True)(function)(c.copy(), a)
    np.testing.assert_array_equal(found, function(c.copy(), a))
    assert kinds == [False]


# ---------------------------------------------------------------- blocks


TEXT = """
a = 1
for i in range(n):
    for j in range(m):
        if t[i, j] > 0:
            u[i] = t[i, j] + a
        else:
            break
b = c
""".strip().splitlines()


def test_blocks_are_written_as_they_were_read():
    items = read_blocks([f"    {line}" for line in TEXT], 1)
    assert write_blocks(items) == TEXT
    nest = nest_of(items[1])
    assert isinstance(nest, Nest)
    assert (nest.sizes, nest.indices) == (("n", "m"), ("i", "j"))
    assert write_blocks([nest.block()]) == TEXT[1:-1]


def test_uses_of_blocks_are_those_of_their_lines():
    uses = uses_of(*read_blocks(TEXT, 0))
    assert uses.names == {"a", "b", "c", "i", "j", "m", "n", "t", "u"}
    assert (uses.written, uses.indices) == ({"u"}, {"i", "j"})
    assert uses.is_closed
    assert not uses_of(*read_blocks(TEXT[3:-1], 2)).is_closed
    assert not uses_of("stop(fault, 1)").plain
    assert not uses_of("x = draw_normal(bits)").plain


@pytest.mark.parametrize(
    ("lines", "apart"),
    [
        (["u[i] = t[i]"], True),
        (["u[i] = u[i - 1]"], False),
        (["u[k + i] = u[k + i] + 1"], True),
        (["k = k + 1", "u[k + i] = 1"], False),
        (["u[i] = v[i]"], False),
        (["u[j] = t[i]"], False),
        (["u[2 * i] = 1"], False),
    ],
)
def test_rounds_are_apart_where_each_has_its_own_elements(lines, apart):
    memory = Memory({"u": frozenset("u"), "v": frozenset("uv"), "t": frozenset("t")})
    assert memory.apart([uses_of(*lines)], ["i"]) is apart
