"""Attributes whose names stand-ins for data have for themselves: what they stand for has none of these."""

from __future__ import annotations

from typing import Any

from autograph.converters.hidden import HIDDEN
from autograph.tracing.asking import asking
from autograph.tracing.attributes import attribute
from autograph.tracing.choice import Choice
from autograph.tracing.containers import TracedDict, TracedList, TracedSet
from autograph.tracing.tensor import Tensor
from autograph.tracing.text import Text

__all__ = ["getattr_", "hasattr_", "owner", "stands_for"]

_STANDS_FOR: dict[type, type] = {TracedList: list, TracedDict: dict, TracedSet: set, Text: str}


def stands_for(value: Any) -> type | None:
    """Return the class that one of ours stands for, None for any other value."""
    return getattr(type(value), "stands_for", None) or _STANDS_FOR.get(type(value))


class _Asked:
    """What data chooses, asked as one of the program's objects is."""

    def __init__(self, choice: Choice) -> None:
        self.choice = choice

    def __getattr__(self, name: str) -> Any:
        return Choice.__getattr__(self.choice, name)


def owner(value: Any, name: str) -> Any:
    """Return what has the attribute `name` if what the value stands for has it.

    Raises
    ------
    AttributeError
        If that has none.
    """
    if isinstance(value, Tensor):
        attribute(value, name)
    elif isinstance(value, Choice):
        return _Asked(value)
    kind = stands_for(value)
    if kind is not None and not hasattr(kind, name):
        raise AttributeError(f"{kind.__name__!r} object has no attribute {name!r}", name=name, obj=value)
    return value


def getattr_(value: Any, name: str, *default: Any) -> Any:
    """Return ``getattr(value, name, *default)``."""
    if name in HIDDEN:
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
