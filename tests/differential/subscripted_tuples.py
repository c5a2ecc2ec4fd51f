"""Tuples and texts read at places that data decides."""

from collections import namedtuple

import numpy as np

STEPS = ((0, 1), (1, 0), (0, -1), (-1, 0))
NAMES = ("red", "green", "blue")
Triple = namedtuple("Triple", "x y z")


class Scale:
    WEIGHTS = (1, 10, 100)
    RATES = {"low": 0.5, "high": 2.0}

    def __init__(self, factors):
        self.factors = factors

    def of(self, k):
        return self.WEIGHTS[k] * self.factors[k % 2] * self.RATES["high" if k > 1 else "low"]


def numbers(i, k):
    w = (1.0, 2, 3.5)
    scale = Scale((0.5, 0.25))
    return (
        w[i[k]],
        w[-1 - i[k]],
        w[int(i[k])],
        Triple(k, i[0], 2.5)[i[k]],
        scale.of(i[k]),
        (1, None, "a")[i[k]],
    )


def out_of_range(i, k):
    try:
        return (5, 6)[i[k]], "ab"[i[k]]
    except IndexError as error:
        return str(error)


def no_index(i, k):
    return NAMES[i[k] * 0.5]


def walked(i):
    at, d, path = (0, 0), 0, []
    for turn in i:
        d = (d + turn) % 4
        dx, dy = STEPS[d]
        at = (at[0] + dx, at[1] + dy)
        path.append((at, NAMES[turn]))
    return path


def of_text(i, text):
    out = "".join(text[(j * 5 + 3) % len(text)] for j in i)
    return out, text[i[1] : i[2] + 3], text[: i[1]], text[i[2]], STEPS[i[1] : i[2] + 1]


def in_base(n):
    out = ""
    while n:
        out = "0123456789abcdef"[n % 16] + out
        n //= 16
    return out


def of_objects(i, x):
    double = x * 2
    picked = (x, double)[i[1]]
    picked[0] = 9.0
    tables = ({"a": 1}, {"a": 5})
    return (np.sin, np.cos, np.exp)[i[1]](x), double, tables[i[1]]["a"], [len, sum][i[0]]([1, 2])


def of_arguments(table, i):
    total = 0
    for j in i:
        total += table[j][i[0] % 2]
    return total


I = np.array([0, 1, 2, 1, 0, 2, 2])
X = np.array([1.5, -2.0, 3.0])
CASES = [
    *((f, (I, 0), (I, 1), (I, 2)) for f in (numbers, out_of_range)),
    (no_index, (I, 0)),
    (walked, (I,), (I[:0],)),
    (of_text, (I, "hello world"), (I, "abc"), (I, "the quick brown fox jumps over")),
    (in_base, (1234567,), (0,)),
    (of_objects, (I, X)),
    (of_arguments, (((1, 2), (3, 4), (5, 6)), I), (((1.5, 2), (3.5, 4), (5.5, 6)), I)),
]
PYTHON = ("no_index",)
