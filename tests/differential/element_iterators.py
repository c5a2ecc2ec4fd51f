"""NumPy's iterators over elements, which go through them once: those that are used again run as Python."""

import numpy as np


def elements(x):
    total = 0.0
    for value in x.flat:
        total = total / 2 + value
    for value in x.flat:
        total -= value
    return total


def flat_again(x):
    elements = x.flat
    first = rest = 0.0
    for value in elements:
        first += value
        if value > 1:
            break
    for value in elements:
        rest += value
    return first, rest


def numbered_again(x):
    numbered = np.ndenumerate(x)
    seen = left = 0
    for _, value in numbered:
        seen += 1
        if value > 1:
            break
    for _, value in numbered:
        left += 1
    return seen, left


def places_again(n):
    places = np.ndindex(n, 2)
    seen = left = 0
    for i, _ in places:
        seen += 1
        if i > 0:
            break
    for _ in places:
        left += 1
    return seen, left


def in_every_round(x):
    elements = x.flat
    found = 0
    for _ in range(3):
        for value in elements:
            if value > 0:
                found += 1
    return found


def pairs(x):
    elements = x.flat
    total = 0.0
    for one, two in zip(elements, elements):
        total += one * two
    return total


def element_outside(x, k):
    try:
        x.flat[k] = 7
    except IndexError as error:
        print(error)
    return x.flat[k]


M = np.arange(6.0).reshape(2, 3)
CASES = [
    (element_outside, (np.arange(6.0).reshape(2, 3), 4), (np.eye(2), 4), (np.eye(2).T, -5), (np.eye(2), -4)),
    (elements, (M,), (M.T,), (M[:, :0],)),
    (flat_again, (M,), (M.T,), (-M,), (M[:, :0],)),
    (numbered_again, (M,), (M.T,), (-M,), (M[:, :0],)),
    (places_again, (3,), (1,), (0,)),
    (in_every_round, (M,), (M[:, :0],)),
    (pairs, (M,), (M[:1],)),
]
PYTHON = {"flat_again", "numbered_again", "places_again", "in_every_round", "pairs"}
