"""The longest Collatz sequence below a bound: integers, `while` and `if`."""


def kernel(bound):
    longest = 0
    start = 1
    for first in range(1, bound):
        n = first
        steps = 0
        while n != 1:
            if n % 2 == 0:
                n = n // 2
            else:
                n = 3 * n + 1
            steps += 1
        if steps > longest:
            longest = steps
            start = first
    return start, longest


def arguments(size):
    return ({"small": 30, "medium": 1_000, "large": 10_000}[size],)
