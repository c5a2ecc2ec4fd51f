"""The escape-time picture by array operations on what has not escaped yet."""

import numpy as np


def kernel(width, height, rounds):
    x = np.linspace(-2.0, 0.6, width)
    y = np.linspace(-1.2, 1.2, height)
    c = (x + y[:, np.newaxis] * 1j).ravel()
    counts = np.zeros(len(c), np.int64)
    z = c.copy()
    left = np.arange(len(c))
    for i in range(rounds):
        z = z * z + c
        out = z.real * z.real + z.imag * z.imag > 4.0
        counts[left[out]] = i + 1
        stay = ~out
        left, z, c = left[stay], z[stay], c[stay]
    return counts.reshape(height, width)


def arguments(size):
    n, rounds = {"small": (10, 20), "medium": (100, 50), "large": (400, 100)}[size]
    return n, n, rounds
