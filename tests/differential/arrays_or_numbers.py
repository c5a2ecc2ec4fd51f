"""Variables that are a 0-d array on one path and a number on another: arithmetic gives numbers, ``+=`` does not."""

import math

import numpy as np


def stepped(x):
    if x > 0:
        x = x + 1
    return x


def stepped_then_written(x):
    y = x
    if x > 0:
        x = x + 1
    x += 5
    return x, y, x is y, type(x) is np.ndarray, isinstance(x, np.ndarray), isinstance(y, np.ndarray)


def counted_down(x):
    while x > 0:
        if x % 2 == 0:
            x = x - 1
        else:
            x = x - 2
    return x


def summed(x, n):
    for i in range(n):
        if i % 3 != 1:
            x = x + i
    return x


def two_at_once(x, y):
    while x < 10:
        x, y = x + y, y + 1
    return x, y


def greatest_divisor(x, y):
    while x != y:
        if x > y:
            x -= y
        else:
            y = y - x
    return x, y


def remainders(x, y):
    while y > 0:
        x, y = y, x % y
    return x


def swapped(x, y):
    for _ in range(3):
        if x > y:
            x, y = y, x
        else:
            y = y + 1
    x += 10
    return x, y


def swapped_and_written(x, y, n):
    for i in range(n):
        x, y = y, x
        if i == 2:
            x = x + 1
        x += 1
    return x, y


def made_in_rounds(x, n):
    y = x
    for i in range(n):
        if i == 1:
            y = np.array(y)
        elif i == 3:
            y = y + 1
        elif i == 5:
            y = np.array(0)
        y += i
    return y, x


def one_of_several(x, y, n):
    z = x
    for i in range(n):
        if i % 2:
            z = y
        elif i == 4:
            z = z + 1
        z += 1
    return z, x, y


def held_before(x, n):
    y = x
    old = x
    for i in range(n):
        old = y
        if i % 2 == 0:
            y = np.array(i)
        else:
            y = y + 1
        old += 1
        y += 10
    return y, old, x


def other_or_sum(x, y):
    if x > 1:
        z = x
    elif x > 0:
        z = y
    else:
        z = x + y
    z += 1
    w = z
    w += 1
    return z, x, y, w


def jumps(x, n):
    i = np.asarray(0)
    while True:
        if i > n:
            break
        i = i + 1
        if x < i:
            x = x + i
            continue
        x += i
    return i, x


def returned_early(x):
    for i in range(5):
        if x > i:
            return x
        x = x + 3
    return x


def nested(x, y):
    while x > 0:
        while y > 0:
            y = y - 1
            x = x - 1
        x = x - 1
        y = y + 2
        if x < 2:
            break
    else:
        y += 100
    return x, y


def other_kinds(x, k):
    y = x
    if k > 1:
        y = 2.5
    elif k > 0:
        y = x + 1
    elif k < 0:
        y = None
    if y is None:
        return "none"
    y += 1
    return y, type(y).__name__, type(y) is float, isinstance(y, np.ndarray | float), x


def maybe_unbound(x):
    if x > 1:
        y = x
    elif x > 0:
        y = x + 1
    y += 1
    return y, x


def in_containers(x, n):
    items, table = [x, x], {"a": x}
    for i in range(n):
        items[0] = items[0] + i
        items[1] += i
        table["a"] = table["a"] - 1
    return items, table, x


def in_tuples(x):
    pair = (x, 1)
    if x > 2:
        pair = (x + 1, x)
    a, b = pair
    a += 1
    b += 1
    return a, b, pair, x


class Held:
    def __init__(self, value):
        self.value = value


def in_objects(x):
    held = Held(x)
    if x > 2:
        held.value = held.value + 1
    held.value += 1
    return held.value, x


def outer_variable(x):
    c = x

    def step():
        nonlocal c
        if c > 2:
            c = c - 1
        c += 3

    step()
    step()
    return c, x


def doubled(v):
    if v > 2:
        return v * 2
    return v


def called(x):
    return doubled(x), doubled(doubled(x) + 1), (lambda v: v if v > 2 else v + 1)(x)


