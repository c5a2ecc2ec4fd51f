"""The array that NumPy makes of a list in arrays."""

from __future__ import annotations

import operator
from typing import Any

import numpy as np

from autograph.runtime.types import ArrayType
from autograph.tracing.containers import Grown
from autograph.tracing.encoding import types_of
from autograph.tracing.lists import alone
from autograph.tracing.recasting import none_of
from autograph.tracing.spec import Listing, Number, Sequence, Spec
from autograph.tracing.trace import Untraceable, emit

__all__ = ["as_array"]


def as_array(held: Grown) -> Any:
    """Return the array that NumPy makes of a list.

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
    if len(shape) > 1 or isinstance(spec, Sequence) or dtype != np.float64:
        for size in shape[:-1] if dtype == np.float64 and not isinstance(spec, Sequence) else shape:
            emit("assume", size > 0, reason="an array of an empty list")
    if not isinstance(spec, Sequence):
        return emit("copy", columns[0])
    return emit("stack", *(emit("cast", column, dtype=dtype) for column in columns), axis=len(shape))


def _up_to(size: Any) -> slice:
    return slice(None, size)


def _rectangle(held: Grown) -> tuple[tuple[Any, ...], Spec, list[Any]]:
    """Return the sizes of a list of lists that all have the same length, and what the innermost hold."""
    held = alone(held)
    shape: tuple[Any, ...] = (held.count,)
    spec, buffers = held.element, list(held.buffers)
    while isinstance(spec, Listing):
        counts = buffers.pop(0)[tuple(map(_up_to, shape))]
        emit("assume", operator.gt(shape[-1], 0), reason="an array of an empty list")
        first = emit("get_item", counts, *[0] * len(shape), index=(("int",),) * len(shape))
        size = emit("to_python", first, type=int)
        same = emit("to_python", np.all(counts == size), type=bool)
        emit("assume", same, reason="an array of lists of several lengths")
        shape, spec = (*shape, size), spec.element
    return shape, spec, buffers


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
    tags = buffers[1:count]
    for what in spec.alternatives:
        if not isinstance(what, ArrayType) or np.result_type(what.dtype, spec.type.dtype) != spec.type.dtype:
            raise Untraceable("AG105", "an array of a list of various items")
    if tags:
        plain = emit("to_python", emit("any", none_of(tags, []), axis=None), type=bool)
        emit("assume", plain, reason="an array of a list of numbers of another type")
    return [buffers[0]], buffers[count:]
