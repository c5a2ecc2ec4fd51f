"""Which list or dict a name means, where data chooses it inside a tuple, another list, an object or a call."""

import numpy as np


def pair_by_expression(v):
    a, b = [], []
    first, second = (a, b) if v > 2 else (b, a)
    first.append(v)
    return a, b, second


def two_names_of_one_list(v):
    held = [0.0]
    if v > 2:
        first = second = held
    else:
        first, second = [1.0], [2.0]
    first.append(v)
    return first, second


def one_list_twice_in_a_tuple(v):
    held = [0.0]
    first, second = (held, held) if v > 2 else ([1.0], [2.0])
    first.append(v)
    return first, second


def runs(x):
    """A list goes on in one branch; in the other it is put into another one, and a new one begun."""
    rising, positive = [], []
    run, part = [x[0]], []
    for before, v in zip(x[:-1], x[1:], strict=True):
        if v >= before:
            run.append(v)
        else:
            rising.append(run)
            run = [v]
        if v > 0:
            part.append(v)
        else:
            positive.append(part)
            part = []
    rising.append(run)
    return rising, positive, part


def pair_by_item(v, a, b):
    first, second = (a, b) if v > 2 else (b, a)
    first[0] = v
    return a, b, second


def pair_from_a_helper(v):
    a, b = [0.0], [1.0]
    first, second = _in_order(v, a, b)
    first.append(v)
    second[0] = 9.0
    return a, b, first, second


def _in_order(v, a, b):
    return (a, b) if v > 2 else (b, a)


def one_of_a_tuple(v):
    both = ([], [])
    one = both[0] if v > 2 else both[1]
    one.append(v)
    return both


def returned_from_a_tuple(v):
    both = ([], [])
    _one(v, both).append(v)
    return both


def _one(v, both):
    if v > 2:
        return both[0]
    return both[1]


def kept_in_a_tuple(v):
    x = [1.0]
    kept = (x, 3)
    if v > 2:
        x = [2.0]
    x[0] = v
    return kept, x


def kept_by_a_function(v):
    x = [1.0]
    get = _getter(x)
    if v > 2:
        x = [2.0]
    x[0] = v
    return get(), x


def _getter(value):
    def get():
        return value

    return get


def kept_as_a_default(v):
    x = [1.0]

    def get(value=x):
        return value

    if v > 2:
        x = [2.0]
    x[0] = v
    return get(), x


def kept_by_an_iterator(v):
    x = [1.0]
    steps = iter(x)
    if v > 2:
        x = [2.0]
    x[0] = v
    return next(steps), x


def kept_as_one_of_two(v):
    a, b = [1.0], [2.0]
    one = a if v > 2 else b
    if v > 5:
        a = [3.0]
    a[0] = v
    return one, a, b


def in_a_list(v):
    a, b = [], []
    held = [a]
    if v > 2:
        held[0] = b
    held[0].append(v)
    return a, b


def in_a_list_that_grows(v):
    a, b = [], []
    held = [a]
    if v > 2:
        held.append(b)
    else:
        held.append(a)
    held[1].append(v)
    return a, b, held


def in_a_dict(v):
    a, b = [1.0], [2.0]
    chosen = {"one": a, "other": b} if v > 2 else {"one": b, "other": a}
    chosen["one"][0] = 7.0
    return a, b, chosen


def in_an_object(v):
    sides = _Sides()
    for _ in range(2):
        mine, others = sides.both(v)
        mine.append(v)
        v = v - 1
    return sides.a, sides.b, others


class _Sides:
    def __init__(self):
        self.a, self.b = [], []

    def both(self, v):
        return (self.a, self.b) if v > 2 else (self.b, self.a)


def best_row(v, rows):
    best = None
    for name, row in rows:
        if best is None or row[0] > best[1][0]:
            best = (name, row)
    best[1][0] = v
    return rows, best


def returned_early_with_a_count(v):
    path = [2.0]
    if v > 2:
        path.append(3.0)
        return path, 1
    path.append(v)
    return path, 2


def new_list_returned_early(v):
    if v > 2:
        path = [v]
        return path
    return [1.0]


def turned_in_a_tuple(v, n):
    a, b = [0.0], [1.0]
    both = (a, b)
    for _ in range(n):
        both = (both[1], both[0])
    both[0][0] = v
    return a, b


def replaced_in_a_while(v, n):
    a, b = [0.0], [1.0]
    one = (a, 1)
    while n > 0:
        one = (b, n)
        n -= 1
    one[0].append(v)
    return a, b, one


def carried_in_a_tuple(v, n):
    state = ([1.0, 2.0], 0.0)
    while n > 0:
        if state[1] < v:
            state = (state[0], state[1] + 1)
        state[0][0] += v
        n -= 1
    return state


def written_through_one_of_two(v):
    a, b = [1.0, 2.0], [3.0, 4.0]
    one = a if v > 2 else b
    one[0] += v
    one[-1] = 0.0
    return a, b


def orders_matched(orders):
    bids, asks, fills = [], [], []
    for side, price, count in orders:
        book, other = (bids, asks) if side > 0 else (asks, bids)
        if len(other) > 0 and side * (price - other[0]) >= 0:
            fills.append(min(count, 3))
        else:
            book.append(price)
    return fills, bids, asks


