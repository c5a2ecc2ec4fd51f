"""Attributes of classes that methods called with data assign."""

import dataclasses

import numpy as np


class Base:
    made = 0
    registry = []
    limit = 2.5

    def __init__(self, v):
        self.v = v
        type(self).made += 1
        Base.registry.append(v)


class Sub(Base):
    pass


class Sub2(Base):
    made = 10


def of_a_class_and_its_bases(x):
    Base.made = 0
    Sub.made = 1
    Sub2.made = 10
    Sub(x.sum())
    Sub2(1.0)
    return Base.made, Sub.made, Sub2.made


def counted_by_subclass(x):
    Sub2.made = 10
    for v in x:
        Sub2(v)
    return Sub2.made, Base.made


class Stack:
    size = 0
    items = None

    @classmethod
    def push(cls, v):
        if cls.items is None:
            cls.items = []
        cls.items.append(v)
        cls.size = len(cls.items)
        return cls.size

    @staticmethod
    def clear():
        Stack.items = None
        Stack.size = 0


def stack_of_a_class(x):
    Stack.clear()
    for v in x:
        Stack.push(v)
    return Stack.size, Stack.items


class Ops:
    calls = 0
    total = 0.0

    def __add__(self, o):
        Ops.calls += 1
        return self

    def __call__(self, v):
        self.__class__.calls += 1
        Ops.total = Ops.total + v
        return v * 2

    @property
    def n(self):
        return self.calls


def counted_by_operators(x):
    Ops.calls = 0
    Ops.total = 0.0
    o = Ops()
    s = 0.0
    for v in x:
        s += o(v)
    o = o + o
    return s, o.n, Ops.total, o.calls


def counted_until_caught(x):
    Ops.calls = 0
    try:
        for v in x:
            Ops.calls += 1
            if v < 0:
                raise ValueError(Ops.calls)
    except ValueError as e:
        return str(e), Ops.calls
    return Ops.calls


def counted_until_raised(x):
    Ops.calls = 0
    for v in x:
        Ops.calls += 1
        if v < 0:
            raise ValueError(Ops.calls)
    return Ops.calls


def by_setattr(x):
    Ops.calls = 0
    setattr(Ops, "calls", 5)
    for v in x:
        setattr(Ops, "calls", Ops.calls + 1)
    return Ops.calls, getattr(Ops, "calls")


def of_a_local_class(x):
    class L:
        n = 0

        def __init__(self):
            L.n += 1

    for v in x:
        L()
    return L.n


def fib(n):
    Ops.calls += 1
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def counted_by_recursion(n):
    Ops.calls = 0
    r = fib(n)
    return r, Ops.calls


def array_of_a_class(x):
    Ops.total = x * 2
    Ops.total[0] = 7
    r = Ops.total
    Ops.total = 0.0
    return r


class Cfg:
    eps = 1e-3
    verbose = False


def setting_for_a_while(x):
    old = Cfg.eps
    Cfg.eps = x.max() if len(x) else 1.0
    try:
        return np.abs(x) > Cfg.eps
    finally:
        Cfg.eps = old


class Node:
    _next = 0

    def __init__(self, v):
        self.id = Node._next
        Node._next += 1
        self.v = v
        self.next = None


def numbered_nodes(x):
    Node._next = 0
    head = None
    for v in x:
        n = Node(v)
        n.next = head
        head = n
    out = []
    while head is not None:
        out.append((head.id, head.v))
        head = head.next
    return out, Node._next


@dataclasses.dataclass
class P:
    a: float
    n = 0

    def __post_init__(self):
        P.n += 1


def counted_by_dataclass(x):
    P.n = 0
    ps = [P(v) for v in x if v > 0]
    return P.n, [p.a for p in ps]


ROWS = (np.array([3.0, -1.0, 2.0]),), (np.array([]),)

CASES = [
    (of_a_class_and_its_bases, *ROWS),
    (counted_by_subclass, *ROWS),
    (stack_of_a_class, *ROWS),
    (counted_by_operators, *ROWS),
    (counted_until_caught, *ROWS),
    (counted_until_raised, *ROWS),
    (by_setattr, *ROWS),
    (of_a_local_class, *ROWS),
    (counted_by_recursion, (3,), (0,), (8,)),
    (array_of_a_class, *ROWS),
    (setting_for_a_while, *ROWS),
    (numbered_nodes, *ROWS),
    (counted_by_dataclass, *ROWS),
]
