"""What a list does where data decides its length or an index."""

from __future__ import annotations

import dataclasses
import operator
from collections.abc import Iterator
from typing import Any

import numpy as np

from autograph.tracing.few_items import one_of_few
from autograph.tracing.list_arrays import as_array
from autograph.tracing.list_sorting import in_order, keys_of, known_order
from autograph.tracing.lists import (
    alike,
    alone,
    appended,
    element,
    grown_from,
    has_arrays,
    has_lists,
    joined_element,
    mapped,
    stored,
    used,
    with_room,
)
from autograph.tracing.nested_lists import adopt, arrange, become, fill, is_there, leave, move, require_free
from autograph.tracing.recasting import widened
from autograph.tracing.references import refer, require_in_heap
from autograph.tracing.spec import Number
from autograph.tracing.staged_errors import never
from autograph.tracing.tensor import Tensor, need_value
from autograph.tracing.trace import Restart, Untraceable, current, emit
from autograph.tracing.traced_list import Grown, TracedList, is_in_heap
from autograph.tracing.unpacking import Rest

__all__ = [
    "append", "as_index", "become_new", "clamped", "extend", "fit_for", "fix", "get", "grown", "has_items",
    "holds_data", "holds_data_inside", "insert", "is_searched_by_data", "is_unbounded",
    "length", "place_of", "pop", "put", "remove_at", "repeat", "sort", "take_over", "unpacked",
]  # fmt: skip


def grown(items: TracedList) -> Grown:
    """Return what a list holds, in arrays; one of known length is not changed by it.

    Raises
    ------
    Untraceable
        If its items cannot lie in arrays.
    """
    held = items.grown
    if held is not None:
        return held
    known = tuple(list.__iter__(items))
    if not known:
        raise Untraceable("AG105", "an empty list whose items' type is not known yet")
    return _in_arrays(items, known)


def _in_arrays(items: TracedList, known: tuple[Any, ...]) -> Grown:
    """Return what a list of known items holds, in arrays; lists in it become parts of it."""
    spec = joined_element(known)
    if not has_lists(spec):
        return grown_from(known, spec)
    arrange(items)
    assert items.own is not None
    return items.own


def _grown_for(items: TracedList, key: Any, use: str = "as an index of a list") -> Grown | None:
    """Return what a list holds, in arrays, as the value of `key` is data; None for a list known to be empty.

    Raises
    ------
    Restart, Untraceable
        If its items cannot lie in arrays, so that the value of `key` is needed.
    """
    held = items.grown
    if held is not None:
        return held
    known = tuple(list.__iter__(items))
    if not known:
        return None
    try:
        return _in_arrays(items, known)
    except Untraceable:
        raise need_value(key, use) from None


def holds_data(items: TracedList) -> bool:
    """Whether a list is in arrays or has a handle among its items."""
    return items.in_arrays or any(isinstance(item, Tensor) for item in list.__iter__(items))


def holds_data_inside(items: TracedList) -> bool:
    """Whether a list is in arrays or has a handle among its items, or in tuples and lists among these."""
    return items.in_arrays or any(
        _has_data(item) or (isinstance(item, TracedList) and holds_data_inside(item))
        for item in list.__iter__(items)
    )


def is_searched_by_data(items: TracedList, item: Any) -> bool:
    """Whether data decides which items of a list are equal to one; lists in it are compared as they are."""
    return items.in_arrays or any(map(_has_data, (item, *list.__iter__(items))))


def _has_data(item: Any) -> bool:
    return isinstance(item, Tensor) or (isinstance(item, tuple) and any(map(_has_data, item)))


def is_unbounded(items: Any) -> bool:
    """Whether the number of items of an iterable is data."""
    from autograph.operators.iteration import is_data  # noqa: PLC0415  (operators are made of lists)
    from autograph.operators.streaming import is_stream  # noqa: PLC0415  (the same)

    return is_data(items) or is_stream(items)


def fix(items: TracedList) -> None:
    """Turn a list whose length is known after all into one of single items."""
    held = items.grown
    assert held is not None
    found = [element(held, place) for place in range(held.count)]
    items.own = None
    list.__setitem__(items, slice(None), found)


def length(items: TracedList) -> Any:
    """Return the number of items: an int, or a Python int of the program."""
    held = items.grown
    return held.count if held is not None else list.__len__(items)


