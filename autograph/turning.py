"""What `collections.deque` does with all of its items; traced, never run as it is."""

from __future__ import annotations

import operator
from typing import Any

__all__ = ["reverse", "rotate"]


def rotate(items: Any, steps: Any = 1) -> None:
    """Do ``items.rotate(steps)``."""
    size = len(items)
    if size > 1:
        for _ in range(operator.index(steps) % size):
            items.appendleft(items.pop())


def reverse(items: Any) -> None:
    """Do ``items.reverse()``."""
    last = len(items) - 1
    for place in range((last + 1) // 2):
        items[place], items[last - place] = items[last - place], items[place]
