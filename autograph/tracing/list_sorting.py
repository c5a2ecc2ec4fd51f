"""A list in arrays in, its items in order out: by themselves or by a key, in Python's stable order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograph.runtime.types import ArrayType
from autograph.tracing.encoding import types_of
from autograph.tracing.keying import Label
from autograph.tracing.lists import has_lists, used
from autograph.tracing.spec import Number, Pointer, Reference, Sequence, Spec, Static
from autograph.tracing.tensor import Tensor, need_value
from autograph.tracing.trace import Untraceable, emit
from autograph.tracing.traced_list import Grown, TracedList

__all__ = ["in_order", "keys_of", "known_order", "reordered"]


def in_order(held: Grown, keys: Grown | None, *, reverse: Any) -> Grown:
    """Return a list with its items sorted.

    Parameters
    ----------
    held : Grown
    keys : Grown or None
        What each item is sorted by; None for the items themselves.
    reverse : object

    Raises
    ------
    Untraceable
        If the items, or keys, are no numbers of one type nor tuples of such.
    """
    if isinstance(reverse, Tensor):
        raise need_value(reverse, "as the order of sorting")
    if has_lists(held.element):
        raise Untraceable("AG105", "a list of lists is sorted")
    if keys is None and isinstance(held.element, Reference):
        order = _order_of_lists(held, held.element.heap.grown, reverse=bool(reverse))
        return reordered(held, order)
    if keys is None and isinstance(held.element, Number) and len(held.buffers) == 1 and held.element.type:
        return _numbers(held, reverse=bool(reverse))
    columns = _columns(
        (keys or held).element, [used(keys or held, buffer) for buffer in (keys or held).buffers]
    )
    order = _order(columns, held.count, reverse=bool(reverse))
    if keys is None and _has_references(held.element):
        _assume_no_ties(columns, order)
    return reordered(held, order)


def reordered(held: Grown, order: Any) -> Grown:
    """Return a list with the items of these places."""
    buffers = tuple(used(held, each)[order] for each in held.buffers)
    return Grown(held.element, held.count, buffers)


def known_order(keys: TracedList, *, reverse: Any) -> list[int] | None:
    """Return the places of known tuples in order, where their first items are known and decide it."""
    if keys.in_arrays or isinstance(reverse, Tensor):
        return None
    tuples = [item for item in list.__iter__(keys) if type(item) is tuple and item]
    first = [item[0] for item in tuples]
    kinds = set(map(type, first))
    if len(tuples) < list.__len__(keys) or len(kinds) != 1 or not kinds <= {str, int}:
        return None
    if len(set(first)) < len(first):
        return None
    return sorted(range(len(first)), key=first.__getitem__, reverse=bool(reverse))


def keys_of(items: TracedList, key: Callable[[Any], Any]) -> TracedList:
    """Return what `key` gives for each item."""
    from autograph.operators.control import each  # noqa: PLC0415  (operators are made of lists)

    keys = TracedList()
    for item in each(items):
        keys.append(key(item))
    return keys


def _numbers(held: Grown, *, reverse: bool) -> Grown:
    numbers = used(held, held.buffers[0])
    _require_order(numbers)
    if numbers.type.dtype.kind == "f":  # equal numbers that differ keep their order in Python
        minus_zero: Any = (numbers == 0) & np.signbit(numbers)
        _assume_none(minus_zero, "-0.0 among what is sorted")
    made = np.sort(numbers)
    return Grown(held.element, held.count, (emit("copy", made[::-1] if reverse else made),))


def _has_references(spec: Spec) -> bool:
    parts = spec.items if isinstance(spec, Sequence) else ()
    return isinstance(spec, Reference | Pointer) or any(map(_has_references, parts))


def _assume_no_ties(columns: list[Any], order: Any) -> None:
    """Stake the run on no two items' being told apart by lists in them alone."""
    same: Any = True
    for column in columns:
        ranked = column[order]
        same = same & (ranked[1:] == ranked[:-1])
    if not columns:
        raise Untraceable("AG105", "lists or objects are sorted")
    _assume_none(same, "lists or objects among what is sorted")