def get(items: TracedList, key: Any, message: str = "list index out of range") -> Any:
    """Return ``items[key]``."""
    if isinstance(key, slice):
        made = TracedList()
        held = _shareable(items, "a slice", made) if items.in_arrays or list.__len__(items) else None
        made.own = None if held is None else _cut(held, key)
        return made
    try:
        held = _grown_for(items, key)
    except Untraceable as problem:
        return one_of_few(list(list.__iter__(items)), as_index(key), message, problem)
    if held is None:
        return never(IndexError(message))
    return element(held, place_of(held, key, message), items, key)


def has_open_length(items: TracedList) -> bool:
    """Whether nothing settles a list's length: no argument by value, no loop laid out as a last resort."""
    held, trace = items.grown, current()
    if held is None or not isinstance(held.count, Tensor):
        return False
    found = need_value(held.count, "as the length of a list")
    if isinstance(found, Untraceable):
        return True
    assert trace is not None
    assert isinstance(found, Restart)
    is_open = trace.decisions.unfolds and any(key[0] == "loop" for key in found.sources)
    trace.decisions.unfolded |= is_open
    return is_open


def unpacked(items: TracedList, count: int) -> Iterator[Any]:
    """Return the items of a list that is taken apart into that many names."""
    emit("assume", operator.eq(length(items), count), reason="a list of another length is unpacked")
    return iter([get(items, place) for place in range(count)])


def unpacked_around(items: TracedList, before: int, after: int) -> Iterator[Any]:
    """Return the first and the last items of a list, and what stands for a list of those between."""
    emit("assume", operator.ge(length(items), before + after), reason="a list of another length is unpacked")
    end = -after if after else None
    first, last = range(before), range(-after, 0)
    return iter([*(get(items, k) for k in first), Rest(items[before:end]), *(get(items, k) for k in last)])


def _shareable(items: TracedList, use: str, made: TracedList | None = None) -> Grown:
    """Return what a list holds, whose elements are to be in a second one, too: in `made`, if it is new."""
    trace = current()
    assert trace is not None
    held = grown(items)
    if has_lists(held.element):
        held = refer(items, use)
    if has_arrays(held.element) and made is not None:
        trace.lent.slices.append((items, made))
    elif has_arrays(held.element):
        trace.shown_twice = True
    return held


def copied(items: TracedList, made: TracedList) -> Grown:
    """Return what `made`, a copy of a list in arrays, holds."""
    return alone(_shareable(items, "a copy", made))


def _cut(held: Grown, key: slice) -> Grown:
    made = mapped(held, lambda used: emit("copy", used[key]))
    if not made.buffers:
        raise Untraceable("AG105", "a slice of a list that holds no data")
    return dataclasses.replace(made, count=emit("size", made.buffers[0], axis=0))


def place_of(held: Grown, key: Any, message: str) -> Any:
    """Return an index counted from the start, known to be in range."""
    key = as_index(key)
    if isinstance(key, Tensor) or isinstance(held.count, Tensor):
        return emit("list_place", key, held.count, message=message)
    place = key + held.count if key < 0 else key
    if not 0 <= place < held.count:
        raise IndexError(message)
    return place


def as_index(key: Any) -> Any:
    """Return an index as a Python int."""
    if not isinstance(key, Tensor):
        return key.__index__()
    if key.type.dtype.kind not in ("iub" if key.type.kind == "python" else "iu") or key.type.ndim:
        name = (
            key.type.dtype.name.rstrip("0123456789")
            if key.type.kind == "python"
            else "numpy." + key.type.dtype.name
        )
        raise TypeError(f"list indices must be integers or slices, not {name}")
    if key.type.kind == "array":
        key = emit("item", key)
    return (
        key if key.type.kind == "python" and key.type.dtype.kind == "i" else emit("to_python", key, type=int)
    )


def put(items: TracedList, key: Any, value: Any) -> None:
    """Do ``items[key] = value``."""
    fill(items, key)
    held = _grown_for(items, key)
    if held is None:
        never(IndexError("list assignment index out of range"))
        return
    place = place_of(held, key, "list assignment index out of range")
    if has_lists(held.element) and is_there(items, key, value):
        return  # `a[i] += b` has changed that list in place
    if isinstance(value, TracedList) and value.home is not None and not is_in_heap(value):
        move(items, place, key, value)
        return
    require_free(value)
    require_in_heap(held, value)
    held = leave(items, key) if has_lists(held.element) else held
    become_new(items, _rearranged(stored(fit_for(held, value), place, value)))
    adopt(items, place, value, key)


