"""Loop variables that are parts of what they were, and elements written through parts of arrays."""

import numpy as np


def shrinking(x, least):
    while len(x) > least:
        x[0] += len(x)
        x[-1] *= 2
        x = x[1:-1]
    return x


def halved(x, value):
    low = 0
    while len(x) > 1:
        middle = len(x) // 2
        if x[middle] <= value:
            low += middle
            x = x[middle:]
        else:
            x = x[:middle]
    return low, x


def eliminated(a):
    rest = a
    while rest.shape[0] > 1:
        rest[1:, 0] /= rest[0, 0]
        rest[1:, 1:] -= np.outer(rest[1:, 0], rest[0, 1:])
        rest = rest[1:, 1:]
    return rest


def records(x):
    found = []
    while len(x):
        count = int(x[0])
        found.append(x[1 : 1 + count].sum())
        x = x[1 + count :]
    return found


def from_behind(x, rounds):
    y = x
    for _ in range(rounds):
        y = y[-len(y) + 1 : -1]
    return y is x, y


def part_of_a_row(a, i):
    row = a[i]
    while row.sum() > 5 and len(row) > 1:
        row = row[1:]
    row[0] = -9.0
    return row


def through_parts(a, i, j):
    part = a[1:, 2:]
    part[i, j] = 7.0
    turned = part[::-1, ::2]
    turned[i][j] = 3.0
    turned[0] += 1
    turned[:, 1:][0] = 4.0
    return a


def through_a_step(x, step):
    part = x[1::step]
    for i in range(len(part)):
        part[i] = i
        part[-i] += 0.5
    return x


def through_other_views(a, i, j):
    turned, flat = a.T, a.reshape(-1)
    turned[i, j] = 7
    turned[0][1:] = 3
    flat[i] += 5
    flat[1:] = flat[:-1]
    for k in range(1, flat.size):
        flat[k] += flat[k - 1]
        a.flat[k] -= turned[0, 0]
    for column in a.T:
        for k in range(len(column)):
            column[k] += k
    np.flip(a)[0, 0] = -5
    a.reshape(2, -1).T[0, 1] = 9
    return a, turned


def through_views_of_new_arrays(n, i):
    b = np.zeros((n, 3, 4))
    b.transpose(2, 0, 1)[i, 0, 1] = 3
    b.swapaxes(0, 2)[1:][0, 1, 0] += 4
    flat = b.ravel()
    for k in range(2, len(flat)):
        flat[k] += flat[k - 2]
    return b, flat


A = np.arange(1, 10.0)
M = np.arange(20.0).reshape(4, 5) + 1
CASES = [
    (shrinking, (A, 1), (A, 20), (A[::2], 1)),
    (halved, (A, 4.0), (A, -1.0), (A[:0], 1.0)),
    (eliminated, (M[:, :4] + np.eye(4) * 9,), (M[:1],)),
    (records, (np.array([2, 5.0, 6, 1, 3, 0, 3, 1, 1, 1]),)),
    (from_behind, (A, 0), (A, 2), (A, 7)),
    (part_of_a_row, (M, 2), (np.zeros((2, 3)), 1)),
    (through_parts, (M, 0, 1), (M, 3, 0), (M, 0, 3), (M, 2, 0)),
    (through_other_views, (M, 1, 2), (np.asfortranarray(M), 1, 2), (M.astype("i4"), 0, 1), (M, 50, 0)),
    (through_views_of_new_arrays, (2, 1), (2, 9)),
    (through_a_step, (A, 2), (A, -1), (A, 20)),
]
