"""`sum` of what data decides."""

from __future__ import annotations

from typing import Any

from autograph import summation
from autograph.operators import iteration
from autograph.operators.collecting import in_any_order
from autograph.tracing import dict_methods
from autograph.tracing.tensor import Tensor, settle
from autograph.tracing.trace import hide
from autograph.tracing.traced_set import TracedSet

__all__ = ["added", "sum_", "summed"]

hide(summation.__file__)


def sum_(iterable: Any, start: Any = 0) -> Any:
    """Stand for the builtin `sum`."""
    if isinstance(iterable, TracedSet) and dict_methods.holds_ints(iterable):
        iterable = in_any_order(iterable)
    iterable = iteration.as_rounds(iterable)
    if isinstance(iterable, Tensor):
        iterable = settle(iterable)
    elif not isinstance(iterable, iteration.Rounds | iteration.SymbolicRange):
        iterable = list(iterable)
        if not any(isinstance(item, Tensor) for item in (*iterable, start)):
            return sum(iterable, start)
        if isinstance(start, str):
            raise TypeError("sum() can't sum strings [use ''.join(seq) instead]")
    return _converted(summation.total)(iterable, start)


def added(partial: Any, lost: Any, item: Any) -> Any:
    """Return, for a loop that stands for `sum`, the next partial sum and what rounding has taken from it."""
    return _converted(summation.added)(partial, lost, item)


def summed(partial: Any, lost: Any) -> Any:
    """Return, after a loop that stands for `sum`, the whole sum."""
    return _converted(summation.summed)(partial, lost)


def _converted(algorithm: Any) -> Any:
    from autograph.operators.calls import converted  # noqa: PLC0415  (it knows of these)

    return converted(algorithm)