def has_items(items: TracedList) -> bool:
    """Whether a list is not known to be empty."""
    return items.in_arrays or list.__len__(items) > 0


def become_new(items: TracedList, held: Grown) -> None:
    """Let a list hold what it is given."""
    if items.home is not None:
        become(items, held)
    else:
        items.own = held
        list.clear(items)


def _rearranged(held: Grown) -> Grown:
    """Return the list as one in which lists by the names they had before may not be any more."""
    return dataclasses.replace(held, order=object()) if has_lists(held.element) else held


def append(items: TracedList, item: Any) -> None:
    """Do ``items.append(item)``."""
    require_free(item)
    require_in_heap(items.grown, item)
    held = fit_for(grown(items), item)
    become_new(items, appended(held, item))
    adopt(items, held.count, item)


def empty(items: TracedList) -> None:
    """Do ``items.clear()`` for a list in arrays."""
    become_new(items, _rearranged(dataclasses.replace(grown(items), count=0)))


def fit_for(held: Grown, item: Any) -> Grown:
    """Return a list that can take `item`.

    Raises
    ------
    Restart
        If it cannot, and its length need not be data.
    """
    try:
        return widened(held, joined_element((item,), held.element))
    except Untraceable:
        if isinstance(held.count, Tensor) and held.count.sources is not None:
            raise Restart(held.count.sources) from None
        raise


def extend(items: TracedList, more: Any) -> None:
    """Do ``items.extend(more)``."""
    if isinstance(more, TracedList) and more.in_arrays:
        become_new(items, _joined(items, _shareable(more, "a second name for the elements")))
    elif isinstance(more, Tensor) and more.type.ndim == 1:
        become_new(items, _joined(items, _of_array(more)))
    elif is_unbounded(more):
        _extend_by_rounds(items, more)
    else:
        for item in more:
            append(items, item)


def _of_array(array: Tensor) -> Grown:
    scalar = array.type.with_(shape=(), kind="scalar")
    return Grown(Number(scalar), emit("size", array, axis=0), (emit("copy", array),))


def _joined(items: TracedList, more: Grown) -> Grown:
    own = items.grown
    if own is None:
        held = tuple(list.__iter__(items))
        own = grown_from(held, joined_element(held, more.element))
    first, second = alike(own, more)
    buffers = tuple(
        emit("concatenate", used(first, one), used(second, two), axis=0)
        for one, two in zip(first.buffers, second.buffers, strict=True)
    )
    return Grown(first.element, first.count + second.count, buffers)


def _extend_by_rounds(items: TracedList, rounds: Any) -> None:
    from autograph.operators.control import each  # noqa: PLC0415  (operators are made of lists)

    for item in each(rounds):
        items.append(item)


def repeat(items: TracedList, count: Any) -> TracedList:
    """Return ``items * count``."""
    from autograph.operators.extremes import max_  # noqa: PLC0415  (operators are made of lists)

    count = as_index(count)
    made = TracedList()
    if any(map(_is_shared, list.__iter__(items))):
        raise need_value(count, "as the length of a list of what is the same list or array")
    held = _grown_for(items, count, "as the length of a list")
    if held is None:
        return made
    if has_arrays(held.element):
        raise Untraceable("AG105", "a multiple of a list of arrays")
    held = _shareable(items, "a multiple")
    times: Any = max_(count, 0)
    total = held.count * times
    become_new(made, dataclasses.replace(mapped(held, lambda used: _tiled(used, times)), count=total))
    return made


def _is_shared(item: Any) -> bool:
    """Whether an item can be changed, so that what it is under every place of a list must be known."""
    return isinstance(item, TracedList) or (isinstance(item, Tensor) and item.type.kind == "array")


def take_over(items: TracedList, made: TracedList) -> None:
    """Let a list hold what a new one holds."""
    if made.in_arrays or items.home is not None:
        become_new(items, grown(made))
    else:
        items.own = None
        list.__setitem__(items, slice(None), list(list.__iter__(made)))


def _tiled(used: Tensor, times: Any) -> Any:
    if used.type.shape == (1,):
        return emit("full", times, used[0], dtype=used.type.dtype)
    return np.concatenate([used] * times) if isinstance(times, int) and times else _outer(used, times)


def _outer(used: Tensor, times: Any) -> Any:
    size = emit("size", used, axis=0)
    table = emit("broadcast_to", emit("expand", used, axes=(0,)), times, size, shape=(None, None))
    return emit("ravel", emit("copy", table))


