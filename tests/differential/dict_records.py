"""Dicts with texts as keys, of which data decides how many there are: records in lists, dicts and queues."""

import copy
from collections import defaultdict, deque

import numpy as np


def history(x):
    log, w = [], 0.0
    for i in range(len(x)):
        loss = (w - x[i]) ** 2
        log.append({"iter": i, "loss": loss, "kind": "far" if loss > 2 else "near"})
        if loss < 0.5:
            break
        w -= 0.3 * (w - x[i])
    return log, [r["loss"] for r in log if r["kind"] == "far"]


def by_its_name(x):
    rows = []
    for v in x:
        row = {"x": float(v), "n": 0}
        if v > 0:
            rows.append(row)
        row["n"] = len(rows)
        row["x"] += 1
    best = None
    for row in rows:
        if best is None or row["x"] > best["x"]:
            best = row
    if best is None:
        return None
    best["n"] = -1
    return rows, best is rows[0], best


def gets_keys(x):
    rows = []
    for v in x:
        if v != 0:
            rows.append({"x": float(v)})
    for rank, row in enumerate(rows):
        row["rank"] = rank
        if row["x"] > 0:
            row["positive"] = True
    return rows, sum(1 for row in rows if "positive" in row), sum(row["rank"] for row in rows)


def in_another_order(x):
    rows = [{"x": float(v)} for v in x if v != 0]
    for row in rows:
        row["b" if row["x"] > 0 else "a"] = 1
    for row in rows:
        row["a"] = row["b"] = 2
    return rows


def key_by_key(x):
    rows = []
    counts = {}
    for v in x:
        row = {}
        row["x"] = float(v)
        row["twice"] = 2 * row["x"]
        counts[int(v)] = counts.get(int(v), 0) + 1
        if v > 0:
            rows.append(row)
    return rows, counts


def gone_through(x):
    rows = [{"a": float(v), "b": 2.0} for v in x if v > 0]
    total, names = 0.0, ""
    for row in rows:
        for key, value in row.items():
            total += value
            row[key] = value * 2
            row["b"] += 1
        for key in row:
            names += key
        total += sum(row.values()) + len(row) + row.get("c", 0.5) + row.setdefault("a", 9.0)
        print(row, "{a:.1f}".format(**row))
    return total, names, rows, str(rows)


def copies(x):
    rows = [{"a": float(v), "b": None} for v in x if v > 0]
    one, two, three, four = dict(rows[0]), rows[0].copy(), {**rows[0], "z": 1}, copy.copy(rows[-1])
    one["a"] = two["a"] = three["a"] = four["a"] = 0.0
    rows[0], rows[-1] = rows[-1], rows[0]
    rows[0]["a"] = -1.0
    return rows, one, two, three, four


def by_key(a):
    known, sums = {}, defaultdict(lambda: {"n": 0, "s": 0})
    for i, k in enumerate(a):
        known.setdefault(int(k), {"n": 0, "first": i})["n"] += 1
        sums[int(k)]["n"] += 1
        sums[int(k)]["s"] += i
    return known, {k: v["s"] / v["n"] for k, v in sums.items()}, max(known, key=lambda k: known[k]["n"])


def waiting(x):
    queue = deque()
    for v in x:
        if v > 0:
            queue.append({"v": float(v), "t": 3, "at": {"x": 0.0}})
    order = []
    while queue:
        job = queue.popleft()
        job["t"] -= 1
        job["at"]["x"] += job["v"]
        order.append(job["at"]["x"])
        if job["t"] > 0 and job["v"] > 2:
            queue.append(job)
    return order


def read_as_dicts(a):
    rows = [{"ab": int(v), "cd": 2} for v in a if v > 2]
    found = [
        rows[0] == rows[-1],
        rows[0] != rows[1],
        {"cd": 2, "ab": 4} in rows,
        rows.index({"ab": 4, "cd": 2}),
    ]
    base = {"zz": 0}
    base.update(rows[0])
    for row in rows:
        match row:
            case {"ab": 4, **rest}:
                base |= rest
            case dict() as same if same["ab"] > 4:
                same["ab"] = -1
    rows[1] |= {"cd": 9}
    isolated = rows[0] | {"q": 1}
    return (
        rows,
        found,
        base,
        isolated,
        "%(ab)d" % rows[0],
        sorted(rows[0]),
        isinstance(rows[0], dict),
        type(rows[0]),
    )


def with_texts(a):
    rows = [{"name": f"n{i}", "v": int(v)} for i, v in enumerate(a) if v > 2]
    tree = {"v": 0, "rest": None}
    for row in rows:
        tree = {"v": row["v"], "rest": tree}
    total = 0
    while tree is not None:
        total, tree = total * 3 + tree["v"], tree["rest"]
    return rows, [row["name"] for row in rows], total


def given(rows, limit):
    total = 0.0
    for row in sorted(rows, key=lambda r: (-r["x"], r["w"])):
        if row["x"] > limit:
            total += row["x"] * row["w"]
            row["w"] = 0.0
    kept = [row for row in rows if row["x"] <= limit]
    for row in kept:
        row["kept"] = True
    return total, kept, bool(kept) and kept[0] is rows[0]


def texts_that_are_no_keys(n):
    return {"12": 1}.get(str(n)), {"12": 1, "k": n}


X = np.array([1.5, -2.0, 3.25, 0.0, -1.0, 2.0])
A = np.array([3, 1, 4, 1, 5, 9, 3])
ROWS = [{"x": 1.0, "w": 2.0}, {"x": -1.0, "w": 3.0}, {"x": 5.0, "w": 1.0}]
CASES = [
    *((each, (X,), (X[3:4],)) for each in (history, by_its_name, gets_keys, key_by_key, waiting)),
    *((each, (X,)) for each in (in_another_order, gone_through, copies)),
    (by_key, (A,), (A[:0],)),
    *((each, (A,)) for each in (read_as_dicts, with_texts)),
    (given, (ROWS, 0.5), (ROWS, 10.0), (ROWS[:1] * 2, 0.0)),
    (texts_that_are_no_keys, (12,), (3,)),
]
PYTHON = ("texts_that_are_no_keys",)
