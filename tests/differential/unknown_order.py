"""Arrays that lie in memory with gaps or backwards: whether NumPy gives a view or a copy is up to that."""

import numpy as np


def made_contiguous(x):
    y = np.ascontiguousarray(x)
    y[1, 2] = 4
    return x, y


def written_then_made_contiguous(x):
    x[0, 0] = 3
    y = np.ascontiguousarray(x)
    y[1] = 4
    return x, y


def enlarged_then_made_contiguous(x):
    x += 1
    np.ascontiguousarray(x)[1, 2] = 4
    return x


def parts_made_contiguous(x):
    for part in (x[::2], x.T, x[0], x[:, 0]):
        np.ascontiguousarray(part)[...] = 5
    return x


def written_in_rounds_then_made_contiguous(x):
    for k in range(len(x)):
        x[k] += 1
    y = np.ascontiguousarray(x.T)
    y[1] = 5
    return x, y


def required(x):
    x[0, 0] = 3
    y = np.require(x, requirements="C")
    y[1, 1] = 4
    return x, y


def asked_how_it_lies(x):
    return (
        np.isfortran(x),
        np.shares_memory(x, x.ravel()),
        np.may_share_memory(x, x + 1),
        np.shares_memory(x.T, x.reshape(-1)),
    )


def made_contiguous_in_rounds(x, n):
    for k in range(n):
        x = np.ascontiguousarray(x)
        x[0] += k + 1
    return x


def new_or_given_made_contiguous(x, n):
    if n > 1:
        x = x + 1
    x = np.asarray(x, order="C")
    x[0] += 1
    return x


def a_part_or_all_made_contiguous(x, n):
    y = np.ascontiguousarray(x[::2] if n > 1 else x)
    y[0] = 9
    return y


ROW = np.arange(6.0)
COUNTED = [(row, n) for row in (ROW, ROW[::3], ROW[::-1]) for n in (3, 0, 1)]
M = np.arange(12.0).reshape(3, 4)
LAYOUTS = [
    (M,),
    (np.asfortranarray(M),),
    (M[::-1],),
    (M[:, ::-1],),
    (M[::-1, ::-1],),
    (np.repeat(M, 2, axis=1)[:, ::2],),
    (np.repeat(M, 2, axis=0)[::2],),
    (np.asfortranarray(M)[::-1],),
    (np.arange(48.0).reshape(4, 12)[1:, 4:8],),
]
CASES = [
    (function, *LAYOUTS)
    for function in (
        made_contiguous,
        written_then_made_contiguous,
        enlarged_then_made_contiguous,
        parts_made_contiguous,
        written_in_rounds_then_made_contiguous,
        required,
        asked_how_it_lies,
    )
]
CASES += [
    (function, *COUNTED)
    for function in (made_contiguous_in_rounds, new_or_given_made_contiguous, a_part_or_all_made_contiguous)
]
PYTHON = {"asked_how_it_lies"}
