"""The converted form of a function, as a function and as text."""

from __future__ import annotations

import functools
import types
import weakref
from collections.abc import Callable
from typing import Any

from autograph import operators
from autograph.converters.conversion import convert_beside
from autograph.operators.calls import conversion_of, register_conversion
from autograph.runtime.errors import ConversionError
from autograph.tracing.trace import register_code

__all__ = ["convert", "converted_form", "to_code"]


def _python(function: Any) -> types.FunctionType:
    target = getattr(function, "original", function)
    if isinstance(target, types.MethodType | staticmethod | classmethod):
        target = target.__func__
    if not isinstance(target, types.FunctionType):
        raise ConversionError(f"expected a Python function, got {type(target).__name__}")
    return target


def convert(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the converted function alone; on ordinary Python values it behaves as `function` does.

    It holds both forms: it runs as it was written, unless a graph is being made of what calls it.

    Raises
    ------
    ConversionError
        If the function has no source, or is a generator or a coroutine.
    """
    return _made_of(function, _beside)


def converted_form(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the converted form that graphs are made with, which Python's values go through as well.

    Raises
    ------
    ConversionError
        As of `convert`.
    """
    return _made_of(function, lambda target: conversion_of(target).function)


def _made_of(function: Any, make: Callable[[types.FunctionType], types.FunctionType]) -> Callable[..., Any]:
    if isinstance(function, functools.partial):
        return functools.partial(_made_of(function.func, make), *function.args, **function.keywords)
    made = make(_python(function))
    target = getattr(function, "original", function)
    return types.MethodType(made, target.__self__) if isinstance(target, types.MethodType) else made


_made: weakref.WeakKeyDictionary[types.FunctionType, types.FunctionType] = weakref.WeakKeyDictionary()
_holds_both: weakref.WeakSet[types.FunctionType] = weakref.WeakSet()


def _beside(function: types.FunctionType) -> types.FunctionType:
    """Return a function that holds both forms of another, made once."""
    if function in _holds_both:
        return function
    if function not in _made:
        found = conversion_of(function)
        _made[function] = convert_beside(function, found, operators)
        register_code(_made[function].__code__, found.bare_lambdas)
        register_conversion(_made[function], found)
        _holds_both.add(_made[function])
    return _made[function]


def to_code(function: Callable[..., Any]) -> str:
    """Return the source of the converted function.

    Raises
    ------
    ConversionError
        If the function has no source, or is a generator or a coroutine.
    """
    return conversion_of(_python(function)).source
