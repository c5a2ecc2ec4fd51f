"""NumPy's functions that call a function of the program: `piecewise`, `apply_along_axis`."""

import numpy as np


def pieces(x):
    return np.piecewise(x, [x < 3, x > 8], [lambda v: v * 2, -1, 5])


def two_pieces(x):
    return np.piecewise(x, [x < 3, x >= 3], [lambda v: v * 2, lambda v: v[0] - v])


def pieces_with_arguments(x):
    return np.piecewise(x, [x < 3], [lambda v, k: v * k, 1.7], 3), np.piecewise(
        x, [x < 3], [lambda v, k: v], k=2
    )


def piece_of_a_row(x):
    row = x[0]
    return np.piecewise(row, row < 2, [lambda v: -v, 7])


def too_few_pieces(x):
    return np.piecewise(x, [x < 3], [lambda v: v * 2, 1, 2])


def lines(x):
    return (
        np.apply_along_axis(lambda r: r.sum() * r, 1, x),
        np.apply_along_axis(lambda r: r.sum(), 0, x),
        np.apply_along_axis(lambda r: (r > 2).any(), -1, x),
        np.apply_along_axis(lambda r: r[r > 1].mean() if (r > 1).any() else 0.0, 1, x),
    )


def lines_with_arguments(x):
    return np.apply_along_axis(lambda r, k: r[k], 1, x, 2), np.apply_along_axis(lambda r, k: r[:k], 0, x, k=2)


def _marked(line):
    print(line[0])
    line[0] = -1
    return np.outer(line, line)


def lines_written(x):
    return np.apply_along_axis(_marked, 0, x), x


def lines_of_a_cube(x):
    return np.apply_along_axis(lambda r: r.max() - r.min(), 1, x[None] * 1)


def a_row_as_a_line(x):
    return np.apply_along_axis(lambda r: len(r), 0, x[0]), np.apply_along_axis(lambda r: r, 0, x[0])


def no_lines(x):
    return np.apply_along_axis(lambda r: r * 2, 1, x[:0])


def no_such_axis(x):
    return np.apply_along_axis(lambda r: r, 2, x)


def rows_by_function(m):
    made = np.zeros(m.shape)
    for k in range(m.shape[1]):
        made[:, :k] += np.fromfunction(lambda i, j: i - j * 2, (m.shape[0], k), dtype=m.dtype)
    return made, np.indices(m.shape[:1])


M = np.arange(12.0).reshape(3, 4)
SETS = ((M,), (M.astype(np.int32),), (np.asfortranarray(M),), (M[::-1, ::2],))
CASES = [
    (function, *SETS)
    for function in (
        pieces,
        two_pieces,
        pieces_with_arguments,
        piece_of_a_row,
        too_few_pieces,
        lines,
        lines_with_arguments,
        lines_written,
        lines_of_a_cube,
        a_row_as_a_line,
        no_lines,
        no_such_axis,
        rows_by_function,
    )
]
PYTHON = {"too_few_pieces", "no_such_axis"}
