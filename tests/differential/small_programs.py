"""Small programs of many kinds: accounts, particles, grids and sets as objects, memo tables, puzzles."""

import math
from dataclasses import dataclass

import numpy as np


def bank(x):
    balances = [100.0] * 4
    log = []
    for i in range(len(x)):
        a = int(abs(x[i])) % 4
        if balances[a] + x[i] < 0:
            log.append((a, "no", x[i]))
            continue
        balances[a] += x[i]
        log.append((a, "ok", x[i]))
    return balances, log


@dataclass
class Particle:
    x: float
    v: float
    hits: int = 0


def bounce(n, steps):
    ps = [Particle(float(i), 1.0 - 0.3 * i) for i in range(n)]
    for _ in range(steps):
        for p in ps:
            p.x += p.v
            if p.x > 5 or p.x < 0:
                p.v = -p.v
                p.hits += 1
    return [p.x for p in ps], sum(p.hits for p in ps)


class Stack:
    def __init__(self):
        self.items = []

    def push(self, v):
        self.items.append(v)

    def pop(self):
        return self.items.pop()

    def empty(self):
        return len(self.items) == 0


def rpn(tokens):
    s = Stack()
    for t in tokens:
        if t >= 0:
            s.push(t)
        else:
            b = s.pop()
            a = s.pop()
            if t == -1:
                s.push(a + b)
            elif t == -2:
                s.push(a - b)
            else:
                s.push(a * b)
    return s.pop()


class Grid:
    def __init__(self, n):
        self.n = n
        self.cells = [[0] * n for _ in range(n)]

    def __getitem__(self, rc):
        return self.cells[rc[0]][rc[1]]

    def __setitem__(self, rc, v):
        self.cells[rc[0]][rc[1]] = v


def use_grid(n):
    g = Grid(n)
    for i in range(n):
        for j in range(n):
            g[i, j] = i ^ j
    return sum(g[i, i] for i in range(n)), g.cells


class UF:
    def __init__(self, n):
        self.p = list(range(n))
        self.r = [0] * n
        self.k = n

    def find(self, a):
        while self.p[a] != a:
            self.p[a] = self.p[self.p[a]]
            a = self.p[a]
        return a

    def union(self, a, b):
        a, b = self.find(a), self.find(b)
        if a == b:
            return False
        if self.r[a] < self.r[b]:
            a, b = b, a
        self.p[b] = a
        if self.r[a] == self.r[b]:
            self.r[a] += 1
        self.k -= 1
        return True


def components(n, e):
    u = UF(n)
    for a, b in e:
        u.union(a, b)
    return u.k, [u.find(i) for i in range(n)]


def hist(x, k):
    h = {}
    for v in x:
        b = int(v) // k
        h[b] = h.get(b, 0) + 1
    return h


def two_sum(x, t):
    seen = {}
    for i, v in enumerate(x):
        if t - v in seen:
            return seen[t - v], i
        seen[v] = i
    return None


def fibmemo(n):
    memo = {0: 0, 1: 1}

    def f(k):
        if k in memo:
            return memo[k]
        memo[k] = f(k - 1) + f(k - 2)
        return memo[k]

    return f(n)


