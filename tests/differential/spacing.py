"""`np.linspace` between numbers: part of the kernel, with NumPy's roundings."""

import numpy as np


def spaced(a, b, n):
    return np.linspace(a, b, n), np.linspace(a, b, n, endpoint=False)


def of_a_type(a, b, n):
    return np.linspace(a, b, n, dtype=np.int64), np.linspace(a, b, n, dtype="f4")


def grid(width, height):
    x = np.linspace(-2.0, 0.6, width)
    y = np.linspace(-1.2, 1.2, height)
    c = x + y[:, None] * 1j
    return c, abs(c).sum()


def as_asked(a, n):
    return np.linspace(a, 1.0, n, retstep=True), np.linspace(np.float32(0), 1, n), np.linspace([a, 1], 3.0, n)


_COUNTS = [(0.1, 0.7, n) for n in (0, 1, 2, 11)]
_ENDS = [(a, b, 7) for a in (0.0, -0.0, 5e-324, 1e300, 3) for b in (1e-310, -1e300, 0.0, 2**53 + 1)]
_ODD = [(np.nan, 1.0, 3), (np.inf, 1.0, 3), (0.0, -np.inf, 3), (1.0, 2.0, -1), (np.float64(2.5), 4, 6)]
CASES = [
    (spaced, *_COUNTS, *_ENDS, *_ODD),
    (of_a_type, *_COUNTS, (-3.5, 9, 8), (1.0, 2.0, -1)),
    (grid, (5, 4), (1, 0)),
    (as_asked, (0.5, 4), (0.5, 1)),
]
