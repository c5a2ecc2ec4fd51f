"""`collections.deque` of data: a queue, a stack, a window."""

import collections
import heapq
from collections import deque

import numpy as np

PYTHON = {
    "added_to_a_list",
    "changed_while_iterated",
    "copy_of_arrays",
    "heap_in_a_deque",
    "limited_or_another",
    "of_lists",
    "of_objects",
}


def bfs(grid, row, column):
    rows, columns = grid.shape
    distance = np.full((rows, columns), -1)
    queue = deque([(row, column)])
    distance[row, column] = 0
    while queue:
        r, c = queue.popleft()
        for dr, dc in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            nr, nc = r + dr, c + dc
            if 0 <= nr < rows and 0 <= nc < columns and grid[nr, nc] == 0 and distance[nr, nc] < 0:
                distance[nr, nc] = distance[r, c] + 1
                queue.append((nr, nc))
    return distance


def topological(edges):
    n = len(edges)
    missing = edges.sum(axis=0)
    ready = collections.deque()
    for v in range(n):
        if missing[v] == 0:
            ready.append(v)
    order = []
    while len(ready) > 0:
        v = ready.popleft()
        order.append(v)
        for w in range(n):
            if edges[v, w]:
                missing[w] -= 1
                if missing[w] == 0:
                    ready.append(w)
    return order


def both_ends(a):
    q = deque()
    for i in range(len(a)):
        if a[i] > 0:
            q.append(a[i])
        else:
            q.appendleft(a[i])
        if len(q) > 4:
            print("left", q.popleft(), "right", q.pop())
    return q, len(q)


def long_queue(n):
    q = deque([0])
    total = 0
    for i in range(n):
        q.append(i)
        q.append(i * 2)
        total += q.popleft()
        if i % 3 == 0:
            q.appendleft(total)
    return total, len(q), q


def drained_and_filled(a, rounds):
    q = deque(a)
    for k in range(rounds):
        while q:
            q.pop() if k % 2 else q.popleft()
        for v in a:
            q.appendleft(v * k)
    return list(q)


def window(a, size):
    last = deque(maxlen=3)
    means = np.zeros(len(a))
    for i in range(len(a)):
        last.append(a[i])
        means[i] = sum(last) / len(last)
    return means, last, last.maxlen


def indexed(a, i):
    q = deque([1.0, 2.0])
    for v in a:
        q.append(v)
    q[0] = a[0] * 2
    q[-1] += 1
    return q[i], q[-2], q[len(q) - 1]


def extended(a, n):
    q = deque([n])
    q.extend(a)
    q.extendleft([1, 2, n])
    q += [4.5]
    for v in range(n):
        q.append(v)
    other = q.copy()
    other.append(-1)
    plain = deque(a)
    plain.popleft()
    plain.append(a[0])
    return q, other, a[0] in plain, a[0] * 7 in plain, max(plain), sorted(plain), np.array(plain)


def iterated(a):
    q = deque()
    for v in a:
        if v > 0:
            q.append((v, v * 2))
    total = 0.0
    for i, (v, w) in enumerate(q):
        total += v * w + i
    for v, _ in reversed(q):
        total = total * 0.5 + v
    q.clear()
    q.append((1.0, 2.0))
    return total, q


def in_branches(a):
    q = deque([1, 2])
    if a[0] > 0:
        q.append(3)
    elif a[1] > 0:
        q = deque([a[1]])
    if not q:
        return None
    return q.popleft()


def emptied(a):
    q = deque()
    for v in a:
        if v > 3:
            return q.popleft()
        if v > 2:
            q.append(v)
    print("popping")
    return q.pop()


def kinds(a):
    q = deque([a[0]])
    return isinstance(q, deque), isinstance(q, list), type(q) is deque, bool(q), len(deque())


def outside(a, i):
    q = deque([a[0], a[1]])
    for v in a:
        q.append(v)
    return q[i]


def rotated(a, n):
    q = deque([a[0], a[1]])
    q.rotate(1)
    q.extend(a)
    q.rotate(n)
    copied = q.copy()
    q.reverse()
    return q, copied, q.count(a[0])


def the_callers(q, x):
    q.append(x)
    return q.popleft()


def of_objects(a):
    q = deque([a, a * 2])
    return q.popleft()


def changed_while_iterated(a):
    q = deque([a[0], a[1]])
    for v in q:
        q.append(v)
    return q


def adjacency(n, edges):
    near = [[] for _ in range(n)]
    for u, v in edges:
        near[u].append(v)
        near[v].append(u)
    distance = [-1] * n
    distance[0] = 0
    queue = deque([0])
    while queue:
        u = queue.popleft()
        for v in near[u]:
            if distance[v] < 0:
                distance[v] = distance[u] + 1
                queue.append(v)
    return distance


def in_lists(a):
    q, rows, more = deque(maxlen=3), [], [1.0]
    for v in a:
        q.append(v)
        rows.append(list(q))
    more.extend(q)
    more += q
    return rows, more, q


class Window:
    def __init__(self, size):
        self.held = deque()
        self.size = size
        self.total = 0.0

    def push(self, v):
        self.held.append(v)
        self.total += v
        if len(self.held) > self.size:
            self.total -= self.held.popleft()


