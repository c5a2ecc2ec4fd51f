"""Branches that always fail, where data decides whether the program comes there."""

import numpy as np

X = np.array([3.0, -1.0, 2.0])


def adds_text(x, k):
    if k > 5:
        return x + "a"
    return x * 2


def asks_for_an_attribute(x, k):
    print("before")
    if k > 5:
        x[0] = 7
        print("in between")
        k.value()
    return x * k


def lacks_an_argument(x, k):
    def add(a, b):
        return a + b

    return add(k) if k > 5 else add(k, x)


def goes_through_a_number(x, k):
    if k > 5:
        for v in k:
            x = x + v
    return x * k


def fails_for_some_elements(x):
    total = 0.0
    for v in x:
        if v < 0:
            total = total + "negative"
        total += v
    return total


def fails_in_a_callee(x, k):
    def check(v):
        if v > 5:
            raise TypeError("bad " + v)
        return v

    return check(k) * x


def fails_in_a_try(x, k):
    try:
        if k > 5:
            return x["a"]
        return x[k]
    except IndexError:
        return None


def names_nothing(x, k):
    return k > 5 and undefined_name or x.sum()  # noqa: F821


def on_one_side(x, k):
    if k > 5:
        if x[0] > 0:
            y = len(k)
        else:
            y = 1
    else:
        y = 2
    return y


KS = [(X, 2), (X, 6), (-X, 7), (X, 9)]
CASES = [
    *((f, *KS) for f in (adds_text, asks_for_an_attribute, lacks_an_argument, goes_through_a_number)),
    *((f, *KS) for f in (fails_in_a_callee, fails_in_a_try, names_nothing, on_one_side)),
    (fails_for_some_elements, (abs(X),), (X,)),
]
