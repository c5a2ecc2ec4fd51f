"""Rows brought to mean 0 and spread 1, scaled and moved."""

import numpy as np

ARRAYS_ONLY = True


def kernel(x, scale, offset):
    mean = np.mean(x, axis=-1, keepdims=True)
    spread = np.mean((x - mean) ** 2, axis=-1, keepdims=True)
    return (x - mean) / np.sqrt(spread + 1e-5) * scale + offset


def arguments(size):
    rows, width = {"small": (4, 16), "medium": (128, 256), "large": (4096, 512)}[size]
    random = np.random.default_rng(0)
    return random.random((rows, width)), random.random(width), random.random(width)


def work(x, scale, offset):
    return 8 * x.size, 2 * x.nbytes
