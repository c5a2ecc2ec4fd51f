"""What an argument is, told by trying: programs that take a number or a sequence ask for methods, or iterate."""

import operator
from functools import lru_cache, partial

import numpy as np


def is_scalar(x):
    try:
        iter(x)
    except TypeError:
        return True
    return False


def is_scalar_by_filter(x):
    try:
        filter(None, x)
    except TypeError:
        return True
    return False


def is_scalar_of_items(x, n):
    pair = (x, n)
    try:
        iter(pair[1])
        iter(pair[0])
    except TypeError:
        return pair[1] * 2
    return 0


def flattened(items):
    found = []
    for item in items:
        if hasattr(item, "__getitem__"):
            found.extend(flattened(item))
        else:
            found.append(item)
    return found


def asked_for_methods(x):
    names = (
        "__iter__",
        "__len__",
        "__getitem__",
        "__contains__",
        "__name__",
        "__index__",
        "__float__",
        "__call__",
    )
    return [hasattr(x, name) for name in names]


def method_or_none(x):
    return getattr(x, "__iter__", None) is None, getattr(x, "__len__", 0) == 0


def read_in_a_try(x):
    try:
        x.__iter__  # noqa: B018
    except AttributeError:
        return -1
    return 1


def lengths(x):
    return x.__len__() if hasattr(x, "__len__") else 0


def number_or_none(x, n):
    y = None if n > 3 else n
    return hasattr(y, "__iter__"), x + n


def added_by_name(n):
    return operator.methodcaller("__add__", n)(3), (3).__add__(n)


def called_by_name(x, n):
    return operator.methodcaller("clip", n, max=2)(x), operator.methodcaller("sum")(x)


def getter(places):
    return operator.itemgetter(*places)


def use_a_getter(places, values):
    return getter(places)(values)


def bound(x):
    return partial(np.add, x)


def use_a_bound(x, y):
    return bound(x)(y)


def later(n):
    return lru_cache(lambda: n + 1)


def use_later(n):
    return later(n)()


def known():
    return partial(np.add, 1.0)


def use_known(x):
    return known()(x)


def gotten(places, values):
    get = getter(places)
    try:
        return get(values), "read"
    except IndexError:
        return None, "missing"


SCALARS = [(5,), (2.5,), (True,), (2j,), (np.float64(3.0),), (np.int8(3),), (np.array(4.0),)]
SEQUENCES = [(np.arange(3.0),), (np.zeros((0, 2)),), ([1, 2],), ((1.5,),), ({1: 2},), ([],)]
BOTH = [*SCALARS, *SEQUENCES]


def classes(x, n):
    items = [x]
    for i in range(n):
        items.append(x * i)
    either = x if n > 2 else items
    return x.__class__, items.__class__.__name__, either.__class__, n.__class__, x.dtype.__class__


CASES = [
    (classes, (np.float64(2), 3), (2.5, 1)),
    (is_scalar, *BOTH),
    (is_scalar_by_filter, *BOTH),
    (is_scalar_of_items, (np.arange(2), 3), ([1], 2.5), (4, 2)),
    (flattened, ([1, (2, 3), (4, (5, 6))],), ([(3, (1, 2.5)), (5, (1, 2.5))],), ([],)),
    (asked_for_methods, (5,), (2.5,), (np.float64(3.0),), (np.arange(3.0),), ([1, 2],), ({1: 2},)),
    (method_or_none, *BOTH),
    (read_in_a_try, (5,), (2.5,), (np.float64(3.0),), (np.arange(3.0),), ([1, 2],)),
    (lengths, (5,), (np.float64(3.0),), ([1, 2],)),
    (number_or_none, (np.arange(2.0), 2), (np.arange(2.0), 5)),
    (added_by_name, (1,), (2,)),
    (called_by_name, (np.arange(5), 1), (np.arange(5.0), 0.5)),
    (use_a_getter, ([0, 1], [1.5, 2.5, 3.5]), ([2, 0], (1, 2, 3))),
    (use_a_bound, (np.arange(3.0), 2), (1.5, 2)),
    (use_later, (3,), (2.5,)),
    (use_known, (np.arange(3.0),), (2,)),
    (gotten, ([0, 1], [1.5, 2.5]), ([0, 3], [1.5, 2.5])),
]
PYTHON = {
    "added_by_name",
    "is_scalar",
    "is_scalar_by_filter",
    "is_scalar_of_items",
    "number_or_none",
    "read_in_a_try",
}
