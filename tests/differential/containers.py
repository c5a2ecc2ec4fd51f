"""Tuples, lists, dicts, dataclasses, named tuples, objects: as arguments, as state, as results."""

import dataclasses
from collections import namedtuple

import numpy as np

Point = namedtuple("Point", "x y")


@dataclasses.dataclass
class Particle:
    position: np.ndarray
    speed: float
    hits: int = 0


class Counter:
    def __init__(self, start=0):
        self.count = start
        self.log = []

    def add(self, n):
        self.count += n
        return self.count

    @property
    def doubled(self):
        return self.count * 2


class Vector:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __getitem__(self, i):
        return self.x if i == 0 else self.y

    def __call__(self, k):
        return self.x * k + self.y

    def norm(self):
        return (self.x**2 + self.y**2) ** 0.5


def tuple_argument(pair):
    a, b = pair
    return b, a


def nested_argument(tree):
    x, (y, rest) = tree["first"], tree["second"]
    total = x + y
    for r in rest:
        total += r
    return {"total": total, "parts": [x, y], "pair": (y, x)}


def starred_unpacking(values):
    first, *middle, last = values
    return first + last, middle


def dict_argument(options, x):
    if x > options["limit"]:
        return options["limit"]
    return x * options.get("scale", 1)


def dict_changed(d, x):
    d["new"] = x
    d["old"] += 1
    return d


def list_changed(values, x):
    values[0] = x
    values.append(x * 2)
    values[-1] += 1
    return len(values)


def list_of_arrays(arrays):
    total = 0.0
    for a in arrays:
        a += 1
        total += a.sum()
    return total


def tuple_in_loop(n):
    pair = (0, 1)
    for _ in range(n):
        pair = (pair[1], pair[0] + pair[1])
    return pair


def named_tuple(p, k):
    q = Point(p.x * k, p.y - k)
    if q.x > q.y:
        q = q._replace(x=0.0)
    return q, q.x + q[1]


def dataclass_argument(particle, dt):
    particle.position += particle.speed * dt
    if particle.position[0] > 1.0:
        particle.speed = -particle.speed
        particle.hits += 1
    return particle.hits


def dataclass_made(x):
    p = Particle(np.array([x, 2 * x]), 1.5)
    p.hits += 2
    return p.position * p.speed, p.hits


def object_methods(counter, n):
    for i in range(n):
        if i % 2:
            counter.add(i)
    return counter.count, counter.doubled


def object_attribute(counter, x):
    if x > 0:
        counter.count = x
    else:
        counter.count = -1
    return counter


def operators_of_a_class(x, y):
    v = Vector(x, y) + Vector(1, 2)
    return v[0], v[1], v(3), v.norm()


def list_append(n):
    out = []
    for i in range(n):
        out.append(i * 0.5)
    return out


def list_append_if(a):
    out = []
    for x in a:
        if x > 0:
            out.append(x)
    return np.array(out), len(out)


def list_as_stack(n):
    stack = [n]
    total = 0
    while stack:
        top = stack.pop()
        total += top
        if top > 1:
            stack.append(top - 1)
            if top % 3 == 0:
                stack.append(top // 3)
    return total


def list_operations(n):
    values = [n, 3, 1]
    values.extend([n + 1, 7])
    values.insert(1, 9)
    values.sort()
    values.reverse()
    del values[0]
    return values, n in values, values.index(3), values.count(n), values[1:3], sum(values), max(values)


def list_indexed_by_data(n):
    weights = [0.5, 0.25, 0.125]
    return weights[n]


def dict_counts(a):
    counts = {}
    for x in a:
        k = int(x)
        if k in counts:
            counts[k] += 1
        else:
            counts[k] = 1
    return counts


def set_of_data(a):
    seen = set()
    repeated = 0
    for x in a:
        if int(x) in seen:
            repeated += 1
        seen.add(int(x))
    return repeated, len(seen)


def list_state_in_while(n):
    primes = [2]
    k = 3
    while len(primes) < n:
        for p in primes:
            if k % p == 0:
                break
        else:
            primes.append(k)
        k += 2
    return primes


def result_structures(x):
    return [x, (x, {"a": x, "b": [x, None]}), "text", Point(x, 1)]


def comprehension(a, k):
    return [x * k for x in a], [x for x in a if x > k], {i: x for i, x in enumerate(a)}


def comprehension_nested(n):
    return [[i * j for j in range(i)] for i in range(n)], [(i, j) for i in range(n) for j in range(i)]


def generator_expressions(a, limit):
    return sum(x * x for x in a), max(x for x in a), any(x > limit for x in a), all(x < limit for x in a)


def builtins_over_data(a):
    return (
        sum(a),
        min(a),
        max(a),
        len(a),
        sorted(a),
        list(reversed(a)),
        list(map(abs, a)),
        list(zip(a, a[1:])),
    )


def unpack_array(a):
    x, y, z = a
    return x + y * z


def membership_in_array(a, x):
    return x in a


def string_keys(x):
    table = {"low": 1.0, "high": 10.0}
    key = "low" if x < 5 else "high"
    return table[key] * x


A = np.array([3.0, -1.0, 2.0, 3.0])
CASES = [
    (tuple_argument, ((1, 2.5),), ((A, 1),)),
    (
        nested_argument,
        ({"first": 1, "second": (2.5, [3, 4])},),
    ),
    (starred_unpacking, ((1, 2, 3, 4),), ([1.5, 2],)),
    (dict_argument, ({"limit": 3.0, "scale": 2}, 1.0), ({"limit": 3.0}, 1.0), ({"limit": 3.0}, 9.0)),
    (
        dict_changed,
        ({"old": 1}, 2.5),
    ),
    (list_changed, ([1, 2], 5), ([1.5], 2.5)),
    (list_of_arrays, ([A, A * 2],), ([A, A],), ([],)),
    (tuple_in_loop, (6,), (0,)),
    (named_tuple, (Point(1.0, 2.0), 3), (Point(1.0, 2.0), 0.5)),
    (
        dataclass_argument,
        (Particle(np.array([0.5, 0.5]), 2.0), 0.5),
        (Particle(np.array([0.5, 0.5]), 2.0), 0.1),
    ),
    (
        dataclass_made,
        (2.0,),
    ),
    (object_methods, (Counter(3), 5), (Counter(), 0)),
    (object_attribute, (Counter(3), 5), (Counter(), 0)),
    (operators_of_a_class, (3, 4), (0.5, -0.5)),
    (list_append, (4,), (0,)),
    (list_append_if, (A,), (-np.ones(2),)),
    (list_as_stack, (7,), (0,)),
    (list_operations, (5,), (1,)),
    (list_indexed_by_data, (1,), (-1,), (3,)),
    (dict_counts, (A,), (np.zeros(0),)),
    (set_of_data, (A,), (np.zeros(0),)),
    (list_state_in_while, (6,), (1,)),
    (result_structures, (2.5,), (3,)),
    (comprehension, (A, 2), (np.arange(3), 1)),
    (comprehension_nested, (3,), (0,)),
    (generator_expressions, (A, 2.5), (np.arange(3), 5)),
    (builtins_over_data, (A,), (np.arange(3),)),
    (unpack_array, (A[:3],), (A,), (np.arange(3),)),
    (membership_in_array, (A, 2.0), (A, 7)),
    (string_keys, (2.0,), (7.0,)),
]
PYTHON = {"string_keys"}
