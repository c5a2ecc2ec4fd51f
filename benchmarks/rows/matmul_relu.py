"""A hundred rounds of a product and a cut-off."""

import numpy as np

ARRAYS_ONLY = True


def kernel(x, weights):
    for _ in range(100):
        x = np.maximum(x @ weights, 0.0)
    return x


def arguments(size):
    n = {"small": 10, "medium": 100, "large": 300}[size]
    random = np.random.default_rng(0)
    return random.random((n, n)), random.random((n, n)) * 2.0 / n


def work(x, weights):
    return 200 * len(x) * weights.size, 2 * x.nbytes + weights.nbytes
