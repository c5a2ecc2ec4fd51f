"""Dicts and sets whose keys are data: counted, looked up, changed, iterated, returned."""

import numpy as np


class Tally:
    def __init__(self):
        self.counts = {}
        self.seen = set()


def counted(a):
    d = {}
    for x in a:
        d[x] = d.get(x, 0) + 1
    return d


def counted_by_test(a):
    d = {}
    for x in a:
        k = int(x)
        if k in d:
            d[k] += 1
        else:
            d[k] = 1
    return d, len(d), bool(d)


def counted_by_default(a):
    d = {}
    for i, x in enumerate(a):
        d.setdefault(int(x), i)
    return d, list(d), list(d.values()), list(d.items())


def folded(a):
    d = {}
    for x in a:
        d[int(x)] = d.get(int(x), 0) + 1
    best = max(d.values())
    return sum(d.values()), best, min(d), sorted(d), [k for k, v in d.items() if v == best], max(d, key=d.get)


def grouped_by_pairs(a, weights):
    d = {}
    for i in range(len(a)):
        k = a[i] % 3, int(a[i]) % 2
        d[k] = d.get(k, 0.0) + weights[i]
    return d


def last_and_first(a):
    d = {}
    for i, x in enumerate(a):
        k = int(x)
        if k in d:
            first, _ = d[k]
            d[k] = (first, i)
        else:
            d[k] = (i, i)
    return d


def memo_table(n):
    memo = {0: 0, 1: 1}
    for i in range(2, n):
        memo[i] = (memo[i - 1] + memo[i - 2]) % 1000
    return memo[n - 1], memo


def collatz_lengths(limit):
    lengths = {1: 1}
    best = 1
    for start in range(2, limit):
        n, steps = start, 0
        while n not in lengths:
            n = n // 2 if n % 2 == 0 else 3 * n + 1
            steps += 1
        lengths[start] = lengths[n] + steps
        if lengths[start] > lengths[best]:
            best = start
    return best, lengths[best], len(lengths)


def two_sum(a, target):
    seen = {}
    for i, x in enumerate(a):
        if target - x in seen:
            return seen[target - x], i
        seen[x] = i
    return None


def looked_up(a, k):
    d = {}
    for x in a:
        d[int(x)] = float(x)
    return d[k], d


def looked_up_pair(a, k):
    d = {}
    for x in a:
        d[int(x), 1.5] = 1
    return d[k, 1.5]


def deleted(a, k):
    d = {int(x): 1 for x in a}
    del d[k]
    return d, len(d)


def deleted_and_back(a):
    d = {}
    for x in a:
        k = int(x) % 5
        if k in d:
            del d[k]
        else:
            d[k] = float(x)
    return d, list(d.items()), len(d), sum(d.values())


def popped(a, k):
    d = {}
    out = []
    for x in a:
        out.append(d.pop(int(x), -1))
        d[int(x)] = int(x) * 2
    return d, out, d.pop(k)


def window(n, width):
    d = {}
    for i in range(n):
        d[i * 7] = i * i
        if i >= width:
            del d[(i - width) * 7]
    return d, len(d)


def iterated(a):
    d = {}
    for x in a:
        d[int(x)] = d.get(int(x), 0) + 1
    total = 0
    for k in d:
        total = total * 3 % 1009 + k * d[k]
    for k, v in d.items():
        total = total * 5 % 1009 + k - v
    for v in d.values():
        total = total * 7 % 1009 + v
    for i, k in enumerate(d):
        total += i * k
    return total


def changed_while_iterated(a):
    d = {int(x): 1 for x in a}
    for k in d:
        d[k] = k * 2
    return d


def grown_while_iterated(a):
    d = {int(x): 1 for x in a}
    for k in d:
        d[k + 1000] = 2
    return d


def values_changed_while_iterated(a):
    d = {int(x): i for i, x in enumerate(a)}
    for k, v in d.items():
        d[k] = v * 2
        d[3] = 7
    return d


def exchanged_while_iterated(a):
    d, e = {int(a[0]): 0, 5: 2}, {7: 1}
    for q in d:
        d, e = e, d
        d[int(a[1])] = 2
        e[q] = 3
    return d, e


