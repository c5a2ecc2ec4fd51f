"""Lists whose length is data: one buffer for each number an element is made of, and a count."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from autograph.runtime.records import record
from autograph.runtime.types import ArrayType, python_type
from autograph.tracing.containers import Grown, TracedList
from autograph.tracing.decoding import at_place, decode
from autograph.tracing.encoding import encode, note_encoded, types_of
from autograph.tracing.joins import join
from autograph.tracing.keying import Label
from autograph.tracing.labels import as_label
from autograph.tracing.lent import lend, mark
from autograph.tracing.nothing import NOTHING, Nothing
from autograph.tracing.recasting import widened
from autograph.tracing.spec import (
    Chosen,
    Listing,
    Number,
    Pointer,
    Reference,
    Same,
    Sequence,
    Spec,
    Stacked,
    Static,
    Undefined,
    abstract,
    generalise,
    own_kinds,
)
from autograph.tracing.tensor import Tensor, value_of
from autograph.tracing.text_columns import fits
from autograph.tracing.trace import Untraceable, current, emit, zero
from autograph.tracing.traced_deque import Queue
from autograph.tracing.traced_list import Home
from autograph.tracing.wording import Wording

__all__ = [
    "alike", "alone", "appended", "element", "grown_from", "has_arrays", "has_lists", "heaps_in", "item_at",
    "joined_element", "mapped", "pools_in", "stored", "stored_item", "used", "with_room", "written",
]  # fmt: skip


def joined_element(items: Iterable[Any], *specs: Spec) -> Spec:
    """Return what an element is in a list that may hold any of `items`.

    Raises
    ------
    Untraceable
        If such elements cannot lie in arrays.
    """
    from autograph.tracing.pools import enter_inside  # noqa: PLC0415  (pools are made of lists)

    if any(map(_is_large, items := tuple(items))):
        raise Untraceable("AG105", "an int beyond 64 bits among data")
    for item in items:
        enter_inside(item)
    found = [_numbered(spec) for spec in (*specs, *(generalise(abstract(item)) for item in items))]
    nothing: Spec = Static(NOTHING)
    made = functools.reduce(join, found, nothing)
    _require_plain(made)
    return made


def _is_large(item: Any) -> bool:
    """Whether an item is, or holds, an int that an array cannot hold."""
    if isinstance(item, tuple):
        return any(map(_is_large, item))
    return isinstance(item, int) and not -(2**63) <= item < 2**63


def _numbered(spec: Spec) -> Spec:
    """Return the spec of an element as it is in arrays: bools as numbers, lists of any length."""
    if isinstance(spec, Wording):
        return as_label(spec) or spec
    if isinstance(spec, Static) and isinstance(spec.value, bool):
        return Number(ArrayType(np.dtype(bool), (), "python"))
    if isinstance(spec, Number) and spec.array is not None:
        raise Untraceable("AG105", "a list of numbers, some of which are 0-d arrays")
    if isinstance(spec, Number) and spec.type is not None and spec.type.kind == "array":
        return _stacked(spec, spec.type)
    if isinstance(spec, Same) and isinstance(spec.value, TracedList):
        return _numbered(generalise(abstract(spec.value)))
    if isinstance(spec, Sequence) and spec.kind is TracedList:
        nothing: Spec = Static(NOTHING)
        return Listing(TracedList, functools.reduce(join, map(_numbered, spec.items), nothing))
    if isinstance(spec, Sequence):
        return Sequence(spec.kind, tuple(map(_numbered, spec.items)))
    if isinstance(spec, Chosen):
        container, *others = map(_numbered, spec.values)
        return Chosen(container, spec.alternatives, tuple(others))
    return spec


def _stacked(spec: Number, type_: ArrayType) -> Stacked:
    """Return the spec of an array as it is in a list.

    Raises
    ------
    Untraceable
        If a copy of its elements would not do.
    """
    if spec.alternatives or spec.read_only or not type_.ndim or (type_.layout != "C" and type_.ndim > 1):
        raise Untraceable("AG105", "a list of arrays of several kinds, or in Fortran's order")
    return Stacked(type_.dtype, type_.ndim)


def _require_plain(spec: Spec) -> None:
    if isinstance(spec, Listing) and spec.kind is TracedList:
        _require_plain(spec.element)
    elif isinstance(spec, Sequence) and issubclass(spec.kind, tuple):
        for item in spec.items:
            _require_plain(item)
    elif isinstance(spec, Number | Stacked):
        objects = spec.alternatives if isinstance(spec, Number) else ()
        if any(isinstance(what, list | dict | set) for what in objects):
            raise Untraceable("AG105", "a list of lists or other objects that data chooses between")
    elif isinstance(spec, Reference | Pointer | Label) or (isinstance(spec, Wording) and fits(spec)):
        return
    elif isinstance(spec, Chosen):
        _require_scalars(spec)
    elif not isinstance(spec, Static) or not isinstance(spec.value, _PLAIN):
        problem = Untraceable("AG105", "a list of objects whose length data decides")
        problem.kinds = own_kinds(spec)
        raise problem


_PLAIN = (str, bytes, type(None), Nothing, Undefined)
"""Objects that an element may be whatever data says: the list knows which."""


def _require_scalars(spec: Chosen) -> None:
    """Require that each value that an element may be is made of numbers and places."""
    for value in spec.values:
        _require_plain(value)
        if isinstance(value, Wording):
            raise Untraceable("AG105", "a list of text made of data and of other things")
    if any(isinstance(part, Listing | Stacked | Reference) for part in _parts(spec)):
        raise Untraceable("AG105", "a list of lists or arrays and of other things")


def has_lists(spec: Spec) -> bool:
    """Whether an element is a list, or a tuple that holds one."""
    return any(isinstance(part, Listing) for part in _parts(spec))


def heaps_in(spec: Spec) -> list[TracedList]:
    """Return the heaps that lists in an element lie in."""
    return [part.heap for part in _parts(spec) if isinstance(part, Reference)]


def pools_in(spec: Spec) -> set[type]:
    """Return the classes of the objects that an element is, or holds."""
    return {part.kind for part in _parts(spec) if isinstance(part, Pointer)}


def has_arrays(spec: Spec) -> bool:
    """Whether an element is an array, or a tuple or list that holds one."""
    return any(isinstance(part, Stacked) for part in _parts(spec))


def _parts(spec: Spec) -> Iterator[Spec]:
    """Yield what an element is and what the objects in it are."""
    yield spec
    inner: tuple[Spec, ...] = ()
    if isinstance(spec, Sequence):
        inner = spec.items
    elif isinstance(spec, Listing | Chosen):
        inner = (spec.element,) if isinstance(spec, Listing) else spec.values
    for part in inner:
        yield from _parts(part)


# -- lists of known length ---------------------------------------------------------------------------------


def grown_from(items: tuple[Any, ...], element: Spec) -> Grown:
    """Return a list of known items as one whose length is data."""
    if has_arrays(element) or (has_lists(element) and any(map(_is_in_arrays, items))):
        made = Grown(element, 0, tuple(_block([], type_) for type_ in types_of(element)))
        return functools.reduce(appended, items, made)
    columns = zip(_columns(element, items), types_of(element), strict=True)
    return Grown(element, len(items), tuple(_block(column, type_) for column, type_ in columns))


def _is_in_arrays(item: Any) -> bool:
    item = _itself(item)
    if isinstance(item, TracedList):
        return item.in_arrays or any(map(_is_in_arrays, list.__iter__(item)))
    return isinstance(item, tuple) and any(map(_is_in_arrays, item))


def _columns(spec: Spec, items: Iterable[Any]) -> list[list[Any]]:
    """Return, for each value an element is made of, the operands of all items, of lists those in lists."""
    items = tuple(map(_itself, items))
    if isinstance(spec, Sequence):
        parts = [_columns(inner, [_item(item, k) for item in items]) for k, inner in enumerate(spec.items)]
        return [column for part in parts for column in part]
    if isinstance(spec, Listing):
        held = [() if item is NOTHING else tuple(list.__iter__(item)) for item in items]
        rows = [_columns(spec.element, row) for row in held]
        inner = [[row[k] for row in rows] for k in range(len(types_of(spec.element)))]
        return [[len(row) for row in held], *inner]
    operands = [encode(item, spec) for item in items]
    return [[operand[k] for operand in operands] for k in range(len(types_of(spec)))]


def _itself(item: Any) -> Any:
    return item.value if isinstance(item, Same) else item


def _item(item: Any, place: int) -> Any:
    return item if item is NOTHING else item[place]


def _block(column: list[Any], type_: ArrayType) -> Tensor:
    """Return the buffer for a column; lists in it are filled up to the length of the longest."""
    if not type_.ndim:
        return _column(column, type_)
    shape = _extent(column, type_.ndim + 1)
    flat = _column(_filled(column, shape, zero(type_.with_(shape=(), kind="scalar"))), type_)
    made: Tensor = emit("copy", emit("reshape", flat, *shape))
    return made


def _extent(column: list[Any], depth: int) -> tuple[int, ...]:
    if depth == 1:
        return (len(column),)
    inner = [_extent(row, depth - 1) for row in column]
    return (len(column), *(max((row[k] for row in inner), default=0) for k in range(depth - 1)))


def _filled(column: list[Any], shape: tuple[int, ...], blank: Any) -> list[Any]:
    if len(shape) == 1:
        return column + [blank] * (shape[0] - len(column))
    rows = column + [[]] * (shape[0] - len(column))
    return [operand for row in rows for operand in _filled(row, shape[1:], blank)]


def _column(operands: list[Any], type_: ArrayType) -> Tensor:
    made: Tensor
    if not operands:
        made = emit("empty", 0, dtype=type_.dtype)
    elif any(isinstance(operand, Tensor) for operand in operands):
        arrays = [
            operand if isinstance(operand, Tensor) else type_.dtype.type(operand) for operand in operands
        ]
        made = emit("cast", emit("stack", *arrays, axis=0), dtype=type_.dtype)
    else:
        made = emit("copy", np.array(operands, type_.dtype))
    return made


# -- elements ----------------------------------------------------------------------------------------------


def element(held: Grown, place: Any, owner: TracedList | None = None, key: Any = None) -> Any:
    """Return the element at `place`, which is known to be in range.

    A list in it is that of the `owner`, which holds `held` and was given the index `key`, or a new one if
    there is no owner.
    """
    return _read(held.element, list(held.buffers), _Source(held, place, owner, key), ())


def item_at(held: Grown, place: Any, number: int, owner: TracedList) -> Any:
    """Return the item with that number of the tuple at `place`, which is known to be in range."""
    before, taken = _split(held, number)
    columns = list(held.buffers[before : before + taken])
    return _read(held.element.items[number], columns, _Source(held, place, owner, place), (number,))


def _split(held: Grown, number: int) -> tuple[int, int]:
    """Return how many buffers there are for the items before one of a tuple, and for that one."""
    items = held.element.items
    return sum(len(types_of(item)) for item in items[:number]), len(types_of(items[number]))


@record(frozen=True)
class _Source:
    """Where an element is read."""

    held: Grown
    place: Any
    owner: TracedList | None
    key: Any


def _read(spec: Spec, columns: list[Any], source: _Source, path: tuple[int, ...]) -> Any:
    """Return the object that lies in the first of the columns; these are taken off."""
    held, place = source.held, source.place
    if isinstance(spec, Sequence):
        items = [_read(item, columns, source, (*path, k)) for k, item in enumerate(spec.items)]
        return spec.kind(*items) if hasattr(spec.kind, "_fields") else spec.kind(items)
    taken = [columns.pop(0) for _ in types_of(spec)]
    at = (*held.at, _within(held, place))
    if isinstance(spec, Listing):
        made = TracedList()
        if source.owner is not None:
            made.home = Home(source.owner, place, source.key, path, held.order)
        else:
            made.own = alone(part_of(spec, taken, at, held.order))
        return made
    if isinstance(spec, Reference | Pointer):
        return at_place(spec, _scalar(taken[0], types_of(spec)[0], at))
    if isinstance(spec, Stacked):
        sizes = [
            _scalar(column, type_, at) for column, type_ in zip(taken[:-1], types_of(spec), strict=False)
        ]
        return mark(emit("copy", taken[-1][(*at, *(slice(None, size) for size in sizes))]))
    trace = current()
    assert trace is not None
    values = [_scalar(column, type_, at) for column, type_ in zip(taken, types_of(spec), strict=True)]
    sources = place.sources if isinstance(place, Tensor) else None
    return decode(spec, [value_of(value, trace.region) for value in values], trace.region, sources)


def _scalar(column: Tensor, type_: ArrayType, at: tuple[Any, ...]) -> Any:
    item = emit("get_item", column, *at, index=(("int",),) * len(at))
    return emit("to_python", item, type=python_type(type_.dtype)) if type_.kind == "python" else item


def part_of(spec: Listing, columns: list[Any], at: tuple[Any, ...], order: Any) -> Grown:
    """Return the list that lies at a place of the columns."""
    count = _scalar(columns[0], types_of(spec)[0], at)
    return Grown(spec.element, count, tuple(columns[1:]), at, order, columns[0])


def used(held: Grown, buffer: Any) -> Any:
    """Return the part of a buffer that holds the list."""
    if isinstance(held, Queue):
        return buffer[held.start : _within(held, held.count)]
    return buffer[(*held.at, slice(None, held.count))] if held.at else buffer[: held.count]


def _within(held: Grown, place: Any) -> Any:
    """Return where in the buffers the element at `place` is."""
    return held.start + place if isinstance(held, Queue) else place


def alone(held: Grown) -> Grown:
    """Return a list, an element of another perhaps, or what a deque holds, in buffers of its own."""
    is_part = held.at or isinstance(held, Queue)
    return mapped(held, lambda part: emit("copy", part)) if is_part else held


def mapped(held: Grown, change: Callable[[Any], Any]) -> Grown:
    """Return the list whose buffers `change` makes of the part that is in use."""
    buffers = tuple(change(used(held, buffer)) for buffer in held.buffers)
    return Grown(held.element, held.count, buffers)


def alike(one: Grown, two: Grown) -> tuple[Grown, Grown]:
    """Return what two lists hold as items of one kind, in buffers that differ along the first axis alone."""
    spec = joined_element((), one.element, two.element)
    both = alone(widened(one, spec)), alone(widened(two, spec))
    rows = [_of_one_size(*pair) for pair in zip(both[0].buffers, both[1].buffers, strict=True)]
    first, second = (tuple(pair[k] for pair in rows) for k in range(2))
    return dataclasses.replace(both[0], buffers=first), dataclasses.replace(both[1], buffers=second)


def _of_one_size(one: Tensor, two: Tensor) -> tuple[Tensor, Tensor]:
    """Return two buffers whose rows are of one size, filled up with zeros."""
    from autograph.operators.extremes import max_  # noqa: PLC0415  (operators are made of lists)

    if one.type.ndim == 1:
        return one, two
    ours, theirs = (
        [emit("size", buffer, axis=axis) for axis in range(one.type.ndim)] for buffer in (one, two)
    )
    sizes = [max_(a, b) for a, b in zip(ours[1:], theirs[1:], strict=True)]
    return _of_size(one, ours, sizes), _of_size(two, theirs, sizes)


def _of_size(buffer: Tensor, own: list[Any], sizes: list[Any]) -> Any:
    blank = emit("full", own[0], *sizes, buffer.type.dtype.type(0), dtype=buffer.type.dtype)
    return emit("set_item", blank, buffer, *own, index=(("slice", False, True, None),) * len(own))


def stored(held: Grown, place: Any, value: Any) -> Grown:
    """Return the list, which can hold `value`, with that at `place`, which is known to be in range."""
    buffers: list[Any] = []
    _write(held.element, list(held.buffers), (*held.at, _within(held, place)), value, buffers)
    return dataclasses.replace(held, buffers=tuple(buffers))


def stored_item(held: Grown, place: Any, number: int, value: Any) -> Grown:
    """Return the list of tuples with `value` as the item with that number of the tuple at `place`.

    Raises
    ------
    Untraceable
        If it cannot lie in arrays with those of the other tuples.
    """
    items = list(held.element.items)
    items[number] = joined_element((value,), items[number])
    held = widened(held, Sequence(held.element.kind, tuple(items)))
    before, taken = _split(held, number)
    made: list[Any] = []
    columns = list(held.buffers[before : before + taken])
    _write(items[number], columns, (*held.at, _within(held, place)), value, made)
    order = object() if has_lists(items[number]) else held.order
    buffers = (*held.buffers[:before], *made, *held.buffers[before + taken :])
    return dataclasses.replace(held, buffers=buffers, order=order)


def _write(spec: Spec, columns: list[Any], at: tuple[Any, ...], value: Any, made: list[Any]) -> None:
    """Write an object into the first of the columns; these are taken off, what they become is added."""
    if isinstance(spec, Sequence):
        for place, item in enumerate(spec.items):
            _write(item, columns, at, _item(value, place), made)
        return
    taken = [columns.pop(0) for _ in types_of(spec)]
    if isinstance(spec, Listing):
        value = _itself(value)
        note_encoded(value)
        held = value.grown if value is not NOTHING and value.in_arrays else None
        if held is None:
            held = grown_from(() if value is NOTHING else tuple(list.__iter__(value)), spec.element)
        made += written(taken, at, widened(alone(held), spec.element))
        return
    if isinstance(spec, Stacked):
        made += _array_written(spec, taken, at, value)
        return
    for column, operand in zip(taken, encode(value, spec), strict=True):
        made.append(emit("set_item", column, operand, *at, index=(("int",),) * len(at)))


def _array_written(spec: Stacked, columns: list[Any], at: tuple[Any, ...], value: Any) -> list[Any]:
    """Return the columns with an array at a place."""
    if value is NOTHING:
        value = emit("full", *[0] * spec.ndim, spec.dtype.type(0), dtype=spec.dtype)
    if isinstance(value, Tensor):
        lend(value)
    sizes = [emit("size", value, axis=axis) for axis in range(spec.ndim)]
    places = (("int",),) * len(at)
    made = [
        emit("set_item", column, size, *at, index=places)
        for column, size in zip(columns[:-1], sizes, strict=True)
    ]
    values = columns[-1]
    for axis, size in enumerate(sizes):
        values = emit("reserve", values, size - 1, axis=len(at) + axis)
    index = places + (("slice", False, True, None),) * len(sizes)
    return [*made, emit("set_item", values, value, *at, *sizes, index=index)]


def written(columns: list[Any], at: tuple[Any, ...], held: Grown) -> list[Any]:
    """Return the columns with the list `held`, which has buffers of its own, at a place."""
    made = [emit("set_item", columns[0], held.count, *at, index=(("int",),) * len(at))]
    for column, buffer in zip(columns[1:], held.buffers, strict=True):
        part = buffer[: held.count]
        sizes = [held.count, *(emit("size", buffer, axis=axis) for axis in range(1, buffer.type.ndim))]
        for axis, size in enumerate(sizes):
            column = emit("reserve", column, size - 1, axis=len(at) + axis)  # noqa: PLW2901
        index = (("int",),) * len(at) + (("slice", False, True, None),) * len(sizes)
        made.append(emit("set_item", column, part, *at, *sizes, index=index))
    return made


def appended(held: Grown, value: Any) -> Grown:
    """Return the list, which can hold `value`, with that as one element more."""
    made = stored(with_room(held, held.count), held.count, value)
    return dataclasses.replace(made, count=held.count + 1)


def with_room(held: Grown, count: Any) -> Grown:
    """Return the list with buffers longer than `count`, which is at most its length."""
    axis = len(held.at)
    buffers = tuple(emit("reserve", buffer, count, axis=axis) for buffer in held.buffers)
    return dataclasses.replace(held, buffers=buffers)
