"""Escape times point by point."""

import numpy as np


def kernel(real, imaginary, rounds):
    counts = np.zeros((len(imaginary), len(real)), dtype=np.int64)
    for i in range(len(imaginary)):
        for j in range(len(real)):
            a = 0.0
            b = 0.0
            n = 0
            while n < rounds and a * a + b * b <= 4.0:
                a, b = a * a - b * b + real[j], 2.0 * a * b + imaginary[i]
                n += 1
            counts[i, j] = n
    return counts


def arguments(size):
    n = {"small": 10, "medium": 60, "large": 200}[size]
    return np.linspace(-2.0, 0.6, n), np.linspace(-1.2, 1.2, n), 100
