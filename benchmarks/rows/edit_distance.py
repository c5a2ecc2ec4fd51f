"""The edit distance of two sequences, in a whole table."""

import numpy as np


def kernel(left, right):
    table = np.zeros((len(left) + 1, len(right) + 1), dtype=np.int64)
    for i in range(len(left) + 1):
        table[i, 0] = i
    for j in range(len(right) + 1):
        table[0, j] = j
    for i in range(1, len(left) + 1):
        for j in range(1, len(right) + 1):
            cost = 0 if left[i - 1] == right[j - 1] else 1
            table[i, j] = min(table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + cost)
    return table[len(left), len(right)]


def arguments(size):
    n = {"small": 10, "medium": 150, "large": 600}[size]
    random = np.random.default_rng(0)
    return random.integers(0, 4, n), random.integers(0, 4, n)
