"""Functions that call themselves as long as data says so."""

import numpy as np

STEPS = np.array([1.0, 2.0, 4.0, 8.0])


def factorial_of_float(n):
    if n <= 1:
        return 1.0
    return n * factorial_of_float(n - 1)


def gcd(a, b):
    return a if b == 0 else gcd(b, a % b)


def collatz(n, steps=0):
    if n == 1:
        return steps
    return collatz(n // 2 if n % 2 == 0 else 3 * n + 1, steps + 1)


def hanoi(n, source, spare, target, moves):
    if n == 0:
        return moves
    moves = hanoi(n - 1, source, target, spare, moves)
    print("move", n, "from", source, "to", target)
    return hanoi(n - 1, spare, source, target, moves + 1)


def local_function(a, n):
    weight = 2.0

    def total(k):
        if k == 0:
            return 0.0
        return a[k] * weight + total(k - 1)

    return total(n)


def reads_global(k):
    if k == 0:
        return 0.0
    return STEPS[k] + reads_global(k - 1)


def binary_search(a, x, low, high):
    if low >= high:
        return -1
    middle = (low + high) // 2
    if a[middle] == x:
        return middle
    if a[middle] < x:
        return binary_search(a, x, middle + 1, high)
    return binary_search(a, x, low, middle)


def fill(a, low, high, value):
    if low < high:
        a[low] = value
        fill(a, low + 1, high, value * 2)
    return None


def merge_sort(a, low, high):
    if high - low < 2:
        return
    middle = (low + high) // 2
    merge_sort(a, low, middle)
    merge_sort(a, middle, high)
    left, right = a[low:middle].copy(), a[middle:high].copy()
    i = j = 0
    for k in range(low, high):
        if j == len(right) or (i < len(left) and left[i] <= right[j]):
            a[k] = left[i]
            i += 1
        else:
            a[k] = right[j]
            j += 1


def returns_argument(a, n):
    if n == 0:
        return a
    a[n] = n
    return returns_argument(a, n - 1)


def spectrum(x):
    n = len(x)
    if n == 1:
        return x  # of floats, and further up of complex numbers
    even, odd = spectrum(x[::2]), spectrum(x[1::2])
    turned = np.exp(-2j * np.pi * np.arange(n // 2) / n) * odd
    return np.concatenate([even + turned, even - turned])


def pair(n):
    if n == 0:
        return 0, 1.5
    count, total = pair(n - 1)
    return count + 1, total * 2


def raises_at_the_end(n, limit):
    if n > limit:
        raise ValueError(f"{n} is beyond {limit}")
    if n == 3:
        return n
    return raises_at_the_end(n + 1, limit)


def in_a_loop(n):
    if n == 0:
        return 1
    ways = 0
    for k in range(n):
        ways += in_a_loop(k)
    return ways


def too_deep(n):
    return too_deep(n + 1) if n >= 0 else n


def type_grows(n):
    if n == 0:
        return 0
    if n == 5:
        return type_grows(n - 1) + 0.5
    return type_grows(n - 1) + 1


def male(n):
    return 0 if n == 0 else n - female(male(n - 1))


def female(n):
    return 1 if n == 0 else n - male(female(n - 1))


def tree_sum(values, node):
    if node >= len(values):
        return 0.0
    return values[node] + tree_sum(values, 2 * node + 1) + tree_sum(values, 2 * node + 2)


def with_keyword(n, step=1, *, scale=2.0):
    if n <= 0:
        return 0.0
    return scale + with_keyword(n - step, step=step, scale=scale)


def powers(x, n):
    if n == 0:
        return np.ones_like(x)
    half = powers(x, n // 2)
    return half * half * x if n % 2 else half * half


def nested_pairs(depth):
    def made(left):
        return (None, None) if left == 0 else (made(left - 1), made(left - 1))

    def counted(tree):
        left, right = tree
        return 1 if left is None else 1 + counted(left) + counted(right)

    return counted(made(depth))


def sorted_by_merging(a):
    if len(a) < 2:
        return a
    half = len(a) // 2
    left, right = sorted_by_merging(a[:half]), sorted_by_merging(a[half:])
    i = j = 0
    made = np.empty_like(a)
    for k in range(len(a)):
        if j == len(right) or (i < len(left) and left[i] <= right[j]):
            made[k] = left[i]
            i += 1
        else:
            made[k] = right[j]
            j += 1
    return made


def one_of_its_arguments(a, b, n):
    if n == 0:
        return a
    return b.copy() if n < 0 else one_of_its_arguments(b, a, n - 2)


def writes_what_it_gets_back(a, b, n):
    c = one_of_its_arguments(a, b, n)
    c += 1
    total = a.sum()
    a[0] = 7
    b[0] = 8
    return c, c is a, c is b, total, c.sum()


def with_its_depth(a, n):
    if n == 0:
        return a, 0
    b, depth = with_its_depth(a, n - 1)
    b[depth] += n
    return b, depth + 1


def v_cycle(u, f):
    u[1:-1] = (u[:-2] + u[2:] + f[1:-1]) / 2
    if len(u) > 3:
        u[::2] += v_cycle(np.zeros(len(u) // 2 + 1), f[::2].copy())
    return u


def towers_by_name(n):
    counts = {"left": 0, "middle": 0, "right": 0}

    def moved(n, a, b, c):
        if n == 0:
            return []
        counts[a] += 1
        return moved(n - 1, a, c, b) + [(a, c)] + moved(n - 1, b, a, c)

    return moved(n, "left", "middle", "right"), counts


CASES = [
    (towers_by_name, (3,), (0,)),
    (factorial_of_float, (6.0,), (0.5,), (np.float64(4.0),)),
    (gcd, (48, 18), (7, 0), (0, 5)),
    (collatz, (6,), (1,), (27, 3)),
    (hanoi, (3, "a", "b", "c", 0), (0, "a", "b", "c", 5)),
    (local_function, (np.arange(5.0), 4), (np.arange(5.0), 9)),
    (reads_global, (3,), (0,), (4,)),
    (binary_search, (np.array([1.0, 3.0, 5.0, 7.0]), 5.0, 0, 4), (np.array([1.0, 3.0]), 2.0, 0, 2)),
    (fill, (np.zeros(5), 1, 4, 1.5), (np.zeros(2), 0, 5, 1.5)),
    (merge_sort, (np.array([3.0, 1.0, 2.0, 5.0, 4.0, -1.0]), 0, 6), (np.zeros(0), 0, 0)),
    (returns_argument, (np.zeros(4), 3), (np.zeros(4), 0)),
    (spectrum, (np.arange(4.0),), (np.arange(2),), (np.ones(1),), (np.ones(2) * 1j,)),
    (pair, (4,), (0,)),
    (raises_at_the_end, (0, 5), (0, 1), (4, 9)),
    (in_a_loop, (6,), (0,)),
    (too_deep, (1,), (-1,)),
    (type_grows, (7,), (3,)),
    (male, (8,), (0,)),
    (tree_sum, (np.arange(7.0), 0), (np.arange(3.0), 5)),
    (with_keyword, (5,), (4, 2)),
    (nested_pairs, (0,), (3,)),
    (powers, (np.array([1.0, 2.0]), 5), (np.array([3]), 4)),
    (sorted_by_merging, (np.array([3.0, 1.0, 2.0, 5.0, 4.0]),), (np.zeros(1),), (np.zeros(0),)),
    (writes_what_it_gets_back, *((np.arange(3.0), np.ones(3), n) for n in (0, 2, 4, 3))),
    (with_its_depth, (np.zeros(4), 3)),
    (v_cycle, (np.ones(9), np.arange(9.0))),
]
PYTHON = ("nested_pairs",)
