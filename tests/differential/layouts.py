"""What arrays say of how they lie in memory, and new shapes for arrays where they lie."""

import numpy as np


def strides(a):
    b = a * 2
    views = (a, a.T, a[1:, ::2], a[:, 0], a[::-1], b, b[None], b.reshape(-1), a.astype("f4"))
    return [view.strides for view in views]


def windows(x, n):
    parts = np.lib.stride_tricks.as_strided(x, (len(x) - n + 1, n), x.strides * 2)
    return parts.sum(axis=1)


def flags(a):
    views = (a, a.T, a[1:], a[:, 1:], a[0], a[:, 0], a[:1])
    return [(view.flags.c_contiguous, view.flags["F"], view.flags.writeable) for view in views]


def prepared(a):
    if not a.flags["C_CONTIGUOUS"]:
        a = np.ascontiguousarray(a)
    if not a.flags.writeable:
        a = a.copy()
    a[0] = 5
    return a


def locked(x):
    y = x * 2
    z = x + 1
    y.flags.writeable = False
    z.setflags(write=False)
    return y, z, y.flags.owndata, y.base is None, y[1:].base is y


def of_an_argument(x, rows):
    x.shape = rows, -1
    x *= 2
    x.shape = 3, -1
    x[0, 1] = 5
    return x[1], x.T, x.shape


def in_rounds(x):
    for i in range(3):
        y = np.zeros(6)
        y.shape = 2, 3
        y[i % 2] += i
        x += y.ravel()
    return x


def filled(a, values):
    b = np.zeros((2, 3))
    b.flat = values
    a.flat = [1, 2]
    return b, a.flat[-1]


A = np.arange(12.0).reshape(3, 4)
LOCKED = A.copy()
LOCKED.flags.writeable = False
CASES = [
    (strides, (A,), (np.asfortranarray(A),), (np.zeros((3, 0)),)),
    (windows, (np.arange(7.0), 3),),
    (flags, (A,), (LOCKED,), (np.zeros((3, 0)),)),
    (prepared, (A,), (A.T,), (LOCKED,), (A[:, ::2],)),
    (locked, (np.arange(3.0),)),
    (of_an_argument, (np.arange(6.0), 2), (np.arange(12.0), 4), (np.arange(7.0), 2)),
    (in_rounds, (np.arange(6.0),)),
    (filled, (A, np.arange(4)), (A, 7)),
]  # fmt: skip
