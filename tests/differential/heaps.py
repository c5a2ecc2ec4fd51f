"""`heapq` on lists of data: the items in the very order that Python leaves them in."""

import heapq
from heapq import heapify, heappop, heappush

import numpy as np


def dijkstra(weights, start):
    n = len(weights)
    distance = np.full(n, np.inf)
    distance[start] = 0
    heap = [(0.0, start)]
    while heap:
        d, u = heapq.heappop(heap)
        if d > distance[u]:
            continue
        for v in range(n):
            if weights[u, v] > 0:
                longer = d + weights[u, v]
                if longer < distance[v]:
                    distance[v] = longer
                    heapq.heappush(heap, (longer, v))
    return distance


def sorted_by_heap(a):
    heap = []
    for v in a:
        heappush(heap, v)
    order = list(heap)
    found = []
    while heap:
        found.append(heappop(heap))
    return order, found


def heapified(a):
    heap = list(a)
    heapify(heap)
    order = list(heap)
    least = heapq.heapreplace(heap, a[0] * 3)
    other = heapq.heappushpop(heap, a[1] - 1)
    return order, least, other, heap


def largest(a, k):
    heap = []
    for i in range(len(a)):
        if len(heap) < k:
            heapq.heappush(heap, a[i])
        elif a[i] > heap[0]:
            heapq.heapreplace(heap, a[i])
    return heap


def ties(keys, values):
    heap = []
    for i in range(len(keys)):
        heapq.heappush(heap, (keys[i], values[i], i))
    order = []
    while len(heap) > 0:
        key, _, i = heapq.heappop(heap)
        order.append((i, key))
    return order


def of_the_callers(heap, x):
    heapq.heappush(heap, x)
    return heapq.heappop(heap)


def empty(a):
    heap = [a[0]]
    for v in a:
        print(heapq.heappop(heap))
        if v > 5:
            heapq.heappush(heap, v)
    return heap


def ranked(a, n):
    pairs = [(v, i) for i, v in enumerate(a)]
    return (
        heapq.nlargest(n, a),
        heapq.nsmallest(n, a, key=lambda v: abs(v - 2)),
        heapq.nlargest(2, pairs),
        heapq.nsmallest(1, pairs, key=lambda pair: -pair[0]),
    )


def way_through(walls, start, goal):
    best, before = np.full(walls.shape, np.inf), {}
    best[start] = 0
    heap = [(abs(goal[0] - start[0]), start)]
    while heap:
        _, here = heappop(heap)
        if here == goal:
            break
        for dy, dx in ((0, 1), (1, 0), (0, -1), (-1, 0)):
            y, x = here[0] + dy, here[1] + dx
            inside = 0 <= y < walls.shape[0] and 0 <= x < walls.shape[1]
            if inside and not walls[y, x] and best[here] + 1 < best[y, x]:
                best[y, x] = best[here] + 1
                before[y, x] = here
                heappush(heap, (best[y, x] + abs(goal[0] - y), (y, x)))
    way = [goal]
    while way[-1] in before:
        way.append(before[way[-1]])
    return best[goal], way[::-1]


W = np.random.default_rng(0).random((7, 7))
A = np.array([3.5, -1.0, 2.0, 8.0, 2.0, 0.5, -4.0, 9.0])
K = np.array([3, 1, 2, 1, 3, 1])
CASES = [
    (dijkstra, (W, 0), (np.where(W > 0.7, W, 0), 3)),
    (
        way_through,
        (np.eye(3) > 1, (0, 0), (2, 1)),
        (np.eye(3) > 0, (0, 1), (1, 0)),
        (np.eye(2) > 1, (1, 1), (1, 1)),
    ),
    (sorted_by_heap, (A,), (A[::-1],), (A[:1],)),
    (heapified, (A,), (-A,)),
    (largest, (A, 3), (-A, 20)),
    (ties, (K, K % 2), (K.astype(float), -K)),
    (of_the_callers, ([1, 5, 2, 8], 4), ([], 2.5)),
    (empty, (A,), (A + 10,)),
    (ranked, (A, 3), (-A, 0), (A[:2], 5), (A[:0], -1)),
]
