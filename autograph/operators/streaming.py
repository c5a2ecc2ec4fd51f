"""Iterators while tracing: generators that loops drive, and objects with ``__next__`` or ``__getitem__``."""

from __future__ import annotations

import functools
import types
from collections.abc import Callable
from typing import Any

from autograph import streams
from autograph.operators.algorithms import traced
from autograph.operators.generators import Steps, ending_by_value
from autograph.streams import SequenceIterator
from autograph.tracing.plain import is_plain_object
from autograph.tracing.watching import is_mutable

__all__ = [
    "SequenceIterator",
    "advanced",
    "enumerated",
    "filtered",
    "is_stream",
    "iterator_of",
    "listed",
    "mapped",
    "method_of",
    "streamed_from",
    "zipped",
]

enumerated = traced(streams.enumerated)
filtered = traced(streams.filtered)
listed = traced(streams.listed)
mapped = traced(streams.mapped)
zipped = traced(streams.zipped)
_advanced = traced(streams.advanced)
_asked = traced(streams.asked)
_called = traced(streams.called)
_numbered = traced(streams.numbered)
_sequence_iterator = traced(streams.SequenceIterator)


def method_of(value: Any, name: str) -> Callable[..., Any] | None:
    """Return a method written in Python of the class of an object of the program; None if it has none."""
    method = getattr(type(value), name, None) if is_mutable(value) and is_plain_object(value) else None
    return method if isinstance(method, types.FunctionType) else None


def is_stream(value: Any) -> bool:
    """Whether a loop drives what gives the items of an iterable."""
    if isinstance(value, Steps):
        return value.is_drivable
    return method_of(value, "__iter__") is not None or method_of(value, "__getitem__") is not None


def streamed_from(value: Any) -> Any:
    """Return what a loop over an iterable goes over: a generator, where the program says how it goes on."""
    iterate = method_of(value, "__iter__")
    if iterate is None:
        return value if method_of(value, "__getitem__") is None else _numbered(value)
    iterator = _converted(iterate)(value)
    return _asked(functools.partial(_next, iterator)) if method_of(iterator, "__next__") else iterator


def iterator_of(value: Any, *sentinel: Any) -> Any:
    """Return ``iter(value, *sentinel)``."""
    if sentinel:
        return _called(value, *sentinel)
    iterate = method_of(value, "__iter__")
    return _sequence_iterator(value) if iterate is None else _converted(iterate)(value)


def advanced(iterator: Any, *default: Any) -> Any:
    """Return ``next(iterator, *default)`` of an iterator of the program's own."""
    return _advanced(functools.partial(_next, iterator), *default)


def _next(iterator: Any) -> Any:
    return ending_by_value(type(iterator).__next__)(iterator)


def _converted(method: Callable[..., Any]) -> Callable[..., Any]:
    from autograph.operators.calls import converted  # noqa: PLC0415  (it knows of the iterators)

    return converted(method)  # type: ignore[no-any-return]
