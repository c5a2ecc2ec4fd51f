"""Elements picked by masks, read and written: numbers, rows, rows of other sizes, masks that change."""

import numpy as np


def picked_and_stored(x, m):
    y = x.copy()
    y[m] = x[m] * 2 + y[m]
    return y, x[m]


def stored(x, m, v):
    y = x.copy()
    y[m] = v
    return y


def reversed_in_place(x, m):
    x[m] = x[m][::-1]
    return x


def a_mask_that_changes(x):
    m = x > 0
    x[m] = 1 / x[m]
    m[0] = False
    x[m] = x[m] + 1
    return x, m


def a_row_of_another_size(x, m, v):
    try:
        x[m] = v
    except ValueError as problem:
        return str(problem), x
    return x


def the_others(x, m):
    x[m] = x[~m]
    return x


def in_rounds(x):
    for _ in range(3):
        inside = abs(x) < 5
        x[inside] = x[inside] ** 2 + 1
    return x


def of_itself(m):
    m[m] = m[m]
    m[~m] = np.array([True])
    return m


def augmented(x, m, v):
    x[m] += v
    return x


A = np.array([1.5, -2.0, 0.0, 3.25, 7.0])
M = np.array([True, False, True, True, False])
Z = np.zeros(5, bool)
I = np.arange(5)  # noqa: E741
A2 = np.arange(6.0).reshape(2, 3)
M2 = A2 % 2 == 0

CASES = [
    (
        picked_and_stored,
        *[(A, M), (A2, M2), (A, Z), (I, M), (A2.T, M2.T), (A + 1j, M), (A[:0], M[:0]), (A, M2), (A2, M2.T)],
    ),
    (
        stored,
        *[(A, M, np.array([1.0, 2, 3])), (A, M, np.array([9.0])), (A, M, np.array([1.0, 2])), (A, M, A)],
        *[(A, Z, A[:0]), (A, Z, A[:1]), (A, Z, A[:2]), (A2, M2, np.arange(3)), (A, M, A2), (A, M, A[::2])],
        *[(I, M, np.array([1.7, 2.2, -3.9])), (A, M, np.zeros((1, 3))), (A.astype("f4"), M, np.arange(3))],
    ),
    (reversed_in_place, (A, M), (A2, M2), (A[::-1], M)),
    (a_mask_that_changes, (A,), (A - 100,)),
    (a_row_of_another_size, (A, M, A), (A, M, A[:3])),
    (the_others, (A[:4], M[:2].repeat(2)), (A, M)),
    (in_rounds, (A,), (A2,), (A + 1j,)),
    (of_itself, (M,), (Z,), (M2,)),
    (augmented, (A, M, 2.0), (A, M, A[:3]), (A, M, A[:2]), (I, M, I[:3])),
]
