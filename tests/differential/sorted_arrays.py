"""Arrays that are sorted and searched: rows, zeros of both signs and nan, searched also in disorder."""

import numpy as np


def orders(x):
    return np.sort(x), np.sort(x, kind="stable"), np.argsort(x, kind="stable"), np.sort(-x * 2), np.argsort(x)


def in_place(x):
    x[::2].sort()
    x[1:4].sort()
    return x


def ranks(x):
    order = np.argsort(x, kind="stable")
    found = np.empty(len(x), np.intp)
    found[order] = np.arange(len(x))
    return found, x[order]


def by_rows(x):
    return (
        np.sort(x),
        np.argsort(x, axis=1, kind="stable"),
        np.sort(x, axis=0),
        np.sort(x.T),
        np.sort(x, axis=None),
    )


def places(x, keys):
    row = np.sort(x)
    return (
        np.searchsorted(row, keys),
        row.searchsorted(keys * 2, "right"),
        np.searchsorted(row, np.sort(keys)),
    )


def places_in_disorder(x, keys):
    return (
        np.searchsorted(x, keys),
        np.searchsorted(x, keys, side="right"),
        np.searchsorted(x, float(keys[0])),
    )


def places_of_others(x, keys):
    row = np.sort((x * 5).astype(int))
    return np.searchsorted(row, keys), np.searchsorted(np.sort(x), (keys * 3).astype(np.int16), side="right")


def from_weights(x, keys):
    steps = np.cumsum(np.abs(x))
    return np.searchsorted(steps, np.abs(keys) * steps[-1] / 4, side="right")


RANDOM = np.random.default_rng(8)
ROWS = [RANDOM.normal(size=size).round(1) for size in (1, 2, 9, 120)]
SPECIAL = np.array([0.0, np.nan, -0.0, 1.0, -0.0, np.inf, 0.0, np.nan, -np.inf])
KEYS = RANDOM.normal(size=40).round(1)
CASES = [
    (
        orders,
        *((row,) for row in ROWS),
        (np.zeros(0),),
        (RANDOM.integers(-9, 9, 50),),
        (ROWS[3].astype("f4"),),
    ),
    (in_place, *((row,) for row in ROWS[2:]), (SPECIAL,)),
    (ranks, *((row,) for row in ROWS), (SPECIAL,), (ROWS[3] > 0,)),
    (
        by_rows,
        (RANDOM.normal(size=(6, 5)),),
        (RANDOM.integers(0, 9, (3, 30)).astype(np.uint8),),
        (np.zeros((0, 4)),),
    ),
    (places, *((row, KEYS) for row in ROWS), (np.zeros(0), KEYS), (SPECIAL, KEYS), (ROWS[3], SPECIAL)),
    (places_in_disorder, *((row, KEYS) for row in ROWS), (np.zeros(0), KEYS), (SPECIAL, KEYS)),
    (places_of_others, *((row, KEYS) for row in ROWS), (ROWS[2], KEYS.reshape(4, 10))),
    (from_weights, *((row, KEYS) for row in ROWS)),
]
