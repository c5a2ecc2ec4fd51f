"""Identities of objects that a trace took apart or made: they tell these from each other, no more."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NoReturn

from autograph.tracing.lifting import is_static
from autograph.tracing.own_classes import class_of
from autograph.tracing.trace import Untraceable
from autograph.tracing.watching import is_mutable

__all__ = ["Identity", "hash_of", "identity_of", "require_static", "tell"]

_ASKED = """
abs add and bool ceil divmod float floor floordiv format ge gt int invert le lshift lt mod mul neg
or pos pow radd rand rdivmod repr rfloordiv rlshift rmod rmul ror round rpow rrshift rshift rsub
rtruediv rxor str sub truediv trunc xor
"""


class Identity(int):
    """The identity of an object as the trace knows it, or its hash: equal where the objects are the same.

    What a call has lies elsewhere in memory, so that whatever depends on the number is Python's.
    """

    __hash__ = int.__hash__

    def __eq__(self, other: object) -> bool:
        return int.__eq__(self, other) if isinstance(other, Identity) else self.refuse()

    def __ne__(self, other: object) -> bool:
        return not self == other

    def refuse(self, *_: Any) -> NoReturn:
        """Refuse to tell the number."""
        raise Untraceable("AG101", "the identity of an object")


for _name in _ASKED.split():
    setattr(Identity, f"__{_name}__", Identity.refuse)


def identity_of(value: Any) -> int:
    """Return ``id(value)``, which the object of each call has anew, unless it is taken as it is."""
    return id(value) if is_static(value) else Identity(id(value))


def hash_of(value: Any) -> int:
    """Return ``hash(value)``, made of the identities of objects or not."""
    return Identity(hash(value)) if _has_identity(value) else hash(value)


def _has_identity(value: Any) -> bool:
    if isinstance(value, tuple):
        return any(map(_has_identity, value))
    own: Any = type(value).__hash__
    return own is object.__hash__ and not is_static(value)


def tell(*values: Any) -> None:
    """Refuse identities among values that Python would write without asking them."""
    for value in values:
        if isinstance(value, Identity):
            value.refuse()


def require_static(keys: Iterable[Any]) -> None:
    """Refuse keys of a dict that is left behind that stand for objects or identities of the call."""
    for key in keys:
        if isinstance(key, tuple):
            require_static(key)
        elif is_mutable(key) or isinstance(key, Identity):
            raise Untraceable("AG105", f"a {class_of(key).__qualname__} as a key of a dict left behind")
