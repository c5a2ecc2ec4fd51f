"""Generators that loops and branches advance by `next` and `send`: they remember where they are."""

import numpy as np

PYTHON = {"in_an_object"}
X = np.array([3.0, -1.0, 2.0, 5.0])
Y = np.array([2.0, 4.0])
NONE = np.array([])


def shifted(values):
    for v in values:
        yield v + 0.25


def merged(x, y):
    one, two = shifted(x), shifted(y)
    a, b = next(one, None), next(two, None)
    out = []
    while a is not None and b is not None:
        if a <= b:
            out.append(a)
            a = next(one, None)
        else:
            out.append(b)
            b = next(two, None)
    while a is not None:
        out.append(a)
        a = next(one, None)
    return out


def chosen(x, y):
    one, two = shifted(x), shifted(y)
    return [next(one, 0.0) if v > 0 else next(two, 0.5) for v in x]


def until_it_stops(x):
    it = shifted(x)
    total = 0.0
    try:
        while True:
            total += next(it)
    except StopIteration:
        return total


def past_its_end(x):
    it = shifted(x)
    total = 0.0
    for _ in range(3):
        total += next(it)
    return total


def branches(x):
    def codes():
        k = 0
        while k < len(x):
            if x[k] > 2:
                yield 1
            elif x[k] < 0:
                k += 1
                yield -1
                continue
            else:
                yield 0
                if k > 5:
                    break
            k += 1
        yield 99

    it = codes()
    return [next(it, -7) for _ in range(9)]


def even_fibonacci(n):
    def fibonacci():
        a, b = 0, 1
        while True:
            yield a
            a, b = b, a + b

    numbers = fibonacci()
    out = []
    while len(out) < n:
        v = next(numbers)
        if v % 2 == 0:
            out.append(v)
    return out


def averages(x):
    def average():
        total, count, mean = 0.0, 0, None
        while True:
            v = yield mean
            total += v
            count += 1
            mean = total / count

    it = average()
    next(it)
    return [it.send(v) for v in x]


def left_and_resumed(x):
    it = shifted(x)
    first = []
    for v in it:
        if v < 0:
            break
        first.append(v)
    return first, [v for v in it], next(it, "end")


def effects(x):
    log = []

    def told(scale, *, offset=1.0):
        for i, v in enumerate(x):
            log.append(v)
            print("gives", i)
            yield v * scale + offset
        log.append(-100.0)

    it = told(2, offset=0.5)
    total = 0.0
    for k in range(5):
        total += next(it, 1.0)
        if k == 3:
            it.close()
    return total, log


def delegated(x, y):
    def both():
        yield from x
        yield from y
        yield 7.0

    it = both()
    out = []
    while (v := next(it, None)) is not None:
        out.append(v)
    return out


def fails_inside(x):
    def roots():
        for v in x:
            if v < 0:
                raise ValueError(f"negative: {v}")
            yield v**0.5

    it = roots()
    total = 0.0
    for _ in range(len(x)):
        total += next(it)
    return total


def unbound(x):
    def last_large():
        for v in x:
            if v > 2:
                large = v
            yield large

    it = last_large()
    total = 0.0
    for _ in range(2):
        total += next(it, 0.0)
    return total


class Source:
    def __init__(self, it):
        self.it = it
        self.pulled = 0

    def pull(self):
        self.pulled += 1
        return next(self.it, 0.0)


def in_an_object(x):
    source = Source(shifted(x))
    total = 0.0
    for _ in range(6):
        total += source.pull()
    return total, source.pulled


CASES = [
    (merged, (X, Y), (NONE, Y), (np.sort(X), Y)),
    (chosen, (X, Y), (Y, X)),
    *(
        (f, (X,), (NONE,), (Y,))
        for f in (until_it_stops, past_its_end, branches, averages, left_and_resumed, effects, fails_inside)
    ),
    *((f, (X,), (-X,), (Y,)) for f in (unbound, in_an_object)),
    (even_fibonacci, (5,), (0,)),
    (delegated, (X, Y), (NONE, Y)),
]
