"""How many numbers fall into each of equal parts, and the sums of their weights."""

import numpy as np


def kernel(x, weights, parts):
    counts = np.zeros(parts, np.int64)
    sums = np.zeros(parts)
    low, high = x.min(), x.max()
    for i in range(len(x)):
        k = int((x[i] - low) / (high - low) * parts)
        if k == parts:
            k = parts - 1
        counts[k] += 1
        sums[k] += weights[i]
    return counts, sums


def arguments(size):
    n = {"small": 100, "medium": 20_000, "large": 1_000_000}[size]
    random = np.random.default_rng(0)
    return random.normal(size=n), random.random(n), 64


def work(x, weights, parts):
    return 5 * x.size, x.nbytes + weights.nbytes
