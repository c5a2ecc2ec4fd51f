"""`copy.copy` and `copy.deepcopy`: what is shared with the original afterwards, and what is not."""

import copy
import dataclasses
from copy import deepcopy

import numpy as np


@dataclasses.dataclass
class Body:
    position: float
    path: list
    name: str = "body"


class Grid:
    def __init__(self, n):
        self.cells = [[0] * n for _ in range(n)]
        self.known = {}

    def stepped(self, v):
        other = copy.deepcopy(self)
        other.cells[0][0] += 1
        other.known[int(v)] = v
        return other


class Halved:
    def __init__(self, value):
        self.value = value

    def __copy__(self):
        return Halved(self.value / 2)


def lists(a):
    rows = [list(a), [0]]
    shallow, whole = copy.copy(rows), copy.deepcopy(rows)
    shallow[0][0] = 9.0
    shallow.append([1])
    whole[1].append(2)
    return rows, shallow, whole


def shared_parts(a):
    row = [a[0]]
    whole = deepcopy([row, row, (row, 1)])
    whole[0].append(a[0] + 1)
    return whole, row, whole[0] is whole[1], whole[2][0] is whole[0]


def lists_that_grow(a):
    rows = []
    for v in a:
        rows.append([v, v * 2])
    whole = deepcopy(rows)
    for row in rows:
        row[0] = 0.0
    return rows, whole


def arrays(a):
    held = {"a": a, "b": [a]}
    whole, shallow = deepcopy(held), copy.copy(held)
    whole["a"] += 1
    shallow["b"].append(1)
    return a, whole, shallow, whole["a"] is whole["b"][0], copy.copy(a) is a


def dicts_and_sets(a):
    known, seen = {}, set()
    for v in a:
        known[int(v)] = v
        seen.add(int(v) % 2)
    other, more = copy.copy(known), deepcopy(seen)
    other[99] = 1.0
    more.add(7)
    return known, other, sorted(seen), sorted(more)


def objects(a):
    body = Body(a[0], [a[0]])
    shallow, whole = copy.copy(body), deepcopy(body)
    for v in a:
        body.position += v
        body.path.append(v)
        whole.path.append(-v)
    return body, shallow, whole, shallow.path is body.path


def objects_in_loops(a):
    grid = Grid(2)
    first = grid
    for v in a:
        grid = grid.stepped(v)
    return grid.cells, grid.known, first.cells, first.known


def own_copy(a):
    return copy.copy(Halved(a[0])).value


def plain(a, k):
    return copy.copy(k), deepcopy((k, "a", None)), copy.copy("b"), deepcopy(a[0]), copy.copy((k,))


PYTHON = {"objects_in_loops"}
A = np.array([0.5, -1.5, 2.5])
CASES = [
    *(
        (function, (A,), (A[:1],))
        for function in (lists, shared_parts, lists_that_grow, arrays, dicts_and_sets, objects, own_copy)
    ),
    (objects_in_loops, (A,), (A[:0],)),
    (plain, (A, 3), (A, 2.5), (A, None)),
]
