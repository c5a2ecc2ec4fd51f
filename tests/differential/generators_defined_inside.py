"""Generators, iterators and managers defined inside: they assign variables of the function, and return values."""

import contextlib

import numpy as np


def counted(x):
    closed = given = 0

    def doubled():
        nonlocal closed, given
        try:
            for v in x:
                given += 1
                yield v * 2
        finally:
            closed += 1

    total = sum(doubled())
    for v in doubled():
        if v < 0:
            break
        total += v + given
    return total, closed, given


def changed_on_both_sides(x):
    last = None
    rest = 0.0

    def falls():
        nonlocal last, rest
        for v in x:
            rest -= 1
            yield v if last is None else last - v
            last = v

    total = 0.0
    for v in falls():
        rest += v
        total += rest
    return total, last, rest


def one_in_another(x):
    n = 0

    def outer():
        m = 0

        def inner():
            nonlocal n, m
            for v in x:
                n, m = n + 1, m + 2
                yield v

        for v in inner():
            yield v + m
        yield m

    return [float(v) for v in outer()], n


def by_classes(x):
    n = depth = 0

    class Every:
        def __init__(self, step):
            self.i, self.step = 0, step

        def __iter__(self):
            return self

        def __next__(self):
            nonlocal n
            if self.i >= len(x):
                raise StopIteration
            self.i += self.step
            n += self.i
            return x[self.i - self.step]

    @contextlib.contextmanager
    def deeper(k):
        nonlocal depth
        depth += k
        yield depth
        depth *= 2

    total = 0.0
    for v in x:
        with deeper(1) as d:
            total += v * d
    for v in Every(2):
        total += v
    return total, n, depth


def seen_by_the_loop(x):
    last, given = None, 0

    def falls():
        nonlocal last
        for v in x:
            if last is not None and v < last:
                yield last - v
            last = v

    def above(k):
        nonlocal given
        for v in x:
            if v > k:
                given += 1
                yield v

    total = 0.0
    for v in above(0):
        for w in above(2):
            total += v * w
            if total > 20 or given > 4:
                break
        given += 10
    return [float(v) for v in falls()], last, given, total


def asked_for_one(x):
    n = 0

    def above():
        nonlocal n
        for v in x:
            n += 1
            if v > 0:
                yield v
        n += 100

    items, total = above(), 0.0
    while True:
        v = next(items, None)
        if v is None or total > 3:
            break
        total += v * n
    n += 1
    return total, n


def returned(x):
    def run(i):
        while i < len(x) and x[i] > 0:
            yield x[i]
            i += 1
        return i

    def runs():
        i = 0
        while i < len(x):
            j = yield from run(i)
            i = j + 1
        none = yield from [0.5]
        if none is None:
            yield -1.0

    total = 0.0
    for v in runs():
        total += v
        if total > 50:
            break
    return total, list(runs())


def returned_or_not(x):
    def counted(k):
        n = 0
        for v in x:
            n += 1
            yield v * k
            if n > 3:
                return n

    def twice():
        a = yield from counted(1.0)
        yield 0.0 if a is None else a

    return sum(twice()), list(twice())


ROWS = ((np.array([3.0, 1.0, 2.5, -4.0, 2.0]),), (np.array([]),), (np.array([-1.0]),))
CASES = [
    (function, *ROWS)
    for function in (
        counted,
        changed_on_both_sides,
        one_in_another,
        by_classes,
        seen_by_the_loop,
        asked_for_one,
        returned,
        returned_or_not,
    )
]
