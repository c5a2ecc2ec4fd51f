"""Comprehensions of data as loops, conditions that change variables, `try` and `with` round data."""

import contextlib
import dataclasses

import numpy as np


def chosen(a, limit):
    return [x * 2 for x in a if x > limit]


def nested(a, n):
    return [x * k for x in a if x > 0 for k in range(n) if k != 1]


def lists_of_lists(a, n):
    return [[x + k for k in range(3)] for x in a]


def folded(a, limit):
    total = sum(x * x for x in a if x < limit)
    return total, any(x > limit for x in a), all(x < limit for x in a)


def over_pairs(a, b):
    return sum(x * y for x, y in zip(a, b)), max(abs(x - y) for x, y in zip(a, b))


def extreme_of_chosen(a, limit):
    return min(x for x in a if x > limit), max(x for x in a if x > limit)


def as_condition(a, limit):
    n = 0
    while any(x > limit for x in a):
        a = a / 2
        n += 1
    if not all(x >= 0 for x in a) and sum(x for x in a) < 5:
        n = -n
    return n


def effects_in_order(a):
    def shown(x):
        print("seen", x)
        return x

    return [shown(x) for x in a if shown(x + 0.5) > 1], shown(7.0)


def into_an_array(a, limit):
    b = np.array([x / 2 for x in a if x > limit])
    return b, len(b)


def bound_in_a_comprehension(a, limit):
    found = [y for x in a if (y := x * 2) > limit]
    return found, y


def bound_on_the_way(x, n):
    steps = 0
    while abs(dx := (x * x - n) / (2 * x)) > 1e-9 and (steps := steps + 1) < 50:
        x -= dx
    return x, steps


def bound_in_a_branch(x, y):
    if x > 0 and (z := y * 2) > 3:
        return z
    return -1.0 if x > 5 else (w := x + y) * w


def several(x, n):
    return x, (m := n + 1), m > 2 and (k := m) > 0, n, k if m > 2 else n


def several_names(a):
    return [sum(a[i, j] for j in range(a.shape[1])) for i in range(len(a))]


def quotient(x, y):
    try:
        z = x / y
    except ZeroDivisionError as error:
        print("caught", error)
        return -1.0
    else:
        if z > 2:
            return z
    finally:
        print("left")
    return z + 1


def first_fit(a, places):
    for i in places:
        try:
            if a[i] > 1:
                return a[i]
        except IndexError:
            print("no", i)
            continue
        finally:
            print("tried", i)
    else:
        print("none")
    return 0.0


def stopped_by_an_error(a, n):
    total = 0.0
    try:
        for i in range(n):
            a[i] += 1
            total += a[i]
    except IndexError:
        total = -total
    return total


class Failed(Exception):
    def __init__(self, code, notes):
        super().__init__(code)
        self.notes = notes


def below(x, limit):
    if x > limit:
        raise Failed(x, {"limit": limit})
    return limit - x


def caught_from_below(a, limit):
    total = 0.0
    for x in a:
        try:
            total += below(x, limit)
        except Failed as error:
            total -= error.notes["limit"]
    return total


def left_inside_with(a, limit):
    with np.errstate(divide="ignore", invalid="ignore"):
        b = 1 / a
        for x in b:
            if x > limit:
                return x
    return b.sum()


class Scope:
    def __init__(self, name):
        self.name = name
        self.depth = 0

    def __enter__(self):
        print("enter", self.name)
        self.depth += 1
        return self

    def __exit__(self, kind, error, trace):
        print("exit", self.name, kind is None)
        self.depth -= 1
        return kind is ZeroDivisionError


def managed(x, y):
    scope = Scope("outer")
    with scope as held, Scope("inner"):
        held.depth += x / y
        held.depth += 10
    return scope.depth


def returned_through_two(x):
    with Scope("outer"), Scope("inner"):
        if x > 0:
            return x * 2
        x += 1
    return x


def left_through_two(a, x):
    for i in range(len(a)):
        with Scope(1), np.errstate(all="ignore"):
            with Scope(2):
                if a[i] > x:
                    break
                if a[i] < -x:
                    continue
            x += a[i]
    return x, i


@contextlib.contextmanager
def announced(name, x):
    print("start", name)
    try:
        yield x * 2
    finally:
        print("stop", name)


def managed_by_a_generator(x, y):
    with announced("outer", x) as twice:
        z = twice / y
        print("in", z)
    return z


def weighted(a):
    for i in range(2):
        for w in (1, 2):
            yield a[i], w


def squares(n):
    k = 0
    while k < 3:
        yield k * n
        k += 1


def several_generators(a, n):
    yield from squares(n)
    yield a[0]


def uses_generators(a, n):
    total = 0.0
    for x, w in weighted(a):
        total += x * w
    for s in several_generators(a, n):
        total = total * 2 + s
    return total, sum(squares(n)), [v for v in squares(n)]


def cleaned_up(n):
    try:
        yield n
        yield n + 1
    finally:
        print("closed")


def leaves_a_generator(a, n):
    for x in cleaned_up(n):
        break
    for y in squares(n):
        print("y", y)
        if y > a[0]:
            break
    return x + y


def suppressed(x, y):
    z = 0.0
    with contextlib.suppress(ZeroDivisionError):
        z = x / y
    return z


def swallows_nothing_of_ours(a, n):
    try:
        return a[: int(n)].sum()
    except:  # noqa: E722  (a trace that begins again passes here)
        return -1.0


