"""NumPy's objects that are subscripted to make arrays: `r_`, `c_`, `mgrid`, `ogrid`, `s_`."""

import numpy as np
from numpy import r_


def rows_of_data(x, n):
    return np.r_[0, x, n], r_[x, x[::-1]], np.r_[0:n, x[0]], np.r_["0,2", x, x]


def columns_of_data(x, n):
    return np.c_[x, np.ones(len(x))], np.c_[x[x > 1], np.zeros((x > 1).sum())]


def design(x, n):
    solution, *_ = np.linalg.lstsq(np.c_[x, np.ones_like(x)], 2 * x + n, rcond=None)
    return solution


def grids(x, n):
    rows, columns = np.mgrid[0:n, 0:3]
    low, wide = np.ogrid[:n, : len(x)]
    return rows * columns, low + wide, np.mgrid[0:1:5j, :n]


def constant_grid_written_in_a_branch(x, n):
    grid = np.mgrid[0:3, 0:2]
    edge = np.r_[1:5, 7]
    if n > 1:
        grid[0] += 5
        edge[0] = n
    return grid, edge


def constant_columns_written_in_a_loop(x, n):
    table = np.c_[[1, 2], [3, 4]]
    low, _ = np.ogrid[:3, :4]
    for k in range(n):
        table[0, 0] += k
        low[k % 3] += 1
    return table, low


def part_by_an_object(x, n):
    part = np.s_[1:n]
    x[part] = 0
    return x[part], x[np.index_exp[::2]]


def indices_of_a_slice(x, a, b, step):
    part = slice(a, b, step)
    total = 0.0
    for i in range(*part.indices(len(x))):
        total = total * 2 + x[i]
    return total, part.indices(10), slice(-3, a).indices(len(x)), x[part].sum()


X = np.arange(4.0)
CASES = [
    (rows_of_data, (X, 2), (X, 0), (X[:1], 3)),
    (columns_of_data, (X, 2), (X[:2], 2), (X[:0], 2)),
    (design, (X, 2)),
    (grids, (X, 2), (X[:0], 3), (X, 0)),
    (constant_grid_written_in_a_branch, (X, 2), (X, 0), (X, 3)),
    (constant_columns_written_in_a_loop, (X, 4), (X, 0)),
    (indices_of_a_slice, (X, 1, None, 2), (X, -2, 0, -1), (X, None, -9, -2), (X, 7, 9, 1), (X, 0, 1, 0)),
    (part_by_an_object, (X, 2), (X, 0)),
]
