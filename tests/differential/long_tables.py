"""Loops over many numbers that the program writes out, or that are known while it is traced: loops of the graph."""

import numpy as np

NUMBERS = list(range(0, 90, 3))
PAIRS = [(i % 5, i * 7 % 5) for i in range(40)]


def zigzag(n):
    places = [(i, j) for i in range(n) for j in range(n)]
    return sorted(places, key=lambda p: (p[0] + p[1], p[1] if (p[0] + p[1]) % 2 else p[0]))


def runs(block):
    run, found = 0, []
    for i, j in zigzag(len(block))[1:] if len(block) == 6 else PAIRS:
        if block[i, j] == 0:
            run += 1
        else:
            found.append((run, int(block[i, j])))
            run = 0
    return found, run


def changed_meanwhile(x):
    numbers = list(NUMBERS)
    for v in numbers:
        if v == 9:
            numbers[5] = 1000
        if v == 1000:
            numbers.append(x)
    return numbers


def left_early(x):
    for v in NUMBERS:
        if v > x:
            break
    else:
        v = -1.5
    return v


def chosen_by_number(x):
    functions = [np.sin, np.cos, np.sqrt]
    total = 0.0
    for v in NUMBERS:
        total += functions[v % 3](x)
    for axis in [0, 1] * 15:
        total += np.flip(np.eye(2, 3), axis=axis)[0, 0]
    return total, v, type(v)


def product(x):
    result = 1
    for v in tuple(NUMBERS):
        result *= v + x
    return result


BLOCK = np.arange(36).reshape(6, 6) % 4
CASES = [
    (runs, (BLOCK,), (BLOCK[:5, :5],)),
    (changed_meanwhile, (1.0,), (2,)),
    (left_early, (30,), (100.5,), (-1,)),
    (chosen_by_number, (0.5,)),
    (product, (1,), (0.5,), (0,)),
]
