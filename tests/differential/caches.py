"""Functions whose results `functools.cache` or `functools.lru_cache` keeps."""

import functools
from functools import cache, lru_cache

import numpy as np


@lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


@cache
def binomial(n, k):
    return 1 if k == 0 or k == n else binomial(n - 1, k - 1) + binomial(n - 1, k)


def of_module(x):
    return fib(int(x[0]))


def of_module_with_two_arguments(x):
    return binomial(int(x[0]), int(x[1]))


printed = []


@cache
def notes(n):
    printed.append(n)
    return n * 2


def of_module_with_effects(x):
    printed.clear()
    notes.cache_clear()
    return notes(int(x[0])) + notes(int(x[0])), list(printed)


def prints_once(x):
    @cache
    def double(n):
        print("computing", n)
        return n * 2

    return double(int(x[0])) + double(int(x[0])) + double(int(x[0]) + 1)


def counts_calls(x):
    calls = 0

    @lru_cache(maxsize=None)
    def count(n):
        nonlocal calls
        calls += 1
        return n if n < 2 else count(n - 1) + count(n - 2)

    return count(int(x[0])), calls


def knapsack(weights, values, capacity):
    @functools.lru_cache(None)
    def best(i, left):
        if i == len(weights):
            return 0
        found = best(i + 1, left)
        if weights[i] <= left:
            found = max(found, best(i + 1, left - weights[i]) + values[i])
        return found

    return best(0, capacity)


def common_subsequence(a, b):
    @lru_cache
    def go(i, j):
        if i == len(a) or j == len(b):
            return 0
        if a[i] == b[j]:
            return 1 + go(i + 1, j + 1)
        return max(go(i + 1, j), go(i, j + 1))

    return go(0, 0)