def in_an_object(a, size):
    window = Window(size)
    totals = np.zeros(len(a))
    for i, v in enumerate(a):
        window.push(v)
        totals[i] = window.total
    return totals, window.held


def several_names(a):
    q = deque([0.0])
    same = q
    for v in a:
        q.append(v)
        if v > 1:
            same.popleft()
    return q, same, q is same


def swapped(a):
    p, q = deque([0.0]), deque([1.0])
    for v in a:
        p.append(v)
        p, q = q, p
    return p, q


def turned(a, n):
    q = deque(a)
    for _ in range(n):
        q.append(q.popleft())
    return q


def ints_then_floats(n, a):
    q = deque()
    for i in range(n):
        q.append(i)
    for i in range(n):
        q.popleft()
        q.appendleft(i)
    q.append(a[0])
    return q


def left_early(a):
    q = deque([1.0])
    for v in a:
        if v < 0:
            return q
        q.append(v)
        if v > 5:
            break
    else:
        q.clear()
    return q


def limited_or_another(a):
    if a[0] > 0:
        q = deque(maxlen=2)
        q.append(a[0])
    else:
        q = deque(maxlen=2)
    for v in a:
        q.append(v)
    return q


def of_lists(a):
    q = deque()
    for v in a:
        q.append([v, v])
    return q


def added_to_a_list(a):
    q = deque([a[0]])
    return [1] + q


def heap_in_a_deque(a):
    q = deque([a[0]])
    heapq.heappush(q, a[1])
    return q


def pairs_of_arrays(x, n):
    steps, changes = deque(maxlen=3), deque(maxlen=3)
    total = 0.0
    for k in range(n):
        q = x * k
        for s, y in zip(reversed(steps), reversed(changes)):
            q = q - (s @ q) * y
        if steps:
            q *= steps[-1] @ changes[-1]
        steps.append(x / (k + 3))
        changes.append(np.tanh(q + x)[: k + 4])
        total += q.sum()
    return total, len(steps)


def arrays_at_both_ends(x, n):
    queue = deque()
    for k in range(n):
        queue.appendleft(x[: k + 1] * 2)
        if k % 3 == 2:
            queue.append(queue.pop() + 1)
    return [part.sum() for part in queue], np.concatenate(list(queue))


def copy_of_arrays(x, n):
    queue = deque(maxlen=2)
    for k in range(n):
        queue.append(x + k)
    return queue, queue.copy()


A = np.array([3.5, -1.0, 2.0, 8.0, -2.0, 0.5, -4.0, 9.0, 1.5])
GRID = (np.random.default_rng(0).random((9, 9)) < 0.3).astype(int)
EDGES = np.triu(np.random.default_rng(1).random((6, 6)) < 0.5, 1)


def counted_numbers(x):
    seen = deque()
    for v in x:
        seen.append(v)
        if seen.count(1) > 1:
            seen.popleft()
    return seen.count(1), seen.count(2.0), len(seen)


CASES = [
    (counted_numbers, (A,), (np.array([1, 2, 1, 1]),), ([1, 1.5],)),
    (bfs, (GRID * 0, 0, 0), (GRID, 4, 4)),
    (topological, (EDGES,), (EDGES[::-1, ::-1],), (EDGES * 0 == 1,)),
    (both_ends, (A,), (-A,), (np.abs(A),)),
    (long_queue, (5,), (300,), (0,)),
    (drained_and_filled, (A, 3), (A[:1], 8)),
    (window, (A, 3), (A[:2], 3)),
    (indexed, (A, 1), (A, -3), (A, 20)),
    (extended, (A, 3), (A.astype(int), 0)),
    (iterated, (A,), (-A,)),
    (in_branches, (A,), (-A,), (A * 0,)),
    (emptied, (A,), (A[4:7],), (A[5:],), (A * 0.3,)),
    (kinds, (A,)),
    (outside, (A, 3), (A, -12)),
    (adjacency, (7, np.array([[0, 1], [1, 2], [0, 3], [3, 4], [4, 5], [2, 5]]))),
    (in_lists, (A,), (A[:2],)),
    (in_an_object, (A, 3), (A, 0)),
    (several_names, (A,), (-A,)),
    (swapped, (A,), (A[:4],)),
    (turned, (A, 14), (A, 0)),
    (ints_then_floats, (5, A), (0, A)),
    (left_early, (A,), (abs(A),), (abs(A) / 9,)),
    (limited_or_another, (A,), (-A,)),
    (of_lists, (A,)),
    (added_to_a_list, (A,)),
    (heap_in_a_deque, (A,)),
    (rotated, (A, -4), (A, 3), (A[:2], 9)),
    (the_callers, (deque([1, 2]), 3), (deque(), 3), (deque(range(20), maxlen=20), 3)),
    (of_objects, (A,)),
    (changed_while_iterated, (A,)),
    (pairs_of_arrays, (A[:4], 7), (A[:4], 0)),
    (arrays_at_both_ends, (A, 8), (A, 1)),
    (copy_of_arrays, (A, 3)),
]
