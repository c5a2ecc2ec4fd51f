"""Calls of NumPy where sizes, overlaps or missing bounds decide what comes back."""

import numpy as np


def with_more_axes(x):
    return np.expand_dims(x, ()), np.expand_dims(x, 0), np.expand_dims(x, (0, -1))


def of_numbers(x):
    return np.flip(x), np.column_stack([x, x]), np.diag([x, x], 1), np.rot90([[x, 1], [2, x]])


def squeezed(b):
    v = np.inner(b[1:], b)
    return (v + 1).squeeze(), np.packbits(b > 1, axis=0).squeeze()


def placed_by_itself(a):
    return np.place(a, a, a), a


def placed_by_a_view(a):
    return np.place(a, a > 0, a[::-1]), a


def put_into_itself(a):
    np.put(a, [0, 2, 1], a)
    np.put(a, [0, 2, 1], a[1:])
    np.copyto(a[1:], a[:-1], where=a[1:] > 0)
    np.add.at(a, [0, 0, 1], a[:3])
    np.add.at(a, [0, 0, 1], a[2::-1])
    return np.cumsum(a, out=a), np.clip(a, 0, 5, out=a[::-1]), a


def into_no_dimensions(b, c):
    c[...] = b * 2
    return c


def without_bounds(d):
    return np.clip(d), np.clip(1.5), np.clip(2, 0, None), np.clip(d, None, 1)


def cast_while_computed(a):
    return np.lcm.outer(a, a, dtype="i2", casting="unsafe")


def trimmed_then_written(a, x):
    middle, rest = np.trim_zeros(a), np.trim_zeros(a, "b")
    a[0] = a[-1] = x
    return middle, rest


def trimmed_and_written(a, x):
    middle = np.trim_zeros(a)
    middle[:1] = x
    return middle, a


def numbers_copied(x, number):
    np.copyto(x, number, where=x > 1)
    np.copyto(x, 1)
    np.copyto(x[:1], 2.5, casting="unsafe")
    return x


def one_number_copied(x):
    np.copyto(x, 2.5)
    return x


def medians_kept(x):
    return np.median(x, keepdims=True), np.median(x), np.sum(x, keepdims=True)


def kept_by_a_number(x):
    return np.sum(x, keepdims=1), x.max(keepdims=0), np.argmin(x, keepdims=1), np.nanmean(x, keepdims=1)


def numbers_into(s, out):
    """What methods of NumPy's scalars give is a scalar, not `out`."""
    return np.clip(s, 2, 3.5, out=out), np.sum(s, out=out), s.sum(keepdims=True, out=out), out


def python_numbers_clipped(p, s):
    """Python's numbers are arrays to clip, their bounds are not."""
    return np.clip(p, np.float32(1.5), 3), np.clip(p, 0, 1), np.clip(1.5, np.float32(1), p), np.clip(s, p, p)


def first_bound_in_a_round(rows, tol):
    """What is unbound before the loop is an array of a known size after a round."""
    rows = np.asarray(rows)
    v = np.ones(rows.shape[0])
    rounds = 0
    while True:
        w = rows @ v
        rounds += 1
        if w[0] > tol or rounds > 9:
            return w, rounds
        v = w / 2


def of_the_dtype_asked_for(a):
    made = np.array(a, dtype=complex if np.iscomplexobj(a) else float)
    for k in range(len(made)):
        made[k] = made[k] * 2
    return made, np.isrealobj(a)


def words_for_shapes_that_do_not_fit(x, low, where):
    y = np.clip(x, low, 3)
    np.copyto(y, low, where=where)
    return y, np.cross(x[:, :3], low[..., :3])


B = np.arange(8.0).reshape(2, 2, 2)
BYTES = np.array([3], np.uint8)


def rows_of_a_scalar(x):
    s = x.min(axis=-1)
    return s.flat[0], s[None], s[..., None], s[...], s[None, ...].shape, list(s.flat)


def exchanged_kinds(x, n):
    y = np.rint(x)
    for _ in range(n):
        x, y = y, x
    return x, y


def diminished_by_the_sum_of_rows(m):
    view = m[None]
    view -= sum(m)
    m += sum(m[1:])
    return view


def multiplied_in_place(m, other):
    m @= other


def product_into(a, b, out):
    np.matmul(a, b, out=out)


