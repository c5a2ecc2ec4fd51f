"""`while`: conditions, exits, `else`, variables of the loop."""

import numpy as np


def countdown(n):
    total = 0
    while n > 0:
        total += n
        n -= 1
    return total, n


def collatz(n):
    steps = 0
    while n != 1:
        if n % 2 == 0:
            n = n // 2
        else:
            n = 3 * n + 1
        steps += 1
    return steps


def newton(x, tolerance):
    guess = x / 2.0
    rounds = 0
    while abs(guess * guess - x) > tolerance:
        guess = 0.5 * (guess + x / guess)
        rounds += 1
    return guess, rounds


def forever_with_break(x):
    n = 0
    while True:
        x = x / 2
        n += 1
        if x < 1:
            break
    return x, n


def with_continue(n):
    odd = 0
    while n > 0:
        n -= 1
        if n % 2 == 0:
            continue
        odd += n
    return odd


def with_else(a, wanted):
    i = 0
    while i < len(a):
        if a[i] == wanted:
            print("found at", i)
            break
        i += 1
    else:
        print("not found")
        i = -1
    return i


def return_inside(a, limit):
    i = 0
    total = 0.0
    while i < len(a):
        total += a[i]
        if total > limit:
            return i
        i += 1
    return -1


def truth_of_int(n):
    bits = 0
    while n:
        bits += n & 1
        n >>= 1
    return bits


def nested_loops(n):
    count = 0
    i = 0
    while i < n:
        j = 0
        while j < i:
            if (i + j) % 3 == 0:
                j += 2
                continue
            count += 1
            j += 1
        i += 1
    return count, i


def condition_with_effect(n):
    def step():
        nonlocal n
        print("asked", n)
        n -= 1
        return n

    while step() > 0:
        print("round", n)
    return n


def walrus(n):
    total = 0
    while (m := n - 1) > 0:
        total += m
        n = m
    return total, m


def defined_inside(n):
    while n > 0:
        last = n
        n -= 2
    return last


def dtype_changes(n):
    while n > 1:
        n = n / 2
    return n


def flag(n):
    done = False
    i = 0
    while not done:
        i += 3
        done = i >= n
    return i, done


def flag_becomes_numpy(a):
    done = False
    i = 0
    while not done:
        i += 1
        done = a[i] > 2
    return i, done


def compound_condition(a, x):
    i = 0
    while i < len(a) and a[i] < x:
        i += 1
    return i


def array_state(a, rounds):
    b = a
    while rounds > 0:
        b = b * 0.5 + 1
        rounds -= 1
    return b


def in_place(a, x):
    while a.max() > x:
        a *= 0.5
    return a


def swapped(a, b, n):
    while n > 0:
        b[0] += 1
        a, b = b, a
        n -= 1
    return a, b


def fibonacci(n):
    a, b = 0, 1
    while a < n:
        a, b = b, a + b
    return a


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


def overflow(n):
    x = 1
    while n > 0:
        x = x * 10
        n -= 1
    return x


def bisect(lo, hi):
    while hi - lo > 1e-9:
        mid = (lo + hi) / 2
        if mid * mid * mid - mid - 2 > 0:
            hi = mid
        else:
            lo = mid
    return (lo + hi) / 2


def prints_progress(x):
    k = 0
    while x > 1.0:
        x *= 0.5
        k += 1
        print(f"step {k}: x = {x:.4f}")
    return k


class Diffusion:
    def __init__(self, n):
        self.u = np.zeros(n)
        self.u[0] = 1.0
        self.steps = 0

    def step(self, a):
        old = self.u.copy()
        self.u[1:-1] += a * (self.u[2:] - 2 * self.u[1:-1] + self.u[:-2])
        self.steps += 1
        return np.abs(self.u - old).max()


def until_a_method_says_so(n, a, tolerance):
    diffusion, rounds = Diffusion(n), 0
    while diffusion.step(a) > tolerance:
        rounds += 1
    return rounds, diffusion.steps, diffusion.u


def _relax(u):
    change = 0.0
    for i in range(1, len(u) - 1):
        v = 0.5 * (u[i - 1] + u[i + 1])
        change = max(change, abs(v - u[i]))
        u[i] = v
    return change


def until_a_helper_says_so(u, tolerance, most):
    n = 0
    while _relax(u) > tolerance:
        n += 1
        if n >= most:
            break
    else:
        n = -n
    return n, u


