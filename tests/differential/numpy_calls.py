"""NumPy's functions on data: own arrays, views, known sizes, bounds beyond a dtype."""

import numpy as np


def copies_are_new(a):
    return np.asarray(a), np.array(a), a.copy()


def one_copy(a):
    return a.copy()


def broadcast(a):
    wide = np.broadcast_to(a, (2, len(a)))
    return wide, wide + a


def diagonal(m):
    d = np.diag(m)
    return d, np.diag(d), m.diagonal(1).sum()


def turned(m):
    return np.rot90(m), np.flipud(m), np.rollaxis(m, 1), np.atleast_2d(m[0])


def parts(a):
    return a.real, np.imag(a), a.conj()


def clipped(a):
    return np.clip(a, -1, 1), np.clip(a, 0, 300), np.clip(a, -5, None)


def known_sizes(m):
    n, k = m.shape
    out = np.zeros((n, k))
    out[:] = m
    return out + m, np.ones((k, n)) @ m, m.reshape(k, n), np.eye(n)


def rolling(a):
    padded = np.zeros(len(a) + 2, dtype=a.dtype)
    padded[1:-1] = a
    return padded, np.roll(a, 1), np.cumsum(a), np.diff(a)


def spectrum(a):
    return np.fft.rfft(a), np.linalg.norm(a)


def mixed_total(a):
    total = 0
    for item in reversed(a):
        total = total * 2 + item
    return total


def split(a):
    first, second = np.array_split(a, 2)
    first[0] = 5
    return a, second


def power_of_flags(a):
    return (a > 1) ** 2


def users_function(m):
    def spread(row):
        print(row)
        return row.max() - row.min()

    return np.apply_along_axis(spread, 1, m), np.fromfunction(lambda i, j: i + 2 * j, (2, 3))


def norms(m):
    total = 0.0
    for row in m:
        total += np.linalg.norm(row)
    return (
        total,
        np.linalg.norm(m),
        np.linalg.norm(m, axis=0),
        np.linalg.norm(m, 1),
        np.linalg.norm(m, np.inf),
    )


def averages(m):
    row = m[0]
    return np.average(m, axis=0), np.average(row, weights=m[1] ** 2), np.trapezoid(m), np.polyval(row, 2.0)


def labels_of_a_new_table(m):
    height, width = m.shape
    table = np.array([i // 2 for i in range(height * width)]).reshape(height, width)
    table[m < 1] = -1
    found, places = np.unique(table, return_inverse=True)
    return found, places


ROW = np.array([0.5, 3.25, 2.0, 1.75])
BYTES = np.array([3, 1, 2, 5, 0, 7], np.uint8)
SMALL = np.array([3, 1, 2, -5], np.int8)
TABLE = np.array([[1.0, 2.0, 4.0], [3.5, -1.0, 0.5]])
VECTORS = [(ROW,), (BYTES,), (SMALL,), (ROW.astype(np.float32),)]
TABLES = [(TABLE,), (TABLE.astype(np.float32),), (np.array([[1, 2], [0, 6]], np.uint8),)]

CASES = [
    *(
        (f, *VECTORS)
        for f in (copies_are_new, one_copy, broadcast, parts, clipped, rolling, spectrum, mixed_total)
    ),
    *((f, *VECTORS) for f in (split, power_of_flags)),
    *(
        (f, *TABLES)
        for f in (diagonal, turned, known_sizes, users_function, norms, averages, labels_of_a_new_table)
    ),
]
PYTHON = {"users_function"}
