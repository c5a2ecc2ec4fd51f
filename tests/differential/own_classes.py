"""Classes of the program: operators, properties and builtins that call their methods, by data."""

import abc
import dataclasses
import functools

import numpy as np


class Q:
    def __init__(self, v):
        self._v = v

    @property
    def p(self):
        return self._v if self._v > 0 else 0

    @p.setter
    def p(self, v):
        if v > 5:
            v = 5
        self._v = v


class V:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __add__(self, o):
        if self.x > o.x:
            return V(self.x + o.x, self.y + o.y)
        return V(self.x - o.x, self.y)

    def __eq__(self, o):
        return self.x == o.x and self.y == o.y

    def __lt__(self, o):
        return self.x < o.x if self.x != o.x else self.y < o.y

    def __bool__(self):
        return bool(self.x > 0 and self.y > 0)

    def __getitem__(self, i):
        if i == 0:
            return self.x
        return self.y

    def __setitem__(self, i, v):
        if v < 0:
            v = -v
        if i == 0:
            self.x = v
        else:
            self.y = v

    def __len__(self):
        return 2 if self.x > 1 else 3

    def __contains__(self, v):
        return v == self.x or v == self.y

    def __abs__(self):
        return self.x if self.x > 0 else -self.x

    def __iadd__(self, k):
        if k > 0:
            self.x += k
        return self

    def __neg__(self):
        return V(-self.x, -self.y)

    def __float__(self):
        return float(self.x)

    def __int__(self):
        return int(self.y)

    def __mul__(self, k):
        return V(self.x * k, self.y * k)

    __rmul__ = __mul__

    def m(self):
        if self.x > 2:
            return self.x
        return self.y

    def me(self):
        return self


class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self): ...
    @property
    def big(self):
        return self.area() > 3


class Sq(Shape):
    def __init__(self, s):
        self.s = s

    def area(self):
        return self.s * self.s if self.s > 0 else 0.0


@dataclasses.dataclass(order=True)
class D:
    x: float
    y: float = 1.0

    def norm(self):
        return self.x if self.x > self.y else self.y


@dataclasses.dataclass
class E:
    x: float
    h: list = dataclasses.field(default_factory=list)

    def __post_init__(self):
        if self.x > 1:
            self.x = 1.0


def properties(x):
    t = 0
    for v in x:
        q = Q(v)
        t += q.p
        q.p = v * 3
        t += q.p
    return t


def chosen_sum(a):
    s = V(a[0], a[1]) + V(a[1], a[2])
    return s.x, s.y


def equality(a):
    return V(a[0], a[1]) == V(a[1], a[2]), V(a[0], 1) == V(a[0], 1), V(a[0], a[1]) != V(a[0], a[1])


def order(a):
    return V(a[0], a[1]) < V(a[1], a[2]), V(a[0], a[1]) > V(a[0], a[2])


def truth_of_objects(a):
    v = V(a[0], a[1])
    if v:
        return 1
    return 0 if not V(a[2], 1) else 2


def items_of_objects(a):
    v = V(a[0], a[1])
    v[0] = a[2]
    v[1] = -a[0]
    return v[0], v[1], v.x, v.y


def length_and_membership(a):
    return len(V(a[0], a[1])), a[0] in V(a[0], 1), 7 in V(a[0], 1)


def numbers_of_objects(a):
    v = V(a[0], a[1])
    v += a[2]
    return abs(v), v.x, abs(-v), float(v), int(v)


def methods_of_results(a):
    return V(a[0], a[1]).m() + V(a[1], 2).me().m()


def reflected(a):
    v = 2.0 * V(a[0], a[1]) * 3
    return v.x, v.y


def abstract_base(a):
    s = Sq(a[0])
    return s.area(), s.big, type(s) is Sq, isinstance(s, Shape), type(s).__name__


def returned_objects(a):
    return V(a[0], a[1]), D(a[0])


def dataclass_methods(a):
    d = D(a[0], a[1])
    return d.norm(), d == D(a[0], a[1]), d < D(a[1], a[0]), D(1.0) == D(1.0)


def post_init(a):
    e = E(a[0])
    e.h.append(a[1])
    e.h.append(2.0)
    return e.x, e.h, e


def replaced_fields(a):
    d = dataclasses.replace(D(a[0], 2.0), y=a[1])
    return d.x, d.y


def changed_argument(v, k):
    v[0] = k
    if v:
        v += 1
    return v.x, abs(v), v


def keyword_dict(a):
    def g(**kw):
        return sum(kw.values()) + kw.get("s", 2) + len(kw)

    return g(x=a[0], y=1.0)