def ints_beyond_64_bits(a, k):
    d = {int(x): 2**70 for x in a}
    d[k] = 1
    return d, 2**70 in d


def sorted_items(a):
    d = {}
    for x in a:
        d[int(x)] = d.get(int(x), 0) + 1
    return sorted(d.items()), sorted(d.items(), key=lambda item: (-item[1], item[0]))[:3]


def nested_tuples(a):
    d = {}
    for x in a:
        d[int(x), (1, float(x))] = (1, (2.0, x))
    return d, d[int(a[0]), (1, float(a[0]))]


def comprehensions(a, n):
    squares = {int(x): float(x) ** 2 for x in a if x > 0}
    pairs = {(i, j): i * j for i in range(n) for j in range(i)}
    return squares, pairs, {v: k for k, v in squares.items()}, {int(x) % 3 for x in a}


def displayed(a):
    return {a[0]: 1, a[1]: 2.5}, {int(a[0]), int(a[1]), 7}, {a[0]: 1, a[0]: 2}


def converted(a, b):
    d = dict(zip(a, b, strict=False))
    e = dict(d)
    e[a[0]] = b[1]
    return d, e, d[a[1]], set(a)


def updated(a, b):
    d = {int(x): 1 for x in a}
    e = {int(x): 2 for x in b}
    f = d | e
    d.update(e)
    d.update({5: 6, 7: 8})
    d |= {9: 10}
    return d, e, f


def copied(a):
    d = {int(x): 1 for x in a}
    e = d.copy()
    e[1000] = 2
    f = d
    f[2000] = 3
    return d, e, f is d


def cleared(a):
    d = {}
    for x in a:
        if x == 2:
            d.clear()
        d[int(x)] = 1
    return d


def made_in_rounds(m):
    out = []
    for r in range(m.shape[0]):
        counts, seen = {}, set()
        for x in m[r]:
            counts[int(x)] = counts.get(int(x), 0) + 1
            seen.add(int(x) % 3)
        out.append((len(counts), len(seen)))
    return out


def in_branches(a, n):
    d = {}
    if n > 3:
        for x in a:
            d[int(x)] = 1
    else:
        d[n] = 2
    if a[0] > 2:
        e = {1: 2.0}
    else:
        e = {2: 3.0, 5: 1.0}
    e[int(a[1])] = 0.5
    return d, e


def known_keys_by_data(a):
    d = {}
    for x in a:
        if x > 2:
            d[0] = d.get(0, 0) + 1
        else:
            d[1] = d.get(1, 0) + 1
    return d


def known_and_data(a):
    d = {0: 1}
    for x in a:
        d[int(x)] = 5
    d[True] = 7
    return d, True in d, 1 in d, 1000 in d


def keys_of_two_types(a):
    d = {}
    for x in a:
        d[int(x)] = 1
        d[x + 1] = 2
        d[x > 2] = 3
    return d


def ints_and_floats(a):
    d = {int(x): 1 for x in a}
    for x in a:
        d[float(x) / 2] = 2
    return d


def values_of_two_types(a):
    d = {}
    for x in a:
        d[int(x)] = d.get(int(x), 0) + x
    return d, d.get(3), d.get(1000), d.get(1000, "none")


def values_that_are_texts(a):
    return {int(x): "big" if x > 2 else "small" for x in a}


def values_that_are_lists(a):
    d = {}
    for x in a:
        d.setdefault(int(x), []).append(x)
    return d


def large_keys(a):
    d = {}
    for x in a:
        d[int(x) * 2**58] = 1
        d[-int(x)] = 2
    return d


def zeros(a):
    d = {}
    for x in a:
        d[x] = d.get(x, 0) + 1
    return d, [np.signbit(k) for k in d]


def looked_up_in_known(n):
    table = {1: 2.5, 2: 3.5, 10: 0.0}
    return table.get(n, -1.0), n in table, table[n]


def argument(d, a):
    for x in a:
        d[int(x)] = d.get(int(x), 0) + 1
    return len(d)