def list_of_lists_that_grows(v):
    a, b = [1.0], [2.0, 3.0]
    rows = [a, b]
    if v > 2:
        a, b = b, a
        rows.append(a)
    else:
        rows[0] = b
    return rows, a, b


LOG = [2.0]


def kept(items):
    return lambda: items


def global_list_grows_in_a_loop(x):
    for v in x:
        LOG.append(v)
    if x[0] > 1:
        LOG[0] = x[0]
    return len(LOG), LOG[-1]


def list_of_a_closure_grows_in_a_loop(x, items):
    get = kept(items)
    for v in x:
        get().append(v)
        if v > 2:
            get()[0] += 1
    return items


def callers_or_sorted(xs, x):
    xs.append(4)
    if x.sum() > 0:
        xs = sorted(xs)
    total = 0
    for v in xs:
        total = 2 * total + v
    return total, xs[0], max(xs)


def callers_or_another_that_changes(xs, x):
    if x.sum() > 0:
        xs = sorted(xs)
    if x[0] > 1:
        xs = xs[1:]
    xs.append(3)
    return sum(xs)


def callers_or_another_returned(xs, x):
    if x.sum() > 0:
        xs = sorted(xs)
    return xs


ORDERS = [(1, 10.0, 5), (-1, 9.5, 3), (-1, 10.5, 5), (1, 11.0, 8)]
ONE_OR_OTHER = ((3.0,), (1,), (np.float64(7.0),))


def chosen_among_filled(rows, k):
    low, high = [], []
    for v in rows:
        (high if v > 4 else low).append(v)
    one = high if rows[k] > 4 else low
    total = 0
    for i, v in enumerate(one):
        total += i * v
    for v, w in zip(one, reversed(one)):
        total = total * 3 + v - w
    one[0] = sum(one) + max(one) + min(one, key=lambda v: -v)
    return total, low, high, sorted(one), tuple(one), 3 in one, [v for v in one if v > 2], set(one)


def chosen_for_numpy(rows, k):
    low, high = [], []
    for v in rows:
        (high if v > 4 else low).append(v)
    one = high if rows[k] > 4 else low
    del one[1]
    return np.array(one), np.mean(one), np.arange(99)[one], one, low


CASES = [
    (chosen_among_filled, ([1, 7, 3, 9, 2], 0), ([1, 7, 3, 9, 2], 1)),
    (chosen_for_numpy, ([1, 7, 3, 9, 2], 0), ([1, 7, 3, 9, 2], 1)),
    *(
        (function, ([3, 1, 2], np.ones(3)), ([3, 1, 2], -np.ones(3)), ([5.5, -1.0], np.array([2.0, -5.0])))
        for function in (callers_or_sorted, callers_or_another_that_changes, callers_or_another_returned)
    ),
    (pair_by_expression, *ONE_OR_OTHER),
    (two_names_of_one_list, *ONE_OR_OTHER),
    (one_list_twice_in_a_tuple, *ONE_OR_OTHER),
    (runs, (np.array([1.0, 3.0, 2.0, -1.0, 4.0]),), (np.arange(3),), (np.array([-1.0]),)),
    (pair_by_item, (3.0, [0.0], [1.0]), (1, [0.0], [1.0]), (3.0, np.zeros(2), np.ones(2))),
    (pair_from_a_helper, *ONE_OR_OTHER),
    (one_of_a_tuple, *ONE_OR_OTHER),
    (returned_from_a_tuple, *ONE_OR_OTHER),
    (kept_in_a_tuple, *ONE_OR_OTHER),
    (kept_by_a_function, *ONE_OR_OTHER),
    (kept_as_a_default, *ONE_OR_OTHER),
    (kept_by_an_iterator, *ONE_OR_OTHER),
    (kept_as_one_of_two, *ONE_OR_OTHER),
    (in_a_list, *ONE_OR_OTHER),
    (in_a_list_that_grows, *ONE_OR_OTHER),
    (in_a_dict, *ONE_OR_OTHER),
    (in_an_object, *ONE_OR_OTHER),
    (best_row, (3.0, [(1, [1.0]), (2, [2.0])]), (1.0, [(2, [2.0]), (1, [1.0])])),
    (returned_early_with_a_count, *ONE_OR_OTHER),
    (new_list_returned_early, *ONE_OR_OTHER),
    (turned_in_a_tuple, (3.0, 2), (1.0, 3), (1.0, 0)),
    (replaced_in_a_while, (3.0, 2), (1.0, 0)),
    (carried_in_a_tuple, (3.0, 2), (1.0, 3), (1.0, 0)),
    (written_through_one_of_two, *ONE_OR_OTHER),
    (list_of_lists_that_grows, *ONE_OR_OTHER),
    (global_list_grows_in_a_loop, (np.array([1.0, 3.0]),), (np.array([3.0, 1.0]),)),
    (list_of_a_closure_grows_in_a_loop, (np.array([1.0, 3.0]), [2.0])),
    (orders_matched, (ORDERS,), (ORDERS[::-1],)),
]
PYTHON = (
    "two_names_of_one_list",
    "one_list_twice_in_a_tuple",
    "list_of_lists_that_grows",
    "callers_or_another_that_changes",
    "callers_or_another_returned",
)
