"""What looks for a tuple or an object in a list of data: the algorithms that stand for Python's."""

from __future__ import annotations

import cmath
from typing import Any

from autograph import searching
from autograph.operators.algorithms import traced
from autograph.operators.comparison import equal
from autograph.operators.truth import truth
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import emit

__all__ = ["all_equal", "found_at", "how_many", "in_tuple"]

_found_at = traced(searching.found_at)
all_equal = traced(searching.all_equal)
_how_many = traced(searching.how_many)


def found_at(items: Any, item: Any) -> Any:
    """Return the place of the first item that is `item` or equals it; -1 if there is none."""
    return _found_at(items, item, _is_told(item))


def how_many(items: Any, item: Any) -> Any:
    """Return how many items are `item` or equal it."""
    return _how_many(items, item, _is_told(item))


def in_tuple(name: str, items: tuple[Any, ...], item: Any) -> Any:
    """Return ``items.index(item)`` or ``items.count(item)``, whichever has that name."""
    for one in (item, *items):
        if isinstance(one, Tensor) and one.type.dtype.kind in "fc":  # nan is none but itself
            emit("assume", truth(equal(one, one)), reason="nan is looked for in a tuple")
    same = [truth(one is item or equal(one, item)) for one in items]
    if name == "count":
        return sum(emit("to_python", each, type=int) for each in same)
    place: Any = -1
    for number in reversed(range(len(same))):
        place = emit("select_scalar", same[number], number, place)
    emit("raise_if", emit("less", place, 0), exception=_not_in_tuple, name="ValueError")
    return place


def _not_in_tuple() -> ValueError:
    return ValueError("tuple.index(x): x not in tuple")


def _is_told(item: Any) -> bool:
    """Whether data says which object an item is: of tuples and numbers it says what they equal."""
    if type(item) in (bool, int, float, complex):
        return isinstance(item, float | complex) and cmath.isnan(item)  # which is found by what it is
    return not isinstance(item, tuple) and not (isinstance(item, Tensor) and item.type.is_scalar)
