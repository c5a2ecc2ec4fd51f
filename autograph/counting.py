"""What `collections.Counter` does with two counters, and with counts; traced, never run as it is."""

from __future__ import annotations

from collections import Counter
from typing import Any

__all__ = ["added", "elements", "greatest", "least", "subtracted"]


def added(one: Any, two: Any) -> Any:
    """Return ``one + two``."""
    made: Any = Counter()
    for item, count in one.items():
        total = count + two[item]
        if total > 0:
            made[item] = total
    for item, count in two.items():
        if item not in one and count > 0:
            made[item] = count
    return made


def subtracted(one: Any, two: Any) -> Any:
    """Return ``one - two``."""
    made: Any = Counter()
    for item, count in one.items():
        left = count - two[item]
        if left > 0:
            made[item] = left
    for item, count in two.items():
        if item not in one and count < 0:
            made[item] = 0 - count
    return made


def greatest(one: Any, two: Any) -> Any:
    """Return ``one | two``."""
    made: Any = Counter()
    for item, count in one.items():
        other = two[item]
        most = other if count < other else count
        if most > 0:
            made[item] = most
    for item, count in two.items():
        if item not in one and count > 0:
            made[item] = count
    return made


def least(one: Any, two: Any) -> Any:
    """Return ``one & two``."""
    made: Any = Counter()
    for item, count in one.items():
        other = two[item]
        fewest = count if count < other else other
        if fewest > 0:
            made[item] = fewest
    return made


def elements(counts: Any) -> Any:
    """Return ``counts.elements()``, as a list."""
    made = []
    for item, count in counts.items():
        for _ in range(count):
            made.append(item)
    return made
