"""Operations of sets whose members are data, in Python's order; of views of keys; of frozensets beside them."""

import numpy as np

FROZEN = frozenset({1, 2, 9})
KNOWN = {1, 5, 9}


def made(a):
    return {int(v) for v in a}


def operators(a, b):
    s, t = made(a), made(b)
    return s & t, s | t, s - t, t - s, s ^ t, len(s | t)


def comparisons(a, b):
    s, t = made(a), made(b)
    return s <= t, s < t, s >= t, s > t, s == t, s != t, s.isdisjoint(t), s.issubset(t), s.issuperset(t)


def methods(a, b):
    s, t = made(a), made(b)
    u, i, d, x = s.union(t), s.intersection(t), s.difference(t), s.symmetric_difference(t)
    return u, i, d, x, len(u), sum(i), max(u, default=None), s.copy()


def in_place(a, b):
    s, t = made(a), made(b)
    same = s
    s &= t
    first = sorted(s)
    s |= {1, 2}
    s -= {2}
    s ^= t
    return first, sorted(s), same is s, sorted(same), sorted(t)


def updates(a, b):
    s = set()
    for v in a:
        s.add(int(v))
    s.intersection_update([int(v) for v in b])
    first = len(s)
    s.difference_update(b)
    second = len(s)
    s.symmetric_difference_update({int(v) for v in a})
    s.symmetric_difference_update([1, 1, 2])
    return first, second, sorted(s)


def several(a, b):
    s = made(a)
    some = s.union(b, [1, 2]), s.difference(b, [3]), s.intersection(b, a)
    return [sorted(each) for each in some], s.union() == s, s.copy()


def with_empty(a):
    s, e = made(a), set()
    return s & e, s | e, e | s, s - e, e - s, e <= s, s == e, s ^ e, e ^ s, s.isdisjoint(e)


def with_known(a):
    s = made(a)
    return (
        s.isdisjoint({1, 2}), s & {1, 2} == {1}, s <= {0, 1, 2, 3, 4}, {1, 2} <= s, sorted({1, 2} | s),
        sorted(KNOWN & s), sorted(KNOWN - s), KNOWN <= s, KNOWN == s, KNOWN ^ s == s ^ KNOWN, sorted(s & KNOWN),
    )  # fmt: skip


def with_frozen(a):
    s = made(a)
    inside = frozenset([1, 2])
    return (
        FROZEN <= s, FROZEN == s, s == FROZEN, s <= FROZEN, s >= FROZEN, FROZEN.isdisjoint(s), FROZEN != s,
        s != FROZEN, sorted(s & FROZEN), sorted(s - FROZEN), sorted(s | FROZEN), FROZEN, inside <= s, inside,
    )  # fmt: skip


def frozen_first(a):
    return sorted(FROZEN & made(a))


def frozen_itself(a):
    return f"{FROZEN}", str(FROZEN), list(FROZEN), FROZEN | {3}, len(FROZEN), int(a[0]) in FROZEN, FROZEN


def of_several_types(a):
    s, t = set(a), {int(v) + 1 for v in a}
    listed = s.intersection([int(v) for v in a])
    return sorted(s | t), sorted(s - t), sorted(s & t), sorted(t & s), s == t, s.isdisjoint(t), sorted(listed)


def of_shorter(a, b):
    s, t = set(a), {int(v) for v in b}
    return sorted(s & t), sorted(t & s), sorted(s.intersection(t))


def of_tuples(a):
    s = {(int(v), int(v) % 2) for v in a}
    t = {(int(v) + 1, int(v) % 2) for v in a}
    return s & t, s | t, sorted(s - t), s


def of_floats(a):
    s, t = {float(v) for v in a}, {float(v) * 2 for v in a}
    return s & t, s | t, s - t, list(s)


def zeros(a):
    s, t = {0.0 * v for v in a}, {-0.0 * v for v in a}
    return s & t, t & s, s | t, t - s


