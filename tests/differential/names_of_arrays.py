"""Which array a name means: arrays that change places, are chosen by data, or are written before a failure."""

import numpy as np


def swapped_buffers(u, n):
    v = u.copy()
    for _ in range(n):
        v[1:-1] = 0.5 * (u[:-2] + u[2:])
        u, v = v, u
    return u


def swapped_arguments(u, v, n):
    for _ in range(n):
        v[1:-1] = 0.5 * (u[:-2] + u[2:])
        u, v = v, u
    u[0] = 100
    return u


def three_in_turn(u, v, n):
    w = np.zeros_like(u)
    for _ in range(n):
        w[1:-1] = 0.5 * (u[:-2] + v[2:])
        u, v, w = v, w, u
    return u, w


def swapped_while(u, v, n):
    k = 0
    while abs(u - v).max() > 0.1 and k < n:
        v[1:-1] = 0.5 * (u[:-2] + u[2:])
        u, v = v, u
        k += 1
    return u, k


def swapped_on_condition(u, v, n):
    for k in range(n):
        v[0] = u[1] + k
        if v[0] > 3:
            u, v = v, u
    return u


def swapped_in_nested_loops(u, v, n):
    for k in range(n):
        for _ in range(k):
            v[1:] = u[:-1]
            u, v = v, u
        u[0] = k
    for _ in range(n):
        v[1:] = u[:-1] * 2
        u, v = v, u
    return v


def swapped_under_iteration(b):
    other = b.copy()
    b, other = other, b
    for _, _ in zip(other, b):
        b, other = other, b
    b[1] = 1


def buffer_made_in_loop(b):
    k = 0
    while k < 6:
        k += 1
        other = b.copy()
        for i in range(3):
            other[0] = i
            b, other = other, b
    return b


def returned_amid_swaps(u, v, n):
    for _ in range(n):
        v[1:-1] = 0.5 * (u[:-2] + u[2:])
        if abs(v[1] - u[1]) < 1.5:
            return v
        u, v = v, u
    return u


def swapped_with_jumps(u, v, n):
    k = 0
    while True:
        k += 1
        if u[0] > 7 and k > n:
            u[1] = -1
            raise ZeroDivisionError
        for j in range(3):
            if v[j] > 6:
                continue
            v[j] = u[j + 1]
            if k > 4:
                return v
        u, v = v, u
        u[0] += k


def last_of_swaps(u, n):
    v = np.zeros(4)
    last = None
    for _ in range(n):
        v[1:-1] = 0.5 * (u[:-2] + u[2:])
        u, v = v, u
        last = u
    if last is u:
        print("the same")
    if last is not None:
        last[0] = 77
    return u, v


def failing_amid_swaps(u, v, n):
    for k in range(n):
        v[1:-1] = u[:-2]
        u, v = v, u
        print(u[0])
        if k == 2:
            raise ValueError(k)
        u[0] = 4
    v[1] = 3


def failing_after_choice(u, v, n):
    w = u if n > 2 else v
    w[1] = 100
    w[n] = 2
    for k in range(n):
        w[k] += 1
        w[k + 1] += w[k]
    return w


def failing_after_rebinding(u, n):
    u[0] = 50
    if n > 3:
        raise KeyError(n)
    u = u * 2
    u[n + 2] = 1
    return u


def failing_beside_rebinding(a):
    k = 0
    for _ in range(len(a)):
        for i, _ in enumerate(a):
            if a[-1]:
                assert k < -7, "limit"
                a -= a
            else:
                a[i] = 1.5


def chosen_and_written(x, y, c):
    b = x if c else y
    b[0] = 10
    b[1:] += x[1:]
    return b


def chosen_or_new(x, y, c):
    b = x if c > 1 else y * 2
    b[0] = 10
    v = b[1:]
    v *= 2
    x[2] = 5
    return b, v, v[0]


