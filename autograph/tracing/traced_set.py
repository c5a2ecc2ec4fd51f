"""The sets of the program being traced: ordinary ones until data is a member."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from autograph.tracing.keyed import KeyedContainer, KnownItems, handle_in, is_keyed
from autograph.tracing.nothing import Absorbing
from autograph.tracing.staged_errors import tried
from autograph.tracing.trace import Untraceable
from autograph.tracing.traced_dict import is_keys
from autograph.tracing.watching import register

__all__ = ["SetContents", "TracedFrozen", "TracedSet"]


def _methods() -> Any:
    from autograph.tracing import set_methods  # noqa: PLC0415  (the methods make sets)

    return set_methods


def _algebra() -> Any:
    from autograph.tracing import set_algebra  # noqa: PLC0415  (it makes sets)

    return set_algebra


class SetContents(frozenset[Any]):
    """What a set whose members are known holds.

    Attributes
    ----------
    ordered : bool
        Whether a set to which more members are added one by one can be made again as it then is.
    """

    ordered = False


class TracedSet(Absorbing, KeyedContainer, set[Any]):
    """A set of the program; once data is a member, its members are kept in arrays.

    Attributes
    ----------
    callers : frozenset or None
        What it held at the call, if it is the caller's.
    listed : bool
        Whether it stands for an iterable that is no set, whose items an intersection takes.
    itself : set or None
        Python's own set that it was made of, never changed: a copy may give its members in another order.
    """

    callers: frozenset[Any] | None = None
    listed = False
    itself: set[Any] | None = None

    def __init__(self, items: Any = ()) -> None:
        super().__init__(items)
        if type(items) is set:
            self.itself = items
        register(self)

    def in_order(self) -> set[Any]:
        """Return a set of the members, which are known, that gives them in Python's order."""
        itself = self.itself
        return itself if itself is not None and set.__eq__(self, itself) else self

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
        tried(super().remove, item)

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

    def pop(self) -> Any:
        """Remove and return a member."""
        self.need_known("to take one out")
        return tried(super().pop)

    def __contains__(self, item: Any) -> Any:
        self.need_known("to look for one outside of `in`")
        return super().__contains__(item)

    def __eq__(self, other: object) -> Any:
        if self.keyed is not None or is_keyed(other) or is_keys(other, keyed=True):
            return _methods().equal(self, other)
        return super().__eq__(other)

    def __ne__(self, other: object) -> Any:
        if self.keyed is not None or is_keyed(other) or is_keys(other, keyed=True):
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
        return KnownItems(self, set.__iter__(self.in_order()), set.__len__(self))


def _operation(name: str) -> Callable[..., Any]:
    """Return a method: Python's own where the members are known, one of whole columns where some are data."""
    plain: Any = getattr(set, name)
    is_operator = name.startswith("__")

    def method(self: TracedSet, *others: Any) -> Any:
        if not is_operator:
            others = tuple(map(_methods().as_set, others))
        elif not all(isinstance(other, set | frozenset) or is_keys(other) for other in others):
            return NotImplemented
        if is_keyed(self) or any(is_keyed(other) or is_keys(other, keyed=True) for other in others):
            return _algebra().OPERATIONS[name](self, *others)
        made = plain(self, *others) if name in _CHANGES else plain(*map(_ordered, (self, *others)))
        return TracedSet(made) if type(made) is set else made

    return method


def _ordered(value: Any) -> Any:
    return value.in_order() if isinstance(value, TracedSet) else value


def _reflected(name: str) -> Callable[..., Any]:
    """Return the method for an operator whose first operand is a set that is none of the program's."""

    def method(self: TracedSet, other: Any) -> Any:
        return getattr(TracedSet(other), name)(self) if isinstance(other, set) else NotImplemented

    return method


_NAMES = (
    "difference", "difference_update", "intersection", "intersection_update", "isdisjoint", "issubset",
    "issuperset", "symmetric_difference", "symmetric_difference_update", "union",
    *(f"__{name}__" for name in ("and", "or", "sub", "xor", "iand", "isub", "ixor", "lt", "le", "gt", "ge")),
)  # fmt: skip
_CHANGES = tuple(name for name in _NAMES if name.endswith("_update") or name.startswith("__i"))
"""The methods that change the set itself."""

for _name in _NAMES:
    setattr(TracedSet, _name, _operation(_name))
for _name in ("and", "or", "sub", "xor"):
    setattr(TracedSet, f"__r{_name}__", _reflected(f"__{_name}__"))


class TracedFrozen(frozenset[Any]):
    """A frozenset of the program, which may meet sets of data.

    Attributes
    ----------
    itself : frozenset
        Python's own one.
    """

    stands_for = frozenset
    listed = False
    itself: frozenset[Any]

    @classmethod
    def of(cls, value: frozenset[Any]) -> TracedFrozen:
        """Return what stands for a frozenset."""
        made = cls(value)
        made.itself = value
        return made

    def __iter__(self) -> Iterator[Any]:
        return iter(self.itself)

    def __repr__(self) -> str:
        return repr(self.itself)

    def __ne__(self, other: object) -> Any:
        return _methods().unequal(self, other) if is_keyed(other) else frozenset.__ne__(self, other)


def _frozen_operation(name: str) -> Callable[..., Any]:
    plain: Any = getattr(frozenset, name)
    asks = name in _QUESTIONS

    def method(self: TracedFrozen, *others: Any) -> Any:
        if any(is_keyed(other) or is_keys(other, keyed=True) for other in others):
            if not asks:
                raise Untraceable("AG105", "a frozenset of data")
            return _algebra().OPERATIONS[name](self, *others)
        made = plain(self, *others)
        return TracedFrozen.of(made) if type(made) is frozenset else made

    return method


_QUESTIONS = ("isdisjoint", "issubset", "issuperset", "__eq__", "__ge__", "__gt__", "__le__", "__lt__")
for _name in (*_QUESTIONS, "__and__", "__or__", "__sub__", "__xor__", "union", "intersection", "difference"):
    setattr(TracedFrozen, _name, _frozen_operation(_name))
TracedFrozen.__hash__ = frozenset.__hash__  # type: ignore[method-assign]
