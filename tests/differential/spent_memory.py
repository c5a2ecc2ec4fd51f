"""Arrays that are read for the last time: what is computed from them may lie in their memory, nobody can tell."""

import numpy as np


def softmax(x):
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def view_outlives(x):
    a = np.sqrt(x * x + 1)
    tail = a[1:]
    b = a * 2 + tail.sum()
    return tail, b


def both_returned(x):
    a = np.sqrt(x * x + 1)
    b = a - a.sum()
    return a, b


def reversed_reading(x):
    a = np.sqrt(x * x + 1)
    total = a.sum()
    b = a[::-1] + a * total
    return b, b.max()


def transposed_reading(x):
    a = np.sqrt(x * x + 1)
    total = a.sum()
    b = a.T - a / total
    return b - b.min()


def in_rounds(x, rounds):
    kept = []
    for _ in range(rounds):
        y = np.sqrt(x * x + 1)
        z = y / y.sum()
        x = z - z.min()
        kept.append(z)
    return x, kept


def carried_and_spent(x, rounds):
    before = x * 2
    for k in range(rounds):
        now = np.sqrt(before * before + k)
        change = now / (1 + now.sum())
        if change.max() > 0.3:
            before = change - 1
        else:
            before, now = now, before
    return before, change if rounds else x


def in_a_branch(x, flag):
    a = np.sqrt(x * x + 1)
    total = a.sum()
    if flag:
        b = a / total
        c = b - b.max()
    else:
        b = a * total
        c = b * 2
    return a, b, c


def named_twice(x):
    a = np.sqrt(x * x + 1)
    same = a
    b = a / a.sum()
    same[0] = 5
    return a, b


def read_before_a_write(x):
    a = np.sqrt(x * x + 1)
    later = a + 1
    b = a / a.sum()
    b[0] = later[0] * later[-1]
    return b, later - b


def of_another_type(x):
    a = np.sqrt(x * x + 1)
    low = a / a.sum() > 0.2
    halves = (a * 2).astype(np.float32)
    return low, halves, halves / halves.sum()


def handed_to_python(x):
    a = np.sqrt(x * x + 1)
    parts = np.linalg.norm(a), np.median(a)
    b = a / parts[0]
    c = b - np.partition(b.ravel(), 1)[0]
    return c * parts[1]


ROW, SQUARE = np.array([0.5, -2.0, 3.0, 1.25]), np.arange(9.0).reshape(3, 3) - 4
CASES = [
    *(
        (f, (ROW,), (np.zeros(1),), (ROW.astype(np.float32),))
        for f in (softmax, view_outlives, both_returned, reversed_reading, named_twice, read_before_a_write)
    ),
    *((f, (SQUARE,), (SQUARE.T,)) for f in (softmax, transposed_reading, reversed_reading, both_returned)),
    (in_rounds, (ROW, 0), (ROW, 1), (ROW, 3)),
    (carried_and_spent, (ROW, 0), (ROW, 1), (ROW, 4), (np.zeros(2), 3)),
    (in_a_branch, (ROW, True), (ROW, False)),
    (of_another_type, (ROW,), (SQUARE,)),
    (handed_to_python, (ROW,), (SQUARE,)),
]
