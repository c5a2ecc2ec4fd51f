"""The same elements in another shape: views wherever NumPy gives views."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_index, normalize_axis_tuple

from autograph.tracing.numpy_functions.arrays import as_array
from autograph.tracing.numpy_functions.creation import known, sizes_of, total_size
from autograph.tracing.numpy_functions.dispatch import NotStaged, implements, ndim_of
from autograph.tracing.numpy_functions.reductions import axes_of
from autograph.tracing.tensor import Tensor, make_view
from autograph.tracing.trace import emit

__all__ = ["move_axes", "transposed"]


@implements(np.transpose, np.permute_dims)
def transposed(a: Any, axes: Any = None) -> Any:
    """Return a view with the axes in another order."""
    a = as_array(a)
    ndim = ndim_of(a)
    order = (
        tuple(range(ndim))[::-1] if axes is None else tuple(normalize_axis_index(axis, ndim) for axis in axes)
    )
    if sorted(order) != list(range(ndim)):
        raise ValueError("axes don't match array" if len(order) != ndim else "repeated axis in transpose")
    return make_view(a, "transpose", (), {"axes": order}) if isinstance(a, Tensor) else np.transpose(a, axes)


@implements(np.swapaxes)
def _swapaxes(a: Any, axis1: int, axis2: int) -> Any:
    order = list(range(ndim_of(a)))
    one, two = normalize_axis_index(axis1, len(order)), normalize_axis_index(axis2, len(order))
    order[one], order[two] = order[two], order[one]
    return transposed(a, order)


@implements(np.moveaxis)
def move_axes(a: Any, source: Any, destination: Any) -> Any:
    """Return a view with some axes moved."""
    ndim = ndim_of(a)
    start, end = (
        normalize_axis_tuple(source, ndim, "source"),
        normalize_axis_tuple(destination, ndim, "destination"),
    )
    order = [axis for axis in range(ndim) if axis not in start]
    for place, axis in sorted(zip(end, start, strict=True)):
        order.insert(place, axis)
    return transposed(a, order)


@implements(np.reshape)
def _reshape(a: Any, shape: Any = None, *, newshape: Any = None, order: str = "C", copy: Any = None) -> Any:
    a = as_array(a)
    shape = shape if shape is not None else newshape
    if order != "C" or copy is False or not isinstance(a, Tensor) or a.type.is_scalar:
        raise NotStaged
    sizes = list(sizes_of(shape))
    unknown = [place for place, size in enumerate(sizes) if isinstance(size, int | np.integer) and size == -1]
    if len(unknown) > 1:
        raise ValueError("can only specify one unknown dimension")
    if unknown:
        others: Any = 1
        for place, size in enumerate(sizes):
            others = others if place == unknown[0] else others * size
        total = total_size(a)
        sizes[unknown[0]] = total if isinstance(others, int) and others == 1 else total // others
    if copy:
        return emit("copy", emit("reshape", a, *sizes, shape=known(sizes)))
    return _reshaped(a, sizes)


def _reshaped(a: Tensor, sizes: list[Any]) -> Any:
    """Return the view that reshape makes of C-ordered memory; a copy where the memory is not so ordered."""
    order = memory_order(a)
    if order == "C":
        return make_view(a, "reshape", tuple(sizes), {"shape": known(sizes)})
    result = emit("reshape", a, *sizes, shape=known(sizes))
    if order is None:
        # A view or a copy, as the strides decide: neither may be written.
        result.aliases[root_key(a)] = root(a)
        root(a).aliases[result.key] = result
    return result


def root(a: Tensor) -> Tensor:
    """Return the handle that owns the memory of `a`."""
    while a.view is not None:
        a = a.view.base
    return a


def root_key(a: Tensor) -> int:
    """Return the key of the handle that owns the memory of `a`."""
    return root(a).key


def memory_order(a: Tensor) -> str | None:
    """Return "C" where `a` is surely C-contiguous, "copy" where reshaping surely copies, else None."""
    if a.view is None:
        return "C" if a.type.layout == "C" or (a.type.ndim <= 1 and a.type.layout == "F") else None
    view = a.view
    if view.op == "reshape":
        return memory_order(view.base)
    if view.op == "get_item" and memory_order(view.base) == "C":
        pattern = view.params["index"]
        place = 0
        while place < len(pattern) and pattern[place][0] == "int":
            place += 1
        rest = pattern[place:]
        if all(entry == ("slice", False, False, None) for entry in rest[1:]) and (
            not rest or (rest[0][0] == "slice" and rest[0][3] in (None, 1))
        ):
            return "C"
    return None


@implements(np.ravel)
def _ravel(a: Any, order: str = "C") -> Any:
    a = as_array(a)
    if order != "C" or not isinstance(a, Tensor) or a.type.is_scalar:
        raise NotStaged
    if a.type.ndim == 1 and memory_order(a) == "C":
        return make_view(a, "get_item", (), {"index": (("slice", False, False, None),)})
    return _reshape(a, (-1,))


@implements(np.expand_dims)
def _expand_dims(a: Any, axis: Any) -> Any:
    a = as_array(a)
    axes = axis if isinstance(axis, list | tuple) else (axis,)
    where = normalize_axis_tuple(axes, ndim_of(a) + len(axes))
    return a[tuple(None if place in where else slice(None) for place in range(ndim_of(a) + len(axes)))]


@implements(np.squeeze)
def _squeeze(a: Any, axis: Any = None) -> Any:
    a = as_array(a)
    if not isinstance(a, Tensor) or a.type.is_scalar:
        raise NotStaged
    if axis is None:
        axes = tuple(place for place, size in enumerate(a.type.shape) if isinstance(size, int) and size == 1)
        if any(not isinstance(size, int) and size.may_be_one for size in a.type.shape):
            raise NotStaged
    else:
        axes = normalize_axis_tuple(axis, ndim_of(a))
    return make_view(a, "squeeze", (), {"axes": axes})


@implements(np.broadcast_to)
def _broadcast_to(a: Any, shape: Any, subok: bool = False) -> Any:
    sizes, a = sizes_of(shape), as_array(a)
    if isinstance(a, Tensor) and a.type.kind == "array":
        result = make_view(a, "broadcast_to", sizes, {"shape": known(sizes)})
    else:
        result = emit("broadcast_to", a, *sizes, shape=known(sizes))
    result.read_only = True
    return result


@implements(np.flip)
def _flip(m: Any, axis: Any = None) -> Any:
    m = as_array(m)
    axes = axes_of(axis, ndim_of(m))
    return m[
        tuple(
            slice(None, None, -1) if axes is None or place in axes else slice(None)
            for place in range(ndim_of(m))
        )
    ]


@implements(np.flipud)
def _flipud(m: Any) -> Any:
    return m[::-1, ...]


@implements(np.fliplr)
def _fliplr(m: Any) -> Any:
    return m[:, ::-1]
