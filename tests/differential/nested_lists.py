"""Lists of lists where data decides lengths or indices: tables, adjacency lists, rows under other names."""

import numpy as np

EDGES = np.array([[0, 1], [1, 2], [2, 3], [0, 4], [4, 5], [3, 5]])
WORD, OTHER = np.array([1, 2, 3, 4, 5]), np.array([2, 4, 5, 9])


def table(n, m):
    g = [[0] * m for _ in range(n)]
    for i in range(n):
        for j in range(m):
            g[i][j] = i * j
    return g


def longest_common_subsequence(s, t):
    n, m = len(s), len(t)
    dp = [[0] * (m + 1) for _ in range(n + 1)]
    for i in range(1, n + 1):
        for j in range(1, m + 1):
            if s[i - 1] == t[j - 1]:
                dp[i][j] = dp[i - 1][j - 1] + 1
            else:
                dp[i][j] = max(dp[i - 1][j], dp[i][j - 1])
    return dp[n][m]


def adjacency(n, edges):
    adj = [[] for _ in range(n)]
    for k in range(edges.shape[0]):
        u, v = int(edges[k, 0]), int(edges[k, 1])
        adj[u].append(v)
        adj[v].append(u)
    return adj


def breadth_first(n, edges):
    adj = [[] for _ in range(n)]
    for k in range(len(edges)):
        u, v = int(edges[k, 0]), int(edges[k, 1])
        adj[u].append(v)
        adj[v].append(u)
    dist = [-1] * n
    dist[0] = 0
    queue = [0]
    head = 0
    while head < len(queue):
        u = queue[head]
        head += 1
        for v in adj[u]:
            if dist[v] < 0:
                dist[v] = dist[u] + 1
                queue.append(v)
    return dist


def weighted(n, edges):
    adj = [[] for _ in range(n)]
    for k in range(len(edges)):
        u, v = int(edges[k, 0]), int(edges[k, 1])
        adj[u].append((v, 0.5 * k))
    total = 0.0
    for u in range(n):
        for v, w in adj[u]:
            total += w * (v - u)
    return total, adj


def pascal(n):
    rows = []
    for i in range(n):
        row = [1] * (i + 1)
        for j in range(1, i):
            row[j] = rows[i - 1][j - 1] + rows[i - 1][j]
        rows.append(row)
    return rows


def clears_an_argument(g):
    total = 0
    for i in range(len(g)):
        for j in range(len(g[0])):
            total += g[i][j]
            g[i][j] = -1
    return total


def reads_an_argument(g, i, j):
    return g[i][j] + len(g[i]) + sum(g[j])


def rows_are_changed_while_iterated(n):
    g = [[0] * n for _ in range(n)]
    for row in g:
        for j in range(n):
            row[j] += j
    for i, row in enumerate(g):
        row.append(i)
    return sum(sum(row) for row in g), g


def matrix_product(a, b, n):
    c = [[0.0] * n for _ in range(n)]
    for i in range(n):
        for j in range(n):
            total = 0.0
            for k in range(n):
                total += a[i][k] * b[k][j]
            c[i][j] = total
    return c


def none_until_known(n):
    memo = [[None] * (n + 1) for _ in range(n + 1)]
    hits = 0
    for r in range(3):
        for i in range(n):
            if memo[i][r % n] is None:
                memo[i][r % n] = i + r
            else:
                hits += 1
    return hits, memo


def paths_in_a_grid(grid):
    rows, cols = grid.shape
    ways = [[0] * cols for _ in range(rows)]
    ways[0][0] = 1
    for i in range(rows):
        for j in range(cols):
            if grid[i, j]:
                ways[i][j] = 0
                continue
            if i > 0:
                ways[i][j] += ways[i - 1][j]
            if j > 0:
                ways[i][j] += ways[i][j - 1]
    return ways[-1][-1], ways[rows - 1]


def grouped(x, k):
    groups = [[] for _ in range(k)]
    for v in x:
        groups[int(v) % k].append(v)
    sizes = [len(g) for g in groups]
    return groups, sizes, max(sizes)


def by_another_name(n):
    g = [[0] * 3 for _ in range(n)]
    row = g[n - 1]
    row[0] = 5
    row.append(7)
    g[0][1] = 2
    return g, len(row), row[0], sum(row)


def replaced_rows(n):
    g = [[i] * 2 for i in range(n)]
    for i in range(n):
        if i % 2:
            g[i] = [7, 8, 9]
    g[0].pop()
    g[n - 1].insert(0, -1)
    return g, [len(row) for row in g]


