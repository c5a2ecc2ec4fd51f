"""A function under ``np.errstate`` as a decorator in, one that sets the same in a ``with`` out."""

from __future__ import annotations

import functools
import types
import weakref
from typing import Any

import numpy as np

__all__ = ["with_settings"]

_WRAPPER = getattr(np.errstate()(lambda: None), "__code__", None)
_NO_CALL = (None, getattr(np.errstate(), "_call", None))
_known: weakref.WeakKeyDictionary[types.FunctionType, Any] = weakref.WeakKeyDictionary()
_NAMES = ("all", "divide", "over", "under", "invalid")


def with_settings(function: types.FunctionType) -> types.FunctionType:
    """Return a function that does what one decorated with ``np.errstate`` does; any other as it is."""
    if function.__code__ is not _WRAPPER or function.__code__.co_freevars != ("func", "self"):
        return function
    inner, manager = (cell.cell_contents for cell in function.__closure__ or ())
    known: types.FunctionType | None = _known.get(function)
    states = {name: getattr(manager, f"_{name}", None) for name in (*_NAMES, "call")}
    if known is None and states.pop("call") in _NO_CALL:
        known = _known[function] = _under(inner, states)
        functools.update_wrapper(known, function)
    return known or function


def _under(function: Any, states: dict[str, Any]) -> Any:
    def inner(*args: Any, **kwargs: Any) -> Any:
        with np.errstate(**states):
            return function(*args, **kwargs)

    return inner
