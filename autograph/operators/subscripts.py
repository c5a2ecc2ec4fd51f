"""Tuples, texts and dicts of Python's own read at places that are data."""

from __future__ import annotations

import enum
from typing import Any

import numpy as np

from autograph.runtime.types import is_python_scalar, python_type
from autograph.tracing import list_methods
from autograph.tracing.few_items import one_of_few
from autograph.tracing.keyed import handle_in
from autograph.tracing.staged_errors import never
from autograph.tracing.tensor import Tensor, need_value
from autograph.tracing.text import Text
from autograph.tracing.trace import Untraceable, current
from autograph.tracing.traced_dict import TracedDict
from autograph.tracing.traced_list import TracedList
from autograph.tracing.traced_tuple import tupled

__all__ = ["subscripted"]

_FEW = 16
"""So many different characters are told apart one by one."""


def subscripted(value: Any) -> Any:
    """Return what ``value[key]`` is to be asked of: it itself, or what stands for a tuple, text or dict."""
    if current() is None or not (isinstance(value, tuple | str) or type(value) is dict):
        return value
    return _Items(value)


class _Items:
    """A tuple, text or dict that may be asked for what is at a place that is data."""

    __slots__ = ("held",)

    def __init__(self, held: Any) -> None:
        self.held = held

    def __getitem__(self, key: Any) -> Any:
        parts = (key.start, key.stop, key.step) if isinstance(key, slice) else (key,)
        handles = [part for part in parts if isinstance(part, Tensor)]
        if isinstance(self.held, dict):
            return self.held[key] if handle_in(key) is None else TracedDict(self.held)[key]
        if not handles or type(self.held).__getitem__ not in (tuple.__getitem__, str.__getitem__):
            return self.held[key]
        if isinstance(key, slice):
            return _part(self.held, key, handles[0])
        return _item(self.held, key)


def _part(held: Any, key: slice, handle: Tensor) -> Any:
    """Return a slice, a bound of which is data."""
    if isinstance(held, str):
        return Text((held,))[key]
    if not held or not all(map(_is_plain, held)) or _asks_for_sizes(held):
        raise need_value(handle, "as a bound of a slice")
    return tupled(TracedList(held)[key])


def _item(held: Any, key: Tensor) -> Any:
    """Return the item at a place."""
    if not key.alternatives and not _is_int(key):
        sample = np.zeros((), key.type.dtype)
        return held[python_type(key.type.dtype)(sample) if key.type.kind == "python" else sample[()]]
    if isinstance(held, str):
        if len(set(held)) > _FEW:
            return Text((held,))[list_methods.as_index(key)]
        return list_methods.get(TracedList(held), key, "string index out of range") if held else _missing()
    if not held:
        return never(IndexError("tuple index out of range"))
    if _asks_for_sizes(held) or not all(map(_is_plain, held)):
        found = need_value(key, "as an index")
        if not isinstance(found, Untraceable):
            raise found
        return one_of_few(held, list_methods.as_index(key), "tuple index out of range", found)
    return list_methods.get(TracedList(held), key, "tuple index out of range")


def _missing() -> Any:
    return never(IndexError("string index out of range"))


def _is_int(key: Tensor) -> bool:
    return not key.type.ndim and key.type.dtype.kind in ("iub" if key.type.kind == "python" else "iu")


def _is_plain(item: Any) -> bool:
    """Whether an item is a number, a text or the like, or a tuple of these."""
    if isinstance(item, tuple):
        return all(map(_is_plain, item))
    if isinstance(item, Tensor):
        return item.type.is_scalar
    return is_python_scalar(item) or isinstance(item, np.generic | str | bytes | type(None) | enum.Enum)


def _asks_for_sizes(held: tuple[Any, ...]) -> bool:
    """Whether an item is the size of an array, of which more is known than its number."""
    return any(isinstance(item, Tensor) and item.size_symbol is not None for item in held)
