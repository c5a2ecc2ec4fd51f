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


def the_two_least(x):
    i, j = sorted(x[:2])
    return i * 10 + j


def sorted_draws(rng, n):
    total = 0
    for _ in range(n):
        i, j = sorted(rng.integers(0, n, 2))
        total += i - j
    return total


def as_many_as_are_left(x, n):
    total = 0.0
    for i in range(n):
        a, b = x[x > i][:2]
        total += a * b
    return total


def kept(x):
    a, b = [v for v in x if v > 2]
    return a - b


def of_rows(x):
    (a, b), (c, d) = x
    return a * d - b * c


P = np.arange(8.0).reshape(4, 2)


def first_ones(x):
    def spread(*items, factor=2):
        return sum(items) * factor, len(items)

    return tuple(x[:2]), spread(*x[:3], factor=3), [*x[-2:]]


def parts_of_rows(m):
    return [tuple(row[1:3]) for row in m]


CASES = [
    (first_ones, (np.arange(4.0),), (np.ones(1),), (np.ones(0),)),
    (parts_of_rows, (np.arange(8.0).reshape(2, 4),), (np.ones((2, 2)),)),
    (the_two_least, (np.arange(5.0)[::-1],), (np.ones(1),)),
    (sorted_draws, (np.random.default_rng(0), 9)),
    (as_many_as_are_left, (np.arange(5.0), 3), (np.arange(5.0), 5)),
    (kept, (np.arange(5.0),), (np.arange(6.0),), (np.zeros(3),)),
    (of_rows, (np.arange(4.0).reshape(2, 2),), (np.ones((2, 3)),), (np.ones((3, 2)),)),
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
