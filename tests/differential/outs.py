"""What is written in place must fit, and who says that it does not is NumPy."""

import numpy as np


def added(x, y):
    x += y
    return x


def added_out(x, y):
    np.add(x, y, out=x)
    return x


def part_multiplied(x, y):
    x[1:] *= y
    return x


def first_diminished(x, y):
    x[0] -= y
    return x


def added_in_rounds(x, y):
    for _ in range(3):
        x += y
    return x


def roots_written(x, y):
    np.sqrt(y, out=x)
    return x


def positive_raised(x, y):
    x[x > 0] += y
    return x


def of_an_expression(x, y):
    x += 0.5 * (y - 1)
    x *= x + y
    return x


def a_number_added(x, y):
    np.add(y, 2, out=x)
    return x


def bits_kept(x, y):
    x &= y
    x |= y
    return x


def clipped(x, y):
    np.clip(y, 0, 1, out=x)
    return x


def largest(x, y):
    np.maximum(y, 2.0, x)
    return x


R = np.random.default_rng(0)
FLOATS = (
    (R.random(3), R.random(3)),
    (R.random(3), R.random(1)),
    (R.random(3), R.random(4)),
    (R.random(3), R.random(0)),
    (R.random(1), R.random(3)),
    (R.random(3), R.random((2, 3))),
    (R.random(3), R.random((1, 3))),
    (R.random((2, 3)), R.random(2)),
    (R.random((2, 3)), R.random(3)),
    (R.random((3, 1)), R.random((1, 3))),
    (R.random((2, 3)), R.random((2, 2, 3))),
)
INTS = (
    (np.arange(3), np.arange(3)),
    (np.arange(3), np.arange(2)),
    (np.arange(1), np.arange(3)),
    (np.arange(3) > 1, np.arange(2) > 0),
    (np.arange(3) > 1, np.arange(1) > 0),
)
CASES = [
    (added, *FLOATS, *INTS, (np.arange(3), R.random(3)), (np.arange(3), R.random(2))),
    (added_out, *FLOATS, *INTS),
    (part_multiplied, *FLOATS, *INTS),
    (first_diminished, *(pair for pair in FLOATS if pair[0].ndim > 1)),
    (added_in_rounds, *FLOATS, *INTS),
    (roots_written, *FLOATS),
    (positive_raised, *FLOATS),
    (of_an_expression, *FLOATS),
    (a_number_added, *FLOATS),
    (bits_kept, *INTS),
    (clipped, *FLOATS),
    (largest, *FLOATS),
]
