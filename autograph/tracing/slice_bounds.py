"""Bounds of slices: numbers that mean what None does, and where a slice of a range begins and ends."""

from __future__ import annotations

import operator
from typing import Any

import numpy as np

from autograph.tracing.alternatives import without
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import need_value

__all__ = ["numbered", "places"]

_END = np.iinfo(np.int64).max
"""Beyond the end of every sequence; its opposite lies before the beginning."""


def numbered(item: slice) -> slice:
    """Return a slice whose bounds are numbers where data says whether they are None."""
    if isinstance(item.step, Tensor):
        return item
    back = item.step is not None and item.step < 0
    first, last = (_END, -_END) if back else (0, _END)
    return slice(_number(item.start, first), _number(item.stop, last), item.step)


def _number(bound: Any, instead: int) -> Any:
    from autograph.operators.truth import if_exp  # noqa: PLC0415  (operators are made of handles)

    if not isinstance(bound, Tensor):
        return bound
    tag = next((a.tag for a in bound.alternatives if a.what is None), None)
    if tag is None or tag is True:
        return bound
    return if_exp(tag, lambda: instead, lambda: without(bound, tag))


def places(item: slice, count: Any) -> tuple[Any, Any, int]:
    """Return where a slice of so many items begins and ends, and its step: ``item.indices(count)``.

    Raises
    ------
    Restart or Untraceable
        If the step is data.
    """
    if isinstance(item.step, Tensor):
        raise need_value(item.step, "as the step of a range's slice")
    step = 1 if item.step is None else operator.index(item.step)
    if step == 0:
        raise ValueError("slice step cannot be zero")
    item = numbered(item)
    low, high = (0, count) if step > 0 else (-1, count - 1)
    first, last = (low, high) if step > 0 else (high, low)
    start = first if item.start is None else _placed(item.start, count, low, high)
    stop = last if item.stop is None else _placed(item.stop, count, low, high)
    return start, stop, step


def _placed(bound: Any, count: Any, low: Any, high: Any) -> Any:
    """Return a bound counted from the start, from `low` to `high`."""
    from autograph.operators.extremes import max_, min_  # noqa: PLC0415  (operators are made of handles)
    from autograph.operators.truth import if_exp  # noqa: PLC0415

    return min_(max_(if_exp(bound < 0, lambda: bound + count, lambda: bound), low), high)
