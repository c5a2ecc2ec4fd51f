"""Builtins that make iterators: loops of the graph where one is used once, else objects with a place."""

from __future__ import annotations

import builtins
import dataclasses
import itertools
import sys
from collections.abc import Callable
from typing import Any

from autograph import advancing
from autograph.operators import iteration
from autograph.operators.algorithms import traced
from autograph.operators.generators import Steps
from autograph.operators.streaming import ITERTOOLS, filtered, is_stream
from autograph.streams import STOP
from autograph.tracing.alternatives import without
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import current, site

__all__ = ["ITERATORS", "present"]


def _filter(function: Any, iterable: Any) -> Any:
    if iteration.is_data(iterable) or is_stream(iterable):
        iteration.need_items(iterable)
        return filtered(function, iterable)
    from autograph.operators.calls import converted  # noqa: PLC0415  (it knows the builtins)

    return Steps(filter(function if function is None else converted(function), iterable))


def _count(start: Any = 0, step: Any = 1) -> Any:
    made = ITERTOOLS[itertools.count](start, step)
    if type(start) is int and type(step) is int:
        made.indexed = lambda: (sys.maxsize, lambda i: start + step * i)
    return made


def _repeat(item: Any, *times: Any) -> Any:
    made = ITERTOOLS[itertools.repeat](item, *times)
    if not times:
        made.indexed = lambda: (sys.maxsize, lambda _: item)
    return made


def _resumed(kind: type, make: Callable[..., Any]) -> Callable[..., Any]:
    """Return what stands for a builtin: what `make` makes, or where that is used twice a `kind`."""
    advancing_kind = traced(kind)

    def made(*args: Any, **named: Any) -> Any:
        trace = current()
        assert trace is not None
        origin = ("loop", "iterator", site())
        if origin in trace.decisions.static:
            return advancing_kind(*args, **named)
        found = make(*args, **named)
        if isinstance(found, iteration.Rounds):
            return dataclasses.replace(found, origin=origin)
        if isinstance(found, Steps):
            found.origin = origin
        return found

    return made


def present(item: Any) -> Any:
    """Return an item that is no `STOP`, as what it is then."""
    from autograph.operators.comparison import is_  # noqa: PLC0415  (containers are made of iterators)

    ended = is_(item, STOP)
    return without(item, ended) if isinstance(ended, Tensor) else item


ITERATORS = {
    advancing.present: present,
    builtins.enumerate: _resumed(advancing.Enumerated, iteration.enumerate_),
    builtins.filter: _resumed(advancing.Filtered, _filter),
    builtins.map: _resumed(advancing.Mapped, iteration.map_),
    builtins.reversed: _resumed(advancing.Reversed, iteration.reversed_),
    builtins.zip: _resumed(advancing.Zipped, iteration.zip_),
    itertools.count: _resumed(advancing.Counted, _count),
    itertools.cycle: _resumed(advancing.Cycled, ITERTOOLS[itertools.cycle]),
    itertools.islice: _resumed(advancing.Sliced, ITERTOOLS[itertools.islice]),
    itertools.repeat: _resumed(advancing.Repeated, _repeat),
}
"""What stands for the builtins, and for some iterators of `itertools`, while tracing."""
