"""`ufunc.at`: elements and rows at places that data says, some of them several times."""

import numpy as np


def added(x, places, values):
    np.add.at(x, places, values)
    return x


def others(x, places, values):
    np.subtract.at(x, places, values)
    np.maximum.at(x, places, values)
    np.multiply.at(x, -1 - places, 2.0)
    return x


def pairs(x, rows, columns, values):
    np.add.at(x, (rows, columns), values)
    return x


def assembled(nodes, element):
    size = nodes.max() + 1
    mass, stiffness = np.zeros(size), np.zeros((size, size))
    np.add.at(mass, nodes.ravel(), np.tile(element[0], len(nodes)))
    for row in nodes:
        np.add.at(stiffness, (np.repeat(row, 2), np.tile(row, 2)), element.ravel())
    return mass, stiffness


def of_itself(x, places):
    np.add.at(x, places, x[: len(places)])
    np.add.at(x[::2], places[:1], 1.5)
    return x


X = np.arange(5.0)
I = np.array([0, 2, -3, 1])
V = np.array([0.5, 1.25, -2.0, 3.0])
TWICE = np.array([[0, 1], [1, 2]])

CASES = [
    (added, (X, I, V), (X, I, 2.0), (X, I, np.array(2)), (X, I, V[:1]), (X, I, V[:3]), (X, I + 4, V), (X[:0], I[:0], V[:0]),
     (np.arange(5), I, I), (np.arange(5), I, V), (np.arange(5), I, 2), (np.arange(5, dtype="u1"), I, np.uint8(255)),
     (np.arange(5, dtype="i1"), I, 127),
     (X, I, 2j), (X > 2, I, True), (X, TWICE, np.ones((2, 2))), (np.eye(3), TWICE, np.ones((2, 1, 3))),
     (np.eye(4)[:, :3], I % 3, V[:3]), (np.eye(4), I, np.arange(4)[:, None]), (X, X > 2, 1.0)),
    (others, (X, I, V), (np.eye(5), I, 0.5)),
    (pairs, (np.eye(4), I, I[::-1], V), (np.eye(4), I, I[:2], V), (np.eye(4), I, I + 3, 2.0), (np.eye(4), I, I, V[:2]),
     (np.zeros((4, 4, 2)), I, I, V[:2])),
    (assembled, (TWICE, np.array([[2.0, -1.0], [-1.0, 2.0]]))),
    (of_itself, (X, I),),
]  # fmt: skip
