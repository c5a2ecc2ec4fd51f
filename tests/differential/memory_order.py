"""Computed arrays lie in memory as NumPy lays them out: what a ravel of them shares depends on it."""

import numpy as np


def added(x):
    y = x + 1
    r = y.ravel()
    r[0] = 50
    return y


def turned_and_doubled(x):
    y = x.T * 2
    r = y.reshape(-1)
    r[0] = 50
    return y, r


def zeros(x):
    y = np.zeros_like(x)
    r = y.ravel()
    r[0] = 1
    return y


def copied(x):
    y = x.copy()
    r = y.ravel()
    r[0] = 1
    z = np.copy(x).ravel()
    z[1] = 7
    return y, np.asfortranarray(x).ravel(), z


def rooted(x):
    y = np.sqrt(x)
    y.flat[1] = 5
    y.T.ravel()[0] = 9
    return y


def asked_for(x):
    y = np.array(x, order="F")
    y.ravel()[0] = 3
    w = np.empty((2, 3), order="F")
    w[:] = 1
    w.ravel()[0] = 3
    w.reshape(-1)[1] = 4
    return y, w


def read_in_order(x):
    y = x.T + x.T
    return y.ravel("F"), y.reshape(-1, order="A"), y.ravel("K")


def inverted(x):
    return (
        np.linalg.inv(x @ x.T).ravel(),
        x.T.copy().ravel(),
        x.T.astype("f4").ravel("K"),
        x.T.flatten("K"),
        x.T.tolist(),
    )


def chosen(x):
    y = np.where(x > 1, x, 0)
    y.ravel()[0] = 8
    z = x[:, ::-1] + 0
    z.ravel()[0] = 4
    w = np.swapaxes(x, 0, 1) * 1
    w.reshape(-1)[0] = 5
    return y, z, w


def summed(x):
    return x.T.copy().sum(), x.T.copy().sum(axis=0), x.T.astype(np.float64).mean(axis=1)


def multiplied(x):
    column, scaled, one = x[:, 0].copy(), x[:, 0] * 1.0, x[:, 0] + 0
    return x.T.copy() @ x, column.dot(column), scaled @ scaled, np.vdot(one, column)


def measured(x):
    return np.linalg.norm(x[:, 1].copy()), np.linalg.norm(x.T.copy(), axis=1)


def copied_in_a_loop(x, n):
    row = x[:, 0]
    for _ in range(n):
        row = row.copy()
    return row @ row


TABLE = np.arange(6.0).reshape(2, 3)
ORDERS = [(TABLE,), (np.asfortranarray(TABLE),), (np.arange(24.0).reshape(4, 6)[::2, ::2],)]
CASES = [
    (f, *ORDERS)
    for f in (added, turned_and_doubled, zeros, copied, rooted, asked_for, read_in_order, inverted, chosen)
]
UNEVEN = np.random.default_rng(3).random((37, 23))
CASES += [(f, (UNEVEN,), (UNEVEN[:5, :5],)) for f in (summed, multiplied, measured)]
CASES += [(copied_in_a_loop, (UNEVEN, 2), (UNEVEN, 0))]
OPTIONS = {"summed": {"ulps": 4}}
PYTHON = {"turned_and_doubled", "asked_for", "read_in_order", "inverted", "chosen"}
