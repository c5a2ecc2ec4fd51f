"""Counters, default dicts, ordered dicts and deques that the caller hands in: read, and changed."""

from collections import Counter, OrderedDict, defaultdict, deque

import numpy as np

X = np.array([3.0, -1.0, 2.0])
I = np.array([3, 1, 2, 1, 7, 3])
LINE = deque([1.0])
VOTES = Counter(a=1)


def moved(d, k):
    d[k] = d.get(k, 0) + 1
    d.move_to_end(k)
    return list(d.items())


def least_recently_used(cache, keys):
    hits = []
    for k in keys:
        if k in cache:
            cache.move_to_end(k)
            hits.append(cache[k])
        else:
            cache[k] = k * 2
            if len(cache) > 3:
                cache.popitem(last=False)
    return hits


def summed_by_rest(d, x):
    for i, v in enumerate(x):
        d[i % 2] += v
    return sum(d.values())


def collected(d, x):
    for i, v in enumerate(x):
        d[i % 2].append(v)
    return len(d)


def by_name(d, x):
    d["a"] += x.sum()
    d["b"] += 1
    return d["a"], d


def breadth_first(near, start):
    seen = {start}
    queue = deque([start])
    order = []
    while queue:
        node = queue.popleft()
        order.append(node)
        for other in near[node]:
            if other not in seen:
                seen.add(other)
                queue.append(other)
    return order


def window(q, x):
    out = []
    for v in x:
        q.append(v)
        out.append(sum(q) / len(q))
    return out, q


def work(q):
    total = 0
    while q:
        a, b = q.popleft()
        total += a * b
        if a > 3:
            q.append((a - 3, b))
    return total


def counted(c, x):
    for v in x:
        c[int(v)] += 1
    c.update([1, 1])
    return c.most_common(1), c[99], c.total()


def one_of_two_names(c, d):
    c[1] = 2.5
    return c is d, d[1], c


def of_the_module(x):
    for v in x:
        LINE.append(v)
    VOTES["a"] += len(x)
    return len(LINE), VOTES["a"]


NEAR = defaultdict(list, {0: [1, 2], 1: [3], 2: [3]})
SUMS = defaultdict(float, {0: 1.0})
CASES = [
    (moved, (OrderedDict([(1, 2), (3, 4)]), 1), (OrderedDict([(1, 2), (3, 4)]), 5)),
    (
        least_recently_used,
        (OrderedDict(), I),
    ),
    (summed_by_rest, (defaultdict(float), X), (SUMS, X), (defaultdict(int, {5: 1}), I)),
    (collected, (defaultdict(list), X), (defaultdict(list, {0: [1.0]}), X)),
    (by_name, (defaultdict(float), X), (defaultdict(float, a=1.5), X)),
    (breadth_first, (NEAR, 0), (NEAR, 1)),
    (window, (deque(maxlen=2), X), (deque([1.0, 2.0], maxlen=3), X), (deque(X.tolist() * 5), X)),
    (work, (deque([(1, 2), (5, 3)]),), (deque([(1, 2)] * 9),)),
    (counted, (Counter({1: 2}), X), (Counter(), X)),
    (one_of_two_names, (SUMS, SUMS), (SUMS, Counter([1, 1]))),
    (of_the_module, (X,)),
]
