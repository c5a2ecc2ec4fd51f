"""What `collections.Counter` does with two counters, and with counts; traced, never run as it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

__all__ = ["added", "elements", "greatest", "least", "subtracted"]


def added(one: Any, two: Any) -> Any:
    """Return ``one + two``."""
    return _joined(one, two, lambda count, other: count + other, lambda other: other)


def subtracted(one: Any, two: Any) -> Any:
    """Return ``one - two``."""
    return _joined(one, two, lambda count, other: count - other, lambda other: 0 - other)


def greatest(one: Any, two: Any) -> Any:
    """Return ``one | two``."""
    return _joined(one, two, lambda count, other: other if count < other else count, lambda other: other)


def least(one: Any, two: Any) -> Any:
    """Return ``one & two``."""
    return _positive(one, two, lambda count, other: count if count < other else other)


def _joined(one: Any, two: Any, combined: Callable[[Any, Any], Any], alone: Callable[[Any], Any]) -> Any:
    """Return the positive counts of two counters together, first those of the items in `one`."""
    made = _positive(one, two, combined)
    for item, count in two.items():
        if item not in one:
            total = alone(count)
            if total > 0:
                made[item] = total
    return made


def _positive(one: Any, two: Any, combined: Callable[[Any, Any], Any]) -> Any:
    """Return what the counts of the items in `one` are together with those in `two`, where it is positive."""
    made: Any = Counter()
    for item, count in one.items():
        total = combined(count, two[item])
        if total > 0:
            made[item] = total
    return made


def elements(counts: Any) -> Any:
    """Return ``counts.elements()``, as a list."""
    made = []
    for item, count in counts.items():
        for _ in range(count):
            made.append(item)
    return made
