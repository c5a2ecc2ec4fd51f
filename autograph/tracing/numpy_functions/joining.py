"""Arrays put together."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_index

from autograph.tracing.list_arrays import put_together
from autograph.tracing.list_methods import as_numbers
from autograph.tracing.numpy_functions.arrays import as_array, as_array_of, joined
from autograph.tracing.numpy_functions.dispatch import FUNCTIONS, TAKING_LISTS, NotStaged, implements, ndim_of
from autograph.tracing.numpy_functions.rows import in_row
from autograph.tracing.tensor import Tensor, size_of
from autograph.tracing.trace import emit
from autograph.tracing.traced_list import TracedList

__all__: list[str] = []


@implements(np.repeat)
def _repeat(a: Any, repeats: Any, axis: Any = None) -> Any:
    a = as_array(a)
    counts = repeats.type if isinstance(repeats, Tensor) else None
    number = counts.is_scalar and counts.dtype.kind == "i" if counts else type(repeats) is int
    if not number or not isinstance(a, Tensor) or ndim_of(a) == 0:
        raise NotStaged
    if axis is None:
        a, axis = in_row(a), 0
    return emit("repeat", a, repeats, axis=normalize_axis_index(axis, ndim_of(a)))


@implements(np.atleast_1d)
def _atleast_1d(*arrays: Any) -> Any:
    if len(arrays) != 1 or ndim_of(as_array(arrays[0])) == 0:
        raise NotStaged
    return as_array(arrays[0])


@implements(np.atleast_2d)
def _atleast_2d(*arrays: Any) -> Any:
    made: Any = as_array(arrays[0]) if len(arrays) == 1 else 0
    if ndim_of(made) == 0:
        raise NotStaged
    return made[None, :] if ndim_of(made) == 1 else made


def _table(arrays: Any) -> Any:
    """Return arrays whose number is data as one with an axis more, the first; None for any others."""
    if isinstance(arrays, TracedList) and arrays.in_arrays:
        return as_numbers(arrays)
    if not isinstance(arrays, Tensor):
        return None
    if arrays.type.ndim < 2:
        raise NotStaged
    emit("assume", size_of(arrays, 0) > 0, reason="no arrays to put together")
    return arrays


def _row(arrays: Any) -> Any:
    """Return the arrays in a list whose length is data one after the other; None for any others."""
    return put_together(arrays) if isinstance(arrays, TracedList) and arrays.in_arrays else None


def _merged(table: Any, axis: Any) -> Any:
    """Return the parts of a table one after the other along one of their axes."""
    if axis is None or ndim_of(table) < 2:
        raise NotStaged
    axis = normalize_axis_index(axis, ndim_of(table) - 1)
    shape = [size_of(table, place) for place in range(ndim_of(table))]
    count = shape.pop(0)
    shape[axis] = count * shape[axis]
    return emit("copy", np.reshape(np.moveaxis(table, 0, axis), tuple(shape)))


@implements(np.concatenate)
def _concatenate(arrays: Any, axis: Any = 0, dtype: Any = None, casting: Any = "same_kind") -> Any:
    if dtype is not None or casting != "same_kind":
        raise NotStaged
    row = _row(arrays) if axis == 0 else None
    if row is not None:
        return row
    table = _table(arrays)
    if table is not None:
        return _merged(table, axis)
    parts = [as_array(item) for item in arrays]
    if axis is None:
        parts, axis = [in_row(part) for part in parts], 0
    if any(ndim_of(part) == 0 for part in parts):
        raise ValueError("zero-dimensional arrays cannot be concatenated")
    return emit("concatenate", *parts, axis=normalize_axis_index(axis, ndim_of(parts[0])))


@implements(np.stack)
def _stack(arrays: Any, axis: int = 0, **rest: Any) -> Any:
    if rest:
        raise NotStaged
    table = _table(arrays)
    if table is not None:
        return emit("copy", np.moveaxis(table, 0, axis))
    parts = [joined(item) if not isinstance(item, Tensor | np.ndarray) else item for item in arrays]
    parts = [
        emit("to_array", part) if isinstance(part, Tensor) and part.type.is_scalar else part for part in parts
    ]
    return emit("stack", *parts, axis=normalize_axis_index(axis, ndim_of(parts[0]) + 1))


@implements(np.vstack)
def _vstack(tup: Any, **rest: Any) -> Any:
    row = None if rest else _row(tup)
    if row is not None and row.type.ndim > 1:
        return row
    table = None if rest else _table(tup)
    if table is not None:
        return emit("copy", table) if ndim_of(table) == 2 else _merged(table, 0)
    parts = [as_array(item) for item in tup]
    if rest or any(ndim_of(part) == 0 for part in parts):
        raise NotStaged
    return _concatenate([part[None, :] if ndim_of(part) == 1 else part for part in parts], axis=0)


@implements(np.hstack)
def _hstack(tup: Any, **rest: Any) -> Any:
    row = None if rest else _row(tup)
    if row is not None and row.type.ndim == 1:
        return row
    table = None if rest else _table(tup)
    if table is not None:
        return _merged(table, 0 if ndim_of(table) == 2 else 1)
    parts = [as_array(item) for item in tup]
    if rest or any(ndim_of(part) == 0 for part in parts):
        raise NotStaged
    return _concatenate(parts, axis=0 if ndim_of(parts[0]) == 1 else 1)


@implements(np.column_stack)
def _column_stack(tup: Any) -> Any:
    table = _table(tup)
    if table is not None:
        return emit("copy", np.transpose(table)) if ndim_of(table) == 2 else _merged(table, 1)
    parts = [as_array_of(as_array(item)) for item in tup]
    return _concatenate([_as_column(part) for part in parts], axis=1)


def _as_column(part: Any) -> Any:
    return part if ndim_of(part) > 1 else part[:, None] if ndim_of(part) else part[None, None]


TAKING_LISTS |= {FUNCTIONS[function] for function in (np.concatenate, np.hstack, np.vstack)}