@dataclasses.dataclass
class Point:
    x: float
    y: float


def by_class(point, scale):
    match point:
        case Point(x=0, y=y):
            return y
        case Point(x=x, y=0):
            return -x * scale
        case Point(x, y) if x == y:
            return x * 2
    return point.x * point.y


def by_kind(x):
    match x:
        case bool():
            return 1
        case int(k) if k < 0:
            return k
        case 0 | 1 | 2:
            return x + 10
        case float(v) | int(v):
            return v * 2
    return x


def by_sequence(values, n):
    match values:
        case []:
            return 0.0
        case [x]:
            return x
        case [first, second] if first > second:
            return first - second
        case [first, *rest]:
            return first + sum(rest) * n
    return -1.0


def by_mapping(options, x):
    match options:
        case {"scale": 0}:
            return x
        case {"scale": scale, **rest}:
            return x * scale + len(rest)
    return -x


def by_parts(x, y, n):
    match x > 0, y, n:
        case (True, 0, m) | (False, m, 0):
            return m
        case (_, b, 1 | 2 as c):
            return b * c
        case whole:
            return whole[2]


def left_a_written_out_loop(a, x):
    for k in (3, 1, 2, 0):
        print("try", k)
        if a[k] > x:
            break
        x += 1
    else:
        x = -1.0
    return x, k


def shown(k):
    print("made", k)
    return k


def left_while_items_are_made(a, x):
    for k in map(shown, (3, 1, 2)):
        if a[k] > x:
            break
    for k in (shown(j) for j in (1, 2)):
        if a[k] > x:
            return k
    return -k


def returned_from_pairs(a, x):
    total = 0.0
    for name, weight in [("a", 1.0), ("b", 2.0), ("c", 0.5)]:
        if a[1] * weight > x:
            continue
        total += weight
        if total > 2.0:
            return total
        a[0] += weight
        print(name)
    return a.sum()


def gathered_until(x):
    out = []
    for w in (1.0, 2.0, 3.0):
        if w > x:
            break
        out.append(w * 2)
    return out


A = np.array([1.5, -2.0, 4.0, 0.5])
CASES = [
    (chosen, (A, 1.0), (A, 9.0), (np.zeros(0), 1.0)),
    (nested, (A, 3), (A, 0)),
    (lists_of_lists, (A, 3)),
    (folded, (A, 2.0), (A, 9.0), (np.zeros(0), 1.0)),
    (over_pairs, (A, A[::-1].copy())),
    (extreme_of_chosen, (A, 0.0), (A, 3.0), (A, 9.0)),
    (as_condition, (A, 1.0), (A, 9.0), (np.abs(A), 0.1)),
    (effects_in_order, (A,)),
    (into_an_array, (A, 1.0), (A, -9.0)),
    (bound_in_a_comprehension, (A, 1.0)),
    (bound_on_the_way, (1.0, 2.0), (3.0, 9.0)),
    (bound_in_a_branch, (1.0, 2.0), (1.0, 1.0), (-1.0, 3.0), (6.0, 0.0)),
    (several, (1.5, 2), (1.5, 0)),
    (several_names, (np.arange(6.0).reshape(2, 3),)),
    (quotient, (1.0, 2.0), (6.0, 2.0), (1.0, 0.0)),
    (first_fit, (A, [3, 9, 2]), (A, [3, 3]), (A, [9, 1])),
    (stopped_by_an_error, (A, 3), (A, 9)),
    (caught_from_below, (A, 9.0), (A, 1.0)),
    (left_inside_with, (A, 1.0), (A, 9.0), (np.array([1.0, 0.0]), 5.0)),
    (managed, (1.0, 2.0), (1.0, 0.0)),
    (returned_through_two, (1.0,), (-1.0,)),
    (left_through_two, (A, 3.0), (A, 1.0), (A, 9.0)),
    (managed_by_a_generator, (1.0, 2.0), (1.0, 0.0)),
    (uses_generators, (A, 3)),
    (leaves_a_generator, (A, 2), (A, 1)),
    (suppressed, (1.0, 2.0), (1.0, 0.0)),
    (
        by_class,
        (Point(0.0, 2.0), 3.0),
        (Point(2.0, 0.0), 3.0),
        (Point(2.0, 2.0), 1.0),
        (Point(2.0, 3.0), 1.0),
    ),
    (by_kind, (-3,), (1,), (7,), (2.5,), (True,), (np.float64(1.5),)),
    (by_sequence, ([], 2), ([1.0], 2), ([3.0, 1.0], 2), ([1.0, 3.0], 2), ((1.0, 2.0, 3.0), 2), (A, 1)),
    (by_mapping, ({"scale": 0}, 2.0), ({"scale": 3, "b": 1}, 2.0), ({}, 1.0)),
    (by_parts, (1.0, 0.0, 5), (-1.0, 4.0, 0), (1.0, 4.0, 2), (1.0, 4.0, 9)),
    (left_a_written_out_loop, (A, 0.5), (A, 9.0), (A, 2.5)),
    (left_while_items_are_made, (A, 0.1), (A, 9.0), (A, 2.5)),
    (returned_from_pairs, (A, 0.5), (A, 9.0), (A, -3.0)),
    (gathered_until, (0.0,), (2.0,), (9.0,)),
    (swallows_nothing_of_ours, (A, 2.0), (A, float("nan"))),
]
PYTHON = {"leaves_a_generator", "left_while_items_are_made"}