def chosen_written_in_loop(x, y, c):
    b = x if c > 1 else y
    for i in range(3):
        b[i] = b[i] + x[0] * i
    return b.sum(), b is x


def chosen_row(m, n):
    row = m[0] if n > 1 else m[1]
    row[0] = -5
    row += m[2]
    return row


def chosen_rows_changed(a, b, n):
    v = a if n else b
    for i in range(len(v)):
        v[i] -= v[1]


def chosen_in_helper(x, y, n):
    def bump(row, value):
        row += value
        return row

    z = bump(x if x[0] > n else y, 2)
    bump(z[1:], 3)
    return z, x[1:]


def chosen_as_out(x, y, n):
    z = x if x[0] > n else y
    np.add(x, y, out=z)
    np.multiply(z[1:], 2, out=z[1:])
    return z


def which_is_it(x, y, n):
    z = x if n > 2 else y
    w = z
    return z is x, z is y, w is z, z is not x


def new_or_argument(a):
    ones = np.ones_like(a)
    if a[0] > 0:
        pass
    else:
        a = ones
    return ones, a


def view_or_argument(a, n):
    if n > 1:
        pass
    elif n:
        a = a[:]
    return a


def view_written(a, n):
    a = a[:] if n > 1 else a[1:]
    a[0] = 7
    return a


def rebound_after_write(x, n):
    for k in range(n):
        x[0] = k + 1
        x = x * 2
    return x


def rebound_beside_alias(x, n):
    y = x
    for _ in range(n):
        x = x * 2
        x[0] = y[1]
        y[1] += 1
        if x[2] > 4:
            y = x
    return x


def rebound_while_iterated(a):
    a = a * a
    for _, e in zip(a, a):
        a[1:10] = e
        a = a + 3
    return a


def best_of(x, n):
    current = x.copy()
    best = current
    for k in range(n):
        current = current * 1.5 - k
        if current.sum() > best.sum():
            best = current
    return best


def two_steps_back(x, n):
    before, now = x, x * 2
    for _ in range(n):
        after = 2 * now - before
        after[0] = 0
        before, now = now, after
    return now, before


def rebound_again_and_again(y, n):
    if n > 0:
        y = y * 2
    if n > 1:
        y = y * 2
    if n > 2:
        y = y * 2
    if y[0] > 3:
        y = y * 2
    if y[0] > 5:
        y = y + 1
    if y[0] > 6:
        y = y + 1
    if y[0] > 7:
        y = y + 1
    y[0] = 3
    return y


def swapped_in_list(y, n):
    rows = [y, y * 2]
    for _ in range(n):
        rows[0], rows[1] = rows[1], rows[0]
        rows[1][0] += 1
    return rows


def view_amid_swaps(u, n):
    v = np.zeros(4)
    row = u[1:]
    for _ in range(n):
        v[1:-1] = 0.5 * (u[:-2] + u[2:])
        u, v = v, u
        row[0] += 1
        row = u[1:]
    return u, v


def row_kept(m, n):
    row = m[0]
    for i in range(3):
        if m[i, 0] >= n:
            row = m[i]
    row[0] = -5
    return row


def best_row(m, n):
    best = m[0]
    for i in range(len(m)):
        if m[i].sum() * n > best.sum():
            best = m[i]
    best[0] = 100
    return best


def part_returned(a, n):
    for i in range(len(a)):
        if a[i] > n:
            return a[: i + 1]
    return a


def row_taken_in_rounds(a, m, n):
    for k in range(n):
        a[0] += 1
        a = m[k % 3]
    a[1] = -1
    return a


def rows_swapped_by_data(m, n):
    top, low = m[0], m[n % 3]
    for k in range(n):
        top[k % 4] += low[0]
        top, low = low, m[k % 3]
    return top.sum(), low


def reversed_by_data(a, n):
    for _ in range(n):
        a[0] += 1
        a = a[::-1] if n > 2 else a[:]
    return a.sum()


