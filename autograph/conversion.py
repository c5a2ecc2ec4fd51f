"""The converted form of a function, as a function and as text."""

from __future__ import annotations

import functools
import types
from collections.abc import Callable
from typing import Any

from autograph.operators.calls import conversion_of
from autograph.runtime.errors import ConversionError

__all__ = ["convert", "to_code"]


def _python(function: Any) -> types.FunctionType:
    target = getattr(function, "original", function)
    if isinstance(target, types.MethodType | staticmethod | classmethod):
        target = target.__func__
    if not isinstance(target, types.FunctionType):
        raise ConversionError(f"expected a Python function, got {type(target).__name__}")
    return target


def convert(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the converted function alone; on ordinary Python values it behaves as `function` does.

    Raises
    ------
    ConversionError
        If the function has no source, or is a generator or a coroutine.
    """
    if isinstance(function, functools.partial):
        return functools.partial(convert(function.func), *function.args, **function.keywords)
    made: Any = conversion_of(_python(function)).function
    target = getattr(function, "original", function)
    return types.MethodType(made, target.__self__) if isinstance(target, types.MethodType) else made


def to_code(function: Callable[..., Any]) -> str:
    """Return the source of the converted function.

    Raises
    ------
    ConversionError
        If the function has no source, or is a generator or a coroutine.
    """
    return conversion_of(_python(function)).source
