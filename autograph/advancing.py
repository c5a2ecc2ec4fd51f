"""Iterators of Python as objects that remember where they are, for programs that use them in several places.

They are traced, never run as they are: their ``__next__`` returns `STOP` at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from autograph.streams import STOP

__all__ = [
    "Advancing",
    "Counted",
    "Cycled",
    "Enumerated",
    "Filtered",
    "Mapped",
    "Repeated",
    "Resumed",
    "Reversed",
    "Sliced",
    "Zipped",
    "present",
]


class Advancing:
    """An iterator whose ``__next__`` returns `STOP` at the end."""

    def __iter__(self) -> Any:
        return self


def present(item: Any) -> Any:
    """Return an item that is not `STOP`: told to the trace."""
    return item


class Enumerated(Advancing):
    """Stands for ``enumerate(iterable, start)``."""

    def __init__(self, iterable: Iterable[Any], start: Any = 0) -> None:
        self.items = iter(iterable)
        self.place = start

    def __next__(self) -> Any:
        item = next(self.items, STOP)
        if item is STOP:
            return STOP
        place = self.place
        self.place += 1
        return place, present(item)


def _each_next(parts: tuple[Iterator[Any], ...]) -> Any:
    """Return the next items of all parts; `STOP` where one has none, after which no other is asked."""
    if len(parts) == 0:
        return ()
    item = next(parts[0], STOP)
    if item is STOP:
        return STOP
    others = _each_next(parts[1:])
    if others is STOP:
        return STOP
    return (present(item), *present(others))


class Zipped(Advancing):
    """Stands for ``zip(*iterables)``."""

    def __init__(self, *iterables: Iterable[Any]) -> None:
        self.parts = tuple([iter(each) for each in iterables])

    def __next__(self) -> Any:
        if len(self.parts) == 0:
            return STOP
        return _each_next(self.parts)


class Mapped(Advancing):
    """Stands for ``map(function, *iterables)``."""

    def __init__(self, function: Callable[..., Any], *iterables: Iterable[Any]) -> None:
        self.function = function
        self.parts = tuple([iter(each) for each in iterables])

    def __next__(self) -> Any:
        items = _each_next(self.parts)
        if items is STOP:
            return STOP
        return self.function(*present(items))


class Filtered(Advancing):
    """Stands for ``filter(function, iterable)``."""

    def __init__(self, function: Callable[[Any], Any] | None, iterable: Iterable[Any]) -> None:
        self.function = function
        self.items = iter(iterable)

    def __next__(self) -> Any:
        while True:
            item = next(self.items, STOP)
            if item is STOP:
                return STOP
            if present(item) if self.function is None else self.function(present(item)):
                return present(item)


class Reversed(Advancing):
    """Stands for ``reversed(sequence)``."""

    def __init__(self, sequence: Any) -> None:
        self.items = sequence
        self.place = len(sequence)

    def __next__(self) -> Any:
        if self.place <= 0:
            return STOP
        self.place -= 1
        return self.items[self.place]


class Counted(Advancing):
    """Stands for ``itertools.count(start, step)``."""

    def __init__(self, start: Any = 0, step: Any = 1) -> None:
        self.number = start
        self.step = step

    def __next__(self) -> Any:
        number = self.number
        self.number += self.step
        return number


class Cycled(Advancing):
    """Stands for ``itertools.cycle(iterable)``."""

    def __init__(self, iterable: Iterable[Any]) -> None:
        self.items = list(iterable)
        self.place = 0

    def __next__(self) -> Any:
        if len(self.items) == 0:
            return STOP
        item = self.items[self.place]
        self.place = (self.place + 1) % len(self.items)
        return item


class Repeated(Advancing):
    """Stands for ``itertools.repeat(item)``."""

    def __init__(self, item: Any) -> None:
        self.item = item

    def __next__(self) -> Any:
        return self.item


class Sliced(Advancing):
    """Stands for ``itertools.islice(iterable, *bounds)``."""

    def __init__(self, iterable: Iterable[Any], *bounds: Any) -> None:
        asked = slice(*bounds)
        self.items = iter(iterable)
        self.place = 0
        self.wanted = 0 if asked.start is None else asked.start
        self.stop = asked.stop
        self.step = 1 if asked.step is None else asked.step

    def __next__(self) -> Any:
        while self.place < self.wanted:
            if next(self.items, STOP) is STOP:
                return STOP
            self.place += 1
        if self.stop is not None and self.place >= self.stop:
            return STOP
        item = next(self.items, STOP)
        if item is STOP:
            return STOP
        self.place += 1
        self.wanted += self.step
        if self.stop is not None:
            self.wanted = min(self.wanted, self.stop)
        return present(item)


class Resumed(Advancing):
    """Stands for a generator: its variables are attributes, and where it goes on is a number."""

    place: Any
    sent: Any

    def __next__(self) -> Any:
        return STOP  # each generator has its own

    def send(self, value: Any) -> Any:
        """Let the ``yield`` where it is give `value`, and go on to the next one."""
        self.sent = value
        item = next(self, STOP)
        if item is STOP:
            raise StopIteration
        return present(item)

    def close(self) -> None:
        """Let it go on nowhere."""
        self.place = -1
