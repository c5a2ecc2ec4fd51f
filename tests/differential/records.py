"""Dataclasses and named tuples made of others, keys that data chooses among strings, ints beyond the machine's."""

import collections
import dataclasses

import numpy as np

P = collections.namedtuple("P", "x y z", defaults=[0])


@dataclasses.dataclass
class D:
    x: float
    y: float = 2.0
    t: tuple = (1, 2)


def chosen_key(a):
    d = {"hi": 0.0, "lo": 0.0}
    for v in a:
        d["hi" if v > 1 else "lo"] += v
    return d


def chosen_key_read(a):
    d = {"hi": 1, "lo": 2}
    k = "hi"
    if a[0] > 1:
        k = "lo"
    return d[k], k in d, d.get(k, 3), d.get("none")


def keys_added_by_data(a):
    d = {}
    for v in a:
        k = "pos" if v > 0 else "neg"
        d[k] = d.get(k, 0) + 1
    return d


def chosen_key_missing(a):
    d = {"hi": 1, "lo": 2}
    k = "hi" if a[0] > 0 else "no"
    return d[k]


def replaced(a):
    d = dataclasses.replace(D(a[0]), y=a[1])
    if a[0] > 0:
        d = dataclasses.replace(d, x=0.5)
    return d.x, d.y


def taken_apart(a):
    return (
        dataclasses.asdict(D(a[0])),
        dataclasses.astuple(D(a[0], a[1])),
        [f.name for f in dataclasses.fields(D)],
    )


def of_a_named_tuple(a):
    p = P(a[0], 1)
    q = p._replace(y=a[1], z=3)
    return q, q._asdict(), P._make([a[0], 2, 3]), p._fields


def no_such_field(a):
    return P(a[0], 1)._replace(w=3)


def beyond_64_bits(n):
    return n % 7, n * 2


def replaced_in_rounds(a):
    p = P(0.0, 0)
    for v in a:
        p = p._replace(x=p.x + v, y=p.y + 1)
    return p


ARRAYS = [(np.array([1.0, -2.0, 3.0, 0.5]),), (np.array([-1.0, -2.0, 0.0]),), (np.array([4.0, 2.5, 1.5]),)]

CASES = [
    *(
        (function, *ARRAYS)
        for function in (
            chosen_key,
            chosen_key_read,
            keys_added_by_data,
            chosen_key_missing,
            replaced,
            taken_apart,
            of_a_named_tuple,
            no_such_field,
            replaced_in_rounds,
        )
    ),
    (beyond_64_bits, (1180591620717411303424,), (5,), (-36893488147419103232,)),
]
# One always raises, one is given numbers beyond the machine's.
PYTHON = {"replaced", "no_such_field", "beyond_64_bits", "keys_added_by_data"}
