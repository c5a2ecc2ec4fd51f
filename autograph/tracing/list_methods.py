"""What a list does where data decides its length or an index."""

from __future__ import annotations

import dataclasses
import operator
from collections.abc import Callable
from typing import Any

import numpy as np

from autograph.runtime.types import is_python_scalar
from autograph.tracing.list_order import in_order, in_order_of, ranked
from autograph.tracing.lists import (
    appended,
    as_array,
    element,
    grown_from,
    joined_element,
    mapped,
    stored,
    widened,
    with_room,
)
from autograph.tracing.spec import Number
from autograph.tracing.tensor import Tensor, need_value
from autograph.tracing.trace import Restart, Untraceable, current, emit
from autograph.tracing.traced_list import Grown, TracedList

__all__ = [
    "append", "count", "extend", "fix", "get", "holds_data", "index", "insert", "is_unbounded", "length",
    "pop", "put", "remove_at", "repeat", "sort", "sort_by",
]  # fmt: skip


def grown(items: TracedList) -> Grown:
    """Return what a list holds, in arrays; one of known length is not changed by it.

    Raises
    ------
    Untraceable
        If its items cannot lie in arrays.
    """
    if items.grown is not None:
        return items.grown
    held = tuple(list.__iter__(items))
    if not held:
        raise Untraceable("AG105", "an empty list whose items' type is not known yet")
    return grown_from(held, joined_element(held))


def holds_data(items: TracedList) -> bool:
    """Whether a list is in arrays or has a handle among its items."""
    return items.grown is not None or any(isinstance(item, Tensor) for item in list.__iter__(items))


def is_unbounded(items: Any) -> bool:
    """Whether the number of items of an iterable is data."""
    from autograph.operators.iteration import is_data  # noqa: PLC0415  (operators are made of lists)

    return is_data(items)


def fix(items: TracedList) -> None:
    """Turn a list whose length is known after all into one of single items."""
    held = items.grown
    assert held is not None
    found = [element(held, place) for place in range(held.count)]
    items.grown = None
    list.__setitem__(items, slice(None), found)


def length(items: TracedList) -> Any:
    """Return the number of items: an int, or a Python int of the program."""
    return items.grown.count if items.grown is not None else list.__len__(items)


def get(items: TracedList, key: Any) -> Any:
    """Return ``items[key]``."""
    if isinstance(key, slice):
        held = grown(items) if items.grown is not None or list.__len__(items) else None
        made = TracedList()
        made.grown = None if held is None else _cut(held, key)
        return made
    if items.grown is None and not _joinable(items):
        raise need_value(key, "as an index of a list")
    if items.grown is None and not list.__len__(items):
        return _never(IndexError("list index out of range"))
    held = grown(items)
    return element(held, _place(held, key, "list index out of range"))


def _never(error: BaseException) -> Any:
    """Raise `error`, or stage it where data decides whether the program comes here; returns a number."""
    trace = current()
    assert trace is not None
    if trace.region is trace.root:
        raise error
    emit("raise_if", True, exception=lambda: type(error)(*error.args), name=type(error).__name__)
    trace.region.terminated = True
    return 0


def _joinable(items: TracedList) -> bool:
    try:
        joined_element(tuple(list.__iter__(items))) if list.__len__(items) else None
    except Untraceable:
        return False
    return True


def _cut(held: Grown, key: slice) -> Grown:
    made = mapped(held, lambda used: emit("copy", used[key]))
    if not made.buffers:
        raise Untraceable("AG105", "a slice of a list that holds no data")
    return dataclasses.replace(made, count=emit("size", made.buffers[0], axis=0))


def _place(held: Grown, key: Any, message: str) -> Any:
    """Return an index counted from the start, known to be in range."""
    key = _as_index(key)
    if isinstance(key, Tensor) or isinstance(held.count, Tensor):
        return emit("list_place", key, held.count, message=message)
    place = key + held.count if key < 0 else key
    if not 0 <= place < held.count:
        raise IndexError(message)
    return place


class _IndexError:
    """Makes an IndexError; equal for equal messages, so that equal checks are done once."""

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self) -> BaseException:
        return IndexError(self.message)


