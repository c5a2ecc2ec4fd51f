"""Algorithms of the textbooks, written with lists: tables, graphs, stacks, sorting, geometry."""

import math

import numpy as np


def floyd(dist):
    n = len(dist)
    for k in range(n):
        for i in range(n):
            for j in range(n):
                if dist[i][k] + dist[k][j] < dist[i][j]:
                    dist[i][j] = dist[i][k] + dist[k][j]
    return dist


def lu(a):
    n = len(a)
    l = [[0.0] * n for _ in range(n)]
    u = [[0.0] * n for _ in range(n)]
    for i in range(n):
        for k in range(i, n):
            s = sum(l[i][j] * u[j][k] for j in range(i))
            u[i][k] = a[i][k] - s
        for k in range(i, n):
            if i == k:
                l[i][i] = 1.0
            else:
                s = sum(l[k][j] * u[j][i] for j in range(i))
                l[k][i] = (a[k][i] - s) / u[i][i]
    return l, u


def flood(grid, r, c, new):
    old = grid[r][c]
    if old == new:
        return grid
    stack = [(r, c)]
    while stack:
        y, x = stack.pop()
        if 0 <= y < len(grid) and 0 <= x < len(grid[0]) and grid[y][x] == old:
            grid[y][x] = new
            stack.append((y + 1, x))
            stack.append((y - 1, x))
            stack.append((y, x + 1))
            stack.append((y, x - 1))
    return grid


def islands(grid):
    n, m = len(grid), len(grid[0])
    seen = [[False] * m for _ in range(n)]
    count = 0
    for i in range(n):
        for j in range(m):
            if grid[i][j] and not seen[i][j]:
                count += 1
                queue = [(i, j)]
                seen[i][j] = True
                while queue:
                    y, x = queue.pop(0)
                    for dy, dx in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                        a, b = y + dy, x + dx
                        if 0 <= a < n and 0 <= b < m and grid[a][b] and not seen[a][b]:
                            seen[a][b] = True
                            queue.append((a, b))
    return count


def nqueens(n):
    cols = [False] * n
    d1 = [False] * (2 * n)
    d2 = [False] * (2 * n)
    pos = [0] * n
    row = 0
    col = 0
    count = 0
    while row >= 0:
        placed = False
        while col < n:
            if not cols[col] and not d1[row + col] and not d2[row - col + n]:
                placed = True
                break
            col += 1
        if placed:
            pos[row] = col
            cols[col] = d1[row + col] = d2[row - col + n] = True
            row += 1
            col = 0
            if row == n:
                count += 1
                row -= 1
                col = pos[row]
                cols[col] = d1[row + col] = d2[row - col + n] = False
                col += 1
        else:
            row -= 1
            if row >= 0:
                col = pos[row]
                cols[col] = d1[row + col] = d2[row - col + n] = False
                col += 1
    return count


def permutations(n):
    a = list(range(n))
    c = [0] * n
    out = [a[:]]
    i = 0
    while i < n:
        if c[i] < i:
            if i % 2 == 0:
                a[0], a[i] = a[i], a[0]
            else:
                a[c[i]], a[i] = a[i], a[c[i]]
            out.append(a[:])
            c[i] += 1
            i = 0
        else:
            c[i] = 0
            i += 1
    return out


def mergesort(x):
    x = list(x)
    width = 1
    n = len(x)
    while width < n:
        out = []
        for i in range(0, n, 2 * width):
            a = x[i : i + width]
            b = x[i + width : i + 2 * width]
            p = q = 0
            while p < len(a) and q < len(b):
                if a[p] <= b[q]:
                    out.append(a[p])
                    p += 1
                else:
                    out.append(b[q])
                    q += 1
            out += a[p:]
            out += b[q:]
        x = out
        width *= 2
    return x


def quicksort(x):
    x = list(x)
    stack = [(0, len(x) - 1)]
    while stack:
        lo, hi = stack.pop()
        if lo >= hi:
            continue
        p = x[hi]
        i = lo
        for j in range(lo, hi):
            if x[j] < p:
                x[i], x[j] = x[j], x[i]
                i += 1
        x[i], x[hi] = x[hi], x[i]
        stack.append((lo, i - 1))
        stack.append((i + 1, hi))
    return x


