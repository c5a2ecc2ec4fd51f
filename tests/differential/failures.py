"""`assert`, `raise` and errors of Python and NumPy themselves: type, arguments, message, place."""

import math

import numpy as np


class Limit(Exception):
    def __init__(self, value, where):
        super().__init__(f"limit {value} exceeded at {where}")
        self.value = value
        self.where = where


class Reasoned(KeyError):
    def __init__(self, *args, reason):
        super().__init__(*args)
        self.reason = reason + "!"


class Branching(Exception):
    def __init__(self, value):
        if value > 2.5:
            super().__init__("large", value)
        else:
            super().__init__("small")


class Slotted(Exception):
    __slots__ = ("value",)

    def __init__(self, value):
        self.value = value


class Base(Exception):
    pass


class Derived(Base):
    code = 7


def asserted(x):
    assert x > 0
    return math.sqrt(x)


def asserted_message(x):
    assert x > 0, "x must be positive"
    return x


def asserted_f_string(x, n):
    assert x > n, f"{x:.2f} is not above {n}"
    return x


def raised(x):
    if x < 0:
        raise ValueError("negative")
    return x


def raised_with_data(x, n):
    if x > n:
        raise ValueError("too large", x, n)
    return x


def raised_class(x):
    if x < 0:
        raise Derived
    return x


def raised_custom(a, top):
    for i in range(len(a)):
        if a[i] > top:
            raise Limit(a[i], i)
    return a.sum()


def raised_by_keyword(a, top):
    for v in a:
        if v > top:
            raise Reasoned("above", v, reason=f"{v:.1f}") from KeyError("top")
    return len(a)


def raised_own_and_caught(a, top):
    try:
        for i, v in enumerate(a):
            if v > top:
                raise Limit(v, i)
    except Limit as error:
        return error.value, error.where, str(error)
    return a[0]


def raised_by_a_branching_init(a, top):
    for v in a:
        if v > top:
            raise Branching(v)
    return len(a)


def raised_with_slots(a, top):
    try:
        for v in a:
            if v > top:
                raise Slotted(v)
    except Slotted as error:
        return error.value
    return len(a)


def returned(x):
    return Limit(x, 1).args, Limit(x, 2)


def raised_from(x):
    if x == 0:
        raise RuntimeError("no inverse") from ZeroDivisionError("x is 0")
    return 1 / x


def raised_in_else(n):
    if n > 0:
        r = 1
    elif n == 0:
        raise KeyError(n)
    else:
        raise IndexError(f"bad {n}")
    return r


def divided(x, y):
    return x / y


def floor_divided(x, y):
    return x // y, x % y


def modulo(x, y):
    return x % y


def python_division_in_loop(n):
    total = 0.0
    for i in range(n, -n, -1):
        print(i)
        total += 1 / i
    return total


def square_root(x):
    return math.sqrt(x)


def logarithm(x):
    return math.log(x)


def exponential(x):
    return math.exp(x)


def to_int(x):
    return int(x)


def indexed(a, i):
    return a[i]


def indexed_2d(m, i, j):
    return m[i, j]


def too_many_indices(a, i):
    return a[i, i]


def tuple_index(n):
    t = (1, 2, 3)
    return t[n]


def incompatible_shapes(a, b):
    return a + b


def bad_reshape(a, n):
    return a.reshape(n, 2)


def bad_matmul(a, b):
    return a @ b


def empty_max(a):
    return a.max()


def negative_shift(n, k):
    return n << k, n >> k


def factorial_like(n):
    if n < 0:
        raise ValueError("factorial() not defined for negative values")
    r = 1
    for i in range(2, n + 1):
        r *= i
    return r


def helper_raises(x):
    if x > 2:
        raise ArithmeticError(x)
    return x * 2


def in_helper(x, n):
    total = 0
    for i in range(n):
        total += helper_raises(x + i)
    return total


def in_lambda(x):
    g = lambda y: 1 / y  # noqa: E731
    return g(x) + g(x - 1)


def after_prints(a):
    for i in range(len(a)):
        print("value", a[i])
        if a[i] < 0:
            raise ValueError(f"negative value at {i}: {a[i]}")


def not_implemented(n):
    if n == 0:
        return 1
    raise NotImplementedError


def stop_value(n):
    if n > 3:
        raise StopIteration(n)
    return n


def complex_result(x):
    return x**0.5


def float_power(x, y):
    return x**y


def int_power(n, k):
    return n**k


def overflow_power(x):
    return x**1000


def long_message_lines(
    x,
):
    y = x + 1 / (x - 1)
    return y


A = np.array([1.0, 2.0, -3.0])
M = np.arange(6.0).reshape(2, 3)


def as_it_is(function):
    return function


@as_it_is
@as_it_is
def under_decorators(a, n):
    for k in range(n):
        a[k] = k
    return a


def caused_by_data(x):
    if x[0] > 1:
        raise ValueError("a") from KeyError(x[0], "b")
    return x


