"""Texts, members of enumerations and None that data chooses, as keys of dicts and members of sets."""

import enum
from collections import Counter, OrderedDict, defaultdict
from dataclasses import dataclass, field

import numpy as np


class Colour(enum.Enum):
    RED = 1
    BLUE = 2


@dataclass
class Bank:
    held: dict = field(default_factory=dict)

    def deposit(self, who, amount):
        self.held[who] = self.held.get(who, 0.0) + amount


def counted(x):
    counts = {}
    for v in x:
        k = "pos" if v > 0 else ("neg" if v < 0 else "zero")
        counts[k] = counts.get(k, 0) + 1
    print(counts)
    for k, n in counts.items():
        print(k.upper(), n)
    return counts, len(counts), "pos" in counts, sorted(counts), sorted(counts.items()), list(counts)


def counted_by_counters(x):
    found = Counter("p" if v > 0 else "n" for v in x)
    sums = defaultdict(float)
    for v in x:
        sums["p" if v > 0 else "n"] += v
    return found.most_common(), found.total(), found["other"], dict(sums), max(sums, key=sums.get)


def grouped(x):
    groups = {}
    for v in x:
        groups.setdefault("p" if v > 0 else "n", []).append(v)
    return {k: (len(vs), max(vs)) for k, vs in groups.items()}, groups


def branches_add(x):
    found = {"n": len(x)}
    for v in x:
        if v > 2:
            found["high"] = v
        elif v < 0:
            found["low"] = v
    if x.sum() > 3:
        del found["n"]
    return found, found.pop("high", None), found


def by_pairs(x):
    steps, before = {}, "start"
    for v in x:
        now = "up" if v > 0 else "down"
        steps[before, now] = steps.get((before, now), 0) + 1
        before = now
    return steps, sorted(steps)


def other_objects(x):
    found, last = {}, OrderedDict()
    for v in x:
        k = Colour.RED if v > 0 else None
        found[k] = found.get(k, 0) + 1
        name = "a" if v > 0 else "b"
        last[name] = v
        last.move_to_end(name)
    return found, None in found, Colour.BLUE in found, last


def members(x):
    seen, first = set(), []
    for v in x:
        k = "p" if v > 0 else "n"
        if k not in seen:
            seen.add(k)
            first.append((k, v))
    return seen, first, seen == {"p", "n"}, sorted(seen | {"q"}), seen <= {"p"}, len({f"{k}!" for k in "ab"})


def missing(x):
    found = {"a": 1}
    if x[0] > 5:
        found["b"] = 2
    try:
        return found["b" if x.sum() > 3 else "c"]
    except KeyError as error:
        return error.args


def put_together(x):
    state, moves = "idle", {}
    for v in x:
        new = "busy" if v > 0 else "idle"
        if new != state:
            moves[f"{state}->{new}"] = moves.get(f"{state}->{new}", 0) + 1
            moves[state + "!"] = v
        state = new
    return moves


def characters(n):
    counts = {}
    for d in str(n):
        counts[d] = counts.get(d, 0) + 1
    digits = sorted(str(n))
    return counts, max(counts, key=counts.get), digits, "".join(digits), digits == list(str(n)), set(str(n))


def read_apart(codes):
    tokens = []
    for c in codes:
        ch = chr(c)
        if ch in "+-":
            tokens.append((ch, 0))
        elif ch.isdigit():
            tokens.append(("digit", c - 48))
    total, sign = 0, 1
    for kind, value in tokens:
        if kind == "digit":
            total += sign * value
        else:
            sign = 1 if kind == "+" else -1
    return tokens, total


def flagged(x):
    found = {}
    for v in x:
        found["p" if v > 0 else "n"] = v
    if x[0] > 2:
        return True, found
    return False, None


def of_an_object(x, d):
    bank = Bank()
    for v in x:
        bank.deposit("ann" if v > 0 else "bob", v)
        d["p" if v > 0 else "n"] = v
    return bank.held, sum(bank.held.values()), len(d)


def labels(x):
    names = ["pos" if v > 0 else "negative" for v in x]
    text = ",".join(f"{name}:{v:.1f}" for name, v in zip(names, x, strict=True))
    longest = sorted(names, key=len, reverse=True)
    return sorted(names), min(names), names.index(names[-1]), longest, names == ["pos"] * len(x), text


X = np.array([3.0, -1.0, 2.0, -5.0, 0.0, 7.0])
BOTH = ((X,), (np.array([1.0, 2.0]),))
CASES = [
    *(
        (f, *BOTH, (X[:0],))
        for f in (counted, grouped, branches_add, by_pairs, other_objects, members, put_together)
    ),
    *((f, *BOTH) for f in (counted_by_counters, missing, flagged, labels)),
    (characters, (31413,), (7,)),
    (read_apart, (np.array([ord(c) for c in "12 -3+4"]),)),
    (of_an_object, (X, {}), (X, {"k": 1.0, "n": 2.0})),
]
