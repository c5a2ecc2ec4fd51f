"""Lists of data sorted: numbers and tuples, by themselves and by keys, forwards and backwards."""

import numpy as np


def numbers_in_order(x):
    return sorted(x)


def pairs_in_order(x):
    pairs = [(v, i) for i, v in enumerate(x)]
    pairs.sort()
    return pairs


def by_a_part(x):
    pairs = [(i, v) for i, v in enumerate(x)]
    return sorted(pairs, key=lambda t: t[1]), sorted(pairs, key=lambda t: -t[1], reverse=True)


def most_jobs(jobs):
    jobs.sort(key=lambda j: (j[1], -j[0]))
    end = 0
    n = 0
    for s, e in jobs:
        if s >= end:
            end = e
            n += 1
    return n


def in_reversed_order(x):
    q = []
    for i in range(len(x)):
        q.append((x[i] % 3, i))
    q.sort(reverse=True)
    return q


def places_in_order(x):
    order = sorted(range(len(x)), key=lambda i: x[i])
    return order, [x[i] for i in order]


def by_a_function(x):
    return sorted(x, key=abs), sorted(x, key=lambda v: v % 4)


def pairs_with_a_name(n):
    q = []
    for i in range(n):
        q.append((i * 7 % 5, "a"))
    q.sort()
    return q


def ints_and_floats(x):
    q = []
    for v in x:
        q.append(float(v) if v > 1 else int(v))
    inc = sorted(q)
    q.sort(reverse=True)
    return q, inc, q.index(max(q)), q.count(1), 1.0 in q, sorted(q, key=lambda v: -v)


def or_nothing(x):
    q = []
    for v in x:
        q.append(int(v) if v > 1 else None)
    q.sort()
    return q


def items_by_name(d):
    pairs = [(name, value * 2) for name, value in d.items()]
    pairs.sort(reverse=True)
    shown = "; ".join(f"{name}={value}" for name, value in sorted(d.items()))
    return sorted(d.items()), pairs, shown


def by_known_numbers(a, b):
    equal = sorted([("x", a), ("x", b)], key=lambda pair: pair[1])
    return sorted([(2, a), (1, b)]), sorted([(2, a), (1, b)], key=lambda pair: (-pair[0], pair[1])), equal


def known_by_data(x, names):
    scores = {"a": x[0], "b": x[1], "c": x[2]}
    ranked = sorted(scores, key=scores.get, reverse=True)
    by_place = sorted(range(3), key=lambda k: -x[k])
    lengths = sorted(names, key=len)
    return ranked, scores[ranked[0]], by_place, lengths, {name: k for k, name in enumerate(ranked)}


X = np.array([3, 1, 2, 3, 1, 5, -4])
F = X * 0.5
ZEROS = np.array([0.0, -0.0, 1.0])
MISSING = np.array([1.0, np.nan, 0.5])
CASES = [
    (numbers_in_order, (F,), (X,), (ZEROS,), (MISSING,)),
    (pairs_in_order, (F,), (X,), (X[:0],), (ZEROS,), (MISSING,)),
    (by_a_part, (F,), (X,)),
    (most_jobs, ([(1, 3), (2, 4), (3, 5), (0, 6), (5, 7), (8, 9), (5, 9)],), ([(1, 2)],)),
    (in_reversed_order, (X,)),
    (places_in_order, (F,), (X,)),
    (by_a_function, (X,), (F,), ([3, 1, -2, 3],)),
    (pairs_with_a_name, (6,)),
    (ints_and_floats, (X,), (F,), (np.array([1, 2.5, 1]),), (np.array([2**60, 1.0]),)),
    (items_by_name, ({"b": 2, "a": 1},), ({"b": 2.5, "a": 2.5},), ({},)),
    (by_known_numbers, (3, 4), (4, 3)),
    (known_by_data, (X, ["bb", "a"]), (-X, [])),
    (or_nothing, (X[[0, 2]],), (X,), (F,)),
]