def caused_by_a_class(x):
    if x[0] > 1:
        raise ValueError("a") from KeyError
    return x


def caused_by_a_number(x):
    if x[0] > 1:
        raise ValueError("a") from 3
    return x


def caused_and_caught(x):
    try:
        if x[0] > 1:
            raise Limit(x[0], 2) from KeyError(x[1])
    except Limit as error:
        return error.value, error.__cause__.args
    return x


def prints_with_unknown_words(x):
    try:
        print(x, nope=1)
    except TypeError as error:
        print(error)
    return x


def next_with_too_much(x):
    try:
        return next(iter(x), 1, 2)
    except TypeError as error:
        return str(error)


def changed_until_later(x, i, path, known):
    path.append(i)
    known[7] = 5
    value = x[i]
    path.pop()
    del known[7]
    return value


def changed_before_it_always_ends(x, n, known):
    if x.all():
        return n
    known.setdefault(0, n)
    return known[n]


CASES = [
    (caused_by_data, (A,), (A + 5,)),
    (caused_by_a_class, (A,), (A + 5,)),
    (caused_by_a_number, (A,), (A + 5,)),
    (caused_and_caught, (A,), (A + 5,)),
    (prints_with_unknown_words, (A,)),
    (next_with_too_much, (A,)),
    (asserted, (4.0,), (-1.0,), (0,)),
    (asserted_message, (1,), (0,)),
    (asserted_f_string, (1.0, 2), (3.0, 2)),
    (raised, (1.0,), (-1.0,)),
    (raised_with_data, (1.5, 2), (3.5, 2), (np.float64(9), 1)),
    (raised_class, (1.0,), (-1.0,)),
    (raised_custom, (A, 5.0), (A, 1.5)),
    (raised_by_keyword, (A, 5.0), (A, 1.5)),
    (raised_own_and_caught, (A, 5.0), (A, 1.5)),
    (raised_by_a_branching_init, (A, 5.0), (A, 1.5), (A, 0.5)),
    (raised_with_slots, (A, 5.0), (A, 1.5)),
    (returned, (2.0,)),
    (raised_from, (2.0,), (0.0,)),
    (raised_in_else, (1,), (0,), (-5,)),
    (divided, (1.0, 2), (1, 0), (1.0, 0.0), (np.float64(1), 0), (A, 0)),
    (floor_divided, (7, 2), (-7, 2), (7, -2), (7, 0), (7.5, 2), (-7.5, 2.0), (1.0, 0.0), (np.int64(7), 0)),
    (modulo, (5.5, -2.0), (-0.0, 3.0), (1, 0), (1.0, 0), (float("inf"), 2.0), (5.0, float("inf"))),
    (python_division_in_loop, (3,), (0,)),
    (square_root, (4.0,), (-1.0,), (float("nan"),), (float("inf"),), (9,)),
    (logarithm, (2.0,), (0.0,), (-1.0,)),
    (exponential, (1.0,), (1000.0,), (-1000.0,)),
    (to_int, (2.7,), (-2.7,), (float("nan"),), (float("inf"),), (1e30,)),
    (indexed, (A, 0), (A, 3), (A, -4), (A, -3)),
    (indexed_2d, (M, 0, 1), (M, 2, 0), (M, 0, 3), (M, -3, 0)),
    (too_many_indices, (A, 0), (M, 1)),
    (tuple_index, (0,), (-1,), (3,)),
    (incompatible_shapes, (A, A), (A, np.ones(2)), (A, np.ones(1)), (M, A), (M, np.ones(2))),
    (bad_reshape, (np.arange(6), 3), (np.arange(6), 4), (np.arange(6), -1)),
    (bad_matmul, (M, A), (M, M), (M, M.T)),
    (empty_max, (A,), (np.zeros(0),)),
    (negative_shift, (5, 2), (5, -1), (1, 70)),
    (factorial_like, (5,), (-1,), (25,)),
    (in_helper, (0, 2), (0, 9), (5, 1)),
    (in_lambda, (3.0,), (1.0,), (0.0,)),
    (after_prints, (A,), (A[:2],)),
    (not_implemented, (0,), (1,)),
    (stop_value, (0,), (5,)),
    (complex_result, (4.0,), (-4.0,), (4,)),
    (float_power, (2.0, 0.5), (0.0, -1), (-8.0, 2), (2, -1)),
    (int_power, (2, 10), (2, -2), (0, 0), (-3, 3), (3, 50), (0, -1)),
    (overflow_power, (2.0,), (1.0,), (10.0,)),
    (long_message_lines, (3.0,), (1.0,)),
    (under_decorators, (A, 2), (A, 4)),
    (changed_until_later, (A, 2, [5], {}), (A, 3, [5], {})),
    (changed_before_it_always_ends, (np.ones(2), 5, {}), (np.zeros(2), 5, {})),
]
PYTHON = {
    "raised_by_a_branching_init", "returned", "too_many_indices", "caused_by_a_number",
    "prints_with_unknown_words", "next_with_too_much",
}  # fmt: skip
