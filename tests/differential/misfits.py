"""Shapes, lengths and orders that do not fit: the message is NumPy's."""

import numpy as np


def rest_of_a_reshape(x, n):
    return x.reshape(n, -1) + 0, np.reshape(x, (-1, n)) * 1


def rest_of_three(x, n):
    return x.reshape(-1, n, 2).sum(axis=2)


def rest_set(x, n):
    y = x + 1
    y.shape = (n, -1)
    return y


def rest_of_nothing(x, n):
    return x[:0].reshape(-1, n).shape


def joined_rows(x, n):
    return np.array([x, np.ones(n)])


def joined_row_and_list(x, n):
    return np.array([x[:n], [1.0, 2.0, 3.0]])


def joined_tables(x, n):
    return np.array([[x, x], [x, np.zeros(n)]])


def joined_columns(x, n):
    return np.asarray([np.ones((2, n)), np.ones((2, 3))])


def unknown_order(x, n):
    return np.zeros((n, 2), order="K")


def unknown_order_of_a_reshape(x, n):
    return x.reshape(-1, order="K")


def accumulated_along_all(x, n):
    return np.add.accumulate(x[None], axis=None)


def reduced_where_nothing(x, n):
    np.minimum.reduce(x, where=False)
    return n


def product_in_another_order(x, n):
    table = np.ones((2, 2))
    np.dot(table, table, out=np.zeros((2, 2)).T)
    return n


def product_between_columns(x, n):
    table = np.ones((2, 2))
    np.dot(table, table, out=np.zeros((2, 2 * n))[:, ::n])
    return n


SIZES = [(np.arange(6.0), n) for n in (6, 4, 3, 1, 0, -1, -2)]
ROWS = [(np.arange(3.0), n) for n in (3, 4, 1, 0)]
CASES = [
    (rest_of_a_reshape, *SIZES),
    (rest_of_three, *SIZES),
    (rest_set, *SIZES),
    (rest_of_nothing, *SIZES),
    (joined_rows, *ROWS),
    (joined_row_and_list, *ROWS),
    (joined_tables, *ROWS),
    (joined_columns, *ROWS),
    (unknown_order, *ROWS),
    (unknown_order_of_a_reshape, *ROWS),
    (accumulated_along_all, *ROWS),
    (reduced_where_nothing, *ROWS),
    (product_in_another_order, *ROWS),
    (product_between_columns, *ROWS[:2]),
]
PYTHON = {
    "unknown_order",
    "unknown_order_of_a_reshape",
    "accumulated_along_all",
    "reduced_where_nothing",
    "product_in_another_order",
    "product_between_columns",
}
