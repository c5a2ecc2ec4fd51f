"""The lists of the program being traced: ordinary ones until data decides a length or an index."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Any, SupportsIndex

from autograph.tracing.tensor import Tensor, need_value
from autograph.tracing.watching import register

__all__ = ["Grown", "ListContents", "TracedList"]


class ListContents(tuple[Any, ...]):
    """What a list of known length holds."""

    __slots__ = ()


@dataclasses.dataclass(frozen=True, eq=False)
class Grown:
    """What a list holds whose length is data; never changed, only replaced.

    Attributes
    ----------
    element : Spec
        What one element is.
    count : Tensor or int
        How many there are.
    buffers : tuple of Tensor
        For each value that an element is made of, an array of at least `count`.
    """

    element: Any
    count: Any
    buffers: tuple[Tensor, ...]


def _methods() -> Any:
    from autograph.tracing import list_methods  # noqa: PLC0415  (the methods make lists)

    return list_methods


class TracedList(list[Any]):
    """A list of the program; where data decides its length or an index, it is kept in arrays.

    Attributes
    ----------
    grown : Grown or None
        What it holds, if its length is data: the list itself is empty then.
    """

    grown: Grown | None = None

    def __init__(self, items: Any = ()) -> None:
        super().__init__(items)
        register(self)

    def _by_data(self, *operands: Any) -> bool:
        return self.grown is not None or any(
            isinstance(item, Tensor) or (isinstance(item, TracedList) and item.grown is not None)
            for item in operands
        )

    def _need_length(self, use: str) -> None:
        if self.grown is not None:
            count = self.grown.count
            if isinstance(count, Tensor):
                raise need_value(count, use)
            _methods().fix(self)

    def __len__(self) -> int:
        self._need_length("as the length of a list")
        return super().__len__()

    def __iter__(self) -> Iterator[Any]:
        self._need_length("as the length of a list")
        return super().__iter__()

    def __bool__(self) -> bool:
        return len(self) > 0

    def _both_known(self, other: object) -> None:
        for items in (self, other):
            if isinstance(items, TracedList):
                items._need_length("to compare lists")

    def __eq__(self, other: object) -> bool:
        self._both_known(other)
        return super().__eq__(other)

    def __ne__(self, other: object) -> bool:
        self._both_known(other)
        return super().__ne__(other)

    def __lt__(self, other: Any) -> bool:
        self._both_known(other)
        return super().__lt__(other)

    def __le__(self, other: Any) -> bool:
        self._both_known(other)
        return super().__le__(other)

    def __gt__(self, other: Any) -> bool:
        self._both_known(other)
        return super().__gt__(other)

    def __ge__(self, other: Any) -> bool:
        self._both_known(other)
        return super().__ge__(other)

    __hash__ = None

    def __contains__(self, item: Any) -> bool:
        self._need_length("to look for an item")
        return super().__contains__(item)

    def copy(self) -> TracedList:
        """Return a list of the same items."""
        made = TracedList(() if self.grown is not None else self)
        made.grown = self.grown
        return made

    def __add__(self, other: Any) -> TracedList:
        if not isinstance(other, list):
            return TracedList(super().__add__(other))
        made = self.copy()
        made.extend(other)
        return made

    def __iadd__(self, other: Any) -> TracedList:
        self.extend(other)
        return self

    def __mul__(self, count: Any) -> TracedList:
        if self._by_data(count):
            made: TracedList = _methods().repeat(self, count)
            return made
        return TracedList(super().__mul__(count))

    __rmul__ = __mul__

    def __getitem__(self, key: Any) -> Any:
        parts = (key.start, key.stop, key.step) if isinstance(key, slice) else (key,)
        if self._by_data(*parts):
            return _methods().get(self, key)
        if isinstance(key, slice):
            return TracedList(super().__getitem__(key))
        return super().__getitem__(key)

    def __setitem__(self, key: Any, value: Any) -> None:
        parts = (key.start, key.stop, key.step) if isinstance(key, slice) else (key,)
        if self._by_data(*parts):
            _methods().put(self, key, value)
            return
        super().__setitem__(key, value)

    def __delitem__(self, key: Any) -> None:
        if self._by_data(key):
            _methods().remove_at(self, key)
            return
        super().__delitem__(key)

    def append(self, item: Any) -> None:
        """Add an item at the end."""
        if self._by_data():
            _methods().append(self, item)
            return
        super().append(item)

    def extend(self, items: Iterable[Any]) -> None:
        """Add items at the end."""
        if self._by_data(items) or _methods().is_unbounded(items):
            _methods().extend(self, items)
            return
        super().extend(items)

    def insert(self, place: SupportsIndex, item: Any) -> None:
        """Insert an item before a place."""
        if self._by_data(place):
            _methods().insert(self, place, item)
            return
        super().insert(place, item)

    def pop(self, place: Any = -1) -> Any:
        """Remove and return an item."""
        if self._by_data(place):
            return _methods().pop(self, place)
        return super().pop(place)

    def clear(self) -> None:
        """Remove all items."""
        self.grown = None
        super().clear()

    def reverse(self) -> None:
        """Turn the order round."""
        if self._by_data():
            self[:] = self[::-1]
            return
        super().reverse()

    def sort(self, *, key: Any = None, reverse: bool = False) -> None:
        """Sort; numbers that are data are sorted as arrays are."""
        if key is None and _methods().holds_data(self):
            _methods().sort(self, reverse=reverse)
            return
        if key is not None and self.grown is not None:
            _methods().sort_by(self, key, reverse=reverse)
            return
        self._need_length("to sort by a key")
        super().sort(key=key, reverse=reverse)

    def index(self, item: Any, *bounds: Any) -> Any:
        """Return the place of the first item that is equal to `item`."""
        if _methods().holds_data(self) or isinstance(item, Tensor):
            return _methods().index(self, item, *bounds)
        return super().index(item, *bounds)

    def count(self, item: Any) -> Any:
        """Return how many items are equal to `item`."""
        if _methods().holds_data(self) or isinstance(item, Tensor):
            return _methods().count(self, item)
        return super().count(item)

    def remove(self, item: Any) -> None:
        """Remove the first item that is equal to `item`."""
        if _methods().holds_data(self) or isinstance(item, Tensor):
            del self[self.index(item)]
            return
        super().remove(item)
