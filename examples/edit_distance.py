"""The edit distance of two sequences, with two rows of the table that are swapped."""

import numpy as np

import autograph as ag


@ag.function
def edit_distance(left, right):
    """Return the fewest insertions, deletions and replacements that turn `left` into `right`."""
    previous = np.arange(len(right) + 1)
    current = np.empty_like(previous)
    for i in range(len(left)):
        current[0] = i + 1
        for j in range(len(right)):
            cost = 0 if left[i] == right[j] else 1
            current[j + 1] = min(previous[j] + cost, previous[j + 1] + 1, current[j] + 1)
        previous, current = current, previous
    return previous[len(right)]


def example_arguments(count=120):
    random = np.random.default_rng(3)
    left = random.integers(0, 4, count)
    right = left[random.random(count) < 0.9].copy()
    right[::7] = 3
    return left, right


if __name__ == "__main__":
    print("distance", edit_distance(*example_arguments(1000)))
