"""Iterators of builtins that a loop leaves, and that others go on with."""

import itertools

import numpy as np


def rest_of_enumerate(x):
    pairs = enumerate(x)
    for i, v in pairs:
        if v > 1:
            break
    return [p for p in pairs]  # noqa: C416 - as written


def rest_of_map(x):
    sizes = map(abs, x)
    first = next(sizes, None)
    return first, list(sizes)


def rest_of_reversed(x):
    back = reversed(x)
    return next(back, 0), list(back)


def rest_of_zip(x, y):
    both = zip(x, y)
    total = 0
    for a, b in both:
        if a > b:
            total += a
            break
    for a, b in both:
        total += a * b
    return total


def rest_of_filter(x):
    high = filter(lambda v: v > 0, x)
    first = next(high, -1)
    return first, sum(high)


def counted_beside_data(x):
    return list(map(lambda a, b: a - b, filter(lambda v: v > 0, x), itertools.count(1)))


def ids(x):
    fresh = itertools.count(10, 5)
    out = []
    for v in x:
        if v > 0:
            out.append(next(fresh))
    return out, next(fresh)


def turns(x):
    players = itertools.cycle([1, 2, 3])
    return [next(players) * v for v in x]


def backwards_beside_data(x):
    out = []
    for i, (a, b) in enumerate(zip(x, reversed([1, 2, 3]), strict=False)):
        out.append((i, a * b))
    return out


def first_two(x):
    it = iter(x)
    head = list(itertools.islice(it, 2))
    return head, list(it)


class Numbered:
    def __init__(self, items):
        self.items = iter(items)
        self.place = 0

    def __iter__(self):
        return self

    def __next__(self):
        item = next(self.items)
        self.place += 1
        return self.place, item


def own_numbered(x):
    return [p for p in Numbered(x)]  # noqa: C416 - as written


def _evens(items):
    for v in items:
        if v % 2 == 0:
            yield v


def _squares(items):
    yield from (v * v for v in items)


def pipeline(x):
    return sum(_squares(_evens(x)))


A = np.array
ONE = [(A([1, 2, 4]),), ([],), ([2.0, -1.0, 3.0],)]

CASES = [
    *((f, *ONE) for f in (rest_of_enumerate, rest_of_map, rest_of_reversed, rest_of_filter, ids, turns)),
    *((f, *ONE) for f in (counted_beside_data, backwards_beside_data, first_two, own_numbered, pipeline)),
    (rest_of_zip, (A([1, 5, 2]), A([3.0, 4, 5])), ([], [1]), ([2, 1], [1])),
]
