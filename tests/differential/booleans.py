"""`and`, `or`, `not`, comparisons, ternaries: order, count and short circuits of evaluation."""

import numpy as np


def noisy(x, name):
    print("seen", name)
    return x


def order_and(x, y):
    return noisy(x, "x") > 0 and noisy(y, "y") > 0


def order_or(x, y):
    return noisy(x, "x") or noisy(y, "y")


def chain(x, y, z):
    return noisy(x, "x") < noisy(y, "y") <= noisy(z, "z")


def membership_in_a_set(x):
    return x in {1, 2}


def value_and(x, y):
    return x and y


def value_or_default(x):
    return x or 7.5


def mixed_types(n, x):
    return n or x


def guards(a, i):
    if 0 <= i < len(a) and a[i] > 0:
        return a[i]
    return 0.0


def guard_division(n, m):
    return m != 0 and n // m > 2


def ternary(x):
    return x if x > 0 else -x


def ternary_types(x):
    return 1 if x > 0 else 0.5


def ternary_nested(x):
    return "neg" if x < 0 else ("zero" if x == 0 else "pos")


def ternary_effects(x):
    return noisy(1, "then") if x > 0 else noisy(2, "else")


def ternary_lazy(a, n):
    return a[n] if n < len(a) else -1.0


def not_values(x, n):
    return not x, not n, not (x > n)


def numpy_logic(a, b):
    return np.logical_and(a > 0, b > 0), (a > 0) | (b > 0), ~(a > b), np.logical_xor(a > 0, b > 0)


def all_any(a):
    return (a > 0).all(), (a > 0).any(), np.all(a), np.any(a)


def builtin_bool(x, n):
    return bool(x), bool(n), int(x > n)


def membership(n):
    return n in (1, 2, 3), n not in (2, 4), n in [5, n]


def identity(x, flag):
    return x is None, x is not None, flag is True


def equality(n, x):
    return n == x, n != x, x == x, n == True  # noqa: E712


def np_bool_result(a):
    t = a[0] > a[1]
    u = t and True
    v = t or 3
    return t, u, v, not t


def long_chain(a, b, c, d):
    return a < b < c < d, a == b != c, a < b > c


CASES = [
    (order_and, (1, 1), (-1, 1), (1, -1)),
    (order_or, (0, 2), (1, 2), (0.0, 0)),
    (chain, (1, 2, 3), (3, 2, 1), (1, 2, 1)),
    (value_and, (0, 5), (3, 5), (0.0, 2.0), (1.5, -0.0)),
    (value_or_default, (0.0,), (2.0,), (float("nan"),)),
    (mixed_types, (0, 2.5), (3, 2.5)),
    (
        guards,
        (np.array([1.0, -1.0]), 0),
        (np.array([1.0, -1.0]), 1),
        (np.array([1.0]), 5),
        (np.array([1.0]), -1),
    ),
    (guard_division, (7, 0), (7, 2), (7, 5)),
    (ternary, (2.0,), (-2.0,), (np.int8(-128),)),
    (ternary_types, (2.0,), (-2.0,)),
    (ternary_nested, (2.0,), (-2.0,), (0,)),
    (ternary_effects, (2.0,), (-2.0,)),
    (ternary_lazy, (np.ones(3), 2), (np.ones(3), 3)),
    (not_values, (0.0, 1), (2.5, 0)),
    (numpy_logic, (np.array([1.0, -1.0]), np.array([2.0, 0.0]))),
    (all_any, (np.array([1.0, 0.0]),), (np.array([]),), (np.array([2.0, np.nan]),)),
    (builtin_bool, (0.0, 0), (2.5, 1)),
    (membership, (2,), (4,), (2.0,)),
    (membership_in_a_set, (2,), (np.array(2),)),
    (identity, (1.0, True), (None, False), (2, 1)),
    (equality, (1, 1.0), (2, float("nan")), (True, 1)),
    (np_bool_result, (np.array([1.0, 2.0]),), (np.array([2.0, 1.0]),)),
    (long_chain, (1, 2, 3, 4), (1, 1, 2, 0), (1.0, 3, 2, 2)),
]