def window(x, k):
    out = []
    for i in range(len(x) - k + 1):
        w = sorted(x[i : i + k])
        out.append(w[k // 2])
    return out


def sma_cross(p, a, b):
    pos = 0
    trades = []
    for i in range(b, len(p)):
        f = p[i - a : i].mean()
        s = p[i - b : i].mean()
        if f > s and pos == 0:
            pos = 1
            trades.append((i, p[i]))
        elif f < s and pos == 1:
            pos = 0
            trades.append((i, -p[i]))
    return trades, sum(t[1] for t in trades)


def mc(seed, n):
    rng = np.random.default_rng(seed)
    paths = []
    for i in range(n):
        s = 100.0
        hit = False
        for t in range(10):
            s *= math.exp(0.01 * rng.normal())
            if s > 102:
                hit = True
                break
        if not hit:
            paths.append(s)
    return len(paths), (sum(paths) / len(paths) if paths else 0.0)


def kmeans1d(x, k):
    c = [float(x[i]) for i in range(k)]
    for it in range(20):
        groups = [[] for _ in range(k)]
        for v in x:
            best = min(range(k), key=lambda j: abs(v - c[j]))
            groups[best].append(v)
        new = [sum(g) / len(g) if g else c[i] for i, g in enumerate(groups)]
        if new == c:
            break
        c = new
    return c


def lagrange(xs, ys, t):
    total = 0.0
    for i in range(len(xs)):
        term = ys[i]
        for j in range(len(xs)):
            if i != j:
                term *= (t - xs[j]) / (xs[i] - xs[j])
        total += term
    return total


def newton_dd(xs, ys):
    n = len(xs)
    c = list(ys)
    for j in range(1, n):
        for i in range(n - 1, j - 1, -1):
            c[i] = (c[i] - c[i - 1]) / (xs[i] - xs[i - j])
    return c


def sor(u, w, n):
    for _ in range(n):
        d = 0.0
        for i in range(1, u.shape[0] - 1):
            for j in range(1, u.shape[1] - 1):
                r = (u[i - 1, j] + u[i + 1, j] + u[i, j - 1] + u[i, j + 1]) / 4 - u[i, j]
                u[i, j] += w * r
                d = max(d, abs(r))
        if d < 1e-6:
            break
    return d


def ising(n, steps, seed):
    rng = np.random.default_rng(seed)
    s = np.where(rng.random((n, n)) < 0.5, 1, -1)
    e = []
    for k in range(steps):
        i = rng.integers(n)
        j = rng.integers(n)
        d = 2 * s[i, j] * (s[(i + 1) % n, j] + s[i - 1, j] + s[i, (j + 1) % n] + s[i, j - 1])
        if d <= 0 or rng.random() < math.exp(-d / 2.0):
            s[i, j] = -s[i, j]
        if k % 10 == 0:
            e.append(s.sum())
    return s, e


def sandpile(g):
    n, m = g.shape
    topples = 0
    todo = [(i, j) for i in range(n) for j in range(m) if g[i, j] > 3]
    while todo:
        i, j = todo.pop()
        if g[i, j] < 4:
            continue
        g[i, j] -= 4
        topples += 1
        for a, b in ((i + 1, j), (i - 1, j), (i, j + 1), (i, j - 1)):
            if 0 <= a < n and 0 <= b < m:
                g[a, b] += 1
                if g[a, b] > 3:
                    todo.append((a, b))
    return topples


def lis(x):
    tails = []
    for v in x:
        lo, hi = 0, len(tails)
        while lo < hi:
            mid = (lo + hi) // 2
            if tails[mid] < v:
                lo = mid + 1
            else:
                hi = mid
        if lo == len(tails):
            tails.append(v)
        else:
            tails[lo] = v
    return len(tails)


def gameloop(moves):
    pos = [0, 0]
    visited = [[0, 0]]
    d = 0
    dirs = [(0, 1), (1, 0), (0, -1), (-1, 0)]
    for m in moves:
        if m == 0:
            d = (d + 1) % 4
        elif m == 1:
            d = (d - 1) % 4
        else:
            pos[0] += dirs[d][0]
            pos[1] += dirs[d][1]
            visited.append(pos[:])
    return pos, visited, abs(pos[0]) + abs(pos[1])


def polyfit_roots(c):
    roots = []
    c = list(c)
    while len(c) > 2:
        x = 0.5
        for _ in range(100):
            p = 0.0
            q = 0.0
            for a in c:
                q = q * x + p
                p = p * x + a
            if abs(q) < 1e-12:
                break
            nx = x - p / q
            if abs(nx - x) < 1e-12:
                x = nx
                break
            x = nx
        roots.append(x)
        b = [c[0]]
        for a in c[1:-1]:
            b.append(a + x * b[-1])
        c = b
    roots.append(-c[1] / c[0])
    return roots


X = np.array([5.0, -3, 250, -400, 7, -120, 3])
I = np.array([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5])
CASES = [
    (bank, (X,)),
    (bounce, (3, 10)),
    (rpn, ([3, 4, -1, 5, -3, 2, -2, 7, -1],), (np.array([3, 4, -1]),)),
    (use_grid, (4,)),
    (components, (6, [(0, 1), (1, 2), (3, 4)]), (6, [(0, 1), (1, 2), (3, 4), (4, 5)])),
    (hist, (I, 3)),
    (two_sum, ([3, 9, 4, 7, 1, 8, 2, 6, 5], 9), ([1, 2], 100)),
    (fibmemo, (10,)),
    (window, (list(range(9, 0, -1)), 3), (np.arange(9.0), 3)),
    (sma_cross, (np.sin(np.arange(60.0) / 5) + 2, 3, 8)),
    (mc, (1, 50)),
    (kmeans1d, (I * 1.0, 2)),
    (lagrange, ([0.0, 1, 2], [1.0, 3, 2], 1.5)),
    (newton_dd, ([0.0, 1, 2], [1.0, 3, 2])),
    (sor, (np.random.default_rng(0).random((6, 7)), 1.2, 20)),
    (ising, (5, 100, 3)),
    (sandpile, (np.full((4, 5), 5),)),
    (lis, (I,), ([3, 1, 2, 5, 4, 7, 8, 6, 9],)),
    (gameloop, ([2, 2, 0, 2, 1, 1, 2, 2, 2],)),
    (polyfit_roots, ([1.0, -6, 11, -6],)),
]
