"""Dicts whose keys are data and whose values are lists: groups, adjacency, lists shared by several dicts."""

from collections import defaultdict

import numpy as np


def by_setdefault(a, m):
    g = {}
    for i, v in enumerate(a):
        g.setdefault(int(v) % m, []).append(i)
    return g


def by_factory(x):
    groups = defaultdict(list)
    for v in x:
        groups[v % 3].append(v)
    return groups


def summed_groups(x):
    groups = defaultdict(list)
    for v in x:
        groups[v % 3].append(v)
    return dict(groups), {k: sum(v) for k, v in groups.items()}, {k: len(v) for k, v in groups.items()}


def made_if_missing(x):
    d = {}
    for v in x:
        k = int(v) % 4
        if k in d:
            d[k].append(v)
        else:
            d[k] = [v]
    return d


def made_empty_if_missing(x):
    d = {}
    for v in x:
        k = int(v) % 4
        if k not in d:
            d[k] = []
        d[k].append(v)
    return d, len(d)


def sorted_groups(x):
    d = defaultdict(list)
    for i, v in enumerate(x):
        d[int(v) % 4].append(i)
    out = []
    for k, v in sorted(d.items()):
        out.append((k, len(v), max(v)))
    return out


def sorted_items(x):
    d = defaultdict(list)
    for i, v in enumerate(x):
        d[int(v) % 4].append(i)
    return sorted(d.items())


def breadth_first(edges, n):
    adj = {}
    for k in range(len(edges)):
        u, v = int(edges[k, 0]), int(edges[k, 1])
        adj.setdefault(u, []).append(v)
        adj.setdefault(v, []).append(u)
    seen = {0}
    queue = [0]
    order = []
    while queue:
        u = queue.pop(0)
        order.append(u)
        for v in adj.get(u, []):
            if v not in seen:
                seen.add(v)
                queue.append(v)
    return order


def distances(edges, s):
    adj = defaultdict(list)
    for u, v in edges:
        adj[int(u)].append(int(v))
    dist = {s: 0}
    q = [s]
    while q:
        u = q.pop(0)
        for v in adj[u]:
            if v not in dist:
                dist[v] = dist[u] + 1
                q.append(v)
    return dist


def depth_first_in_argument(g, s):
    seen = set()
    order = []
    stack = [s]
    while stack:
        u = stack.pop()
        if u in seen:
            continue
        seen.add(u)
        order.append(u)
        for v in g[u]:
            if v not in seen:
                stack.append(v)
    return order


def argument_lists_grow(g, a):
    for v in a:
        g[int(v) % 2].append(int(v))
    return len(g)


def argument_gets_lists(g, a):
    for v in a:
        g.setdefault(int(v), []).append(1)
    return len(g)


def known_keys(x):
    d = {0: [], 1: []}
    for v in x:
        d[int(v) % 2].append(v)
    return d


def known_keys_and_more(x):
    d = {0: [], 1: [5]}
    for v in x:
        d.setdefault(int(v) % 3, []).append(v)
    return d, d[0]


def by_another_name(x):
    d = {}
    for v in x:
        row = d.setdefault(int(v) % 2, [])
        row.append(v)
        row.append(-v)
    return d


def shared_by_a_copy(x):
    d = {}
    for v in x:
        d.setdefault(int(v) % 2, []).append(v)
    e = dict(d)
    for k in d:
        e[k].append(100)
    return d, e


def deleted(x):
    d = {}
    for v in x:
        d.setdefault(int(v) % 4, []).append(v)
    d.pop(1, None)
    if 2 in d:
        del d[2]
    d.setdefault(1, []).append(7)
    return d


def replaced(x):
    d = {}
    for v in x:
        d.setdefault(int(v) % 4, []).append(v)
    for k in d:
        d[k] = [v * 2 for v in d[k]]
    return d


