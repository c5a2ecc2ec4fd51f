"""The shortest paths between all nodes, by scalar loops."""

import numpy as np


def kernel(paths):
    n = paths.shape[0]
    for k in range(n):
        for i in range(n):
            for j in range(n):
                through = paths[i, k] + paths[k, j]
                if through < paths[i, j]:
                    paths[i, j] = through
    return paths


def arguments(size):
    n = {"small": 10, "medium": 50, "large": 120}[size]
    return (np.random.default_rng(0).integers(1, 1000, (n, n)).astype(np.float64),)


def work(paths):
    return 2 * len(paths) ** 3, 2 * paths.nbytes
