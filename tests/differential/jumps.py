"""Mixtures of break, continue and return at any depth."""

import numpy as np


def everything(a, n):
    total = 0
    for i in range(n):
        if a[i] < 0:
            continue
        if a[i] > 100:
            break
        if a[i] == 42:
            return -1
        total += a[i]
    return total


def return_in_while_in_for(n):
    for i in range(n):
        j = i
        while j > 0:
            if i * j == 6:
                return i, j
            j -= 1
    return 0, 0


def break_after_effects(a):
    for i in range(len(a)):
        a[i] += 1
        if a[i] > 3:
            print("stop at", i)
            break
        a[i] *= 2
    return i


def continue_first(n):
    total = 0
    for i in range(n):
        if i == 0:
            continue
        total += 100 // i
    return total


def code_after_jump_in_both(n):
    out = 0
    for i in range(n):
        if i % 2:
            out += 1
            continue
        else:
            out += 10
            if i > 4:
                break
            continue
        out += 1000
    return out


def nested_jumps(m):
    hits = 0
    for i in range(m.shape[0]):
        for j in range(m.shape[1]):
            if m[i, j] < 0:
                break
            if m[i, j] == 0:
                continue
            if m[i, j] > 50:
                return hits, i, j
            hits += 1
        else:
            hits += 1000
    return hits, -1, -1


def return_before_loop(n):
    if n < 0:
        return "early"
    s = 0
    for i in range(n):
        s += i
    return s


def while_true_many_exits(x, n):
    while True:
        n -= 1
        if n < 0:
            return "exhausted", x
        if x > 100:
            break
        if x < 0:
            x = -x
            continue
        x = x * 2 + 1
    return "big", x


def return_array_or_scalar(a, limit):
    for i in range(len(a)):
        if a[i] > limit:
            return a[: i + 1]
    return a


def return_in_else(a):
    for x in a:
        if x < 0:
            break
    else:
        return "all positive"
    return "negative", x


def break_keeps_variable(a):
    for i, x in enumerate(a):
        square = x * x
        if square > 5:
            break
    return i, square


def loop_returns_none(a):
    for x in a:
        if x > 1:
            return
        print(x)


def deep(n):
    for i in range(n):
        for j in range(n):
            for k in range(n):
                if i * j * k == 8:
                    if i == j:
                        return i, j, k
                    else:
                        break
                if i + j + k == 7:
                    continue
                if k > j:
                    break
    return n, n, n


def break_in_with_flags(a):
    up = down = 0
    for i in range(1, len(a)):
        if a[i] > a[i - 1]:
            up += 1
            if up == 3:
                break
        elif a[i] < a[i - 1]:
            down += 1
            if down == 3:
                break
        else:
            continue
        print(up, down)
    return up, down


def first_and_last(a, x):
    first = last = -1
    for i in range(len(a)):
        if a[i] == x:
            if first < 0:
                first = i
            last = i
    if first < 0:
        raise ValueError(f"no {x}")
    return first, last


M = np.array([[1, 0, 2], [3, -1, 7], [1, 1, 60]])


def list_so_far_or_none_found(x, t):
    path = []
    for v in x:
        path.append(v)
        if v > t:
            return path
    return []


def list_or_what_it_holds(x, t):
    below = [t]
    for v in x:
        below.append(v)
        if v > t:
            return below
        if v == t:
            return None
        if v < -t:
            return v, t
    return below[1:]


def callers_list_or_a_new_one(xs, t):
    for v in xs:
        if v > t:
            return xs
    return [t]


def rows_until(t, names=("a", "bcd", "ef")):
    rows = []
    for name in names:  # written out round by round
        rows.append([len(name), t])
        if len(name) > t:
            break
        rows.append([])
    return rows


LEFT = [(np.arange(4.0), k) for k in (-1, 2, 9)]
CASES = [
    (list_so_far_or_none_found, *LEFT, ([3, 1.5, 4], 2)),
    (list_or_what_it_holds, *LEFT),
    (callers_list_or_a_new_one, ([1, 5], 3), ([1, 2], 3)),
    (rows_until, (0,), (2,), (5,)),
    (
        everything,
        (np.array([1, -2, 3]), 3),
        (np.array([1, 200, 3]), 3),
        (np.array([1, 42, 3]), 3),
        (np.array([1]), 3),
    ),
    (return_in_while_in_for, (8,), (2,)),
    (break_after_effects, (np.arange(5),), (np.zeros(3),), (np.zeros(0),)),
    (continue_first, (5,), (1,)),
    (code_after_jump_in_both, (4,), (9,)),
    (nested_jumps, (M,), (M[:2],), (M[:, :1],)),
    (return_before_loop, (-1,), (4,)),
    (while_true_many_exits, (1.0, 20), (-3.0, 2), (500.0, 3)),
    (return_array_or_scalar, (np.arange(5.0), 2.0), (np.arange(5.0), 20.0)),
    (return_in_else, (np.arange(3),), (np.array([1, -2, 3]),)),
    (break_keeps_variable, (np.arange(5),), (np.zeros(2),), (np.zeros(0),)),
    (loop_returns_none, (np.arange(4),), (np.zeros(2),)),
    (deep, (5,), (2,)),
    (break_in_with_flags, (np.array([1, 2, 2, 3, 1, 5, 6]),), (np.array([3, 2, 1, 0]),)),
    (first_and_last, (np.array([1, 2, 1]), 1), (np.array([1, 2, 1]), 5)),
]
