"""Arguments that equal earlier ones and are others: sets in another order, 1 and True and 1.0."""

import numpy as np


def listed(members, x):
    return list(members), [type(member).__name__ for member in members], x + 1


def weighed(members, x):
    total = x[0] * 0
    for member in members:
        total = total / 2 + member
    return total


def keys(table, x):
    return [type(key).__name__ for key in table], list(table), x * 2


def popped(members, x):
    return members.pop() + x[0], members


def joined(members, x):
    return list(members | {3, 77}), x


def _sparse():
    members = set(range(200))
    members -= set(range(3, 200))
    members.update([64, 8])
    return members


X = np.ones(2)
SETS = [({0, 8}, X), ({8, 0}, X), ({0.0, 8}, X), ({0, 1}, X), ({0, True}, X), (_sparse(), X)]
FROZEN = [(frozenset(members), x) for members, x in SETS]
CASES = [
    *((f, *SETS, *FROZEN) for f in (listed, weighed, joined)),
    (popped, *SETS),
    (
        keys,
        ({1: 2, 0: 3}, X),
        ({True: 2, 0: 3}, X),
        ({1.0: 2, 0.0: 3}, X),
        ({(1, 2): 0}, X),
        ({(1.0, 2): 0}, X),
    ),
]
PYTHON: set[str] = set()