def rref(m):
    rows, cols = len(m), len(m[0])
    lead = 0
    for r in range(rows):
        if lead >= cols:
            return m
        i = r
        while m[i][lead] == 0:
            i += 1
            if i == rows:
                i = r
                lead += 1
                if lead == cols:
                    return m
        m[i], m[r] = m[r], m[i]
        lv = m[r][lead]
        m[r] = [v / lv for v in m[r]]
        for i in range(rows):
            if i != r:
                lv = m[i][lead]
                m[i] = [iv - lv * rv for rv, iv in zip(m[r], m[i])]
        lead += 1
    return m


def editdp(a, b):
    prev = list(range(len(b) + 1))
    for i, ca in enumerate(a):
        cur = [i + 1]
        for j, cb in enumerate(b):
            cur.append(min(prev[j] + (ca != cb), prev[j + 1] + 1, cur[j] + 1))
        prev = cur
    return prev[-1]


def topo(n, edges):
    adj = [[] for _ in range(n)]
    indeg = [0] * n
    for u, v in edges:
        adj[u].append(v)
        indeg[v] += 1
    q = [u for u in range(n) if indeg[u] == 0]
    out = []
    while q:
        u = q.pop(0)
        out.append(u)
        for v in adj[u]:
            indeg[v] -= 1
            if indeg[v] == 0:
                q.append(v)
    return out if len(out) == n else []


def kruskal(n, edges):
    parent = list(range(n))

    def find(x):
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    total = 0.0
    used = []
    for u, v, w in sorted(edges, key=lambda e: e[2]):
        a, b = find(u), find(v)
        if a != b:
            parent[a] = b
            total += w
            used.append((u, v))
    return total, used


def matrix_chain(p):
    n = len(p) - 1
    m = [[0] * n for _ in range(n)]
    s = [[0] * n for _ in range(n)]
    for length in range(2, n + 1):
        for i in range(n - length + 1):
            j = i + length - 1
            m[i][j] = math.inf
            for k in range(i, j):
                q = m[i][k] + m[k + 1][j] + p[i] * p[k + 1] * p[j + 1]
                if q < m[i][j]:
                    m[i][j] = q
                    s[i][j] = k
    return m[0][n - 1]


def viterbi(obs, start, trans, emis):
    n = len(start)
    count = len(obs)
    score = [[0.0] * n for _ in range(count)]
    back = [[0] * n for _ in range(count)]
    for s in range(n):
        score[0][s] = start[s] * emis[s][obs[0]]
    for t in range(1, count):
        for s in range(n):
            best = -1.0
            arg = 0
            for r in range(n):
                p = score[t - 1][r] * trans[r][s] * emis[s][obs[t]]
                if p > best:
                    best = p
                    arg = r
            score[t][s] = best
            back[t][s] = arg
    path = [max(range(n), key=lambda s: score[count - 1][s])]
    for t in range(count - 1, 0, -1):
        path.insert(0, back[t][path[0]])
    return path


def convex_hull(points):
    pts = sorted(points)

    def cross(o, a, b):
        return (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0])

    lower = []
    for p in pts:
        while len(lower) >= 2 and cross(lower[-2], lower[-1], p) <= 0:
            lower.pop()
        lower.append(p)
    upper = []
    for p in reversed(pts):
        while len(upper) >= 2 and cross(upper[-2], upper[-1], p) <= 0:
            upper.pop()
        upper.append(p)
    return lower[:-1] + upper[:-1]


def conv2d(img, ker):
    h, w = len(img), len(img[0])
    kh, kw = len(ker), len(ker[0])
    out = [[0] * (w - kw + 1) for _ in range(h - kh + 1)]
    for i in range(h - kh + 1):
        for j in range(w - kw + 1):
            out[i][j] = sum(img[i + a][j + b] * ker[a][b] for a in range(kh) for b in range(kw))
    return out


def transpose(m):
    return [list(r) for r in zip(*m)]


