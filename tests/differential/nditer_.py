"""Elements visited by `np.nditer`."""

import numpy as np


def summed(x):
    s = 0.0
    for v in np.nditer(x):
        s += v
    return s


def weighed(x):
    s = 0
    for v in np.nditer(x):
        s = s * 2 + v
    return s


def written(x):
    for v in np.nditer(x, op_flags=["readwrite"]):
        v[...] = 2 * v + 1
    return x


def written_on_a_path(x):
    for v in np.nditer(x, op_flags=[["readwrite"]]):
        if v > 2:
            v[...] = 0
        else:
            v += 1
    return x


def read_only(x):
    for v in np.nditer(x):
        v[...] = 2 * v
    return x


def in_c_order(x):
    s = 0
    for v in np.nditer(x, order="C"):
        s = s * 2 + v
    return s


def kept(x):
    t = []
    for v in np.nditer(x):
        t.append(v + 1)
    return t, type(v).__name__, v.shape


def with_their_places(x):
    it = np.nditer(x, flags=["multi_index"])
    out = np.zeros_like(x)
    for v in it:
        out[it.multi_index] = v + it.multi_index[0]
    return out


def of_two_arrays(x, y):
    s = 0.0
    for a, b in np.nditer([x, y]):
        s += a * b
    return s


def written_in_a_block(x, y):
    with np.nditer([x, y], op_flags=[["readwrite"], ["readonly"]]) as both:
        for a, b in both:
            a[...] = a * 2 + b
            a += 1
    return x


def left_early(x):
    for v in np.nditer(x):
        if v > 3:
            return v * 2
    return -1.0


def below_the_diagonal(x):
    it = np.nditer(x, flags=["multi_index", "c_index"], op_flags=["readwrite"])
    s = 0
    for v in it:
        if it.multi_index[0] > 1:
            v[...] = it.index
        s += v * it.index
    return x, s


def in_rows(x):
    for v in np.nditer(x, flags=["external_loop"], op_flags=["readwrite"]):
        v[...] = v * 2
        v[0] = 7
    return x


def moved_by_hand(x):
    slopes = np.zeros_like(x)
    it = np.nditer(x, flags=["multi_index"], op_flags=["readwrite"])
    while not it.finished:
        place = it.multi_index
        before = x[place]
        x[place] = before + 1
        slopes[place] = (x * x).sum()
        it[0] = before
        it.iternext()
    return slopes


def to_its_end(x):
    it = np.nditer(x, flags=["c_index"])
    total, more = 0, True
    while more:
        total += it.index * int(it[0])
        more = it.iternext()
    return total if x[0] < 1 else it.index


X = np.arange(6.0)
M = np.arange(12.0).reshape(3, 4)
LOCKED = X.copy()
LOCKED.flags.writeable = False
ORDERS = [
    (X,),
    (M,),
    (M.T,),
    (X[::-1],),
    (M[:, ::2],),
    (np.zeros((0, 3)),),
    (np.array(3.0),),
    (np.arange(4),),
    (LOCKED,),
]
BOTH = (
    summed,
    weighed,
    written,
    written_on_a_path,
    read_only,
    in_c_order,
    kept,
    with_their_places,
    below_the_diagonal,
    in_rows,
    left_early,
)
PAIRS = (X, X + 1), (M, M[0]), (M.T, M.T), (M, M[:, :1]), (X[:1], X), (X, X[:2]), (np.array(3.0), X)
CASES = [
    *((f, *ORDERS) for f in BOTH),
    (moved_by_hand, (M,), (X[:1],)),
    (to_its_end, (np.arange(3),), (np.ones(2),)),
    (of_two_arrays, *PAIRS),
    (written_in_a_block, *PAIRS[:4]),
]
PYTHON = {"read_only"}
