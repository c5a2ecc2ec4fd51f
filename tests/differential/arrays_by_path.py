"""Variables that are arrays of one dtype or rank on one path, of another on another, or numbers there."""

import numpy as np


def newton(a):
    x = a
    k = 0
    while k < 20:
        y = (x + a / x) / 2
        if np.abs(y - x).max() < 1e-9:
            break
        x = y
        k += 1
    return x, k


def halved(x):
    v = np.array([1, 2, 3])
    while x > 0:
        v = v / 2
        x = x - 1
    return v, x


def scaled_or_summed(x):
    v = np.array([1, 2, 3])
    if x > 2:
        v = v * 1.5
    elif x > 1:
        v = v.sum()
    return v * 2, v


def written_through_views(x, t):
    y = x
    if t > 1:
        y = x * 0.5
    y += 1
    y[0] = 9
    y[1:] *= 2
    z = y[1:]
    z[0] = 100
    return y, x, z


def of_two_ranks(x, t):
    y = x
    if t > 1:
        y = x[np.newaxis] * 2
    return y.sum(), y * 2, y.shape, y.ndim, y.T, y[0], np.sum(y, axis=0), y.reshape(-1), len(y), y


def read_in_rounds(x, t):
    y = x
    if t > 1:
        y = x * 0.5
    s = 0
    for v in y:
        s = s + v
    for i in range(len(y)):
        s += y[i]
    return s


def given_to_functions(x, t):
    def norm(v):
        return np.sqrt((v * v).sum())

    y = x
    if t > 1:
        y = x * 0.5
    return (
        norm(y),
        y @ y,
        np.dot(y, x),
        np.stack([y, y]),
        y.mean(),
        y.astype(int),
        np.concatenate([y, x]),
        y == x,
        (y > 1).any(),
        max(y),
        sum(y),
        list(y),
        sorted(y),
        f"{y}",
        y.dtype,
        [y],
        y.copy(),
    )


def one_element(x):
    y = np.array(1.5)
    if x > 1:
        y = x
    y += 1
    return y, x


def one_element_new(x):
    y = np.array(1.5)
    if x > 1:
        y = np.array(2)
    y = y + x
    return y


def three_kinds(x, t):
    y = x
    if t > 2:
        y = x * 0.5
    elif t > 1:
        y = x > 1
    elif t > 0:
        y = x.sum()
    return y, y + 1


def ever_more_dimensions(x, t):
    k = 0
    while k < t:
        x = x[np.newaxis] / 2
        k += 1
    return x


def argument_or_new(x, t):
    y = x
    for k in range(3):
        if k == t:
            y = y * 0.5
        y[0] += 1
    return y, x


def swapped(x, y, t):
    while t > 0:
        x, y = y, x + y
        t -= 1
        x += 1
    return x, y


def changed_by_methods(x, t):
    y = x
    if t > 1:
        y = x * 0.5
    np.add(y, 1, out=y)
    y.fill(3)
    y.sort()
    return y, x


X = np.array([4, 9, 2])
PATHS = [(X, np.array(k)) for k in (0, 1, 2, 3)] + [(X * 1.0, np.array(2))]
CASES = [
    (newton, (X,), (X * 1.0,)),
    (halved, *[(np.array(k),) for k in (3, 0, 2, 2.5)]),
    (scaled_or_summed, *[(np.array(k),) for k in (3, 0, 2, 2.5)]),
    (written_through_views, *PATHS),
    (of_two_ranks, *PATHS),
    (read_in_rounds, *PATHS),
    (given_to_functions, *PATHS),
    (one_element, *[(np.array(k),) for k in (3, 0, 2, 2.5)]),
    (one_element_new, *[(np.array(k),) for k in (3, 0, 2, 2.5)]),
    (three_kinds, *PATHS),
    (ever_more_dimensions, *PATHS),
    (argument_or_new, *PATHS),
    (swapped, *[(X, X * 0.5, np.array(k)) for k in range(4)], (X, X + 1, np.array(3))),
    (changed_by_methods, *PATHS),
]
PYTHON = ["given_to_functions", "ever_more_dimensions"]
