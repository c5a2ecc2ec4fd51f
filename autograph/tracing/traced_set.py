"""The sets of the program being traced: ordinary ones until data is a member."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from autograph.tracing.keyed import KeyedContainer, KnownItems, handle_in, is_keyed
from autograph.tracing.watching import register

__all__ = ["SetContents", "TracedSet"]


def _methods() -> Any:
    from autograph.tracing import set_methods  # noqa: PLC0415  (the methods make sets)

    return set_methods


class SetContents(frozenset[Any]):
    """What a set whose members are known holds.

    Attributes
    ----------
    ordered : bool
        Whether a set to which more members are added one by one can be made again as it then is.
    """

    ordered = False


class TracedSet(KeyedContainer, set[Any]):
    """A set of the program; once data is a member, its members are kept in arrays.

    Attributes
    ----------
    callers : frozenset or None
        What it held at the call, if it is the caller's.
    """

    callers: frozenset[Any] | None = None

    def __init__(self, items: Any = ()) -> None:
        super().__init__(items)
        register(self)

    def _by_data(self, item: Any) -> bool:
        return self.keyed is not None or handle_in(item) is not None

    def known_members(self) -> SetContents:
        """Return the members, which are known."""
        made = SetContents(set.__iter__(self))
        made.ordered = not made or made == self.callers
        return made

    def add(self, item: Any) -> None:
        """Add a member."""
        if self._by_data(item):
            _methods().add(self, item)
            return
        super().add(item)

    def remove(self, item: Any) -> None:
        """Remove a member."""
        if self._by_data(item):
            _methods().remove(self, item)
            return
        super().remove(item)

    def discard(self, item: Any) -> None:
        """Remove a member, if it is one."""
        if self._by_data(item):
            _methods().discard(self, item)
            return
        super().discard(item)

    def clear(self) -> None:
        """Remove all members."""
        self.keyed = None
        super().clear()

    def copy(self) -> TracedSet:
        """Return a set of the same members."""
        made: TracedSet = _methods().copied(self)
        return made

    def update(self, *others: Any) -> None:
        """Add the members of other iterables."""
        for other in others:
            _methods().update(self, other)

    def __ior__(self, other: Any) -> Any:  # type: ignore[misc]
        if not isinstance(other, set | frozenset):
            return NotImplemented
        self.update(other)
        return self

    def __contains__(self, item: Any) -> Any:
        self.need_known("to look for one outside of `in`")
        return super().__contains__(item)

    def __eq__(self, other: object) -> Any:
        if self.keyed is not None or is_keyed(other):
            return _methods().equal(self, other)
        return super().__eq__(other)

    def __ne__(self, other: object) -> Any:
        if self.keyed is not None or is_keyed(other):
            return _methods().unequal(self, other)
        return super().__ne__(other)

    def __len__(self) -> int:
        self.need_known("as the length of a set")
        return super().__len__()

    def __bool__(self) -> bool:
        return len(self) > 0

    __hash__ = None

    def __repr__(self) -> str:
        self.need_known("for the text of a set")
        return super().__repr__()

    def __iter__(self) -> Iterator[Any]:
        self.need_known("to iterate a set")
        return KnownItems(self, super().__iter__())


def _of_known(name: str) -> Callable[..., Any]:
    plain: Any = getattr(set, name)

    def method(self: TracedSet, *others: Any) -> Any:
        self.need_known("for an operation of sets")
        for other in others:
            if is_keyed(other):
                other.need_known("for an operation of sets")
        made = plain(self, *others)
        return TracedSet(made) if type(made) is set else made

    return method


_KNOWN = (
    "pop", "difference", "difference_update", "intersection", "intersection_update", "isdisjoint",
    "issubset", "issuperset", "symmetric_difference", "symmetric_difference_update", "union",
    *(f"__{name}__" for name in (
        "and", "iand", "isub", "ixor", "or", "rand", "ror", "rsub", "rxor", "sub", "xor",
        "lt", "le", "gt", "ge",
    )),
)  # fmt: skip
"""What a set does only where its members are known."""

for _name in _KNOWN:
    setattr(TracedSet, _name, _of_known(_name))
