"""The root of a positive matrix, in place, with products of rows."""

import numpy as np


def kernel(a):
    n = a.shape[0]
    a[0, 0] = np.sqrt(a[0, 0])
    for i in range(1, n):
        for j in range(i):
            a[i, j] -= np.dot(a[i, :j], a[j, :j])
            a[i, j] /= a[j, j]
        a[i, i] -= np.dot(a[i, :i], a[i, :i])
        a[i, i] = np.sqrt(a[i, i])
    return a


def arguments(size):
    n = {"small": 10, "medium": 80, "large": 400}[size]
    a = np.random.default_rng(0).random((n, n))
    return (a @ a.T + n * np.eye(n),)


def work(a):
    return len(a) ** 3 // 3, 2 * a.nbytes
