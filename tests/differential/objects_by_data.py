"""Objects that branches and rounds leave behind."""

import dataclasses

import numpy as np


class V:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __add__(self, o):
        if self.x > o.x:
            return V(self.x + o.x, self.y + o.y)
        return V(self.x - o.x, self.y)

    def __lt__(self, o):
        return self.x < o.x

    def scaled(self, k):
        return V(self.x * k, self.y * k)

    def grow(self, k):
        self.x += k


@dataclasses.dataclass
class D:
    x: float
    n: int = 0


class Node:
    def __init__(self, value, left=None):
        self.value, self.left = value, left


def sum_of_objects(a):
    s = V(a[0], a[1]) + V(a[1], a[2])
    return s.x, s.y


def picked(a):
    v = V(a[0], 1.0) if a[0] > 0 else V(a[1], 2.0)
    v.x += 1
    return v.x, v.y, v


def best_of_rounds(a):
    best = V(a[0], 0.0)
    for i, x in enumerate(a):
        c = V(x, i * 1.0)
        if best < c:
            best = c
    return best.x, best.y


def folded(a):
    total = V(0.0, 0.0)
    for x in a:
        total = total + V(x, 1.0)
    return total


def replaced_in_a_while(n):
    p = V(0.0, 1.0)
    while n > 0:
        p = V(p.y, p.x + p.y)
        n -= 1
    return p.x, p.y


def dataclass_replaced(a):
    d = D(a[0])
    for v in a:
        if v > d.x:
            d = dataclasses.replace(d, x=v, n=d.n + 1)
    return d


def shared_by_two_names(a):
    p = V(a[0], 1.0)
    q = V(a[1], 2.0)
    r = p if a[0] > a[1] else q
    r.x += 10
    return p.x, q.x, r.x


def exchanged(a):
    p = V(a[0], 1.0)
    q = V(a[1], 2.0)
    for x in a:
        if x > 1:
            p, q = q, p
        p.grow(x)
    return p.x, q.x


def none_or_object(a):
    best = None
    for x in a:
        if best is None or x > best.x:
            best = V(x, 1.0)
    return best.x


def returned_early(a):
    for x in a:
        if x > 2:
            return V(x, 1.0)
    return V(0.0, 0.0)


def object_or_none(a):
    for x in a:
        if x > 2:
            return Node(x)
    return None


def has_another_name(a):
    p = V(a[0], 1.0)
    q = p
    if a[0] > 0:
        p = V(a[1], 3.0)
    p.x += 1
    return p.x, q.x


def is_in_a_list_too(a):
    p = V(a[0], 1.0)
    keep = [p]
    for x in a:
        if x > 0:
            p = V(x, 2.0)
        p.x += 1
    return p.x, keep[0].x


def of_two_classes(a):
    s = V(a[0], 1.0) if a[0] > 0 else D(a[0])
    return s.x


def object_in_an_object(a):
    n = Node(a[0], Node(a[1]))
    if a[0] > 0:
        n = Node(a[1], Node(a[2]))
    return n.value, n.left.value


def attribute_replaced(a):
    class H:
        def __init__(self):
            self.p = V(0.0, 0.0)

        def put(self, x):
            if x > 1:
                self.p = V(x, self.p.y + 1)

    h = H()
    for x in a:
        h.put(x)
    return h.p.x, h.p.y


def matched(a):
    match V(a[0], a[1]):
        case V(x=0):
            return "zero"
        case V(x=x, y=y) if x > y:
            return "more"
        case _:
            return "less"


def one_of_two_arguments(p, q, k):
    r = p if k > 0 else q
    r.x = 5.0
    return r.x, r is p


def swapped(a):
    p, q = V(a[0], 1.0), V(a[1], 2.0)
    if a[0] > a[1]:
        p, q = q, p
    return p.x, q.x, p.y


def identity(a):
    p = V(a[0], 1.0)
    q = p
    if a[0] > 0:
        q = V(1.0, 1.0)
    return p is q


ARRAYS = [(np.array([1.0, -2.0, 3.0, 0.5]),), (np.array([-1.0, -2.0, 0.0]),), (np.array([4.0, 2.5, 1.5]),)]

CASES = [
    *(
        (function, *ARRAYS)
        for function in (
            sum_of_objects,
            picked,
            best_of_rounds,
            folded,
            dataclass_replaced,
            shared_by_two_names,
            exchanged,
            none_or_object,
            returned_early,
            object_or_none,
            has_another_name,
            is_in_a_list_too,
            of_two_classes,
            object_in_an_object,
            attribute_replaced,
            matched,
            swapped,
            identity,
        )
    ),
    (replaced_in_a_while, (0,), (5,)),
    (one_of_two_arguments, (V(1.0, 2.0), V(3.0, 4.0), 1), (V(1.0, 2.0), V(3.0, 4.0), -1)),
]
PYTHON = {
    "shared_by_two_names",
    "has_another_name",
    "is_in_a_list_too",
    "of_two_classes",
    "object_in_an_object",
    "attribute_replaced",
    "matched",
    "identity",
}
