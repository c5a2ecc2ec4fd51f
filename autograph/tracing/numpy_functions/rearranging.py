"""Elements moved, repeated and taken, and arrays with a margin."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_index, normalize_axis_tuple

from autograph.tracing.flags import both
from autograph.tracing.numpy_functions.arrays import as_array, as_handle, is_number
from autograph.tracing.numpy_functions.creation import filled
from autograph.tracing.numpy_functions.dispatch import FUNCTIONS, NotStaged, dtype_of, implements, ndim_of
from autograph.tracing.numpy_functions.rows import in_row
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import emit

__all__: list[str] = []

_ALL = slice(None)


def _at(axis: int, part: Any) -> tuple[Any, ...]:
    """Return the index that takes a part along one axis."""
    return (*(_ALL,) * axis, part)


def _is_int(value: Any) -> bool:
    if isinstance(value, Tensor):
        return value.type.is_scalar and value.type.dtype.kind in "iu"
    return isinstance(value, int | np.integer) and not isinstance(value, bool)


@implements(np.roll)
def _roll(a: Any, shift: Any, axis: Any = None) -> Any:
    a = as_handle(a)
    if axis is None:
        return np.reshape(_roll(in_row(a), shift, 0), a.shape)
    axes = normalize_axis_tuple(axis, ndim_of(a), allow_duplicate=True)
    shifts = tuple(shift) if isinstance(shift, list | tuple) else (shift,) * len(axes)
    axes = axes * len(shifts) if len(axes) == 1 else axes
    if len(shifts) != len(axes) or not axes or not all(map(_is_int, shifts)):
        raise NotStaged
    for one, place in zip(shifts, axes, strict=True):
        a = _rolled(a, one, place)
    return a


def _rolled(a: Any, shift: Any, axis: int) -> Any:
    count = a.shape[axis]
    shift = shift % np.maximum(count, 1)
    made = np.empty_like(a)
    made[_at(axis, slice(shift, None))] = a[_at(axis, slice(None, count - shift))]
    made[_at(axis, slice(None, shift))] = a[_at(axis, slice(count - shift, None))]
    return made


@implements(np.tile)
def _tile(A: Any, reps: Any) -> Any:  # noqa: N803  (NumPy's name)
    a = as_handle(A)
    counts = tuple(reps) if isinstance(reps, list | tuple) else (reps,)
    if not all(map(_is_int, counts)) or any(type(count) is int and count < 0 for count in counts):
        raise NotStaged
    ndim = max(ndim_of(a), len(counts))
    counts = (1,) * (ndim - len(counts)) + counts
    a = a[(None,) * (ndim - ndim_of(a))] if ndim_of(a) < ndim else a
    for axis, count in enumerate(counts):
        if type(count) is not int or count != 1:
            a = _repeated(a, count, axis)
    return a if ndim and any(type(count) is not int or count != 1 for count in counts) else emit("copy", a)


def _repeated(a: Any, count: Any, axis: int) -> Any:
    """Return the whole of an array so many times, one after the other along an axis."""
    sizes = list(a.shape)
    if isinstance(count, Tensor):
        emit("assume", count >= 0, reason="a negative number of times")
    many = emit("copy", np.broadcast_to(a[_at(axis, None)], (*sizes[:axis], count, *sizes[axis:])))
    sizes[axis] = count * sizes[axis]
    return np.reshape(many, tuple(sizes))


@implements(np.pad)
def _pad(array: Any, pad_width: Any, mode: Any = "constant", **rest: Any) -> Any:
    a = as_handle(array)
    widths = _pairs(pad_width, ndim_of(a))
    value = rest.pop("constant_values", 0)
    known = mode in ("edge", "wrap") or (mode == "constant" and is_number(value))
    if rest or not known or not ndim_of(a) or (mode != "constant" and value != 0):
        raise NotStaged
    for axis, (before, after) in enumerate(widths):
        if type(before) is not int or type(after) is not int:
            emit("assume", (before >= 0) & (after >= 0), reason="a negative width")
        if mode != "constant":
            a = _extended(a, axis, (before, after), mode)
    return a if mode != "constant" else _framed(a, widths, value)


def _pairs(width: Any, ndim: int) -> list[tuple[Any, Any]]:
    """Return the widths before and after along each axis."""
    if _is_int(width):
        pairs: list[Any] = [(width, width)] * ndim
    elif isinstance(width, list | tuple) and all(map(_is_int, width)) and len(width) in (1, 2):
        pairs = [(width[0], width[-1])] * ndim
    elif isinstance(width, list | tuple) and len(width) in (1, ndim):
        pairs = [tuple(pair) for pair in width if isinstance(pair, list | tuple)] * (
            ndim if len(width) == 1 else 1
        )
    else:
        raise NotStaged
    if len(pairs) != ndim or any(len(pair) != 2 or not all(map(_is_int, pair)) for pair in pairs):
        raise NotStaged
    if any(type(size) is int and size < 0 for pair in pairs for size in pair):
        raise NotStaged
    return pairs


def _framed(a: Any, widths: list[tuple[Any, Any]], value: Any) -> Any:
    """Return an array within a frame of one value."""
    sizes = tuple(before + size + after for (before, after), size in zip(widths, a.shape, strict=True))
    made = filled(sizes, dtype_of(a).type(0), dtype_of(a))
    if isinstance(value, Tensor) or value != 0:
        made[...] = value
    inside = (slice(before, before + size) for (before, _), size in zip(widths, a.shape, strict=True))
    made[tuple(inside)] = a
    return made


def _extended(a: Any, axis: int, widths: tuple[Any, Any], mode: str) -> Any:
    """Return an array that goes on beyond its ends along an axis."""
    before, after = widths
    count = a.shape[axis]
    emit("assume", count > 0, reason="an empty axis is extended")
    places = FUNCTIONS[np.arange](before + count + after) - before
    places = np.clip(places, 0, count - 1) if mode == "edge" else places % count
    return a[_at(axis, places)]


def _require_some(size: Any, places: Any) -> None:
    """Raise what NumPy does where something is taken out of nothing."""
    empty: Any = size == 0
    count: Any = np.size(places)
    wanted = count > 0 if isinstance(count, int) else emit("greater", count, 0)
    missing = both(empty, wanted)
    if missing is True:
        raise _nothing_to_take()
    if missing is not False:
        emit("raise_if", missing, exception=_nothing_to_take, name="IndexError")


def _nothing_to_take() -> IndexError:
    return IndexError("cannot do a non-empty take from an empty axes.")


@implements(np.take)
def _take(a: Any, indices: Any, axis: Any = None, *, mode: str = "raise") -> Any:
    a, places = as_handle(a), as_array(indices)
    if mode != "raise" or dtype_of(places).kind not in "iu":
        raise NotStaged
    if axis is None:
        a, axis = in_row(a), 0
    axis = normalize_axis_index(axis, ndim_of(a))
    _require_some(a.shape[axis], places)
    taken = a[_at(axis, places)]
    return emit("copy", taken) if not ndim_of(places) and ndim_of(a) > 1 else taken


@implements(np.take_along_axis)
def _take_along_axis(arr: Any, indices: Any, axis: Any = -1) -> Any:
    if not isinstance(arr, Tensor | np.ndarray) or not isinstance(indices, Tensor | np.ndarray):
        raise NotStaged
    if (
        axis is None
        or dtype_of(indices).kind not in "iu"
        or ndim_of(indices) != ndim_of(arr)
        or not ndim_of(arr)
    ):
        raise NotStaged
    ndim = ndim_of(arr)
    axis = normalize_axis_index(axis, ndim)
    places: list[Any] = [
        FUNCTIONS[np.arange](size)[tuple(_ALL if other == place else None for other in range(ndim))]
        for place, size in enumerate(arr.shape)
    ]
    places[axis] = indices
    return arr[tuple(places)]


@implements(np.append)
def _append(arr: Any, values: Any, axis: Any = None) -> Any:
    arr, values = as_handle(arr), as_handle(values)
    if axis is None:
        arr, values, axis = in_row(arr), in_row(values), 0
    if not ndim_of(arr) or ndim_of(arr) != ndim_of(values):
        raise NotStaged
    return np.concatenate((arr, values), axis=axis)


@implements(np.meshgrid)
def _meshgrid(*xi: Any, copy: Any = True, sparse: Any = False, indexing: str = "xy") -> Any:
    if copy is not True or type(sparse) is not bool or indexing not in ("xy", "ij"):
        raise NotStaged
    axes = list(range(len(xi)))
    if indexing == "xy" and len(xi) > 1:
        axes[:2] = 1, 0
    flat = [in_row(as_handle(x)) for x in xi]
    shape = tuple(flat[axes.index(axis)].shape[0] for axis in range(len(xi)))
    seen = [
        x[tuple(_ALL if axis == other else None for other in range(len(xi)))]
        for axis, x in zip(axes, flat, strict=True)
    ]
    return tuple(emit("copy", x if sparse else np.broadcast_to(x, shape)) for x in seen)


@implements(np.dstack)
def _dstack(tup: Any) -> Any:
    if not isinstance(tup, list | tuple):
        raise NotStaged
    return np.concatenate([_atleast_3d(item) for item in tup], axis=2)


@implements(np.atleast_3d)
def _atleast_3d(*arrays: Any) -> Any:
    if len(arrays) != 1 or not ndim_of(as_array(arrays[0])):
        raise NotStaged
    made = as_handle(arrays[0])
    if ndim_of(made) > 2:
        return made
    return made[:, :, None] if ndim_of(made) == 2 else made[None, :, None]
