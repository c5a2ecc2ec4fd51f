"""Iterators of `itertools` that, in programs that are traced, read everything before it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograph import combining, grouping
from autograph.operators.algorithms import traced
from autograph.operators.left_behind import Begun
from autograph.operators.own_methods import converted_now
from autograph.tracing.ranges import SymbolicRange
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import Untraceable, current

__all__ = ["groupby", "zip_longest"]

_READ_AT_ANY_TIME = (Tensor, np.ndarray, list, tuple, dict, set, frozenset, str, range, SymbolicRange)
"""Those whose items are the same whenever they are read, and are read without a call of the program."""
_grouped = traced(grouping.groupby)
_zipped = traced(combining.zip_longest)


def groupby(iterable: Any, key: Any = None) -> Any:
    """Return ``itertools.groupby(iterable, key)``.

    Raises
    ------
    Untraceable
        If it would show that a group is read early: by what a key does, or an iterator has left.
    """
    _require_still(iterable)
    return _grouped(iterable, None if key is None else _quiet(key))


def zip_longest(*iterables: Any, fillvalue: Any = None) -> Any:
    """Return ``itertools.zip_longest(*iterables, fillvalue=fillvalue)``.

    Raises
    ------
    Untraceable
        If what an iterator has left would show that it is read early.
    """
    for iterable in iterables:
        _require_still(iterable)
    return _zipped(*iterables, fillvalue=fillvalue)


def _require_still(iterable: Any) -> None:
    if not isinstance(iterable, _READ_AT_ANY_TIME):
        raise Untraceable("AG202", "what an iterator gives is read before it is asked for")


def _quiet(key: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return a key that may not do more than return its result."""
    rank = converted_now(key)

    def quiet(item: Any) -> Any:
        trace = current()
        assert trace is not None
        begun = Begun(trace)
        found = rank(item)
        if begun.has_left():
            raise Untraceable("AG202", "the key of groups has effects")
        return found

    return quiet
