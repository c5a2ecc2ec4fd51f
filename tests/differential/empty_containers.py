"""What raises on an empty list, dict or set, in a branch that data decides and that a later round takes."""

import heapq

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


def pairs_in_buckets(a, k):
    buckets = [[] for _ in range(len(a))]
    total = 0
    for i in range(len(a)):
        for one, two in buckets[i]:
            total += one * two
        buckets[(i * i) % len(a)].append((i, a[0]))
    return total, buckets


def never_filled(a, k):
    buckets = [[] for _ in range(len(a))]
    seen = {}
    for i in range(len(a)):
        for one, two in buckets[i]:
            seen[one] = two
    return seen, buckets


def asked_of_nothing(kept, k):
    try:
        return kept[k]
    except IndexError:
        return None


def stored_into_nothing(kept, k):
    try:
        kept[k] = 5
    except IndexError:
        return None
    return kept


def popped_from_nothing(kept, k):
    try:
        return kept.pop()
    except IndexError as error:
        return str(error)


def looked_for_in_nothing(kept, k):
    try:
        return kept.index(k)
    except ValueError:
        return None


def removed_from_nothing(kept, k):
    try:
        kept.remove(k)
    except ValueError as error:
        return str(error)
    return kept


def greatest_of_nothing(kept, k):
    try:
        return max(kept)
    except ValueError:
        return None


def deleted_from_nothing(kept, k):
    del kept[k]
    return kept


def routes(graph, k):
    distance = {k: 0}
    done = set()
    waiting = [(0, k)]
    while waiting:
        reached, place = heapq.heappop(waiting)
        if place in done:
            continue
        done.add(place)
        for other, length in graph[place]:
            if other not in distance or reached + length < distance[other]:
                distance[other] = reached + length
                heapq.heappush(waiting, (reached + length, other))
    return distance


GRAPH = {0: [(1, 4), (2, 1)], 1: [(3, 1)], 2: [(1, 2), (3, 5)], 3: []}


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
CASES += [
    *((function, (A, 0), (A[:1], 0), (A[:0], 0)) for function in (pairs_in_buckets, never_filled)),
    (deleted_from_nothing, ([1], 0), ([], 0), ([], 5), ([1.0, 2.0], 1)),
    *(
        (function, ([], 0), ([1], 0), ([], 5), ([1.0, 2.0], 1), ([3], -1))
        for function in (
            *(asked_of_nothing, stored_into_nothing, popped_from_nothing, looked_for_in_nothing),
            *(removed_from_nothing, greatest_of_nothing),
        )
    ),
    (routes, (GRAPH, 0), (GRAPH, 3), ({5: []}, 5), (GRAPH, 7)),
]
