"""`heapq` on lists of the program: which algorithm stands for each function."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from typing import Any

from autograph import grouping, heaps
from autograph.operators.algorithms import traced
from autograph.tracing.trace import Untraceable
from autograph.tracing.traced_deque import TracedDeque
from autograph.tracing.traced_list import TracedList

__all__ = ["HEAPS"]


def _staged(algorithm: Callable[..., Any]) -> Callable[..., Any]:
    trace = traced(algorithm)

    def call(heap: Any, *items: Any) -> Any:
        if isinstance(heap, TracedDeque) or not isinstance(heap, TracedList):
            if isinstance(heap, list):
                raise Untraceable("AG203", "a list from outside is changed")
            raise TypeError(f"heap argument must be a list, not {type(heap).__name__}")
        return trace(heap, *items)

    return call


HEAPS: dict[Any, Callable[..., Any]] = {
    heapq.heapify: _staged(heaps.heapify),
    heapq.heappop: _staged(heaps.heappop),
    heapq.heappush: _staged(heaps.heappush),
    heapq.heappushpop: _staged(heaps.heappushpop),
    heapq.heapreplace: _staged(heaps.heapreplace),
    heapq.nlargest: traced(grouping.nlargest),
    heapq.nsmallest: traced(grouping.nsmallest),
}
"""What stands for the functions of `heapq` while tracing."""
