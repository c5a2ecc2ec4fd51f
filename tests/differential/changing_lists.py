"""Loops over lists that change them, as Python's own index goes on."""

import numpy as np


def grows(n):
    xs = [n]
    for x in xs:
        if x > 1:
            xs.append(x // 2)
        if x % 2 and len(xs) < 12:
            xs.append(x - 1)
    return xs


def reached(edges, s):
    seen = [s]
    for u in seen:
        for k in range(len(edges)):
            if edges[k, 0] == u and edges[k, 1] not in seen:
                seen.append(int(edges[k, 1]))
    return seen


def removed(a):
    xs = [int(v) for v in a]
    for x in xs:
        if x % 2 == 0:
            xs.remove(x)
    return xs


def primes(n):
    primes = []
    for k in range(2, n):
        for p in primes:
            if p * p > k:
                primes.append(k)
                break
            if k % p == 0:
                break
        else:
            primes.append(k)
    return primes


def popped(a):
    xs = [int(v) for v in a]
    t = 0
    for x in xs:
        t += x
        xs.pop()
    return t, xs


def cleared(a):
    xs = [int(v) for v in a if v > 0]
    n = 0
    for x in xs:
        n += x
        if n > 3:
            xs.clear()
    return n, xs


def enumerated(a):
    xs = [int(v) for v in a if v > 0]
    for i, x in enumerate(xs):
        if x > 3 and len(xs) < 20:
            xs.append(x // 2)
        if i > 100:
            break
    return xs


def inserted(a):
    xs = [int(v) for v in a if v > 0]
    for x in xs:
        if len(xs) < 10:
            xs.insert(0, -x)
    return xs


def in_a_loop(m):
    out = []
    for row in m:
        q = [int(v) for v in row]
        for x in q:
            if x > 1:
                q.append(x // 2)
        out.append(len(q))
        q.clear()
        for x in q:
            q.append(x)
    return out


def by_another_name(a):
    q = [int(v) for v in a if v > 0]
    r = q
    for x in q:
        if x > 4 and len(r) < 12:
            r.append(x - 3)
    return q


def left_by_return(a, limit):
    q = [int(a[0])]
    for x in q:
        if x > limit:
            return x, q
        q.append(x * 2 + 1)
    return None


def skipped(a):
    q = [int(v) for v in a]
    seen = []
    for x in q:
        if x == 3:
            continue
        seen.append(x)
        if len(q) < 10:
            q += [3, x]
    else:
        seen.append(-1)
    return seen, x


def beside_an_array(x, y):
    for _, v in zip(x, y):
        y.pop()
    return v


def beside_a_range(x):
    y, total = [1.0, 2.0, 3.0], 0
    for i, (j, v) in zip(range(len(x)), enumerate(y)):
        total += v * j
        if x[i] > 2:
            y.append(v)
    return total, y


def summed_by_map(x, y):
    return sum(map(lambda a, b: y.pop() + a * b, x, y))


def before_the_loop(x, y):
    pairs, total = zip(x, y), 0
    y.append(9.0)
    for a, b in pairs:
        total += a * b
    return total


A, NONE, TWO = np.array([3, 1, 2, 3, 9, 17, 25, 6]), np.array([], int), np.array([5, 2])
ONE = ((A,), (NONE,), (TWO,), (np.arange(20),), (np.array([2, 2, 4, 1]),))
CASES = [
    *((function, *ONE) for function in (removed, popped, cleared, enumerated, inserted, by_another_name)),
    (grows, (6,), (1,), (19,)),
    (reached, (np.array([[0, 1], [1, 2], [2, 0], [2, 3]]), 0)),
    (primes, (2,), (30,), (50,)),
    (in_a_loop, (np.array([[1, 5], [8, 0]]),)),
    (left_by_return, (A, 30), (A, 1)),
    (skipped, (A,), (TWO,)),
    *((function, (A, [1, 2, 3, 4]), (TWO, [1, 2, 3])) for function in (beside_an_array, summed_by_map)),
    (before_the_loop, (A, [1, 2]), (TWO, [1, 2, 3])),
    (beside_a_range, (A,), (TWO,)),
]
PYTHON = {"beside_an_array", "summed_by_map", "before_the_loop", "beside_a_range"}
