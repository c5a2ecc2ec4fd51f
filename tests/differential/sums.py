"""The builtin `sum`: from Python 3.12 on what rounding takes from Python's floats is added at the end."""

import math

import numpy as np


def of_a_list(x):
    return sum(x.tolist())


def of_products(x):
    return sum([float(v) * 0.1 for v in x])


def of_a_generator(x):
    return sum(float(v) * 0.1 for v in x if v > 0)


def of_what_was_kept(x):
    kept = []
    for v in x:
        if v > 0.2:
            kept.append(float(v))
    return sum(kept), sum(kept) / max(len(kept), 1)


def of_numbers(p, q, r):
    return sum([p, q, r]), sum((p, q, r), 0.5)


def of_an_array(x):
    return sum(x)


def of_several_types(x):
    return sum([1, 2, float(x[0]), 3, float(x[1])]), sum(float(v) if v > 0 else 1 for v in x)


def from_a_start(x):
    made = []
    for v in x:
        made.append(float(v))
    return sum(made, start=1.5), sum(made, start=10**15), sum(made, np.float64(0.25))


def of_reciprocals(n):
    return sum(1 / k**2 for k in range(1, n + 1)) ** 0.5


WIDE = np.random.default_rng(0).normal(size=30) * 10.0 ** np.arange(-15, 15)
ARRAYS = (
    (WIDE,),
    (np.full(10, 0.1),),
    (np.array([1.0, 1e100, 1.0, -1e100]),),
    (np.array([1e308, 1e308, -1e308]),),
    (np.array([np.inf, 1.0, 2.0]),),
    (np.array([-0.0, -0.0]),),
)


def products(a, start):
    q = [v for v in a if v > 0]
    return (
        math.prod(q),
        math.prod(q, start=start),
        math.prod({int(v) for v in a}),
        math.prod(int(v) for v in a),
    )


def positive_summed(x):
    return sum([v for v in x if v > 0]), sum([2 * v for v in x if v > 0], 0.5), sum(x[:1].tolist())


CASES = [
    *((positive_summed, (np.array([3, -2, 5], dtype=kind),)) for kind in ("int8", "int32", "float32")),
    (products, (np.array([1, 2, 3]), 2), (np.array([0.5, -1.0]), 3), (np.array([-1]), 0.5)),
    (of_a_list, *ARRAYS, (np.zeros(0),)),
    (of_products, *ARRAYS, (np.zeros(0),)),
    (of_a_generator, *ARRAYS, (np.zeros(0),)),
    (of_what_was_kept, *ARRAYS, (np.zeros(0),)),
    (of_numbers, (0.1, 0.2, 0.3), (1e16, 1.0, -1e16), (1, 1e16, 1), (True, 1e16, -1e16)),
    (of_numbers, (np.float64(1e16), 1.0, -1e16), (1e16, np.float64(1.0), 1.0)),
    (of_an_array, *ARRAYS),
    (of_several_types, *ARRAYS),
    (from_a_start, *ARRAYS, (np.zeros(0),)),
    (of_reciprocals, (1000,), (1,), (0,)),
]
