"""Callables of classes that are not looked into: whether what they were made of is there at every call."""

from __future__ import annotations

import gc
import types
from typing import Any

from autograph.decorated import Decorated
from autograph.tracing.trace import is_converted

__all__ = ["is_of_one_trace"]

_MOST = 10_000
"""Objects that are looked at; what leads to more is taken for one that may not outlive the trace."""
_OUTSIDE = (type, types.ModuleType, Decorated)


def is_of_one_trace(value: Any) -> bool:
    """Whether an object leads to what stands for data, or to a function made while tracing.

    ``functools.partial(f, x)`` and ``operator.itemgetter(n)`` do so where `x` or `n` is data.
    """
    waiting, seen = [value], {id(value)}
    while waiting and len(seen) < _MOST:
        item = waiting.pop()
        if isinstance(item, types.FunctionType):
            if is_converted(item.__code__):
                return True
            continue  # one from outside
        if type(item).__module__.startswith(("autograph.tracing", "autograph.operators")):
            return True
        for inner in gc.get_referents(item):
            if id(inner) not in seen and not isinstance(inner, _OUTSIDE):
                seen.add(id(inner))
                waiting.append(inner)
    return bool(waiting)