def rotate(m):
    n = len(m)
    for i in range(n):
        for j in range(i, n):
            m[i][j], m[j][i] = m[j][i], m[i][j]
    for r in m:
        r.reverse()
    return m


def runlength(x):
    out = []
    for v in x:
        if out and out[-1][0] == v:
            out[-1][1] += 1
        else:
            out.append([v, 1])
    return out


def subsets(n):
    res = [[]]
    for i in range(n):
        res += [r + [i] for r in res]
    return res


def merge_intervals(iv):
    iv = sorted(iv)
    out = [list(iv[0])]
    for s, e in iv[1:]:
        if s <= out[-1][1]:
            out[-1][1] = max(out[-1][1], e)
        else:
            out.append([s, e])
    return out


def rk4(y0, n):
    def f(y):
        return np.array([y[1], -y[0]])

    ys = [y0]
    h = 0.1
    for i in range(n):
        y = ys[-1]
        k1 = f(y)
        k2 = f(y + h / 2 * k1)
        k3 = f(y + h / 2 * k2)
        k4 = f(y + h * k3)
        ys.append(y + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4))
    return np.array(ys)


def jacobi(a, b, n):
    x = [0.0] * len(b)
    for _ in range(n):
        new = x[:]
        for i in range(len(b)):
            s = 0.0
            for j in range(len(b)):
                if i != j:
                    s += a[i][j] * x[j]
            new[i] = (b[i] - s) / a[i][i]
        x = new
    return x


G = [[0, 1, 1, 0], [1, 1, 0, 0], [0, 0, 1, 1], [1, 0, 0, 1]]
INF = float("inf")
D = [[0, 3.0, INF, 7], [8, 0, 2, INF], [5, INF, 0, 1], [2, INF, INF, 0]]
DF = [[float(v) for v in r] for r in D]
M = [[2.0, 1, 1], [4, 3, 3], [8, 7, 9]]
MF = [[float(v) for v in r] for r in M]
E = [(5, 2), (5, 0), (4, 0), (4, 1), (2, 3), (3, 1)]
W = [(0, 1, 4.0), (1, 2, 8.0), (2, 3, 7.0), (3, 0, 1.0), (0, 2, 5.0)]
P = [(0, 0), (1, 1), (2, 0), (2, 2), (0, 2), (1, 3)]
CASES = [
    (floyd, (DF,), (D,)),
    (lu, (MF,)),
    (flood, (G, 0, 1, 5), (G, 0, 0, 0)),
    (islands, (G,)),
    (nqueens, (5,)),
    (permutations, (3,)),
    (mergesort, ([5, 2, 9, 1, 5, 6, 3, 8, 7],), (np.array([3.0, 1.0, 2.0]),)),
    (quicksort, ([5, 2, 9, 1, 5, 6, 3, 8, 7],)),
    (
        rref,
        ([[1.0, 2, -1, -4], [2, 3, -1, -11], [-2, 0, -3, 22]],),
        ([[1.0, 2.0, -1.0, -4.0], [2.0, 3.0, -1.0, -11.0], [-2.0, 0.0, -3.0, 22.0]],),
    ),
    (
        editdp,
        ([1, 2, 3, 4], [2, 4, 5]),
    ),
    (topo, (6, E)),
    (kruskal, (4, W)),
    (matrix_chain, ([40, 20, 30, 10, 30],)),
    (viterbi, ([0, 1, 2], [0.6, 0.4], [[0.7, 0.3], [0.4, 0.6]], [[0.5, 0.4, 0.1], [0.1, 0.3, 0.6]])),
    (convex_hull, (P,)),
    (conv2d, (G, [[1, 0], [0, 1]])),
    (transpose, (G,)),
    (rotate, (G,)),
    (runlength, ([1, 1, 2, 3, 3, 3, 1, 1, 1],)),
    (subsets, (3,)),
    (merge_intervals, ([(1, 3), (2, 6), (8, 10), (15, 18)],)),
    (rk4, (np.array([1.0, 0.0]), 5)),
    (jacobi, ([[4.0, 1, 0], [1, 4, 1], [0, 1, 4]], [1.0, 2, 3], 4)),
]
PYTHON = ("rref",)
