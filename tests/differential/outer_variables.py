"""Globals and outer functions' variables that a function assigns: seen at once, and by later calls."""

import numpy as np

PYTHON = {"deleted", "loop_target", "missing", "recursive"}
count = 0
total = 0.0
last = None
grid = np.zeros(3)
state = "idle"
history = []


def straight(n):
    global count
    count = count + n
    return count


def branches_and_loops(a):
    global total, count
    for v in a:
        total += v
        if v > 0:
            count += 1
            if v > 3:
                break
    while total < 10:
        total = abs(total) + 1
    return total


def bump(k):
    global count
    count += k


def called(a):
    before = count
    for i in range(len(a)):
        if a[i] > 0:
            bump(i)
    return before, count


def read_before(a):
    print("count", count)
    bump(2)
    print("count", count)
    return count * a


def none_at_first(a):
    global last
    old, last = last, a.sum()
    return old


def rebound_array(a):
    global grid
    grid[0] += 1
    grid = a * 2
    grid[1] = 7
    return grid


def the_argument_itself(a):
    global grid
    grid = a
    return grid


def appended(a):
    global history
    history = history + [a[0], a[1]]
    return len(history)


def text(a):
    global state
    state = "busy" if a[0] > 0 else f"negative {a[0]}"
    return state


def several_targets(a):
    global count, total
    count = other = int(a[0])
    (total, other), third = (a[1], 3), 4
    return other, third


def raises_in_between(a, limit):
    global count
    for v in a:
        count += 1
        if v > limit:
            raise ValueError(f"{v} after {count}")
    count = -1
    return count


def index_error_in_between(a, i):
    global total
    total = a[0]
    total = a[i]
    return total


def needs_python_in_between(a, n):
    global count
    print("begins", count)
    count += 1
    count *= 2 ** int(n)
    print("ends")
    return count * a[0]


def caught(a, i):
    global total
    total = 1.0
    try:
        total = 2.0
        total = a[i]
    except IndexError:
        total += 10
    return total


def made():
    rounds, longest = 0, 0.0

    def closure(x):
        nonlocal rounds, longest
        rounds += 1
        for v in x:
            if v > longest:
                longest = v
        return rounds, longest

    return closure


def called_closure(a):
    return tick(a), tick(a * 2)


def loop_target(n):
    global count
    for count in range(n):
        pass
    return count


def deleted(n):
    global state
    del state
    return n


def missing(n):
    global nowhere
    nowhere += n


def recursive(n):
    global count
    count += 1
    return 0 if n <= 0 else recursive(n - 1) + 1


A = np.array([1.5, -2.0, 3.25])
closure = made()
tick = made()
CASES = [
    (straight, (5,), (2.5,), (np.int8(3),)),
    (branches_and_loops, (A,), (-A,), (A * 2,), (A[:0],)),
    (called, (A,), (-A,)),
    (read_before, (A,)),
    (none_at_first, (A,), (A.astype(int),)),
    (rebound_array, (A,)),
    (the_argument_itself, (A,)),
    (appended, (A,)),
    (text, (A,), (-A,)),
    (several_targets, (A,)),
    (raises_in_between, (A, 1), (A, 2), (A, 10)),
    (index_error_in_between, (A, 1), (A, 3)),
    (needs_python_in_between, (A, 3), (A, 63), (A, 64)),
    (caught, (A, 1), (A, 3)),
    (closure, (A,), (-A,)),
    (called_closure, (A,), (-A,)),
    (loop_target, (3,)),
    (deleted, (3,)),
    (missing, (3,)),
    (recursive, (3,)),
]
