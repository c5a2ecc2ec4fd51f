"""Variables of another kind on every path: a number, a tuple, a longer one, a list, an array, or nothing."""

from collections import namedtuple

import numpy as np

P = namedtuple("P", "i v")


def found(x, t):
    for i, v in enumerate(x):
        if v > t:
            return i, v
    return -1


def found_otherwise(x, t):
    for i, v in enumerate(x):
        if v > t:
            return i, v
        if v < -t:
            return None
        if v == 0:
            return (v,)
    return 0


def of_two_lengths(a, b):
    if a > b:
        return (a,)
    return (a, b)


def lengths_used(a, b):
    t = (a,) if a > b else (a, b)
    s = 0
    for v in t:
        s += v
    return s, len(t), t[0], t == (1,), t


def found_inside(x, t):
    def find():
        for i, v in enumerate(x):
            if v > t:
                return i, v
        return -1

    r = find()
    if isinstance(r, tuple):
        return r[0] + 10
    return r


def looked_for(x, t):
    r = found(x, t)
    if r == -1:
        return "none"
    i, v = r
    return i * v


def shown(x, t):
    r = found_otherwise(x, t)
    if r is None:
        return "neg"
    print(r, type(r) is tuple, isinstance(r, int), r == 0, f"{r}")
    return [r, 1], {"k": r}


def lists_or_nothing(x, t):
    if x[0] > t:
        return [x[0], 1]
    elif x[0] > 0:
        return [x[0]]
    return ()


def list_or_tuple_or_dict(x, t):
    if x[0] > t:
        return [x[0], 1]
    elif x[0] > 0:
        return (x[0],)
    return {"a": x[0]}


def dict_or_number(x, t):
    if x[0] > t:
        return {"a": x[0]}
    return x[0]


def text_and_more(x, t):
    for i in range(len(x)):
        if x[i] > t:
            return "found", i, x[i]
        if x[i] < -t:
            return "neg", i
    return "none"


def nested_loops(x, t):
    for i in range(len(x)):
        for j in range(i):
            if x[i] + x[j] > t:
                return i, j
            if x[j] == 0:
                return i
    return None


def named_or_not(x, t):
    for i, v in enumerate(x):
        if v > t:
            return P(i, v)
        if v < -5:
            return (i, v)
    return None


def arrays_or_number(x, t):
    if x.sum() > t:
        return x, x * 2
    if x.sum() > 0:
        return x
    return -1


def array_written_later(x, t):
    r = x * 2
    if x.sum() > t:
        q = (r, x)
    else:
        q = (r,)
    r[0] = 7
    return q, r


def array_or_copy(x, t):
    if x.sum() > t:
        q = (x, 1)
    else:
        q = (x.copy(),)
    q[0][0] = 9
    return q, x


def state_of_a_loop(x):
    state = 0
    for v in x:
        if v > 2:
            state = (v, 1)
        elif isinstance(state, tuple):
            state = state[1] + 1
        else:
            state = state + 1
    return state


def best_so_far(x):
    best = None
    for i, v in enumerate(x):
        if v > 4:
            best = (i, v, "big")
        elif v > 2:
            best = (i, v)
    return best


def swapped(x, t):
    a, b = 1, (x[0], 2)
    if x[0] > t:
        a, b = b, a
    return a, b


def unpacked(x, t):
    r = (x[0], 1) if x[0] > t else (x[0], 1, 2)
    if len(r) == 2:
        a, b = r
        return a + b
    a, b, c = r
    return a * b * c


def multiplied(x, t):
    r = (x[0],) if x[0] > t else x[1]
    return r * 2


def compared(x, t):
    r = (x[0],) if x[0] > t else 5
    return r == (3,), r != 5, r is None, r is not None, not r, bool(r)


def handed_on(x, t):
    r = found(x, t)

    def g(q):
        return q

    return g(r), [r], r


def inside_with(x, t):
    with np.errstate(all="ignore"):
        for i, v in enumerate(x):
            with np.errstate(divide="ignore"):
                if v > t:
                    return i, 1 / v, v
    return 0.5


def after_finally(x, t):
    try:
        for i, v in enumerate(x):
            if v > t:
                return i, v
    finally:
        x[0] = 100
    return x


def steps_or_over(n, t):
    k = 0
    while True:
        if n == 1:
            return k
        if n > t:
            return "over", n
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        k += 1


def flag_or_tuple(x, t):
    for i, v in enumerate(x):
        if v > t:
            return True, i
    return False


