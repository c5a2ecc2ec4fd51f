"""The texts of dicts, sets and lists whose lengths are data."""

import sys
from collections import Counter, OrderedDict, defaultdict, deque

import numpy as np


def counts(x):
    d = {}
    for v in x:
        d[v] = d.get(v, 0) + 1
    print(d)
    return f"{d}"


def groups(x):
    d = defaultdict(list)
    for v in x:
        d[int(v) % 2].append(v)
    print(dict(d))


def one_key(v):
    print({v: v}, {"k": v}, {v})


def keys_of_two(x):
    d = {}
    for i, v in enumerate(x):
        d[i, i + 1] = v
    text = str(d)
    return len(text), text


def most_common(x):
    c = Counter(int(v) for v in x)
    print(c.most_common(2), c[1])


def pairs(x):
    found = []
    for i, v in enumerate(x):
        if v > 0:
            found.append((i, v))
    print(found, [found[:1]])
    return f"{found!r:>30}"


def in_messages(x):
    if len(x) > 2:
        raise ValueError(f"too many: { {int(v): 1 for v in x} }")
    d = {v: v for v in x}
    assert len(d) == len(x), f"double in {d}"


def members(x):
    seen = set()
    for v in x:
        seen.add(v)
    print(seen, {1, 2} - {1}, set())


def of_other_kinds(x):
    groups, order, last = defaultdict(list), OrderedDict(), deque(maxlen=2)
    print(str(groups), repr(Counter()), f"{order}", [Counter([2, 2])])
    for v in x:
        groups[1].append(v)
        last.append(v)
    return str(groups), f"{last}", repr(deque([len(x)]))


def of_an_ordered_dict(v):
    return f"{OrderedDict(a=v)}", str(defaultdict(float, b=v))


A = np.array
XS = [(A([1, 3, 1]),), ([3.0, -1.5],), ([],)]
CASES = [
    *((f, *XS) for f in (counts, groups, keys_of_two, most_common, pairs, in_messages)),
    (members, (A([1, 3, 1]),), ([3],), ([],)),
    (one_key, (1,), (2.5,)),
    (of_other_kinds, *XS),
    (of_an_ordered_dict, (1,), (2.5,)),
]
PYTHON = {"of_an_ordered_dict"} if sys.version_info < (3, 12) else set()  # it shows pairs there
