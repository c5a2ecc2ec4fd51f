"""Attributes that arrays, lists and numbers have not, and objects of the program's own may have."""

import numpy as np


class Entry:
    def __init__(self, key, type_):
        self.key = key
        self.type = type_
        self.group = [key]


def asked(x, n):
    names = ("view", "key", "type", "sources", "group", "shape", "own", "through")
    items = [x, n]
    return [hasattr(x, name) for name in names], hasattr(n, "key"), hasattr(items, "home"), x + n


def with_a_default(x):
    return getattr(x, "group", None), getattr(x, "through", 3), getattr(x, "ndim", 0)


def read(x):
    return x.key


def tried(x):
    try:
        return x.type
    except AttributeError:
        return x * 2


def stored(x):
    x.key = 3
    return x


def of_objects(entry, x):
    entry.group.append(entry.key)
    entry.key += x[0]
    kind = entry.type if hasattr(entry, "type") else None
    return kind, entry.key, getattr(entry, "group"), Entry(x, 3).key


X = np.arange(3.0)
CASES = [
    (asked, (X, 2), (X, 2.5)),
    (with_a_default, (X,)),
    (tried, (X,)),
    (read, (X,)),
    (stored, (X,)),
    (of_objects, (Entry(1.5, "plain"), X)),
]
PYTHON = {"read", "stored", "tried"}
