"""Calls of user functions, local functions, lambdas, closures, defaults, recursion, functions as values."""

import functools
import operator

import numpy as np

SCALE = 3
TABLE = np.array([1.0, 10.0, 100.0])
COUNTS = [0]
total_calls = 0


def square(x):
    return x * x


def clamp(x, lo=0.0, hi=1.0):
    if x < lo:
        return lo
    if x > hi:
        return hi
    return x


def calls_helper(x, y):
    return square(x) + square(y)


def calls_branching_helper(a):
    out = np.empty_like(a)
    for i in range(len(a)):
        out[i] = clamp(a[i], hi=2.0)
    return out


def keyword_calls(x):
    return clamp(x, hi=5.0), clamp(lo=-1.0, x=x), clamp(x, 2.0, hi=3.0)


def star_calls(x):
    limits = (0.5, 1.5)
    options = {"hi": 0.75}
    return clamp(x, *limits), clamp(x, **options)


def varargs(*values, scale=2, **rest):
    total = 0.0
    for v in values:
        total += v * scale
    for k in rest:
        total += rest[k]
    return total


def local_function(x, n):
    def step(y):
        if y > n:
            return y - n
        return y + 1

    for _ in range(5):
        x = step(x)
    return x


def lambda_local(x, k):
    g = lambda y: y * k + x  # noqa: E731
    return g(2) - g(x)


def nonlocal_counter(n):
    count = 0

    def bump(by=1):
        nonlocal count
        count += by
        return count

    for i in range(n):
        if i % 2:
            bump(i)
        else:
            bump()
    return count


def late_binding(x):
    k = 1

    def g():
        return x * k

    k = 10
    first = g()
    k = 100
    return first, g()


def late_binding_lambdas(n):
    fs = [lambda: i for i in range(3)]
    gs = [lambda i=i: i * n for i in range(3)]
    return [f() for f in fs], [g() for g in gs]


def higher_order(x, n):
    def apply(f, v, times):
        for _ in range(times):
            v = f(v)
        return v

    return apply(square, x, n) + apply(lambda t: t + 1, x, n)


def chosen_function(x, flag):
    f = square if flag else abs
    return f(x)


def chosen_by_data(x):
    if x > 1:
        f = square
    else:
        f = clamp
    return f(x)


def returns_closure(x):
    def g(y):
        return x + y

    return g(1), g(2.5)


def factorial(n):
    if n <= 1:
        return 1
    return n * factorial(n - 1)


def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


def is_even(n):
    if n == 0:
        return True
    return is_odd(n - 1)


