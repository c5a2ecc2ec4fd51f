"""Variables whose type depends on the path: Python's number first, NumPy's after a round, None before any."""

import math

import numpy as np


def escape(cr, ci, rounds):
    zr = 0.0
    zi = 0.0
    n = 0
    while zr * zr + zi * zi <= 4.0 and n < rounds:
        zr, zi = zr * zr - zi * zi + cr, 2.0 * zr * zi + ci
        n += 1
    return n, zr, zi


def total(x):
    s = 0
    for v in x:
        s += v
    print("total", s, f"{s:.3f}", repr(s))
    return s, s**2, type(s) is int


def single_precision(x):
    s = 0.0
    for i in range(len(x)):
        s = s + x[i] * 0.1
    return s


def three_types(x):
    y = 0
    for e in x:
        if y > 5:
            y = y / 2
        y += abs(e)
    print("total", y)
    return y


def division(x):
    s = 1
    for v in x:
        s = v // (s + 1) + s % 3 - s / 4
    return s


def division_by_zero(x):
    s = 0
    for v in x:
        if v > 0:
            s = v
    return 1 / s


def wrapped_hash(x):
    h = 5381
    for v in x:
        h = (h * 33 + v) % 1000003
    return h


def conversions(x):
    s = 0
    for v in x:
        s = s + v
    return int(s), float(s), round(s), complex(s), math.sqrt(s), abs(s), divmod(s, 2)


def nothing_found(x):
    best = None
    for v in x:
        if v > 2 and (best is None or v > best):
            best = v
    print(best, f"<{best}>")
    return best


def complex_after_a_round(c):
    z = 0
    n = 0
    while abs(z) < 2 and n < 20:
        z = z * z + c
        n += 1
    return z, n


def element_of_either_type(x, out):
    s = 0
    for i in range(len(x)):
        out[i] = s
        s = s + x[i]
        out[int(s) % len(x)] += s
    return s


def text_before_a_write(x):
    text = f"{x} {x[0]}"
    x[0] = 5
    print(text)
    return str(x)


def given_to_numpy(x, a):
    low = max(0, a)
    high = min(2, x[0])
    x[1] = np.clip(x[1], low, high)
    parts = np.array([low, high, 0.5]), np.maximum(x, low), np.where(x > 1, low, x)
    return np.sqrt(low), np.hypot(low, high), np.abs(low), np.float32(high), np.round(low, 1), *parts


FLOATS = np.array([0.5, -3.0, 7.25, 4.0])
INTS = np.array([6, -3, 5, 4])
SETS = [(FLOATS,), (INTS,), (np.zeros(0),), (INTS.astype(np.int8),), (FLOATS.astype(np.float32),)]
CASES = [
    (escape, (np.float64(-0.5), np.float64(0.3), 40), (-0.5, 0.3, 40), (np.float32(0.1), 2, 40)),
    (total, *SETS),
    (single_precision, *SETS),
    (three_types, *SETS),
    (division, *SETS),
    (division_by_zero, *SETS),
    (wrapped_hash, (INTS,), (np.zeros(0, int),), ([3, 4],)),
    (conversions, (np.abs(FLOATS),), (np.abs(INTS),), (np.zeros(0),)),
    (nothing_found, *SETS),
    (complex_after_a_round, (0.1 + 0.5j,), (1 + 1j,), (np.complex128(0.2j),)),
    (element_of_either_type, (INTS, np.zeros(4)), (FLOATS, np.zeros(4)), (INTS, np.zeros(4, np.int16))),
    (text_before_a_write, (FLOATS,)),
    (given_to_numpy, *((FLOATS, a) for a in (-0.5, 0.25, np.float64(-0.5), np.float32(0.25), np.int64(3)))),
]
