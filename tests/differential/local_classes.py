"""Classes and imports inside a function."""

import dataclasses

import numpy as np


def local_class(a):
    class P:
        scale = 2

        def __init__(self, x):
            self.x = x

        def twice(self):
            return self.x * self.scale if self.x > 0 else -self.x

    p = P(a[0])
    return p.twice() + P(a[1]).twice()


def local_exception(a):
    class Neg(ValueError):
        pass

    try:
        if a[0] < 0:
            raise Neg("neg", 3)
    except Neg as error:
        return error.args
    return a[0]


def local_dataclass(a):
    @dataclasses.dataclass
    class B:
        x: float
        h: list = dataclasses.field(default_factory=list)

    b = B(a[0])
    b.h.append(a[1])
    return b.x, b.h


def method_that_closes(a, k):
    class C:
        def m(self):
            return k * 2 if k > 1 else k

    return C().m() + a[0]


def imports_inside(a):
    import math
    from collections import deque

    q = deque()
    for v in a:
        q.append(math.floor(v))
    return q.popleft(), len(q)


def attribute_of_a_local(a):
    class C:
        def __init__(self):
            self.x = a[0]

    return C().x


def object_changed_in_rounds(a):
    class Acc:
        def __init__(self):
            self.t = 0.0

        def add(self, v):
            if v > 0:
                self.t += v
            return self

    acc = Acc()
    for v in a:
        acc.add(v)
    return acc.t


def local_manager(a):
    class Ctx:
        def __init__(self):
            self.n = 0

        def __enter__(self):
            self.n += 1
            return self

        def __exit__(self, *e):
            self.n += 10
            return False

    c = Ctx()
    for v in a:
        with c as d:
            if v > 1:
                continue
            d.n += 100
    return c.n


def manager_that_writes_a_list(x, n):
    events = []

    class Noted:
        def __init__(self, k):
            self.k = k

        def __enter__(self):
            events.append(self.k)
            return self.k * n

        def __exit__(self, *raised):
            events.append(-self.k)
            return False

    with Noted(1) as a, Noted(2) as b:
        if x[0] > 2:
            return a, b, events
        events.append(a + b)
    return events


def methods_that_share_a_dict(x):
    seen = {"up": 0, "down": 0}

    class Counter:
        def add(self, name):
            seen[name] = seen[name] + 1
            return self

        def __len__(self):
            return len(seen)

        def __getitem__(self, name):
            return seen[name]

    counter = Counter()
    for v in x:
        if v > 0:
            counter.add("up")
        elif v < 0:
            counter.add("down")
    return len(counter), seen, [counter[name] for name in seen]


ARRAYS = [(np.array([1.0, -2.0, 3.0, 0.5]),), (np.array([-1.0, -2.0, 0.0]),), (np.array([4.0, 2.5, 1.5]),)]


def many_of_a_local_class(x, k):
    @dataclasses.dataclass(order=True)
    class Item:
        w: float
        n: int = dataclasses.field(default=0, compare=False)

        def scaled(self):
            return self.w * k

    class Node:
        def __init__(self, v, rest=None):
            self.v, self.rest = v, rest

    items, head = [], None
    for v in x:
        if v > 0:
            items.append(Item(float(v)))
            head = Node(v, head)
    items.sort()
    total = 0.0
    while head is not None:
        total, head = total * 2 + head.v, head.rest
    return [each.scaled() for each in items], total, max(items).w


CASES = [
    (many_of_a_local_class, (np.array([1.0, -2.0, 3.0, 0.5]), 2.0)),
    *(
        (function, *ARRAYS)
        for function in (
            local_class,
            local_exception,
            local_dataclass,
            imports_inside,
            attribute_of_a_local,
            object_changed_in_rounds,
            local_manager,
            methods_that_share_a_dict,
        )
    ),
    (manager_that_writes_a_list, (ARRAYS[0][0], 2), (ARRAYS[2][0], 5)),
    (
        method_that_closes,
        (np.array([1.0, -2.0, 3.0, 0.5]), 1),
        (np.array([1.0, -2.0, 3.0, 0.5]), 3),
        (np.array([-1.0, -2.0, 0.0]), 1),
        (np.array([-1.0, -2.0, 0.0]), 3),
        (np.array([4.0, 2.5, 1.5]), 1),
        (np.array([4.0, 2.5, 1.5]), 3),
    ),
]
