"""Numbers that become elements of a given dtype: NumPy stores them, or says that they do not fit."""

import numpy as np


def ints(a):
    return np.array([a, 1], dtype=int)


def bytes_(a):
    return np.array([a, 1], dtype=np.uint8)


def floats(a):
    return np.array((a, 1), dtype=float)


def of_a_list(values):
    return np.array(values, dtype=np.int8)


def of_lists(values):
    return np.asarray(values, dtype=np.float32), np.array([values, values], int)


def of_grown_lists(n):
    halves = [k * 0.5 for k in range(n)]
    return np.array([k for k in range(n)], dtype=np.int8), np.array(halves, dtype=int)  # noqa: C416


def element(a):
    x = np.zeros(3, np.uint8)
    x[0] = a
    return x


def filled(a):
    x = np.zeros(3, np.uint8)
    x.fill(a)
    return x


def copied(x, order):
    return x.copy(order)


def ones_as(x, y):
    return np.ones_like(x, y)


NAN = float("nan")
NUMBERS = [
    (value,)
    for value in (
        300, -1, 1.7, 300.7, NAN, float("inf"), 1 + 2j, True, np.float64(3.7), np.float64(NAN), np.int64(300),
        np.complex128(1 + 1j), np.array(3.5), np.array([3.5]),
    )
]  # fmt: skip
CASES = [
    *((function, (3,), *NUMBERS) for function in (ints, bytes_, floats, element, filled)),
    (of_a_list, ([100, 1],), ([300, 1],), ([1.5, 2.5],), ([],)),
    (of_lists, ([1, 2],), ([1.5, NAN],), ([],)),
    (of_grown_lists, (3,), (0,), (200,)),
    (copied, (np.ones((2, 2)), "C"), (np.ones((2, 2)), 0)),
    (
        ones_as,
        (np.ones(2), np.ones(2, int)),
    ),
]
PYTHON = {"ones_as"}
