"""What looks for a tuple or an object in a list of data: the algorithms that stand for Python's."""

from __future__ import annotations

from typing import Any

from autograph import searching
from autograph.operators.algorithms import traced
from autograph.tracing.tensor import Tensor

__all__ = ["found_at", "how_many"]

_found_at = traced(searching.found_at)
_how_many = traced(searching.how_many)


def found_at(items: Any, item: Any) -> Any:
    """Return the place of the first item that is `item` or equals it; -1 if there is none."""
    return _found_at(items, item, _is_told(item))


def how_many(items: Any, item: Any) -> Any:
    """Return how many items are `item` or equal it."""
    return _how_many(items, item, _is_told(item))


def _is_told(item: Any) -> bool:
    """Whether data says which object an item is: of tuples and numbers it says what they equal."""
    return not isinstance(item, tuple) and not (isinstance(item, Tensor) and item.type.is_scalar)
