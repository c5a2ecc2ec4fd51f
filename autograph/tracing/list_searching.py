"""Where a list of numbers has one, and how many of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograph.runtime.types import ArrayType, is_python_scalar
from autograph.tracing.list_methods import grown, has_items, remove_at
from autograph.tracing.lists import used
from autograph.tracing.nothing import NOTHING
from autograph.tracing.spec import Number
from autograph.tracing.staged_errors import end_here
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import Untraceable, emit
from autograph.tracing.traced_list import TracedList

__all__ = ["count", "equal_to", "index", "remove"]


def equal_to(items: TracedList, item: Any, use: str = "the search") -> Any:
    """Return which items of a list of numbers are equal to `item`: an array of bools."""
    if not (isinstance(item, Tensor) or is_python_scalar(item)):
        raise Untraceable("AG105", f"{use} of an object in a list of data")
    numbers: Any = _any_numbers(items, use)
    if numbers.type.dtype.kind in "fc":  # a list looks for the very object first, and nan is none but itself
        same: Any = item == item  # noqa: PLR0124  (nan is not)
        emit("assume", emit("to_python", same, type=bool), reason="nan is looked for in a list")
    return numbers == item


def _any_numbers(items: TracedList, use: str) -> Any:
    """Return a list's items as an array, whatever the types of these numbers."""
    held = grown(items)
    spec = held.element
    if not isinstance(spec, Number) or not all(isinstance(what, ArrayType) for what in spec.alternatives):
        raise Untraceable("AG105", f"{use} of a list whose items are no numbers")
    return used(held, held.buffers[0])


def _not_in_list(item: Any) -> ValueError:
    return ValueError(f"{item!r} is not in list")


def index(
    items: TracedList, item: Any, *bounds: Any, missing: Callable[[Any], ValueError] = _not_in_list
) -> Any:
    """Return ``items.index(item)``; `missing` says how it is told that there is none."""
    if bounds:
        raise Untraceable("AG105", "list.index() with bounds")
    if not has_items(items):
        emit("raise_if", True, item, exception=missing, name="ValueError")
        return end_here()
    same = equal_to(items, item, "the index")
    found = emit("to_python", np.any(same), type=bool)
    emit("raise_if", emit("logical_not_py", found), item, exception=missing, name="ValueError")
    return emit("to_python", np.argmax(same), type=int)


def remove(items: TracedList, item: Any) -> None:
    """Do ``items.remove(item)``."""
    place = index(items, item, missing=_nothing_to_remove)
    if place is not NOTHING:
        remove_at(items, place)


def _nothing_to_remove(_: Any) -> ValueError:
    return ValueError("list.remove(x): x not in list")


def count(items: TracedList, item: Any) -> Any:
    """Return ``items.count(item)``."""
    if not has_items(items):
        return 0
    return emit("to_python", np.count_nonzero(equal_to(items, item, "the count")), type=int)
