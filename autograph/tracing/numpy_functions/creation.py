"""New arrays: by size, by range, like others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograph.tracing.numpy_functions.arrays import as_array
from autograph.tracing.numpy_functions.dispatch import FUNCTIONS, NotStaged, dtype_of, implements, ndim_of
from autograph.tracing.numpy_functions.memory import is_contiguous
from autograph.tracing.orders import note_order
from autograph.tracing.tensor import Tensor, size_of
from autograph.tracing.trace import emit

__all__ = ["filled", "known", "shape_of", "sizes_of", "total_size"]


def sizes_of(shape: Any) -> tuple[Any, ...]:
    """Return a shape argument as a tuple of sizes."""
    if isinstance(shape, Tensor) and shape.type.ndim:
        raise NotStaged
    return tuple(shape) if isinstance(shape, list | tuple) else (shape,)


def known(sizes: Any) -> tuple[Any, ...]:
    """Return what is known of sizes: a number, the symbol of an array's size, or None."""
    found: list[Any] = []
    for size in sizes:
        if isinstance(size, Tensor):
            found.append(size.size_symbol if not size.alternatives else None)
        else:
            found.append(int(size) if isinstance(size, int | np.integer) and size >= 0 else None)
    return tuple(found)


def filled(shape: Any, value: Any, dtype: Any, order: Any = "C") -> Any:
    """Return a new array, all of whose elements are one value."""
    sizes = sizes_of(shape)
    return note_order(
        emit("full", *sizes, value, dtype=np.dtype(dtype), shape=known(sizes)),
        order if order in ("C", "F") else "",
    )


def _in_order(shape: Any, value: Any, dtype: Any, order: Any) -> Any:
    """Return a new array; NumPy itself refuses any other order."""
    if order not in ("C", "F"):
        raise NotStaged
    return filled(shape, value, dtype, order)


@implements(np.zeros)
def _zeros(shape: Any, dtype: Any = float, order: str = "C", **_rest: Any) -> Any:
    target = np.dtype(dtype if dtype is not None else float)
    return _in_order(shape, target.type(0), target, order)


@implements(np.ones)
def _ones(shape: Any, dtype: Any = None, order: str = "C", **_rest: Any) -> Any:
    target = np.dtype(dtype if dtype is not None else float)
    return _in_order(shape, target.type(1), target, order)


@implements(np.empty)
def _empty(shape: Any, dtype: Any = float, order: str = "C", **_rest: Any) -> Any:
    target = np.dtype(dtype if dtype is not None else float)
    return _in_order(shape, target.type(0), target, order)


@implements(np.full)
def _full(shape: Any, fill_value: Any, dtype: Any = None, order: str = "C", **_rest: Any) -> Any:
    if ndim_of(fill_value):
        raise NotStaged
    return _in_order(shape, fill_value, dtype if dtype is not None else dtype_of(fill_value), order)


def _order_like(a: Any, order: Any) -> Any:
    """Return the order of an array made like another."""
    if order == "C" or not isinstance(a, Tensor) or (order in ("K", "A") and is_contiguous(a)):
        return "C"
    return "F" if order in ("K", "A") and is_contiguous(a.T) else order


def _like(value: Any) -> Callable[..., Any]:
    def staged(
        a: Any, dtype: Any = None, order: str = "K", subok: bool = True, shape: Any = None, **_rest: Any
    ) -> Any:
        a = as_array(a)
        target = np.dtype(dtype) if dtype is not None else dtype_of(a)
        sizes = shape_of(a) if shape is None else shape
        return filled(sizes, target.type(value), target, _order_like(a, order))

    return staged


FUNCTIONS[np.zeros_like] = FUNCTIONS[np.empty_like] = _like(0)
FUNCTIONS[np.ones_like] = _like(1)


@implements(np.full_like)
def _full_like(  # noqa: PLR0913, PLR0917  (NumPy's signature)
    a: Any, fill_value: Any, dtype: Any = None, order: str = "K", subok: bool = True, shape: Any = None
) -> Any:
    if ndim_of(fill_value):
        raise NotStaged
    target = dtype if dtype is not None else dtype_of(a)
    return filled(shape_of(a) if shape is None else shape, fill_value, target, _order_like(a, order))


@implements(np.shape)
def shape_of(a: Any) -> tuple[Any, ...]:
    """Return the sizes of a handle or of data."""
    if isinstance(a, Tensor):
        return tuple(size_of(a, axis) for axis in range(a.type.ndim))
    return np.shape(a)


@implements(np.ndim)
def _ndim(a: Any) -> int:
    return ndim_of(as_array(a))


@implements(np.iscomplexobj)
def _iscomplexobj(x: Any) -> bool:
    return dtype_of(as_array(x)).kind == "c"


@implements(np.isrealobj)
def _isrealobj(x: Any) -> bool:
    return not _iscomplexobj(x)


@implements(np.size)
def total_size(a: Any, axis: Any = None) -> Any:
    """Return how many elements there are, or how many along an axis."""
    shape = shape_of(as_array(a))
    if axis is not None:
        return shape[axis]
    total: Any = 1
    for size in shape:
        total = total * size
    return total


@implements(np.arange)
def _arange(*bounds: Any, dtype: Any = None, **rest: Any) -> Any:
    named = [rest.pop(name, None) for name in ("start", "stop", "step")]
    if any(item is not None for item in named) or rest:
        raise NotStaged
    start, stop, step = (0, bounds[0], 1) if len(bounds) == 1 else (*bounds, 1)[:3]
    if dtype is None:
        dtype = np.result_type(*(_weak(item) for item in (start, stop, step)), np.dtype(np.int64))
    return emit("arange", start, stop, step, dtype=np.dtype(dtype))


def _weak(item: Any) -> Any:
    if isinstance(item, Tensor):
        return (
            item.type.dtype
            if item.type.kind != "python"
            else {"i": 0, "f": 0.0, "b": False, "c": 0j}[item.type.dtype.kind]
        )
    return item


@implements(np.eye)
def _eye(N: Any, M: Any = None, k: Any = 0, dtype: Any = float, order: str = "C", **_rest: Any) -> Any:  # noqa: N803
    if isinstance(k, Tensor) or order not in ("C", "F"):
        raise NotStaged
    sizes = (N, N if M is None else M)
    return note_order(emit("eye", *sizes, k=int(k), dtype=np.dtype(dtype), shape=known(sizes)), order)


@implements(np.identity)
def _identity(n: Any, dtype: Any = None, **_rest: Any) -> Any:
    return _eye(n, dtype=dtype if dtype is not None else float)
