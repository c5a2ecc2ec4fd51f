"""A sum over a chain of elementwise operations."""

import numpy as np

ARRAYS_ONLY = True


def kernel(x):
    return np.sum(np.where(x > 0, np.exp(-x) * x**2, np.sin(x)))


def arguments(size):
    return (np.linspace(-3.0, 3.0, {"small": 1_000, "medium": 100_000, "large": 1_000_000}[size]),)


def work(x):
    return 6 * x.size, x.nbytes
