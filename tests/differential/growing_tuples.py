"""Tuples whose length data decides: in loops, branches, early exits, other tuples and objects."""

import numpy as np


def grown(x):
    found, some = (), None
    head = tail = (0.5,)
    for i, v in enumerate(x):
        if v > 0:
            found += (v,)
            some = (i,) if some is None else some + (i,)
            head += (float(v),)
        else:
            tail = (int(v), *tail)
    print(found, len(head))
    return (
        found,
        some,
        head + tail,
        len(found),
        found[::-1],
        2.5 in tail,
        found == (),
        [type(v) for v in tail],
    )


def a_path(x):
    path = (0,)
    while path[-1] < 7 and len(path) < 10:
        path = path + (path[-1] + len(x) % 3 + 1,)
    a, *b = path
    try:
        place = path.index(4)
    except ValueError as error:
        place = str(error)
    return path, path[-1], path[1:], a, b, place


def kept(x):
    last, pairs = (), ()
    for i, v in enumerate(x):
        if v < -1.5:
            last = ()
        elif len(last) > 2:
            last = last[1:]
        last += (v,)
        pairs = ((i, v), *pairs)
        if v == 4:
            break
    else:
        last += (-1.0,)
    return last, pairs


def best_of(x):
    best = (0.0, ())
    first = None
    for k in range(len(x)):
        run = ()
        for v in x[k:]:
            if v < 0:
                break
            run += (v,)
        best = max(best, (sum(run), run))
        if first is None or sum(first) < x[k]:
            first = tuple(x[:k])
        if len(run) > 4:
            return run
    return best, first


def nearest(d):
    tour, left = (0,), tuple(range(1, len(d)))
    while left:
        k = min(left, key=lambda q: d[tour[-1], q])
        tour += (k,)
        left = tuple(q for q in left if q != k)
    return tour


class Stack:
    def __init__(self):
        self.items = ()

    def push(self, v):
        self.items = (*self.items, v)


def in_an_object(x):
    stack, state = Stack(), ((), 0.0)
    for v in x:
        held, total = state
        if v > 0:
            stack.push(v)
            state = (held + (v,), total + v)
        else:
            state = (held, total - 1)
    return stack.items, state, "-".join(str(v) for v in stack.items)


X = np.array([3.0, -1.0, 2.5, 0.0, 4.0, -2.0])
ROWS = ((X,), (np.array([]),), (-X,), (np.arange(9.0),))
CASES = [
    *((function, *ROWS) for function in (grown, a_path, kept, best_of, in_an_object)),
    (nearest, (np.arange(16.0).reshape(4, 4) % 5,), (np.ones((1, 1)),)),
]
