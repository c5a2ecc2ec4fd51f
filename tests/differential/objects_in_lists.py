"""Lists of objects of the program's own classes, where data decides how many there are, and which."""

import abc
import dataclasses
import heapq
import math
from collections import deque

import numpy as np


@dataclasses.dataclass
class Body:
    x: float
    y: float = 0.0
    m: int = 1

    def kick(self, dx):
        self.x += dx
        if self.x < 0:
            self.m += 1
            self.x = -self.x
        return self


class Item:
    __slots__ = ("tag", "v", "w")

    def __init__(self, w, v):
        self.w, self.v, self.tag = w, v, None

    @property
    def ratio(self):
        return self.v / self.w

    @ratio.setter
    def ratio(self, r):
        self.v = r * self.w

    @classmethod
    def of(cls, t):
        return cls(t, t * 2)


class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self): ...

    def twice(self):
        return 2 * self.area()


class Square(Shape):
    def __init__(self, s):
        self.s = s

    def area(self):
        return self.s**2


class Circle(Shape):
    def __init__(self, r):
        self.r = r

    def area(self):
        return math.pi * self.r**2


class Unit(Square):
    def __init__(self):
        super().__init__(1)

    def twice(self):
        return super().twice() + 100


class Account:
    def __init__(self, owner):
        self.owner, self.balance, self.history = owner, 10.0, []

    def pay(self, amount):
        if amount > self.balance:
            raise ValueError("too little", self.balance, amount)
        self.balance -= amount
        self.history.append(amount)


class Holder:
    def __init__(self):
        self.best, self.all, self.count = None, [], 0


@dataclasses.dataclass(frozen=True)
class Fixed:
    a: int
    b: float = 0.5


def positive(x):
    found = []
    for v in x:
        if v > 0:
            found.append(Body(v))
    return found


def moved_and_chosen(x):
    bodies = [Body(float(v)) for v in x if v > -9]
    for _ in range(3):
        for one in bodies:
            one.kick(-1.0)
    return [one.x for one in bodies if one.m > 1], bodies


def changed_through_either_name(x):
    bodies, first = [], None
    for v in x:
        one = Body(v)
        if v > 0:
            bodies.append(one)
            first = first or one
        one.y = 1.0
    if first is not None:
        first.x = 50.0
        bodies[-1].m = 7
    return bodies, first


def twice_in_a_list(x):
    one, found = Body(0.0), []
    for v in x:
        if v > 0:
            found.append(one)
            one.x += v
    return found, one, [other is one for other in found]


def in_two_lists(x):
    left, right = [], []
    for v in x:
        one = Body(v)
        if v > 0:
            left.append(one)
        if v > 1:
            right.append(one)
    for one in right:
        one.y += 10
    return left, right


def greatest(x):
    best = None
    for one in positive(x):
        if best is None or one.x > best.x:
            best = one
    if best is not None:
        best.m = 0
    return best


def by_keys(x):
    bodies = positive(x)
    if not bodies:
        return None
    bodies.sort(key=lambda one: -one.x)
    up = sorted(bodies, key=lambda one: (one.m, one.x))
    up[0].y = 5.0
    return bodies, max(up, key=lambda one: one.x), sum(one.x for one in up), any(one.y > 1 for one in up)


def stacked(x):
    stack, out = [], []
    for v in x:
        if v > 0:
            stack.append(Body(v))
        elif stack:
            out.append(stack.pop().kick(v))
    return stack, out


def queued(x):
    queue, total = deque(), 0
    for v in x:
        queue.append(Body(v))
    while queue:
        one = queue.popleft()
        total += one.x
        one.y += 1
        if one.y < 2 and one.x > 1:
            queue.append(one)
    return total


def exchanged(x, places):
    bodies = [Body(v) for v in x if v > -9]
    for j in places:
        bodies[j].y += 1
        bodies[j], bodies[0] = bodies[0], bodies[j]
        bodies[j].x = bodies[j - 1].x
    return bodies


def removed(x):
    bodies = [Body(v) for v in x if v > -9]
    for one in list(bodies):
        if one.x < 0:
            bodies.remove(one)
    return bodies, Body(3.0) in bodies, bodies.count(Body(1.0))


def sliced(x):
    bodies = positive(x)
    first, back = bodies[:2], bodies[::-1]
    for one in first:
        one.y += 1
    back.insert(1, Body(7.0))
    back.extend(first)
    del back[0]
    return bodies, back


def compared(x):
    items = [Item(v, 1) for v in x if v > 0]
    others = [*items, Item(1.0, 1)]
    same = sum(1 for one in items for two in others if one == two)
    return same, items == others[:-1], items == others, others[-1] in items, others.index(others[-1])


def equal_fields(x):
    bodies = positive(x) + positive(x)
    return sum(1 for one in bodies for two in bodies if one == two), sum(one is bodies[0] for one in bodies)


def properties(x):
    items = [Item.of(v) for v in x if v > 0]
    for one in items:
        one.ratio = one.ratio + 1
        if one.v > 4:
            one.tag = one.v
    return [(one.w, one.v, one.tag) for one in items], items


def shapes(x):
    found = []
    for v in x:
        if v > 2:
            found.append(Square(v))
        elif v > 0:
            found.append(Circle(v))
        else:
            found.append(Unit())
    for one in found:
        if isinstance(one, Circle):
            one.r = 1.0
    return sum(one.twice() for one in found), [type(one) is Unit for one in found]


def shapes_returned(x):
    found = []
    for v in x:
        found.append(Square(v) if v > 1 else Circle(v) if v > 0 else None)
    return found[::-1]