def flags_clipped(flags, n):
    return np.clip(flags, n, np.int8(3)), np.clip(flags, np.int8(0), n)


def flat_in_columns(m):
    for i in range(m.size):
        m.flat[i] *= i
    across, down = np.broadcast_arrays(m[0], m[0][:, None])
    return m, across - down


CASES = [
    (
        words_for_shapes_that_do_not_fit,
        *(
            (np.ones((3, 4)), np.eye(4)[:low], np.eye(4)[:where] > 0)
            for low, where in ((3, 3), (2, 3), (1, 2))
        ),
    ),
    (flat_in_columns, (np.arange(6.0).reshape(3, 2).T,), (np.arange(6.0).reshape(2, 3),)),
    (diminished_by_the_sum_of_rows, (np.arange(6, dtype=np.uint16).reshape(3, 2),)),
    (multiplied_in_place, (B, B.T), (B[0], B), (B[0], B[0]), (B, B[:, :1]), (B, B[0])),
    (product_into, (B, B, B.copy()), (B, B[:, :1], B.copy()), (B, B, np.zeros((2, 3, 3)))),
    (flags_clipped, (np.array([True, False]), 2)),
    (rows_of_a_scalar, (np.arange(3),), (np.arange(4.0) + 1,)),
    (exchanged_kinds, (np.arange(3), 1), (np.arange(3), 2)),
    (with_more_axes, (B,), (np.array(1.5),), (np.float64(2.5),), (3,), ([1, 2],), (True,)),
    (of_numbers, (3,), (2.5,), (np.float32(1.5),), (np.array(2.0),)),
    (squeezed, (B,), (np.ones((3, 2, 2)),), (np.ones((1, 2, 2)),), (np.ones((9, 1, 3)),)),
    (placed_by_itself, (np.array([[1, 0], [0, 1], [0, 0]], bool),), (np.arange(4),)),
    (placed_by_a_view, (np.arange(4),), (np.array([0, 3, 1, 2, 5]),)),
    (put_into_itself, (np.arange(4.0),), (np.array([0, 3, 1, 2, 5]),)),
    (
        into_no_dimensions,
        (BYTES, np.array(4, np.uint8)),
        (np.array([3, 4], np.uint8), np.array(4, np.uint8)),
        (BYTES[None], np.array(4, np.uint8)),
        (np.array(9, np.uint8), np.array(4, np.uint8)),
    ),
    (without_bounds, (1.0,), (2,), (B,), (True,)),
    (
        trimmed_then_written,
        (np.array([0.0, 1, 2, 0]), 0.0),
        (np.array([1.0, 1, 2, 3]), 0.0),
        (np.array([0, 0, 0]), 5),
        (np.array([]), 1.0),
    ),
    (trimmed_and_written, (np.array([0.0, 1, 2, 0]), 0.0), (np.array([0, 0, 3]), 0), (np.zeros(2), 1.0)),
    (first_bound_in_a_round, ([[4.0, 1.0], [1.0, 3.0]], 20.0), (np.eye(3), 2.0), (np.eye(1), 0.5)),
    (
        of_the_dtype_asked_for,
        ([[2.0, 1.0], [1.0, 3.0]],),
        (np.array([[1, 2]]),),
        (np.array([1j, 2]),),
        ([1, 2],),
        ([1, 2j],),
    ),
    (numbers_copied, (np.arange(3), 300), (np.arange(3, dtype=np.uint8), 300), (np.arange(3.0), 0.5)),
    (one_number_copied, (np.arange(3.0),), (np.arange(3),)),
    (kept_by_a_number, (np.ones((2, 3)),)),
    (medians_kept, (np.array(3),), (np.float32(2),), (np.array([1.0, 2]),), (np.ones((2, 3)),)),
    (
        numbers_into,
        (np.float64(3), np.array(7.0)),
        (np.int64(3), np.array(7.0)),
        (np.array(3.0), np.array(7.0)),
    ),
    (
        python_numbers_clipped,
        (1.5, np.float64(3)),
        (3, np.int8(4)),
        (2.5, np.array(3.0)),
        (True, np.int16(9)),
    ),
    (
        cast_while_computed,
        (B,),
    ),
]
PYTHON = {"placed_by_a_view", "put_into_itself", "multiplied_in_place"}
