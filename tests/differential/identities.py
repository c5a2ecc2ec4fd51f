"""To tell objects from each other by their identities or hashes is part of the graph."""

import numpy as np


class Node:
    def __init__(self, k):
        self.k = k


def seen_once(x, nodes):
    seen, total = set(), 0.0
    for node in nodes:
        if id(node) in seen:
            continue
        seen.add(id(node))
        total += node.k * x.sum()
    return total


def same_or_not(one, other, x):
    return x.sum() if id(one) == id(other) and hash(one) == hash(other) else x[0]


X = np.array([1.0, 2.0])
CASES = [
    (seen_once, (X, [Node(1.0), Node(2.0)])),
    (same_or_not, (Node(2.0), Node(3.0), X)),
]
