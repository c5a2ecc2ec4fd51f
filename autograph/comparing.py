"""How `list.sort` puts items in order that only a function compares; traced, never run as it is."""

from __future__ import annotations

import sys
from typing import Any

__all__ = ["places_in_order"]


def places_in_order(count: Any, less: Any) -> Any:
    """Return the places of items in order, as Python does with fewer than 64: those of a run first.

    Parameters
    ----------
    count : int
        Of the items.
    less : callable
        Takes the places of two; returns whether the first is before the second.
    """
    order = list(range(count))
    run = _run_with_equals(order, less) if _EQUALS_IN_RUNS else _run(order, less)
    for place in range(run, count):
        low, high = 0, place
        while low < high:
            middle = (low + high) // 2
            if less(order[place], order[middle]):
                high = middle
            else:
                low = middle + 1
        order.insert(low, order.pop(place))
    return order


_EQUALS_IN_RUNS = sys.version_info >= (3, 13)
"""Whether items that are equal do not end a run that falls."""


def _run(order: Any, less: Any) -> Any:
    """Return how many places are in order at the beginning, after those of a falling run were turned."""
    count = len(order)
    if count < 2:
        return count
    falls = less(1, 0)
    run = 2
    while run < count and less(run, run - 1) == falls:
        run += 1
    if falls:
        order[:run] = order[:run][::-1]
    return run


def _run_with_equals(order: Any, less: Any) -> Any:
    """Do the same as Python 3.13 and later do."""
    count = len(order)
    run = _rising(order, less, min(count, 1))
    if run == count or (run > 1 and less(0, run - 1)):
        return run
    order[:run] = order[:run][::-1]
    run += 1
    equal, falls = 0, True
    while run < count and falls:
        if less(order[run], order[run - 1]):
            _turn_last(order, run, equal)
            equal = 0
            run += 1
        else:
            falls = not less(order[run - 1], order[run])
            if falls:
                equal += 1
                run += 1
    _turn_last(order, run, equal)
    order[:run] = order[:run][::-1]
    return _rising(order, less, run)


def _rising(order: Any, less: Any, run: Any) -> Any:
    while 0 < run < len(order) and not less(order[run], order[run - 1]):
        run += 1
    return run


def _turn_last(order: Any, run: Any, equal: Any) -> None:
    """Turn the last items of a run, so many of which are equal to the one before them."""
    if equal:
        order[run - 1 - equal : run] = order[run - 1 - equal : run][::-1]
