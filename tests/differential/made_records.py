"""Records made as the program runs: classes of named tuples, and simple namespaces."""

from collections import namedtuple
from types import SimpleNamespace

import numpy as np

X = np.array([3.0, -1.0, 2.0])


def pair(x, k):
    Pair = namedtuple("Pair", "total factor")
    p = Pair(x.sum(), k)
    if k > 0:
        p = p._replace(factor=k + 1)
    return p.total * p.factor, p._fields, tuple(p)


def with_defaults(x):
    Place = namedtuple("Place", ["index", "value"], defaults=[0.5])
    found = []
    for i, v in enumerate(x):
        found.append(Place(i, v))
    found.sort(key=lambda place: place.value)
    return [place.index for place in found], Place(3).value, str(Place(1))


def made_in_a_loop(x):
    for v in x:
        Item = namedtuple("Item", "weight value")
        item = Item(1, v)
    return item.value


def collected(x):
    s = SimpleNamespace(total=0.0, count=0, best=None)
    for v in x:
        s.total += v
        s.count += 1
        if s.best is None or v > s.best:
            s.best = v
    print(s)
    return s.total / s.count if s.count else None, s


def configured(config, x):
    for _ in range(config.steps):
        x = x * config.rate
    config.last = x.sum()
    config.steps += 1
    return x, hasattr(config, "none"), getattr(config, "none", 3)


CASES = [
    (pair, (X, 1), (X, 0)),
    (with_defaults, (X,)),
    (made_in_a_loop, (X,)),
    (collected, (X,), (X[:0],)),
    (configured, (SimpleNamespace(steps=2, rate=0.5), X), (SimpleNamespace(steps=0, rate=2.0), X)),
]
