"""Ints, floats and bools as keys of one dict or set: equal ones are one key, and the first of them stays."""

from collections import Counter

import numpy as np


def first_of_equal_keys(a):
    d = {}
    for v in a:
        if v > 2:
            d[1.0] = v
        else:
            d[1] = v
        if v == 2:
            d[True] = -v
    return d


def ints_and_floats_in_turn(a):
    d = {}
    for i, v in enumerate(a):
        if i % 2:
            d[int(v)] = i
        else:
            d[float(v)] = i
    return d, list(d)


def of_one_number(n):
    f = float(n)
    return n in [f], {n: 1}.get(f), {f: 2}.get(n), f in {n}, n in {f}


def float_among_ints(a, x):
    d = {}
    for v in a:
        d[int(v)] = 1
    return x in d, d.get(x), d.get(x * 1.0), float(x) in d, int(x) in d


def int_among_floats(a, x):
    d = {}
    for v in a:
        d[float(v)] = 1
    return x in d, d.get(x, 5), int(x) in d, d.get(int(x)), d.get(x + 0.5)


def sets_of_both(a):
    s = {int(v) for v in a}
    t = {float(v) for v in a}
    return s == t, sorted(s | t), len(s & t), s - t, s <= t, s ^ t


def halves(a):
    d = {}
    for v in a:
        d[v / 2] = d.get(v / 2, 0) + 1
        d[int(v)] = 0
    return d


def in_pairs(a):
    d = {}
    for i, v in enumerate(a):
        k = (int(v), 0.5) if i % 2 else (float(v), 0.5)
        d[k] = i
    return d


def popped(a):
    d = {1: "a", 2.0: "b", 3: "c"}
    k = float(a[0])
    return d.pop(k, None), d, k in d


def infinite(a):
    d = {}
    for v in a:
        d[float(v) * 1e300 * 1e10] = v
    d[3] = 5
    return d, float("inf") in d, 2**62 in d


def counted(a):
    c = Counter(a)
    c.update(int(v) for v in a)
    return c


def updated_by_floats(a):
    d = {int(v): i for i, v in enumerate(a)}
    d.update({float(v) * 2: -1 for v in a})
    del d[float(a[0])]
    return d, sorted(d), len(d)


A, F, NONE = np.array([3, 1, 2, 3, 1]), np.array([1.0, 2.5, 3.0, -1.0, 0.0]), np.array([], int)
ONE = ((A,), (F,), (NONE,), ([2, 3, 1.5],), (np.array([2.0**60, -0.0, 1.0]),))
LOOKED_UP = ((A, 3), (A, 3.0), (A, 2.5), (A, 1e300), (A, -0.0), (F, 1), (A, float("inf")), (A, float("nan")))
CASES = [
    *(
        (function, *ONE)
        for function in (
            first_of_equal_keys,
            ints_and_floats_in_turn,
            sets_of_both,
            halves,
            in_pairs,
            counted,
            infinite,
        )
    ),
    (of_one_number, (3,), (2**53 + 1,), (-1,)),
    (float_among_ints, *LOOKED_UP),
    (int_among_floats, *LOOKED_UP),
    (popped, (A,), (F,)),
    (updated_by_floats, (A,), (A[::-1],), (F,)),
]
PYTHON = {"infinite", "of_one_number", "popped"}
