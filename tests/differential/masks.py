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


def of_two(x, y, m):
    x[m] = x[m] * 2 - y[m] ** 2
    return x, y


def of_other_places(x, m):
    x[m] = x[m] + x[::-1][m]
    return x


def divided(x, m):
    x[m] = 1 / (x[m] - 1) + x[m]
    return x


def by_a_loop_of_numpys(x, m):
    x[m] = np.exp(x[m]) + x[m]
    return x


def written_between(x, m):
    picked = x[m]
    x[0] = 9
    x[m] = picked * 2
    return x, picked


def changed_mask_between(x, m):
    picked = x[m] + 1
    m[:2] = ~m[:2]
    if m.sum() == len(picked):
        x[m] = picked
    return x, m


def read_twice(x, y, m):
    picked = x[m] * 3
    y[m] = picked + 1
    x[m] = picked - y[m]
    return x, y, picked.sum()


def by_a_row(x, m, row):
    x[m] = x[m] * row
    return x


def turned_before(x, m):
    x[m] = (x[m] + 1)[::-1]
    return x


def by_two_masks(x, m, other):
    x[m] = x[m] + x[other]
    return x


def negated_mask(m):
    m[m] = ~m[m]
    return m


def through_views(x, m):
    part = x[::2]
    part[m[::2]] = part[m[::2]] * 10 + 1
    x.T[m.T] = -x.T[m.T]
    return x


def by_a_number(x, y, m, factor):
    total = 0.0
    for _ in range(2):
        y[m] = factor * x[m] + np.float32(0.5)
        total += y.sum()
    return x, y, total


def counted(x, m):
    x[m] = x[m] * len(x[m])
    return x, x[m].size


def of_another_size(x, y, m):
    try:
        x[m] = y[m] * 2
    except IndexError as problem:
        return str(problem), x
    return x


def in_pieces(x, m, y):
    picked = x[m]
    x[m] = y[: len(picked)]
    return x, picked, x[~m].sum()


def places(x, m):
    found = np.nonzero(m)
    return found, np.flatnonzero(x), np.where(x > 0.5)[0], len(np.where(m)), x[np.where(m)]


A = np.array([1.5, -2.0, 0.0, 3.25, 7.0])
M = np.array([True, False, True, True, False])
Z = np.zeros(5, bool)
LONG = np.round(np.random.default_rng(3).random(200), 1)
SELDOM = LONG > 0.9
ROWS = LONG.reshape(2, 100)
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
    (
        in_pieces,
        *[(LONG, mask, LONG + 1) for mask in (SELDOM, ~SELDOM, LONG < 0, LONG >= 0)],
        *[(LONG[:size], SELDOM[:size], LONG + 1) for size in (63, 64, 65, 0)],
        *[(ROWS, ROWS > 0.7, LONG), (ROWS.T, ROWS.T > 0.7, LONG), (LONG[::2], SELDOM[::2], LONG + 1)],
        *[(LONG[::-1], SELDOM[::-1], LONG + 1), (LONG, SELDOM, LONG[:5])],
    ),
    (places, (LONG, SELDOM), (LONG[::-1], ~SELDOM), (LONG[:0], SELDOM[:0]), (LONG * 1j, SELDOM[::2])),
    (reversed_in_place, (A, M), (A2, M2), (A[::-1], M)),
    (a_mask_that_changes, (A,), (A - 100,)),
    (a_row_of_another_size, (A, M, A), (A, M, A[:3])),
    (the_others, (A[:4], M[:2].repeat(2)), (A, M)),
    (in_rounds, (A,), (A2,), (A + 1j,)),
    (of_itself, (M,), (Z,), (M2,)),
    (augmented, (A, M, 2.0), (A, M, A[:3]), (A, M, A[:2]), (I, M, I[:3])),
    (
        of_two,
        *[
            (A, A + 1, M),
            (A2, A2 * 2, M2),
            (I, A, M),
            (A, I, M),
            (A + 1j, A, M),
            (A, A + 1, Z),
            (A2.T, A2.T + 1, M2.T),
        ],
        *[(A[:0], A[:0], M[:0]), (A, A + 1, M[:4]), (A, A[:4], M[:4]), (A.astype("f4"), A, M), (A, A2, M)],
    ),
    (of_other_places, (A, M), (A2, M2)),
    (divided, (A, M), (I, ~M), (A2, M2), (A + 1j, M)),
    (by_a_loop_of_numpys, (A, M), (A2, M2), (A.astype("f4"), M)),
    (written_between, (A, M), (I, M)),
    (changed_mask_between, (A, M), (A, Z), (A, np.array([True, False, True, False, False]))),
    (read_twice, (A, A * 2, M), (A2, A2 + 1, M2)),
    (by_a_row, (A, M, A[:3]), (A, M, A[:1]), (A, M, A[:2])),
    (turned_before, (A, M), (A2, M2)),
    (by_two_masks, (A, M, M), (A, M, M[::-1].copy()), (A, M, Z)),
    (negated_mask, (M,), (M2,)),
    (through_views, (A2, M2), (A2.T.copy(), M2.T.copy())),
    (
        by_a_number,
        (A, A * 0, M, 2),
        (A, I, M, 0.5),
        (A2, A2 + 1, M2, 1j),
        (A.astype("f4"), A.astype("f4"), M, 1e30),
    ),
    (counted, (A, M), (A2, M2), (A, Z)),
    (of_another_size, (A, A[:4], M), (A[:4], A, M), (A, A, M[:4])),
]
