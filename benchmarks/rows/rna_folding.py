"""How many bases of a sequence can pair, by Nussinov's table."""

import numpy as np


def kernel(bases):
    n = len(bases)
    table = np.zeros((n, n), np.int32)
    for i in range(n - 1, -1, -1):
        for j in range(i + 1, n):
            if j - 1 >= 0:
                table[i, j] = max(table[i, j], table[i, j - 1])
            if i + 1 < n:
                table[i, j] = max(table[i, j], table[i + 1, j])
            if j - 1 >= 0 and i + 1 < n:
                pair = 1 if i < j - 1 and bases[i] + bases[j] == 3 else 0
                table[i, j] = max(table[i, j], table[i + 1, j - 1] + pair)
            for k in range(i + 1, j):
                table[i, j] = max(table[i, j], table[i, k] + table[k + 1, j])
    return table


def arguments(size):
    n = {"small": 10, "medium": 60, "large": 250}[size]
    return (np.random.default_rng(0).integers(0, 4, n).astype(np.int32),)
