"""Dynamic programming and classical algorithms on arrays."""

import numpy as np


def edit_distance(a, b):
    table = np.zeros((len(a) + 1, len(b) + 1), dtype=np.int64)
    for i in range(len(a) + 1):
        table[i, 0] = i
    for j in range(len(b) + 1):
        table[0, j] = j
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            cost = 0 if a[i - 1] == b[j - 1] else 1
            table[i, j] = min(table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + cost)
    return table[len(a), len(b)]


def longest_common_subsequence(a, b):
    best = np.zeros((len(a) + 1, len(b) + 1), dtype=int)
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            if x == y:
                best[i + 1, j + 1] = best[i, j] + 1
            else:
                best[i + 1, j + 1] = max(best[i, j + 1], best[i + 1, j])
    return best[-1, -1]


def knapsack(weights, values, capacity):
    best = np.zeros(capacity + 1)
    for i in range(len(weights)):
        for c in range(capacity, weights[i] - 1, -1):
            take = best[c - weights[i]] + values[i]
            if take > best[c]:
                best[c] = take
    return best[capacity], best


def coin_change(coins, amount):
    big = amount + 1
    least = np.full(amount + 1, big)
    least[0] = 0
    for a in range(1, amount + 1):
        for c in coins:
            if c <= a and least[a - c] + 1 < least[a]:
                least[a] = least[a - c] + 1
    if least[amount] == big:
        return -1
    return least[amount]


def longest_increasing(a):
    n = len(a)
    if n == 0:
        return 0
    length = np.ones(n, dtype=np.int32)
    for i in range(1, n):
        for j in range(i):
            if a[j] < a[i] and length[j] + 1 > length[i]:
                length[i] = length[j] + 1
    return length.max()


def max_subarray(a):
    best = here = a[0]
    start = stop = begin = 0
    for i in range(1, len(a)):
        if here < 0:
            here = a[i]
            begin = i
        else:
            here += a[i]
        if here > best:
            best = here
            start, stop = begin, i
    return best, start, stop


def matrix_chain(dims):
    n = len(dims) - 1
    cost = np.zeros((n, n))
    split = np.full((n, n), -1)
    for length in range(2, n + 1):
        for i in range(n - length + 1):
            j = i + length - 1
            cost[i, j] = np.inf
            for k in range(i, j):
                c = cost[i, k] + cost[k + 1, j] + dims[i] * dims[k + 1] * dims[j + 1]
                if c < cost[i, j]:
                    cost[i, j] = c
                    split[i, j] = k
    return cost[0, n - 1], split


def floyd_warshall(distance):
    n = distance.shape[0]
    for k in range(n):
        for i in range(n):
            for j in range(n):
                through = distance[i, k] + distance[k, j]
                if through < distance[i, j]:
                    distance[i, j] = through


def dijkstra(weights, source):
    n = len(weights)
    distance = np.full(n, np.inf)
    done = np.zeros(n, dtype=bool)
    distance[source] = 0
    for _ in range(n):
        u = -1
        for v in range(n):
            if not done[v] and (u < 0 or distance[v] < distance[u]):
                u = v
        if distance[u] == np.inf:
            break
        done[u] = True
        for v in range(n):
            if weights[u, v] > 0 and distance[u] + weights[u, v] < distance[v]:
                distance[v] = distance[u] + weights[u, v]
    return distance


def bellman_ford(edges, costs, n, source):
    distance = np.full(n, 1e18)
    distance[source] = 0.0
    for _ in range(n - 1):
        changed = False
        for e in range(len(edges)):
            u, v = edges[e]
            if distance[u] + costs[e] < distance[v]:
                distance[v] = distance[u] + costs[e]
                changed = True
        if not changed:
            break
    for e in range(len(edges)):
        if distance[edges[e, 0]] + costs[e] < distance[edges[e, 1]]:
            raise ValueError("negative cycle")
    return distance


