"""Lists of lists whose elements several lists have: these lie in a heap then, the lists have their places."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np

from autograph.tracing.nested_lists import is_inside, need_places, new_heap, number_of, require_free
from autograph.tracing.spec import Listing, Reference
from autograph.tracing.trace import current, emit
from autograph.tracing.traced_list import Grown, Home, TracedList, is_in_heap

__all__ = ["refer", "require_in_heap"]


def refer(items: TracedList, use: str) -> Grown:
    """Let a list of lists in arrays have only the places of these, which lie in a heap from now on.

    Raises
    ------
    Untraceable
        If it is an element of another list, or a branch or loop under way may have to restore it.
    """
    trace = current()
    assert trace is not None
    held = items.own
    plain = held is not None and isinstance(held.element, Listing) and items.missing is None
    under_way = any(
        id(items) in taken and taken.region is not trace.region and is_inside(taken.region)
        for taken in trace.snapshots
    )
    first = _first(items, held)
    if (
        held is None
        or not plain
        or under_way
        or first is None
        or first.order is not held.order
        or first.count is not held.count
    ):
        raise need_places(items, f"{use} of a list of lists")
    heap = new_heap(items)
    heap.made_of = items
    heap.own = held
    for other in list(trace.mutable.values()):
        home = other.home if isinstance(other, TracedList) else None
        if isinstance(home, Home) and home.owner is items and home.order is held.order:
            other.home = dataclasses.replace(home, owner=heap)
    places = emit("copy", emit("arange", 0, held.count, 1, dtype=np.dtype(np.int64)))
    items.own = Grown(Reference(heap), held.count, (places,))
    trace.arranged[id(items)] = items.own
    trace.arranged[id(heap)] = first
    return items.own


def _first(items: TracedList, held: Any) -> Any:
    """Return what a list held at the call if it is the caller's, else what it holds; None: not in arrays."""
    trace = current()
    assert trace is not None
    number = number_of(items)
    if number is None:
        return held
    first = trace.arranged.get(id(items))
    if first is None and isinstance(number, int):
        first = trace.lifter.originals[number][2]
    return first if isinstance(first, Grown) else None


def require_in_heap(held: Grown | None, item: Any) -> None:
    """Put a list that is to be an element into the heap where the others lie, if they lie in one."""
    from autograph.tracing.list_methods import append  # noqa: PLC0415  (the methods put lists into heaps)

    if held is None or not isinstance(held.element, Reference):
        return
    if isinstance(item, TracedList) and not is_in_heap(item):
        require_free(item)
        append(held.element.heap, item)
