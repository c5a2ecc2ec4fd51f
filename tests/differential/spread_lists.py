"""Lists in which others are spread, whatever their lengths."""

import numpy as np


def _positive(x):
    return [v for v in x if v > 0]


def two_and_more(x):
    found = _positive(x)
    return [0.0, *found, -1.0, *found], [*found], len([*found, *x])


def grown_while_it_is_made(x):
    found = _positive(x)
    made = [*found, len(found), *found[:1]]
    found.append(9.0)
    return made, found


def of_ranges_and_tuples(x, n):
    pair = (1, 2)
    return [*range(n), *pair, *(v * 2 for v in pair), *reversed(pair)], [*pair, *[x[0]]]


def spread_into_a_list_that_grows(x):
    path = []
    for v in x:
        path = [*path, v] if v > 0 else [v, *path]
    return path


def pairs_before(x):
    rows = [(v, 1) for v in x if v > 0]
    return [(0.0, 0), *rows]


def a_number(n):
    return [1, *n]


def spread_dicts(a, n):
    known = {1: 2, 2: n}
    return {**known, n: 3, **known}, {n: 1, **{n: 2, 4: n}}, {**known, "x": a}


def spread_counts(a, n):
    counts = {}
    for i in range(n):
        counts[i % 2] = counts.get(i % 2, 0) + 1
    return {**counts, n: 0}, {0: -1, **counts}, counts


ARRAYS = [(np.array([1.0, -2.0, 3.0, 0.5]),), (np.zeros(0),), (np.array([-1.0, -2.0]),)]
CASES = [
    *(
        (function, *ARRAYS)
        for function in (two_and_more, grown_while_it_is_made, spread_into_a_list_that_grows)
    ),
    (of_ranges_and_tuples, (np.ones(2), 3), (np.ones(2), 0)),
    (pairs_before, *ARRAYS),
    (a_number, (5,), ([2, 3],)),
    (spread_dicts, (np.ones(2), 3), (np.ones(2), 1), (np.ones(2), 0)),
    (spread_counts, (np.ones(2), 3), (np.ones(2), 1), (np.ones(2), 0)),
]
PYTHON = {"a_number"}
