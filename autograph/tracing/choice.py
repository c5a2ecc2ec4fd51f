"""A tuple, list or dict of the program, or an object such as None where data says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from autograph.tracing.flags import negated
from autograph.tracing.tensor import Alternative
from autograph.tracing.text import Text
from autograph.tracing.trace import Untraceable, emit

__all__ = ["Choice", "settled"]


class Choice:
    """What a variable is that holds a container on some paths only.

    Python that looks into it takes it for the container: the kernel's run is staked on that.

    Attributes
    ----------
    value : object
        The container.
    alternatives : tuple of Alternative
        The objects that it may be instead.
    """

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, value: Any, alternatives: tuple[Alternative, ...]) -> None:
        self.value = value
        self.alternatives = alternatives

    def settle(self) -> Any:
        """Return the container, staking the run on its being one."""
        for alternative in self.alternatives:
            emit("assume", emit("logical_not_py", alternative.tag), reason="no container here")
        return self.value

    def without(self, tag: Any) -> Any:
        """Return what it is where `tag` is false."""
        rest = tuple(a for a in self.alternatives if a.tag.key != tag.key)
        return Choice(self.value, rest) if rest else self.value

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

    def __eq__(self, other: object) -> Any:
        if other is None or (isinstance(other, str) and not isinstance(self.value, Text)):
            return self.is_object(other)
        return self.settle() == settled(other)

    def __ne__(self, other: object) -> Any:
        return negated(self == other)


def settled(value: Any) -> Any:
    """Return a choice as its container, anything else as it is."""
    return value.settle() if isinstance(value, Choice) else value
