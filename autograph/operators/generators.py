"""Generator functions in programs that are traced: run as Python runs them, their statements staged."""

from __future__ import annotations

import contextlib
import functools
import inspect
import types
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import gast

from autograph.converters import Converted, convert
from autograph.runtime.errors import ConversionError
from autograph.tracing.trace import Untraceable, current, register_code

__all__ = ["Manager", "replayed_generator", "staged_generator"]

_HELPER = contextlib.contextmanager(lambda: iter(())).__code__
_CLEANING = (gast.Try, gast.TryStar, gast.With)
_cache: weakref.WeakKeyDictionary[types.FunctionType, Converted] = weakref.WeakKeyDictionary()


def _conversion_of(function: types.FunctionType) -> Converted:
    from autograph import operators  # noqa: PLC0415  (the operators call each other through converted code)

    found = _cache.get(function)
    if found is None:
        try:
            found = convert(function, operators, generators=True)
        except ConversionError as problem:
            raise Untraceable("AG201", f"`{function.__qualname__}`: {problem.msg}") from None
        register_code(found.function.__code__)
        _cache[function] = found
    return found


def _managed(function: types.FunctionType) -> types.FunctionType | None:
    """Return the generator function that ``contextlib.contextmanager`` wraps."""
    wrapped = getattr(function, "__wrapped__", None) if function.__code__ is _HELPER else None
    return wrapped if isinstance(wrapped, types.FunctionType) else None


def staged_generator(function: types.FunctionType) -> Callable[..., Any] | None:
    """Return what stands for a generator function, or a context manager made of one, while tracing."""
    managed = _managed(function)
    if managed is not None:
        return functools.partial(Manager, _conversion_of(managed).function)
    if not inspect.isgeneratorfunction(function):
        return None
    made = _conversion_of(function)
    if any(isinstance(node, _CLEANING) for node in gast.walk(made.tree)):
        raise Untraceable("AG201", f"`{function.__qualname__}`: it may be left inside `try` or `with`")
    return lambda *args, **kwargs: _Steps(made.function(*args, **kwargs))


def replayed_generator(function: types.FunctionType) -> Callable[..., Any] | None:
    """Return the converted form of such a function, for a call that runs again as Python."""
    managed = _managed(function)
    try:
        if managed is not None:
            return contextlib.contextmanager(_conversion_of(managed).function)
        return _conversion_of(function).function if inspect.isgeneratorfunction(function) else None
    except Untraceable:
        return None


class _Steps:
    """A generator of a program that is traced, all of whose steps belong to one block of the graph."""

    def __init__(self, steps: Any) -> None:
        self.steps = steps
        self.region = _region()

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        if _region() is not self.region:
            raise Untraceable("AG202", "a generator made outside the branch or loop that uses it")
        item = next(self.steps)
        if _region() is not self.region:
            raise Untraceable("AG202", "`yield` in a branch or loop on data")
        return item


class Manager:
    """A context manager made of a generator function, in a program that is traced."""

    def __init__(self, function: types.FunctionType, *args: Any, **kwargs: Any) -> None:
        self.steps = _Steps(function(*args, **kwargs))

    def __enter__(self) -> Any:
        """Run up to the ``yield``."""
        return next(self.steps)

    def __exit__(self, *error: Any) -> None:
        """Run the rest."""
        for _ in self.steps:
            raise RuntimeError("generator didn't stop")


def _region() -> Any:
    trace = current()
    assert trace is not None
    return trace.region
