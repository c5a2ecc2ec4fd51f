"""Tuples looked for in lists of data, and tuples with objects in them compared."""

import numpy as np


def not_seen_yet(x):
    seen = []
    for v in x:
        pair = (int(v), int(v) % 2)
        if pair not in seen:
            seen.append(pair)
    return seen, (1, 1) in seen, seen.count((3, 1)), (1, 1, 1) in seen


def place_of_a_tuple(x, wanted):
    seen = [(v, v * v) for v in x if v > 0]
    return seen.index((wanted, wanted * wanted))


def taken_out(x):
    seen = [(int(v), 1) for v in x if v > 0]
    if (1, 1) in seen:
        seen.remove((1, 1))
    return seen


def visited(grid, steps):
    place, path = (0, 0), []
    for step in steps:
        path.append(place)
        new = (place[0] + step // 2, place[1] + step % 2)
        if new[0] >= grid or new[1] >= grid or new in path:
            break
        place = new
    return path, place


def best_of_three(x, value):
    choices, found = (), np.zeros(len(x), np.uint8)
    for i in range(1, len(x)):
        choices = (x[i - 1] + value, x[i], 2 * value)
        found[i] = choices.index(max(choices))
    return found, choices.count(value), choices.index(value)


def known_pairs(x):
    edges, marks, found = [(0, 1), (1, 2), (2, 3)], [("a", 1.0), ("b", 2.0), ("c", 3.0)], []
    for v in x:
        k = int(v) % 3
        try:
            edges.remove((k, k + 1))
        except ValueError:
            edges.append((k, -1))
        found.append(edges.count((k, -1)))
        mark = ("abc"[k], k + 1.0)
        if mark in marks:
            found.append(marks.index(mark))
            marks.remove(mark)
    return edges, marks, found


ARRAYS = [(np.array([1.0, -2.0, 3.0, 1.5]),), (np.zeros(0),), (np.array([3.0]),)]
CASES = [
    (not_seen_yet, *ARRAYS),
    (place_of_a_tuple, (np.array([1.0, 2.0]), 2.0), (np.array([1.0, 2.0]), 5.0)),
    (taken_out, *ARRAYS),
    (known_pairs, *ARRAYS),
    (
        best_of_three,
        (np.array([1.0, 3.0, 2.0]), 2.0),
        (np.array([1.0, 3.0]), 9.0),
        (np.array([np.nan, 2.0]), 2.0),
    ),
    (visited, (3, np.array([1, 2, 0, 1])), (2, np.array([2, 2])), (2, np.zeros(0, int))),
]