def _columns(spec: Spec, buffers: list[Any]) -> list[Any]:
    """Return the numbers by which items are compared, the most important first."""
    if isinstance(spec, Sequence):
        found: list[Any] = []
        for item in spec.items:
            count = len(types_of(item))
            found += _columns(item, buffers[:count])
            buffers = buffers[count:]
        return found
    if isinstance(spec, Static | Reference | Pointer):
        return []
    if isinstance(spec, Label) and not spec.whats:
        return buffers[:1]  # code points
    if isinstance(spec, Number) and spec.type is None:
        return [_ranks(spec.alternatives, buffers)]
    if not isinstance(spec, Number):
        raise Untraceable("AG105", "sorting by what is no number")
    number, *tags = buffers
    for what, tag in zip(spec.alternatives, tags, strict=True):
        if not isinstance(what, ArrayType):
            _assume_none(tag, "other things than numbers are sorted")
    _require_order(number)
    return [number]


def _ranks(whats: tuple[Any, ...], tags: list[Any]) -> Any:
    """Return the ranks of items each of which is one of some texts, or members of an enumeration."""
    kinds = set(map(type, whats))
    builtin = getattr(kinds.copy().pop(), "__lt__", None) in (str.__lt__, bytes.__lt__, int.__lt__)
    if len(kinds) > 1 or not builtin:
        raise Untraceable("AG105", "sorting by what is no number")
    order = sorted(whats)
    made = np.zeros_like(tags[0], np.int64)
    for what, tag in zip(whats, tags, strict=True):
        made = np.where(tag, np.int64(order.index(what)), made)
    return made


def _require_order(numbers: Any) -> None:
    if numbers.type.dtype.kind == "c":
        raise TypeError("'<' not supported between instances of 'complex' and 'complex'")
    if numbers.type.dtype.kind == "f":
        _assume_none(np.isnan(numbers), "nan among what is sorted")


def _assume_none(bad: Any, reason: str) -> None:
    found = emit("to_python", np.any(bad), type=bool)
    emit("assume", emit("logical_not_py", found), reason=reason)


def _order_of_lists(held: Grown, heap: Any, *, reverse: bool) -> Any:
    """Return the places of lists in a heap in their order, in which the first items that differ decide."""
    from autograph.operators.control import for_stmt  # noqa: PLC0415  (operators are made of lists)
    from autograph.tracing.ranges import SymbolicRange  # noqa: PLC0415

    places = used(held, held.buffers[0])
    lengths = heap.buffers[0][places]
    (numbers,) = _columns(heap.element.element, [buffer[places] for buffer in heap.buffers[1:]])
    if reverse:
        lengths, numbers = lengths[::-1], numbers[::-1]
    order: Any = emit("arange", 0, held.count, 1, dtype=np.dtype(np.int64))
    longest: Any = emit("to_python", np.max(lengths, initial=0), type=int)
    for j in (loop := for_stmt(SymbolicRange(longest - 1, -1, -1), ("order",))):
        if loop.staged:
            (order,) = loop.enter(order)
        there = lengths > j
        column = np.where(there, numbers[:, j], 0)
        order = order[np.argsort(column[order], kind="stable")]
        order = order[np.argsort(there[order], kind="stable")]
        if loop.staged:
            (order,) = loop.leave(order)
    return (held.count - 1 - order)[::-1] if reverse else order


def _order(columns: list[Any], count: Any, *, reverse: bool) -> Any:
    """Return the places of the items in their order; Python's reversed order is stable too."""
    order: Any = emit("arange", 0, count, 1, dtype=np.dtype(np.int64))
    for column in reversed(columns):
        turned = column[::-1] if reverse else column
        order = order[np.argsort(turned[order], kind="stable")]
    return (count - 1 - order)[::-1] if reverse else order
