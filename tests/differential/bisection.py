"""`bisect` on lists and arrays: places found, items inserted in order."""

import bisect

import numpy as np


def longest_increasing(x):
    tails = []
    for v in x:
        place = bisect.bisect_left(tails, v)
        if place == len(tails):
            tails.append(v)
        else:
            tails[place] = v
    return len(tails), tails


def kept_in_order(x):
    found = []
    for v in x:
        bisect.insort(found, v)
    return found


def places(x, v):
    return bisect.bisect_left(x, v), bisect.bisect(x, v), bisect.bisect_right(x, v, 1, 3)


def pairs_in_order(x):
    found = []
    for i, v in enumerate(x):
        bisect.insort_left(found, (v, i))
    return found, bisect.bisect_left(found, (x[0], 0))


def grade(score, limits):
    return "FDCBA"[bisect.bisect(limits, score)]


def cumulative(weights, u):
    total = 0.0
    sums = []
    for w in weights:
        total += w
        sums.append(total)
    return bisect.bisect(sums, u * total)


X = np.array([3, 1, 4, 1, 5, 9, 2, 6])
CASES = [
    (longest_increasing, (X,), (X * 0.5,), (X[:0],)),
    (kept_in_order, (X,), ([3, 1, 2],)),
    (places, (np.sort(X), 4), ([1, 2, 2, 3, 5, 8, 9, 12, 13], 2), ([1.0, 2.0], 9)),
    (pairs_in_order, (X,)),
    (grade, (77, [60, 70, 80, 90]), (99, [60, 70, 80, 90])),
    (cumulative, (np.ones(5), 0.5), ([0.1, 0.9], 0.05)),
]
