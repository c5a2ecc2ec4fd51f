"""``and`` and ``or`` whose truth alone is asked for, and numbers that are asked whether they are `True`."""

import heapq
import math

import numpy as np


def heap_or_number(a, k):
    waiting = []
    for v in a:
        k += 1
        while k > 0 and waiting and waiting[0] <= v:
            heapq.heappop(waiting)
            k -= 1
        heapq.heappush(waiting, v)
    return waiting, k


def orders(a, k):
    bids, asks, filled = [], [], 0
    for i, v in enumerate(a):
        left = k
        if i % 2:
            while left > 0 and bids and -bids[0][0] >= v:
                price, size = heapq.heappop(bids)
                taken = min(left, size)
                filled += taken
                left -= taken
                if size > taken:
                    heapq.heappush(bids, (price, size - taken))
            if left > 0:
                heapq.heappush(asks, (v, left))
        else:
            heapq.heappush(bids, (-v, left))
    return filled, sorted(bids), sorted(asks)


def list_or_number(a, k):
    kept = []
    count = 0
    for v in a:
        if kept or v > k:
            kept.append(v)
        if not (v > k and kept) or (k and not kept):
            count += 1
    return kept, count, 1 if kept and k else 2


def value_is_kept(a, k):
    kept = [v for v in a if v > 0]
    return kept and k, k or kept, (k and kept) or None


def is_true(a, k):
    by_numpy = a[0] > 1
    by_python = bool(by_numpy)
    return by_numpy is True, by_python is True, by_python is False, by_python is not False, k is True


def matched_truth(a, k):
    count = 0
    for v in a:
        match v > 1:
            case True:
                count += 1
            case _:
                count += 5
        match v > 1, bool(v > 2):
            case _, True:
                count += 10
            case _, False:
                count += 20
    return count


class Counted:
    def __init__(self, value):
        self.value = value
        self.asked = 0

    def __bool__(self):
        self.asked += 1
        return self.value


def asked_once(a, k):
    one, two = Counted(k > 0), Counted(k > 1)
    if one and two:
        k += 1
    if one or two:
        k += 10
    made = 3 if not one or two else 4
    return k, one.asked, two.asked, made


def part_is_true(x, n):
    part = x[:n]
    try:
        while part < 3:
            part = part + 1
        return part, not part, bool(part)
    except ValueError as error:
        return str(error)


def only_item(x, n):
    try:
        return x[:n].item(), x[x == n].item()
    except ValueError as error:
        return str(error)


def apart_by(p, q, x):
    return math.dist(p, q), math.dist(p[:2], (x, 1)), math.dist([x], [2])


CASES = [
    (function, *((a, k) for a in ([1.0, 3.0, 2.0, 5.0], [9, 3, 2], [4], [], [2.5, 2.5]) for k in (2, 0)))
    for function in (heap_or_number, orders, list_or_number, value_is_kept, matched_truth)
]
CASES += [
    (is_true, ([2.0], 1), ([0.5], True), ([3], False)),
    (asked_once, ([], 0), ([], 1), ([], 2)),
    (part_is_true, (np.arange(4.0), 1), (np.arange(4.0), 2), (np.arange(4.0), 0)),
    (only_item, (np.arange(4), 1), (np.arange(4), 2), (np.arange(1), 1)),
    (apart_by, (np.arange(3.0), np.ones(3), 1.5), (np.arange(2), np.ones(2), 1)),
]
