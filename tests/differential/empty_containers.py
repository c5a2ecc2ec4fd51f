"""What raises on an empty list, dict or set, in a branch that data decides and that a later round takes."""

import numpy as np


def greatest_goes(a, k):
    kept = []
    for v in a:
        if len(kept) < k:
            kept.append(v)
        else:
            kept.remove(max(kept))
            kept.insert(0, v)
    return kept


def least_is_replaced(a, k):
    kept = []
    for v in a:
        if len(kept) < k:
            kept.append(v)
        elif v > min(kept):
            kept[kept.index(min(kept))] = v
    return kept


def key_of_the_least(a, k):
    kept = {}
    for i, v in enumerate(a):
        if len(kept) < k:
            kept[i] = v
        else:
            least = min(kept, key=kept.get)
            del kept[least]
            kept[i] = v
    return kept


def oldest_goes(a, k):
    known, order = set(), []
    for i, _ in enumerate(a):
        if len(order) < k:
            known.add(i)
            order.append(i)
        else:
            known.remove(order.pop(0))
    return sorted(known), order


def caught(a, k):
    kept = []
    for i, v in enumerate(a):
        try:
            kept.append(max(kept) + v if i >= k else v)
        except ValueError as error:
            print(error)
            kept.append(-1.0)
    return kept


def missing_in_a_branch(a, k):
    kept = []
    try:
        if k > 3:
            kept.remove(a[0])
    except ValueError as error:
        return str(error)
    try:
        if k < 0:
            {}.popitem()
    except KeyError as error:
        return str(error)
    return kept.count(a[0])


A = np.array([5.0, 3.0, 8.0, 1.0, 9.0])
CASES = [
    (function, (A, 2), (A, 0), (A, 9), (A[:1], 1), (A[:0], 0), (A, -1))
    for function in (
        greatest_goes,
        least_is_replaced,
        key_of_the_least,
        oldest_goes,
        caught,
        missing_in_a_branch,
    )
]
