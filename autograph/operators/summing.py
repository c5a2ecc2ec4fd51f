"""`sum` of what data decides."""

from __future__ import annotations

import operator
from typing import Any

from autograph import streams, summation
from autograph.operators import iteration
from autograph.operators.algorithms import traced
from autograph.operators.collecting import in_any_order
from autograph.operators.streaming import is_stream
from autograph.tracing import dict_methods
from autograph.tracing.ranges import SymbolicRange
from autograph.tracing.tensor import Tensor, settle
from autograph.tracing.traced_set import TracedSet

__all__ = ["added", "sum_", "summed"]

added = traced(summation.added)
"""Returns, for a loop that stands for `sum`, the next partial sum and what rounding has taken from it."""
summed = traced(summation.summed)
"""Returns, after such a loop, the whole sum."""
_whole = traced(summation.total)
_folded = traced(streams.reduced)


def _total(items: Any, start: Any) -> Any:
    kind: Any = start.type if isinstance(start, Tensor) else None
    flag = type(start) is bool if kind is None else kind.kind == "python" and kind.dtype.kind == "b"
    if flag:  # what rounding takes is lost then
        return _folded(operator.add, items, start)
    return _whole(items, start)


def sum_(iterable: Any, start: Any = 0) -> Any:
    """Stand for the builtin `sum`."""
    if is_stream(iterable):
        return _total(iterable, start)
    if isinstance(iterable, TracedSet) and dict_methods.holds_ints(iterable):
        iterable = in_any_order(iterable)
    iterable = iteration.as_rounds(iterable)
    if isinstance(iterable, Tensor):
        iterable = settle(iterable)
    elif not isinstance(iterable, iteration.Rounds | SymbolicRange):
        iterable = list(iterable)
        if not any(isinstance(item, Tensor) for item in (*iterable, start)):
            return sum(iterable, start)
        if isinstance(start, str):
            raise TypeError("sum() can't sum strings [use ''.join(seq) instead]")
    return _total(iterable, start)