def asked_for_items(x, t):
    r = [1, 2] if x[0] > t else (3, 4, 5)
    return r.index(4 if x[0] <= t else 2), r.count(1), len(r)


def appended(x, t):
    r = [1, 2] if x[0] > t else {"k": 1}
    if isinstance(r, list):
        r.append(5)
    else:
        r["z"] = 2
    return r


def many_lengths(x, t):
    for i, v in enumerate(x):
        if v == 1:
            return (1,)
        if v == 2:
            return (1, 2)
        if v == 3:
            return (1, 2, 3)
        if v == 4:
            return (1, 2, 3, 4)
        if v == 5:
            return (1, 2, 3, 4, 5)
        if v == 6:
            return (1, 2, 3, 4, 5, 6)
    return ()


def held_in_tuples(x, t):
    a = 0
    if x[0] > t:
        a = (x[0], 1)
    b = a
    if x[1] > t:
        b = (a, 2)
    return a, b


def nested_ever_deeper(x):
    r = ()
    for v in x:
        r = (v, r)
    return r


def doubled_or_not(x, t):
    if x.sum() > t:
        r = x
    else:
        r = (x, 1)
    if isinstance(r, tuple):
        r[0][1] = 5
    else:
        r += 1
        r *= 2
    return r, x


def list_changed(x, t):
    r = [x[0]] if x[0] > t else (x[0], 2)
    s = r
    if isinstance(r, list):
        r += [3]
        r.append(4)
    return r, s, len(r)


def number_or_row(x, t):
    r = -1
    if x[0] > t:
        r = x[1:]
    r = r * 2
    return np.sum(r), r + 1, 3 - r, np.abs(r)


def identity_of_tuples(x, t):
    r = (x[0], 1)
    s = r
    if x[0] > t:
        s = (x[0], 1)
    return s is r


def arrays_refuse(x, t):
    return (x,) == (t, 2)


X = np.array([1, 3, 0, 5, -7, 2])
SEARCHED = [
    (X, 4),
    (X, 2),
    (X, 100),
    (X, -3),
    (np.array([0, -9, 2]), 1),
    (X * 1.0, 4),
    (np.array([4, 4, 4]), 3),
]
ROUNDS = [(X,), (X[:0],), (X[:1],), (X[:2],), (X[:4],)]


def truth_of_texts(x, t):
    label = ""
    for v in x:
        if v > t:
            label = "over"
    flag = t > 2 if t > 1 else None
    if label:
        return label, not label, flag and 5, flag or 6
    return label or x[0], label and t, flag and label


CASES = [
    (found, *SEARCHED),
    (found_otherwise, *SEARCHED),
    (of_two_lengths, (1, 2), (2, 1), (1, 0.5), (np.float64(1), 0)),
    (lengths_used, (1, 2), (2, 1), (1, 0.5), (np.float64(1), 0)),
    (found_inside, *SEARCHED),
    (looked_for, *SEARCHED),
    (shown, *SEARCHED),
    (lists_or_nothing, *SEARCHED),
    (list_or_tuple_or_dict, *SEARCHED),
    (dict_or_number, *SEARCHED),
    (text_and_more, *SEARCHED),
    (nested_loops, *SEARCHED),
    (named_or_not, *SEARCHED),
    (arrays_or_number, *SEARCHED),
    (array_written_later, *SEARCHED),
    (array_or_copy, *SEARCHED),
    (state_of_a_loop, *ROUNDS),
    (best_so_far, *ROUNDS),
    (swapped, *SEARCHED),
    (unpacked, *SEARCHED),
    (multiplied, *SEARCHED),
    (compared, *SEARCHED),
    (handed_on, *SEARCHED),
    (inside_with, *SEARCHED),
    (after_finally, *SEARCHED),
    (steps_or_over, (27, 100), (8, 100), (1, 3), (27, 100000)),
    (flag_or_tuple, *SEARCHED),
    (asked_for_items, *SEARCHED),
    (appended, *SEARCHED),
    (many_lengths, *SEARCHED),
    (held_in_tuples, *SEARCHED),
    (nested_ever_deeper, *ROUNDS),
    (doubled_or_not, *SEARCHED),
    (list_changed, *SEARCHED),
    (number_or_row, *SEARCHED),
    (identity_of_tuples, *SEARCHED),
    (truth_of_texts, *SEARCHED),
    (arrays_refuse, *SEARCHED),
]
PYTHON = ["asked_for_items", "appended", "many_lengths", "shown", "identity_of_tuples", "arrays_refuse"]
