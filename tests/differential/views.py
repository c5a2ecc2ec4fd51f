"""Views, aliases, overlapping arguments, buffers swapped in loops."""

import numpy as np


def alias(a):
    b = a
    b[0] = 5.0
    return a, b


def slice_view(a):
    v = a[1:]
    v[0] = 9.0
    a[1] += 1
    return v[0], a


def write_through_row(m):
    row = m[1]
    row[:] = 7.0
    row[0] += m[0, 0]
    return m


def transposed(m):
    t = m.T
    t[0, 1] = -1.0
    return m, t.sum(axis=0)


def reversed_view(a):
    r = a[::-1]
    r[0] = 100.0
    return a, r


def view_of_view(a):
    v = a[2:][::2]
    v += 10
    return a


def reshaped(a):
    m = a.reshape(2, -1)
    m[0, 1] = 5.0
    return a, m


def reshape_fortran(m):
    flat = m.reshape(-1)
    flat[0] = 99.0
    return m


def ravelled(m):
    flat = m.ravel()
    flat[1] = -7.0
    copy = m.flatten()
    copy[0] = 3.0
    return m, copy


def view_outlives_base(a):
    v = a[1:3]
    a = a * 2
    v[0] = 50.0
    return a, v


def returned_view(a):
    return a[1:-1]


def returned_row(m, i):
    return m[i]


def argument_and_copy(a):
    b = a.copy()
    b[0] = 1.5
    return a, b


def two_arguments(a, b):
    a[0] = 5.0
    b[1] = 6.0
    return a.sum() + b.sum()


def update_from_other(a, b):
    for i in range(len(b)):
        a[i] = b[i] * 2
    return a


def swap_loop(a, b, n):
    for _ in range(n):
        b[:] = a * 0.5 + 1
        a, b = b, a
    return a


def stencil_buffers(u, steps):
    v = u.copy()
    for _ in range(steps):
        for i in range(1, len(u) - 1):
            v[i] = 0.5 * (u[i - 1] + u[i + 1])
        u, v = v, u
    return u


def rebound_in_branch(a, b, n):
    c = a
    for i in range(n):
        if i % 2:
            c = b
        else:
            c = a
        c[0] += i
    return a, b


def rebound_to_new(a, n):
    b = a
    for i in range(n):
        b[0] += 1
        if i == 1:
            b = b * 2
    return a, b


def element_is_a_copy(a):
    x = a[0]
    x += 1
    a[0] = 100.0
    return x, a


def loop_views(m):
    for i in range(len(m)):
        row = m[i]
        row *= i
    return m


def diagonal(m):
    d = np.diagonal(m)
    return d.sum(), m.diagonal(1)


def column_views(m):
    left, right = m[:, 0], m[:, -1]
    left += right
    right[0] = 0.0
    return m


def in_list(a):
    views = [a[:1], a[1:]]
    views[1][0] = 3.0
    return a, views


def same_twice(a):
    return a, a


def new_same_twice(a):
    b = a + 1
    return b, b


def conditional_alias(a, x):
    b = a if x > 0 else a.copy()
    b[0] = -1.0
    return b


def squeezed(m):
    s = m[:1].squeeze()
    s[0] = 8.0
    return m


def expanded(a):
    b = a[:, np.newaxis]
    b[0, 0] = 8.0
    return a, b.shape


def swap_axes(m):
    t = np.swapaxes(m, 0, 1)
    t[0] = 1.0
    return m


def read_after_write_through_view(a):
    total = 0.0
    v = a[1:]
    for i in range(len(v)):
        v[i] = a[i] + 1
        total += a[i + 1]
    return total


def first_made_in_a_loop(m, n):
    for i in range(n):
        rows = m * i
    tail = rows[1:]
    tail[0] = 7
    return rows, tail, rows.real is rows


def read_only_after_a_loop(m, n):
    row = np.broadcast_to(m[0], (2, len(m[0])))
    for i in range(n):
        row = np.broadcast_to(m[i], (2, len(m[0])))
    return row


def written_through_a_read_only_view(m, n):
    for i in range(n):
        diagonal = np.diagonal(m)
    diagonal[0] = 9


def nothing_to_squeeze(x):
    return x.squeeze() is x, np.squeeze(x) is x, np.squeeze(x)


A = np.arange(6.0)
M = np.arange(6.0).reshape(2, 3)


def copies_of_overlapping_views(n):
    x = np.lib.stride_tricks.sliding_window_view(np.arange(4.0), 2).copy()
    y = np.array(np.broadcast_to(np.arange(3.0), (2, 3)))
    x[0] += n
    for _ in range(n):
        x += 1
        y[0] -= 1
    return x, y


CASES = [
    (copies_of_overlapping_views, (0,), (2,)),
    (
        alias,
        (A,),
    ),
    (slice_view, (A,), (A[::-1],)),
    (write_through_row, (M,), (np.asfortranarray(M),)),
    (
        transposed,
        (M,),
    ),
    (
        reversed_view,
        (A,),
    ),
    (
        view_of_view,
        (A,),
    ),
    (reshaped, (A,), (A[::-1],)),
    (reshape_fortran, (M,), (np.asfortranarray(M),), (M[:, ::-1],)),
    (ravelled, (M,), (np.asfortranarray(M),)),
    (
        view_outlives_base,
        (A,),
    ),
    (returned_view, (A,), (A[:1],)),
    (returned_row, (M, 1), (M, -2), (M, 2)),
    (
        argument_and_copy,
        (A,),
    ),
    (two_arguments, (A, A), (A, A[1:]), (A[::2], A[1::2]), (A, A.copy())),
    (update_from_other, (A, A), (A[1:], A[:-1]), (A[:-1], A[1:]), (A, A[::-1])),
    (swap_loop, (A, A + 1, 3), (A, A + 1, 4), (A, A + 1, 0), (A, A, 2)),
    (stencil_buffers, (A * A, 3), (A * A, 4), (A * A, 0)),
    (rebound_in_branch, (A, A + 10, 3), (A, A, 3)),
    (rebound_to_new, (A, 1), (A, 4), (A, 0)),
    (
        element_is_a_copy,
        (A,),
    ),
    (loop_views, (M,), (M.T,)),
    (diagonal, (M,), (M @ M.T,)),
    (
        column_views,
        (M,),
    ),
    (
        in_list,
        (A,),
    ),
    (
        same_twice,
        (A,),
    ),
    (
        new_same_twice,
        (A,),
    ),
    (conditional_alias, (A, 1.0), (A, -1.0)),
    (
        squeezed,
        (M,),
    ),
    (
        expanded,
        (A,),
    ),
    (
        swap_axes,
        (M,),
    ),
    (read_after_write_through_view, (A,), (A[::-1],)),
    (first_made_in_a_loop, (M, 3), (M, 0)),
    (read_only_after_a_loop, (M, 2), (M, 0)),
    (written_through_a_read_only_view, (M, 2)),
    (nothing_to_squeeze, (A,), (M,)),
]
PYTHON = {"written_through_a_read_only_view"}  # it raises while traced
