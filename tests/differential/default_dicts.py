"""Counters and dicts with defaults, whose keys are data."""

from collections import Counter, defaultdict

import numpy as np


def counted(a):
    c = Counter(int(v) for v in a)
    return c[1], c[7], len(c), c.total()


def returned_counter(a):
    return Counter(int(v) for v in a)


def counted_by_hand(a):
    c = Counter()
    for v in a:
        c[int(v) % 3] += 1
    return c


def most_common(a):
    c = Counter([int(v) for v in a])
    return c.most_common(2), sum(c.values()), max(c.values(), default=0)


def default_int(a):
    d = defaultdict(int)
    for v in a:
        d[int(v)] += 2
    return d, d[100], len(d)


def default_float(a):
    d = defaultdict(float)
    for i, v in enumerate(a):
        d[i % 2] += v
    best = max(d, key=lambda k: d[k]) if len(d) else -1
    return dict(d), best


def known_keys(a):
    d = defaultdict(list)
    d["x"].append(a[0])
    d["y"].append(1)
    d["x"].append(2.0)
    c = Counter("hello")
    c["l"] += 3
    return d, c["l"], c["z"], c


def classes(a):
    c = Counter()
    d = defaultdict(int)
    return type(c) is Counter, isinstance(d, dict), isinstance(c, Counter), type(d).__name__


def no_factory(a):
    d = defaultdict()
    d[1] = a[0]
    return d[2]


def first_to_reach(a, k):
    votes = defaultdict(int)
    for v in a:
        votes[int(v)] += 1
        if votes[int(v)] >= k:
            return int(v), votes[int(v)]
    return None


def updated_and_subtracted(a):
    c = Counter({1: 2})
    c.update([1, 2, int(a[0])])
    c.subtract({1: 1})
    return c, 5 in c, c.get(5, -1)


def default_by_lambda(a):
    d = defaultdict(lambda: 10)
    for v in a:
        d[int(v)] -= 1
    return sorted(d.items())


def compared_counters(a, b):
    return Counter(a) == Counter(b)


def of_two_counters(a, b):
    c, d = Counter(a), Counter(int(v) for v in b)
    return c + d, c - d, c & d, c | d, c == d, sorted(c.elements())


def missing_is_zero(a):
    c, d = Counter(int(v) for v in a), Counter(int(v) for v in a)
    d[77] = 0
    first = c == d, c != d
    d[77] = 1
    return first, c == d, c == Counter(), Counter() == c, c == dict(c)


def added_in_place(a):
    c = same = Counter(int(v) for v in a)
    c += Counter([4])
    return c, same is c


ARRAYS = [(np.array([1.0, 2.0, 3.0, 1.0, 2.0, 1.0]),), (np.array([5.0]),), (np.array([4, 2, 4]),)]

CASES = [
    *(
        (function, *ARRAYS)
        for function in (
            counted,
            returned_counter,
            counted_by_hand,
            most_common,
            default_int,
            default_float,
            known_keys,
            classes,
            no_factory,
            updated_and_subtracted,
            default_by_lambda,
        )
    ),
    (
        first_to_reach,
        (np.array([1.0, 2.0, 3.0, 1.0, 2.0, 1.0]), 2),
        (np.array([1.0, 2.0, 3.0, 1.0, 2.0, 1.0]), 9),
        (np.array([5.0]), 2),
        (np.array([5.0]), 9),
        (np.array([4, 2, 4]), 2),
        (np.array([4, 2, 4]), 9),
    ),
    (compared_counters, ("abc", "cab"), ("a", "b")),
    (of_two_counters, *((one[0], two[0]) for one in ARRAYS[::-1] for two in ARRAYS[::-1])),
    (missing_is_zero, *ARRAYS),
    (added_in_place, *ARRAYS),
]
PYTHON = {"added_in_place", "compared_counters", "no_factory"}
