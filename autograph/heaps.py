"""Binary heaps in lists, with the very order of the items that `heapq` leaves; traced, never run as it is."""

from __future__ import annotations

from typing import Any

from autograph.operators.ordering import less

__all__ = ["heapify", "heappop", "heappush", "heappushpop", "heapreplace"]


def heappush(heap: list[Any], item: Any) -> None:
    """Add an item."""
    heap.append(item)
    _rise(heap, 0, len(heap) - 1)


def heappop(heap: list[Any]) -> Any:
    """Remove and return the least item."""
    if len(heap) == 0:
        raise IndexError("index out of range")
    last = heap.pop()
    if len(heap) == 0:
        return last
    return _exchange(heap, last)


def heapreplace(heap: list[Any], item: Any) -> Any:
    """Remove and return the least item, and add another."""
    if len(heap) == 0:
        raise IndexError("index out of range")
    return _exchange(heap, item)


def heappushpop(heap: list[Any], item: Any) -> Any:
    """Add an item, and remove and return the least."""
    if len(heap) == 0:
        return item
    if not less(heap[0], item):
        return item
    return _exchange(heap, item)


def heapify(heap: list[Any]) -> None:
    """Make a heap of a list."""
    count = len(heap)
    for place in range(count // 2 - 1, -1, -1):
        _sink(heap, place)


def _exchange(heap: list[Any], item: Any) -> Any:
    """Put an item in the place of the least, which is returned, and then where it belongs."""
    least = heap[0]
    heap[0] = item
    _sink(heap, 0)
    return least


def _rise(heap: list[Any], top: int, place: int) -> None:
    """Move the item at `place` up until its parent is not greater, at most to `top`."""
    item = heap[place]
    while place > top:
        parent = (place - 1) // 2
        above = heap[parent]
        if not less(item, above):
            break
        heap[place] = above
        place = parent
    heap[place] = item


def _sink(heap: list[Any], top: int) -> None:
    """Move the item at `top` all the way down along the lesser children, then up to its place."""
    count = len(heap)
    place = top
    item = heap[place]
    child = 2 * place + 1
    while child < count:
        other = child + 1
        if other < count and not less(heap[child], heap[other]):
            child = other
        heap[place] = heap[child]
        place = child
        child = 2 * place + 1
    heap[place] = item
    _rise(heap, top, place)