def accounts(places, amounts):
    found = []
    for j in places:
        if j >= 0:
            found.append(Account(j))
    refused = 0
    for j, amount in zip(places, amounts, strict=False):
        try:
            found[j].pay(amount)
        except ValueError as error:
            refused += 1
            print(error.args[0], error.args[1])
    return [one.balance for one in found], refused, found


def in_a_heap(x):
    heap = []
    for j, v in enumerate(x):
        heapq.heappush(heap, (v, j, Item(v, j)))
    order = []
    while heap:
        order.append(heapq.heappop(heap)[2].v)
    return order


def by_key(keys, x):
    found = {}
    for key, v in zip(keys, x, strict=False):
        if key in found:
            found[key].y += v
        else:
            found[key] = Body(v)
    return [(key, one.x, one.y) for key, one in found.items()]


def grouped(keys, x):
    found = {}
    for key, v in zip(keys, x, strict=False):
        found.setdefault(int(key), []).append(Body(v))
    return {key: sum(one.x for one in ones) for key, ones in found.items()}


def held_by_another(x):
    holder = Holder()
    for v in x:
        one = Body(v)
        if v > 0:
            holder.all.append(one)
        if holder.best is None or v > holder.best.x:
            holder.best = one
        holder.count += 1
    return holder


def held_by_the_callers(holder, x):
    for v in x:
        one = Body(v)
        if holder.best is None or v > holder.best.x:
            holder.best = one
        holder.count += 1
    return holder.count


def frozen(x):
    found = []
    for v in x:
        if v > 0:
            found.append(Fixed(int(v)))
            found[-1] = dataclasses.replace(found[-1], b=v)
    return found


def frozen_is_assigned(x):
    found = [Fixed(int(v)) for v in x if v > 0]
    found[0].a = 3
    return found


def of_several_types(x):
    found = []
    for j, v in enumerate(x):
        one = Body(j, None)
        if v > 0:
            one.x = one.x + v
            one.m = np.float32(v)
        if v > 1:
            one.y = j
        found.append(one)
    return found


def with_text(x):
    found = []
    for v in x:
        if v != 0:
            found.append(Body(v, "up" if v > 0 else "down"))
            print(found[-1], f"{found[0].x:.1f}")
    return found


def attributes_set_later(x):
    found = []
    for v in x:
        one = Holder()
        if v > 0:
            one.extra = v
        found.append(one)
    return [hasattr(one, "extra") for one in found], found


def own_lists(x):
    found = []
    for v in x:
        if v > -9:
            one = Holder()
            held = one.all
            found.append(one)
            held.append(v)
            one.all += [-v, len(found)]
    return found, [len(one.all) for one in found]


def list_by_its_old_name(x):
    found = []
    for v in x:
        if v > -9:
            one = Holder()
            found.append(one)
            old = one.all
            one.all = [v]
            old.append(5.0)
            one.count = len(old)
    return found


def list_of_two_objects(x):
    common, found = [], []
    for v in x:
        if v > -9:
            found.append(Holder())
            found[-1].all = common
            found[-1].all.append(v)
    return found, common


def callers_among_them(body, x):
    found = []
    for v in x:
        found.append(body if v > 0 else Body(v))
    found[-1].y += 1
    return [one.x for one in found]


def identities(x):
    found = positive(x)
    return len({id(one) for one in [*found, *found]})


def as_keys(x):
    found = [Item(v, 1) for v in x if v > 0]
    return len(dict.fromkeys([*found, *found]))


def raised_with_one(out, x):
    found = []
    for j, v in enumerate(x):
        found.append(Body(v))
        out[j] = found[-1].x
        if v < -1:
            raise KeyError(found[-1].x, len(found))
    return found


ARRAYS = [
    (np.array([1.0, -2.0, 3.0, 0.5]),),
    (np.zeros(0),),
    (np.array([-1.0, -2.0]),),
    (np.array([0.5, 2.5, 4.0]),),
]
PLACES = np.array([0, 1, 2, 1])
AMOUNTS = np.array([5.0, -3.0, 30.0, 2.0])

CASES = [
    *(
        (function, *ARRAYS)
        for function in (
            positive,
            moved_and_chosen,
            changed_through_either_name,
            twice_in_a_list,
            in_two_lists,
            greatest,
            by_keys,
            stacked,
            queued,
            removed,
            sliced,
            compared,
            equal_fields,
            properties,
            shapes,
            shapes_returned,
            in_a_heap,
            held_by_another,
            frozen,
            frozen_is_assigned,
            of_several_types,
            with_text,
            attributes_set_later,
            own_lists,
            list_by_its_old_name,
            list_of_two_objects,
            identities,
            as_keys,
        )
    ),
    (exchanged, (np.array([1.0, 2.0, 3.0]), np.array([0, 2, 1])), (np.array([1.0, 2.0]), np.array([5]))),
    (accounts, (PLACES, AMOUNTS), (PLACES[:0], AMOUNTS[:0]), (np.array([0, -1]), np.array([20.0, 1.0]))),
    (by_key, (PLACES, AMOUNTS), (PLACES[:0], AMOUNTS[:0])),
    (grouped, (PLACES, AMOUNTS), (PLACES[:0], AMOUNTS[:0])),
    (held_by_the_callers, (Holder(), AMOUNTS), (Holder(), AMOUNTS[:0])),
    (callers_among_them, (Body(9.0), AMOUNTS), (Body(9.0), -AMOUNTS[:1])),
    (raised_with_one, (np.zeros(4), AMOUNTS), (np.zeros(2), np.array([1.0, 2.0]))),
]
PYTHON = {
    "list_by_its_old_name",
    "list_of_two_objects",
    "callers_among_them",
    "identities",
    "as_keys",
    "frozen_is_assigned",
    "compared",
    "attributes_set_later",
}
