"""Variables of an outer function that an inner one assigns in loops that call functions, too."""

import numpy as np


def feeder():
    element = None
    remaining = 0

    def feed(i, counts):
        nonlocal element, remaining
        while i + 1 > remaining:
            i = i - remaining
            element = counts.pop()
            remaining = counts.pop()
        remaining -= i + 1
        return element

    return feed


def fed(k, counts):
    feed = feeder()
    made = []
    for _ in range(k):
        made.append(feed(0, counts))
    return made


def counter():
    total = 0

    def add(x, limit):
        nonlocal total
        for value in x:
            if np.abs(value) > limit:
                total = total + float(np.abs(value))
        return total

    def count(x):
        nonlocal total
        while total < x:
            total += max(int(x) // 4, 1)
        return total

    return add, count


def added_twice(x, limit):
    add, _ = counter()
    first = add(x, limit)
    return first, add(-x, limit)


def counted(x, n):
    add, count = counter()
    return count(n), add(x, 0.5), count(n + 3)


def shared(x):
    steps = 0

    def halved(value):
        nonlocal steps
        while value > 1.0:
            value = float(np.sqrt(value))
            value -= 0.5
            steps = max(steps + 1, 0)
        return value

    return [halved(value) for value in x], steps


def read_before(x, n):
    low = 0.0

    def lowest(values):
        nonlocal low
        for value in values:
            if min(value, low) == value:
                low = min(value, low)
            elif abs(value) > n:
                break
        return low

    return lowest(x), low, lowest(-x), low


X = np.array([1.5, -2.5, 0.25, 9.0])
CASES = [
    (fed, (5, [2, 7, 4, 3]), (2, [2, 7, 4, 3]), (0, [2, 7]), (5, [2, 7]), (5, [2, "blue", 4, "red"])),
    (added_twice, (X, 1.0), (X, 100.0), (X[:0], 1.0)),
    (counted, (X, 2), (X, 9), (X, 30)),
    (shared, (X,), (X[:0],), (X * 100,)),
    (read_before, (X, 2.0), (X, 100.0), (-X, 0.0)),
]
