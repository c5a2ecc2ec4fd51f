"""Attributes of local functions, decorators of local functions, and methods that data chooses."""

import functools

import numpy as np


def calls_counted(n):
    def double(k):
        double.calls += 1
        return k * 2

    double.calls = 0
    total = 0
    for i in range(n):
        total += double(i)
    return total, double.calls


def best_kept(x):
    def see(v):
        see.best = max(see.best, v) if hasattr(see, "best") else v
        return v

    for v in x:
        see(v)
    return getattr(see, "best", None)


def _counted(function):
    @functools.wraps(function)
    def inner(*args):
        inner.calls += 1
        return function(*args)

    inner.calls = 0
    return inner


def counted_by_a_decorator(x):
    @_counted
    def square(v):
        return v * v

    total = 0
    for v in x:
        if v > 0:
            total += square(v)
    return total, square.calls


def _told(function):
    print("decorating", function.__name__)
    return function


def decorator_that_prints(x):
    @_told
    def following(v):
        return v + 1

    return following(x)


def decorator_that_asks(x):
    def turned(function):
        if x > 1:
            return function
        return lambda v: -function(v)

    @turned
    def following(v):
        return v + 1

    return following(x)


def method_by_data(a):
    f = a.sum if a[0] > 0 else a.max
    return f()


class Account:
    def __init__(self):
        self.total = 0

    def add(self, v):
        self.total += v

    def take(self, v):
        self.total -= v


def own_method_by_data(x):
    account = Account()
    for v in x:
        act = account.add if v > 0 else account.take
        act(v)
    return account.total


A = np.array
XS = [(A([1, -2, 3]),), ([],), ([2.5],)]

CASES = [
    (calls_counted, (4,), (0,)),
    *((f, *XS) for f in (best_kept, counted_by_a_decorator, own_method_by_data)),
    *((f, (3,), (1.5,), (0,)) for f in (decorator_that_prints, decorator_that_asks)),
    (method_by_data, (A([1.0, 2, 3]),), (A([-1, 2]),)),
]


def kept_method_by_data(a):
    f = a.sum if a[0] > 0 else a.max
    methods = [f, a.min]
    return methods[0]() + methods[1]()


def returned_method(x):
    account = Account()
    act = account.add if x > 0 else account.take
    return act.__name__, act


def asked_whether_it_can_be_called(x):
    f = abs if x > 0 else (lambda v: -v)
    return callable(f), f(x)


CASES += [
    (asked_whether_it_can_be_called, (1,), (-2,)),
    (kept_method_by_data, (A([1.0, 2, 3]),), (A([-1, 2]),)),
    (returned_method, (1,), (-1.5,)),
]
PYTHON = ["asked_whether_it_can_be_called", "returned_method"]


def _told_of(function):
    @functools.wraps(function)
    def inner(*args, **named):
        inner.calls += 1
        return function(*args, **named)

    inner.calls = 0
    return inner


@_told_of
def _fibonacci(n):
    return n if n < 2 else _fibonacci(n - 1) + _fibonacci(n - 2)


def _remembered(n, known={}):  # noqa: B006  (it is the point)
    if n not in known:
        known[n] = n if n < 2 else _remembered(n - 1) + _remembered(n - 2)
    return known[n]


def recursion_through_a_decorator(n):
    _fibonacci.calls = 0
    return _fibonacci(n), _fibonacci.calls, _fibonacci.__name__


def recursion_with_a_default_that_remembers(n):
    return _remembered(n), _remembered(n + 1)


CASES += [
    (recursion_through_a_decorator, (6,), (0,)),
    (recursion_with_a_default_that_remembers, (10,), (3,)),
]
