"""Points that gather around the nearest of a few centres, by loops."""

import numpy as np


def kernel(points, centres, rounds):
    count, width = points.shape
    labels = np.zeros(count, np.int64)
    for _ in range(rounds):
        for i in range(count):
            best = np.inf
            for k in range(len(centres)):
                apart = 0.0
                for j in range(width):
                    apart += (points[i, j] - centres[k, j]) ** 2
                if apart < best:
                    best = apart
                    labels[i] = k
        sums = np.zeros_like(centres)
        sizes = np.zeros(len(centres))
        for i in range(count):
            sums[labels[i]] += points[i]
            sizes[labels[i]] += 1
        for k in range(len(centres)):
            if sizes[k] > 0:
                centres[k] = sums[k] / sizes[k]
    return labels, centres


def arguments(size):
    n = {"small": 50, "medium": 1000, "large": 20_000}[size]
    points = np.random.default_rng(0).normal(size=(n, 4))
    return points, points[:8].copy(), 10


def work(points, centres, rounds):
    return 3 * rounds * points.size * len(centres), points.nbytes
