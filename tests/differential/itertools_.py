"""The iterators of `itertools`, over data and with conditions on data."""

import itertools
import operator
from itertools import (
    accumulate,
    chain,
    combinations,
    count,
    cycle,
    islice,
    pairwise,
    permutations,
    product,
    takewhile,
)

import numpy as np

PYTHON = {"pairs_of_rows_changed"}


def accumulated(x):
    return list(accumulate(x)), list(accumulate(x, operator.mul)), list(accumulate(x, max, initial=0.0))


def chained(x):
    s = 0.0
    for v in chain(x, [1.0, 2.0], range(3)):
        s = s * 0.5 + v
    return s


def taken_while(x, t):
    s = 0.0
    for v in takewhile(lambda u: u < t, x):
        s += v
    return s, [v for v in itertools.dropwhile(lambda u: u < t, x)]


def triples(n):
    c = 0
    for a, b, d in product(range(1, n), repeat=3):
        if a * a + b * b == d * d and a < b:
            c += 1
    return c


def widest_pair(x):
    best = -1.0
    for u, v in combinations(x, 2):
        if abs(u - v) > best:
            best = abs(u - v)
    return best


def permuted(n):
    c = 0
    for p in permutations(range(n), 3):
        if p[0] < p[1]:
            c += p[2]
    return c


def counted_up(x):
    for k in count(1):
        if k * k > x:
            return k


def differences(x):
    return [b - a for a, b in pairwise(x)], sum(abs(b - a) for a, b in pairwise(x))


def sliced(x, n):
    return list(islice(x, n)), list(islice(x, 1, None, 2)), [v for v in islice(count(), 3)]


def cycled(x, n):
    s = 0.0
    k = 0
    for v in cycle(x):
        if k >= n:
            break
        s += v * k
        k += 1
    return s


def starmapped(x):
    return list(itertools.starmap(pow, [(x[0], 2), (2, 3)]))


def product_of_names(x):
    out = []
    for name, k in product(["a", "b"], [1, 2]):
        if x[0] > 0 and k == 1:
            out.append(name)
    return x[0] + 1


def numbered_by_count(x):
    s = 0.0
    for i, v in zip(count(), x):
        s += i * v
    return s


def flattened(m):
    return sum(v for v in chain.from_iterable(m))


def repeated(n):
    return list(itertools.repeat(n, 3)), sum(itertools.repeat(2, n))


def filtered_and_compressed(x):
    return [v for v in itertools.filterfalse(lambda v: v > 1, x)], list(itertools.compress(x, [1, 0, 1]))


def triples_of_indices(n):
    c = 0
    for i, j, k in itertools.combinations(range(n), 3):
        if (i + j + k) % 3 == 0:
            c += 1
    return c


ARRAYS = [(np.array([1.0, -2.0, 3.0, 0.5]),), (np.array([-1.0, -2.0, 0.0]),), (np.array([4.0, 2.5, 1.5]),)]
WITH_NUMBERS = [
    (np.array([1.0, -2.0, 3.0, 0.5]), 0),
    (np.array([1.0, -2.0, 3.0, 0.5]), 2),
    (np.array([-1.0, -2.0, 0.0]), 0),
    (np.array([-1.0, -2.0, 0.0]), 2),
    (np.array([4.0, 2.5, 1.5]), 0),
    (np.array([4.0, 2.5, 1.5]), 2),
]
COUNTS = [(3,), (6,)]


M = np.array([[0.0, 3.0], [1.0, -2.0], [4.0, 0.5]])


def pairs_of_rows(m):
    best = None
    for (i, p), (j, q) in itertools.combinations(enumerate(m), 2):
        d = sum((a - b) ** 2 for a, b in zip(p, q))
        if best is None or d < best[0]:
            best = (d, i, j)
    return best


def pairs_of_rows_changed(m):
    for p, q in itertools.combinations(m, 2):
        p -= q[0]
        q[-1] += p[-1]
    return m.sum()


def threes_of_rows(m):
    total = 0
    for p, q, r in itertools.combinations(m, 3):
        total += p[0] * q[1] - r.sum()
    return total


def rows_kept(m):
    for _, row in itertools.product(range(2), m):
        if row[0] > 3:
            break
    for first, _ in itertools.combinations(m, 2):
        first[0] += 1
    return row


CASES = [
    *(
        (function, *ARRAYS)
        for function in (
            accumulated,
            chained,
            widest_pair,
            differences,
            starmapped,
            product_of_names,
            numbered_by_count,
            filtered_and_compressed,
        )
    ),
    *((function, *WITH_NUMBERS) for function in (taken_while, sliced, cycled)),
    *((function, *COUNTS) for function in (triples, permuted, counted_up, repeated, triples_of_indices)),
    (flattened, (np.array([[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]),), ([[1, 2], [3]],)),
    (pairs_of_rows, (M,), (M.astype(int),), (np.zeros((1, 2)),), (np.zeros((0, 2)),)),
    (pairs_of_rows_changed, (M,), (M.astype(int),), (np.zeros((1, 2)),), (np.zeros((0, 2)),)),
    (threes_of_rows, (M,), (np.zeros((2, 2)),)),
    (rows_kept, (M,), (M * 9,)),
]
