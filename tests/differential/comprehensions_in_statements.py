"""Comprehensions in annotated assignments, exceptions and other statements."""

import contextlib

import numpy as np


def annotated(x):
    doubled: list = [v * 2 for v in x]
    high: int = sum(v for v in x if v > 0)
    return doubled, high


def in_a_message(x):
    if len(x) > 2:
        raise ValueError(f"negative: {[v for v in x if v < 0]}")
    return len(x)


def in_an_exception(x):
    for v in x:
        try:
            if v < 0:
                raise ValueError([w for w in x if w < 0])
        except ValueError as error:
            print(error)


class Sums:
    def __init__(self):
        self.total = 0


def added_to_items(x):
    found = [0.0] * 3
    rows = np.zeros((2, 3))
    sums = Sums()
    for k in range(3):
        found[k] += sum(v for v in x if v > k)
        rows[k % 2, k] -= max([v for v in x if v > 0] or [1])
        sums.total += sum(v * k for v in x)
    return found, rows, sums.total


@contextlib.contextmanager
def _least(value):
    yield value - 1


def in_a_header(x):
    with _least(sum(v for v in x if v > 0)) as least:
        return least


def told(value):
    print("told", value)
    return value


def in_dicts_and_chains(x, n):
    found = {told(1): sum(told(v) for v in x), **{2: n}, told(3): told(0) < max(v for v in x) < told(n)}
    counts = np.zeros(9)
    counts[sum(told(1) for v in x)] = min(v for v in x)
    return found, counts, told(1) < sum(1 for v in x) < told(0) < told(n)


def counted(x):
    count = sum(1 for v in x if v > 0)
    return np.zeros((count, 2)), x[:count], ~count, x[count - 1]


A = np.array
XS = [(A([1, 3, -1]),), ([3.0, -1.5],), ([],)]


def _yielded(xs, n):
    for v in xs:
        yield v + {a: a * a for a in range(3)}.get(n, 4)
        got = yield [b for b in (n, v) if b > 1]
        yield got


def yielded(x, n):
    out = list(_yielded(x, n))
    for item in _yielded([n], n + 1):
        print(item)
    return out


def spread(x):
    row = [1.0, *(a + b for a, b in zip(x, x[1:])), 2.0]
    print(*(f"{a:.1f}" for a in x), sep="|")
    return row, max(*(a for a in x), 2.5), {*(int(a) % 2 for a in x)} == {0, 1}


def walrus_in_chains(x, low, high):
    found = []
    for place in range(len(x)):
        if 0 <= (left := place - 1) < len(x) and low <= (both := x[place] + x[left]) < (top := high + 1):
            found.append((left, both, top))
    return found, [y for a in x if low < (y := a * 2) <= high]


CASES = [(f, *XS) for f in (annotated, in_a_message, in_an_exception, added_to_items, in_a_header)]
CASES += [
    (in_dicts_and_chains, (A([1.0, -2.0]), 5), (A([3.0, 1.0, 2.0]), 2), (A([0.5]), 1)),
    (counted, (A([1.0, -2.0]),), (-np.ones(3),), (np.zeros(0),)),
]
CASES += [(yielded, (A([1.0, 3.0]), 2), (A([5.0]), 7))]
CASES += [
    (spread, (A([1.0, 3.0, 0.5]),), (A([2.0]),), ([1.0, 2.0],)),
    (walrus_in_chains, (A([1.0, 3.0, 0.5, -1.0]), 0.0, 3.0), (A([2.0]), 0, 9), ([1, 2, 3], 2, 4)),
]
