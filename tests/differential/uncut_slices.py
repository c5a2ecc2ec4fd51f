"""Slices whose sizes are sums of sizes: mostly uncut at the ends, and equal; sometimes cut, or of one element."""

import numpy as np


def differences(x, coefficient):
    n = coefficient.shape[0]
    rise = x[1 : n + 2] - x[0 : n + 1]
    bend = rise[1:] - rise[:-1]
    limited = np.where(bend * (x[1 : n + 1] - x[:n]) > 0, 0, bend)
    return x[1 : n + 1] - coefficient * limited


def between(x, faces):
    return x * 2 + 0.25 * (faces[1:] + faces[:-1]), faces[:-1] - x


def inner(x, y):
    y[1:-1, 1:-1] += x[:-2, 1:-1] + x[2:, 1:-1] - 2 * x[1:-1, 1:-1]
    return y


def from_the_end(x, y):
    return x[-3:] + y[: y.shape[0] - 2], x[2:] - y[-len(x) + 2 :]


def of_a_number(x, n):
    return x[:n] + x[-n:], x[n:] * 2


def chosen_of_one(x, y):
    m = y.shape[0]
    return np.maximum(np.where(y[:m] > 0.5, x, x), x[-2:])


A = np.arange(8.0) ** 2
B = np.arange(30.0).reshape(5, 6) % 7

CASES = [
    (
        differences,
        (A, A[:6]),
        (A, A[:5]),
        (A, A[:7]),
        (A, A[:1]),
        (A[:2], A[:0]),
        (A[:3], A[:2]),
        (A[:1], A[:1]),
    ),
    (between, (A[:7], A), (A, A[:7]), (A[:1], A[:2]), (A, A[:2]), (A[:0], A[:1]), (A[:0], A[:0]), (A, A)),
    (inner, (B, B * 2), (B[:2], B[:2] * 2), (B[:3, :3], B), (B, B[:3, :3].copy()), (B[:, :1], B[:, :1] * 2)),
    (from_the_end, (A[:5], A[:5]), (A, A[:3]), (A[:2], A[:4]), (A[:1], A[:2]), (A, A)),
    (chosen_of_one, (A[:2], A[:2]), (A[:2], A[:3]), (A[:6], A), (A[:2], A[:1]), (A[:1], A)),
    (of_a_number, (A, 3), (A, 0), (A, 20), (A, -2), (A[:1], 1)),
]