def pop(items: TracedList, key: Any = -1) -> Any:
    """Return ``items.pop(key)``."""
    held = _grown_for(items, key)
    if held is None:
        return never(_pop_from_empty())
    if isinstance(held.count, Tensor):
        emit("raise_if", operator.eq(held.count, 0), exception=_pop_from_empty, name="IndexError")
    place = place_of(held, key, "pop index out of range")
    found = element(held, place)
    if not isinstance(key, Tensor) and key == -1:
        become_new(items, _rearranged(dataclasses.replace(held, count=held.count - 1)))
    else:
        become_new(items, _deleted(held, place))
    return found


def _pop_from_empty() -> IndexError:
    return IndexError("pop from empty list")


def remove_at(items: TracedList, key: Any) -> None:
    """Do ``del items[key]``."""
    problem = "list assignment index out of range"
    held = _grown_for(items, key)
    if held is None:
        never(IndexError(problem))
        return
    become_new(items, _deleted(held, place_of(held, key, problem)))


def _deleted(held: Grown, place: Any) -> Grown:
    held = _rearranged(alone(held))

    def close_up(buffer: Tensor) -> Any:
        moved = emit("copy", buffer[place + 1 : held.count])
        return _moved(buffer, moved, place, held.count - 1)

    return dataclasses.replace(
        held, buffers=tuple(close_up(buffer) for buffer in held.buffers), count=held.count - 1
    )


def _moved(buffer: Tensor, part: Any, start: Any, stop: Any) -> Any:
    """Return a buffer with `part` as its elements from `start` to `stop`."""
    whole = (("slice", False, False, None),) * (buffer.type.ndim - 1)
    return emit("set_item", buffer, part, start, stop, index=(("slice", True, True, None), *whole))


def insert(items: TracedList, key: Any, item: Any) -> None:
    """Do ``items.insert(key, item)``."""
    require_free(item)
    require_in_heap(items.grown, item)
    held = _grown_for(items, key)
    held = grown_from((), joined_element((item,))) if held is None else fit_for(held, item)
    held = with_room(_rearranged(alone(held)), held.count)
    place = clamped(as_index(key), held.count)

    def make_room(buffer: Tensor) -> Any:
        moved = emit("copy", buffer[place : held.count])
        return _moved(buffer, moved, place + 1, held.count + 1)

    shifted = dataclasses.replace(held, buffers=tuple(make_room(buffer) for buffer in held.buffers))
    become_new(items, dataclasses.replace(stored(shifted, place, item), count=held.count + 1))
    adopt(items, place, item)


def clamped(key: Any, count: Any) -> Any:
    """Return an index counted from the start, from 0 to `count`."""
    from autograph.operators.extremes import max_, min_  # noqa: PLC0415  (operators are made of lists)
    from autograph.operators.truth import if_exp  # noqa: PLC0415

    return min_(max_(if_exp(key < 0, lambda: key + count, lambda: key), 0), count)


def _numbers(items: TracedList, use: str) -> Any:
    """Return a list's items as an array; they must be numbers of one type."""
    held = grown(items)
    if len(held.buffers) != 1 or not isinstance(held.element, Number):
        raise Untraceable("AG105", f"{use} of a list whose items are no plain numbers")
    return used(held, held.buffers[0]), held


def plain_numbers(items: TracedList, use: str) -> Any:
    """Return the numbers in a list, all of one type, as a new array."""
    return emit("copy", _numbers(items, use)[0])


def sort(items: TracedList, *, key: Any = None, keys: TracedList | None = None, reverse: Any = False) -> None:
    """Do ``items.sort()``; the `keys` may be known already."""
    if items.in_arrays or list.__len__(items):
        keys = keys_of(items, key) if key is not None else keys
        known = known_order(items if keys is None else keys, reverse=reverse)
        if known is not None and not items.in_arrays:
            list.__setitem__(items, slice(None), [list.__getitem__(items, place) for place in known])
            return
        if has_lists(grown(items).element):
            refer(items, "the order")
        become_new(items, in_order(grown(items), None if keys is None else grown(keys), reverse=reverse))


def as_numbers(items: TracedList) -> Any:
    """Return ``np.array(items)`` for a list in arrays."""
    return as_array(grown(items))


def as_elements(items: TracedList) -> Any:
    """Return ``np.array(items)``, an empty one of any dtype."""
    return as_array(grown(items), typed=False)
