"""Lists whose length or index is data: built, searched, changed, used as stacks and queues, returned."""

import numpy as np


def kept(x):
    out = []
    for v in x:
        if v > 0:
            out.append(v)
    return np.array(out)


def places(x):
    out = []
    for i in range(len(x)):
        if x[i] > 0:
            out.append(i)
    return out


def sieve(n):
    flags = [True] * (n + 1)
    primes = []
    for i in range(2, n + 1):
        if flags[i]:
            primes.append(i)
            j = i * i
            while j <= n:
                flags[j] = False
                j += i
    return primes, len(primes), sum(primes)


def as_a_stack(x):
    stack = []
    for v in x:
        if v > 0:
            stack.append(v)
        elif stack:
            stack.pop()
    total = 0.0
    while stack:
        total += stack.pop()
    return total


def as_a_queue(n):
    queue = [n]
    seen = 0
    while queue:
        k = queue.pop(0)
        seen += 1
        if k > 1:
            queue.append(k // 2)
            if k % 2:
                queue.append(k - 1)
        if seen > 50:
            break
    return seen, queue


def tuples_in_a_list(x):
    found = []
    for i, v in enumerate(x):
        if v > 0:
            found.append((i, v))
    best = 0.0
    for i, v in found:
        best += i * v
    return found, best, np.array(found) if len(found) > 0 else None


def filled_by_index(n):
    f = [0] * (n + 1)
    f[0] = 1
    for i in range(1, n + 1):
        f[i] = f[i - 1] * 2 % 1000 + (f[i - 2] if i > 1 else 0)
    return f[n], f[-1], f[2:4]


def int_then_numbers(x):
    out = [0]
    for v in x:
        out.append(out[-1] + v)
    return out, np.array(out)


def element_outside(x, k):
    found = []
    for v in x:
        found.append(v)
    return found[k]


def pop_from_empty(x):
    found = []
    for v in x:
        if v > 100:
            found.append(v)
    return found.pop()


def weights_by_index(k):
    weights = [0.1, 0.5, 2.0]
    total = 0.0
    for i in range(k):
        total += weights[i % 3]
    return total


def distinct(x):
    seen = []
    for v in x:
        if v not in seen:
            seen.append(v)
    seen.sort(reverse=True)
    return seen, seen.index(seen[0]), seen.count(3)


def callers_list(items, x):
    for v in x:
        if v > 0:
            items.append(v)
    return len(items)


def until_long_enough(n):
    found = [0, 1]
    while len(found) < n:
        found.append(found[-1] + found[-2])
    return found[:n]


def printed(x):
    found = []
    for v in x:
        if v > 0:
            found.append(v)
    print(found, len(found))
    print(f"got {found}")


def breadth_first(adjacent, start):
    n = len(adjacent)
    distance = [-1] * n
    distance[start] = 0
    queue = [start]
    head = 0
    while head < len(queue):
        u = queue[head]
        head += 1
        for v in range(n):
            if adjacent[u, v] and distance[v] < 0:
                distance[v] = distance[u] + 1
                queue.append(v)
    return distance, queue


def collatz(n):
    path = [n]
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        path.append(n)
    return path, len(path), sum(path) / len(path)


def list_in_a_loop(x):
    found = []
    for i in range(len(x)):
        row = []
        for j in range(i):
            row.append(x[i] * x[j])
        found.append(sum(row))
    return np.array(found)


def _push(items, v):
    items.append(v)
    return len(items)


def list_in_a_helper(x):
    items = []
    n = 0
    for v in x:
        n += _push(items, v)
    return items, n


def iterated(x):
    items = []
    for v in x:
        if v > 0:
            items.append(v)
    total = 0
    for i, v in enumerate(items):
        total += i * v
    for v in reversed(items):
        total = total / 2 + v
    for a, b in zip(items, items[1:], strict=False):
        total += a * b
    return total


def append_on_condition(x):
    out = []
    if x[0] > 0:
        out.append(x[0])
    out.append(1.0)
    return out


def merge_sorted(a, b):
    i = j = 0
    out = []
    while i < len(a) and j < len(b):
        if a[i] <= b[j]:
            out.append(a[i])
            i += 1
        else:
            out.append(b[j])
            j += 1
    out += a[i:]
    out.extend(b[j:])
    return out


def argument_list(items, k):
    total = 0.0
    for v in items:
        total += v
    items[k] = total
    items.append(k)
    return items[k - 1]


def slices_and_del(x):
    items = [0.0] * 5
    items[1:3] = [7.0, 8.0]
    del items[0]
    for v in x:
        if v > 0:
            del items[-1]
    items.reverse()
    return items


def moving_average(x, width):
    out = []
    for i in range(len(x) - width + 1):
        out.append(np.mean(x[i : i + width]))
    return np.array(out)


def row_sums(m):
    out = []
    for row in m:
        out.append(row.sum())
    return out, np.asarray(out), np.sum(out), np.max(out)


def returned_early(x, limit):
    found = []
    for v in x:
        if v > limit:
            return found
        found.append(v * 2)
    found.append(0.5)
    return found


def chosen_and_changed(x):
    positive, negative = [], []
    for v in x:
        (positive if v > 0 else negative).append(v)
    return positive + negative, len(positive) - len(negative)


def two_names(x):
    one = []
    two = one
    for v in x:
        two.append(v)
    return one is two, one, two


def one_of_two_arguments(a, b, x):
    chosen = a if x[0] > 0 else b
    chosen.append(x[1])
    return chosen


def replaced_in_a_branch(x):
    items = [1.0]
    other = items
    if x[0] > 0:
        items = [2.0]
    items.append(x[1])
    return items, other


def strings_by_index(x):
    names = ["a", "b"]
    total = 0
    for i in range(2):
        if names[i] == "a":
            total += x[i]
    return total


def sum_of_numbers(items):
    total = 0.0
    for v in items:
        total += v
    return total, len(items), max(items), min(items), sum(items), items[-1]


def bubble_sort(items):
    n = len(items)
    for i in range(n):
        for j in range(n - 1 - i):
            if items[j] > items[j + 1]:
                items[j], items[j + 1] = items[j + 1], items[j]
    return items


def first_two(items):
    a, b, *_ = items
    return a + b


def sum_of_rows(rows):
    total = 0.0
    for row in rows:
        for v in row:
            total += v
    return total


def added_to(items, x):
    for v in x:
        items.append(v)
    return items


def in_a_global(k):
    return NUMBERS[k] + len(NUMBERS)


def appended_to_under_iteration(a):
    for v in a:
        if v != 5 and len(a) < 6:
            a.append(v * 2)
    return a


def shortened_under_iteration(a):
    for k, v in enumerate(a):
        if v == 5:
            a.pop()
        elif v == k:
            a[-1] = v
    return a


def appended_to_in_reverse(a):
    for v in reversed(a):
        if v != 5 and len(a) < 6:
            a.append(v * 2)
    return a


def zipped_and_appended_to(v, n):
    a, b = [1.0, 2.0, 3.0], []
    for w, u in zip(a, a[::-1], strict=False):
        if w < v:
            b.append(u)
        if w < n:
            a.append(u)
    return a, b


def dict_under_iteration(v):
    found = {"a": 1.0, "b": 2.0, "c": 3.0, "d": 4.0}
    del found["a"]
    for key in found:
        if found[key] > v:
            found[key] = v
    return found


NUMBERS = [float(i * 7 % 11) for i in range(12)]
WHOLE = [i * 7 % 11 for i in range(9)]
FLOATS = np.array([1.0, -2.0, 3.0, 3.5])
INTS = np.array([3, -1, 4, 3])
NONE = np.zeros(0)
MATRIX = np.array([[1.0, 2.0], [-1.0, 4.0], [3.0, 3.0]])
GRAPH = np.array([[0, 1, 1, 0], [1, 0, 0, 1], [1, 0, 0, 0], [0, 1, 0, 0]])
CASES = [
    (kept, (FLOATS,), (INTS,), (NONE,), (np.zeros(3, int),)),
    (places, (FLOATS,), (NONE,)),
    (sieve, (30,), (2,), (1,)),
    (as_a_stack, (FLOATS,), (-FLOATS,)),
    (as_a_queue, (13,), (0,)),
    (tuples_in_a_list, (FLOATS,), (-INTS,), (NONE,)),
    (filled_by_index, (6,), (1,)),
    (int_then_numbers, (FLOATS,), (INTS,), (INTS[:0],), (FLOATS.astype(np.float32),)),
    (element_outside, (FLOATS, -1), (FLOATS, 4), (FLOATS, -5), (NONE, 0)),
    (pop_from_empty, (FLOATS,), (FLOATS * 50,)),
    (weights_by_index, (7,), (0,)),
    (distinct, (INTS,), (FLOATS,)),
    (callers_list, ([1.0], FLOATS), ([], INTS), ([], NONE)),
    (until_long_enough, (10,), (1,)),
    (printed, (FLOATS,), (INTS,), (NONE,)),
    (breadth_first, (GRAPH, 0)),
    (collatz, (7,), (1,)),
    (list_in_a_loop, (FLOATS,), (INTS,)),
    (list_in_a_helper, (FLOATS,)),
    (iterated, (FLOATS,), (NONE,)),
    (append_on_condition, (FLOATS,), (-FLOATS,)),
    (merge_sorted, ([1.0, 3.0, 5.0], [2.0, 4.0]), ([1.0], [])),
    (argument_list, ([1.0, 2.0, 3.0], 1), ([1.0, 2.0], 5)),
    (slices_and_del, (FLOATS,), (np.ones(6),)),
    (
        moving_average,
        (FLOATS, 2),
    ),
    (row_sums, (MATRIX,)),
    (returned_early, (FLOATS, 2), (FLOATS, -9), (FLOATS, 20)),
    (chosen_and_changed, (FLOATS,)),
    (two_names, (FLOATS,)),
    (one_of_two_arguments, ([1.0], [2.0], FLOATS), ([1.0], [2.0], -FLOATS)),
    (replaced_in_a_branch, (FLOATS,), (-FLOATS,)),
    (strings_by_index, (FLOATS,)),
    (sum_of_numbers, (NUMBERS,), (WHOLE,), ([True] * 9,), ([1.0],), ([2**70] * 9,), ([1] * 8 + [0.5],)),
    (bubble_sort, (NUMBERS,), (WHOLE,), ([2, 1],)),
    (first_two, (NUMBERS,), (WHOLE,)),
    (sum_of_rows, ([NUMBERS, NUMBERS],), ([[1.0], [2.0, 3.0]],)),
    (added_to, (list(NUMBERS), FLOATS), (list(WHOLE), INTS)),
    (in_a_global, (3,), (-1,), (12,)),
    (appended_to_under_iteration, ([1, 2, 3],), ([1.0],), ([5, 5, 5],)),
    (shortened_under_iteration, ([5, 5, 5, 5],), ([0, 1, 7],)),
    (appended_to_in_reverse, ([1, 2, 3],), ([5.0],)),
    (zipped_and_appended_to, (3.5, 4), (1.0, 3), (-2, 4)),
    (dict_under_iteration, (3.5,), (1.0,), (-2,)),
]
PYTHON = (
    "replaced_in_a_branch",
    "appended_to_under_iteration",
    "shortened_under_iteration",
    "appended_to_in_reverse",
    "zipped_and_appended_to",
)
