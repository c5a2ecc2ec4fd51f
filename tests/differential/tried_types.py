"""Handlers of the exceptions that types raise: what Python asks first and is forgiven for."""

import numpy as np

X = np.array([3.0, -1.0, 2.0])


def text_or_number(x, k):
    try:
        return k + "a"
    except TypeError as error:
        return str(error), x.sum()


def length(x, k):
    try:
        n = len(k)
    except TypeError as error:
        print("no", error)
        n = 1
    return x * n


def iterable(x, k):
    try:
        items = iter(k)
    except TypeError:
        items = [k]
    total = 0
    for v in items:
        total += v
    return total


def duck(x, k):
    try:
        shape = k.shape
    except AttributeError:
        shape = ()
    return shape, x


def parsed(x, text):
    try:
        v = float(text)
    except (TypeError, ValueError):
        v = 0.0
    return v * x


def called(x, k):
    def add(a, b):
        return a + b

    out = []
    for call in (
        lambda: k(x),
        lambda: add(k),
        lambda: k[0],
        lambda: k < "a",
        lambda: None + k,
        lambda: ~(k * 1.0),
    ):
        try:
            out.append(call())
        except TypeError as error:
            out.append(str(error))
    return out


def unpacked(x, k):
    try:
        a, b = k
    except TypeError as error:
        a, b = 1, str(error)
    return a * x, b


def each_element(x):
    out = []
    for v in x:
        try:
            out.append(len(v) if v < 0 else 1)
        except TypeError:
            out.append(-1)
    return out


def as_number(x, k):
    try:
        return float(x)
    except TypeError as error:
        return str(error), float(k)


KS = [(X, 2), (X, 2.5), (X, True)]
CASES = [
    *((f, *KS) for f in (text_or_number, length, called, unpacked, as_number)),
    *((f, *KS, (X, X)) for f in (iterable, duck)),
    (parsed, (X, "a"), (X, None), (X, "2.5"), (X, 2)),
    (each_element, (X,), (abs(X),)),
]
