"""A matrix split into a lower and an upper triangle, in place, by loops."""

import numpy as np


def kernel(a):
    n = a.shape[0]
    for i in range(n):
        for j in range(i):
            for k in range(j):
                a[i, j] -= a[i, k] * a[k, j]
            a[i, j] /= a[j, j]
        for j in range(i, n):
            for k in range(i):
                a[i, j] -= a[i, k] * a[k, j]
    return a


def arguments(size):
    n = {"small": 10, "medium": 60, "large": 300}[size]
    return (np.random.default_rng(0).random((n, n)) + n * np.eye(n),)


def work(a):
    return 2 * len(a) ** 3 // 3, 2 * a.nbytes
