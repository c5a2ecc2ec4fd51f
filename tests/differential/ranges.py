"""Ranges of data as sequences: their length, their items by index, what is in them."""

import itertools

import numpy as np


def as_sequences(k):
    up, down = range(1, k * 3, 2), range(k, -2, -1)
    return len(up), list(up), k in up, 4 in up, (k - 1) in down, -2 in down, 7 not in up, sum(down)


def items(k, i):
    try:
        return range(1, k * 3, 2)[i], range(k, -5, -2)[i]
    except IndexError as error:
        return str(error)


def ends(k):
    numbers = range(2, 2 + k, 3)
    return (numbers[0], numbers[-1]) if len(numbers) else None


def data_in_a_range(a):
    return [v in range(1, 9, 3) for v in a]


def looked_for_by_any_step(n, step):
    return n in range(0, 20, step), n in range(20, 0, step), 3 in range(n), n in range(step, n)


def longest_of_two(a, k):
    pairs = list(itertools.zip_longest(a, range(k), fillvalue=-1))
    total = 0.0
    for one, two in itertools.zip_longest([1.0, 2.0], a.tolist(), fillvalue=0.5):
        total = total * 2 + one - two
    return pairs, total


A = np.array([1, 4, 5, -2])


def compared_ranges(r, n):
    kinds = type(r) is range, isinstance(r, range), r.__class__
    return kinds, r == range(n), range(0, n, 2) == range(0, n + 1, 2), range(n) != r, r == [0, 1]


def beyond_memory(n):
    return sum(list(range(n))[:2])


def parts(n, k):
    r = range(1, n, 3)
    found = [v for part in (r[::-1], r[k:], r[-2:k], r[1:-1:2]) for v in part]
    return found, len(r[:k]), r[::k] if k else None


CASES = [
    (parts, (20, 2), (9, -1), (1, 1), (9, 0)),
    (beyond_memory, (3,), (2**42,), (2**62,), (0,)),
    (compared_ranges, (range(3), 3), (range(0, 10, 2), 3), (range(4, 4), 0), (range(1), 1)),
    (looked_for_by_any_step, (3, 2), (4, -2), (5, 1), (2, 0), (20, -3)),
    (as_sequences, (0,), (1,), (4,)),
    (items, (3, 0), (3, -1), (3, 3), (0, 0), (1, -2)),
    (ends, (0,), (1,), (9,)),
    (data_in_a_range, (A,), (A[:0],)),
    (longest_of_two, (A, 2), (A, 6), (A[:0], 1)),
]
