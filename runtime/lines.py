"""A function of NumPy's and a place in, the same function called from that place out."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import numpy as np

from autograph.runtime.errors import Location

__all__ = ["called_at"]

_DISPATCHED = type(np.sum)
_SPACES: dict[str, dict[str, Any]] = {}
"""The globals of the callers, by file: there Python notes which warnings of a file it has shown."""


def called_at(function: Callable[..., Any], where: Location | None) -> Callable[..., Any]:
    """Return what calls one of NumPy's functions written in Python: they warn of their callers' lines."""
    if where is None or not isinstance(function, _DISPATCHED):
        return function
    return functools.partial(_caller(where.file, where.line), function)


@functools.lru_cache(maxsize=1024)
def _caller(file: str, line: int) -> Callable[..., Any]:
    text = "\n" * (line - 1) + "lambda function, /, *args, **kwargs: function(*args, **kwargs)"
    made: Callable[..., Any] = eval(compile(text, file, "eval"), _SPACES.setdefault(file, {}))
    return made
