"""What a dict or set of the program can be, joined over paths: its keys known, or data."""

from __future__ import annotations

from typing import Any

from autograph.runtime.records import record

__all__ = ["Keying", "Label", "Members", "same_keys"]


def same_keys(one: tuple[Any, ...], two: tuple[Any, ...]) -> bool:
    """Whether two dicts or sets have the same keys, of the same types and in the same order."""
    return len(one) == len(two) and all(type(a) is type(b) and a == b for a, b in zip(one, two, strict=True))


@record(frozen=True, eq=False)
class Members:
    """A set with known members, new on every path."""

    items: tuple[Any, ...]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Members) and same_keys(self.items, other.items)

    __hash__ = None  # type: ignore[assignment]


@record(frozen=True, eq=False)
class Label:
    """A key, or a part of one, that is one of some objects: in the graph its number.

    Attributes
    ----------
    whats : tuple
        The objects.
    codes : tuple of int
        Their numbers, which no other object of the trace has; a character's is its code point.
    is_open : bool
        Whether it may be any character besides.
    """

    whats: tuple[Any, ...]
    codes: tuple[int, ...]
    is_open: bool = False

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Label) and (other.codes, other.is_open) == (self.codes, self.is_open)

    def __hash__(self) -> int:
        return hash(self.codes)


@record(frozen=True)
class Keying:
    """A dict, or a set (without an element), whose keys are data.

    It is what a container holds (`Keyed`), or a new dict or set on every path.
    """

    kind: type
    key: Any
    element: Any
    shrank: bool