def longest_collatz(x):
    @lru_cache(maxsize=None)
    def collatz(k):
        if k == 1:
            return 0
        return 1 + collatz(k // 2 if k % 2 == 0 else 3 * k + 1)

    best, where = 0, 0
    for i in range(1, int(x[0])):
        steps = collatz(i)
        if steps > best:
            best, where = steps, i
    return best, where


def float_keys(x):
    @cache
    def h(v):
        return v * 2 if v > 0 else h(v + 1.5)

    return h(float(x[0]))


def keys_of_several_types(x):
    @cache
    def h(v):
        return v + 1

    return h(1), h(1.0), h(True), h(x[0])


def no_hash(a):
    @cache
    def h(v):
        return v.sum()

    return h(a)


def list_kept(x):
    @cache
    def h(n):
        return [n, n + 1]

    first = h(int(x[0]))
    first.append(5)
    return h(int(x[0])), first is h(int(x[0]))


def changed_between(x):
    k = [1]

    @cache
    def h(n):
        return n + k[0]

    first = h(int(x[0]))
    k[0] = 100
    return first, h(int(x[0])), h(int(x[0]) + 1)


def forgets(x):
    calls = []

    @lru_cache(maxsize=2)
    def h(n):
        calls.append(n)
        return n * n

    total = 0
    for i in range(int(x[0])):
        total += h(i % 3)
    return total, calls


def forgets_what_is_pure(x):
    @lru_cache(maxsize=2)
    def h(n):
        return n * n

    total = 0
    for i in range(int(x[0])):
        total += h(i % 3)
    return total


def keeps_nothing(x):
    @lru_cache(maxsize=0)
    def h(n):
        print(n)
        return n * n

    return h(int(x[0])) + h(int(x[0]))


def keywords(x):
    @cache
    def h(a, b=2):
        print(a, b)
        return a * b

    n = int(x[0])
    return h(n), h(n, 2), h(n, b=2), h(a=n)


def told_apart_by_type(x):
    @lru_cache(None, typed=True)
    def h(a, b):
        print(a, b)
        return a * b

    return h(int(x[0]), 2) + h(float(x[0]), 2)


def info(x):
    @cache
    def count(n):
        return n if n < 2 else count(n - 1) + count(n - 2)

    return count(int(x[0])), count.cache_info().hits


def raises(x):
    @cache
    def h(n):
        print("h", n)
        if n > 3:
            raise ValueError("large", n)
        return n

    total = 0
    for v in x:
        try:
            total += h(int(v))
        except ValueError:
            total -= 1
    return total


def text_among_the_arguments(x):
    @cache
    def h(kind, n):
        if n <= 0:
            return 1
        if kind == "a":
            return h("b", n - 1) + h(kind, n - 2)
        return h("a", n - 1) * 2

    return h("a", int(x[0])), h("b", int(x[0]))


def made_in_a_loop(x):
    total = 0
    for i in range(int(x[0])):

        @cache
        def h(k):
            print("h", k, i)
            return k + i  # noqa: B023  (it is called in this round)

        total += h(2) + h(2)
    return total


def first_called_in_a_branch(x):
    @cache
    def h(k, kind):
        print("h", k, kind)
        return k * 2

    total = 0
    for i in range(int(x[0])):
        if i % 2:
            total += h(i % 3, "a") + h(2, "b")
        else:
            total += h(i % 3, "b")
    return total


def beside_other_recursion(x):
    k = [1]

    @cache
    def h(n):
        return n + k[0]

    def go(n):
        return 0 if n <= 0 else h(n % 3) + go(n - 1)

    first = go(int(x[0]))
    k[0] = 50
    return first, go(int(x[0]) + 1), h(7)


def assigned(x):
    def plain(n):
        return n if n < 2 else kept(n - 1) + kept(n - 2)

    kept = lru_cache(maxsize=None)(plain)
    return kept(int(x[0]))


class Part:
    def __init__(self, k):
        self.k = k

    @cache  # noqa: B019  (as people write it)
    def f(self, n):
        return self.k if n <= 0 else self.f(n - 1) + self.f(n - 2)


def method(x):
    part = Part(3)
    return part.f(int(x[0]))


MODULUS, STEPS = 97, (1, 2)


@lru_cache(maxsize=None)
def ways(n):
    if n < 0:
        return 0
    return 1 if n == 0 else sum(ways(n - step) for step in STEPS) % MODULUS


def reads_constants(x):
    return ways(int(x[0]))


WEIGHTS = [1.5, 2.5]


@cache
def weight(n):
    return WEIGHTS[n] * 2


def reads_a_list(x):
    before = weight(int(x[0]))
    WEIGHTS[0] += 1
    return before - weight(int(x[0]))


def of_an_object(part, x):
    before = part.f(int(x[0]))
    part.k += 1
    return before, part.f(int(x[0]))


def _n(*n):
    return np.array(n)


CASES = [
    (of_module, (_n(10),), (_n(1),), (_n(60),)),
    (of_module_with_two_arguments, (_n(6, 3),), (_n(5, 0),)),
    (of_module_with_effects, (_n(6),)),
    (prints_once, (_n(10),), (_n(11),)),
    (counts_calls, (_n(10),), (_n(0),)),
    (knapsack, ([1, 3, 4], [10, 20, 30], 5), (_n(2, 2), np.array([1.5, 2.5]), 3), ([], [], 3)),
    (common_subsequence, ([1, 2, 3, 4], [2, 4]), (_n(1, 2), _n(3)), ([], [1])),
    (longest_collatz, (_n(30),), (_n(1),)),
    (float_keys, (_n(-4.0),), (_n(2),)),
    (keys_of_several_types, (_n(1),), (_n(1.0),)),
    (no_hash, (_n(1, 2),)),
    (list_kept, (_n(1),)),
    (changed_between, (_n(1),)),
    (forgets, (_n(7),), (_n(0),)),
    (forgets_what_is_pure, (_n(7),), (_n(0),)),
    (keeps_nothing, (_n(7),)),
    (keywords, (_n(3),)),
    (told_apart_by_type, (_n(3),)),
    (info, (_n(9),)),
    (raises, (_n(1, 2, 5, 1, 5),), (_n(7),)),
    (text_among_the_arguments, (_n(6),), (_n(0),)),
    (made_in_a_loop, (_n(3),), (_n(0),)),
    (first_called_in_a_branch, (_n(7),), (_n(0),)),
    (beside_other_recursion, (_n(7),), (_n(0),)),
    (assigned, (_n(30),)),
    (method, (_n(5),), (_n(0),)),
    (reads_constants, (_n(5),), (_n(40),)),
    (reads_a_list, (_n(0),), (_n(1),)),
    (of_an_object, (Part(4), _n(3))),
]
PYTHON = {
    "of_module_with_effects",
    "keys_of_several_types",
    "no_hash",
    "list_kept",
    "forgets",
    "keywords",
    "told_apart_by_type",
    "info",
    "of_an_object",
    "reads_a_list",
}
