"""`for` over ranges, arrays, enumerate, zip, reversed and literals; `else`; loop variables afterwards."""

import numpy as np


def over_range(n):
    total = 0
    for i in range(n):
        total += i * i
    return total


def range_forms(a, b, c):
    total = 0
    for i in range(a, b):
        total = total * 3 + i
    for i in range(a, b, c):
        total = total * 5 + i
    for i in range(b, a, -2):
        total = total * 7 + i
    return total


def last_value(n):
    i = -1
    for i in range(n):
        pass
    return i


def unbound_afterwards(n):
    for i in range(n):
        pass
    return i


def assigned_in_body(n):
    seen = 0
    for i in range(n):
        i = i * 10
        seen += i
    return seen, i


def bound_changes(n):
    rounds = 0
    for i in range(n):
        n = 0
        rounds += 1
    return rounds, n


def over_array(a):
    total = 0
    for x in a:
        total += x
    return total


def over_rows(m):
    best = -1.0
    for row in m:
        if row.sum() > best:
            best = row.sum()
    return best


def rows_are_views(m):
    for row in m:
        row[0] = row[1] * 2
        row += 1
    return m


def array_is_read_live(a):
    total = 0.0
    for x in a:
        a[-1] = 100.0
        total += x
    return total


def enumerated(a):
    where = -1
    best = -np.inf
    for i, x in enumerate(a):
        if x > best:
            where, best = i, x
    return where, best


def enumerate_from(a):
    total = 0
    for i, x in enumerate(a, 5):
        total += i * x
    return total


def zipped(a, b):
    total = 0.0
    for x, y in zip(a, b):
        total += x * y
    return total


def zip_three(a, b, n):
    total = 0
    for x, y, i in zip(a, b, range(n)):
        total += x * y + i
    return total


def enumerate_zip(a, b):
    out = np.zeros(len(a))
    for i, (x, y) in enumerate(zip(a, b)):
        out[i] = x - y
    return out


def reversed_range(n):
    digits = 0
    for i in reversed(range(n)):
        digits = digits * 10 + i
    return digits


def reversed_array(a):
    total = 0.0
    for x in reversed(a):
        total = total * 0.5 + x
    return total


def over_tuple(x):
    y = 0.0
    for c in (1.0, -2.0, 3.0):
        y = y * x + c
    return y


def over_list_of_pairs(x):
    total = 0.0
    for weight, shift in [(0.5, 1), (0.25, 2), (0.125, 3)]:
        total += weight * (x + shift)
    return total


def else_runs(a, limit):
    for x in a:
        if x > limit:
            break
    else:
        print("nothing above", limit)
        return -1
    return x


def else_after_continue(n):
    total = 0
    for i in range(n):
        if i % 2:
            continue
        total += i
    else:
        total += 100
    return total


def break_outer_flag(m, wanted):
    found = False
    for i in range(m.shape[0]):
        for j in range(m.shape[1]):
            if m[i, j] == wanted:
                found = True
                break
        if found:
            break
    return found, i, j


def return_from_nested(m, wanted):
    for i in range(m.shape[0]):
        for j in range(m.shape[1]):
            if m[i, j] == wanted:
                return i, j
    return None


def continue_outer(n):
    count = 0
    for i in range(n):
        for j in range(i):
            if j == 2:
                break
            count += 1
        else:
            continue
        count += 100
    return count


def dependent_ranges(n):
    count = 0
    for i in range(n):
        for j in range(i, n):
            for k in range(j, n):
                count += i + j + k
    return count


def step_zero(n):
    total = 0
    for i in range(0, 10, n):
        total += i
    return total


def float_accumulator_from_int(a):
    s = 0
    for i in range(len(a)):
        s += a[i]
    return s


def several_states(n):
    a, b, c = 0, 1.0, False
    for i in range(n):
        a, b, c = a + i, b * 1.5, not c
    return a, b, c


def triangular(n):
    out = np.zeros((n, n))
    for i in range(n):
        for j in range(i + 1):
            out[i, j] = i * 10 + j
    return out


def unused_variable(n, x):
    for _ in range(n):
        x = x * x - 1
    return x


def list_argument(values):
    total = 0
    for v in values:
        total += v
    return total


def array_of_bools(a):
    n = 0
    for flag in a:
        if flag:
            n += 1
    return n, flag


def unpack_rows(points):
    total = 0.0
    for x, y in points:
        total += x * y
    return total


def iterate_2d_elements(m):
    s = 0
    for row in m:
        for x in row:
            s += x
    return s


def zero_dim(a):
    for x in a:
        print(x)


M = np.arange(6.0).reshape(2, 3)
CASES = [
    (over_range, (5,), (0,), (-2,), (True,), (np.int64(4),)),
    (range_forms, (0, 5, 2), (3, 3, 1), (2, 9, 3), (5, -5, -3)),
    (last_value, (4,), (0,)),
    (unbound_afterwards, (4,), (0,)),
    (assigned_in_body, (4,), (0,)),
    (bound_changes, (4,), (0,)),
    (
        over_array,
        (np.arange(4.0),),
        (np.arange(4),),
        (np.array([True, False, True]),),
        (np.array([100, 100], np.int8),),
        (np.zeros(0, np.float32),),
        (np.ones(3, np.float32),),
    ),
    (over_rows, (M,), (np.zeros((0, 2)),)),
    (rows_are_views, (M,), (M.T,), (M[:, ::-1],)),
    (array_is_read_live, (np.arange(4.0),)),
    (enumerated, (np.array([1.0, 5.0, 2.0]),), (np.zeros(0),)),
    (enumerate_from, (np.array([1.0, 5.0, 2.0]),), (np.array([3, 4]),)),
    (zipped, (np.arange(3.0), np.arange(5.0)), (np.arange(3.0), np.zeros(0))),
    (zip_three, (np.arange(3.0), np.arange(5), 2), (np.arange(3.0), np.arange(5), 9)),
    (enumerate_zip, (np.arange(3.0), np.ones(3)), (np.arange(3.0), np.ones(2)), (np.ones(2), np.ones(4))),
    (reversed_range, (5,), (0,)),
    (reversed_array, (np.arange(4.0),), (M[0],)),
    (over_tuple, (2.0,), (3,)),
    (over_list_of_pairs, (2.0,), (3,)),
    (else_runs, (np.arange(4.0), 1.5), (np.arange(4.0), 10.0), (np.zeros(0), 1.0)),
    (else_after_continue, (5,), (0,)),
    (break_outer_flag, (M, 4.0), (M, 77.0), (np.zeros((0, 3)), 1.0)),
    (return_from_nested, (M, 4.0), (M, 77.0)),
    (continue_outer, (6,), (0,)),
    (dependent_ranges, (5,), (0,)),
    (step_zero, (3,), (0,), (-1,)),
    (float_accumulator_from_int, (np.arange(3.0),), (np.zeros(0),), (np.arange(3, dtype=np.uint8),)),
    (several_states, (5,), (0,)),
    (triangular, (4,), (0,), (1,)),
    (unused_variable, (5, 0.5), (0, 0.5), (3, 2)),
    (list_argument, ([1, 2, 3],), ([1.5, 2],), ([],), ((1, 2),)),
    (array_of_bools, (np.array([True, False, True]),), (np.zeros(0, bool),)),
    (unpack_rows, (np.arange(6.0).reshape(3, 2),), (M,)),
    (iterate_2d_elements, (M,), (M.astype(np.float32),), (np.zeros((2, 0)),)),
    (zero_dim, (np.array(3.0),)),
]
PYTHON = {"zero_dim"}
