"""Tuples of data that are compared, searched and ranked."""

import collections

import numpy as np

P = collections.namedtuple("P", "x y")


def best_pair(a):
    best = (0.0, -1)
    for i, v in enumerate(a):
        if (v, i) > best:
            best = (v, i)
    return best


def greatest_pair(a):
    best = (0.0, -1)
    for i, v in enumerate(a):
        best = max(best, (v, i))
    return best


def equal_tuples(a):
    return (
        (a[0], 1) == (1, 1),
        (a[0], a[1]) != (a[0], a[1]),
        (a[0],) == (a[0], 1),
        ((a[0], 1), 2) == ((1.0, 1), 2),
    )


def ordered_tuples(a):
    return (
        (a[0], a[1]) <= (a[1], a[0]),
        (a[0], 1) >= (a[0], 1),
        (a[0], "b") < (a[0], "c"),
        (a[0],) < (a[0], 0),
    )


def ranked_by_tuples(a):
    return max(a, key=lambda v: (v % 3, -v)), min(a, key=lambda v: abs(v - 1)), max(a, default=3)


def sorted_mixed_tuples(a):
    return sorted([(a[0], 1), (1, 2), (a[1], 0)])


def extremes_of_pairs(a):
    return max((v, i) for i, v in enumerate(a)), min((abs(v), i) for i, v in enumerate(a))


def found_among_tuples(a):
    return (a[0], 2) in [(1, 2), (3, 4)], (a[1], 1) not in ((1, 1), (2, 2))


def between_tuples(a):
    return (0, 0) < (a[0], 1) < (2, 0)


def named_tuples(a):
    p = P(a[0], a[1])
    return p == P(a[0], a[1]), p < P(2, 1), p == (a[0], a[1])


def least_pair(a):
    lo = (a[0], 0)
    n = 0
    for v in a:
        if (v, n) < lo:
            lo = (v, n)
        n += 1
    return lo


def tuples_with_none(a):
    return (a[0], None) == (a[0], None), (None, a[0]) < (None, a[1])


ARRAYS = [
    (np.array([1.0, -2.0, 3.0, 0.5]),),
    (np.array([-1, -2, 0]),),
    (np.array([4.0, 2.5, 1.5]),),
    (np.array([np.nan, 0.5, 0.25]),),
]

CASES = [
    *(
        (function, *ARRAYS)
        for function in (
            best_pair,
            greatest_pair,
            equal_tuples,
            ordered_tuples,
            ranked_by_tuples,
            sorted_mixed_tuples,
            extremes_of_pairs,
            found_among_tuples,
            between_tuples,
            named_tuples,
            least_pair,
            tuples_with_none,
        )
    ),
]
PYTHON = {"sorted_mixed_tuples", "named_tuples"}
