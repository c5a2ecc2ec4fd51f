"""Bounds of `clip` in all its forms, complex numbers of two parts, and calls that NumPy refuses."""

import numpy as np


def zeros_clipped(x, low):
    return (
        np.clip(x, low, 1.0),
        np.clip(x, low + np.zeros(3), 1.0),
        np.clip(x, low, np.nan),
        x[1].clip(low, 2),
    )


def clipped(x):
    return (
        np.clip(x, 1, 2),
        x.clip(1),
        x.clip(max=3),
        np.clip(x, None, 3),
        np.clip(x, a_min=1, a_max=None),
        np.clip(x, min=2),
        x.clip(x.min(), x.mean()),
        x.clip(),
    )


def clipped_in_place(x):
    made = np.empty_like(x)
    np.clip(x, 1, 3, made)
    x.clip(2, out=made)
    np.clip(x, 1, 3, out=x)
    return made, x


def one_old_bound(x):
    return np.clip(x, a_min=1)


def old_and_new_bound(x):
    return np.clip(x, 1, max=3)


def complex_of_two(x):
    return complex(x[0], x[1]), complex(1.5, x[0])


def goertzel(x):
    turn = 2 * np.pi / len(x)
    one = two = 0.0
    for value in x:
        one, two = value + 2 * np.cos(turn) * one - two, one
    return complex(one * np.cos(turn) - two, one * np.sin(turn))


def order_of_ones(x):
    return np.eye(3, order="K")


def joined_without_a_cast(x):
    return np.concatenate([x, x.astype(np.float32)], casting="no")


X = np.arange(6.0)
CASES = [
    (zeros_clipped, (np.array([0.0, -0.0, np.nan]), 0.0), (np.array([0.0, -0.0, 3.0]), -0.0)),
    (clipped, (X,), (X.astype(np.int32),), (X.astype(np.float32),)),
    (clipped_in_place, (X,), (X.astype(np.int32),)),
    (one_old_bound, (X,)),
    (old_and_new_bound, (X,)),
    (complex_of_two, (X,), (np.array([np.inf, -0.0]),), (np.array([-0.0, np.nan]),)),
    (goertzel, (X,)),
    (order_of_ones, (X,)),
    (joined_without_a_cast, (X,), (X.astype(np.float32),)),
]
PYTHON = {"one_old_bound", "old_and_new_bound", "order_of_ones", "joined_without_a_cast"}
