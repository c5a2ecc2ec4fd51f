"""Generators, iterators and `next`: what a loop drives, and what is asked for one item after another."""

import itertools

import numpy as np


def positives(a):
    for x in a:
        if x > 0:
            yield x


def delegating(a, n):
    yield from range(n)
    yield from positives(a)


def countdown(n):
    while n > 0:
        yield n
        n -= 1


def sum_of_items(a):
    total = 0.0
    for x in positives(a):
        total += x
    return total


def enumerated_items(a):
    total = 0.0
    for i, x in enumerate(positives(a)):
        total += i * x
        if total > 10:
            break
    return total


def delegated(a, n):
    total = 0
    for x in delegating(a, n):
        total = total * 2 + x
    return total


def leaves_early(a):
    total = 0.0
    for x in positives(a):
        if total > 3:
            break
        total += x
    else:
        total = -total
    return total, x


def returns_from_two(a, k):
    for x in positives(a):
        for y in countdown(k):
            if x * y > 6:
                return x, y
    return None


def listed_by_a_comprehension(a):
    return [x * 2 for x in positives(a) if x < 3]


def listed(a):
    return list(positives(a))


def builtins_of_items(a):
    return (
        sum(positives(a)),
        max(positives(a), default=-1),
        any(x > 2 for x in positives(a)),
        sorted(positives(a)),
    )


def appends(a):
    out = []
    for x in positives(a):
        if x > 1:
            continue
        out.append(x)
    return np.array(out)


def naturals():
    n = 0
    while True:
        yield n
        n += 1


def endless(x):
    for n in naturals():
        if n * n > x:
            return n


def endless_local(limit):
    def fib():
        a, b = 0, 1
        while True:
            yield a
            a, b = b, a + b

    s = 0
    for v in fib():
        if v > limit:
            break
        if v % 2 == 0:
            s += v
    return s


def changes_an_array(a):
    u = np.zeros(3)
    for x in positives(a):
        u = u * 0.5 + x
        u[0] += 1
    return u


def writes_what_is_iterated(a):
    def halves(z):
        for i in range(len(z)):
            if z[i] > 1:
                z[i] /= 2
                yield i

    n = 0
    for i in halves(a):
        a[i] += 10
        n += i
    return n, a


def prints_items(a):
    for x in positives(a):
        print("got", x)
    print("end")


def local_pairs(n):
    def pairs(m):
        for i in range(m):
            for j in range(i + 1, m):
                yield i, j

    best = (0, 0)
    t = 0
    for i, j in pairs(n):
        if (i * j) % 7 > t:
            t = (i * j) % 7
            best = (i, j)
    return best, t


def zipped_with_an_array(a, b):
    s = 0.0
    for x, y in zip(positives(a), b):
        s += x * y
    return s


def mapped_and_filtered(a):
    s = 0.0
    for x in map(lambda v: v * v, positives(a)):
        s += x
    for x in filter(lambda v: v > 1, positives(a)):
        s += 100 * x
    return s


def next_of_a_generator(a):
    g = positives(a)
    return next(g)


def generator_expression(a):
    g = (x * x for x in a if x > 0)
    s = 0.0
    for v in g:
        s += v
    return s


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n + 1


class Bag:
    def __init__(self, items):
        self.items = items

    def __iter__(self):
        for x in self.items:
            if x > 0:
                yield x


class Seq:
    def __init__(self, n):
        self.n = n

    def __getitem__(self, i):
        if i >= self.n:
            raise IndexError(i)
        return i * i

    def __len__(self):
        return self.n


class Deleg:
    def __init__(self, items):
        self.items = items

    def __iter__(self):
        return iter(self.items)


def own_next(n):
    t = 0
    for k in Countdown(n):
        t = t * 2 + k
    return t


def own_next_taken_up(n):
    c = Countdown(n)
    a = next(c, -1)
    t = 0
    for k in c:
        if k < 3:
            break
        t += k
    return a, t, next(c, None), c.n


def own_generator(a):
    b = Bag(a)
    return sum(b), sum(x * x for x in b), max(b, default=0.0)


def own_getitem(n):
    t = 0
    for v in Seq(n):
        t += v
    return t


def own_iter_of_an_array(a):
    t = 0.0
    for v in Deleg(a):
        t += v
    return t


def first_and_rest(a):
    it = iter(a)
    first = next(it, 0.0)
    rest = 0.0
    for x in it:
        rest += x
    return first, rest, next(it, None)


def until_none(a):
    it = iter(a)
    s = 0.0
    while True:
        x = next(it, None)
        if x is None:
            break
        s += x
    return s


def pairs_by_next(a):
    it = iter(a)
    s = 0.0
    for x in it:
        y = next(it, 0.0)
        s += x * y
    return s


def first_that(a, t):
    return next((i for i, x in enumerate(a) if x > t), -1)


def first_that_or_raises(a, t):
    return next(x for x in a if x > t)


def called_until(n):
    state = [n]

    def step():
        state[0] = state[0] // 2
        return state[0]

    c = 0
    for v in iter(step, 0):
        c += v
    return c


def next_in_rounds(l, n):
    it = iter(l)
    s = 0
    for _ in range(n):
        s += next(it)
    return s


def next_in_a_branch(c):
    it = iter([1, 2, 3])
    if c > 0:
        next(it)
    return next(it)


def next_in_a_while(l, c):
    it = iter(l)
    s = 0
    while c < 3:
        s += next(it)
        c += 1
    return s, c


def taken_up_again(l, k):
    it = iter(l)
    s = 0
    for v in it:
        if v > k:
            break
    for v in it:
        s += v
    return s


def summed_from_there(l, k):
    it = iter(l)
    for v in it:
        if v > k:
            break
    return sum(it)