def is_odd(n):
    if n == 0:
        return False
    return is_even(n - 1)


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def power_recursive(x, n):
    if n == 0:
        return 1.0
    half = power_recursive(x, n // 2)
    if n % 2:
        return half * half * x
    return half * half


def reads_globals(x, i):
    return x * SCALE + TABLE[i]


def writes_global_array(x):
    TABLE[0] += x
    return TABLE.sum()


def writes_global_list(n):
    COUNTS.append(n)
    COUNTS[0] += 1
    return len(COUNTS)


def global_statement(n):
    global total_calls
    total_calls += n
    return total_calls


def partials(x, n):
    double = functools.partial(operator.mul, 2)
    shifted = functools.partial(clamp, hi=float(n))
    return double(x), shifted(x)


def reduced(values):
    return functools.reduce(lambda p, q: p * 10 + q, values)


def mutating_helper(a, i, x):
    a[i] = x


def calls_mutating_helper(a):
    for i in range(len(a)):
        mutating_helper(a, i, i * 2.0)
    mutating_helper(a[1:], 0, -1.0)
    return a


def helper_multiple_results(a):
    def stats(v):
        return v.min(), v.max(), v.mean()

    lo, hi, mean = stats(a)
    _, top, _ = stats(a * 2)
    return hi - lo, mean, top


def recursion_with_arrays(a, lo, hi):
    if hi - lo == 1:
        return a[lo]
    mid = (lo + hi) // 2
    return recursion_with_arrays(a, lo, mid) + recursion_with_arrays(a, mid, hi)


def quicksort(a, lo, hi):
    if lo < hi:
        pivot = a[hi]
        i = lo
        for j in range(lo, hi):
            if a[j] < pivot:
                a[i], a[j] = a[j], a[i]
                i += 1
        a[i], a[hi] = a[hi], a[i]
        quicksort(a, lo, i - 1)
        quicksort(a, i + 1, hi)


def default_array(x, weights=np.array([0.5, 0.25])):  # noqa: B008
    return x * weights.sum()


def default_list(x, seen=[]):  # noqa: B006
    seen.append(x)
    return len(seen)


def keyword_only(x, *, scale=2.0, shift):
    return x * scale + shift


def calls_keyword_only(x):
    return keyword_only(x, shift=1) + keyword_only(x, scale=3, shift=2.0)


def factory(k):
    def inner(x):
        if x > k:
            return x - k
        return k

    return inner


counter_state = {"n": 0}


def writes_global_dict(x):
    counter_state["n"] += 1
    counter_state["last"] = x
    return counter_state["n"]


def deep_recursion(n):
    if n == 0:
        return 0
    return 1 + deep_recursion(n - 1)


lambda_one, lambda_two = (lambda x: x + 1 if x > 0 else x), (lambda x: x - 1 if x > 0 else -x)

A = np.array([3.0, 1.0, 2.0, -1.0])
CASES = [
    (calls_helper, (1.5, 2), (3, 4)),
    (calls_branching_helper, (A,), (np.zeros(0),)),
    (keyword_calls, (0.5,), (9.0,), (-9,)),
    (star_calls, (0.5,), (9.0,)),
    (varargs, (1.0, 2.0, 3.0), (), (1,)),
    (local_function, (1, 3), (2.5, 2)),
    (lambda_local, (2.0, 3), (1, 1)),
    (nonlocal_counter, (5,), (0,)),
    (late_binding, (2.0,), (3,)),
    (
        late_binding_lambdas,
        (2,),
    ),
    (higher_order, (1.5, 2), (2, 0)),
    (chosen_function, (-3.0, True), (-3.0, False)),
    (chosen_by_data, (3.0,), (-3.0,)),
    (returns_closure, (2.0,), (1,)),
    (factorial, (5,), (0,), (22,)),
    (fibonacci, (10,), (1,)),
    (is_even, (10,), (7,)),
    (ackermann, (2, 3), (0, 0)),
    (power_recursive, (1.5, 10), (2, 0)),
    (reads_globals, (2.0, 1), (2, -1), (2, 3)),
    (
        writes_global_array,
        (5.0,),
    ),
    (
        writes_global_list,
        (5,),
    ),
    (
        global_statement,
        (5,),
    ),
    (partials, (1.5, 1), (-2, 3)),
    (reduced, ((1, 2, 3),), ([4, 5],)),
    (
        calls_mutating_helper,
        (A,),
    ),
    (helper_multiple_results, (A,), (A.astype(np.float32),)),
    (recursion_with_arrays, (A, 0, 4), (A, 1, 2)),
    (quicksort, (A, 0, 3), (np.arange(6)[::-1], 0, 5)),
    (default_array, (2.0,), (2.0, np.ones(3))),
    (default_list, (2.0,), (1, [1, 2])),
    (calls_keyword_only, (2.0,), (1,)),
    (factory(3), (5,), (1,), (2.5,)),
    (factory(0.5), (5,), (0,)),
    (
        writes_global_dict,
        (1.5,),
    ),
    (deep_recursion, (10,), (100000,)),
    (lambda_one, (1,), (-2.5,)),
    (lambda_two, (1,), (-2.5,)),
    (functools.partial(clamp, hi=0.5), (2.0,), (0.25,)),
]
