"""Variables and keys that only the first round, or another branch, gives a value."""

import numpy as np


def first_round_sets(a):
    for i in range(len(a)):
        if i == 0:
            prev = a[0]
        else:
            prev = prev * 0.5 + a[i]
    return prev


def bounds(a):
    for i, v in enumerate(a):
        if i == 0:
            lo = hi = v
        elif v < lo:
            lo = v
        elif v > hi:
            hi = v
    return lo, hi


def first_positive(a):
    seen = False
    for v in a:
        if v > 0 and not seen:
            first = v
            seen = True
        elif seen:
            first = first + v
    return first if seen else None


def unbound_without_rounds(a):
    for v in a:
        if v > 2:
            last = v
    return last


def unbound_on_a_path(n):
    for i in range(n):
        if i > 2:
            s = s + i  # noqa: F821, F841  (it has no value)
        else:
            t = i
    return t


def key_of_a_branch(a):
    d = {}
    for v in a:
        if v > 100:
            d["x"] = d["x"] + 1
    return d


def missing_key(a):
    d = {"y": 1}
    if a[0] > 0:
        return d["x"]
    return d["y"]


def factorial_by_rounds(n):
    k = 0
    while k < n:
        if k == 0:
            acc = 1
        else:
            acc = acc * k
        k += 1
    return acc


def unbound_caught(a):
    try:
        for v in a:
            if v > 2:
                last = v
        return last
    except UnboundLocalError:
        return -1.0


def moments_made_in_time(w, n):
    state, before, losses = {}, None, []
    for t in range(n):
        for name in ("m", "v"):
            if name not in state:
                state[name] = np.zeros_like(w)
            state[name] = 0.5 * state[name] + w * t
        if before is not None:
            losses.append(float(np.abs(w - before).max()))
        before = w
        w = w - 0.1 * state["m"] / (state["v"] + 1)
    return w, state, losses


ARRAYS = [
    (np.array([1.0, -2.0, 3.0, 0.5]),),
    (np.array([-1.0, -2.0, 0.0]),),
    (np.array([4.0, 2.5, 1.5]),),
    (np.array([], dtype=float),),
]
WITH_NUMBERS = [(0,), (1,), (5,)]

CASES = [
    *(
        (function, *ARRAYS)
        for function in (
            first_round_sets,
            bounds,
            first_positive,
            unbound_without_rounds,
            key_of_a_branch,
            unbound_caught,
        )
    ),
    (moments_made_in_time, *((np.ones(3), number) for number in (4, 1, 0))),
    *((function, *WITH_NUMBERS) for function in (unbound_on_a_path, factorial_by_rounds)),
    (
        missing_key,
        (np.array([1.0, -2.0, 3.0, 0.5]),),
        (np.array([-1.0, -2.0, 0.0]),),
        (np.array([4.0, 2.5, 1.5]),),
    ),
]
