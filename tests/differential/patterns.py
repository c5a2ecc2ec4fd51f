"""`match` on arrays and lists whose length is data: patterns of sequences, with stars and in each other."""

import numpy as np

PYTHON = {"summed_by_rest"}


def commands(a):
    x = y = 0
    for step in a:
        match step:
            case (0, n):
                y += n
            case (1, n) if n > 3:
                x += n
            case (1, _):
                x += 1
            case (2 | 3 as d, n):
                y -= n * d
            case _:
                return None
    return x, y


def kind(v):
    match v:
        case bool():
            return "bool"
        case int(n) if n < 0:
            return "negative int", -n
        case int() | float():
            return "number", v * 2
        case [x, y]:
            return "pair", x + y
        case [x, *rest]:
            return "many", x, len(rest)
        case None:
            return "none"
        case _:
            return "other"


def summed_by_rest(a):
    a = list(a)
    total = 0
    while True:
        match a:
            case []:
                return total
            case [v]:
                return total + 10 * v
            case [first, *rest]:
                total += first
                a = rest


def ends(a):
    match a:
        case [first, *_, last]:
            return first - last
        case [only]:
            return only
        case []:
            return None


def recursive(a):
    def go(v):
        match v:
            case []:
                return 0
            case [x, *rest]:
                return x + 2 * go(rest)

    return go(list(a))


def rows_of_rows(m):
    match m:
        case [[a, b], [c, d]]:
            return a * d - b * c
        case [[a]]:
            return a
        case [row, *_]:
            return row.sum()
    return None


def first_row(m):
    match m:
        case [row]:
            return row.sum()
        case [row, *_]:
            return row.sum() + 1
    return None


A = np.array
SETS = [([1, 2],), ([],), (A([1.0, 2.0]),), (A([3]),), ([1, 2, 3],), (A([1.5, 2, 3, 4]),), (A([]),)]
CASES = [
    (
        commands,
        ([(0, 1), (1, 5), (2, 2)],),
        ([],),
        ([(1, 2), (3, 1)],),
        ([(9, 9)],),
        (A([[1, 9], [0, 2]]),),
        (A([[1, 9, 3], [0, 2, 3]]),),
    ),
    (
        kind,
        (-3,),
        (True,),
        (4,),
        (2.5,),
        ((1, 2, 3),),
        (None,),
        ("ab",),
        (np.float64(2),),
        (np.int64(-2),),
        *SETS,
    ),
    *((f, *SETS) for f in (summed_by_rest, ends, recursive)),
    (rows_of_rows, (A([[1.0, 2], [3, 4]]),), (A([[5]]),), (np.ones((3, 2)),), (np.zeros((0, 2)),), ([],)),
    (first_row, (np.ones((3, 2)),), (np.zeros((0, 2)),), (np.ones((1, 2)),)),
]