def helped(d, k):
    d[k] = d.get(k, 0) + 1
    return len(d)


def in_a_helper(a):
    d = {}
    n = 0
    for x in a:
        n = helped(d, int(x))
    return n, d


def in_a_closure(a):
    seen = set()

    def visit(k):
        if k in seen:
            return 0
        seen.add(k)
        return 1

    n = 0
    for x in a:
        n += visit(int(x))
    return n, seen


def in_attributes(a):
    tally = Tally()
    for x in a:
        tally.counts[int(x)] = 1
        tally.seen.add(int(x))
    return tally.counts, tally.seen


def exchanged(a):
    d, e = {}, {}
    for x in a:
        d, e = e, d
        d[int(x)] = len(e)
    return d, e


def left_early(a):
    d = {}
    for i in range(len(a)):
        for j in range(len(a)):
            if (a[i], a[j]) in d:
                return d[a[i], a[j]], len(d)
            if a[i] < 0:
                continue
            d[a[i], a[j]] = i
            if len(d) > 20:
                break
    return None


def viewed(a):
    d = {}
    values, keys = d.values(), d.keys()
    for x in a:
        d[int(x)] = 2.5
    return sum(values), len(values), len(keys), 3 in keys, 4 in keys


def as_arrays(a):
    d = {int(x): float(x) for x in a}
    return np.array(list(d.values())), np.array(list(d)), np.array(list(d.items()))


def caught(a, k):
    d = {int(x): 1 for x in a}
    try:
        return d[k]
    except KeyError:
        return -1


def seen_before(a):
    seen = set()
    repeated = 0
    for x in a:
        if x in seen:
            repeated += 1
        seen.add(x)
    return repeated, len(seen), seen, sorted(seen), max(seen), not seen


def first_repeated(a):
    seen = set()
    for x in a:
        if x in seen:
            return x
        seen.add(x)
    return None


def happy(n):
    seen = set()
    while n not in seen:
        seen.add(n)
        s = 0
        while n:
            s += (n % 10) ** 2
            n //= 10
        n = s
    return n == 1, len(seen), seen


def visited(grid):
    rows, cols = grid.shape
    seen = {(0, 0)}
    queue = [(0, 0, 0)]
    while queue:
        i, j, steps = queue.pop(0)
        if i == rows - 1 and j == cols - 1:
            return steps
        for di, dj in ((0, 1), (1, 0), (0, -1), (-1, 0)):
            y, x = i + di, j + dj
            if 0 <= y < rows and 0 <= x < cols and grid[y, x] == 0 and (y, x) not in seen:
                seen.add((y, x))
                queue.append((y, x, steps + 1))
    return -1


def longest_run(a):
    members = set(a.tolist())
    best = 0
    for x in a:
        if int(x) - 1 not in members:
            n = 1
            while int(x) + n in members:
                n += 1
            best = max(best, n)
    return best


def discarded(a):
    s = set()
    for x in a:
        s.add(int(x))
    for x in a[::2]:
        s.discard(int(x))
    return len(s), 3 in s, sorted(s), sum(s)


def removed(a, k):
    s = {int(x) for x in a}
    s.remove(k)
    return len(s)


def removed_and_returned(a, k):
    s = {int(x) for x in a}
    s.discard(k)
    return s


def set_iterated(a):
    s = {int(x) for x in a}
    return [x for x in s]


def set_compared(a):
    s = {int(x) for x in a}
    return s == {1, 2, 3, 99}, s != {1, 2}, s == [1]


def set_argument(s, a):
    for x in a:
        s.add(int(x))
    return len(s)


def last_item(a):
    d = {}
    for i, v in enumerate(a):
        d[int(v)] = i
    k, v = d.popitem()
    d[k + 1] = -v
    return d, k, v


def last_items(a):
    d, found = {}, []
    for v in a:
        d[int(v)] = int(v) * 2
        if len(d) > 2:
            found.append(d.popitem()[0])
    while d:
        k, v = d.popitem()
        found.append(k + v)
    return found, d


