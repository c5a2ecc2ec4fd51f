"""Objects of one class of the program or of another, whichever a branch or a round leaves."""

from dataclasses import dataclass

import numpy as np


class Circle:
    sides = 0

    def __init__(self, r):
        self.r = r

    def area(self):
        return 3.0 * self.r * self.r

    def grow(self, k):
        self.r += k
        return self

    @property
    def name(self):
        return "circle"

    def __eq__(self, o):
        return isinstance(o, Circle) and o.r == self.r

    def __repr__(self):
        return f"Circle({self.r})"

    __hash__ = None


class Square:
    sides = 4

    def __init__(self, a):
        self.a = a

    def area(self):
        return self.a**2

    def grow(self, k):
        self.a = self.a * k
        return self

    @property
    def name(self):
        return "square"

    def __repr__(self):
        return f"Square({self.a})"


@dataclass
class Num:
    v: float

    def ev(self, x):
        return self.v


@dataclass
class Var:
    def ev(self, x):
        return x


@dataclass
class Add:
    a: object
    b: object

    def ev(self, x):
        return self.a.ev(x) + self.b.ev(x)


def area(v):
    v = v[0]
    shape = Circle(v) if v > 0 else Square(v)
    return shape.area()


def asked_and_changed(v):
    v = v[0]
    if v > 2:
        s = Circle(v)
    elif v > 0:
        s = Square(v * 1.0)
    else:
        s = None
    if s is None:
        return 0
    s.grow(2)
    return s.area(), s.sides, s.name, isinstance(s, Circle), type(s) is Square, type(s).__name__


def changed_and_returned(v):
    v = v[0]
    s = Circle(v) if v > 0 else Square(v)
    s.grow(3)
    return s


def rebound_in_rounds(x):
    total = 0.0
    shape = Circle(0.5)
    for v in x:
        if v > 2:
            shape = Square(v)
        elif v < -2:
            shape = Circle(v)
        total += shape.area()
    return total, shape


def rebound_and_changed(x):
    shape = Circle(1.0)
    for v in x:
        if v > 2:
            shape = Square(v * 1.0)
        shape.grow(v)
    return shape


def state_machine(x):
    class Idle:
        def step(self, v):
            return Busy(v) if v > 2 else self

    class Busy:
        def __init__(self, n):
            self.n = n

        def step(self, v):
            return Idle() if v < 0 else Busy(self.n + v)

    s = Idle()
    for v in x:
        s = s.step(v)
    return type(s).__name__, getattr(s, "n", None)


def two_names(v):
    v = v[0]
    s = Circle(v) if v > 0 else Square(v)
    t = s
    t.grow(5)
    return s.area(), t.area(), s is t


def older_or_new(v):
    v = v[0]
    c = Circle(v)
    s = c if v > 0 else Square(v)
    s.grow(2)
    return c.r, s.area()


def one_of_two(v):
    v = v[0]
    c = Circle(v)
    d = Square(v)
    s = c if v > 0 else d
    s.grow(2)
    return c.r, d.a, s.area(), s is c


def attribute_added(v):
    v = v[0]
    s = Circle(v) if v > 0 else Square(v)
    s.extra = v * 2
    s.extra += 1
    return s.extra


def printed(v):
    v = v[0]
    s = Circle(v) if v > 0 else Square(v)
    print(s, f"{s!r}", [s])
    return str(s)


def in_a_list(v):
    v = v[0]
    items = [Circle(v), Square(v)]
    if v > 0:
        items[0] = Square(v + 1)
    return sum(i.area() for i in items), items[0].area()


def expression_tree(x):
    x = x[0]
    e = Num(x) if x > 0 else Var()
    if x > 5:
        e = Add(e, Num(1.0))
    return e.ev(x)


def list_or_dict(x):
    x = x[0]
    acc = [] if x > 0 else {}
    for i in range(3):
        if isinstance(acc, list):
            acc.append(i)
        else:
            acc[i] = x
    return acc


def containers_in_rounds(x):
    acc = 0
    for v in x:
        if v > 4:
            acc = [v]
        elif v > 2:
            acc = (v, v)
        elif v < 0:
            acc = None
    return acc


def result_or_error(x):
    class Ok:
        def __init__(self, v):
            self.v = v

        ok = True

    class Err:
        def __init__(self, m):
            self.m = m

        ok = False

    def div(a, b):
        return Err("zero") if b == 0 else Ok(a / b)

    total = 0.0
    n = 0
    for v in x:
        r = div(10.0, v)
        if r.ok:
            total += r.v
        else:
            n += 1
            print(r.m)
    return total, n


def argument_or_new(v, s):
    v = v[0]
    if v > 0:
        s = Square(v)
    s.grow(2)
    return s.area(), s


ONES = [(np.array([q]),) for q in (3, 0, -2, 1, 6, 2.5, 7.0)]
X = np.array([1, 3, 0, 5, -7, 2, 4])
ROUNDS = [(X,), (X[:0],), (X[:1],), (X[:2],), (X[:4],), (X[:5],)]
CASES = [
    (area, *ONES),
    (asked_and_changed, *ONES),
    (changed_and_returned, *ONES),
    (rebound_in_rounds, *ROUNDS),
    (rebound_and_changed, *ROUNDS),
    (state_machine, *ROUNDS),
    (two_names, *ONES),
    (older_or_new, *ONES),
    (one_of_two, *ONES),
    (attribute_added, *ONES),
    (printed, *ONES),
    (in_a_list, *ONES),
    (expression_tree, *ONES),
    (list_or_dict, *ONES),
    (containers_in_rounds, *ROUNDS),
    (result_or_error, *ROUNDS),
    (argument_or_new, *[(np.array([q]), s) for q in (3, -3, 2.5) for s in (Circle(1), Square(3.0))]),
]
PYTHON = ["attribute_added", "in_a_list", "expression_tree"]
