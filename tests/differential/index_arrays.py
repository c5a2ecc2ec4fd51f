"""Elements picked by index arrays: several at once, beside slices and numbers, twice the same, out of range."""

import numpy as np


def looked_up(m, r, c):
    return m[r, c], m[r], m[:, c], m[r, 0], m[-1, c], m[r, c] * 2 + m[c, r]


def crossed(m, r, c):
    return m[r[:, None], c], m[r[:, None], c[None, :]].sum(), m[r, c[:1]], m[r[None], c]


def deeper(t, i, j):
    return (
        t[i, j],
        t[i, j, 0],
        t[:, i, j],
        t[0, i, j],
        t[i, :, j],
        t[i, 1:, :],
        t[..., i],
        t[i, 0],
        t[0, :, i],
    )


def stored(m, r, c, v):
    m[r, c] = v
    return m


def counted(h, r, c):
    h[r, c] += 1
    h[r, 0] -= 2
    return h


def row_after_row(m, r, v):
    m[r] = v
    m[r, 0] = v[..., 0] if np.ndim(v) else v
    return m


def of_itself(m, r):
    m[r, r] = m[r[::-1], r]
    return m


def tables(image, table):
    for _ in range(2):
        image = table[image]
    return image, table[image, ...], table[image][0]


def crossed_with_itself(m, rows):
    rest = np.setdiff1d(np.arange(len(m)), rows)
    m[np.ix_(rows, rows)] += 1
    down, across = np.ix_(rest, rest)
    return m[down, across], down


def of_one_place(a, k, i, j):
    places = np.unravel_index(k, a.shape), np.unravel_index(a.argmax(), a.shape)
    return places, np.ravel_multi_index((i, j), a.shape), a[places[1]]


M = np.arange(16.0).reshape(4, 4)
R, C = np.array([0, 2, 2, -1]), np.array([3, 1, 1, 0])
T = np.arange(27.0).reshape(3, 3, 3)

CASES = [
    (looked_up, (M, R, C), (M, R[:1], C[:1]), (M, R[:0], C[:0]), (M.T, R.astype("u1") % 4, C), (M, R + 4, C)),
    (looked_up, (M, R, C + 1), (M, R, C[:2]), (M, R.reshape(2, 2), C.reshape(2, 2)), (M.astype("i4"), R, C)),
    (crossed, (M, R, C), (M, R[:1], C), (M, R[:0], C), (M, R, C[:3])),
    (crossed_with_itself, (M, R[:2]), (M, R[:0])),
    (deeper, (T, R % 3, C % 3), (T, R[:1], C[1:2])),
    (
        stored,
        (M, R, C, 9.0),
        (M, R, C, np.arange(4.0)),
        (M, R, C, np.arange(3.0)),
        (M, R, C, np.array([7.0])),
    ),
    (stored, (M, R, C + 4, 9.0), (M.astype(int), R, C, 2.7), (M, R[:, None], C, 5), (M, R[:0], C[:0], 1)),
    (counted, (np.zeros((4, 4)), R, C), (np.zeros((4, 4), int), R, C), (np.zeros((2, 4)), R, C)),
    (row_after_row, (M, R, 5.0), (M, R, np.arange(4.0)), (M, R, np.arange(16.0).reshape(4, 4))),
    (of_one_place, (M, 5, 1, 2), (M, np.int8(15), np.int32(3), 0), (M[:2], 8, 0, 0), (M, -1, 0, 0)),
    (of_one_place, (M, 0, 4, 0), (M, 0, 0, -1), (M[:, :0], 0, 0, 0), (M, np.uint8(3), True, 0)),
    (of_itself, (M, R), (M, R[:0])),
    (tables, (R % 4, np.array([1, 2, 3, 0])), (np.arange(4).reshape(2, 2), np.array([1, 2, 3, 0]))),
]