def keyword_dict_changed(a):
    def g(*args, **kw):
        kw["z"] = a[1]
        for k, v in kw.items():
            if v > 1:
                return k
        return len(args)

    return g(1, x=a[0])


def matched_object(a):
    match V(a[0], a[1]):
        case V(x=0):
            return "zero"
        case V(x=x, y=y) if x > y:
            return "more"
        case _:
            return "less"


def best_object(a):
    best = V(a[0], 0.0)
    for x in a:
        c = V(x, 1.0)
        if best < c:
            best = c
    return best.x, best.y


def cached_property_of_data(a):
    class_ = C3(a)
    return class_.total + class_.total


class C3:
    def __init__(self, a):
        self.a = a

    @functools.cached_property
    def total(self):
        t = 0.0
        for v in self.a:
            if v > 0:
                t += v
        return t


class Shape:
    def __init__(self, v=0):
        self.v = v

    @property
    def twice(self):
        return self.v * 2

    @classmethod
    def made(cls, v):
        one = cls()
        one.v = v
        return one

    @classmethod
    def kinds(cls):
        return cls is Square, cls is Shape, cls.__name__


class Square(Shape):
    @classmethod
    def kinds(cls):
        return cls is Square, super().kinds()

    def twin(self, v):
        return super().made(v), self.made(self.twice)

    def known(self):
        kinds = super().kinds
        return kinds() == (True, False, "Square"), self.kinds(), {type(self): 1}[Square]


def class_methods_of_objects(shape, v):
    own = Square(v)
    found = [shape.known(), own.known(), own.kinds() == shape.kinds()]
    for one in (*shape.twin(v), *own.twin(v)):
        found.append((type(one) is Square, type(one).__name__, isinstance(one, Square), one.v, one.twice))
    return found


class Loud:
    def __repr__(self):
        print("asked for my text")
        return "Loud"


class Registered:
    known = [Loud(), Loud()]

    def __init__(self, x):
        self.x = x


def class_attribute_that_holds_objects(registered, y):
    return registered.x * y + len(registered.known)


class Returning:
    def __init__(self, x):
        self.x = x
        if x > 1:
            return x


def made_by_one_that_returns(x):
    return Returning(x).x


ARRAYS = [
    (np.array([1.0, -2.0, 3.0, 0.5]),),
    (np.array([-1.0, -2.0, 0.0]),),
    (np.array([4.0, 2.5, 1.5]),),
    (np.array([0.0, 0.5, 0.25]),),
]


class Ending:
    def __init__(self, v):
        self.v = v

    def __del__(self):
        print("ends", self.v)


def objects_that_end(x):
    total = 0.0
    for v in x:
        made = Ending(v)
        total += made.v
        del made
    return total


class Made:
    count = 0

    def __new__(cls, value=0):
        Made.count += 1
        return super().__new__(cls)

    def __init__(self, value):
        self.value = value


class Filled:
    def __new__(cls, value=0, *rest):
        if value is None:
            return None
        made = object.__new__(cls)
        made.value = value + len(rest)
        return made


def made_by_new(values):
    Made.count = 0
    first = Made(values[0])
    kept = Filled(values[0], 1), Filled(None)
    return Made(values[1]).value + first.value, Made.count, type(first) is Made, kept[0].value, kept[1]


def given_objects_of_new(objects, k):
    Made.count = 0
    for one in objects:
        one.value *= k
    return Made.count, objects[0].value


CASES = [
    (made_by_new, (np.array([1.0, 2.0]),), (np.array([2.0, -1.0]),), ([3, 4],)),
    (given_objects_of_new, ([Made(1.5), Made(2.0)], 3.0), ([Made(1.5), Made(2.0)], 2.0)),
    *(
        (function, *ARRAYS)
        for function in (
            properties,
            chosen_sum,
            equality,
            order,
            truth_of_objects,
            items_of_objects,
            length_and_membership,
            numbers_of_objects,
            methods_of_results,
            reflected,
            abstract_base,
            returned_objects,
            dataclass_methods,
            post_init,
            replaced_fields,
            keyword_dict,
            keyword_dict_changed,
            matched_object,
            best_object,
            cached_property_of_data,
        )
    ),
    (class_methods_of_objects, (Square(2), 1.5), (Square(0.5), 3)),
    (class_attribute_that_holds_objects, (Registered(2.0), 1.5), (Registered(3), 2)),
    (changed_argument, (V(1.0, 2.0), 3.0), (V(-1, -2.0), -3.0)),
    (made_by_one_that_returns, (3.0,), (0.0,)),
    (objects_that_end, (np.ones(2),)),
]
PYTHON = {
    "objects_that_end",
    "made_by_one_that_returns",
    "chosen_sum",
    "post_init",
    "replaced_fields",
    "matched_object",
    "best_object",
}
