"""What a deque does in a graph: a window on buffers that is moved, and now and then put in their middle."""

from __future__ import annotations

import dataclasses
import operator
from typing import Any

from autograph.tracing import list_methods
from autograph.tracing.flags import both
from autograph.tracing.lists import element, grown_from, has_arrays, has_lists, joined_element, stored
from autograph.tracing.nothing import NOTHING
from autograph.tracing.staged_errors import never
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import Untraceable, current, emit
from autograph.tracing.traced_deque import Queue, TracedDeque

__all__ = ["append", "copied", "extend", "get", "pop", "put"]

_OUTSIDE = "deque index out of range"


def append(items: TracedDeque, item: Any, *, front: bool) -> None:
    """Do ``items.append(item)``, or ``items.appendleft(item)``."""
    if items.maxlen == 0:
        return
    held = _with_room(_fit_for(items, item), front=front)
    if front:
        held = dataclasses.replace(held, start=held.start - 1)
    made = stored(held, 0 if front else held.count, item)
    made = dataclasses.replace(made, count=held.count + 1)
    assert isinstance(made, Queue)
    items.own = made if items.maxlen is None else _cut(made, items.maxlen, front=front)


def _fit_for(items: TracedDeque, item: Any) -> Queue:
    spec = joined_element((item,))
    if has_lists(spec):
        raise Untraceable("AG105", "a deque of lists")
    known = items.grown
    if known is not None:
        held = list_methods.fit_for(known, item)
        assert isinstance(held, Queue)
        return held
    empty = grown_from((), spec)
    if not empty.buffers:
        raise Untraceable("AG105", "a deque that holds no data")
    return Queue(empty.element, 0, empty.buffers)


def _cut(held: Queue, most: int, *, front: bool) -> Queue:
    """Return the deque without what is more than `most` items, at the other end."""
    over = held.count > most
    kept = _either(over, most, held.count)
    start = held.start if front else held.start + (held.count - kept)
    return dataclasses.replace(held, count=kept, start=start)


def _with_room(held: Queue, *, front: bool) -> Queue:
    """Return the deque with room for one item more: in the middle of its buffers, or of longer ones."""
    room = emit("size", held.buffers[0], axis=0)
    full = held.start == 0 if front else held.start + held.count >= room
    crowded = 2 * held.count + 2 >= room
    size = _either(both(full, crowded), 2 * room + 8, room)
    start = _either(full, (size - held.count) // 2, held.start)
    buffers = tuple(emit("relocate", buffer, held.start, held.count, size, start) for buffer in held.buffers)
    return dataclasses.replace(held, buffers=buffers, start=start)


def _either(flag: Any, one: Any, two: Any) -> Any:
    if isinstance(flag, bool):
        return one if flag else two
    return emit("select_scalar", flag, one, two)


def copied(items: TracedDeque, made: TracedDeque) -> Queue | None:
    """Return what `made`, a copy of a deque, holds."""
    trace, held = current(), items.grown
    assert trace is not None
    if held is not None and has_arrays(held.element):
        trace.lent.slices.append((items, made))
    assert held is None or isinstance(held, Queue)
    return held


def extend(items: TracedDeque, more: Any, *, front: bool) -> None:
    """Do ``items.extend(more)``, or ``items.extendleft(more)``."""
    from autograph.operators.control import each  # noqa: PLC0415  (operators are made of lists)

    if more is items:
        raise Untraceable("AG105", "a deque is extended by itself")
    for item in each(more):
        append(items, item, front=front)


def pop(items: TracedDeque, *, front: bool) -> Any:
    """Return ``items.pop()``, or ``items.popleft()``."""
    held = items.grown
    if held is None or (isinstance(held.count, int) and not held.count):
        return never(_pop_from_empty())
    assert isinstance(held, Queue)
    if isinstance(held.count, Tensor):
        emit("raise_if", operator.eq(held.count, 0), exception=_pop_from_empty, name="IndexError")
    found = element(held, 0 if front else held.count - 1)
    start = held.start + 1 if front else held.start
    items.own = dataclasses.replace(held, count=held.count - 1, start=start)
    return found


def _pop_from_empty() -> IndexError:
    return IndexError("pop from an empty deque")


def get(items: TracedDeque, key: Any) -> Any:
    """Return ``items[key]``."""
    place = _place(items, key)
    return NOTHING if place is None else element(items.grown, place)  # type: ignore[arg-type]


def put(items: TracedDeque, key: Any, value: Any) -> None:
    """Do ``items[key] = value``."""
    place = _place(items, key)
    if place is not None:
        items.own = stored(_fit_for(items, value), place, value)


def _place(items: TracedDeque, key: Any) -> Any:
    """Return an index from the front, known to be in range; None where there is none."""
    if isinstance(key, slice):
        raise TypeError("sequence index must be integer, not 'slice'")
    try:
        if items.grown is None:
            raise IndexError(_OUTSIDE)
        return list_methods.place_of(items.grown, key, _OUTSIDE)
    except IndexError as error:  # in a branch that data may never take
        never(error)
        return None
