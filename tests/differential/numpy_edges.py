"""Calls of NumPy where sizes, overlaps or missing bounds decide what comes back."""

import numpy as np


def squeezed(b):
    v = np.inner(b[1:], b)
    return (v + 1).squeeze(), np.packbits(b > 1, axis=0).squeeze()


def placed_by_itself(a):
    return np.place(a, a, a), a


def placed_by_a_view(a):
    return np.place(a, a > 0, a[::-1]), a


def put_into_itself(a):
    np.put(a, [0, 2, 1], a)
    np.put(a, [0, 2, 1], a[1:])
    np.copyto(a[1:], a[:-1], where=a[1:] > 0)
    np.add.at(a, [0, 0, 1], a[:3])
    np.add.at(a, [0, 0, 1], a[2::-1])
    return np.cumsum(a, out=a), np.clip(a, 0, 5, out=a[::-1]), a


def into_no_dimensions(b, c):
    c[...] = b * 2
    return c


def without_bounds(d):
    return np.clip(d), np.clip(1.5), np.clip(2, 0, None), np.clip(d, None, 1)


def cast_while_computed(a):
    return np.lcm.outer(a, a, dtype="i2", casting="unsafe")


B = np.arange(8.0).reshape(2, 2, 2)
BYTES = np.array([3], np.uint8)
CASES = [
    (squeezed, (B,), (np.ones((3, 2, 2)),), (np.ones((1, 2, 2)),), (np.ones((9, 1, 3)),)),
    (placed_by_itself, (np.array([[1, 0], [0, 1], [0, 0]], bool),), (np.arange(4),)),
    (placed_by_a_view, (np.arange(4),), (np.array([0, 3, 1, 2, 5]),)),
    (put_into_itself, (np.arange(4.0),), (np.array([0, 3, 1, 2, 5]),)),
    (
        into_no_dimensions,
        (BYTES, np.array(4, np.uint8)),
        (np.array([3, 4], np.uint8), np.array(4, np.uint8)),
        (BYTES[None], np.array(4, np.uint8)),
        (np.array(9, np.uint8), np.array(4, np.uint8)),
    ),
    (without_bounds, (1.0,), (2,), (B,), (True,)),
    (
        cast_while_computed,
        (B,),
    ),
]
PYTHON = {"placed_by_a_view", "put_into_itself"}
