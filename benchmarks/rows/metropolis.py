"""A Markov chain that samples a double well: random numbers drawn one by one, and a test for each."""

import math

import numpy as np


def kernel(rng, steps):
    x, energy = 1.0, 0.0
    total, crossings = 0.0, 0
    for _ in range(steps):
        y = x + rng.normal(0.0, 0.5)
        proposed = (y * y - 1.0) ** 2
        if proposed <= energy or rng.random() < math.exp(4.0 * (energy - proposed)):
            crossings += (x < 0) != (y < 0)
            x, energy = y, proposed
        total += x
    return total / steps, crossings


def arguments(size):
    return np.random.default_rng(7), {"small": 30, "medium": 10_000, "large": 1_000_000}[size]
