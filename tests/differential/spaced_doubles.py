"""`np.arange` of doubles: how many there are, and each to the last bit."""

import numpy as np


def between(a, b, c):
    return (
        np.arange(a, b, c),
        np.sum(np.exp(np.arange(a, b, c) * 1e-3)),
        np.arange(b),
        np.arange(a, b, dtype=float),
    )


def of_sizes(x):
    return np.arange(len(x), dtype=np.float64), np.arange(0.0, x[0], 0.1), np.arange(1, len(x) + 1) * 0.5


CASES = [
    (
        between,
        (0.0, 1.0, 0.1),
        (0, 1, 0.1),
        (-3.3, 7.7, 0.25),
        (5, -5.0, -0.3),
        (1.0, 1.0, 0.5),
        (2.0, 1.0, 0.5),
    ),
    (
        between,
        (-0.0, 3.0, 0.7),
        (0.1, np.float64(2.2), 1e-3),
        (3.0000000000000004, 4.0, 1 / 3),
        (0.0, 1e-320, 1e300),
    ),
    (between, (0.0, 1.0, 0.0), (0.0, np.inf, 1.0), (np.nan, 1.0, 1.0), (0.0, -np.inf, 1.0)),
    (of_sizes, (np.array([2.05, 1.0]),), (np.array([-1.0, 2.0, 3.0]),)),
]
