"""Looking for an item in a list as Python does, one after the other; traced, never run as it is."""

from __future__ import annotations

from typing import Any

from autograph.operators.comparison import equal

__all__ = ["all_equal", "found_at", "how_many"]


def found_at(items: list[Any], item: Any, told: bool) -> int:
    """Return the place of the first item that equals `item`, or is it where that is `told`; else -1."""
    for place in range(len(items)):
        one = items[place]
        if (told and one is item) or equal(one, item):
            return place
    return -1


def all_equal(one: list[Any], two: list[Any]) -> bool:
    """Return whether the items of two lists of one length are equal."""
    for place in range(len(one)):  # noqa: SIM110  (a generator would be traced as one)
        if not equal(one[place], two[place]):
            return False
    return True


def how_many(items: list[Any], item: Any, told: bool) -> int:
    """Return how many items equal `item`, or are it where that is `told`."""
    count = 0
    for place in range(len(items)):
        one = items[place]
        if (told and one is item) or equal(one, item):
            count += 1
    return count
