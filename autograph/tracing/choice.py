"""A tuple, list or dict of the program, or an object such as None where data says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from autograph.tracing.flags import negated
from autograph.tracing.tensor import Alternative
from autograph.tracing.text import Text
from autograph.tracing.trace import Untraceable, emit

__all__ = ["OWN_NAMES", "Choice", "content_of", "settled"]


class Choice:
    """What a variable is that holds a container on some paths only.

    Python that looks into it takes it for the container: the kernel's run is staked on that.

    An attribute that is none of a choice's own is the container's.

    Parameters
    ----------
    content : object
        The container.
    alternatives : tuple of Alternative
        The objects that it may be instead.
    """

    __slots__ = ("_content", "alternatives")

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, content: Any, alternatives: tuple[Alternative, ...]) -> None:
        object.__setattr__(self, "_content", content)
        object.__setattr__(self, "alternatives", alternatives)

    def settle(self) -> Any:
        """Return the container, staking the run on its being one."""
        for alternative in self.alternatives:
            emit("assume", emit("logical_not_py", alternative.tag), reason="no container here")
        return self._content

    def without(self, tag: Any) -> Any:
        """Return what it is where `tag` is false."""
        rest = tuple(a for a in self.alternatives if a.tag.key != tag.key)
        return Choice(self._content, rest) if rest else self._content

    def is_object(self, what: Any) -> Any:
        """Return whether it is `what`, an object that is no container: a bool of the program."""
        return next((a.tag for a in self.alternatives if a.what is what), False)

    def __repr__(self) -> str:
        raise Untraceable("AG101", "the text of what data chooses")

    def __iter__(self) -> Iterator[Any]:
        return iter(self.settle())

    def __len__(self) -> int:
        return len(self.settle())

    def __getitem__(self, key: Any) -> Any:
        return self.settle()[key]

    def __setitem__(self, key: Any, value: Any) -> None:
        self.settle()[key] = value

    def __contains__(self, item: Any) -> bool:
        return item in self.settle()

    def __add__(self, other: Any) -> Any:
        return self.settle() + settled(other)

    def __radd__(self, other: Any) -> Any:
        return other + self.settle()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.settle(), name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self.settle(), name, value)

    def __lt__(self, other: Any) -> Any:
        return self.settle() < settled(other)

    def __gt__(self, other: Any) -> Any:
        return self.settle() > settled(other)

    def __le__(self, other: Any) -> Any:
        return self.settle() <= settled(other)

    def __ge__(self, other: Any) -> Any:
        return self.settle() >= settled(other)

    def __eq__(self, other: object) -> Any:
        if other is None or (isinstance(other, str) and not isinstance(self._content, Text)):
            return self.is_object(other)
        return self.settle() == settled(other)

    def __ne__(self, other: object) -> Any:
        return negated(self == other)


def content_of(value: Any) -> Any:
    """Return the container of a variable that holds one on some paths only, anything else as it is."""
    return value._content if isinstance(value, Choice) else value


OWN_NAMES = frozenset(["settle", "without", "is_object", *Choice.__slots__])
"""The attributes that a choice does not look up in its container."""


def settled(value: Any) -> Any:
    """Return a choice as its container, anything else as it is."""
    return value.settle() if isinstance(value, Choice) else value
