"""Where a list of numbers has one, and how many of it."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import numpy as np

from autograph.runtime.types import ArrayType, is_python_scalar
from autograph.tracing.labels import labels_in
from autograph.tracing.list_methods import grown, has_items, remove_at
from autograph.tracing.lists import used
from autograph.tracing.nothing import NOTHING
from autograph.tracing.pooled import in_pool
from autograph.tracing.spec import Number, Pointer
from autograph.tracing.staged_errors import end_here, last_step
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import Untraceable, emit
from autograph.tracing.traced_list import TracedList

__all__ = ["count", "equal_to", "index", "is_compared_one_by_one", "remove"]


def is_compared_one_by_one(items: TracedList, item: Any) -> bool:
    """Whether an item that is looked for is no number, nor an object that is equal to itself alone."""
    return not _is_number(item) and not _is_known_by_place(items, item)


def _is_number(item: Any) -> bool:
    if isinstance(item, Tensor):
        return not item.type.ndim and labels_in(item) is None
    return is_python_scalar(item)


def _is_known_by_place(items: TracedList, item: Any) -> bool:
    place = in_pool(item)
    return place is not None and place.pool.has_no_equals and grown(items).element == Pointer(place.pool.kind)


def equal_to(items: TracedList, item: Any, use: str = "the search") -> Any:
    """Return which items of a list of numbers are equal to `item`: an array of bools."""
    place = in_pool(item)
    if place is not None and _is_known_by_place(items, item):
        held = grown(items)
        return used(held, held.buffers[0]) == place.number
    if not _is_number(item):
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


def _missing(flag: Any, item: Any, error: Callable[[], ValueError] | None) -> None:
    """Raise, where `flag` is true, that an item is missing: an `error`, or else one that tells which."""
    if error is None:
        emit("raise_if", flag, item, exception=_not_in_list, name="ValueError")
    else:
        emit("raise_if", flag, exception=error, name="ValueError")


def index(items: TracedList, item: Any, *bounds: Any, missing: Callable[[], ValueError] | None = None) -> Any:
    """Return ``items.index(item)``; `missing` makes the error where there is none, if not Python's own."""
    if bounds:
        raise Untraceable("AG105", "list.index() with bounds")
    if not has_items(items):
        with last_step():
            _missing(True, item, missing)
        return end_here()
    if is_compared_one_by_one(items, item):
        return _index_one_by_one(items, item, missing)
    same = equal_to(items, item, "the index")
    found = emit("to_python", np.any(same), type=bool)
    _missing(emit("logical_not_py", found), item, missing)
    return emit("to_python", np.argmax(same), type=int)


def _index_one_by_one(items: TracedList, item: Any, missing: Callable[[], ValueError] | None) -> Any:
    """Return the place of a tuple or an object; where there is none, Python knows what to say of it."""
    from autograph.operators.searching import found_at  # noqa: PLC0415  (operators are made of lists)

    place = found_at(items, item)
    if missing is None:
        emit("assume", operator.ge(place, 0), reason="an item that is not in the list")
    else:
        emit("raise_if", operator.lt(place, 0), exception=missing, name="ValueError")
    return place


def remove(items: TracedList, item: Any) -> None:
    """Do ``items.remove(item)``."""
    place = index(items, item, missing=_nothing_to_remove)
    if place is not NOTHING:
        remove_at(items, place)


def _nothing_to_remove() -> ValueError:
    return ValueError("list.remove(x): x not in list")


def count(items: TracedList, item: Any) -> Any:
    """Return ``items.count(item)``."""
    if not has_items(items):
        return 0
    if is_compared_one_by_one(items, item):
        from autograph.operators.searching import how_many  # noqa: PLC0415  (operators are made of lists)

        return how_many(items, item)
    return emit("to_python", np.count_nonzero(equal_to(items, item, "the count")), type=int)
