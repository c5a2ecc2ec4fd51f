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


W = np.random.default_rng(0).random((7, 7))
A = np.array([3.5, -1.0, 2.0, 8.0, 2.0, 0.5, -4.0, 9.0])
K = np.array([3, 1, 2, 1, 3, 1])
CASES = [
    (dijkstra, (W, 0), (np.where(W > 0.7, W, 0), 3)),
    (sorted_by_heap, (A,), (A[::-1],), (A[:1],)),
    (heapified, (A,), (-A,)),
    (largest, (A, 3), (-A, 20)),
    (ties, (K, K % 2), (K.astype(float), -K)),
    (of_the_callers, ([1, 5, 2, 8], 4), ([], 2.5)),
    (empty, (A,), (A + 10,)),
    (ranked, (A, 3), (-A, 0), (A[:2], 5), (A[:0], -1)),
]
