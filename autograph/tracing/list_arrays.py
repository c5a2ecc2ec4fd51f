"""The array that NumPy makes of a list in arrays, and the lists that it makes of an array."""

from __future__ import annotations

import operator
from typing import Any

import numpy as np

from autograph.runtime.types import ArrayType, python_type, type_of
from autograph.tracing.containers import Grown
from autograph.tracing.encoding import types_of
from autograph.tracing.lists import alone
from autograph.tracing.recasting import none_of
from autograph.tracing.spec import Listing, Number, Sequence, Spec, Stacked
from autograph.tracing.tensor import Tensor, size_of
from autograph.tracing.trace import Untraceable, current, emit
from autograph.tracing.traced_list import TracedList

__all__ = ["as_array", "lists_of", "put_together"]

_INDEX = np.dtype(np.int64)


def as_array(held: Grown, *, typed: bool = True) -> Any:
    """Return the array that NumPy makes of a list; unless `typed`, an empty one of any dtype.

    Raises
    ------
    Untraceable
        If its dtype or rank depends on what the list holds.
    """
    shape, spec, buffers = _rectangle(held)
    columns, rest = _columns(spec, [buffer[tuple(map(_up_to, shape))] for buffer in buffers])
    assert not rest
    if isinstance(spec, Sequence) and not columns:
        raise Untraceable("AG105", "an array of a list that holds no data")
    dtype = np.result_type(*(column.type.dtype for column in columns))
    known = (dtype == np.float64 or not typed) and not isinstance(spec, Sequence)
    if len(shape) > 1 or not known:
        told = isinstance(held.element, Stacked)  # arrays without elements have a dtype, too
        for size in shape[:1] if told else shape[:-1] if known else shape:
            emit("assume", size > 0, reason="an array of an empty list")
    if not isinstance(spec, Sequence):
        return emit("copy", columns[0])
    return emit("stack", *(emit("cast", column, dtype=dtype) for column in columns), axis=len(shape))


def put_together(items: TracedList) -> Tensor | None:
    """Return the arrays in a list, of whatever lengths, joined along the first axis; None for other lists."""
    if items.grown is None or not isinstance(items.grown.element, Stacked) or items.grown.element.ndim > 2:
        return None
    held = alone(items.grown)
    emit("assume", operator.gt(held.count, 0), reason="no arrays to put together")
    rows, *others, table = (buffer[: held.count] for buffer in held.buffers)
    if others:
        table = table[:, :, : _length(others[0], (held.count,))]
    places = emit("arange", 0, size_of(table, 1), 1, dtype=_INDEX)
    mask = operator.lt(places[None, :], rows[:, None])
    made: Tensor = table[mask]
    return made


def lists_of(array: Tensor) -> TracedList | None:
    """Return ``array.tolist()`` in arrays; None where the lists are written out.

    That is where all sizes are known, and where the lists are to hold what those in arrays cannot.
    """
    from autograph.tracing.numpy_functions.creation import filled  # noqa: PLC0415  (functions know lists)

    trace = current()
    assert trace is not None
    sizes = [size_of(array, axis) for axis in range(array.type.ndim)]
    kind, dtype = python_type(array.type.dtype), array.type.dtype
    if all(isinstance(size, int) for size in sizes) or dtype == np.uint64 or not trace.decisions.unfolds:
        return None
    trace.decisions.unfolded = True
    spec: Spec = Number(type_of(kind()))
    for _ in sizes[1:]:
        spec = Listing(TracedList, spec)
    lengths = [filled(tuple(sizes[:axis]), sizes[axis], _INDEX) for axis in range(1, len(sizes))]
    same = dtype == np.dtype(kind)
    numbers = emit("copy", array) if same else emit("cast", array, dtype=np.dtype(kind))
    made = TracedList()
    made.own = Grown(spec, sizes[0], (*lengths, numbers))
    return made


def _up_to(size: Any) -> slice:
    return slice(None, size)


def _rectangle(held: Grown) -> tuple[tuple[Any, ...], Spec, list[Any]]:
    """Return the sizes of a list of lists that all have the same length, and what the innermost hold."""
    held = alone(held)
    shape: tuple[Any, ...] = (held.count,)
    spec, buffers = held.element, list(held.buffers)
    while isinstance(spec, Listing):
        shape = (*shape, _length(buffers.pop(0), shape))
        spec = spec.element
    if isinstance(spec, Stacked):
        sizes = [_length(buffers.pop(0), shape) for _ in range(spec.ndim)]
        shape, spec = (*shape, *sizes), Number(ArrayType(spec.dtype, (), "scalar"))
    return shape, spec, buffers


def _length(lengths: Any, shape: tuple[Any, ...]) -> Any:
    """Return the length that all elements have."""
    counts = lengths[tuple(map(_up_to, shape))]
    emit("assume", operator.gt(shape[-1], 0), reason="an array of an empty list")
    first = emit("get_item", counts, *[0] * len(shape), index=(("int",),) * len(shape))
    size = emit("to_python", first, type=int)
    same = emit("to_python", np.all(counts == size), type=bool)
    emit("assume", same, reason="an array of elements of several lengths")
    return size


def _columns(spec: Spec, buffers: list[Any]) -> tuple[list[Any], list[Any]]:
    if isinstance(spec, Sequence):
        made: list[Any] = []
        for item in spec.items:
            if isinstance(item, Sequence):
                raise Untraceable("AG105", "an array of a list of nested tuples")
            part, buffers = _columns(item, buffers)
            made += part
        return made, buffers
    if not isinstance(spec, Number) or spec.type is None or spec.carrier:
        raise Untraceable("AG105", "an array of a list of various items")
    count = len(types_of(spec))
    tags = [
        tag
        for what, tag in zip(spec.alternatives, buffers[1:count], strict=True)
        if not isinstance(what, ArrayType) or what.dtype != spec.type.dtype
    ]
    for what in spec.alternatives:
        if not isinstance(what, ArrayType) or np.result_type(what.dtype, spec.type.dtype) != spec.type.dtype:
            raise Untraceable("AG105", "an array of a list of various items")
    if tags:
        plain = emit("to_python", emit("any", none_of(tags, []), axis=None), type=bool)
        emit("assume", plain, reason="an array of a list of numbers of another type")
    return [buffers[0]], buffers[count:]
