"""Floating-point errors that NumPy's settings inside a program make exceptions."""

import numpy as np

A = np.array


def unused_quotient(x, y):
    with np.errstate(divide="raise"):
        x / y
    return 1


def message_of_an_error(x, y):
    try:
        with np.errstate(all="raise"):
            x / y
            np.exp(y * 1000)
    except FloatingPointError as e:
        return str(e)
    return "fine"


def rounded_to_zero(x, y):
    with np.errstate(under="raise"):
        return np.exp(-1000 * np.abs(y))


def integers_and_sums(x, y):
    k = y.astype(np.int64)
    with np.errstate(all="raise"):
        return 7 // k, x.sum() / y.sum(), k.sum() * 2


@np.errstate(invalid="raise", divide="ignore")
def decorated(a, b):
    return np.log(a) / b


def decorated_function_is_tried(x, y):
    r = 0.0
    for i in range(len(x)):
        try:
            r += decorated(x[i], y[i])
        except FloatingPointError:
            r -= 100
    return r


def printed_before(x, y):
    print("start")
    with np.errstate(over="raise", divide="raise"):
        s = np.float64(0)
        for a, b in zip(x, y):
            s = s + a / b
            print(s)
    return s


def written_before(x, y):
    x[0] = 5
    with np.errstate(divide="raise"):
        z = 1 / y
    x[1] = z[0]
    return x


def various_functions(x, y):
    with np.errstate(all="raise"):
        m = np.outer(x, y) @ x
        s = m.std() + np.linalg.norm(x)
        q = np.where(y > 0, y, 1.0)
        t = (x / q).mean()
        return s, t, x.argmax(), (x > y).sum(), np.sort(x)[0]


def tried_in_rounds(x, y):
    s = 0.0
    for i in range(len(x)):
        try:
            with np.errstate(divide="raise", invalid="raise"):
                s += x[i] / y[i]
        except FloatingPointError as e:
            print(i, str(e))
            s -= 1
    return s


def raised_within_ignored(x, y):
    with np.errstate(all="ignore"):
        a = x / y
        with np.errstate(over="raise"):
            b = np.exp(x * 400)
    return a, b


SETS = [
    (A([3.0, -1.0, 2.0]), A([1.0, 0.0, 2.0])),
    (A([3.0, 1.0, 2.0]), A([1.0, 2.0, 3.0])),
    (A([1e300, 1.0, 1e-200]), A([1e-300, 2.0, 1e-200])),
]
CASES = [
    (unused_quotient, *SETS),
    (message_of_an_error, *SETS),
    (rounded_to_zero, *SETS),
    (integers_and_sums, *SETS),
    (decorated_function_is_tried, *SETS),
    (printed_before, *SETS),
    (written_before, *SETS),
    (various_functions, *SETS),
    (tried_in_rounds, *SETS),
    (raised_within_ignored, *SETS),
]
