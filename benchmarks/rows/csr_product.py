"""A sparse matrix times a vector."""

import numpy as np


def kernel(starts, columns, values, x):
    y = np.empty(len(starts) - 1, values.dtype)
    for i in range(len(starts) - 1):
        y[i] = values[starts[i] : starts[i + 1]] @ x[columns[starts[i] : starts[i + 1]]]
    return y


def arguments(size):
    rows, each = {"small": (20, 5), "medium": (2000, 10), "large": (50_000, 20)}[size]
    random = np.random.default_rng(0)
    counts = random.integers(1, 2 * each, rows)
    starts = np.concatenate([[0], np.cumsum(counts)])
    total = int(starts[-1])
    return starts, random.integers(0, rows, total), random.random(total), random.random(rows)


def work(starts, columns, values, x):
    return 2 * values.size, columns.nbytes + values.nbytes
