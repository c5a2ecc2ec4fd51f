"""Which objects are no more than their attributes, so that a graph can hold and change them."""

from __future__ import annotations

import contextlib
import enum
import struct
import types
import weakref
from typing import Any

from autograph.decorated import as_written

__all__ = ["attributes_of", "bare", "dict_of", "has_own_lookup", "is_plain_class", "is_plain_object"]

_POINTER = struct.calcsize("P")
_HEAP = 1 << 9
"""The flag of classes made by Python code."""


def is_plain_object(value: Any) -> bool:
    """Whether `value` is an instance of a class written in Python, all of whose state is attributes.

    A `SimpleNamespace` is taken for one.
    """
    return is_plain_class(type(value))


def is_plain_class(kind: type) -> bool:
    """Whether the instances of a class are such objects."""
    if issubclass(kind, BaseException):
        return False
    known = _plain_classes.get(kind)
    if known is None:
        known = _plain_classes[kind] = _is_plain_class(kind)
    return known


_plain_classes: weakref.WeakKeyDictionary[type, bool] = weakref.WeakKeyDictionary()


def _is_plain_class(kind: type) -> bool:
    if kind is types.SimpleNamespace:
        return True
    if kind.__module__ in ("builtins", "autograph.function") or issubclass(kind, enum.Enum):
        return False
    if has_own_lookup(kind) or hasattr(kind, "__del__"):  # what stands for an object in a trace ends, too
        return False
    if not isinstance(as_written(getattr(kind, "__next__", _is_plain_class)), types.FunctionType):
        return False  # an iterator written in C, which holds more than attributes
    return all(
        owner is object or owner.__flags__ & _HEAP for owner in kind.__mro__
    ) and kind.__basicsize__ <= object.__basicsize__ + _POINTER * (2 + _slots(kind))


def bare(kind: type) -> Any:
    """Return an object of such a class without attributes; a `__new__` of the program is not called."""
    made: Any = next(owner for owner in kind.__mro__ if not owner.__flags__ & _HEAP)
    return made.__new__(kind)


def has_own_lookup(kind: type) -> bool:
    """Whether a class decides how each of its attributes is found, so that to look at one may do anything."""
    known = _own_lookups.get(kind)
    if known is None:
        known = _own_lookups[kind] = any(
            _decides_lookups(owner)
            for owner in kind.__mro__
            if owner is not object and "_autograph_class" not in vars(owner)
        )
    return known


def _decides_lookups(owner: type) -> bool:
    found = vars(owner)
    return "__class__" in found or isinstance(as_written(found.get("__getattribute__")), types.FunctionType)


_own_lookups: weakref.WeakKeyDictionary[type, bool] = weakref.WeakKeyDictionary()


def _slots(kind: type) -> int:
    """Return how many slots instances have beside their dict."""
    found = 0
    for owner in kind.__mro__:
        names = owner.__dict__.get("__slots__", ())
        found += 1 if isinstance(names, str) else len(tuple(names))
    return found


def dict_of(value: Any) -> dict[str, Any] | None:
    """Return the ``__dict__`` of an object without asking its `__getattr__`; None if it has none."""
    try:
        found = object.__getattribute__(value, "__dict__")
    except AttributeError:
        return None
    return found if type(found) is dict else None


def attributes_of(instance: Any) -> dict[str, Any]:
    """Return the attributes of an instance, those in slots among them."""
    found = dict(dict_of(instance) or {})
    for owner in type(instance).__mro__:
        names = owner.__dict__.get("__slots__", ())
        for name in (names,) if isinstance(names, str) else names:
            if name in ("__dict__", "__weakref__"):
                continue
            with contextlib.suppress(AttributeError):  # not assigned
                found[name] = object.__getattribute__(instance, name)
    if isinstance(instance, BaseException):
        found["args"] = instance.args
    return found
