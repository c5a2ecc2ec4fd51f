"""A tuple of the program whose length is data: a list in arrays that nobody else has and nothing changes."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from typing import Any

from autograph.tracing.trace import Untraceable
from autograph.tracing.traced_list import TracedList
from autograph.tracing.unpacking import wanted_around, wanted_items

__all__ = ["TracedTuple", "as_list", "tupled"]


def _methods() -> Any:
    from autograph.tracing import list_methods  # noqa: PLC0415  (the methods make lists)

    return list_methods


class TracedTuple:
    """A tuple whose length is data.

    Attributes
    ----------
    held : TracedList
        Its items.
    """

    __slots__ = ("held",)
    stands_for = tuple
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, items: TracedList) -> None:
        self.held = items

    def __len__(self) -> int:
        return len(self.held)

    def __iter__(self) -> Iterator[Any]:
        wanted, around = wanted_items(), wanted_around()
        if wanted is None:
            return iter(self.held if around is None else _methods().unpacked_around(self.held, *around))
        found: Iterator[Any] = _methods().unpacked(self.held, wanted)
        return found

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, slice):
            return TracedTuple(self.held[key])
        return _methods().get(self.held, key, "tuple index out of range")

    def __add__(self, other: Any) -> Any:
        return TracedTuple(self.held + as_list(other)) if _is_tuple(other) else NotImplemented

    def __radd__(self, other: Any) -> Any:
        return TracedTuple(as_list(other) + self.held) if _is_tuple(other) else NotImplemented

    def __mul__(self, count: Any) -> Any:
        return TracedTuple(self.held * count)

    __rmul__ = __mul__

    def index(self, item: Any, *bounds: Any) -> Any:
        """Return the place of the first item that equals `item`."""
        from autograph.tracing import list_searching  # noqa: PLC0415  (it makes lists)

        return list_searching.index(self.held, item, *bounds, missing=_not_in_tuple)

    def count(self, item: Any) -> Any:
        """Return how many items equal `item`."""
        return self.held.count(item)

    def __repr__(self) -> str:
        raise Untraceable("AG101", "the text of a tuple whose length is data")

    def __format__(self, spec: str) -> str:
        return repr(self)


def _not_in_tuple() -> ValueError:
    return ValueError("tuple.index(x): x not in tuple")


def _comparing(symbol: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def compare(self: TracedTuple, other: Any) -> Any:
        return symbol(self.held, as_list(other)) if _is_tuple(other) else NotImplemented

    return compare


for _name in ("eq", "ne", "lt", "le", "gt", "ge"):
    setattr(TracedTuple, f"__{_name}__", _comparing(getattr(operator, _name)))


def _is_tuple(value: Any) -> bool:
    return isinstance(value, TracedTuple | tuple)


def as_list(value: Any) -> Any:
    """Return a tuple, whose length may be data, as a list; what else is handed in as it is."""
    if isinstance(value, TracedTuple):
        return value.held
    return TracedList(value) if isinstance(value, tuple) else value


def tupled(items: TracedList) -> Any:
    """Return a list that nobody else has as a tuple."""
    return TracedTuple(items) if _methods().has_open_length(items) else tuple(items)
