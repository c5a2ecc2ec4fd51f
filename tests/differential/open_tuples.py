"""Tuples whose length is data, lists that starred names take apart, and what is spread in displays and in `print`."""

import numpy as np


def grown_list_as_tuple(x):
    out = []
    for v in x:
        if v > 0:
            out.append(v)
    return tuple(out)


def tuple_of_a_generator(x):
    t = tuple(v * 2 for v in x)
    return len(t), sum(t), t


def tuples_of_sorted_and_mapped(x):
    return tuple(sorted(x)), tuple(map(abs, x))


def ends_and_those_between(x):
    a, *mid, b = sorted(x)
    return a, mid, b


def asked_for_its_truth(x):
    pos = tuple(v for v in x if v > 0)
    if pos:
        return max(pos), pos[0], pos[-1]
    return None


def spread_in_displays(x):
    lo, hi = [], []
    for v in x:
        (hi if v > 1 else lo).append(v)
    return [*lo, 0.5, *hi], (*lo, *hi), {*lo, 1.0}


def made_arrays(x):
    return np.array(tuple(v for v in x if v > 0)), np.concatenate(([0.0], [v for v in x if v > 0]))


def tuple_of_a_slice(x):
    a = tuple([v for v in x if v > 0][:2])
    return a


def what_tuples_do(x):
    t = tuple(v for v in x if v > 0)
    s = 0.0
    for v in t:
        s += v
    for i, v in enumerate(t):
        s += i * v
    return s, t[:1], t + (9.0,), (0.0,) + t, t * 2, t == (3.0, 2.0), len(t), 2.0 in t, t.count(2.0)


def printed_and_shown(x):
    t = tuple(v for v in x if v > 0)
    print(t)
    return f"{t}", str(t), repr(t)


def told_by_type(x):
    t = tuple(int(v) for v in x if v > 0)
    m = np.zeros(5)
    m[list(t)] = 1
    return m, isinstance(t, tuple), isinstance(t, list), type(t)


def in_a_list(x):
    return [tuple(v for v in x if v > k) for k in range(3)]


def in_a_dict(x):
    d = {"a": tuple(v for v in x if v > 0), "b": (1,)}
    return d


def returned_by_functions(x):
    def split(x):
        return tuple(v for v in x if v > 0), tuple(v for v in x if v <= 0)

    pos, neg = split(x)
    return (
        max(pos, default=0.0),
        min(neg, default=0.0),
        sum(pos),
        sorted(neg),
        list(pos),
        np.array(pos),
        set(pos),
        any(pos),
        tuple(pos),
        tuple(reversed(pos)),
    )


def read_in_a_loop(x):
    t = tuple(v for v in x if v > 0)
    while x.sum() > 0:
        x = x - 1
        if len(t) > 1:
            x = x - t[0]
    return x, t


def of_pairs(x):
    t = tuple((i, v) for i, v in enumerate(x) if v > 0)
    return t, dict(t), [a for a, b in t], "%s items" % len(t)


def first_ones_and_the_rest(x):
    first, second, *rest = [v for v in x if v > 0] + [0.0, 1.0]
    s = 0.0
    for i, (a, *b) in enumerate([(v, v, 1) for v in x]):
        s += a + len(b)
    return first, second, rest, s


def heads_and_tails(x):
    rows = [[v] * (i + 1) for i, v in enumerate(x)]
    out = []
    for h, *t in rows:
        out.append(h + len(t))
    return out


def one_end(x):
    p = [v for v in x if v > 0]
    head, *_ = p
    *_, tail = p
    return head, tail


def spread_in_print(x):
    p = [v for v in x if v > 0]
    print(*p)
    print("a", *p, sep="-", end="!\n")
    print(*p, *p)
    print(*[int(v) for v in p], "z", sep=", ")
    print(*sorted(x))
    print(*range(len(p)))
    print(*(v * 2 for v in x if v > 0))
    return len(p)


def told_by_patterns(x):
    t = tuple(v for v in x if v > 0)
    match t:
        case list():
            return "list"
        case tuple(found):
            return "tuple", len(found)


def out_of_range(x):
    return tuple(v for v in x if v > 0)[1:][1]


def written_through_another(x):
    rows = [[v, v + 1] for v in x]
    first, *rest = rows
    first[0] = 100.0
    for row in rest:
        row[1] = -100.0
    return rows, rest


ROWS = (np.array([3.0, -1.0, 2.0]),), (np.array([]),), (np.array([1.0, 2.0, 3.0, 4.0]),)

CASES = [
    (grown_list_as_tuple, *ROWS),
    (tuple_of_a_generator, *ROWS),
    (tuples_of_sorted_and_mapped, *ROWS),
    (ends_and_those_between, *ROWS),
    (asked_for_its_truth, *ROWS),
    (spread_in_displays, *ROWS),
    (made_arrays, *ROWS),
    (tuple_of_a_slice, *ROWS),
    (what_tuples_do, *ROWS),
    (printed_and_shown, *ROWS),
    (told_by_type, *ROWS),
    (in_a_list, *ROWS),
    (in_a_dict, *ROWS),
    (returned_by_functions, *ROWS),
    (read_in_a_loop, *ROWS),
    (of_pairs, *ROWS),
    (first_ones_and_the_rest, *ROWS),
    (heads_and_tails, *ROWS),
    (one_end, *ROWS),
    (spread_in_print, *ROWS),
    (told_by_patterns, *ROWS),
    (out_of_range, *ROWS),
    (written_through_another, *ROWS),
]
