"""Tuples that are compared where the text does not show that they are some: named, in lists, handed in."""

from collections import namedtuple
from dataclasses import dataclass

import numpy as np

X = np.array([3.0, -1.0, 2.0, -1.0])
Y = np.array([1.0, 2.0, 0.0, 1.0])
Place = namedtuple("Place", "value index", defaults=[0.5])


@dataclass(order=True)
class Entry:
    value: float
    index: int


def greatest_place(x):
    best = Place(0.0)
    for v in x:
        place = Place(v, v * 2) if v > 0 else Place(v)
        if place > best:
            best = place
    return best.value, best[1]


def greatest_entry(x):
    best = Entry(-1e9, 0)
    for i, v in enumerate(x):
        entry = Entry(float(v), i)
        if entry > best:
            best = entry
    entries = [Entry(float(v), i) for i, v in enumerate(x)]
    return best, min(entries).index


def sorted_by_hand(x, y):
    points = list(zip(x.tolist(), y.tolist(), strict=True))
    for i in range(1, len(points)):
        point = points[i]
        j = i - 1
        while j >= 0 and points[j] > point:
            points[j + 1] = points[j]
            j -= 1
        points[j + 1] = point
    return points


def by_functions(x, y):
    def before(one, two):
        return one < two

    def key(i):
        return (x[i], y[i], i)

    first = 0
    for i in range(len(x)):
        if key(i) < key(first) or before((y[i], x[i]), key(first)[:2]):
            first = i
    return first


def pairs_alike(x, y):
    points = [(a, b) for a, b in zip(x, y, strict=True)]
    count = 0
    for i in range(len(points)):
        for j in range(i):
            if points[i] == points[j]:
                count += 1
    return count


def types_told(n, y):
    """A bool of NumPy's only where the first items that differ are NumPy's."""
    return (n, y) < (2, 3), (n, y) <= (n, 3), (y, n) > (0, n), [n, y] == [y, n], [y, n] != [n, n]


CASES = [
    (greatest_place, (X,), (-X,)),
    (greatest_entry, (X,), (-X,)),
    (types_told, (5, np.float32(1.5)), (2, np.float32(3.5)), (0, np.float32(0))),
    *((f, (X, Y), (Y, X)) for f in (sorted_by_hand, by_functions, pairs_alike)),
]