def a_row_and_its_old_name(n):
    g = [[i, i] for i in range(n)]
    old = g[n - 1]
    g[n - 1] = [9, 9]
    old[0] = -5
    return g, old[0]


def one_row_many_times(n):
    g = [[0] * 2] * n
    for i in range(n):
        g[i][0] += i
    return g


def rows_swapped(n):
    g = [[i, 2 * i] for i in range(n)]
    for i in range(n // 2):
        g[i], g[n - 1 - i] = g[n - 1 - i], g[i]
    g[0][0] = 100
    return g


def rows_copied(n):
    g = [[i, i + 1] for i in range(n)]
    h = [row[:] for row in g]
    for i in range(n):
        h[i][0] = -1
    return g, h


def of_three_dimensions(n):
    cube = [[[0] * n for _ in range(n)] for _ in range(n)]
    for i in range(n):
        for j in range(n):
            for k in range(n):
                cube[i][j][k] = i * 100 + j * 10 + k
    return cube, cube[n - 1][0][n - 1]


def as_an_array(n):
    g = [[0] * (n + 1) for _ in range(n)]
    for i in range(n):
        g[i][i] = 1
    return np.array(g), np.array(g).sum(axis=0)


def an_array_of_ragged_rows(n):
    return np.array([[0] * i for i in range(n)])


def out_of_range(n, i, j):
    g = [[0] * n for _ in range(n)]
    g[0][0] = 1
    return g[i][j]


def a_stack_of_paths(n):
    stack = [[0]]
    found = []
    while stack:
        path = stack.pop()
        last = path[-1]
        if last >= n:
            found.append(sum(path))
            continue
        for step in (1, 2):
            stack.append(path + [last + step])
    return found


def changes_a_row_in_a_helper(n):
    def fill(row, value):
        for j in range(len(row)):
            row[j] = value * j

    g = [[0] * n for _ in range(n)]
    for i in range(n):
        fill(g[i], i)
    return g


def returned_from_a_helper(n):
    def identity(size):
        made = [[0] * size for _ in range(size)]
        for i in range(size):
            made[i][i] = 1
        return made

    a = identity(n)
    b = identity(n)
    a[0][0] = 5
    return a, b[0][0]


def chosen_rows(x):
    small, large = [], []
    rows = []
    for v in x:
        if v > 0:
            large.append(v)
        else:
            small.append(v)
        if len(large) > 2:
            rows.append(large)
            large = []
    rows.append(small)
    return rows, large


def union_of_sets(n, edges):
    groups = [[i] for i in range(n)]
    for k in range(len(edges)):
        u, v = int(edges[k, 0]), int(edges[k, 1])
        if u != v and len(groups[v]) > 0:
            groups[u] += groups[v]
            groups[v] = []
    return groups


def game_of_life(grid, steps):
    n, m = len(grid), len(grid[0])
    for _ in range(steps):
        new = [[0] * m for _ in range(n)]
        for i in range(n):
            for j in range(m):
                alive = 0
                for di in (-1, 0, 1):
                    for dj in (-1, 0, 1):
                        if di or dj:
                            alive += grid[(i + di) % n][(j + dj) % m]
                new[i][j] = 1 if alive == 3 or (alive == 2 and grid[i][j]) else 0
        grid = new
    return grid


def transposed(g):
    rows, cols = len(g), len(g[0])
    return [[g[i][j] for i in range(rows)] for j in range(cols)]


def spiral(n):
    g = [[0] * n for _ in range(n)]
    r = c = 0
    dr, dc = 0, 1
    for k in range(1, n * n + 1):
        g[r][c] = k
        if not (0 <= r + dr < n and 0 <= c + dc < n) or g[r + dr][c + dc]:
            dr, dc = dc, -dr
        r += dr
        c += dc
    return g


def knapsack(weights, values, room):
    n = len(weights)
    best = [[0] * (room + 1) for _ in range(n + 1)]
    for i in range(1, n + 1):
        for w in range(room + 1):
            best[i][w] = best[i - 1][w]
            if weights[i - 1] <= w:
                best[i][w] = max(best[i][w], best[i - 1][w - weights[i - 1]] + values[i - 1])
    return best[n][room]


def gauss(a, b):
    n = len(a)
    for k in range(n):
        for i in range(k + 1, n):
            f = a[i][k] / a[k][k]
            for j in range(k, n):
                a[i][j] -= f * a[k][j]
            b[i] -= f * b[k]
    x = [0.0] * n
    for i in range(n - 1, -1, -1):
        s = b[i]
        for j in range(i + 1, n):
            s -= a[i][j] * x[j]
        x[i] = s / a[i][i]
    return x


def argument_row_replaced_in_a_branch(c, g):
    r = g[0]
    if c > 0:
        g[1] = [5.0]
    r.append(3.0)
    return g


def row_replaced_in_a_branch(c):
    g = [[1.0], [2.0]]
    r = g[0]
    if c > 0:
        g[1] = [5.0]
    r.append(3.0)
    return g


def row_changed_and_another_replaced(c):
    g = [[1.0], [2.0]]
    r = g[0]
    if c > 0:
        r[0] = 7.0
        g[1] = [5.0]
    r.append(3.0)
    return g


def row_changed_and_one_appended(c):
    g = [[1.0], [2.0]]
    r = g[0]
    if c > 0:
        r[0] = 7.0
        g.append([5.0])
    return g, len(g)


def row_and_table_grow_in_a_loop(c):
    g = [[1.0], [2.0]]
    for i in range(c):
        g[0].append(1.0)
        g.append([i * 1.0])
    return g, len(g)


def row_replaced_in_a_loop(c):
    g = [[1.0], [2.0]]
    r = g[0]
    for i in range(c):
        g[1] = [i * 1.0, 2.0]
        r[0] += 1.0
    r.append(8.0)
    return g


def by_data_in_both_branches(c, n):
    g = [[1.0, 2.0], [2.0, 3.0]]
    if c > 0:
        g[n][0] = 5.0
    else:
        g[0][n] = 6.0
    return g


def row_and_its_table_in_a_branch_in_a_loop(c, n):
    g = [[1.0, 2.0], [2.0, 3.0]]
    r = g[1]
    for i in range(n):
        if c > 0:
            r[i % 2] += g[i % 2][0]
            g[i % 2][1] = -1.0
    return g, r[0]


def appended_or_changed(c, n):
    g = [[1.0, 2.0], [2.0, 3.0]]
    for i in range(n):
        if c > i:
            g.append([1.0, i * 2.0])
        else:
            g[i % 2][0] += 1
    return g


def degrees(n, edges):
    found = [0] * n
    for u, v in edges:
        found[u] += 1
        found[v] += 1
    return found, len(edges)


def shortest_paths(n, edges):
    far = [1e9] * n
    far[0] = 0.0
    for _ in range(n - 1):
        for k in range(len(edges)):
            u, v, w = edges[k]
            if far[u] + w < far[v]:
                far[v] = far[u] + w
    return far


def pairs_of_lists(n, edges):
    total = 0
    for k in range(len(edges)):
        u, v = edges[k]
        total += u * v
    for u, v in edges:
        total -= u
    return total


def rows_of_several_lengths(rows):
    total = 0
    for i in range(len(rows)):
        for j in range(len(rows[i])):
            total += rows[i][j] * (j + 1)
    longest = max(len(row) for row in rows)
    return total, longest, sum(rows[-1])


def some_rows_are_changed(rows, k):
    rows[k][0] = -1
    rows[k].append(9)
    for i in range(len(rows)):
        if i % 2:
            rows[i].pop()
    return len(rows[k])


def rows_are_added(rows, n):
    for i in range(n):
        rows.append([i, i])
    return len(rows)


def returns_one_of_the_rows(rows, k):
    rows[k][0] = 5
    return rows[k]


def columns_of_rows(rows):
    return [sum(column) for column in zip(*rows, strict=True)]


def tuples_are_replaced(points, k):
    for i in range(len(points)):
        x, y = points[i]
        points[i] = (x * k, y)
    return points[0]


def the_same_row_twice(rows, row):
    rows[0][0] = 7
    return row[0]


def sorted_pairs(points):
    return sorted(points)[0], max(p[1] for p in points)


def flat_and_back(grid):
    flat = [v for row in grid for v in row]
    total = sum(flat)
    again = [flat[i : i + 2] for i in range(0, len(flat), 2)]
    return total, again


EDGE_LIST = [(0, 1), (1, 2), (2, 3), (0, 4), (4, 5), (3, 5)]
ROAD_LIST = [(0, 1, 4.0), (0, 2, 1.0), (2, 1, 2.0), (1, 3, 5.0), (2, 3, 8.0)]
RAGGED = [[1, 2, 3], [4], [5, 6, 7, 8], [9, 10]]
SHARED_ROW = [[1, 2, 3, 4], [5, 6, 7, 8]]
GRID = [[0, 1, 0, 0], [0, 1, 0, 1], [0, 1, 0, 0], [1, 0, 0, 0]]
SYSTEM = ([[4.0, 1.0, 0.0], [1.0, 3.0, 1.0], [0.0, 1.0, 2.0]], [1.0, 2.0, 3.0])
CASES = [
    (table, (3, 4), (1, 1), (0, 3), (9, 12)),
    (longest_common_subsequence, (WORD, OTHER), (OTHER, WORD), (WORD[:0], OTHER)),
    (adjacency, (6, EDGES), (6, EDGES[:0])),
    (breadth_first, (6, EDGES)),
    (weighted, (6, EDGES)),
    (pascal, (6,), (1,), (0,)),
    (clears_an_argument, ([[1, 2, 3], [4, 5, 6]],), ([[1.5]],)),
    (reads_an_argument, ([[1, 2, 3], [4, 5, 6]], 1, 0), ([[1], [2]], -1, 1), ([[1], [2]], 5, 1)),
    (rows_are_changed_while_iterated, (4,), (0,)),
    (matrix_product, ([[1.0, 2.0], [3.0, 4.0]], [[0.0, 1.0], [1.0, 0.0]], 2)),
    (none_until_known, (4,)),
    (paths_in_a_grid, (np.zeros((3, 4), int),), (np.eye(4, dtype=int)[::-1],)),
    (grouped, (WORD, 3), (np.array([5.0, 2.0, 8.0]), 2)),
    (by_another_name, (3,), (1,)),
    (replaced_rows, (5,), (2,)),
    (a_row_and_its_old_name, (3,)),
    (one_row_many_times, (4,)),
    (rows_swapped, (5,), (2,), (1,)),
    (rows_copied, (3,)),
    (of_three_dimensions, (3,), (1,)),
    (as_an_array, (3,), (1,)),
    (an_array_of_ragged_rows, (1,), (3,)),
    (out_of_range, (3, 2, 2), (3, 3, 0), (3, 0, 3), (3, -1, -3), (3, -4, 0)),
    (a_stack_of_paths, (4,)),
    (changes_a_row_in_a_helper, (4,)),
    (returned_from_a_helper, (3,)),
    (chosen_rows, (np.array([1.0, -1.0, 2.0, 3.0, 4.0, -5.0, 6.0]),)),
    (union_of_sets, (6, EDGES)),
    (game_of_life, (GRID, 3), (GRID, 0)),
    (transposed, ([[1, 2, 3], [4, 5, 6]],)),
    (spiral, (4,), (1,)),
    (knapsack, ([3, 4, 5], [30, 50, 60], 8), (np.array([3, 4, 5]), np.array([30, 50, 60]), 8)),
    (gauss, SYSTEM),
    (argument_row_replaced_in_a_branch, (1.0, [[1.0], [2.0]]), (-1.0, [[1.0], [2.0]])),
    (row_replaced_in_a_branch, (1.0,), (-1.0,)),
    (row_changed_and_another_replaced, (1.0,), (-1.0,)),
    (row_changed_and_one_appended, (1.0,), (-1.0,)),
    (row_and_table_grow_in_a_loop, (3,), (0,)),
    (row_replaced_in_a_loop, (3,), (0,)),
    (by_data_in_both_branches, (1, 1), (-1, 0), (1, 0)),
    (row_and_its_table_in_a_branch_in_a_loop, (1, 4), (-1, 0)),
    (appended_or_changed, (2, 4), (-1, 0), (9, 3)),
    (degrees, (6, EDGE_LIST), (6, [list(edge) for edge in EDGE_LIST]), (6, EDGE_LIST[:2])),
    (shortest_paths, (4, ROAD_LIST), (4, ROAD_LIST[:1])),
    (pairs_of_lists, (6, [list(edge) for edge in EDGE_LIST]), (6, [[1, 2, 3]] * 6)),
    (rows_of_several_lengths, (RAGGED,), (RAGGED[:2],), ([[1.5] * 9, [2.5]],), ([[True] * 9, [1]],)),
    (some_rows_are_changed, (RAGGED, 2), (RAGGED, -1), (RAGGED, 7)),
    (rows_are_added, (RAGGED, 2)),
    (returns_one_of_the_rows, (RAGGED, 1)),
    (columns_of_rows, (GRID,)),
    (tuples_are_replaced, (EDGE_LIST, 3), (EDGE_LIST[:1], 3)),
    (the_same_row_twice, (SHARED_ROW, SHARED_ROW[0]), (SHARED_ROW, [1, 2])),
    (sorted_pairs, (EDGE_LIST,)),
    (flat_and_back, (GRID,)),
]
PYTHON = ("rows_are_added", "returns_one_of_the_rows", "the_same_row_twice", "pairs_of_lists")
