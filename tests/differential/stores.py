"""Item and slice assignment, augmented assignment, masks, `out=`; casts of what is stored."""

import numpy as np


def element(a, i, x):
    a[i] = x
    return a


def element_augmented(a, i, x):
    a[i] += x
    a[i] *= 2
    return a[i]


def element_2d(m, i, j, x):
    m[i, j] = x
    m[i][j] += 1
    return m


def loop_store(n):
    out = np.zeros(n)
    for i in range(n):
        out[i] = i * i
    return out


def loop_store_ints(n):
    out = np.zeros(n, dtype=np.int8)
    for i in range(n):
        out[i] = i * 3
    return out


def slices(a):
    a[1:3] = 7
    a[::2] += 1
    a[-1:] = a[:1]
    return a


def overlapping_slices(a):
    a[1:] = a[:-1]
    return a


def overlapping_augmented(a):
    a[1:] += a[:-1]
    return a


def reverse_in_place(a):
    a[:] = a[::-1]
    return a


def mirrored(a):
    a += a[::-1]
    return a


def data_slice(a, lo, hi, x):
    a[lo:hi] = x
    return a, a[lo:hi].sum()


def masked(a, x):
    a[a > x] = 0
    a[a < -x] *= -1
    return a


def masked_array_value(a):
    a[a > 0] = a[a > 0] * 2 + 1
    return a


def fancy(a, idx):
    a[idx] = 5
    return a, a[idx]


def fancy_augmented(a, idx):
    a[idx] += 1
    return a


def rows(m, i, j):
    m[i] = m[j] * 2
    m[:, j] -= 1
    return m


def swap_elements(a, i, j):
    a[i], a[j] = a[j], a[i]
    return a


def swap_rows_views(m, i, j):
    m[i], m[j] = m[j], m[i]
    return m


def swap_rows_copies(m, i, j):
    m[i], m[j] = m[j].copy(), m[i].copy()
    return m


def whole_augmented(a, x):
    a += x
    a *= a
    a -= 1
    return a


def augmented_cast_error(a):
    a += 0.5
    return a


def augmented_division(a):
    a /= 2
    return a


def store_float_in_int(a, x):
    a[0] = x
    return a


def store_too_big(a, n):
    a[0] = n
    return a


def store_array_in_scalar(a, b):
    a[0] = b
    return a


def out_argument(a, b):
    c = np.empty_like(a)
    np.add(a, b, out=c)
    np.multiply(c, 2, out=a)
    return c


def column_store(m, x):
    for i in range(len(m)):
        m[i, 0] = x
        m[i, -1] = m[i, 0] + i
    return m


def conditional_store(a, x):
    for i in range(len(a)):
        if a[i] > x:
            a[i] = x
        elif a[i] < -x:
            a[i] = -x
    return a


def store_in_branch_only(a, x):
    b = a.copy()
    if x > 0:
        b[0] = x
    else:
        b[-1] = x
    return b, a


def old_value_kept(a):
    before = a[0]
    copy = a.copy()
    a[0] = 100.0
    return before, copy, a


def written_before_error(a, i):
    a[0] = 1.0
    a[1] = 2.0
    a[i] = 3.0
    a[2] = 4.0


def written_in_loop_before_error(a, n):
    for i in range(n):
        a[i] = i


def histogram(data, bins):
    counts = np.zeros(bins, dtype=np.int64)
    for x in data:
        counts[x] += 1
    return counts


def prefix_sums(a):
    for i in range(1, len(a)):
        a[i] += a[i - 1]
    return a


def new_axis(a):
    b = a[:, None] * a[None, :]
    b[0, ...] = -1
    return b


def empty_slice(a):
    a[5:2] = 3
    a[10:] = 4
    return a, a[5:2]


def broadcast_store(m, row):
    m[...] = row
    m[1:] += row
    return m


def broadcast_error(m, row):
    m[:] = row
    return m


def fill_and_sort(a):
    b = a.copy()
    b.sort()
    a.fill(2.5)
    return a, b


def zero_dim(a):
    a += 1
    a[()] = a * 2
    return a


def bool_store(n):
    sieve = np.ones(n, dtype=bool)
    sieve[:2] = False
    for i in range(2, n):
        if sieve[i]:
            sieve[i * i :: i] = False
    return sieve


def doubled_and_read_around_writes(x):
    twice = 2 * x
    one = twice + x[::-1]
    x[0] = 9
    other = twice - 1
    x += twice
    return one, other, x


def sum_read_while_it_is_stored(x):
    more = x + 1
    x[1:] = more[1:] * more[:-1]
    rest = more - x
    x[:] = more - x
    return x, rest, more * 2


