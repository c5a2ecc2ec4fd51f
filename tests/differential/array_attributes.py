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


def wrapped(x):
    x.real = -1
    first = x.copy()
    x.real = np.array([1.5, 300, -2])
    return x, first


def odd_element(x):
    x.flat[0] = -1
    return x


def by_an_array(x):
    at = x[0].argmax()
    row, own = x[at], x[np.array(1)]
    row[0] = 9
    own[0] = 5
    return row, own, x


def wrong_shape(n):
    x = np.zeros(n)
    x.shape = (n, 3)
    return x


def of_python_numbers(b, n, x):
    parts = b.real, b.imag, n.numerator, b.denominator, x.real, b.conjugate()
    return parts, np.real(b), np.imag(b), np.conj(b), np.real(n)


def without_a_copy(x):
    return (
        np.asarray(x, copy=False) is x,
        np.array([1, 2], copy=None),
        np.asarray(2, dtype=complex, copy=False),
    )


def one_item(x, i):
    if x.sum() > 0:
        return x.item(i), x.T.item(i), x.item(0, 1), x.item((1, -1))
    return x.item(i, 0)


def item_of_a_number(x, i):
    return x.sum().item(0), x[0].item(i)


def flags_of_a_number(x):
    total = x.sum()
    if total.flags.writeable:
        total = 0
    return total, x[0].flags["OWNDATA"]


CASES = [
    (flags_of_a_number, (np.ones(2),)),
    (one_item, *((np.arange(4.0).reshape(2, 2), i) for i in (3, -4, 4, -5)), (-np.eye(2), 2)),
    (item_of_a_number, (np.ones((2, 2)), 1), (np.ones((2, 2)), 2)),
    (of_python_numbers, (True, 2, 1.5), (False, -1, -0.0)),
    (without_a_copy, (np.ones(2),)),
    (parts, (np.array([1 + 2j, 3j, 4.0]),)),
    (row, (np.zeros((2, 3)),)),
    (reshaped, (3,), (4,)),
    (callers, (np.zeros((2, 3)),)),
    (seen_before, (3,)),
    (made, (3,)),
    (wrong_shape, (3,)),
    (wrapped, (np.arange(3, dtype=np.uint8),), (np.ones(3),)),
    (odd_element, (np.arange(3, dtype=np.uint8),), (np.ones(3),)),
    (by_an_array, (np.arange(6.0).reshape(2, 3),)),
]
PYTHON = {"seen_before", "without_a_copy", "wrong_shape", "item_of_a_number"}
