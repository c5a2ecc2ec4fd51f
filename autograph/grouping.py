"""What `itertools.groupby`, `heapq.nlargest` and `heapq.nsmallest` give; traced, not run as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

__all__ = ["groupby", "nlargest", "nsmallest"]


def groupby(items: Iterable[Any], key: Callable[[Any], Any] | None = None) -> Iterator[tuple[Any, Any]]:
    """Return ``itertools.groupby(items, key)``, whose groups are read before they are given."""
    group: list[Any] = []
    common, begun = None, False
    for item in items:
        mark = item if key is None else key(item)
        if begun and mark == common:
            group.append(item)
        else:
            if begun:
                yield common, iter(group)
                group.clear()  # a group that is looked at later gives no more
            group.append(item)
            common, begun = mark, True
    if begun:
        yield common, iter(group)
        group.clear()


def nlargest(n: int, items: Iterable[Any], key: Callable[[Any], Any] | None = None) -> list[Any]:
    """Return ``heapq.nlargest(n, items, key)``."""
    return sorted(items, key=key, reverse=True)[: max(n, 0)]


def nsmallest(n: int, items: Iterable[Any], key: Callable[[Any], Any] | None = None) -> list[Any]:
    """Return ``heapq.nsmallest(n, items, key)``."""
    return sorted(items, key=key)[: max(n, 0)]
