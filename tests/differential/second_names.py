"""Rows, dicts and objects by second names, iterators used again: nothing is copied or starts anew."""

import numpy as np


class Q:
    def __init__(self, x, y=0.0):
        self.x, self.y = x, y


def best_row_changed(a):
    l = [[x, 0.0] for x in a]
    b = [1.0, 0.0]
    for v in l:
        if v[0] > 1:
            b = v
    b[1] = 5.0
    return l


def rows_by_identity(a):
    l = [[x, 0.0] for x in a]
    n = 0
    for v in l:
        if v is l[0]:
            n += 1
    return n


def row_rebound(a):
    l = [[x, 0.0] for x in a]
    for v in l:
        if v[0] > 1:
            v = [0.0, 0.0]
        v[1] = 3.0
    return l


def chosen_dict(a):
    l = [{"x": x, "y": 0.0} for x in a]
    b = l[0] if a[0] > 0 else l[1]
    b["y"] += 1
    return l


def dict_rebound(a):
    l = [{"x": x, "y": 0.0} for x in a]
    for v in l:
        if v["x"] > 1:
            v = {"x": 0.0, "y": 0.0}
        v["y"] = 3.0
    return l


def chosen_object(a):
    l = [Q(x) for x in a]
    b = l[0] if a[0] > 0 else l[1]
    b.y += 1
    return [v.y for v in l]


def best_object_changed(a):
    l = [Q(x) for x in a]
    b = l[0]
    for v in l[1:]:
        if v.x > b.x:
            b = v
    b.y = 9.0
    return [v.y for v in l]


def object_rebound(a):
    l = [Q(x) for x in a]
    for v in l:
        if v.x > 1:
            v = Q(0.0)
        v.y = 3.0
    return [u.y for u in l]


def objects_changed(a):
    l = []
    for x in a:
        l.append(Q(x))
    for v in l:
        v.y += v.x
    return [u.y for u in l], l[0].y


def multiplied_in_place(l, n):
    l *= n
    return l


def doubled_in_rounds(n):
    l = [1.0]
    for i in range(n):
        l *= 2
    return l


def enumerate_taken_up(a):
    it = enumerate(a)
    for i, x in it:
        if x > 1:
            break
    return [j for j, _ in it]


def enumerate_listed_twice(a):
    m = enumerate(a)
    return list(m), list(m)


def exhausted_iterator(l, n):
    it = iter(l)
    list(it)
    l.append(n)
    return list(it)


class V:
    def __init__(self, x):
        self.x = x

    def __add__(self, o):
        return "add"


class W(V):
    def __radd__(self, o):
        return "W.radd"


def reflected_first(a):
    return V(a[0]) + W(a[1])


A = np.array([1.0, 3.0, 2.0])

CASES = [
    *(
        (function, (A,))
        for function in (
            best_row_changed,
            rows_by_identity,
            row_rebound,
            chosen_dict,
            dict_rebound,
            chosen_object,
            best_object_changed,
            object_rebound,
            objects_changed,
            enumerate_taken_up,
            enumerate_listed_twice,
            reflected_first,
        )
    ),
    (multiplied_in_place, ([1.0, 2.0], 2), ([1.0], 0)),
    (doubled_in_rounds, (2,), (0,)),
    (exhausted_iterator, ([1, 2], 3)),
]
PYTHON = {
    "row_rebound", "dict_rebound", "best_row_changed", "chosen_object", "best_object_changed", "object_rebound",
    "enumerate_taken_up", "enumerate_listed_twice",
}  # fmt: skip
