"""Histograms: bins of one width between the ends of the data or those that are given, and what lies on edges."""

import numpy as np


def counted(x, bins):
    return np.histogram(x, bins)


def counted_by_default(x):
    counts, edges = np.histogram(x)
    return counts, edges, counts.sum()


def weighted(x, w, bins):
    return np.histogram(x, bins, weights=w)


def between(x, low, high):
    return np.histogram(x, bins=7, range=(low, high))


def weighted_between(x, w):
    return np.histogram(x, range=(-1, 2), bins=5, weights=w)


def averaged(x, w, bins):
    counts, _ = np.histogram(x, bins)
    sums, _ = np.histogram(x, bins, weights=w)
    return sums / np.maximum(counts, 1)


def after_others(x, bins):
    x[0] = 2 * x[1]
    first, edges = np.histogram(x, bins)
    edges[0] = -9.0
    x[x > edges[1]] -= 1
    return first, edges, np.histogram(x, bins)[1]


def of_edges(x, edges):
    return np.histogram(x, edges)


def of_density(x):
    return np.histogram(x, 4, density=True)


def with_a_handler(x, bins):
    try:
        counts, _ = np.histogram(x, bins)
    except ValueError as error:
        return str(error)
    return counts


def of_integers(x, weights):
    return (
        np.bincount(x),
        np.bincount(x, minlength=4),
        np.bincount(x, weights),
        np.bincount(x, weights * 2, 9),
    )


def most_common(x, count):
    return np.bincount(x, minlength=count).argmax(), np.bincount(x % 3)


R = np.random.default_rng(3)
X = R.normal(size=200)
W = R.random(200)
PLACES = np.array([0, 3, 3, 1])
ON_EDGES = np.arange(40.0) % 9
FAR = 1e6 + np.arange(300) * 1e-9
TENTHS = np.arange(90) % 31 / 10
BAD = np.array([1.0, np.nan, 2.0])
ENDLESS = np.array([1.0, np.inf, 2.0])
WIDE = np.array([-1.5e308, 0.0, 1.5e308])
TINY = np.array([0.0, 5e-324, 1e-323])

CASES = [
    (counted, (X, 10), (ON_EDGES, 8), (ON_EDGES, 16), (TENTHS, 30), (FAR, 300), (np.zeros(0), 3), (np.ones(5), 4),
     (BAD, 3), (ENDLESS, 3), (X, 0), (X, -2), (X.reshape(20, 10), 6), (X[::-3], 5), (TINY, 9), (np.array([1.0]), 1),
     (-ON_EDGES, 3), (X.astype("f4"), 5), (np.arange(9), 4), (X > 0, 2), (X, 10.0)),
    (counted_by_default, (X,), (TENTHS,), (WIDE,), ([1.0, 2.0, 4.0],)),
    (weighted, (X, W, 10), (ON_EDGES, ON_EDGES / 3, 8), (X, W[1:], 3), (X, W.reshape(20, 10), 3),
     (X, np.arange(200), 4), (X, W + 1j, 4), (X.reshape(20, 10), W.reshape(20, 10), 4), (X, W.astype("f4"), 4)),
    (between, (X, -1.0, 1.0), (X, 0.5, 0.5), (X, 1.0, -1.0), (X, 0.0, np.inf), (BAD, 0.0, 2.0), (ON_EDGES, 1.0, 8.0),
     (ON_EDGES, 1, 8), (np.zeros(0), 1.0, 2.0)),
    (weighted_between, (X, W), (BAD, np.ones(3)), (ENDLESS, np.ones(3))),
    (averaged, (X, W, 10), (TENTHS, TENTHS, 31)),
    (after_others, (X, 6), (TENTHS, 5)),
    (of_edges, (X, np.array([-1.0, 0.0, 0.5])), (X, np.array([1.0, 0.0]))),
    (of_density, (X,), (TENTHS,)),
    (of_integers, (PLACES, W[:4]), (PLACES.astype("u1"), W[:4]), (PLACES, W[:3]), (-PLACES, W[:4]), (PLACES[:0], W[:0]),
     (PLACES, PLACES), (PLACES.astype("u8"), W[:4]), (W[:4], W[:4]), (PLACES[::-1], W[:8:2])),
    (most_common, (PLACES, 3), (PLACES, -1), (PLACES[:0], 0)),
    (with_a_handler, (X, 5), (X, 0), (BAD, 5), (FAR, 10**6)),
]  # fmt: skip
