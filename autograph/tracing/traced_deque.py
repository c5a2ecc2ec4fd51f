"""The deques of the program being traced: empty, or kept in arrays from the first item on."""

from __future__ import annotations

import collections
from collections.abc import Iterable, Iterator
from typing import Any

from autograph import turning
from autograph.late import Late
from autograph.runtime.records import record
from autograph.tracing.tensor import Tensor, need_value
from autograph.tracing.trace import Untraceable
from autograph.tracing.traced_list import Grown, ListContents, TracedList

__all__ = ["Queue", "QueueContents", "TracedDeque", "is_queue"]

_algorithms: Any = Late("autograph.operators.algorithms")  # operators are made of deques
_searching: Any = Late("autograph.operators.searching")


class QueueContents(ListContents):
    """What an empty deque holds."""

    __slots__ = ()


@record(frozen=True, eq=False)
class Queue(Grown):
    """What a deque holds.

    Attributes
    ----------
    start : Tensor or int
        Where in the buffers its first item is.
    """

    start: Any = 0  # type: ignore[misc]


def is_queue(kind: type) -> bool:
    """Whether a spec of that kind is a deque's, or one of what a deque holds."""
    return issubclass(kind, TracedDeque | QueueContents)


def _methods() -> Any:
    from autograph.tracing import deque_methods  # noqa: PLC0415  (the methods make lists)

    return deque_methods


class TracedDeque(TracedList):
    """A deque of the program.

    Attributes
    ----------
    maxlen : int or None
    """

    held_as = QueueContents
    stands_for: type = collections.deque

    def __init__(self, items: Iterable[Any] = (), maxlen: int | None = None) -> None:
        super().__init__()
        if isinstance(maxlen, Tensor):
            raise need_value(maxlen, "as the length of a deque")
        collections.deque(maxlen=maxlen)  # raises what it raises
        self.maxlen = maxlen
        self.extend(items)

    def fresh(self) -> Any:
        """Return an empty deque of Python's."""
        return collections.deque(maxlen=self.maxlen)

    def empty(self) -> TracedDeque:
        """Return an empty deque of the program, of the same greatest length."""
        return TracedDeque(maxlen=self.maxlen)

    def __len__(self) -> int:
        held = self.grown
        if held is None:
            return 0
        if isinstance(held.count, Tensor):
            raise need_value(held.count, "as the length of a deque")
        return int(held.count)

    def __iter__(self) -> Iterator[Any]:
        return self._from(0, 1)

    def __reversed__(self) -> Iterator[Any]:
        return self._from(len(self) - 1, -1)

    def _from(self, place: int, step: int) -> Iterator[Any]:
        held = self.own
        while 0 <= place < len(self):
            yield self[place]
            if self.own is not held:
                raise Untraceable("AG105", "a deque is changed while it is iterated")
            place += step

    def __getitem__(self, key: Any) -> Any:
        return _methods().get(self, key)

    def __setitem__(self, key: Any, value: Any) -> None:
        _methods().put(self, key, value)

    def copy(self) -> TracedDeque:
        """Return a deque of the same items."""
        made = self.empty()
        made.own = _methods().copied(self, made)
        return made

    def append(self, item: Any) -> None:
        """Add an item at the end."""
        _methods().append(self, item, front=False)

    def appendleft(self, item: Any) -> None:
        """Add an item at the front."""
        _methods().append(self, item, front=True)

    def extend(self, items: Iterable[Any]) -> None:
        """Add items at the end."""
        _methods().extend(self, items, front=False)

    def extendleft(self, items: Iterable[Any]) -> None:
        """Add items at the front, one before the other."""
        _methods().extend(self, items, front=True)

    def pop(self) -> Any:  # type: ignore[override]
        """Remove and return the last item."""
        return _methods().pop(self, front=False)

    def popleft(self) -> Any:
        """Remove and return the first item."""
        return _methods().pop(self, front=True)

    def rotate(self, steps: Any = 1) -> None:
        """Move items from the end to the front, or the other way round."""
        _algorithms.traced(turning.rotate)(self, steps)

    def reverse(self) -> None:
        """Turn the order of the items round."""
        _algorithms.traced(turning.reverse)(self)

    def count(self, item: Any) -> Any:
        """Return how many items equal `item`."""
        return _searching.how_many(self, item)


def _refused(name: str) -> Any:
    def method(self: TracedDeque, *arguments: Any, **keywords: Any) -> Any:
        raise Untraceable("AG105", f"`{name.strip('_')}` of a deque")

    return method


_REFUSED = (
    "__add__ __contains__ __delitem__ __eq__ __ge__ __gt__ __imul__ __le__ __lt__ __mul__ __ne__ __radd__ "
    "__repr__ __rmul__ index insert remove sort"
)
for _name in _REFUSED.split():
    setattr(TracedDeque, _name, _refused(_name))
