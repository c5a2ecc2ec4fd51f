"""Lists of arrays: trajectories, rows that are picked, arrays written before or after they are in a list."""

import numpy as np


def trajectory(x0, n):
    xs = [x0]
    x = x0
    for i in range(n):
        x = x + 0.1 * np.sin(x)
        xs.append(x)
    return np.array(xs)


def euler(y0, h, n):
    ys = [y0]
    for i in range(n):
        ys.append(ys[-1] + h * np.array([ys[-1][1], -ys[-1][0]]))
    return np.array(ys), ys[-1]


def rows_on_condition(a):
    rows = []
    for i in range(a.shape[0]):
        if a[i].sum() > 0:
            rows.append(a[i] * 2)
    return np.array(rows), len(rows)


def rows_returned(a):
    rows = []
    for r in a:
        rows.append(r + 1)
    return rows


def written_after(n):
    x = np.zeros(3)
    rows = []
    for i in range(n):
        x[0] = i
        rows.append(x)
    return rows


def written_copy(n):
    x = np.zeros(3)
    rows = []
    for i in range(n):
        x[0] = i
        rows.append(x.copy())
    return rows


def written_in_place(n):
    x = np.zeros(3)
    rows = [x.copy()]
    for i in range(n):
        x += 1
        rows.append(x)
    return np.array(rows)


def element_written(n):
    rows = []
    for i in range(n):
        rows.append(np.full(2, float(i)))
    rows[-1][0] = 50.0
    rows[0] += 1
    return rows


def last_written(n):
    rows = []
    x = np.ones(2)
    for i in range(n):
        x = x * 2
        rows.append(x)
    x[0] = -1
    return rows


def both(n):
    rows = []
    x = np.ones(2)
    for i in range(n):
        x = x * 2
        rows.append(x)
    return x, rows


def twice(n):
    rows = []
    x = np.ones(2)
    for i in range(n):
        rows.append(x)
    return rows


def ragged(n):
    rows = []
    for i in range(n):
        rows.append(np.arange(i))
    return rows, np.concatenate(rows) if n else None


def pairs(n):
    rows = []
    t = 0.0
    y = np.array([1.0, 0.0])
    for i in range(n):
        y = y + 0.1 * np.array([y[1], -y[0]])
        t += 0.1
        rows.append((t, y))
    return [r[0] for r in rows], rows[-1][1], sum(r[1][0] for r in rows)


def stacked(a):
    rows = []
    for i in range(len(a)):
        rows.append(a[i] - a.mean(axis=0))
    return np.stack(rows), np.vstack(rows), np.mean(rows, axis=0)


def arrays_in_loop(a):
    out = []
    for i in range(len(a)):
        d = a - a[i]
        s = np.sqrt((d**2).sum(axis=1))
        out.append(s)
    return np.array(out).max()


def until(x):
    xs = [x.copy()]
    while np.abs(xs[-1]).max() > 0.1:
        xs.append(xs[-1] / 2)
    return len(xs), xs[-1]


def written_elsewhere(x, c):
    rows = []
    y = x + 1
    for i in range(3):
        rows.append(y)
        if c > 0:
            y = y + 1
        else:
            y[0] = 9
    return rows


def view_appended(x):
    rows = []
    for i in range(len(x) - 1):
        rows.append(x[i : i + 2])
    x[0] = 100.0
    return np.array(rows)


def view_kept(x):
    rows = []
    for i in range(len(x) - 1):
        rows.append(x[i : i + 2])
    return np.array(rows)


def put_together(a):
    rows, tables = [], []
    for i in range(len(a)):
        rows.append(a[i] * 2)
        tables.append(a[: 2 + 0 * i] + i)
    return (
        (np.stack(rows), np.stack(rows, axis=1), np.stack(tables, axis=-1)),
        (np.vstack(rows), np.hstack(rows), np.column_stack(rows), np.concatenate(rows)),
        (np.vstack(tables), np.hstack(tables), np.concatenate(tables, axis=1), np.mean(rows, axis=0)),
        (np.vstack(a), np.stack(a, axis=1), np.concatenate(a), sum(rows), max(r[0] for r in rows)),
    )


