"""Attributes of arrays that are assigned to, and arrays made by the class itself."""

import numpy as np


def parts(z):
    z.real = 2
    z.imag[1:] = 5
    z.real += 1
    return z, z.imag


def row(x):
    x.flat = 3
    x.flat[1] = 4
    return x


def reshaped(n):
    x = np.arange(n * 2)
    x.shape = (n, 2)
    y = np.zeros((2, n))
    y.shape = -1
    y[0] = 1
    x[0] = 9
    return x, y, x.sum(axis=0)


def callers(x):
    x.shape = (x.size,)
    return x


def seen_before(n):
    x = np.arange(n * 2)
    tail = x[1:]
    x.shape = (n, 2)
    x[1] = 7
    return x, tail


def made(n):
    x = np.ndarray((n, 2), dtype=np.int32)
    x[:] = 3
    return x, np.ndarray(n).shape


def wrong_shape(n):
    x = np.zeros(n)
    x.shape = (n, 3)
    return x


CASES = [
    (parts, (np.array([1 + 2j, 3j, 4.0]),)),
    (row, (np.zeros((2, 3)),)),
    (reshaped, (3,), (4,)),
    (callers, (np.zeros((2, 3)),)),
    (seen_before, (3,)),
    (made, (3,)),
    (wrong_shape, (3,)),
]
PYTHON = {"callers", "seen_before", "wrong_shape"}
