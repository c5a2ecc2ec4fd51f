"""The square of every element."""

import numpy as np

ARRAYS_ONLY = True


def kernel(x):
    return x**2


def arguments(size):
    return (np.linspace(0.0, 1.0, {"small": 5, "medium": 10_000, "large": 1_000_000}[size]),)


def work(x):
    return x.size, 2 * x.nbytes
