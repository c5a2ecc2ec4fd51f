"""A matrix to a high power, by squaring."""

import numpy as np


def kernel(a, exponent):
    result = np.eye(a.shape[0])
    while exponent > 0:
        if exponent % 2 == 1:
            result = result @ a
        a = a @ a
        exponent //= 2
    return result


def arguments(size):
    n = {"small": 4, "medium": 32, "large": 200}[size]
    return np.random.default_rng(0).random((n, n)) / n, 1000
