"""A Fourier transform by stages of radix 2."""

import numpy as np


def kernel(x):
    n = len(x)
    y = x.copy()
    bits = 0
    while 1 << bits < n:
        bits += 1
    for i in range(n):
        j = 0
        for b in range(bits):
            j |= (i >> b & 1) << (bits - 1 - b)
        y[j] = x[i]
    half = 1
    while half < n:
        turn = np.exp(-1j * np.pi * np.arange(half) / half)
        for start in range(0, n, 2 * half):
            other = y[start + half : start + 2 * half] * turn
            y[start + half : start + 2 * half] = y[start : start + half] - other
            y[start : start + half] += other
        half *= 2
    return y


def arguments(size):
    n = {"small": 16, "medium": 1024, "large": 65_536}[size]
    random = np.random.default_rng(0)
    return (random.random(n) + 1j * random.random(n),)