def pairs_taken_up_again(l, k):
    z = zip(l, l[1:])
    s = 0
    for u, v in z:
        if v > k:
            break
    for u, v in z:
        s += v * u
    return s


def next_or_none(ds, k):
    it = iter(ds)
    s = k
    while True:
        e = next(it, None)
        if e is None:
            break
        s = s * 10 + e
    return s


def enumerate_in_a_branch(l, c):
    z = enumerate(l)
    if c > 0:
        next(z)
    return next(z)


def pairs_of_a_list(l):
    it = iter(l)
    return [a * b for a, b in zip(it, it)]


def pairs_of_one_iterator(x):
    it = iter(x)
    s = 0.0
    for a, b in zip(it, it):
        s += a * b
    return s


def range_of_values(l, c):
    it = iter(l)
    first = next(it)
    best = first
    for v in it:
        if v > best:
            best = v
    return best - first


def what_is_left(l):
    it = iter(l)
    next(it)
    return list(it), sum(it)


def reversed_until(l, k):
    for v in reversed(l):
        if v < k:
            return v
    return None


def next_of_a_dict(k):
    d = {"a": 1, "b": 2}
    it = iter(d)
    x = next(it)
    if k > 0:
        return d[x] * k
    return d[next(it)]


def kept_by_an_iterator_too(v):
    x = [1.0]
    steps = iter(x)
    if v > 2:
        x = [2.0]
    x[0] = v
    return next(steps), x


def next_as_condition(l, t):
    it = iter(l)
    v = next(it)
    n = 0
    while v < t:
        v = next(it, t)
        n += 1
    return v, n


def generator_sees_what_its_loop_changes(a):
    total = 0

    def gained():
        for v in a:
            if v > 0:
                yield v + total

    def run():
        nonlocal total
        for v in gained():
            if v > 1:
                total += v

    run()
    return total


def counted_until_close(a, tolerance):
    guess = a[0]
    for steps in itertools.count(1):
        if guess == 0:
            raise ZeroDivisionError(f"nothing at {guess:.3g} after {steps}")
        better = (guess + 2 / guess) / 2
        if abs(better - guess) < tolerance:
            break
        if steps > 50:
            break
        guess = better
    return guess, steps


A = np.array([1.0, -2, 3, 0.5, 4, -1])
ARRAYS = [(A,), (A[1:2],), (A[1::2] + 1,)]
WITH_NUMBERS = [(A, 0), (A, 3), (A[1:2], 0), (A[:4], 3)]
LISTS = [([1, 2, 3], 3), ([1, 2], 5), ([4], 0), ([2.5, 1.0, 7.5, 3.0], 2)]
COUNTS = [(5,), (0,), (1,)]
NUMBERS = [(1.0,), (-1.0,), (3.0,)]

OF_ARRAYS = [
    sum_of_items, enumerated_items, listed_by_a_comprehension, listed, appends, changes_an_array,
    writes_what_is_iterated, prints_items, mapped_and_filtered, generator_expression, builtins_of_items,
    next_of_a_generator, own_generator, own_iter_of_an_array, first_and_rest, until_none, pairs_by_next,
]  # fmt: skip
OF_ARRAYS_AND_NUMBERS = [delegated, returns_from_two, first_that, first_that_or_raises]
OF_LISTS = [
    next_in_rounds, next_in_a_while, taken_up_again, summed_from_there, pairs_taken_up_again,
    enumerate_in_a_branch, range_of_values, reversed_until, next_as_condition,
]  # fmt: skip
OF_COUNTS = [own_next, own_next_taken_up, own_getitem, called_until, endless, endless_local, local_pairs]


def _is_whole(value):
    return isinstance(value, int)


def first_of_a_type(values, key):
    return next(filter(key, values), None), list(filter(_is_whole, values))


CASES = [
    (first_of_a_type, ([0.5, 2, 3.5], _is_whole), ((0, 2.0), _is_whole), ([0.5], _is_whole)),
    *((function, *ARRAYS) for function in OF_ARRAYS),
    *((function, *WITH_NUMBERS) for function in OF_ARRAYS_AND_NUMBERS),
    *((function, *LISTS) for function in OF_LISTS),
    *((function, *COUNTS) for function in OF_COUNTS),
    (leaves_early, (A,), (A[2:],)),
    (zipped_with_an_array, (A, np.arange(2.0)), (A, np.arange(9.0)), (A[:0], A)),
    (next_in_a_branch, (0,), (1,)),
    (next_or_none, ([], 1), (range(0), 2), ([1, 2], 3), (range(1), 3), (np.arange(3.0), 2)),
    (pairs_of_a_list, ([1, 2, 3, 4],), ([1.5, 2],), ([3, 1, 2],)),
    (what_is_left, ([1, 2, 3, 4],), ([1.5, 2],), ([3, 1, 2],)),
    (pairs_of_one_iterator, (np.arange(4.0),), (np.arange(3.0),)),
    (next_of_a_dict, *NUMBERS),
    (kept_by_an_iterator_too, *NUMBERS),
    (
        generator_sees_what_its_loop_changes,
        (np.array([1.0, 3.0, 2.0]),),
        (np.array([9, 3]),),
        ([],),
        ([1.5],),
    ),
    (counted_until_close, (np.array([1.0]), 1e-9), (np.array([0.0]), 1.0), (np.array([5]), 1e9)),
]
PYTHON = {
    "generator_sees_what_its_loop_changes",
    "next_of_a_generator", "own_getitem", "next_in_a_branch", "pairs_taken_up_again", "enumerate_in_a_branch",
    "next_of_a_dict",
}  # fmt: skip
