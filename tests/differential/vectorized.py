"""`np.vectorize` in graphs: one call for each element, and one more that tells the type."""

import math

import numpy as np

FACTOR = 3


def by_lambda(x):
    f = np.vectorize(lambda v: v * 2 if v > 0 else -v)
    return f(x)


@np.vectorize
def apart(a, b):
    return a + b if a > b else a - b


def of_two(a, b):
    return apart(a, b)


def of_math(x):
    return np.vectorize(math.erf)(x), np.vectorize(math.sqrt)(x)


def typed(x):
    return np.vectorize(lambda v: int(v), otypes=[float])(x)


def halvings(x, k):
    def count(v):
        n = 0
        while v > 1 and n < 50:
            v /= k
            n += 1
        return n

    return np.vectorize(count)(x)


def two_results(x):
    return np.vectorize(lambda a: (a, a * 2))(x)


def printed(x):
    return np.vectorize(lambda a: print(a) or a)(x)


def pythons_numbers(x):
    return np.vectorize(lambda a: type(a) is float)(x)


def by_the_first(x):
    return np.vectorize(lambda a: 0.5 if a > 2 else 2)(x)


def broadcast(m, v):
    return np.vectorize(lambda a, b: a * b + FACTOR)(m, v), np.vectorize(lambda a: a + 1)(3.0)


def running(x):
    total = [0.0]

    def add(v):
        total[0] += v
        return total[0]

    return np.vectorize(add)(x), total


X = np.array([2.5, 1.0, 3.0, 1.0])
SETS = ((X,), (np.array([3, 1, 2, 1]),), (X[:0],), (X.reshape(2, 2),), ([1, 2],))
CASES = [
    *(
        (function, *SETS)
        for function in (by_lambda, of_math, typed, two_results, printed, pythons_numbers, running)
    ),
    (by_the_first, (X,), (X[::-1],)),
    (of_two, (X, np.array([3, 1, 2, 1])), (X, X[:2]), (X, 2)),
    (halvings, (X, 2.0)),
    (broadcast, (np.ones((3, 4)), X), (np.ones((3, 4)), X[:2])),
]
