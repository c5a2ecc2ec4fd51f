"""Slices of lists that are assigned and deleted, where data decides lengths or bounds."""

import numpy as np


def shortened(a, k):
    xs = [v for v in a]
    for i in range(k):
        xs[i : i + 2] = [xs[i] + 1]
    del xs[-1]
    return xs


def sieve(n):
    flags = [True] * (n + 1)
    flags[0:2] = [False, False]
    for i in range(2, int(n**0.5) + 1):
        if flags[i]:
            flags[i * i :: i] = [False] * len(range(i * i, n + 1, i))
    return [i for i, f in enumerate(flags) if f]


def part_reversed(tour, i, j):
    tour = list(tour)
    tour[i:j] = reversed(tour[i:j])
    return tour


def parts_reversed(tour, n):
    tour = list(tour)
    for i in range(n):
        tour[i : i + 3] = tour[i : i + 3][::-1]
        if tour[0] > 1:
            tour[1:3] = list(reversed(tour[1:3]))
    return tour


def deleted(a, i, j):
    xs = [int(v) for v in a]
    for k in range(2):
        del xs[i:j]
    return xs, len(xs)


def deleted_by_steps(a, i, s):
    xs = [int(v) for v in a if v >= 0]
    del xs[i::s]
    return xs


def all_of_it(a):
    xs = [int(v) for v in a if v > 0]
    ys = xs
    xs[:] = [v * 2 for v in xs if v > 2]
    return xs, ys, xs is ys


def every_second(a, k):
    xs = [int(v) for v in a if v >= 0]
    xs[::2] = [0] * k
    return xs


def inserted(a, i):
    xs = [int(v) for v in a if v >= 0]
    xs[i:i] = [100, 200]
    xs[len(xs) :] = [7]
    xs[:0] = [8]
    return xs


def from_the_end(a, i):
    xs = [float(v) for v in a if v >= 0]
    xs[-3:-1] = [i]
    xs[::-1] = xs[:]
    del xs[-2:]
    return xs


def of_other_iterables(a, i):
    xs = [float(v) for v in a if v >= 0]
    xs[i : i + 2] = a[:2]
    xs[1:1] = (v for v in a)
    xs[0:1] = range(i)
    return xs


def argument(xs, i):
    xs[i : i + 2] = [xs[0]]
    del xs[:1]
    return sum(xs)


def of_itself(a):
    xs = [int(v) for v in a if v >= 0]
    xs[1:3] = xs
    return xs


def in_rows(m, i):
    rows = [list(r) for r in m]
    rows[i][0:1] = [9, 9]
    del rows[0][1:]
    return rows


def of_tuples(a):
    ps = [(int(v) % 3, float(v)) for v in a]
    ps.sort(key=lambda p: (-p[0], p[1]))
    ps[0:2] = [(9, 9.0)]
    del ps[1:2]
    return ps


def kinds_change(a):
    q = []
    for v in a:
        q.append(int(v))
    q[1:2] = [0.5, 1]
    q[::3] = [2.5] * len(q[::3])
    return q


def bad_bound(a, x):
    q = [int(v) for v in a if v > 0]
    q[x:] = [1]
    return q


def by_data_step(a, i, s):
    q = [int(v) for v in a if v >= 0]
    q[i::s] = [7] * len(range(i, len(q), s))
    return q, len(range(10, i, s))


def other_names(a):
    q = [int(v) for v in a if v > 0]
    r = q
    for i in range(3):
        q[i:i] = [i] * i
        del q[-1:]
    return q, r, r is q


A, NONE, TWO = np.array([3, 1, 2, 3, 9, 17, 25, 6]), np.array([], int), np.array([5, 2])
M = np.array([[3, 1, -2], [0, 5, 6], [3, 1, 0], [7, -1, -1]])
TWELVE = list(range(12))
CASES = [
    (shortened, (np.arange(6), 2), (np.arange(5.0), 0)),
    (sieve, (30,), (2,), (50,), (1,)),
    (part_reversed, (A, 1, 5), (A, 3, 3), (TWELVE, 2, 20), (TWO, -1, 1)),
    (parts_reversed, (A, 3), (A, 0), (TWELVE, 5)),
    (deleted, (A, 1, 3), (A, 5, 2), (A, -3, -1), (NONE, 0, 1), (A, 0, 100)),
    (deleted_by_steps, (A, 0, 2), (A, 1, 3), (A, 6, -1), (A, 7, -2), (TWO, 5, 1), (A, 0, 0)),
    (all_of_it, (A,), (NONE,)),
    (every_second, (A, 4), (A, 3), (NONE, 0), (NONE, 1)),
    (inserted, (A, 2), (A, -1), (A, 100), (NONE, 0)),
    (from_the_end, (A, 2), (A, 2.5), (TWO, 1)),
    (of_other_iterables, (A, 2), (TWO, 1)),
    (argument, (list(range(10)), 2), ([1, 2], 0), ([1.5] * 9, 8)),
    (of_itself, (A,), (NONE,)),
    (in_rows, (M, 1), (M.tolist(), 0)),
    (of_tuples, (A,), (TWO,), (np.arange(20),), (NONE,)),
    (kinds_change, (A,), (TWO,), (NONE,)),
    (bad_bound, (A, 2), (A, 2.5)),
    (by_data_step, (A, 1, 2), (A, 7, -2), (A, 3, 1), (A, 0, 5)),
    (other_names, (A,), (TWO,), (NONE,)),
]
