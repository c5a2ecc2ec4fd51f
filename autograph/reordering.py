"""What `collections.OrderedDict` does with the order of its keys; traced, never run as it is."""

from __future__ import annotations

from typing import Any

__all__ = ["move_to_end", "pop_item", "same_order"]


def move_to_end(items: Any, key: Any, last: Any) -> None:
    """Do ``items.move_to_end(key, last)`` for the very key that the dict has."""
    value = items.pop(key)
    if last:
        items[key] = value
    else:
        others = list(items.items())
        items.clear()
        items[key] = value
        for other, kept in others:
            items[other] = kept


def pop_item(items: Any, last: Any) -> Any:
    """Return ``items.popitem(last)``."""
    if len(items) == 0:
        raise KeyError("dictionary is empty")
    if last:
        return items.pop_last()
    key = list(items)[0]  # noqa: RUF015  (an iterator of nothing ends, and tracing with it)
    return key, items.pop(key)


def same_order(one: Any, two: Any) -> Any:
    """Return whether two dicts have the same keys in the same order."""
    return list(one) == list(two)
