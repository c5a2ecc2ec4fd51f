"""Objects whose dicts, sets and counts are changed by methods, in loops and branches."""

import numpy as np


class Tally:
    def __init__(self):
        super().__init__()
        self.counts = {}
        self.odd = set()
        self.seen = 0

    def add(self, number):
        key = int(number)
        if key in self.counts:
            self.counts[key] += 1
        else:
            self.counts[key] = 1
        self.odd.add(key % 2)
        self.seen += 1

    def commonest(self):
        best, most = None, 0
        for key, count in self.counts.items():
            if count > most:
                best, most = key, count
        return best


class Remembering:
    def __init__(self):
        self.known = {}
        self.hits = 0

    def fibonacci(self, n):
        if n < 2:
            return n
        if n in self.known:
            self.hits += 1
            return self.known[n]
        found = self.fibonacci(n - 1) + self.fibonacci(n - 2)
        self.known[n] = found
        return found


class Fixed:
    __slots__ = ("left", "right")

    def __init__(self, left, right):
        object.__setattr__(self, "left", left)
        object.__setattr__(self, "right", right)

    def __setattr__(self, name, value):
        raise AttributeError(name)

    def moved(self, by):
        return Fixed(self.left + by, self.right)


def tallied(a):
    tally = Tally()
    for v in a:
        tally.add(v)
    return tally.commonest(), tally.seen, tally.counts, sorted(tally.odd)


def tallied_until(a, limit):
    tally = Tally()
    for v in a:
        if v > 1:
            tally.add(v)
        if tally.seen > limit:
            break
    return tally.counts, tally.seen


def two_tallies(a):
    low, high = Tally(), Tally()
    for v in a:
        chosen = low if v < 2 else high
        chosen.add(v)
    return low.counts, high.counts


def remembered(n):
    memory = Remembering()
    return memory.fibonacci(n), memory.hits, len(memory.known)


def moved_on(a):
    fixed = Fixed(0.0, 1.0)
    for v in a:
        fixed = fixed.moved(v)
    return fixed.left, fixed.right


A = np.array([0.5, -1.5, 2.5, 4.0, 2.0])
CASES = [
    (tallied, (A,), (A[:1],), (A[:0],), (np.arange(20) % 5,)),
    (tallied_until, (A, 1), (A, 9), (A[:0], 0)),
    (two_tallies, (A,), (A[:1],), (A[:0],)),
    (remembered, (1,), (12,), (40,)),
    (moved_on, (A,), (A[:0],)),
]
