"""Heat that spreads in a box, by slices of three-dimensional arrays."""

import numpy as np


def kernel(a, b, rounds):
    for _ in range(rounds):
        b[1:-1, 1:-1, 1:-1] = (
            0.125 * (a[2:, 1:-1, 1:-1] - 2.0 * a[1:-1, 1:-1, 1:-1] + a[:-2, 1:-1, 1:-1])
            + 0.125 * (a[1:-1, 2:, 1:-1] - 2.0 * a[1:-1, 1:-1, 1:-1] + a[1:-1, :-2, 1:-1])
            + 0.125 * (a[1:-1, 1:-1, 2:] - 2.0 * a[1:-1, 1:-1, 1:-1] + a[1:-1, 1:-1, :-2])
            + a[1:-1, 1:-1, 1:-1]
        )
        a[1:-1, 1:-1, 1:-1] = b[1:-1, 1:-1, 1:-1]
    return a


def arguments(size):
    n, rounds = {"small": (10, 10), "medium": (40, 20), "large": (120, 50)}[size]
    a = np.random.default_rng(0).random((n, n, n))
    return a, a.copy(), rounds


def work(a, b, rounds):
    return 12 * rounds * a.size, 2 * (a.nbytes + b.nbytes)
