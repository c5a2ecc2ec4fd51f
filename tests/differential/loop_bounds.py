"""Loops up to a number that is no size: indices are checked in each round unless the number says that they are within."""

import numpy as np


def smoothed(x, n):
    for i in range(1, n):
        x[i] += x[i - 1]
        x[i] /= 3.0
    return x


def with_neighbours(x, y, n):
    for _ in range(2):
        for i in range(1, n - 1):
            y[i] = x[i - 1] + x[i + 1]
    return y


def over_two_axes(x, n, m):
    total = 0
    for i in range(n):
        for j in range(1, m):
            total += x[i, j] - x[i, j - 1]
            x[i, 0] += 1
    return total, x


def far_beyond(x, n):
    total = 0.0
    for i in range(n):
        if i >= len(x) + 2:
            break
        total += x[i + 1] if i + 1 < len(x) else x[i - 2]
    return total


def shifted_by_a_count(x, y, m):
    total = 0.0
    j = 0
    while j < m:
        for i in range(len(x)):
            total += y[i + j]
        j += 1
    return total


def shifted_by_data(x, n, by):
    total = 0.0
    for i in range(n):
        total += x[i + by]
    return total


def bound_that_changes(x, n):
    total = 0.0
    for _ in range(3):
        for i in range(n):
            total += x[i]
        n += 2
    return total, n


def triangle(x, n):
    for i in range(n):
        for j in range(i, n):
            x[i, j] = i * 10 + j
            for k in range(j):
                x[i, j] -= x[i, k]
    return x


def handled(x, n):
    try:
        for i in range(n):
            x[i] *= 2
    except IndexError as error:
        return x, str(error)
    return x, "within"


X = np.arange(1.0, 7.0)
A = np.arange(20).reshape(4, 5)

CASES = [
    (smoothed, (X, 6), (X, 4), (X, 0), (X, -3), (X, 7), (X, 9), (X[::-2], 3), (X, np.int64(5)), (X, -(2**63))),
    (with_neighbours, (X, X * 0, 6), (X, X[:4] * 0, 6), (X[:3], X * 0, 6), (X, X * 0, 1), (X, X * 0, -(2**63) + 1)),
    (over_two_axes, (A, 4, 5), (A, 5, 5), (A, 4, 6), (A, 2, 1), (A.T.copy(), 4, 4), (A, 0, 99)),
    (far_beyond, (X, 5), (X, 7), (X, 2**62), (X, 2**63 - 1), (X, 2**40), (X, 2**40 + 1)),
    (shifted_by_a_count, (X, np.arange(9.0), 4), (X, np.arange(9.0), 5), (X, X, 2), (X, X, 0)),
    (shifted_by_data, (X, 4, 2), (X, 5, 2), (X, 3, -1), (X, 3, 2**62), (X, 0, 2**62), (X, 3, 2**63 - 1)),
    (bound_that_changes, (X, 1), (X, 2), (X, 3), (X, -9)),
    (triangle, (np.zeros((4, 4)), 4), (np.zeros((4, 4)), 3), (np.zeros((4, 4)), 5), (np.zeros((4, 3)), 4)),
    (handled, (X, 6), (X, 8), (X, 0)),
]  # fmt: skip
