"""Loops that are written out round by round in a graph, and that data may leave early."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import Any

from autograph.operators.branches import StagedIf
from autograph.operators.generators import Steps
from autograph.operators.iteration import Rounds
from autograph.operators.truth import is_data, truth
from autograph.tracing.flags import negated
from autograph.tracing.keyed import KnownItems
from autograph.tracing.ranges import SymbolicRange
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import Untraceable
from autograph.tracing.traced_dict import DictView, TracedDict
from autograph.tracing.traced_list import ListIterator, TracedList
from autograph.tracing.traced_set import TracedSet

__all__ = ["Unrolled"]

_HOLDERS: tuple[Any, ...] = (list, tuple, dict, set, frozenset, str, bytes, range)
_VIEWS: tuple[Any, ...] = tuple(type(getattr({}, name)()) for name in ("keys", "values", "items"))
_READERS: tuple[Any, ...] = tuple(type(iter(kind())) for kind in (list, tuple, dict, set, str, bytes))
_TRACED: tuple[Any, ...] = (
    *(TracedList, ListIterator, TracedDict, TracedSet, DictView, KnownItems),
    *(Tensor, Rounds, SymbolicRange),
)
_PASSIVE = {
    kind.__iter__ for kind in (*_HOLDERS, *_VIEWS, *_READERS, *_TRACED, type(iter(range(1))), enum.EnumType)
}


def _is_passive(iterable: Any) -> bool:
    """Say whether fetching an item does nothing that anybody could notice."""
    if isinstance(iterable, Steps):
        iterable = iterable.generator
    if isinstance(iterable, enumerate | zip | reversed):
        parts: Any = iterable.__reduce__()[1]
        return all(_is_passive(part) for part in parts if not isinstance(part, int))
    return getattr(type(iterable), "__iter__", None) in _PASSIVE


class Unrolled:
    """The rounds of a ``for`` over Python's items: once data has left the loop, each is an ``if``."""

    staged = True

    def __init__(self, iterable: Any, names: tuple[str, ...], stop: str) -> None:
        self.iterable = iterable
        self.names = names
        self.stop = names.index(stop)
        self.left = False
        self.again = False
        self.round: StagedIf | None = None

    def __iter__(self) -> Iterator[Any]:
        items = self.iterable
        if isinstance(items, Steps):
            items.require_own()
            items = items.generator
        for item in items:
            yield item
            while self.again:
                self.again = False
                yield item
            if self.left:
                return

    def enter(self, *values: Any) -> tuple[Any, ...]:
        """Begin a round; it does nothing if the loop was left before."""
        self.round = None
        stop = values[self.stop]
        if is_data(stop):
            stop = truth(stop)
        if not isinstance(stop, Tensor):
            return values
        if not _is_passive(self.iterable):
            raise Untraceable("AG202", "a loop over what makes its items as it runs, left where data decides")
        if isinstance(self.iterable, Steps):
            self.iterable.give_up()
        going = negated(stop)
        assert isinstance(going, Tensor)
        self.round = StagedIf(going, self.names)
        return self.round.enter(*values)

    def leave(self, *values: Any) -> tuple[Any, ...]:
        """End a round; returns the variables after it, or those before where it is to be traced again."""
        if self.round is not None:
            self.round.leave(*values)
            self.round.then, self.round.is_left = False, True
            before = self.round.enter(*values)
            values = self.round.leave(*before)
            if not self.round.done:
                self.again = True
                return values
        stop = values[self.stop]
        self.left = not is_data(stop) and bool(stop)
        return values
