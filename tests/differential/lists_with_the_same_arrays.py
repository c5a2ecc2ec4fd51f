"""Lists that hold the arrays of other lists: slices and copies, of which the caller may get one or both."""

import numpy as np


def details(x, levels):
    found = []
    for _ in range(levels):
        x, rest = x[::2] + 1, x[1::2] * 2
        found.append(rest)
    found.append(x)
    return found


def turned(x, levels):
    return details(x, levels)[::-1]


def turned_in_place(x, levels):
    found = details(x, levels)
    found.reverse()
    return found


def made_of_slice(x, levels):
    return [part * 2 for part in details(x, levels)[1:]]


def by_length(x, levels):
    return sorted(details(x, levels), key=len)


def slice_of_slice(x, levels):
    found = details(x, levels)
    return found[1:][:1], len(found)


def copy_grows(x, levels):
    found = details(x, levels)
    more = found.copy()
    more.append(x + 1)
    return found, len(more)


def both(x, levels):
    found = details(x, levels)
    return found, found[::-1]


def in_a_list(x, levels):
    found = details(x, levels)
    slices = []
    for k in range(levels):
        slices.append(found[k:])
    return slices


def on_one_path(x, levels):
    found, other = details(x, levels), details(x, levels)
    if x[0] > 0:
        other = found[::-1]
    return other, found


def again_and_again(x, levels):
    found, all_ = details(x, levels), details(x, levels)
    for k in range(levels):
        all_[k:k] = found
    return all_


def accepted(x, steps):
    chain = []
    for k in range(steps):
        tried = x.copy()
        tried += 0.5
        tried[k % 3] *= 2
        if tried.sum() < 20:
            x = tried
        chain.append(x)
    return np.array(chain)


def written_when_accepted(x, steps):
    chain = []
    for k in range(steps):
        tried = x.copy()
        tried += 0.5
        if tried.sum() < 20:
            x = tried
        x[0] = k
        chain.append(x)
    return np.array(chain)


X = np.arange(16.0)
CASES = [
    *((function, (X, 3), (X, 0)) for function in (turned, turned_in_place, made_of_slice, by_length)),
    *((function, (X, 2), (X, 0)) for function in (slice_of_slice, copy_grows, both, in_a_list)),
    *((function, (X, 2), (X + 1, 2)) for function in (on_one_path, again_and_again)),
    *((function, (X[:3], 6), (X[:3], 0)) for function in (accepted, written_when_accepted)),
]
PYTHON = (
    "both",
    "in_a_list",
    "on_one_path",
    "again_and_again",
    "written_when_accepted",
)
