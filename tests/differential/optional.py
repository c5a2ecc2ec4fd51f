"""A tuple or list on some paths, None or nothing on others."""

from collections import namedtuple

import numpy as np

Place = namedtuple("Place", "i v")


def found(x, t):
    for i, v in enumerate(x):
        if v > t:
            return i, v
    return None


def searched(x, t):
    r = found(x, t)
    if r is None:
        return -1
    i, v = r
    return i * v


def true_if_found(x, t):
    r = found(x, t)
    if r:
        return r[0] + r[1]
    print(r)
    return r


def shown(x, t):
    r = found(x, t)
    print("found", r)
    return r is None, r is not None, isinstance(r, tuple)


def a_named_tuple(x, t):
    best = None
    for i, v in enumerate(x):
        if best is None or v > best.v:
            best = Place(i, v)
    return best


def greatest(x):
    best = None
    for i in range(len(x)):
        if best is None or x[i] > best[1]:
            best = (i, x[i])
    return best


def unbound_tuple(x):
    if x[0] > 0:
        r = (1, x[0])
    return r


def unbound_list(x):
    if x[0] > 100:
        items = []
    return items


def bounds(x):
    lo = hi = None
    for v in x:
        if lo is None or v < lo:
            lo = v
        if hi is None or v > hi:
            hi = v
    return (lo, hi) if lo is not None else None


def changed_list(x, c):
    r = None
    if c > 0:
        r = [x[0], 2.0]
    if r is not None:
        r.append(1.0)
        return r
    return []


def carried(x):
    out = None
    for v in x:
        if v > 0:
            if out is None:
                out = (v, 1)
            else:
                out = (out[0] + v, out[1] + 1)
    return out


def arrays_inside(x, c):
    r = None
    if c:
        r = (x, x * 2)
    if r is not None:
        r[0][0] = 9
        return r
    return x


def looked_into(x):
    r = None
    if x[0] > 0:
        r = (1, 2)
    return r[0]


def compared_arrays(x, n):
    mode, limit = "auto", None
    if n > 1:
        mode, limit = x, x
    return mode == "auto", limit != None, None == x, limit == 1  # noqa: E711


def an_array_or_a_mode(x, n):
    mode = "auto"
    if n > 1:
        mode = x
    if isinstance(mode, str) and mode == "auto":
        return 1.0
    return mode


def an_object_becomes_an_array(x, n):
    for _ in range(n):
        x, same = np.arange(3), x == None  # noqa: E711
    return same


def looked_for(x, n):
    if n > 0:
        return x in list(x)
    return x[0] in list(x)


def joined_to_itself(x, c):
    if x[0] > 0:
        c = ["a"]
    c += c
    return c


def one_of_two_grows(x, xs, ys):
    chosen = xs if x[0] > 2 else ys
    chosen += [1.0]


def each_goes_to_one_of_two(x):
    positive, others = [], []
    for v in x:
        chosen = positive if v > 0 else others
        chosen += [v, 1.0]
        chosen *= 2 if v == 3 else 1
    return positive, others, chosen is others


def the_one_before_grows(x, xs, ys):
    for _ in range(2):
        chosen = ys
        ys = xs
    chosen += [x[0]]
    return chosen


FLOATS = np.array([1.0, -2.0, 3.0, 3.5])
NONE = np.zeros(0)


def end_that_is_found(x, most):
    end = None
    for i in range(len(x)):
        if x[i] > most:
            end = i
            break
    return x[:end].sum(), x[end:], x[end::-1], list(x)[:end]


def written_to_the_end(x, n):
    y = x.copy()
    y[1 : -1 if n % 2 == 0 else None] *= 2
    y[(None if n > 3 else 1) : n] += 1
    return y


CASES = [
    (end_that_is_found, (FLOATS, 2), (FLOATS, 200)),
    (written_to_the_end, (FLOATS, 4), (FLOATS, 1)),
    (each_goes_to_one_of_two, (FLOATS,), (-FLOATS,), (NONE + 1,)),
    (found, (FLOATS, 2), (FLOATS, 20)),
    (searched, (FLOATS, 2), (FLOATS, 20)),
    (true_if_found, (FLOATS, 2), (FLOATS, 20)),
    (shown, (FLOATS, 2), (FLOATS, 20)),
    (a_named_tuple, (FLOATS, 2), (NONE, 2)),
    (greatest, (FLOATS,), (NONE,)),
    (unbound_tuple, (FLOATS,), (-FLOATS,)),
    (unbound_list, (FLOATS,), (FLOATS * 200,)),
    (bounds, (FLOATS,), (NONE,)),
    (changed_list, (FLOATS, 1), (FLOATS, -1)),
    (carried, (FLOATS,), (-FLOATS[:1],)),
    (arrays_inside, (FLOATS, 1), (FLOATS, 0)),
    *((f, (FLOATS, 2), (FLOATS, 1)) for f in (compared_arrays, an_array_or_a_mode)),
    (an_object_becomes_an_array, (1.5, 3), (1.5, 1)),
    (joined_to_itself, (FLOATS, 5), (-FLOATS, 5)),
    *(
        (f, (FLOATS, [1.0], [2.0]), (FLOATS * 9, [1.0], [2.0]))
        for f in (one_of_two_grows, the_one_before_grows)
    ),
    (looked_for, (FLOATS > 0, 1), (FLOATS > 0, 0), (FLOATS[:1] > 0, 1)),
    (looked_into, (FLOATS,), (-FLOATS,)),
]
PYTHON = (
    "true_if_found",
    "changed_list",
    "arrays_inside",
    "looked_for",
    "one_of_two_grows",
    "the_one_before_grows",
)
