"""Elements moved, repeated and taken, arrays with a margin, and formulas over whole arrays."""

import numpy as np


def rolled(x, k):
    return np.roll(x, k), np.roll(x, -k, axis=0), np.roll(x, (k, 1), axis=(0, -1)), np.roll(x, 30 * k, 1)


def waves(x, count):
    for _ in range(count):
        x = 0.25 * (np.roll(x, 1, 0) + np.roll(x, -1, 0) + np.roll(x, 1, 1) + np.roll(x, -1, 1))
    return x


def tiled(x, k):
    once = np.tile(x, 1)
    once[0] = 5
    return once, x, np.tile(x, (2, 1)), np.tile(x, (k, 2)), np.tile(x[0], 3), np.tile(k, 2)


def padded(x, k):
    return (
        np.pad(x, 1),
        np.pad(x, ((1, 0), (0, k))),
        np.pad(x, k, mode="edge"),
        np.pad(x, 5, "wrap"),
        np.pad(x, 1, constant_values=3),
    )


def taken(x, i):
    row = np.take(x, 0, axis=0)
    row[0] = 9
    return row, x, np.take(x, i), np.take(x, i, axis=1), np.take_along_axis(x, np.argsort(x, axis=1), 1)


def grids(x, k):
    a, b = np.meshgrid(x[0], x[:, 0])
    a[0] = 7
    return a, b, np.meshgrid(x, np.arange(k), sparse=True), np.meshgrid(x[0], [1, 2], indexing="ij"), x


def joined(x, k):
    return np.append(x, k), np.append(x, x, axis=0), np.append([], k), np.dstack((x, x)), np.atleast_3d(x)


def slopes(x, k):
    return np.gradient(x), np.gradient(x, k, axis=1), np.gradient(x, 2, 0.5, edge_order=2), np.gradient(x[0])


def close(x, y):
    return (
        np.isclose(x, y),
        np.allclose(x, y),
        np.isclose(x, y, equal_nan=True),
        np.isclose(x, 2),
        np.array_equal(x, y),
    )


def rounded(x):
    return (
        np.round(x, 2),
        x.round(),
        np.around(x, -1),
        np.nan_to_num(x, nan=-1),
        np.nan_to_num(x, posinf=9),
        np.sinc(x),
    )


def turning(a, b):
    return np.cross(a, b), np.cross(a[0], [1, 2, 3]), np.cross(a.T, b.T, axis=0), np.angle(a + 1j)


def no_differences(x, k):
    parts = np.split(x, [1])
    same = np.diff(x, n=0)
    same[0] = 7
    return same, np.diff(parts, n=0), np.diff(k, 0), x, parts


def of_a_rank_by_size(x):
    return np.cov(np.select([x > 1, x < 0], [x, -x], 0), rowvar=False, bias=True)


def out_of_nothing(x, places):
    return x.take(places, axis=0), np.take(x, places, axis=-1), np.asfortranarray(x) is x


M = np.arange(12.0).reshape(3, 4) - 5
N = M.copy()
N[0] = np.nan, np.inf, -np.inf, -0.0
I = M.astype(int)
V = np.arange(6.0).reshape(2, 3)

CASES = [
    (rolled, (M, 1), (I, -2), (M[::2, ::-1], 3), (M[:0], 1)),
    (waves, (M, 3), (N, 1)),
    (tiled, (M, 2), (I.T, 0), (M, -1)),
    (padded, (M, 2), (I, 1), (M > 0, 1), (M[:0], 1), (M, -1)),
    (taken, (M.copy(), np.array([0, -1])), (I.copy(), np.array([[1, 2]])), (M.copy(), np.array([3, 20]))),
    (out_of_nothing, (M, np.array([0, 2])), (M[:0], np.array([0])), (M[:0], I[0, :0]), (M[:, :0], I[1] % 3)),
    (grids, (M, 2), (I, 3)),
    (joined, (M, 2), (I, 2.5)),
    (slopes, (M * M, 2), (I * I, 0.5), (M.astype("f4"), np.float64(3)), (M[:2], 1), (M[:1], 1)),
    (close, (M, M), (N, N), (N, M), (I, M + 1e-9), (M > 0, M > 1), (M, M[:2])),
    (rounded, (M / 7,), (N,), (M.astype("f4") / 7,), (I,)),
    (no_differences, (M[0].copy(), 2), (I[1].copy(), 1.5)),
    (of_a_rank_by_size, (M,), (M[:, :1],), (M[:1, :1],)),
    (turning, (V, V + 1), (V.astype(int), V.astype("f4")), (M, M)),
]  # fmt: skip
