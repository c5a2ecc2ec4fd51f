"""Attributes whose names stand-ins for data have for themselves: what they stand for has none of these."""

from __future__ import annotations

from typing import Any

from autograph.converters.hidden import HIDDEN
from autograph.tracing.asking import asking
from autograph.tracing.attributes import attribute, class_of_type
from autograph.tracing.boxes import holds_box
from autograph.tracing.choice import Choice
from autograph.tracing.containers import TracedDict, TracedList, TracedSet
from autograph.tracing.function_state import is_outside, outside_attribute
from autograph.tracing.tensor import Tensor
from autograph.tracing.text import Text
from autograph.tracing.trace import Untraceable

__all__ = ["getattr_", "hasattr_", "is_stand_in", "owner", "stands_for"]

_STANDS_FOR: dict[type, type] = {TracedList: list, TracedDict: dict, TracedSet: set, Text: str}


def stands_for(value: Any) -> type | None:
    """Return the class that one of ours stands for, None for any other value."""
    return getattr(type(value), "stands_for", None) or _STANDS_FOR.get(type(value))


def is_stand_in(value: Any) -> bool:
    """Whether Python's own class of a value is one of ours, and not what the program would be told."""
    return isinstance(value, Tensor | Choice) or stands_for(value) is not None


class _Asked:
    """What data chooses, asked as one of the program's objects is."""

    def __init__(self, choice: Choice) -> None:
        self.choice = choice

    def __getattr__(self, name: str) -> Any:
        return Choice.__getattr__(self.choice, name)


def _is_special(name: str) -> bool:
    return name.startswith("__") and name.endswith("__")


def _has_method(kind: type, name: str) -> bool:
    """Whether instances of a class have what a class may have for itself, such as ``__name__``."""
    return any(name in vars(each) for each in kind.__mro__)


def _ask(handle: Tensor, name: str) -> None:
    """Raise where what a handle stands for has no such attribute."""
    if not _is_special(name):
        attribute(handle, name)
        return
    if handle.alternatives or holds_box(handle):
        raise Untraceable("AG101", f"the attribute {name!r} of data of several kinds")
    kind = class_of_type(handle.type)
    if not _has_method(kind, name):
        raise AttributeError(f"{kind.__name__!r} object has no attribute {name!r}", name=name, obj=handle)


def owner(value: Any, name: str) -> Any:
    """Return what has the attribute `name` if what the value stands for has it.

    Raises
    ------
    AttributeError
        If that has none.
    """
    if isinstance(value, Tensor):
        _ask(value, name)
    elif isinstance(value, Choice) and not _is_special(name):
        return _Asked(value)
    kind = stands_for(value)
    if kind is not None and not (_has_method(kind, name) if _is_special(name) else hasattr(kind, name)):
        raise AttributeError(f"{kind.__name__!r} object has no attribute {name!r}", name=name, obj=value)
    return value


def getattr_(value: Any, name: str, *default: Any) -> Any:
    """Return ``getattr(value, name, *default)``."""
    if is_outside(value) and not _is_special(name):
        try:
            return outside_attribute(value, name)
        except AttributeError:
            if default:
                return default[0]
            raise
    if name in HIDDEN or _is_special(name):
        if name == "__class__" and is_stand_in(value):
            raise Untraceable("AG101", "the class of data is asked for by its name")
        try:
            value = owner(value, name)
        except AttributeError:
            if default:
                return default[0]
            raise
    if not default:
        return getattr(value, name)
    with asking():
        return getattr(value, name, *default)


def hasattr_(value: Any, name: str) -> bool:
    """Return ``hasattr(value, name)``."""
    missing = object()
    return getattr_(value, name, missing) is not missing
