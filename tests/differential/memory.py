"""Whose memory a result is: flat, ravel, reshape, split and friends, in every memory order."""

import numpy as np


def through_flat(x):
    s = 0.0
    for v in x.flat:
        s = s * 2 + v
    x.flat[2] = 9
    x.flat[::2] = 1
    return s, x.flat[3], x.flat[1:3]


def parts_written(x):
    parts = np.array_split(x, 3)
    parts[1][0] = 7
    p, q = np.split(x, 2)
    q[:] = p
    return parts, x


def split_at(x):
    head, middle, tail = np.split(x, [1, 4])
    middle += 10
    return head, tail


def unequal(x):
    return np.split(x, 4)


def powers(x, n):
    return np.linalg.matrix_power(x, n), np.unstack(x)


def raveled(x):
    y = x.ravel(order="F")
    y[0] = 5
    z = x.reshape(-1, order="F")
    z[1] = 8
    return x, y, z


def turned(x):
    x.T[0] = 1
    y = x.T.reshape(-1)
    y[0] = 77
    return x, y, np.sum(x, 0, None, np.zeros(x.shape[1]))


def changed(x):
    np.copyto(x, x[::-1].copy())
    np.put(x, [0, 1], [5, 6])
    np.fill_diagonal(x, 3)
    np.add.at(x, ([0, 0], [1, 1]), 2.0)
    x.sort(axis=0)
    return np.diagonal(x)


def itself(x):
    return np.asarray(x), np.asarray_chkfinite(x), x.astype(x.dtype, copy=False), np.ascontiguousarray(x)


def windows(x):
    seen = np.lib.stride_tricks.sliding_window_view(x, 2)
    before = seen.sum()
    x[1] = 7
    return before, seen.sum(), seen


def into(x):
    out = np.zeros(x.shape[1])
    same = np.add.reduce(x, 0, out=out)
    np.multiply(x, 2, out=x, where=x > 1)
    return same is out, out, np.divmod(x, 2, out=(np.zeros_like(x), None))


def masked(x):
    np.putmask(x, x > 2, [-1, -2])
    np.place(x, x < 0, [5])
    return np.extract(x > 1, x)


def everywhere(x):
    s = 0
    for place in np.ndindex(*x.shape):
        s = s * 2 + x[place]
    for (i, j), v in np.ndenumerate(x):
        s += v * (i + 2 * j)
    return s, np.finfo(x.dtype).eps


def along(x, axis, keep):
    return x.sum(axis, keepdims=keep), np.max(x, axis=axis), np.flip(x, axis)


def _orders():
    table = np.arange(6.0).reshape(2, 3)
    wide = np.arange(12.0).reshape(4, 3)
    return [(table,), (np.asfortranarray(table),), (wide[::2],), (table[::-1],), (np.ones((1, 4)),)]


def counted_in_an_array(n):
    held = {"x": np.asarray(3), "y": np.asanyarray(2.5)}
    while n > 0:
        held["x"] += 1
        held["y"] *= 2
        n -= 1
    return held["x"], held["y"]


def split_by_data(x, places):
    places = np.flatnonzero(places[1:] != places[:-1]) + 1
    parts = np.split(x, places)
    return [float(part.sum()) for part in parts], len(np.array_split(x, places[::-1])), len(parts[-1])


def rows_rolled(x, n):
    for _ in range(n):
        x = x + 1
        for i in range(n):
            x[i] = np.roll(x[i], -i)
    return x


CASES = [
    (counted_in_an_array, (0,), (2,), (0,)),
    *((f, *_orders()) for f in (through_flat, raveled, turned, itself, into, masked, everywhere)),
    (parts_written, (np.arange(6.0),), (np.arange(8),)),
    (split_at, (np.arange(6.0),)),
    (unequal, (np.arange(6.0),), (np.arange(8.0),)),
    (split_by_data, (np.arange(6.0), np.array([1, 1, 2, 0, 0, 0])), (np.arange(3), np.zeros(1))),
    (rows_rolled, (np.arange(9.0).reshape(3, 3), 3), (np.asfortranarray(np.eye(3)), 2)),
    (powers, (np.arange(9.0).reshape(3, 3), 3), (np.arange(4.0).reshape(2, 2), 0)),
    (changed, (np.arange(9.0).reshape(3, 3),)),
    (windows, (np.arange(5.0),)),
    (along, (np.arange(6.0).reshape(2, 3), 1, True), (np.arange(6.0).reshape(2, 3), -2, False)),
]
PYTHON: set[str] = set()