def difference_read_in_rounds(x, rounds):
    gaps = x - x[0]
    for _ in range(rounds):
        x[1:] += gaps[1:] - gaps[:-1]
        x[:-1] -= gaps[:-1] * gaps[1:]
    return x, gaps


A = np.array([1.0, -2.0, 3.0, -4.0])
M = np.arange(6.0).reshape(2, 3)
CASES = [
    (doubled_and_read_around_writes, (A,), (np.arange(5),), (np.zeros(1),), (np.arange(3, dtype=np.int8),)),
    (sum_read_while_it_is_stored, (A,), (np.arange(7),), (np.zeros(1),), (np.arange(9.0)[::2],)),
    (difference_read_in_rounds, (A, 0), (A, 3), (np.arange(6), 2), (np.zeros(0), 0), (np.zeros(0), 1)),
    (element, (A, 0, 2.5), (A, -1, 2), (A, 4, 1.0), (A, -5, 1.0), (A, True, 7.0), (A, np.int8(2), 7.0)),
    (element_augmented, (A, 1, 2.5), (A, 9, 2.5), (np.array([1, 2]), 0, 3), (np.array([1, 2]), 0, 0.5)),
    (element_2d, (M, 1, 2, 9), (M, -1, -1, 0.5), (M, 2, 0, 1), (M, 0, 3, 1), (M.T, 2, 1, 5)),
    (loop_store, (5,), (0,), (-1,)),
    (loop_store_ints, (5,), (45,)),
    (slices, (A,), (np.arange(7),)),
    (overlapping_slices, (A,), (A[::-1],)),
    (overlapping_augmented, (A,), (np.arange(5),)),
    (
        reverse_in_place,
        (A,),
    ),
    (mirrored, (A,), (np.arange(5),)),
    (data_slice, (A, 1, 3, 9.0), (A, -2, 99, 9.0), (A, 3, 1, 9.0), (A, -99, 2, 1)),
    (masked, (A, 1.5), (A, 100.0)),
    (masked_array_value, (A,), (np.zeros(2),)),
    (fancy, (A, np.array([0, 2])), (A, np.array([0, 9])), (A, np.array([-1, -1]))),
    (
        fancy_augmented,
        (A, np.array([0, 0, 1])),
    ),
    (rows, (M, 0, 1), (M, 1, 1), (M, 2, 0)),
    (swap_elements, (A, 0, 3), (A, 1, 1), (A, 0, 4)),
    (swap_rows_views, (M, 0, 1), (M, 1, 1)),
    (swap_rows_copies, (M, 0, 1), (M, 1, 1)),
    (whole_augmented, (A, 2.0), (A, 1), (np.arange(3), 2), (np.arange(3, dtype=np.int8), 100)),
    (augmented_cast_error, (A,), (np.arange(3),)),
    (augmented_division, (A,), (np.arange(3),), (A.astype(np.float32),)),
    (store_float_in_int, (np.arange(3), 2.9), (np.arange(3), -2.9), (np.arange(3), float("nan"))),
    (store_too_big, (np.zeros(2, np.int8), 127), (np.zeros(2, np.int8), 128), (np.zeros(2, np.uint8), -1)),
    (store_array_in_scalar, (A, np.array([1.0])), (A, np.array(2.0)), (A, np.array([1.0, 2.0]))),
    (
        out_argument,
        (A, A + 1),
    ),
    (
        column_store,
        (M, 7.0),
    ),
    (
        conditional_store,
        (A, 2.0),
    ),
    (store_in_branch_only, (A, 1.0), (A, -1.0)),
    (
        old_value_kept,
        (A,),
    ),
    (written_before_error, (A, 3), (A, 4)),
    (written_in_loop_before_error, (A, 3), (A, 6)),
    (
        histogram,
        (np.array([0, 2, 2, 1]), 3),
        (np.array([0, 3]), 3),
        (np.array([-1]), 3),
        (np.zeros(0, int), 2),
    ),
    (prefix_sums, (A,), (np.arange(5),), (np.zeros(0),)),
    (
        new_axis,
        (A,),
    ),
    (
        empty_slice,
        (A,),
    ),
    (broadcast_store, (M, np.arange(3.0)), (M, 2.0)),
    (broadcast_error, (M, np.arange(3.0)), (M, np.arange(2.0)), (M, np.arange(1.0))),
    (
        fill_and_sort,
        (A,),
    ),
    (zero_dim, (np.array(3.0),)),
    (bool_store, (30,), (2,), (0,)),
]