def viterbi(start, transition, emission, observed):
    n = len(observed)
    states = len(start)
    score = np.zeros((n, states))
    back = np.zeros((n, states), dtype=np.int64)
    score[0] = start * emission[:, observed[0]]
    for t in range(1, n):
        for s in range(states):
            best = -1.0
            for p in range(states):
                value = score[t - 1, p] * transition[p, s]
                if value > best:
                    best = value
                    back[t, s] = p
            score[t, s] = best * emission[s, observed[t]]
    path = np.zeros(n, dtype=np.int64)
    path[n - 1] = np.argmax(score[n - 1])
    for t in range(n - 2, -1, -1):
        path[t] = back[t + 1, path[t + 1]]
    return path


def bubble_sort(a):
    n = len(a)
    swaps = 0
    for i in range(n):
        swapped = False
        for j in range(n - 1 - i):
            if a[j] > a[j + 1]:
                a[j], a[j + 1] = a[j + 1], a[j]
                swapped = True
                swaps += 1
        if not swapped:
            break
    return swaps


def insertion_sort(a):
    for i in range(1, len(a)):
        key = a[i]
        j = i - 1
        while j >= 0 and a[j] > key:
            a[j + 1] = a[j]
            j -= 1
        a[j + 1] = key
    return a


def shell_sort(a):
    gap = len(a) // 2
    while gap > 0:
        for i in range(gap, len(a)):
            x = a[i]
            j = i
            while j >= gap and a[j - gap] > x:
                a[j] = a[j - gap]
                j -= gap
            a[j] = x
        gap //= 2