def last_of_many(n):
    d = {i * 37 % 101: i for i in range(n)}
    total = 0
    for i in range(0, n, 3):
        d.pop(i * 37 % 101, None)
    while len(d) > 3:
        k, v = d.popitem()
        total += k * v
        if v % 7 == 0 and k >= 0:
            d[-1 - k] = v
    return total, d


def two_last_items(a):
    d = {int(v): i for i, v in enumerate(a)}
    d.popitem()
    d.popitem()
    return d


def compared(a, b):
    d, e = {int(v): float(v) for v in a}, {int(v): float(v) for v in b}
    same = d == e
    e[1] = 2.5
    return same, d == e, d != e, d == {1: 1.0}, {} == d, d == 3, d == {}


def compared_pairs(a, b):
    d, e = {}, {}
    for i in range(len(a)):
        d[int(a[i]), i % 2] = (int(a[i]), 0.5)
    for i in range(len(b) - 1, -1, -1):
        e[int(b[i]), i % 2] = (int(b[i]), 0.5)
    return d == e, d != e


def by_their_values(a):
    d = {}
    for v in a:
        d[int(v)] = d.get(int(v), 0) + 1
    pairs = sorted(d.items(), key=lambda kv: (-kv[1], kv[0]))
    return sorted(d, key=d.get, reverse=True), pairs, sorted(d.values())


def key_or_nothing(w, src):
    n = len(w)
    dist = [np.inf] * n
    dist[src] = 0
    done = set()
    while len(done) < n:
        u = None
        for i in range(n):
            if i not in done and (u is None or dist[i] < dist[u]):
                u = i
        if dist[u] == np.inf:
            break
        done.add(u)
        for v in range(n):
            if w[u, v] > 0 and dist[u] + w[u, v] < dist[v]:
                dist[v] = dist[u] + w[u, v]
    return dist


def nothing_is_a_key(a):
    seen, last = set(), None
    for v in a:
        seen.add(last)
        last = int(v) if v > 1 else None
    return len(seen), None in seen


def from_keys(a):
    return dict.fromkeys(a), dict.fromkeys([int(v) for v in a], 0), list(dict.fromkeys(int(v) for v in a))


def merged(a, b):
    d, e = {int(v): i for i, v in enumerate(a)}, {int(v): -i for i, v in enumerate(b)}
    f = d | e
    d |= {1: 5}
    return f, d, e, dict(zip([int(v) for v in a], b))