def taking_from_a_list(x):
    stack, n = list(x), 0
    while stack and stack.pop() > 0.1:
        if len(stack) % 2:
            continue
        n += 1
    return n, len(stack)


def one_in_another(u, tolerance):
    while True:
        while _relax(u) > tolerance:
            if u[1] > 100:
                return u, 1
        if u[2] >= 0:
            break
    return u, 2


def printing_each_change(x, tolerance):
    n = 0
    while n < 1000 and _relax(x) > tolerance and x[0] < 5:
        n += 1
        print(n)
    return n


def tested_by_the_name_it_may_have(a):
    for _ in range(1, len(a)):
        a = np.where(a == 0, a, a)
    k = 0
    while a[-1] > k:
        k += 1
        a[0] = k
        for _ in range(2):
            a = np.zeros_like(a)
    a[0] = 9
    return a


SQUARES = np.arange(9.0) ** 2


def condition_by_outer_variable(n):
    m = n

    def more():
        nonlocal m
        m = m // 2
        return m > 0

    steps = 0
    while more():
        steps += 1
        if steps == 5:
            break
    else:
        steps = -steps
    return steps, m


def condition_by_outer_array(n):
    xs = np.arange(5.0)
    k = 0

    def more():
        nonlocal k, xs
        k += 1
        xs = xs * 2
        return xs[1] + k < n

    while more():
        if k == 7:
            break
    else:
        k = -k
    return k, xs


def walrus_and_else(n):
    a = b = m = 0
    while (m := m + 1) < n:
        a += m
        if a > 20:
            break
    else:
        b = (a := a + 1)
    while (n := n - 2) > 0:
        b += n
    else:
        del m
    return a, b, n


CASES = [
    (walrus_and_else, (3,), (0,), (30,)),
    (tested_by_the_name_it_may_have, (np.array([-1, -3, 1]),), (np.array([5]),), (np.array([-1, -3, -9]),)),
    (until_a_method_says_so, (20, 0.2, 1e-3), (3, 0.2, 1.0)),
    (until_a_helper_says_so, (SQUARES, 1e-3, 1000), (SQUARES, 1e-3, 5), (SQUARES, 1e9, 5)),
    (taking_from_a_list, (np.random.default_rng(0).random(20),), (np.zeros(0),), (np.zeros(3),)),
    (one_in_another, (SQUARES, 1e-3), (SQUARES * 9, 1e-3)),
    (printing_each_change, (np.arange(5.0) ** 2, 0.1), (np.arange(6.0) ** 2, 0.1)),
    (countdown, (5,), (0,), (-3,)),
    (collatz, (27,), (1,), (97,)),
    (newton, (2.0, 1e-9), (9.0, 1e-3), (16, 0.1)),
    (forever_with_break, (100.0,), (0.5,), (64,)),
    (with_continue, (10,), (0,)),
    (with_else, (np.array([1, 2, 3]), 2), (np.array([1, 2, 3]), 9), (np.array([1.0]), 1)),
    (return_inside, (np.ones(5), 2.5), (np.ones(5), 50.0), (np.ones(0), 1.0)),
    (truth_of_int, (0b1011011,), (0,)),
    (nested_loops, (7,), (0,)),
    (condition_with_effect, (3,), (0,)),
    (walrus, (5,), (1,), (-2,)),
    (defined_inside, (5,), (0,)),
    (dtype_changes, (20,), (1,), (0.5,)),
    (flag, (10,), (-1,)),
    (flag_becomes_numpy, (np.array([0.0, 1.0, 3.0]),), (np.array([0.0, 1.0]),)),
    (compound_condition, (np.arange(5.0), 2.5), (np.arange(5.0), 99.0)),
    (array_state, (np.arange(3.0), 4), (np.arange(3.0), 0)),
    (in_place, (np.array([3.0, 9.0]), 1.0), (np.array([0.5]), 1.0)),
    (swapped, (np.zeros(2), np.ones(2), 3), (np.zeros(2), np.ones(2), 4), (np.zeros(2), np.ones(2), 0)),
    (fibonacci, (100,), (0,)),
    (gcd, (48, 36), (17, 5), (0, 9), (7, 0)),
    (overflow, (5,), (18,), (19,), (30,)),
    (bisect, (1.0, 2.0), (1, 2)),
    (prints_progress, (20.0,), (0.5,)),
    (condition_by_outer_variable, (10,), (0,), (10**6,), (33.5,)),
    (condition_by_outer_array, (10,), (0,), (10**6,), (33.5,)),
]
PYTHON = set()