def dead_in_branch(a, b, n):
    c = a[:]
    d = b.copy()
    if d[0] > b[1]:
        if abs(a[1]) > 5 and n > 1:
            d = c + b
    else:
        print(d[0], d.sum())
    return c


def changed_after_return(a, b, n):
    for _ in range(n):
        a = a - 1
        if abs(a[1]) > 2 and n > 1:
            return b, a
        a += 0.5
    return b, a


def new_goes_to_either(a, b, n):
    for k in range(n):
        b[0] += 1
        b = np.zeros(4) + k
        if a[-1] < 6:
            b[1:] += n
        else:
            b, a = a, b
    return b.sum()


def new_with_two_names(y, n):
    z = y * 1
    w = z
    for k in range(n):
        z = z + 1
        if k == 1:
            w = z
        z[0] = 9
    return w, z


U = np.array([1.0, 2, 3, 4, 5, 6])
V = np.array([2.0, 3, 1, 0, 2, 2])
W = np.array([3.0, 1, 2, 5])
X = np.array([9.0, 8, 7, 6])
M = np.arange(12.0).reshape(3, 4)


def rounds(*arrays):
    return [(*arrays, n) for n in range(5)]


CASES = [
    (swapped_buffers, *rounds(U)),
    (swapped_arguments, *rounds(U, V)),
    (three_in_turn, *rounds(U, V)),
    (swapped_while, *rounds(U, V)),
    (swapped_on_condition, *rounds(U, V)),
    (swapped_in_nested_loops, *rounds(U, V)),
    (swapped_under_iteration, (U[:5],), (U,)),
    (buffer_made_in_loop, (W,)),
    (returned_amid_swaps, *rounds(W, X)),
    (swapped_with_jumps, *rounds(W, X)),
    (last_of_swaps, *rounds(W)),
    (failing_amid_swaps, *rounds(W, X)),
    (failing_after_choice, *rounds(W, X)),
    (failing_after_rebinding, *rounds(W)),
    (failing_beside_rebinding, (np.array([9, -3, 4, -5, -5, 0]),), (np.array([1, 0]),)),
    (chosen_and_written, (U, V, True), (U, V, False), (U, V, 0)),
    (chosen_or_new, (U, V, 0), (U, V, 3)),
    (chosen_written_in_loop, (U, V, 0), (U, V, 3)),
    (chosen_row, (M, 0), (M, 2)),
    (chosen_rows_changed, (M, M + 1, 0), (M, M + 1, -2)),
    (chosen_in_helper, *rounds(W, X)),
    (chosen_as_out, *rounds(W, X)),
    (which_is_it, *rounds(W, X)),
    (new_or_argument, (W,), (-W,)),
    (view_or_argument, *rounds(W)),
    (view_written, *rounds(W)),
    (rebound_after_write, *rounds(U)),
    (rebound_beside_alias, *rounds(U)),
    (rebound_while_iterated, (np.arange(1, 7, dtype="u4"),)),
    (best_of, *rounds(U)),
    (two_steps_back, *rounds(U)),
    (rebound_again_and_again, *rounds(W)),
    (swapped_in_list, *rounds(W)),
    (view_amid_swaps, *rounds(W)),
    (row_kept, *rounds(M)),
    (best_row, *rounds(M), (M[::-1], 1)),
    (part_returned, *rounds(W), *rounds(W[::-1])),
    (row_taken_in_rounds, *rounds(W, M)),
    (rows_swapped_by_data, *rounds(M)),
    (reversed_by_data, *rounds(W)),
    (dead_in_branch, *rounds(W, X)),
    (changed_after_return, *rounds(W, X)),
    (new_goes_to_either, *rounds(W, X)),
    (new_with_two_names, *rounds(W)),
]
PYTHON = {"view_amid_swaps", "new_with_two_names", "reversed_by_data"}
