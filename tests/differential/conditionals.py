"""`if`, `elif`, `else` on data."""

import numpy as np


def both_assign(x):
    if x > 0:
        y = x * 2
    else:
        y = -x
    return y


def no_else(x):
    y = 1.0
    if x > 0:
        y = x
    return y


def elif_chain(x):
    if x < 0:
        sign = "negative"
        y = -1
    elif x == 0:
        sign = "zero"
        y = 0
    elif x < 10:
        sign = "small"
        y = 1
    else:
        sign = "large"
        y = 2
    print(sign)
    return y


def nested(x, y):
    if x > y:
        if x > 2 * y:
            r = x - 2 * y
        else:
            r = x - y
    else:
        if y > 10:
            r = 10.0
        else:
            r = y
    return r


def early_returns(x):
    if x < 0:
        return -1
    if x == 0:
        return 0
    return 1


def return_one_side(x, y):
    if x > 0:
        if y > 0:
            return x + y
    return x - y


def return_types_differ(x):
    if x > 0:
        return x
    return 0


def returns_none(x):
    if x > 0:
        return x


def truth_of_number(n, x):
    r = 0
    if n:
        r += 1
    if x:
        r += 2
    if not n:
        r += 4
    return r


def defined_in_one_branch(x):
    if x > 0:
        y = x
    z = x + 1
    if x > 0:
        z = z + y
    return z


def undefined_read(x):
    if x > 0:
        y = x
    return y


def int_or_float(x):
    if x > 0:
        y = 1
    else:
        y = 0.5
    return y


def bool_or_int(x):
    y = 0
    if x > 0:
        y = True
    return y


def none_or_number(x):
    best = None
    if x > 0:
        best = x
    if best is None:
        return -1.0
    return best


def tuple_result(x, y):
    if x > y:
        pair = (x, y)
    else:
        pair = (y, x)
    return pair


def different_lengths(x):
    if x > 0:
        t = (x,)
    else:
        t = (x, x)
    return t


def array_branches(a, x):
    if a.sum() > x:
        b = a * 2
    else:
        b = a[::-1]
    return b


def array_dtype_differs(a, n):
    if n > 0:
        b = a
    else:
        b = a.astype(np.float32)
    return b


def array_shape_differs(a, n):
    if n > 0:
        b = a[1:]
    else:
        b = a
    return b.sum(), b


def ambiguous(a):
    if a > 0:
        return 1
    return 0


def on_bool_array_any(a):
    if (a > 1).any() and not (a < -5).all():
        return a.max()
    return a.min()


def side_effects_one_branch(a, x):
    if x > 0:
        print("positive", x)
        a[0] = x
    else:
        print("negative")
        a[1] += 1
    return a.sum()


def swap_in_branch(x, y):
    if x > y:
        x, y = y, x
    return x, y


def dead_branch_error(x, n):
    if n != 0:
        r = x / n
    else:
        r = 0.0
    return r


def pass_branch(x):
    if x > 0:
        pass
    else:
        x = -x
    return x


def empty_else_and_strings(x):
    if x > 1:
        word = "big"
    else:
        word = "small"
    return word


def same_object(a, b, n):
    c = a
    if n > 0:
        c = b
    c[0] = 9.0
    return c


A = np.array([1.0, -2.0, 3.0])
CASES = [
    (both_assign, (1.5,), (-2.0,), (3,), (-4,), (np.float32(2.5),), (float("nan"),)),
    (no_else, (2.0,), (-1.0,), (0.0,)),
    (elif_chain, (-1,), (0,), (5,), (50,), (2.5,)),
    (nested, (1.0, 2.0), (2.0, 1.5), (9.0, 1.0), (3.0, 20.0)),
    (early_returns, (-3,), (0,), (8,)),
    (return_one_side, (1.0, 1.0), (1.0, -1.0), (-1.0, 4.0)),
    (return_types_differ, (1.5,), (-1.5,)),
    (returns_none, (1.5,), (-1.5,)),
    (truth_of_number, (0, 0.0), (3, -0.0), (0, 0.5), (-1, float("nan"))),
    (defined_in_one_branch, (1.0,), (-1.0,)),
    (undefined_read, (1.0,), (-1.0,)),
    (int_or_float, (1.0,), (-1.0,)),
    (bool_or_int, (1.0,), (-1.0,)),
    (none_or_number, (1.0,), (-1.0,)),
    (tuple_result, (1.0, 2.0), (2.0, 1.0)),
    (different_lengths, (1.0,), (-1.0,)),
    (array_branches, (A, 0.0), (A, 10.0)),
    (array_dtype_differs, (A, 1), (A, -1)),
    (array_shape_differs, (A, 1), (A, -1)),
    (ambiguous, (A,), (np.array([1.0]),), (np.array(2.0),)),
    (on_bool_array_any, (A,), (np.array([0.0, -7.0]),)),
    (side_effects_one_branch, (A, 1.0), (A, -1.0)),
    (swap_in_branch, (2, 1), (1, 2), (2.0, 1.0)),
    (dead_branch_error, (1.0, 0), (1.0, 4)),
    (pass_branch, (1.0,), (-1.0,)),
    (empty_else_and_strings, (2.0,), (1.0,)),
    (same_object, (A, A * 2, 1), (A, A * 2, -1)),
]
PYTHON = {"ambiguous"}
