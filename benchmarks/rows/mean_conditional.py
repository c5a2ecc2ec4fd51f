"""One of two formulas, as the mean of the data decides."""

import numpy as np


def kernel(x):
    if np.mean(x) > 0.5:
        return np.sqrt(x) + x * 2.0
    return np.exp(x) - x / 2.0


def arguments(size):
    return (np.random.default_rng(0).random({"small": 10, "medium": 100_000, "large": 2_000_000}[size]),)


def work(x):
    return 4 * x.size, 2 * x.nbytes
