"""Lists sorted by what a function tells: objects by their `__lt__`, keys of `cmp_to_key`, keys of data."""

from __future__ import annotations

import operator
import types
from collections.abc import Callable
from typing import Any

from autograph import comparing
from autograph.decorated import as_written
from autograph.late import Late
from autograph.tracing.list_methods import become_new, grown, holds_data_inside, length, sort
from autograph.tracing.list_sorting import reordered
from autograph.tracing.lists import used
from autograph.tracing.pooled import in_pool
from autograph.tracing.spec import Pointer
from autograph.tracing.tensor import Tensor, need_value
from autograph.tracing.trace import emit
from autograph.tracing.traced_list import TracedList
from autograph.tracing.watching import is_own_object

__all__ = ["ComparisonKey", "comparison_of", "sort_by", "sort_known"]

_MERGED = 64
"""Python sorts so many items and more in parts."""
_algorithms: Any = Late("autograph.operators.algorithms")
_calls: Any = Late("autograph.operators.calls")
_truth: Any = Late("autograph.operators.truth")


class ComparisonKey:
    """What ``functools.cmp_to_key(compare)`` returns in a trace, for lists to be sorted by.

    Attributes
    ----------
    compare : callable
    """

    def __init__(self, compare: Callable[[Any, Any], Any]) -> None:
        self.compare = compare


def comparison_of(items: TracedList, key: Any) -> Callable[[Any, Any], Any] | None:
    """Return what compares the items of a list that data must put in order by calls; None for others."""
    if isinstance(key, ComparisonKey):
        compare = _calls.converted(key.compare)
        return lambda one, two: compare(one, two) < 0
    if key is not None or not _has_own_order(items):
        return None
    return lambda one, two: one < two


def _has_own_order(items: TracedList) -> bool:
    if items.in_arrays:
        spec = grown(items).element
        return isinstance(spec, Pointer) and _is_written(spec.kind)
    known = list.__iter__(items)
    first = next(known, None)
    return (in_pool(first) is not None or is_own_object(first)) and _is_written(type(first))


def _is_written(kind: type) -> bool:
    return isinstance(as_written(getattr(kind, "__lt__", None)), types.FunctionType)


def sort_by(items: TracedList, less: Callable[[Any, Any], Any], *, reverse: Any) -> None:
    """Sort a list by comparisons alone.

    Parameters
    ----------
    items : TracedList
    less : callable
        Takes two items; returns whether the first is before the second.
    reverse : object
    """
    if isinstance(reverse, Tensor):
        raise need_value(reverse, "as the order of sorting")
    emit("assume", operator.lt(length(items), _MERGED), reason="a long list is sorted by calls")
    if reverse:
        items.reverse()
    held = grown(items)
    given = TracedList()
    given.own = held
    places = _algorithms.traced(comparing.places_in_order)(
        length(items), lambda one, two: _truth.truth(less(given[one], given[two]))
    )
    order = grown(places)
    become_new(items, reordered(held, used(order, order.buffers[0])))
    if reverse:
        items.reverse()


def sort_known(items: TracedList, keys: TracedList, *, reverse: Any) -> None:
    """Do ``items.sort(key=...)`` for known items, the keys of which may be data."""
    if holds_data_inside(keys):
        sort(items, keys=keys, reverse=reverse)
        return
    found, known = list(list.__iter__(items)), list(list.__iter__(keys))
    order = sorted(range(len(found)), key=known.__getitem__, reverse=reverse)
    list.__setitem__(items, slice(None), [found[place] for place in order])
