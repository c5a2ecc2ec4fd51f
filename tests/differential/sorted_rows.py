"""Lists of lists that are sorted, sliced, copied and reversed: their elements are in several lists then."""

import numpy as np


def merged_in_place(intervals):
    intervals.sort(key=lambda r: r[0])
    out = []
    for r in intervals:
        if out and out[-1][1] >= r[0]:
            out[-1][1] = max(out[-1][1], r[1])
        else:
            out.append([r[0], r[1]])
    return out


def merged(intervals):
    intervals = sorted(intervals)
    out = []
    for lo, hi in intervals:
        if out and out[-1][1] >= lo:
            out[-1][1] = max(out[-1][1], hi)
        else:
            out.append([lo, hi])
    return out


def seen_in_both(m):
    rows = []
    for r in m:
        rows.append([int(v) for v in r if v > 0])
    s = sorted(rows, key=len)
    s[0].append(50)
    rows[-1].append(60)
    return rows, s, s[0] is rows[0]


def more_lists_after_sorting(m):
    rows = []
    for r in m:
        rows.append([int(v) for v in r if v > 0])
    rows.sort()
    rows.append([1, 2])
    rows.insert(0, [7])
    rows[1] = [8, 8]
    t = rows.pop()
    return rows, t


def copied(m):
    rows = [[int(v) for v in r] for r in m]
    c = list(rows)
    d = rows[:]
    c.append([0])
    d[0][0] = 77
    return rows, c, d


def by_another_name(m):
    rows = []
    for r in m:
        rows.append([int(v) for v in r])
    first = rows[int(m[0, 0]) % 2]
    rows.reverse()
    first.append(5)
    return rows, len(first)


def argument_sorted(rows):
    s = sorted(rows, key=lambda r: -r[1])
    t = 0
    for i, r in enumerate(s):
        t += i * r[0]
    return t, len(rows)


def argument_in_order(rows):
    rows.sort(reverse=True)
    rows[0][0] = 100
    return len(rows)


def sorted_in_rounds(m, n):
    rows = []
    for r in m:
        rows.append([int(v) for v in r])
    for i in range(n):
        rows.sort()
        rows[0][0] += 3
    return rows


def of_comprehensions(n):
    rows = [[i * j % 3 for j in range(n)] for i in range(n)]
    rows.sort()
    return rows, rows[::-1], rows[1:3], sum(rows[0])


def joined(m):
    rows = []
    for r in m:
        rows.append([int(v) for v in r])
    return [] + rows, rows + [[1]], rows * 2


def chosen_jobs(jobs):
    jobs = sorted(jobs, key=lambda j: (j[1], j[0]))
    t = 0
    done = []
    for j in jobs:
        if j[0] >= t:
            t = j[1]
            done.append(j)
    return done


def least_and_greatest(rows):
    return min(rows, key=lambda r: r[1]), max(rows, key=lambda r: r[0])


def of_floats(m):
    rows = []
    for r in m:
        rows.append([float(v) / 2 for v in r if v > -1])
    return sorted(rows), sorted(rows, reverse=True)


def prefixes(n):
    out = []
    cur = []
    for i in range(n):
        cur.append(i)
        out.append(cur[:])
    out.append(list(cur))
    return out


def pascal(n):
    rows = [[1]]
    for i in range(1, n):
        prev = rows[-1]
        rows.append([1] + [prev[j - 1] + prev[j] for j in range(1, i)] + [1])
    return rows


def in_order(m):
    rows = [list(r) for r in m]
    rows.sort()
    return rows


def by_keys(m):
    return sorted(m, key=lambda r: (-r[0], r[1])), sorted(m, key=lambda r: r[-1])


def slices(m):
    rows = []
    for r in m:
        rows.append([int(v) for v in r if v > 0])
    return rows[::-1], rows[1:], sorted(rows), sorted(rows, key=len), list(reversed(rows))


def by_two_keys(m):
    rows = []
    for r in m:
        rows.append([int(v) for v in r if v > 0])
    rows.sort(key=lambda r: (len(r), sum(r)), reverse=True)
    return rows


def reversed_in_place(m):
    rows = []
    for r in m:
        rows.append([int(v) for v in r if v > 0])
    rows.reverse()
    rows[0].append(5)
    return rows


def numbers_of_several_types(a):
    xs = [1, 2.5, True]
    for v in a:
        xs.append(int(v))
        xs.append(v / 2)
    return sorted(xs), sorted(xs, reverse=True), sorted(xs, key=lambda v: -v)


def nan_in_rows(m):
    rows = []
    for r in m:
        rows.append([float(v) for v in r])
    rows.sort()
    return rows


def rows_of_an_array(m):
    first = sorted(m, key=lambda row: (-row[0], row[1]))[0]
    return first, first.base is m


M = np.array([[3, 1, -2], [0, 5, 6], [3, 1, 0], [7, -1, -1]])
SPANS, TWO = [[1, 3], [8, 10], [2, 6], [15, 18]], [[5, 6], [1, 2]]
LONG = [[i * 7 % 5, i * 3 % 7] for i in range(12)]
ARRAYS = ((M,), (M[:1],), (M[[2, 2, 0]],))
ON_ARRAYS = (
    seen_in_both, more_lists_after_sorting, copied, by_another_name, joined, of_floats, in_order, slices, by_two_keys,
    reversed_in_place,
)  # fmt: skip
ON_LISTS = (
    merged_in_place,
    merged,
    argument_sorted,
    argument_in_order,
    chosen_jobs,
    least_and_greatest,
    by_keys,
)

CASES = [
    *((function, *ARRAYS) for function in ON_ARRAYS),
    *((function, (SPANS,), (TWO,), (LONG,)) for function in ON_LISTS),
    (sorted_in_rounds, (M, 3), (M, 0)),
    (of_comprehensions, (5,), (2,)),
    (rows_of_an_array, (np.array([[1, 2], [3, 4], [3, 1]]),)),
    (prefixes, (4,), (0,)),
    (pascal, (5,), (1,)),
    (numbers_of_several_types, (np.array([3, 1, 2, 3]),), (np.array([0.5]),)),
    (nan_in_rows, (np.array([[1.0, 2.0], [0.0, 1.0]]),), (np.array([[np.nan, 2.0], [0.0, np.nan]]),)),
]
PYTHON = {"least_and_greatest", "rows_of_an_array", "sorted_in_rounds"}
