"""Handlers of the exceptions that types raise: what Python asks first and is forgiven for."""

import numpy as np

PYTHON = {"words"}
X = np.array([3.0, -1.0, 2.0])


def text_or_number(x, k):
    try:
        return k + "a"
    except TypeError:
        return x.sum()


def length(x, k):
    try:
        n = len(k)
    except TypeError:
        print("no length")
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


def words(x, k):
    def add(a, b):
        return a + b

    def grown(a):
        a += "b"
        return a

    calls = (
        lambda: k(x), lambda: add(k), lambda: k[0], lambda: k < "a", lambda: None + k, lambda: ~(k * 1.0),
        lambda: 3 in k, lambda: list(reversed(k)), lambda: grown(k), lambda: divmod(k, "a"), lambda: [*k],
        lambda: max(k, "a"), lambda: len(k),
    )  # fmt: skip
    out = []
    for call in calls:
        try:
            out.append(call())
        except TypeError as error:
            out.append(str(error))
    return out


def wrong_arguments(x, k):
    def add(a, b):
        return a + b

    try:
        return add(k)
    except TypeError as error:
        return str(error), x


def unpacked(x, k):
    try:
        a, b = k
    except TypeError:
        a, b = 1, 2
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
    except TypeError:
        return float(k)


KS = [(X, 2), (X, 2.5), (X, True)]
CASES = [
    *((f, *KS) for f in (text_or_number, length, words, wrong_arguments, unpacked, as_number)),
    *((f, *KS, (X, X)) for f in (iterable, duck)),
    (parsed, (X, "a"), (X, None), (X, "2.5"), (X, 2)),
    (each_element, (X,), (abs(X),)),
]