def heap_sort(a):
    def sift(root, end):
        while 2 * root + 1 < end:
            child = 2 * root + 1
            if child + 1 < end and a[child] < a[child + 1]:
                child += 1
            if a[root] >= a[child]:
                return
            a[root], a[child] = a[child], a[root]
            root = child

    n = len(a)
    for i in range(n // 2 - 1, -1, -1):
        sift(i, n)
    for end in range(n - 1, 0, -1):
        a[0], a[end] = a[end], a[0]
        sift(0, end)


def merge(a, b):
    out = np.empty(len(a) + len(b), dtype=a.dtype)
    i = j = k = 0
    while i < len(a) and j < len(b):
        if a[i] <= b[j]:
            out[k] = a[i]
            i += 1
        else:
            out[k] = b[j]
            j += 1
        k += 1
    while i < len(a):
        out[k] = a[i]
        i += 1
        k += 1
    while j < len(b):
        out[k] = b[j]
        j += 1
        k += 1
    return out


def binary_search(a, x):
    lo, hi = 0, len(a) - 1
    while lo <= hi:
        mid = (lo + hi) // 2
        if a[mid] == x:
            return mid
        elif a[mid] < x:
            lo = mid + 1
        else:
            hi = mid - 1
    return -1


def sieve(n):
    prime = np.ones(n + 1, dtype=bool)
    prime[:2] = False
    i = 2
    while i * i <= n:
        if prime[i]:
            for j in range(i * i, n + 1, i):
                prime[j] = False
        i += 1
    return np.nonzero(prime)[0]


def count_primes(n):
    count = 0
    for candidate in range(2, n):
        d = 2
        while d * d <= candidate:
            if candidate % d == 0:
                break
            d += 1
        else:
            count += 1
    return count


def queens(n):
    columns = np.full(n, -1)
    row = 0
    solutions = 0
    while row >= 0:
        columns[row] += 1
        while columns[row] < n:
            ok = True
            for r in range(row):
                if columns[r] == columns[row] or abs(columns[r] - columns[row]) == row - r:
                    ok = False
                    break
            if ok:
                break
            columns[row] += 1
        if columns[row] == n:
            columns[row] = -1
            row -= 1
        elif row == n - 1:
            solutions += 1
        else:
            row += 1
    return solutions


def pascal(n):
    rows = np.zeros((n, n), dtype=np.int64)
    for i in range(n):
        rows[i, 0] = rows[i, i] = 1
        for j in range(1, i):
            rows[i, j] = rows[i - 1, j - 1] + rows[i - 1, j]
    return rows


def union_find(pairs, n):
    parent = np.arange(n)
    groups = n
    for a, b in pairs:
        while parent[a] != a:
            parent[a] = parent[parent[a]]
            a = parent[a]
        while parent[b] != b:
            parent[b] = parent[parent[b]]
            b = parent[b]
        if a != b:
            parent[a] = b
            groups -= 1
    return groups, parent


def flood_fill(grid, row, column, value):
    old = grid[row, column]
    if old == value:
        return 0
    stack = np.zeros((grid.size * 4 + 1, 2), dtype=np.int64)
    stack[0] = row, column
    top = 1
    filled = 0
    while top > 0:
        top -= 1
        r, c = stack[top]
        if r < 0 or c < 0 or r >= grid.shape[0] or c >= grid.shape[1]:
            continue
        if grid[r, c] != old:
            continue
        grid[r, c] = value
        filled += 1
        for dr, dc in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            stack[top, 0] = r + dr
            stack[top, 1] = c + dc
            top += 1
    return filled


def game_of_grid_paths(grid):
    rows, cols = grid.shape
    ways = np.zeros((rows, cols), dtype=np.int64)
    for i in range(rows):
        for j in range(cols):
            if grid[i, j]:
                continue
            if i == 0 and j == 0:
                ways[i, j] = 1
                continue
            up = ways[i - 1, j] if i > 0 else 0
            left = ways[i, j - 1] if j > 0 else 0
            ways[i, j] = up + left
    return ways[-1, -1]


W = np.array([[0.0, 3.0, 8.0], [2.0, 0.0, 1.0], [np.inf, 4.0, 0.0]])
D = np.array([5, 3, 8, 1, 9, 2])
CASES = [
    (edit_distance, (np.array([1, 2, 3, 4]), np.array([2, 3, 5])), (np.array([], int), np.array([1]))),
    (longest_common_subsequence, (np.array([1, 2, 3, 4]), np.array([2, 4, 3])), (np.zeros(0), np.ones(2))),
    (knapsack, (np.array([1, 3, 4]), np.array([15.0, 20.0, 30.0]), 4), (np.array([9]), np.array([1.0]), 3)),
    (coin_change, (np.array([1, 5, 10]), 18), (np.array([5, 10]), 3), (np.array([2]), 0)),
    (longest_increasing, (D,), (np.zeros(0),), (D.astype(float)[::-1],)),
    (max_subarray, (np.array([-2, 1, -3, 4, -1, 2, 1, -5, 4]),), (np.array([-1.5, -0.5]),), (np.zeros(0),)),
    (matrix_chain, (np.array([10, 30, 5, 60, 4]),), (np.array([2, 3]),)),
    (floyd_warshall, (W,), (W * 2,)),
    (dijkstra, (np.array([[0, 4, 1], [4, 0, 2], [1, 2, 0]]), 0), (np.zeros((2, 2)), 1)),
    (bellman_ford, (np.array([[0, 1], [1, 2], [0, 2]]), np.array([1.0, -2.0, 4.0]), 3, 0),
     (np.array([[0, 1], [1, 0]]), np.array([-1.0, -1.0]), 2, 0)),
    (viterbi, (np.array([0.6, 0.4]), np.array([[0.7, 0.3], [0.4, 0.6]]), np.array([[0.5, 0.4, 0.1], [0.1, 0.3, 0.6]]),
               np.array([0, 1, 2, 2])),),
    (bubble_sort, (D,), (np.arange(4.0),), (np.zeros(0),)),
    (insertion_sort, (D,), (D[::2],), (np.array([2.5, np.nan, 1.0]),)),
    (shell_sort, (D,), (D.astype(np.float32),)),
    (heap_sort, (D,), (np.zeros(1),)),
    (merge, (np.array([1, 4, 6]), np.array([2, 3, 9, 10])), (np.zeros(0), np.ones(2))),
    (binary_search, (np.arange(0, 20, 2), 14), (np.arange(0, 20, 2), 5), (np.zeros(0), 1)),
    (sieve, (30,), (1,), (100,)),
    (count_primes, (50,), (2,)),
    (queens, (5,), (4,), (1,)),
    (pascal, (6,), (1,), (0,)),
    (union_find, (np.array([[0, 1], [2, 3], [1, 2], [4, 4]]), 6), (np.zeros((0, 2), int), 3)),
    (flood_fill, (np.array([[1, 1, 0], [0, 1, 1]]), 0, 0, 7), (np.array([[1, 0], [0, 1]]), 1, 0, 0)),
    (game_of_grid_paths, (np.array([[0, 0, 0], [0, 1, 0], [0, 0, 0]]),), (np.array([[1]]),)),
]