def operators(x, y):
    if x > 1:
        x = x + y
    if y > 1:
        y = y - x
    return (
        (x < y, x == y, 1 < x < 5, x in (1, 2), not x, x and 3, x or 5),
        (-x, abs(x), x**2, x // 3, x * 1.5, divmod(x, 3), max(x, y), min(x, y, 0), sum([x, y])),
        (int(x), float(x), bool(x), math.floor(x), math.isnan(x), round(float(x))),
        [x, y],
    )


def numpys(x):
    y = x
    if x > 1:
        y = x * 2
    return (
        (np.add(y, 1), np.sin(y), np.sum(y), np.maximum(y, [1, 2]), np.where(y > 1, y, 0), np.full(2, y)),
        (np.zeros(3) + y, np.arange(y), np.ndim(y), np.shape(y), np.array([[y]]), np.float64(y), np.copy(y)),
        (np.asarray(y), y.copy(), y.astype(float), y.item(), y.sum(), y.dtype, y.shape, y[()]),
    )


def out_written(x):
    y = x
    if x < 1:
        y = np.array(4)
    elif x < 2:
        y = x + 1
    if isinstance(y, np.ndarray):
        np.add(y, 2, out=y)
        y[...] = y * 3
        y[()] += 1
    return y, x


def indices(x, a):
    if x > 1:
        x = x - 1
    a[x] = x
    a += x
    return a[x], a[x:], [5, 6, 7][x], list(range(x)), a


def texts(x):
    said = ""
    for i in range(3):
        said = said + f"{x!r}|{x:>5}|"
        x = x + i
    y = x if x > 5 else np.array(1)
    kept = f"{y!r} {y}"
    if isinstance(y, np.ndarray):
        y += 1
    print(said, kept, repr((x, [y])), "%d %r" % (y, y), y)
    return kept


def raised(x):
    if x > 1:
        x = x + 1
    if x > 5:
        raise ValueError(x)
    return x


def cannot_cast(x, y):
    if x > 1:
        x = x + 1
    x += y
    return x


def largest(x, values):
    best = x
    for v in values:
        if v > best:
            best = v
    best += 1
    return best, x


def view_or_number(a, k):
    v = a[k, ...] if k > 0 else a[k]
    v += 10
    return v, a


def views_of_one_element(a, i):
    y = a[i, ...]
    y += 2
    z = a[..., i]
    z += 1
    return y, z, y.T is y, a


def whose(x, y):
    z = x if x > 1 else y
    if y > 1:
        z = z + 1
    return z is x, z is y, z is not None


N = np.asarray
ONES = [(N(3),), (N(0),), (N(-2),), (N(1),), (N(2),), (N(10),), (N(2.5),), (np.int64(4),), (N(2, np.int8),)]
PAIRS = [(N(12), N(8)), (N(3), N(3)), (N(5), N(1)), (N(7), N(100)), (N(4), N(2))]
ROUNDS = [(N(3), n) for n in (0, 1, 2, 3, 5, 7)] + [(N(9), 4), (N(1), N(3))]
VALUES = [(N(3), np.array(values, int)) for values in ([1, 5, 2], [], [1, 2], [9, 2, 10])]


def _at(xs, k):
    return xs[k] if len(xs) > 2 else 0.5


def added_to_an_array(x, k):
    single = np.ones(3, dtype=np.float32)
    single *= _at(x, k)
    single[1:] += _at(x, k + 1)
    whole = np.arange(3)
    whole *= 2 if k else np.int8(3)
    return single, whole


def cannot_be_added(x, k):
    whole = np.arange(3)
    whole += _at(x, k)
    return whole


CASES = [
    (stepped, *ONES),
    (stepped_then_written, *ONES),
    (counted_down, *ONES),
    (summed, *ROUNDS),
    (two_at_once, *PAIRS),
    (greatest_divisor, *PAIRS),
    (remainders, *PAIRS),
    (swapped, *PAIRS),
    (swapped_and_written, *[(N(3), N(8), n) for n in (0, 1, 2, 3, 5, 7)]),
    (made_in_rounds, *ROUNDS),
    (one_of_several, *[(N(3), N(8), n) for n in (0, 1, 2, 3, 5, 7)]),
    (held_before, *ROUNDS),
    (other_or_sum, *PAIRS, (N(1), N(4)), (N(0), N(4))),
    (jumps, *ROUNDS),
    (returned_early, *ONES),
    (nested, *PAIRS),
    (other_kinds, *[(N(3), N(k)) for k in (0, 1, 2, -1)], (N(3), 1)),
    (maybe_unbound, *ONES),
    (in_containers, *ROUNDS),
    (in_tuples, *ONES),
    (in_objects, *ONES),
    (outer_variable, *ONES),
    (called, *ONES),
    (operators, *PAIRS),
    (numpys, *ONES[:6]),
    (out_written, *ONES),
    (indices, (N(1), np.arange(9)), (N(3), np.arange(9.0)), (N(2), np.arange(5))),
    (texts, *ONES),
    (raised, *ONES),
    (cannot_cast, *[(N(a), b) for a in (3, 1, 1.5) for b in (0.5, 2, N(2), np.ones(3))]),
    (largest, *VALUES),
    (view_or_number, *[(np.arange(6), k) for k in (0, 2, N(3), N(0), N(9))]),
    (views_of_one_element, (np.arange(3), 1), (np.arange(3), -1), (np.ones((2, 3)), -1), (np.arange(3), 7)),
    (whose, *PAIRS),
    (added_to_an_array, (np.arange(4.0), 1), (np.arange(4), 0), (np.ones(1), 0)),
    (cannot_be_added, (np.arange(4), 0), (np.arange(2), 0)),
]