def _as_index(key: Any) -> Any:
    if not isinstance(key, Tensor):
        return key.__index__()
    if key.type.dtype.kind not in "iub" or key.type.ndim:
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
    if isinstance(key, slice):
        if key == slice(None):
            made = TracedList()
            made.extend(value)
            items.grown, content = made.grown, list(list.__iter__(made))
            list.__setitem__(items, slice(None), content)
            return
        raise Untraceable("AG105", "a slice of a list is assigned")
    if items.grown is None and not _joinable(items):
        raise need_value(key, "as an index of a list")
    if items.grown is None and not list.__len__(items):
        _never(IndexError("list assignment index out of range"))
        return
    held = _fit_for(grown(items), value)
    _become(items, stored(held, _place(held, key, "list assignment index out of range"), value))


def _become(items: TracedList, held: Grown) -> None:
    items.grown = held
    list.clear(items)


def append(items: TracedList, item: Any) -> None:
    """Do ``items.append(item)``."""
    held = _fit_for(grown(items), item)
    _become(items, appended(held, item))


def _fit_for(held: Grown, item: Any) -> Grown:
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
    if isinstance(more, TracedList) and more.grown is not None:
        _become(items, _joined(items, more.grown))
    elif isinstance(more, Tensor) and more.type.ndim == 1:
        _become(items, _joined(items, _of_array(more)))
    elif is_unbounded(more):
        _extend_by_rounds(items, more)
    else:
        for item in more:
            append(items, item)


def _of_array(array: Tensor) -> Grown:
    scalar = array.type.with_(shape=(), kind="scalar")
    return Grown(Number(scalar), emit("size", array, axis=0), (emit("copy", array),))


def _joined(items: TracedList, more: Grown) -> Grown:
    if items.grown is None:
        held = tuple(list.__iter__(items))
        spec = joined_element(held, more.element)
        first = grown_from(held, spec)
    else:
        spec = joined_element((), items.grown.element, more.element)
        first = widened(items.grown, spec)
    second = widened(more, spec)
    buffers = tuple(
        emit("concatenate", one[: first.count], two[: second.count], axis=0)
        for one, two in zip(first.buffers, second.buffers, strict=True)
    )
    return Grown(spec, first.count + second.count, buffers)


def _extend_by_rounds(items: TracedList, rounds: Any) -> None:
    from autograph.operators.control import for_stmt  # noqa: PLC0415  (operators are made of lists)

    for item in (loop := for_stmt(rounds, ())):
        if loop.staged:
            loop.enter()
        items.append(item)
        if loop.staged:
            loop.leave()


def repeat(items: TracedList, count: Any) -> TracedList:
    """Return ``items * count``."""
    from autograph.operators.builtins import max_  # noqa: PLC0415  (operators are made of lists)

    count = _as_index(count)
    made = TracedList()
    if items.grown is None and not list.__len__(items):
        return made
    if items.grown is None and not _joinable(items):
        raise need_value(count, "as the length of a list")
    held = grown(items)
    times: Any = max_(count, 0)
    total = held.count * times
    _become(made, dataclasses.replace(mapped(held, lambda used: _tiled(used, times)), count=total))
    return made


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
    if items.grown is None and not _joinable(items):
        raise need_value(key, "as an index of a list")
    if items.grown is None and not list.__len__(items):
        return _never(IndexError("pop from empty list"))
    held = grown(items)
    if isinstance(held.count, Tensor):
        emit(
            "raise_if",
            operator.eq(held.count, 0),
            exception=_IndexError("pop from empty list"),
            name="IndexError",
        )
    place = _place(held, key, "pop index out of range")
    found = element(held, place)
    if not isinstance(key, Tensor) and key == -1:
        _become(items, dataclasses.replace(held, count=held.count - 1))
    else:
        _become(items, _deleted(held, place))
    return found


def remove_at(items: TracedList, key: Any) -> None:
    """Do ``del items[key]``."""
    if isinstance(key, slice):
        raise Untraceable("AG105", "a slice of a list is deleted")
    if items.grown is None and not _joinable(items):
        raise need_value(key, "as an index of a list")
    held = grown(items)
    _become(items, _deleted(held, _place(held, key, "list assignment index out of range")))


def _deleted(held: Grown, place: Any) -> Grown:
    def close_up(buffer: Tensor) -> Any:
        moved = emit("copy", buffer[place + 1 : held.count])
        return emit("set_item", buffer, moved, place, held.count - 1, index=(("slice", True, True, None),))

    return dataclasses.replace(
        held, buffers=tuple(close_up(buffer) for buffer in held.buffers), count=held.count - 1
    )


