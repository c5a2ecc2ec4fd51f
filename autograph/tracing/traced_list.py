"""The lists of the program being traced: ordinary ones until data decides a length or an index."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, SupportsIndex

import numpy as np

from autograph.runtime.records import record
from autograph.tracing.choice import settled
from autograph.tracing.nothing import Absorbing
from autograph.tracing.staged_errors import tried
from autograph.tracing.tensor import Tensor, need_value
from autograph.tracing.trace import Restart, Untraceable
from autograph.tracing.unpacking import wanted_around, wanted_items
from autograph.tracing.watching import register

__all__ = ["LOST", "Grown", "Home", "ListContents", "ListIterator", "Lost", "TracedList", "is_in_heap"]


class ListContents(tuple[Any, ...]):
    """What a list of known length holds."""

    __slots__ = ()


@record(frozen=True, eq=False)
class Grown:
    """What a list holds whose length is data; never changed, only replaced.

    Attributes
    ----------
    element : Spec
        What one element is.
    count : Tensor or int
        How many there are.
    buffers : tuple of Tensor
        For each value that an element is made of, an array of at least `count`. Of elements that are
        lists, their lengths, and their own buffers with one axis more, as long as the longest needs.
    at : tuple of (Tensor or int)
        Where in the buffers the list lies, if it is an element of another.
    order : object
        Another one once an element may lie at another place than before, or may be another list.
    counts : Tensor or None
        The lengths of all lists that lie in the buffers, if it is an element of another.
    """

    element: Any
    count: Any
    buffers: tuple[Tensor, ...]
    at: tuple[Any, ...] = ()
    order: Any = dataclasses.field(default_factory=object)
    counts: Any = None
    start: ClassVar[Any] = 0


@record(frozen=True, eq=False)
class Home:
    """Where a list lies that is an element of one in arrays, and has no contents of its own.

    Attributes
    ----------
    owner : TracedList
    place : Tensor or int
        Of the element in the owner.
    key : Tensor or int
        The index that the program gave.
    path : tuple of int
        Of the list in the element, where that is a tuple.
    order : object
        The owner's, for which the place is right.
    """

    owner: TracedList
    place: Any
    key: Any
    path: tuple[int, ...]
    order: Any


class Lost:
    """Stands for the contents of a list of which it is not known in which other one it lies.

    So it does for those of a dict or set whose place another one took.

    Attributes
    ----------
    sources : frozenset or None
        What would have to be known for the list to be kept.
    """

    def __init__(self, sources: frozenset[Any] | None = None) -> None:
        self.sources = sources

    def __repr__(self) -> str:
        return "<a list in another>"

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if self.sources:
            raise Restart(self.sources)
        raise Untraceable("AG105", "a dict or set that is an item of a container, or another one")


LOST = Lost()


def _methods() -> Any:
    from autograph.tracing import list_methods  # noqa: PLC0415  (the methods make lists)

    return list_methods


def _searching() -> Any:
    from autograph.tracing import list_searching  # noqa: PLC0415  (it is made of lists)

    return list_searching


def _comparison_sorts() -> Any:
    from autograph.tracing import comparison_sorts  # noqa: PLC0415  (they make lists)

    return comparison_sorts


def _slices() -> Any:
    from autograph.tracing import list_slices  # noqa: PLC0415  (they are made of lists)

    return list_slices


def _equality() -> Any:
    from autograph.tracing import list_equality  # noqa: PLC0415  (it is made of lists)

    return list_equality


def _nested() -> Any:
    from autograph.tracing import nested_lists  # noqa: PLC0415  (they are made of lists)

    return nested_lists


def _ufuncs() -> Any:
    from autograph.tracing.numpy_functions import call_ufunc  # noqa: PLC0415  (the functions know lists)

    return call_ufunc


def _is_numpys(value: Any) -> bool:
    """Whether a sum with a list is NumPy's, an array, not Python's."""
    if isinstance(value, Tensor):
        return value.type.kind != "python"
    return isinstance(value, np.ndarray | np.generic)


class ListIterator(Iterator[Any]):
    """The items of a list of known length, one by one from either end, as long as its length stays known.

    Attributes
    ----------
    items : TracedList or None
        None once there are no more.
    live : frozenset or None
        What is to be known for its items to be looked up one by one, as it is changed meanwhile.
    """

    __slots__ = ("items", "live", "place", "step")

    def __init__(self, items: TracedList, place: int = 0, step: int = 1) -> None:
        self.items: TracedList | None = items
        self.place = place
        self.step = step
        self.live: frozenset[Any] | None = None

    @classmethod
    def watching(cls, items: TracedList, live: Any) -> Iterator[Any]:
        """Return an iterator over a list that says by `live` that the list is changed meanwhile."""
        made = iter(items)
        if isinstance(made, ListIterator):
            made.live = frozenset([live])
        return made

    def __iter__(self) -> ListIterator:
        return self

    def __next__(self) -> Any:
        items, place = self.items, self.place
        if items is None:
            raise StopIteration
        if items.in_arrays and self.live is not None:
            raise Restart(self.live)
        if items.in_arrays:
            raise Untraceable("AG105", "a list is changed while it is iterated")
        if not 0 <= place < list.__len__(items):
            self.items = None
            raise StopIteration
        self.place = place + self.step
        return list.__getitem__(items, place)


def is_in_heap(value: Any) -> bool:
    """Whether a value is a list that lies in a heap, where it stays: it may be in several containers."""
    home = value.home if isinstance(value, TracedList) else None
    return isinstance(home, Home) and home.owner.is_heap and not home.path


class TracedList(Absorbing, list[Any]):
    """A list of the program; where data decides its length or an index, it is kept in arrays.

    Attributes
    ----------
    own : Grown or None
        What it holds, if its length is data: the list itself is empty then.
    home : Home or None
        Where it lies, if it is an element of a list in arrays: it is empty then, too.
    seen : tuple
        The contents of its owner when it was last looked at, the region, and its own then.
    missing : Tensor or int
        The index under which lies a list that is at another place too, until it gets another one.
    is_heap : bool
        Whether it is none of the program's, but holds lists of which others have only the places.
    made_of : TracedList or None
        The list that a heap was, if it was one.
    """

    own: Grown | None = None
    home: Any = None
    seen: Any = None
    missing: Any = None
    held_as = ListContents
    is_heap = False
    made_of: TracedList | None = None

    @property
    def in_arrays(self) -> bool:
        """Whether its contents are kept in arrays, its own or those of the list that it is an element of."""
        return self.own is not None or self.home is not None

    @property
    def grown(self) -> Grown | None:
        """What the arrays hold."""
        self.require_whole()
        if self.home is None:
            return self.own
        found: Grown = _nested().part(self)
        return found

    def __init__(self, items: Any = ()) -> None:
        super().__init__(items)
        register(self)

    def require_whole(self) -> None:
        """Refuse to look at a list that has an element at two places."""
        if self.missing is not None:
            raise Untraceable("AG105", "a list is at two places of another")

    def _by_data(self, *operands: Any) -> bool:
        return self.in_arrays or any(
            isinstance(item, Tensor) or (isinstance(item, TracedList) and item.in_arrays) for item in operands
        )

    def _need_length(self, use: str) -> None:
        held = self.grown
        if held is not None:
            if isinstance(held.count, Tensor):
                raise need_value(held.count, use)
            _methods().fix(self)

    def __repr__(self) -> str:
        self._need_length("as text")
        return super().__repr__()

    def __len__(self) -> int:
        self._need_length("as the length of a list")
        return super().__len__()

    def __iter__(self) -> Iterator[Any]:
        wanted = wanted_items()
        if wanted is not None and self.in_arrays:
            items: Iterator[Any] = _methods().unpacked(self, wanted)
            return items
        around = wanted_around() if self.in_arrays else None
        if around is not None and _methods().has_open_length(self):
            return iter(_methods().unpacked_around(self, *around))
        self._need_length("as the length of a list")
        return ListIterator(self)

    def __reversed__(self) -> Iterator[Any]:
        self._need_length("as the length of a list")
        return ListIterator(self, len(self) - 1, -1)

    def __bool__(self) -> bool:
        return len(self) > 0

    def __eq__(self, other: object) -> Any:
        return _equality().equal(self, other) if isinstance(other, list) else NotImplemented

    def __ne__(self, other: object) -> Any:
        return _equality().unequal(self, other) if isinstance(other, list) else NotImplemented

    def __lt__(self, other: Any) -> Any:
        return _equality().ordered(self, other, "<") if isinstance(other, list) else NotImplemented

    def __le__(self, other: Any) -> Any:
        return _equality().ordered(self, other, "<=") if isinstance(other, list) else NotImplemented

    def __gt__(self, other: Any) -> Any:
        return _equality().ordered(self, other, ">") if isinstance(other, list) else NotImplemented

    def __ge__(self, other: Any) -> Any:
        return _equality().ordered(self, other, ">=") if isinstance(other, list) else NotImplemented

    __hash__ = None

    def __contains__(self, item: Any) -> bool:
        self._need_length("to look for an item")
        return super().__contains__(item)

    def copy(self) -> TracedList:
        """Return a list of the same items."""
        made = TracedList(() if self.in_arrays else self)
        if self.in_arrays:
            made.own = _methods().copied(self, made)
        return made

    def __add__(self, other: Any) -> TracedList:
        if _is_numpys(other):
            return NotImplemented
        if not isinstance(other, list):
            return TracedList(super().__add__(other))
        made = self.copy()
        made.extend(other)
        return made

    def __iadd__(self, other: Any) -> TracedList:
        if _is_numpys(other):
            return NotImplemented
        self.extend(other)
        return self

    def __mul__(self, count: Any) -> TracedList:
        if isinstance(count, Tensor) and count.type.kind == "array":
            return NotImplemented
        if self._by_data(count):
            made: TracedList = _methods().repeat(self, count)
            return made
        return TracedList(super().__mul__(count))

    __rmul__ = __mul__

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **kwargs: Any) -> Any:
        """Return what an operator of NumPy's own number or array gives: calls by name do not come here.

        Multiples of a list are Python's beside NumPy's scalars.
        """
        if ufunc is np.multiply and not kwargs and any(isinstance(item, np.generic) for item in inputs):
            (count,) = (item for item in inputs if item is not self)
            return self * count
        return _ufuncs()(ufunc, method, inputs, kwargs)

    def __imul__(self, count: Any) -> TracedList:
        made = self.__mul__(count)
        if made is NotImplemented:
            return NotImplemented
        _methods().take_over(self, made)
        return self

    def __getitem__(self, key: Any) -> Any:
        parts = (key.start, key.stop, key.step) if isinstance(key, slice) else (key,)
        if self._by_data(*parts):
            return _methods().get(self, key)
        if isinstance(key, slice):
            return TracedList(super().__getitem__(key))
        return tried(super().__getitem__, key)

    def __setitem__(self, key: Any, value: Any) -> None:
        parts = (key.start, key.stop, key.step) if isinstance(key, slice) else (key,)
        if isinstance(key, slice) and (self._by_data(*parts, value) or _methods().is_unbounded(value)):
            _slices().put(self, key, value)
            return
        if self._by_data(*parts):
            _methods().put(self, key, value)
            return
        tried(super().__setitem__, key, value)

    def __delitem__(self, key: Any) -> None:
        if isinstance(key, slice) and self._by_data(key.start, key.stop, key.step):
            _slices().delete(self, key)
            return
        if self._by_data(key):
            _methods().remove_at(self, key)
            return
        tried(super().__delitem__, key)

    def append(self, item: Any) -> None:
        """Add an item at the end."""
        if self._by_data():
            _methods().append(self, item)
            return
        super().append(item)

    def extend(self, items: Iterable[Any]) -> None:
        """Add items at the end."""
        items = settled(items)  # which may be this list
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
        return tried(super().pop, place)

    def clear(self) -> None:
        """Remove all items."""
        if self.home is not None:
            _methods().empty(self)
            return
        self.own = None
        super().clear()

    def reverse(self) -> None:
        """Turn the order round."""
        if self._by_data():
            self[:] = self[::-1]
            return
        super().reverse()

    def sort(self, *, key: Any = None, reverse: bool = False) -> None:
        """Sort; numbers that are data are sorted as arrays are."""
        less = _comparison_sorts().comparison_of(self, key)
        if less is not None:
            _comparison_sorts().sort_by(self, less, reverse=reverse)
            return
        if _methods().holds_data_inside(self):
            _methods().sort(self, key=key, reverse=reverse)
        elif key is None:
            super().sort(reverse=reverse)
        else:
            _comparison_sorts().sort_known(self, TracedList(map(key, list.__iter__(self))), reverse=reverse)

    def index(self, item: Any, *bounds: Any) -> Any:
        """Return the place of the first item that is equal to `item`."""
        if _methods().is_searched_by_data(self, item):
            return _searching().index(self, item, *bounds)
        return tried(super().index, item, *bounds)

    def count(self, item: Any) -> Any:
        """Return how many items are equal to `item`."""
        if _methods().is_searched_by_data(self, item):
            return _searching().count(self, item)
        return super().count(item)

    def remove(self, item: Any) -> None:
        """Remove the first item that is equal to `item`."""
        if _methods().is_searched_by_data(self, item):
            _searching().remove(self, item)
            return
        tried(super().remove, item)
