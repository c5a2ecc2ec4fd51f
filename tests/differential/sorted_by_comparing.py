"""Lists sorted by what a function tells: `functools.cmp_to_key`, and the `__lt__` of the program's classes."""

import dataclasses
import functools

import numpy as np

A = np.array


class T:
    def __init__(self, v, i):
        self.v, self.i = v, i

    def __lt__(self, o):
        return self.v < o.v

    def __repr__(self):
        return f"T({self.v}, {self.i})"


@dataclasses.dataclass(order=True)
class D:
    pri: float
    name: str = dataclasses.field(compare=False, default="x")


def objects_by_their_method(x):
    ts = [T(v, i) for i, v in enumerate(x)]
    ts.sort()
    return [(t.v, t.i) for t in ts]


def objects_backwards(x):
    ts = [T(v, i) for i, v in enumerate(x) if v > -2]
    return [(t.v, t.i) for t in sorted(ts, reverse=True)], [t.i for t in ts]


def records(x):
    items = [D(v) for v in x]
    items.sort()
    return [i.pri for i in items]


def numbers_by_a_counted_function(x):
    n = 0

    def cmp(a, b):
        nonlocal n
        n += 1
        return -1 if a > b else int(a < b)

    return sorted(x, key=functools.cmp_to_key(cmp)), n


def pairs_by_a_function(x):
    def compare(p, q):
        return -1 if (abs(p[0]), -p[1]) < (abs(q[0]), -q[1]) else 1

    return sorted([(v, i) for i, v in enumerate(x)], key=functools.cmp_to_key(compare))


def known_objects(x):
    a, b, c = T(x.sum(), 0), T(1.0, 1), T(2.0, 2)
    found = sorted([a, b, c])
    return [t.i for t in found], min([a, b, c]).i, max(a, b).i


def in_place(x):
    numbers = [int(abs(v)) for v in x]
    numbers.sort(key=functools.cmp_to_key(lambda a, b: b - a), reverse=True)
    return numbers


def known_items(x):
    words = ["b", "a", "c"]
    words.sort(key=functools.cmp_to_key(lambda a, b: (a > b) - (a < b)))
    return words, sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a))


ROWS = (
    (A([3.0, -1.0, 2.0, 2.0, -3.0]),),
    (A([]),),
    (A([4.0, 3.0, 2.0, 1.0]),),
    (A([3.0, 3.0, 2.0, 2.0, 1.0, 1.0, 1.0, 0.0, 5.0, 4.0, 4.0]),),
    (np.sin(np.arange(20) * 7),),
)

CASES = [
    (function, *ROWS)
    for function in (
        objects_by_their_method,
        objects_backwards,
        records,
        numbers_by_a_counted_function,
        pairs_by_a_function,
        known_objects,
        in_place,
        known_items,
    )
]