def changed_while_iterated(x):
    d = {}
    for v in x:
        d.setdefault(int(v) % 4, []).append(v)
    for k in d:
        d[k].sort()
    for r in d.values():
        r.append(0)
    return d, [sum(r) for r in d.values()], sorted(len(r) for r in d.values())


def longest(x):
    d = {}
    for v in x:
        d.setdefault(int(v) % 4, []).append(v)
    best = max(d, key=lambda k: len(d[k]))
    return best, d[best], sum(len(v) for v in d.values())


def missing(x):
    d = {}
    for v in x:
        d.setdefault(int(v) % 4, []).append(v)
    return d[17]


def of_pairs(x):
    d = defaultdict(list)
    for i, v in enumerate(x):
        d[int(v) % 3].append((i, v))
    t = 0
    for k, ps in d.items():
        for i, v in ps:
            t += i * v + k
    return t, d[0]


def by_get(x):
    d = {}
    for v in x:
        k = int(v) % 3
        d[k] = d.get(k, []) + [v]
    return d


def extended(x):
    d = defaultdict(list)
    for v in x:
        d[int(v) % 3] += [v, v]
    return d


def running_means(x):
    d = {}
    for v in x:
        s = d.setdefault(int(v) % 3, [0, 0.0])
        s[0] += 1
        s[1] += v
    return {k: s / n for k, (n, s) in d.items()}, d


def two_of_them(x):
    d = defaultdict(list)
    e = defaultdict(list)
    for v in x:
        d[v % 2].append(v)
        e[v % 3].append(-v)
    return d, e, len(d), len(e)


def one_list_twice(x):
    d = {}
    for v in x:
        d.setdefault(int(v) % 2, []).append(v)
    d[50] = d[int(x[0]) % 2]
    d[50].append(-1)
    return d


def under_pairs(x):
    d = {}
    for v in x:
        d.setdefault((int(v) % 2, int(v) % 3), []).append(v)
    return d


def made_in_rounds(m):
    out = []
    for row in m:
        d = {}
        for v in row:
            d.setdefault(int(v) % 2, []).append(v)
        out.append(len(d))
        t = 0
        for k, r in d.items():
            t += k * len(r)
        out.append(t)
    return out


def grouped_texts(words):
    g = {}
    for w in words:
        g.setdefault(tuple(sorted(w)), []).append(w)
    return list(g.values())


def inverted(x):
    d = {i: int(v) % 3 for i, v in enumerate(x)}
    inv = {}
    for k, v in d.items():
        inv.setdefault(v, []).append(k)
    return inv


def lists_of_the_lists(x):
    d = defaultdict(list)
    for i, v in enumerate(x):
        d[v].append(i)
    return [d[k] for k in sorted(d)], [(k, d[k][0], d[k][-1]) for k in sorted(d, reverse=True)]


def or_nothing(x):
    d = defaultdict(list)
    for i, v in enumerate(x):
        d[int(v)].append(i)
    r = d.get(3)
    if r is None:
        return 0
    return r[0]


def same_list(x):
    d = {}
    for v in x:
        d.setdefault(int(v), []).append(v)
    k = int(x[0])
    a = d[k]
    return d[k] is a, d[k] is d[int(x[1])], a is not d[k], d.get(100) is None, d[k] == a, len(a), a + [5]


def greatest_of_the_lists(x):
    d = {}
    for i, v in enumerate(x):
        d.setdefault(v, []).append(i)
    return max(d.values(), key=len), sorted(d.values(), key=len), list(d.values()), d


def lists_in_a_list(x):
    d, out = {}, []
    for i, v in enumerate(x):
        d.setdefault(v, []).append(i)
    for k in sorted(d):
        out.append(d[k])
    out[0].append(99)
    return out, d


def best_of_them(x):
    d = {}
    for i, v in enumerate(x):
        d.setdefault(v, []).append(i)
    best = d[x[0]]
    for r in d.values():
        if len(r) > len(best):
            best = r
    best.append(-1)
    return best, d