A = np.array([3, 1, 3, 2, 1, 3, 99, -5, 2**40])
FEW = np.array([3, 1, 3, 2, 1, 3, 99])
NONE = A[:0]
SMALL = FEW.astype(np.int8)
FLOATS = np.array([3, 1, 3, 0.0, -0.0, 2.5, 2.5])
NAN = np.array([1.0, np.nan, np.nan])
MANY = np.random.default_rng(1).integers(-20, 50, 300)
WALLS = np.array([[0, 0, 1, 0], [1, 0, 1, 0], [1, 0, 0, 0], [1, 1, 1, 0]])
CASES = [
    (last_item, (FEW,), (MANY,), (NONE,)),
    (last_items, (FEW,), (MANY,), (NONE,)),
    (last_of_many, (60,), (100,), (0,), (5,)),
    (two_last_items, (FEW,), (FEW[:1],), (NONE,)),
    (compared, (A, A[::-1]), (A, FEW), (NONE, NONE), (A, NONE), (FEW, FLOATS)),
    (compared_pairs, (A, A), (A, FEW), (FEW[[0, 1]], FEW[[0, 1]]), (NONE, FEW)),
    (by_their_values, (FEW,), (MANY,), (NONE,)),
    (key_or_nothing, (np.array([[0, 4, 1], [0, 0, 0], [0, 2, 0]]), 0), (np.array([[0, 1.5], [0, 0]]), 1)),
    (nothing_is_a_key, (FEW,), (NONE,)),
    (from_keys, (FEW,), (NONE,), (FLOATS,)),
    (merged, (FEW, MANY), (MANY, FEW), (NONE, FEW), (FEW, NONE)),
    (counted, (A,), (MANY,), (FLOATS,), (SMALL,), (NONE,), (NAN,), (FLOATS.astype(np.float32),)),
    (counted_by_test, (A,), (MANY,), (NONE,)),
    (counted_by_default, (A,), (MANY,), (NONE,)),
    (folded, (FEW,), (MANY,), (NONE,)),
    (grouped_by_pairs, (FEW, np.arange(7.0)), (MANY, np.arange(300.0)), (SMALL, np.ones(7))),
    (last_and_first, (A,), (MANY,)),
    (memo_table, (50,), (2,), (3,)),
    (collatz_lengths, (200,), (2,)),
    (two_sum, (A, 4), (A, 1000), (FLOATS, 3.5)),
    (looked_up, (A, 3), (A, 4), (NONE, 0)),
    (looked_up_pair, (A, 3), (A, 4)),
    (deleted, (A, 3), (A, 4)),
    (deleted_and_back, (A,), (MANY,), (NONE,)),
    (popped, (A, 3), (MANY, 7), (A, 4)),
    (window, (100, 5), (3, 5), (40, 1)),
    (iterated, (A,), (MANY,), (NONE,)),
    (changed_while_iterated, (A,), (MANY,)),
    (grown_while_iterated, (A,), (NONE,)),
    (values_changed_while_iterated, (A,), (MANY,)),
    (exchanged_while_iterated, (A,)),
    (ints_beyond_64_bits, (A, 5), (A, 2**70)),
    (sorted_items, (A,), (MANY,), (NONE,)),
    (nested_tuples, (A,), (FLOATS,)),
    (comprehensions, (FLOATS, 6), (A, 40)),
    (displayed, (A,), (FLOATS,), (A[[0, 0]],)),
    (converted, (FEW, FLOATS), (FLOATS, FEW)),
    (updated, (A, MANY), (MANY, A), (NONE, A)),
    (copied, (A,), (NONE,)),
    (cleared, (FEW,), (MANY,)),
    (
        made_in_rounds,
        (np.arange(12).reshape(3, 4) % 5,),
    ),
    (in_branches, (A, 5), (A, 2), (FLOATS[::-1], 5)),
    (known_keys_by_data, (FLOATS,), (-FLOATS,), (NONE,)),
    (known_and_data, (A,), (NONE,)),
    (keys_of_two_types, (FEW,), (MANY,)),
    (ints_and_floats, (FEW,)),
    (values_of_two_types, (FEW,), (FLOATS,), (SMALL,)),
    (values_that_are_texts, (FEW,)),
    (values_that_are_lists, (FEW,)),
    (large_keys, (FEW[:-1],), (FEW,)),
    (zeros, (FLOATS,), (-FLOATS,), (NAN,)),
    (looked_up_in_known, (1,), (10,), (3,)),
    (argument, ({3: 1, 8: 2}, A), ({}, A), ({"a": 1}, A), ({3: 1, 8: 2}, NONE)),
    (in_a_helper, (A,), (MANY,)),
    (in_a_closure, (A,), (MANY,)),
    (in_attributes, (A,), (NONE,)),
    (exchanged, (A,), (MANY,)),
    (left_early, (A,), (np.arange(8),), (-A,)),
    (viewed, (FEW,), (NONE,)),
    (
        as_arrays,
        (A,),
    ),
    (caught, (A, 3), (A, 4)),
    (seen_before, (FEW,), (MANY,), (FLOATS,), (NONE,)),
    (first_repeated, (A,), (np.arange(4),)),
    (happy, (19,), (4,)),
    (visited, (WALLS,), (WALLS[:3],), (WALLS[:2, :2],)),
    (longest_run, (FEW,), (MANY,)),
    (discarded, (A,), (MANY,)),
    (removed, (A, 3), (A, 4)),
    (removed_and_returned, (A, 3), (A, 4)),
    (
        set_iterated,
        (A,),
    ),
    (set_compared, (FEW,), (MANY,)),
    (set_argument, ({3, 8, 100}, MANY), (set(), A), ({"a"}, A)),
]
PYTHON = (
    "exchanged_while_iterated",
    "ints_beyond_64_bits",
    "grown_while_iterated",
    "nothing_is_a_key",
    "removed_and_returned",
)
