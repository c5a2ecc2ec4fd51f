"""Arrays unpacked into variables: rows, points, quantiles, pairs of random numbers."""

import numpy as np


def u1(p):
    s = 0.0
    for x, y in p:
        s += x * y
    return s


def u2(x):
    lo, hi = np.quantile(x, [0.05, 0.95])
    return lo + hi


def u3(rng, n):
    i, j = rng.integers(0, n, 2)
    return i + j


def u4(p):
    a, b = p[0]
    return a * b


def u5(x):
    a, b, c = x
    return a + b * c


def u6(p):
    x, y = p.T
    return x.sum() - y.max()


def u7(p):
    for i, (x, y) in enumerate(p):
        if x > y:
            return i
    return -1


def u8(x):
    n, m = x.shape
    a, *rest = x[0]
    return a, n * m


def u9(p, q):
    s = 0.0
    for (a, b), c in zip(p, q):
        s += a * c - b
    return s


P = np.arange(8.0).reshape(4, 2)
CASES = [
    (u1, (P,)),
    (u2, (np.arange(9.0),)),
    (u3, (np.random.default_rng(0), 9)),
    (u4, (P,)),
    (u5, (np.arange(3.0),)),
    (u6, (P,)),
    (u7, (P,)),
    (u8, (P,)),
    (u9, (P, np.arange(4.0))),
]
