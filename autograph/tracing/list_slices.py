"""What a list does with slices that are assigned or deleted, where data decides its length or the bounds."""

from __future__ import annotations

import dataclasses
import operator
from typing import Any

import numpy as np

from autograph.tracing.flags import either, negated
from autograph.tracing.list_methods import become_new, clamped, grown, has_items, take_over
from autograph.tracing.lists import alike, alone, has_arrays, has_lists, used
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import Untraceable, current, emit
from autograph.tracing.traced_list import Grown, TracedList

__all__ = ["delete", "put"]


def put(items: TracedList, key: slice, value: Any) -> None:
    """Do ``items[key] = value``."""
    from autograph.operators.collecting import list_  # noqa: PLC0415  (operators are made of lists)

    made = list_(value)
    _note_arrays(made, items if _is_whole(key) else None)
    if _is_whole(key):
        take_over(items, made)
    elif not has_items(items):
        _put_into_empty(items, key, made)
    elif _is_dense(key):
        _exchange(items, _bounds(items, key), made)
    else:
        _put_apart(items, key, made)


def _note_arrays(made: TracedList, items: TracedList | None) -> None:
    """Note that the arrays in a copy, which becomes `items`, or part of any list, are in another, too."""
    trace = current()
    if trace is None or made.grown is None or not has_arrays(made.grown.element):
        return
    if items is None:
        trace.shown_twice = True
    else:
        trace.lent.slices.append((made, items))


def _is_whole(key: slice) -> bool:
    return key.start is None and key.stop is None and key.step is None


def _is_dense(key: slice) -> bool:
    """Whether the items of a slice lie side by side, in their order."""
    return key.step is None or (isinstance(key.step, int) and key.step == 1)


def _put_into_empty(items: TracedList, key: slice, made: TracedList) -> None:
    if key.step is not None:
        raise Untraceable("AG105", "a slice with a step of an empty list is assigned")
    take_over(items, made)


def _bounds(items: TracedList, key: slice) -> tuple[Any, Any]:
    """Return where a slice begins and ends in a list."""
    from autograph.operators.extremes import max_  # noqa: PLC0415  (operators are made of lists)

    count = _plain(items).count
    start = 0 if key.start is None else clamped(_index(key.start), count)
    stop = count if key.stop is None else clamped(_index(key.stop), count)
    return start, max_(start, stop)


def _index(value: Any) -> Any:
    """Return a bound as an int of Python's."""
    from autograph.operators.iteration import range_  # noqa: PLC0415  (operators are made of lists)

    if isinstance(value, Tensor) and value.type.dtype.kind not in "iub":
        raise TypeError("slice indices must be integers or None or have an __index__ method")
    return range_(value).stop if isinstance(value, Tensor) else operator.index(value)


def _plain(items: TracedList) -> Grown:
    """Return what a list of no lists holds.

    Raises
    ------
    Untraceable
        If there are lists among its items: which names they have would be another matter.
    """
    held = grown(items)
    if has_lists(held.element):
        raise Untraceable("AG105", "a slice of a list of lists is assigned or deleted")
    return held


def _exchange(items: TracedList, bounds: tuple[Any, Any], made: TracedList) -> None:
    """Put the items of another list in the place of some that lie side by side."""
    start, stop = bounds
    held = _plain(items)
    if has_items(made):
        held, more = alike(held, _plain(made))
        parts = [used(more, buffer) for buffer in more.buffers]
        between, added = [[part] for part in parts], more.count
    else:
        between, added = [[] for _ in held.buffers], 0
    buffers = []
    for buffer, middle in zip(held.buffers, between, strict=True):
        whole = used(held, buffer)
        buffers.append(emit("concatenate", whole[:start], *middle, whole[stop:], axis=0))
    become_new(items, Grown(held.element, start + added + (held.count - stop), tuple(buffers)))


def _put_apart(items: TracedList, key: slice, made: TracedList) -> None:
    """Put the items of another list at places that do not lie side by side, as many as there are."""
    held = alone(_plain(items))
    count = emit("size", used(held, held.buffers[0])[key], axis=0)
    added = grown(made).count if has_items(made) else 0
    same: Any = operator.eq(added, count)
    if isinstance(key.step, Tensor):  # with a step of 1 it is another kind of assignment
        apart = either(operator.ne(key.step, 1), same)
        emit("assume", apart, reason="a slice whose step is 1 is assigned another number of items")
    emit("raise_if", negated(same), added, count, exception=_other_size, name="ValueError")
    if not has_items(made):
        return
    held, more = alike(held, _plain(made))
    buffers = []
    for buffer, part in zip(held.buffers, more.buffers, strict=True):
        changed = emit("copy", used(held, buffer))
        changed[key] = used(more, part)
        buffers.append(changed)
    become_new(items, dataclasses.replace(held, buffers=tuple(buffers)))


def _other_size(added: int, count: int) -> ValueError:
    return ValueError(f"attempt to assign sequence of size {added} to extended slice of size {count}")


def delete(items: TracedList, key: slice) -> None:
    """Do ``del items[key]``."""
    if not has_items(items):
        return
    if _is_dense(key):
        _exchange(items, _bounds(items, key), TracedList())
        return
    held = alone(_plain(items))
    left = emit("copy", emit("full", held.count, True, dtype=np.dtype(bool)))
    left[key] = False
    buffers = tuple(used(held, buffer)[left] for buffer in held.buffers)
    become_new(items, Grown(held.element, emit("size", buffers[0], axis=0), buffers))
