"""Lists and ranges whose length is data where NumPy wants an array: as indices, as values, as operands."""

import numpy as np


def chosen_places(a, n):
    places = []
    for i in range(n):
        if a[i] > 0:
            places.append(i)
    a[places] += 2
    return a[places], a


def chosen_flags(a, n):
    flags = []
    for i in range(n):
        flags.append(bool(a[i] > 0))
    return a[flags] if len(flags) == len(a) else flags


def no_indices(a, n):
    floats = []
    for i in range(n):
        if a[i] > 0:
            floats.append(a[i])
    return a[floats]


def rows_and_columns(a, n):
    rows = [i for i in range(n) if a[i] > 0]
    table = np.outer(a, a)
    table[rows, 0] = 7
    table[:, rows] *= 2
    return table[rows], table[rows, rows], table[np.ix_(rows, rows)], np.delete(a, rows)


def pairs_of_places(a, n):
    pairs = [(i, i) for i in range(n) if a[i] > 0]
    return np.outer(a, a)[pairs] if pairs else None


def basis(a, n):
    held = list(range(n, 2 * n))
    while True:
        i = int(np.argmin(a))
        if a[i] > 0:
            break
        a[i] = 1.0
        if i < n:
            held[i] = i
    found = np.zeros(2 * n)
    found[held] = 1.0
    return found


def indices_of_the_caller(a, places):
    a[places] = 1.0
    return a


def stored_ranges(a, n):
    made = np.zeros((n, 2))
    made[:, 0] = range(n)
    a[:n] = range(n, 0, -1)
    return made, a


def stored_lists(a, n):
    kept = [v for v in a if v > 1]
    made = np.zeros(10)
    made[: len(kept)] = kept
    made[5 : 5 + len(kept)] += kept
    return made


def indexed_by_ranges(a, n):
    table = np.outer(a, a)
    return a[range(len(a))], table[range(n), range(n)]


def counted_ranges(a, n):
    return a[:n] * range(len(a[:n])), range(len(a)) + a, np.sum(range(n)), 2 * np.array(range(n))


def listed(a):
    items = a.tolist()
    items.append(1)
    return items, len(items), items[0], sum(items), max(items), sorted(items)


def listed_table(a):
    rows = np.outer(a, a)[:, :2].tolist()
    total = 0
    for row in rows:
        for v in row:
            total += v
        row.append(total)
    return rows, total


def listed_cube(a):
    made = np.zeros((len(a), 2, 3))
    made[0, 1, 2] = 5
    items = made.tolist()
    items[0][1][0] = 9.0
    return items


def listed_by_type(a):
    return (a > 1).tolist(), a.astype(np.float32).tolist(), a.astype(np.int8).tolist(), (a + 1j).tolist()


def listed_places(a):
    places = np.where(a > 1)[0].tolist()
    kept = a[a > 1].tolist()
    kept.sort(reverse=True)
    if places:
        places.pop()
    return places, np.array(places), kept, {i: v for i, v in enumerate(kept)}


def listed_for_another_kind(a):
    items = a.tolist()
    items[0] = None
    return items


def listed_and_unpacked(a):
    one, two = a[:2].tolist()
    return one + two, f"{a.tolist()}"


A = np.array([1.0, -1.0, 3.0])
B = np.array([2.0, 0.5, 4.0, 5.0])
MANY = ((A, 3), (A, 0), (A[1:], 1), (B, 3), (B[:1], 1), (B, 4))
ARRAYS = ((A,), (B,), (A[:1],), (np.array([9, 3]),), (np.array([True, False]),), (np.array([2.5, 1.0]),))
CASES = [
    *(
        (function, *MANY)
        for function in (
            *(chosen_places, chosen_flags, no_indices, rows_and_columns, pairs_of_places, basis),
            *(stored_ranges, stored_lists, indexed_by_ranges, counted_ranges),
        )
    ),
    (indices_of_the_caller, (A, [0, 2]), (A, []), (A, [True, False, True]), (A, [1.0]), (A, [5]), (A, [-1])),
    *(
        (function, *ARRAYS)
        for function in (
            *(listed, listed_table, listed_cube, listed_by_type, listed_places),
            *(listed_for_another_kind, listed_and_unpacked),
        )
    ),
]