def emptied(x):
    d = {}
    for v in x:
        d.setdefault(int(v) % 2, []).append(v)
        if len(d[int(v) % 2]) > 2:
            d[int(v) % 2].clear()
    return d


def value_is_replaced(x):
    d = {}
    for v in x:
        d.setdefault(int(v) % 2, []).append(v)
    old = d[int(x[0]) % 2]
    d[int(x[0]) % 2] = [7]
    old.append(8)
    return d, old


def elements_in_inner_loops(n):
    lists = {}
    for i in range(n):
        lists.setdefault(i % 3, []).append(i)
    for k in range(min(n, 3)):
        one = lists[k]
        for j in range(len(one)):
            one[j] -= j
        if k == 1:
            one.append(7)
    return lists


def lists_or_numbers(x):
    d = {}
    for v in x:
        d[int(v)] = [v]
    d[5] = 3
    return d


A, F, NONE = np.array([3, 1, 2, 3, 9, 17, 25, 6]), np.array([5.0, 8.0, 2.5]), np.array([], int)
EDGES = np.array([[0, 1], [1, 2], [2, 3], [0, 4], [4, 5], [3, 5]])
ONE = ((A,), (F,), (NONE,), ([4, 5, 6, 7, 8, 9, 10, 11, 12],), ([4, 5],))
GRAPHS = (
    ({0: [1, 2], 1: [3], 2: [3], 3: []}, 0),
    ({0: [1], 1: [0], 5: [6, 7, 8], 6: [], 7: [5], 8: []}, 5),
    ({0: [1]}, 0),
)
LISTS = (({0: [1], 1: []}, A), ({0: [1, 2, 3], 1: [2, 3, 4, 5, 6, 7, 8, 9]}, A))
ON_ONE = (
    by_factory, summed_groups, made_if_missing, made_empty_if_missing, sorted_groups, sorted_items, known_keys,
    known_keys_and_more, by_another_name, shared_by_a_copy, deleted, replaced, changed_while_iterated, missing,
    of_pairs, by_get, extended, running_means, two_of_them, under_pairs, inverted, lists_of_the_lists, or_nothing,
    emptied, lists_or_numbers,
)  # fmt: skip
NOT_EMPTY = (
    longest,
    one_list_twice,
    same_list,
    greatest_of_the_lists,
    lists_in_a_list,
    best_of_them,
    value_is_replaced,
)


def neighbours_or_nothing(edges, n):
    graph = {}
    for a, b in edges:
        graph.setdefault(int(a), []).append(int(b))
    total = 0
    for k in range(n):
        for other in graph.get(k, ()):
            total += other * k
        if not graph.get(k, ()):
            total -= 1
    return total, sum(graph.get(n, ())), [v for v in graph.get(0, ()) if v > 1], graph.get(1, ())


CASES = [
    (neighbours_or_nothing, (EDGES, 6), (EDGES[:1], 2)),
    (elements_in_inner_loops, (7,), (2,), (0,)),
    *((function, *ONE) for function in ON_ONE),
    *((function, (A,), (F,), (np.array([1, 2]),)) for function in NOT_EMPTY),
    (by_setdefault, (A, 2), (F, 3), (NONE, 2)),
    (breadth_first, (EDGES, 6), (EDGES[:1], 2)),
    (distances, (EDGES, 0), (EDGES.tolist(), 2)),
    (depth_first_in_argument, *GRAPHS),
    (argument_lists_grow, *LISTS),
    (argument_gets_lists, ({0: [1], 1: [2]}, A), ({}, A)),
    (made_in_rounds, (np.array([[1, 2], [3, 5]]),)),
    (grouped_texts, (["ab", "ba", "c"],), ([[1, 2], [2, 1], [3]],)),
]
PYTHON = {"argument_gets_lists", "lists_or_numbers"}
