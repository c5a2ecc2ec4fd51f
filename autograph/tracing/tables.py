"""Lists of numbers, of tuples of numbers and of lists of numbers, told apart as a few arrays."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from autograph.runtime.records import record
from autograph.tracing.trace import Untraceable

__all__ = ["LONG", "Table", "table_in"]

LONG = 8
"""A list of at least so many Python numbers is a few arrays of a graph, whatever its length."""
_WIDE = 8
"""Numbers in a tuple up to which a list of tuples is an array for each of them."""
_NUMBERS = (int, float, bool, complex)


@record(frozen=True)
class Table:
    """A list that is told apart as arrays.

    Attributes
    ----------
    kind : str
        "numbers", "tuples" or "lists".
    kinds : tuple of type
        Of the numbers; of those in a tuple, of each.
    arrays : list of ndarray
        The numbers, of shape (n,); for each number of a tuple such an array; or the lengths of the lists, of
        shape (n,), and their numbers, of shape (n, longest), filled up with zeros.
    """

    kind: str
    kinds: tuple[type, ...]
    arrays: list[np.ndarray[Any, Any]]

    @property
    def key(self) -> Any:
        """What tells it from tables that need another graph."""
        return (self.kind, *self.kinds)


def table_in(items: list[Any]) -> Table | None:
    """Return a list as a table; None if its items are few, or not all of one kind.

    Raises
    ------
    Untraceable
        If an int is beyond 64 bits.
    """
    first = type(items[0]) if items else None
    if first in _NUMBERS and len(items) >= LONG:
        return _numbers(items)
    if first is tuple:
        return _tuples(items)
    if first is list and len(items) > 1:
        return _lists(items)
    return None


def _kind(numbers: Iterable[Any]) -> type | None:
    """Return the type that Python numbers have in common."""
    kinds = set(map(type, numbers))
    kind = kinds.pop() if len(kinds) == 1 else None
    return kind if kind in _NUMBERS else None


def _array(numbers: list[Any], kind: type) -> np.ndarray[Any, Any]:
    try:
        return np.array(numbers, np.dtype(kind))
    except OverflowError:
        raise Untraceable("AG205", "an int beyond 64 bits", None) from None


def _numbers(items: list[Any]) -> Table | None:
    kind = _kind(items)
    return Table("numbers", (kind,), [_array(items, kind)]) if kind is not None else None


def _tuples(items: list[Any]) -> Table | None:
    width = len(items[0])
    if not 0 < width <= _WIDE or width * len(items) < LONG:
        return None
    if any(type(item) is not tuple or len(item) != width for item in items):
        return None
    columns = [list(column) for column in zip(*items, strict=True)]
    kinds = [_kind(column) for column in columns]
    if None in kinds:
        return None
    arrays = [_array(column, kind) for column, kind in zip(columns, kinds, strict=True) if kind is not None]
    return Table("tuples", tuple(kind for kind in kinds if kind is not None), arrays)


def _lists(items: list[Any]) -> Table | None:
    if any(type(item) is not list for item in items) or len(set(map(id, items))) < len(items):
        return None
    lengths = np.array([len(item) for item in items])
    numbers = [number for item in items for number in item]
    kind = _kind(numbers)
    if kind is None or len(numbers) < LONG or lengths.max() * len(items) > 4 * len(numbers) + 64:
        return None
    made = np.zeros((len(items), lengths.max()), np.dtype(kind))
    made[np.arange(made.shape[1]) < lengths[:, None]] = _array(numbers, kind)
    return Table("lists", (kind,), [lengths, made])
