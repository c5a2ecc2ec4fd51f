"""`itertools.groupby` over data: runs of equal items, and the groups of a key."""

import itertools
from itertools import groupby

import numpy as np


def lengths_of_runs(a):
    return [(int(value), len(list(run))) for value, run in groupby(a)]


def sums_of_groups(a):
    found = []
    for high, group in groupby(a, lambda v: v > 1):
        count, total = 0, 0
        for v in group:
            count += 1
            total += v
        found.append((high, count, total))
    return found


def marks_alone(a):
    return [mark for mark, _ in groupby(a, key=abs)]


def first_of_each(a):
    found = []
    for _, group in groupby(a):
        found.append(next(group))
        found.append(len(list(group)))
    return found


def of_a_sorted_list(a):
    return {int(odd): list(group) for odd, group in itertools.groupby(sorted(a), key=lambda v: v % 2)}


def longest_run(a):
    longest = 0
    for _, run in groupby(a > 1):
        longest = max(longest, sum(1 for _ in run))
    return longest


def group_after_its_turn(a):
    group = iter(())
    for _, group in groupby(a):
        pass
    return list(group)


def group_after_a_break(a):
    for mark, group in groupby(a):
        if mark == 2:
            return list(group)
    return None


def key_that_prints(a):
    def half(v):
        print("half", v)
        return v // 2

    found = []
    for mark, group in groupby(a, half):
        print("mark", mark)
        found.append(len(list(group)))
    return found


def rest_of_an_iterator(a):
    items = iter(a.tolist())
    for _ in groupby(items):
        break
    return list(items)


PYTHON = ("group_after_its_turn", "group_after_a_break", "key_that_prints", "rest_of_an_iterator")
ARRAYS = [(np.array([1, 1, 2, 2, 2, 3, 1]),), (np.array([], dtype=int),), (np.array([5]),)]
CASES = [
    (function, *ARRAYS)
    for function in (
        lengths_of_runs,
        sums_of_groups,
        marks_alone,
        first_of_each,
        of_a_sorted_list,
        longest_run,
        group_after_its_turn,
        group_after_a_break,
        key_that_prints,
        rest_of_an_iterator,
    )
]
