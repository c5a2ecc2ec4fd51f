"""Dicts and sets in tuples that branches leave: new ones, others, or none."""

import numpy as np


def one_or_none(x):
    found = {int(v): v for v in x}
    if x[0] > 2:
        return True, found
    return False, None


def one_or_new(x):
    found = {}
    for v in x:
        found[int(v)] = v
    if x[0] > 2:
        return {}, 0
    return found, len(found)


def of_other_keys(x):
    if x[0] > 2:
        return "ok", {"a": x[0], "b": 2}
    return "bad", {"error": 1}


def exchanged(x):
    d, e = {"k": 1}, {"k": 2}
    pair = (d, e) if x[0] > 2 else (e, d)
    pair[0]["k"] += 10
    return pair, d, e


def the_callers(x, d):
    r = (0, None)
    if x[0] > 2:
        r = (1, d)
    d["c"] = 9
    return r


def in_a_loop(x):
    d, out = {}, None
    for i, v in enumerate(x):
        d["p" if v > 0 else "n"] = v
        if v < -2:
            out = (i, d)
            d = {}
    return out, d


def with_other_names(x):
    d = {}
    t = (0, d)
    if x[0] > 2:
        t = (1, {"z": 1})
    d["a"] = 5
    return t, d


X, Y = np.array([3.0, -1.0, 2.0, -5.0, 0.0, 7.0]), np.array([1.0, 2.0])
CASES = [
    *(
        (f, (X,), (Y,))
        for f in (one_or_none, one_or_new, of_other_keys, exchanged, in_a_loop, with_other_names)
    ),
    (the_callers, (X, {"a": 1}), (Y, {"a": 1})),
]
PYTHON = ("with_other_names",)
