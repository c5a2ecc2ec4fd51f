"""Early exits that return tuples beside later ones with lists and dicts in them."""

from collections import namedtuple

import numpy as np

N = namedtuple("N", "a b")


def numbers_or_list(x):
    if x[0] > 1:
        return 1, 2
    out = [v for v in x]  # noqa: C416 - as written
    out.append(5)
    return out, 3


def counts_or_list(x):
    n = len(x)
    if n > 2 and x[0] + x[1] > 1:
        return n, 2
    out = [v * 2 for v in x if v > 1]
    out.append(n)
    return out, n


def named_or_lists(x):
    if x[0] > 2:
        return N(None, x)
    s = 0
    for v in x:
        s += v
    return N(s, [s, s])


def none_or_list(x):
    if x[0] > 1:
        r = None, 0
    else:
        out = []
        for v in x:
            if v > 0:
                out.append(v)
        r = out, len(out)
    return r


A = np.array
XS = [(A([1, 3, 2]),), ([3, 1],), ([0.5],)]
CASES = [(f, *XS) for f in (numbers_or_list, counts_or_list, named_or_lists, none_or_list)]