def iterated(a):
    s = made(a)
    for x in s:
        print(x)
    return list(s), [x * 2 for x in s | made(a[::2] * 3)], sum(x * i for i, x in enumerate(s)), list(set(a))


def longest_run(a):
    s = set(a)
    best = 0
    for x in s:
        if x - 1 not in s:
            n = 1
            while x + n in s:
                n += 1
            best = max(best, n)
    return best


def discarded_over_a_copy(a):
    s = made(a)
    for x in list(s):
        if x % 2:
            s.discard(x)
    return sorted(s)


def grown_while_iterated(a):
    s = made(a)
    for x in s:
        s.add(x + 1)
    return sorted(s)


def in_rounds(a, n):
    s = made(a)
    for i in range(2, n):
        s -= {i * 2}
        s |= {i}
        if i % 3 == 0:
            s &= set(range(0, 40, 3)) | {i}
    return sorted(s), len(s)


def common_of_rows(m):
    common = set(m[0])
    for row in m[1:]:
        common &= set(row)
    return sorted(common)


def new_in_rows(m):
    found, seen = [], set()
    for row in m:
        r = made(row)
        found.append(len(r - seen))
        seen |= r
    return found, sorted(seen)


def by_length(a, b):
    s, t = made(a), made(b)
    u = s - t if len(s) > len(t) else t - s
    return sorted(u), len(u)


def second_names(a):
    s = made(a)
    t = s
    t -= {1}
    u = s
    s = s | {100}
    return sorted(t), u is t, sorted(s)


def argument(s, a):
    t = s & made(a)
    return sorted(t), sorted(s)


def argument_changed(s, a):
    s |= made(a)
    return len(s)


def argument_cut(s, a):
    s.intersection_update(int(v) for v in a)
    return sorted(s)


def no_set(a):
    return made(a) & [1]


def views(a, b):
    d, e = {int(v): i for i, v in enumerate(a)}, {int(v): 1 for v in b}
    return (
        sorted(d.keys() & e.keys()), len(d.keys() | e.keys()), sorted(d.keys() - e.keys()), 3 in d.keys(),
        1 in d.values(), (3, 0) in d.items(), (3, 5) in d.items(), d.keys() >= {1}, d.keys() == e.keys(),
        sorted(d.keys() | [7]), d.keys().isdisjoint([3]), d.keys() != {1, 2}, {1} <= d.keys(),
    )  # fmt: skip


A, B, NONE = np.array([3, 1, 2, 3, 9, 17, 25]), np.array([2, 3, 33, 41]), np.array([], int)
ONE = ((A,), (B,), (NONE,), (np.array([5, 5]),), (np.arange(30) % 7 - 3,), (np.arange(40) * 7 % 64,))
TWO = ((A, B), (B, A), (A, A), (NONE, A), (A, NONE), (np.arange(40), np.arange(20, 50) * 3))
SETS = (({1, 2, 3}, A), (set(), A), (set(range(20)), B))
ROWS = ((np.array([[1, 2, 3], [2, 3, 4], [3, 2, 9]]),), (np.array([[1, 2]]),))
ON_ONE = (
    with_empty, with_known, with_frozen, of_several_types, of_tuples, of_floats, iterated, longest_run,
    discarded_over_a_copy, grown_while_iterated, second_names, no_set,
)  # fmt: skip
ON_TWO = (operators, comparisons, methods, in_place, updates, several, of_shorter, by_length, views)

CASES = [
    *((function, *ONE) for function in ON_ONE),
    *((function, *TWO) for function in ON_TWO),
    *((function, *SETS) for function in (argument, argument_changed, argument_cut)),
    (frozen_first, (A,), (NONE,)),
    (frozen_itself, (A,), (B,)),
    (zeros, (np.array([1.0, -1.0]),), (np.array([2.0]),), (np.array([0.0, np.nan]),)),
    (in_rounds, (A, 12), (B, 2), (NONE, 20)),
    (common_of_rows, *ROWS),
    (new_in_rows, *ROWS),
]
PYTHON = {"argument_changed", "argument_cut", "frozen_first", "grown_while_iterated", "no_set"}
