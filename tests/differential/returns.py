"""Returns of constants out of loops and branches: the last one is no flag of the others."""

import numpy as np


def _five(x):
    return 5


def another_value_first(x):
    for v in x:
        if v == 0:
            return _five(x)
    return True


def true_or_true(x):
    for v in x:
        if v < 0:
            return True
    return True


def false_or_true(x):
    for v in x:
        if v < 0:
            return False
    return True


def true_or_false(x):
    i = 0
    while i < len(x):
        if x[i] < 0:
            return True
        i += 1
    return False


def value_or_false(x):
    for v in x:
        for w in x:
            if v + w == 0:
                return v
        if v > 100:
            return None
    return False


def called_again(x):
    for i in range(len(x)):
        if x[i] == 0:
            x[i] = 1
            return called_again(x)
    return True


X = np.array([1.0, -1.0, 0.0])
Y = np.array([1.0, 2.0])
CASES = [
    (another_value_first, (X,), (Y,)),
    (true_or_true, (X,), (Y,)),
    (false_or_true, (X,), (Y,)),
    (true_or_false, (X,), (Y,)),
    (value_or_false, (X,), (Y,), (Y * 100,)),
    (called_again, (X * 0,), (Y,)),
]
