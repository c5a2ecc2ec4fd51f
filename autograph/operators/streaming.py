"""Iterators while tracing: generators that loops drive, and objects with ``__next__`` or ``__getitem__``."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable
from typing import Any

from autograph import combining, streams
from autograph.advancing import Advancing
from autograph.decorated import as_written
from autograph.operators.algorithms import traced
from autograph.operators.generators import Steps, ending_by_value
from autograph.operators.own_methods import converted_now, method_of
from autograph.streams import STOP, SequenceIterator
from autograph.tracing.alternatives import without
from autograph.tracing.keyed import KeyedContainer
from autograph.tracing.staged_errors import last_step, never
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import emit
from autograph.tracing.traced_deque import is_queue
from autograph.tracing.traced_dict import DictView
from autograph.tracing.traced_list import TracedList
from autograph.tracing.traced_set import TracedSet

__all__ = [
    "ITERTOOLS",
    "SequenceIterator",
    "advanced",
    "changing_from",
    "enumerated",
    "filtered",
    "is_stream",
    "iterator_of",
    "listed",
    "mapped",
    "streamed_from",
    "zipped",
]

enumerated = traced(streams.enumerated)
changing = traced(streams.changing)
filtered = traced(streams.filtered)
listed = traced(streams.listed)
mapped = traced(streams.mapped)
zipped = traced(streams.zipped)
_asked = traced(streams.asked)
_called = traced(streams.called)
_numbered = traced(streams.numbered)
_stepped = traced(streams.stepped)
_sequence_iterator = traced(streams.SequenceIterator)
_entry_iterator = traced(streams.EntryIterator)


def changing_from(iterable: Any) -> Callable[[], Any] | None:
    """Return what makes an iterator that looks the items of a list up one by one.

    None for a deque, whose iterators raise where it has been changed, and for what is no list.
    """
    is_list = isinstance(iterable, TracedList) and not is_queue(type(iterable))
    return functools.partial(changing, iterable) if is_list else None


ITERTOOLS = {
    getattr(itertools, name): traced(getattr(combining, name))
    for name in combining.__all__
    if hasattr(itertools, name)
}
"""What stands for the iterators of `itertools` while tracing."""
ITERTOOLS[itertools.chain.from_iterable] = traced(combining.from_iterable)


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
    iterator = converted_now(iterate)(value)
    return _asked(functools.partial(_next, iterator)) if method_of(iterator, "__next__") else iterator


def iterator_of(value: Any, *sentinel: Any) -> Any:
    """Return ``iter(value, *sentinel)``."""
    if sentinel:
        return _called(value, *sentinel)
    iterate = method_of(value, "__iter__")
    if iterate is not None:
        return converted_now(iterate)(value)
    if isinstance(value, KeyedContainer | DictView):
        return _iterator_of_entries(value)
    return _sequence_iterator(value)


def _iterator_of_entries(value: Any) -> Any:
    from autograph.operators.collecting import list_  # noqa: PLC0415  (lists are made of iterators)

    owner, part = (value.owner, value.part) if isinstance(value, DictView) else (value, "keys")
    name = "Set" if isinstance(owner, TracedSet) else "dictionary"
    return _entry_iterator(owner, list_(owner), part, f"{name} changed size during iteration")


def advanced(iterator: Any, *default: Any) -> Any:
    """Return ``next(iterator, *default)`` of an iterator of the program's own."""
    from autograph.operators.comparison import is_  # noqa: PLC0415  (containers are made of iterators)
    from autograph.operators.truth import if_exp  # noqa: PLC0415  (containers are made of iterators)

    item = _next(iterator)
    ended = is_(item, STOP)
    if not isinstance(ended, Tensor):
        return item if not ended else default[0] if default else never(StopIteration())
    if default:
        return if_exp(ended, lambda: default[0], lambda: without(item, ended))
    with last_step():
        emit("raise_if", ended, exception=StopIteration, name="StopIteration")
    return without(item, ended)


def _next(iterator: Any) -> Any:
    method = as_written(type(iterator).__next__)
    if isinstance(iterator, Advancing):
        return converted_now(method)(iterator)
    ends_itself = "StopIteration" in method.__code__.co_names
    return _stepped(ending_by_value(method) if ends_itself else method, iterator)