def multiples(x, k):
    rows = [x] * k
    fresh = k * [np.zeros(3)]
    total = 0.0
    for row in rows:
        total += row.sum()
    return rows, fresh, total, len(rows), np.array(fresh)


def multiple_written(x, k):
    rows = [x] * k
    rows[0][0] = 7
    return rows, x


def of_several_lengths(x, n):
    parts = []
    for i in range(n):
        parts.append(x[: i % 3])
    rows = [x.reshape(-1, 2)[i:] for i in range(n)]
    return np.concatenate(parts), np.hstack(parts), np.vstack(rows)


def neighbours(starts, others, places):
    found = np.concatenate([others[starts[k] : starts[k + 1]] for k in places])
    return np.unique(found), found.dtype


def taken_out(x, n):
    rows = []
    for row in x:
        rows.append(row * 2)
    return rows[n]


def view_taken_out(x, n):
    rows = []
    for row in x:
        rows.append(row)
    return rows[n]


def seen_and_taken_out(x, n):
    first = x * 2
    rows = [first]
    for _ in range(n):
        rows.append(x.copy())
    return first, rows[n], rows[0]


def joined_with_longer(x, n):
    short, long = [], []
    for k in range(n):
        short.append(x[:k])
        long.append(np.full(k + 20, 0.5 * k))
    both = short + long
    long[1::2] = short[1::2]
    short[1:2] = long
    return [part.sum() for part in both], [part.sum() for part in long], [part.sum() for part in short]


A = np.arange(12.0).reshape(4, 3) - 5
V = np.array([1.0, 2.0])
STARTS, OTHERS = np.array([0, 2, 3, 4, 4]), np.array([1, 2, 3, 3])


def snapshots(x, n):
    kept, times = [], []
    for k in range(n):
        x = x[1:] + 1
        if k % 2 == 0:
            kept.append(x.copy())
            times.append(k)
    return kept, times


def snapshot_and_more(x, n):
    kept, last = [], x + 1
    for k in range(n):
        if k % 2 == 0:
            last = x + k
            kept.append(last)
        kept.append(last)
    return kept


CASES = [
    *((function, (np.arange(9.0), n)) for function in (snapshots, snapshot_and_more) for n in (5, 0)),
    (of_several_lengths, (np.arange(8.0), 4), (np.arange(8.0), 1), (np.arange(8.0), 0)),
    (
        neighbours,
        (STARTS, OTHERS, np.array([0, 1])),
        (STARTS, OTHERS, np.array([3])),
    ),
    (joined_with_longer, (A[0], 4), (A[0], 1)),
    (trajectory, (V, 5), (V, 0)),
    (euler, (V, 0.1, 4), (V, 0.1, 0)),
    (rows_on_condition, (A,), (-A,), (A * 0 - 1,)),
    (rows_returned, (A,)),
    (written_after, (3,)),
    (written_copy, (3,)),
    (written_in_place, (3,)),
    (element_written, (3,)),
    (last_written, (3,)),
    (both, (3,)),
    (twice, (3,)),
    (ragged, (4,)),
    (pairs, (4,)),
    (stacked, (A,)),
    (arrays_in_loop, (A,)),
    (until, (V,)),
    (written_elsewhere, (V, 1), (V, -1)),
    (view_appended, (V * np.ones((2, 1)).sum(),), (np.arange(5.0),)),
    (view_kept, (np.arange(5.0),)),
    (put_together, (A,), (A[:1],)),
    (multiples, (V, 3), (V, 1), (V, 0), (V, -1)),
    (multiple_written, (V, 3), (V, 1), (V, 0)),
    *((function, (A, 1), (A, 0)) for function in (taken_out, view_taken_out, seen_and_taken_out)),
]
PYTHON = (
    "snapshot_and_more",
    "written_after",
    "written_in_place",
    "element_written",
    "last_written",
    "both",
    "twice",
    "written_elsewhere",
    "view_appended",
    "view_taken_out",
)
