"""Iterators of dicts and sets, and iterators whose end something else tells that they call."""

import numpy as np


class Doubled:
    """Ends where the iterator ends that it asks."""

    def __init__(self, items):
        self.items = iter(items)
        self.asked = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.asked += 1
        return next(self.items) * 2


class UpTo:
    def __init__(self, n):
        self.n = n
        self.i = 0

    def __iter__(self):
        return self

    def end(self):
        raise StopIteration

    def __next__(self):
        self.i += 1
        if self.i > self.n:
            self.end()
        return self.i


class Tens(UpTo):
    def __next__(self):
        return super().__next__() * 10


def end_told_by_another(a):
    doubled = Doubled(a)
    found = [next(doubled, -1.0) for _ in range(3)]
    return found, doubled.asked, sum(Doubled(a))


def end_told_by_a_method(n):
    one, two = UpTo(n), Tens(n)
    return next(one, -1), next(one, -1), next(two, -1), next(two, -1), list(Tens(n)), list(UpTo(n))


def first_key(a):
    known = {}
    for v in a:
        known[int(v)] = v
    first = next(iter(known)) if known else None
    value, item = next(iter(known.values()), None), next(iter(known.items()), None)
    return first, value, item


def oldest_keys_go(a, k):
    known = {int(v): v for v in a}
    while len(known) > k:
        del known[next(iter(known))]
    return known


def dict_that_grows_under_its_iterator(a):
    known = {}
    for v in a:
        known[int(v)] = v
    keys = iter(known)
    first = next(keys, None)
    known[99] = 1.0
    try:
        return first, next(keys)
    except RuntimeError as error:
        return str(error)


def set_that_shrinks_under_its_iterator(a):
    known = set()
    for v in a:
        known.add(int(v))
    members = iter(known)
    first = next(members)
    known.discard(first)
    try:
        return first, next(members, None)
    except RuntimeError as error:
        return str(error)


A = np.array([0.5, -1.5, 2.5, 4.0])
CASES = [
    (end_told_by_another, (A,), (A[:1],), (A[:0],)),
    (end_told_by_a_method, (0,), (1,), (5,)),
    (first_key, (A,), (A[:1],), (A[:0],)),
    (oldest_keys_go, (A, 2), (A, 0), (A[:0], 1)),
    (dict_that_grows_under_its_iterator, (A,), (A[:1],), (A[:0],)),
    (set_that_shrinks_under_its_iterator, (A,), (A[:1],)),
]
