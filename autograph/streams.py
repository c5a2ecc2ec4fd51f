"""Iterators of Python as generators, for loops that a graph drives; traced, never run as they are."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Iterator
from typing import Any

__all__ = [
    "STOP",
    "EntryIterator",
    "SequenceIterator",
    "asked",
    "by_value",
    "called",
    "changing",
    "copies",
    "enumerated",
    "filtered",
    "listed",
    "mapped",
    "numbered",
    "ordered",
    "reduced",
    "shown_dict",
    "shown_list",
    "shown_set",
    "stepped",
    "zipped",
]


class End(enum.Enum):
    """What an iterator gives at its end."""

    STOP = enum.auto()


STOP = End.STOP

Others = tuple[Callable[[], Any], Callable[[Any], tuple[Any, ...]]]
"""How many items iterables have together, and what they give at a place."""


def listed(items: Iterable[Any]) -> list[Any]:
    """Return ``list(items)``."""
    made = []
    for item in items:
        made.append(item)
    return made


def copies(lists: Iterable[list[Any]]) -> list[list[Any]]:
    """Return a list of copies of lists."""
    made = []
    for items in lists:
        made.append(items.copy())
    return made


def reduced(function: Callable[[Any, Any], Any], items: Iterable[Any], *first: Any) -> Any:
    """Return ``functools.reduce(function, items, *first)``."""
    begun = len(first) > 0
    total = first[0] if begun else None
    for item in items:
        if begun:
            total = function(total, item)
        else:
            total, begun = item, True
    if not begun:
        raise TypeError("reduce() of empty iterable with no initial value")
    return total


def by_value(kind: Any, value: Any) -> Any:
    """Return the member of an enumeration that has a value."""
    for member in kind:
        if member.value == value:
            return member
    raise ValueError(f"{value!r} is not a valid {kind.__qualname__}")


def ordered(one: list[Any], two: list[Any], compare: Callable[[Any, Any], Any], told: Any) -> Any:
    """Return whether one list comes before another, or as `compare` says; `told` hears what was compared."""
    place = 0
    while place < len(one) and place < len(two):
        told(one[place], two[place])
        if one[place] != two[place]:
            return compare(one[place], two[place])
        place += 1
    return compare(len(one), len(two))


def shown_list(items: Any) -> str:
    """Return the text of a list."""
    text, before = "[", ""
    for item in items:
        text += f"{before}{item!r}"
        before = ", "
    return text + "]"


def shown_tuple(items: Any) -> str:
    """Return the text of a tuple."""
    text, before = "(", ""
    for item in items:
        text += f"{before}{item!r}"
        before = ", "
    return text + (",)" if len(items) == 1 else ")")


def joined_by(separator: str, parts: Any) -> str:
    """Return the texts of values and of those in lists, with a separator between: pairs, True with a list."""
    text, before = "", ""
    for is_list, part in parts:
        for item in part if is_list else (part,):
            text += f"{before}{item}"
            before = separator
    return text


def shown_set(items: Any) -> str:
    """Return the text of a set."""
    text = ""
    for item in items:
        text += f"{', ' if text else '{'}{item!r}"
    return f"{text}}}" if text else "set()"


def shown_dict(items: Any) -> str:
    """Return the text of a dict."""
    text, before = "{", ""
    for key, value in items.items():
        text += f"{before}{key!r}: {value!r}"
        before = ", "
    return text + "}"


def changing(items: Any) -> Iterator[Any]:
    """Return the items of a list that is changed while it is iterated."""
    place = 0
    while place < len(items):
        yield items[place]
        place += 1


def enumerated(items: Iterable[Any], start: Any) -> Iterator[Any]:
    """Return ``enumerate(items, start)``."""
    place = start
    for item in items:
        yield place, item
        place += 1


def mapped(function: Callable[..., Any], items: Iterable[Any]) -> Iterator[Any]:
    """Return ``map(function, items)``."""
    for item in items:
        yield function(item)


def filtered(function: Callable[[Any], Any] | None, items: Iterable[Any]) -> Iterator[Any]:
    """Return ``filter(function, items)``."""
    for item in items:
        if item if function is None else function(item):
            yield item


def zipped(before: Others, items: Iterable[Any], after: Others) -> Iterator[Any]:
    """Return ``zip(*before, items, *after)``: each asked for an item as `zip` does, in their order."""
    count_before, at_before = before
    count_after, at_after = after
    place = 0
    if place >= count_before():
        return
    for item in items:
        if place >= count_after():
            return
        yield (*at_before(place), item, *at_after(place))
        place += 1
        if place >= count_before():
            return


def stepped(advance: Callable[[Any], Any], iterator: Any) -> Any:
    """Return an iterator's next item, `STOP` at its end: what it calls may say so, too."""
    try:
        return advance(iterator)
    except StopIteration:
        return STOP


def asked(step: Callable[[], Any]) -> Iterator[Any]:
    """Return the items of an iterator of the program's own, whose `step` returns `STOP` at its end."""
    while True:
        item = step()
        if item is STOP:
            return
        yield item


def numbered(sequence: Any) -> Iterator[Any]:
    """Return the items of an object that is iterated by its ``__getitem__``."""
    place = 0
    while True:
        try:
            item = sequence[place]
        except IndexError:
            return
        yield item
        place += 1


def called(function: Callable[[], Any], sentinel: Any) -> Iterator[Any]:
    """Return ``iter(function, sentinel)``."""
    while True:
        item = function()
        if item == sentinel:
            return
        yield item


class SequenceIterator:
    """Stands for the iterator of an array or list of data."""

    def __init__(self, items: Any) -> None:
        self.items = items
        self.place = 0
        self.ended = False

    def __iter__(self) -> SequenceIterator:
        return self

    def __next__(self) -> Any:
        if self.ended or self.place >= len(self.items):
            self.ended = True
            raise StopIteration
        item = self.items[self.place]
        self.place += 1
        return item


class EntryIterator(SequenceIterator):
    """Stands for the iterator of a dict or set of data, or of the values or items of a dict."""

    def __init__(self, owner: Any, keys: Any, part: str, changed: str) -> None:
        super().__init__(keys)
        self.owner = owner
        self.part = part
        self.changed = changed

    def __next__(self) -> Any:
        if not self.ended and len(self.owner) != len(self.items):
            raise RuntimeError(self.changed)
        key = super().__next__()
        if self.part == "keys":
            return key
        if self.part == "values":
            return self.owner[key]
        return key, self.owner[key]