def insert(items: TracedList, key: Any, item: Any) -> None:
    """Do ``items.insert(key, item)``."""
    if items.grown is None and not _joinable(items):
        raise need_value(key, "as an index of a list")
    empty = items.grown is None and not list.__len__(items)
    held = grown_from((), joined_element((item,))) if empty else grown(items)
    held = with_room(_fit_for(held, item), held.count)
    place = _clamped(_as_index(key), held.count)

    def make_room(buffer: Tensor) -> Any:
        moved = emit("copy", buffer[place : held.count])
        return emit(
            "set_item", buffer, moved, place + 1, held.count + 1, index=(("slice", True, True, None),)
        )

    shifted = dataclasses.replace(held, buffers=tuple(make_room(buffer) for buffer in held.buffers))
    _become(items, dataclasses.replace(stored(shifted, place, item), count=held.count + 1))


def _clamped(key: Any, count: Any) -> Any:
    from autograph.operators.builtins import max_, min_  # noqa: PLC0415  (operators are made of lists)
    from autograph.operators.truth import if_exp  # noqa: PLC0415

    return min_(max_(if_exp(key < 0, lambda: key + count, lambda: key), 0), count)


def _numbers(items: TracedList, use: str) -> Any:
    """Return a list's items as an array; they must be numbers of one type."""
    held = grown(items)
    if len(held.buffers) != 1 or not isinstance(held.element, Number):
        raise Untraceable("AG105", f"{use} of a list whose items are no plain numbers")
    return held.buffers[0][: held.count], held


def plain_numbers(items: TracedList, use: str) -> Any:
    """Return the numbers in a list, all of one type, as a new array."""
    return emit("copy", _numbers(items, use)[0])


def sort(items: TracedList, *, reverse: Any = False) -> None:
    """Do ``items.sort()``."""
    if isinstance(reverse, Tensor):
        raise need_value(reverse, "as the order of sorting")
    if items.grown is None and not list.__len__(items):
        return
    if len(grown(items).buffers) != 1:
        _become(items, in_order(grown(items), reverse=reverse))
        return
    used, held = _numbers(items, "sorting")
    if used.type.dtype.kind == "c":
        raise TypeError("'<' not supported between instances of 'complex' and 'complex'")
    if used.type.dtype.kind == "f":
        minus_zero: Any = (used == 0) & np.signbit(used)
        bad = emit("to_python", np.any(np.isnan(used) | minus_zero), type=bool)
        emit("assume", emit("logical_not_py", bad), reason="nan or -0.0 among what is sorted")
    made = np.sort(used)
    _become(items, dataclasses.replace(held, buffers=(emit("copy", made[::-1] if reverse else made),)))


def sort_by(items: TracedList, key: Any, *, reverse: Any = False) -> None:
    """Do ``items.sort(key=key)``."""
    try:
        ranks = grown(ranked(items, key))
        _become(items, in_order_of(grown(items), ranks, reverse=reverse))
    except Untraceable:
        length_ = items.grown.count if items.grown is not None else None
        if isinstance(length_, Tensor) and length_.sources is not None:
            raise Restart(length_.sources) from None
        raise


def equal_to(items: TracedList, item: Any, use: str = "the search") -> Any:
    """Return which items of a list of numbers are equal to `item`: an array of bools."""
    if not (isinstance(item, Tensor) or is_python_scalar(item)):
        raise Untraceable("AG105", f"{use} of an object in a list of data")
    used: Any = _numbers(items, use)[0]
    return used == item


def index(items: TracedList, item: Any, *bounds: Any) -> Any:
    """Return ``items.index(item)``."""
    if bounds:
        raise Untraceable("AG105", "list.index() with bounds")
    same = equal_to(items, item, "the index")
    found = emit("to_python", np.any(same), type=bool)
    if isinstance(item, Tensor):
        raise_missing: Callable[..., BaseException] = lambda value: ValueError(f"{value!r} is not in list")  # noqa: E731
        emit("raise_if", emit("logical_not_py", found), item, exception=raise_missing, name="ValueError")
    else:
        text = f"{item!r} is not in list"
        emit("raise_if", emit("logical_not_py", found), exception=lambda: ValueError(text), name="ValueError")
    return emit("to_python", np.argmax(same), type=int)


def count(items: TracedList, item: Any) -> Any:
    """Return ``items.count(item)``."""
    return emit("to_python", np.count_nonzero(equal_to(items, item, "the count")), type=int)


def as_numbers(items: TracedList) -> Any:
    """Return ``np.array(items)`` for a list in arrays."""
    assert items.grown is not None
    return as_array(items.grown)
