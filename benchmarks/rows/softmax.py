"""The softmax of each row."""

import numpy as np

ARRAYS_ONLY = True


def kernel(x):
    highest = np.max(x)
    e = np.exp(x - highest)
    return e / e.sum(axis=1).reshape(-1, 1)


def arguments(size):
    n = {"small": 10, "medium": 200, "large": 1_000}[size]
    return (np.random.default_rng(0).normal(size=(n, n)),)


def work(x):
    return 4 * x.size, 2 * x.nbytes
