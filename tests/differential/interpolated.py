"""`np.interp` and `np.digitize`: points in any order, nan and infinities, ends of one's own."""

import numpy as np


def between(x, xp, fp):
    return np.interp(x, xp, fp), np.interp(x, xp, fp, left=-1.0), np.interp(x, xp, fp, right=2.5)


def of_numbers(x, xp, fp):
    total = 0.0
    for v in x:
        total += np.interp(v, xp, fp) * np.interp(float(v) / 2, xp, fp)
    return total, np.interp(0.3, xp, fp)


def bins(x, xp, fp):
    edges = np.sort(fp)
    return np.digitize(x, edges), np.digitize(x, edges[::-1], right=True), np.digitize(x, edges, right=True)


def bins_in_any_order(x, xp, fp):
    return np.digitize(x, xp)


RANDOM = np.random.default_rng(12)
X = RANDOM.normal(size=40).round(1)
SPECIAL = np.array([np.nan, np.inf, -np.inf, 0.0, 0.5, -0.0])


def _points(size):
    return np.sort(RANDOM.normal(size=size).round(1)), RANDOM.normal(size=size).round(1)


POINTS = [(X, *_points(size)) for size in (1, 2, 4, 5, 9, 60)]
DISORDER = (X, RANDOM.normal(size=30).round(1), RANDOM.normal(size=30))
INFINITE = (X, np.array([-1.0, -0.5, 0.0, 0.0, 0.5, np.inf]), np.array([1.0, np.inf, np.nan, 2.0, 2.0, 2.0]))
NONE = (X, np.zeros(0), np.zeros(0))
CASES = [
    (between, *POINTS, DISORDER, INFINITE, NONE, (np.sort(X), *POINTS[5][1:]), (SPECIAL, *POINTS[3][1:])),
    (between, (X, X[:3], X[:2]), (np.zeros(0), X[:3], X[:2]), (np.zeros(0), X[:3], X[:3])),
    (of_numbers, *POINTS, DISORDER, INFINITE),
    (bins, *POINTS, NONE, INFINITE, (SPECIAL, *POINTS[4][1:])),
    (bins_in_any_order, DISORDER, POINTS[4], (X, np.ones(4), np.ones(4))),
]
