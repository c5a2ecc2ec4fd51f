"""Lists of data compared, and lists that are empty when a loop begins."""

import numpy as np


def grown_lists_compared(x, y):
    a = []
    for v in x:
        a.append(v)
    b = []
    for v in y:
        b.append(v)
    return a == b, a != b, a == [1.0, 2.0], a == [], [] == b


def lists_of_numbers_compared(x):
    a = [x[0], x[1]]
    if a == [1.0, 2.0]:
        return 1
    if a != [x[1], x[0]]:
        return 2
    return 3


def lists_of_pairs_compared(x):
    a = []
    for i, v in enumerate(x):
        a.append((i, v))
    b = [(i, v) for i, v in enumerate(x)]
    return a == b, a == [(0, 1.0)], a == [(0, 1)]


def popped_before_it_holds_anything(n):
    s = []
    for i in range(n):
        if i % 3 == 2:
            s.pop()
        else:
            s.append(i)
    s.pop()
    s.pop()
    s.pop()
    return s


def reverse_polish(tokens):
    s = []
    for t in tokens:
        if t >= 0:
            s.append(t)
        else:
            b = s.pop()
            a = s.pop()
            s.append(a + b if t == -1 else a * b)
    return s[-1]


def set_before_it_holds_anything(n):
    s = []
    for i in range(n):
        if i > 2:
            s[i - 3] += 1
        s.append(i)
    return s


def compared_with_itself(x):
    a = []
    for v in x:
        a.append(v)
    c = a
    return a == c, a == a[:]


def ordered_lists(x, y):
    a = [v for v in x if v > 0]
    b = [v for v in y if v > 0]
    return a <= b, a < b, a >= b, a > b, a < [1.0, 2.0]


N = np.array([1.0, 2.0])
M = np.array([2.0, 2.0])
CASES = [
    (grown_lists_compared, (N, N), (N, M), (N, N[:1]), (N[:0], N[:0])),
    (lists_of_numbers_compared, (N,), (M,), (M + N,)),
    (lists_of_pairs_compared, (N,), (N[:1],)),
    (popped_before_it_holds_anything, (5,), (9,)),
    (reverse_polish, ([3, 4, -1, 5, -2],), (np.array([3, 4, -1]),), ([3, -1, 2, 2, 2, 2, 2, 2, 2],)),
    (set_before_it_holds_anything, (6,)),
    (ordered_lists, (np.array([1, -2, 3]), [1, 3, 4]), ([], []), ([1.0], [0.5]), ([1, 2], [1]), (N, N)),
    (compared_with_itself, (N,), (N * np.nan,)),
]
