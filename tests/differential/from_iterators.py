"""`np.fromiter` of generators, and generators that may be used up in one branch or in another."""

import numpy as np


def doubled(x):
    return np.fromiter((v * 2 for v in x), float)


def chosen(x):
    return np.fromiter((v for v in x if v > 1), dtype=np.float32)


def squares(n):
    return np.fromiter((k * k for k in range(n)), dtype=int)


def first_squares(n, count):
    return np.fromiter((k * k for k in range(n)), dtype=int, count=count)


def mapped(x):
    return np.fromiter(map(lambda v: v + 1, x), float)  # noqa: C417


def products(x):
    return np.fromiter((a * b for a, b in zip(x, x[::-1], strict=True)), float)


def fibonacci(n):
    a, b = 0, 1
    for _ in range(n):
        yield a
        a, b = b, a + b


def of_a_generator(n):
    return np.fromiter(fibonacci(n), int)


def of_containers(x):
    return np.fromiter([v + 1 for v in x], float), np.fromiter({3: 1, 4: 2}, int), np.fromiter(x, float)


def summed_in_branches(c):
    values = (k * k for k in range(3))
    if c < 0:
        return sum(list(values))
    return sum(list(values)) + 1


def used_up(values, c):
    if c < 0:
        return sum(list(values))
    return sum(list(values)) + 1


def handed_on(c):
    return used_up((k for k in [1, 2] if k > 1), c)


def handed_on_by_length(n, c):
    np.zeros(n + 1).sum(axis=n - 4)
    return used_up((k * k for k in range(n)), c)


def of_equal_lengths(x, y):
    total = 0
    for a, b in zip(x, y, strict=True):
        total += a * b
    return total


X = np.array([2.5, 1.0, 3.0, 1.0])
CASES = [
    (doubled, (X,), ([1, 2],), ([],)),
    (chosen, (X,), (X[:0],)),
    (squares, (4,), (0,)),
    (first_squares, (4, 3), (4, 5), (4, -1), (4, 0)),
    (mapped, (X,)),
    (products, (X,)),
    (of_equal_lengths, (X, X), ([1, 2], [3, 4]), (X, X[:2]), ([1, 2], X), ([], [])),
    (of_a_generator, (6,), (0,)),
    (of_containers, (X,)),
    (summed_in_branches, (3,), (-3,)),
    (handed_on, (3,), (-3,)),
    (handed_on_by_length, (4, 3), (4, -3)),
]
PYTHON = {"summed_in_branches", "handed_on", "handed_on_by_length"}
