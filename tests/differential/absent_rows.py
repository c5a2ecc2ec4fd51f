"""Rows of arrays that there may not be: looked up only where they are, whatever branches and loops stand around."""

import numpy as np

PYTHON = {"two_views_of_a_row"}


class Best:
    def __init__(self):
        self.row = None
        self.score = 0


def in_a_tuple_then_branch(m, k):
    r = None
    if k > 1:
        r = (m[0],) if len(m) > 0 else None
    if r is not None:
        return r[0].sum()
    return None


def in_tuples_of_both_branches(m, k):
    if k > 3:
        r = (m[1], 1)
    else:
        r = (m[0], 2) if len(m) > 0 else None
    return None if r is None else r[0].sum() + r[1]


def last_row_of_a_loop(m, k):
    r = None
    for i in range(k):
        if i < len(m):
            r = (m[i], i)
    return None if r is None else r[0].sum() + r[1]


def itself_in_a_branch(m, k):
    r = None
    if k > 1:
        r = m[0] if len(m) > 0 else None
    return None if r is None else r.sum()


def by_a_second_name(m, k):
    r = None
    if len(m) > 0:
        r = m[0]
    if k > 1:
        s = r
    else:
        s = None
    return None if s is None else s.sum()


def in_a_tuple_by_a_second_name(m, k):
    r = None
    if len(m) > 0:
        r = (m[0],)
    if k > 1:
        s = r
    else:
        s = None
    return None if s is None else s[0].sum()


def of_two_places_in_a_tuple(m, k):
    r = None
    if k > 1:
        r = (m[0],) if len(m) > 1 else (m[1],) if len(m) == 7 else None
    if r is not None:
        return r[0].sum()
    return None


def of_two_places(m, k):
    r = None
    if k > 1:
        r = m[0] if len(m) > 1 else m[1] if len(m) == 7 else None
    if r is not None:
        return r.sum()
    return None


def unset_or_a_row(m, k):
    if k > 1:
        if len(m) > 0:
            r = m[0]
    try:
        return r.sum()
    except UnboundLocalError:
        return -1


def best_row(m, k):
    best = None
    for i in range(k):
        if i < len(m):
            if best is None or m[i].sum() > best.sum():
                best = m[i]
    return None if best is None else best * 2


def best_row_and_sum_written(m, k):
    best = None
    for i in range(k):
        if i < len(m):
            if best is None or m[i].sum() > best[1]:
                best = m[i], m[i].sum()
    if best is not None:
        best[0][:] = 5
    return None if best is None else best[0] * 2


def row_or_number(m, k):
    best = 0
    for i in range(k):
        if i < len(m):
            best = (m[i], i)
    return best if best == 0 else best[1]


def row_or_empty_tuple(m, k):
    best = ()
    i = 0
    while i < k:
        if i < len(m):
            best = (m[i], i)
        i += 1
    return len(best)


def row_in_a_dict(m, k):
    out = {"row": None, "n": 0}
    for i in range(k):
        if i < len(m):
            out["row"] = m[i]
            out["n"] += 1
    return out["n"], out["row"]


def row_in_an_object(m, k):
    b = Best()
    for i in range(k):
        if i < len(m) and m[i, 0] > b.score:
            b.row = m[i]
            b.score = m[i, 0]
    return b.score, b.row


def row_until_found(m, k):
    row = None
    for i in range(k):
        row = m[i] if i < len(m) else None
        if row is not None and row[0] > 3:
            break
    return row


def two_views_of_a_row(m, k):
    pair = None
    for i in range(k):
        pair = (m[i], m[i][::-1]) if i < len(m) else None
    return pair


def asked_after_an_object_loop(m, k):
    b = Best()
    for i in range(k):
        if i < len(m) and m[i, 0] > b.score:
            b.row = m[i]
            b.score = m[i, 0]
    if b.row is not None:
        return b.row.sum()
    return -1


def asked_in_and_after_a_dict_loop(m, k):
    out = {"row": None, "n": 0}
    for i in range(k):
        if i < len(m):
            out["row"] = m[i]
        if out["row"] is not None and out["row"][0] > 2:
            out["n"] += 1
    if out["n"] == 0 and out["row"] is not None:
        return out["row"][1]
    return out["n"]


def asked_in_an_inner_loop(m, k):
    r = None
    t = 0
    for i in range(k):
        if i < len(m):
            r = m[i]
        if r is not None:
            for j in range(3):
                if j < 2:
                    t += r[j]
    return t


def asked_in_inner_branches(m, k):
    r = (None, 0)
    t = 0
    for i in range(k):
        if i < len(m):
            r = (m[i], i)
        row, n = r
        if row is not None:
            if n > 0:
                t += row.sum()
            else:
                t -= row[1]
    return t, r


def written_where_it_is(m, k):
    for i in range(k):
        if i < len(m):
            row = m[i]
            kind = 1
        else:
            kind = 0
        if kind:
            if row.sum() > 2:
                row[0] = 9
    return m, kind


def in_a_tuple_of_a_while(m, k):
    stack = None
    while k > 0:
        k -= 1
        if k < len(m):
            stack = (m[k], stack is None)
        if stack is not None and stack[1]:
            if stack[0][0] > 1:
                k -= 1
    return stack


SETS = [
    (np.ones((3, 2)), 2),
    (np.zeros((0, 2)), 2),
    (np.ones((1, 2)), 0),
    (np.ones((2, 2)), 5),
    (np.arange(8.0).reshape(4, 2), 3),
    (np.arange(8).reshape(4, 2), 6),
]
CASES = [
    (in_a_tuple_then_branch, *SETS),
    (in_tuples_of_both_branches, *SETS),
    (last_row_of_a_loop, *SETS),
    (itself_in_a_branch, *SETS),
    (by_a_second_name, *SETS),
    (in_a_tuple_by_a_second_name, *SETS),
    (of_two_places_in_a_tuple, *SETS),
    (of_two_places, *SETS),
    (unset_or_a_row, *SETS),
    (best_row, *SETS),
    (best_row_and_sum_written, *SETS),
    (row_or_number, *SETS),
    (row_or_empty_tuple, *SETS),
    (row_in_a_dict, *SETS),
    (row_in_an_object, *SETS),
    (row_until_found, *SETS),
    (two_views_of_a_row, *SETS),
    (asked_after_an_object_loop, *SETS),
    (asked_in_and_after_a_dict_loop, *SETS),
    (asked_in_an_inner_loop, *SETS),
    (asked_in_inner_branches, *SETS),
    (written_where_it_is, *SETS),
    (in_a_tuple_of_a_while, *SETS),
]
