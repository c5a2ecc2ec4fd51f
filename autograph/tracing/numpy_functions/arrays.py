"""Arrays made of nested sequences and of other arrays."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograph.runtime.types import is_python_scalar
from autograph.tracing.array_likes import array_of, elements_of, is_array_like
from autograph.tracing.boxes import unboxed
from autograph.tracing.choice import is_several, settled
from autograph.tracing.host import host_call
from autograph.tracing.numpy_functions.by_type import of_one_dtype
from autograph.tracing.numpy_functions.dispatch import (
    FUNCTIONS,
    TAKING_LISTS,
    NotStaged,
    dtype_of,
    holds_handle,
    implements,
    ndim_of,
)
from autograph.tracing.numpy_functions.memory import is_contiguous
from autograph.tracing.numpy_functions.stored import require_storable
from autograph.tracing.orders import note_order
from autograph.tracing.tensor import Tensor, settle
from autograph.tracing.trace import Untraceable, emit

__all__ = ["array", "as_array", "as_array_of", "as_handle", "cast", "in_order", "is_number", "joined"]


@implements(np.array)
def array(  # noqa: PLR0913  (NumPy's signature)
    value: Any,
    dtype: Any = None,
    *,
    copy: Any = True,
    order: Any = "K",
    subok: bool = False,
    ndmin: int = 0,
    **rest: Any,
) -> Any:
    """Stage ``np.array``: the leaves of nested sequences are joined."""
    if rest:
        raise NotStaged
    if not holds_handle(value):
        made = np.array(value, dtype, order=order, ndmin=ndmin, copy=copy)
        if made.dtype.kind not in "biufc":
            raise Untraceable("AG205", f"an array of {made.dtype}")
        return emit("copy", made) if copy else made
    if copy is False and not (isinstance(value, Tensor) and value.type.kind == "array"):
        raise NotStaged
    if isinstance(value, Tensor) and value.type.kind == "array":
        return _converted(value, dtype, order, copy, ndmin)
    return _with_rank(joined(value) if dtype is None else _stored(value, np.dtype(dtype)), ndmin)


def _converted(value: Tensor, dtype: Any, order: Any, copy: Any, ndmin: int) -> Any:
    """Return an array as an array: itself where nothing asks for another."""
    asked = value.type.dtype if dtype is None else np.dtype(dtype)
    if not copy and not _keeps_order(value, order):
        if copy is False or is_contiguous(value if order == "C" else value.T) is not False:
            raise NotStaged
        if asked == value.type.dtype:
            _assume_elements(value)
        copy = True
    if asked != value.type.dtype:
        if copy is False:
            raise NotStaged
        return _with_rank(in_order(cast(value, asked), order), ndmin)
    return _with_rank(in_order(emit("copy", value), order, value) if copy else value, ndmin)


def _assume_elements(value: Tensor) -> None:
    """Stake the run on an array's not being empty: one that is lies in any order, and stays itself."""
    some: Any = value.size > 0
    if isinstance(some, Tensor):
        emit("assume", some, reason="an empty array is asked for in an order")


def _stored(value: Any, dtype: np.dtype[Any]) -> Any:
    """Return a sequence as an array of a dtype, an empty one too."""
    made = elements_of(value) if is_array_like(value) else joined(value)
    if dtype == dtype_of(made):
        return made
    require_storable(value, made, dtype)
    return cast(made, dtype)


def cast(value: Any, dtype: np.dtype[Any]) -> Any:
    """Return a value with another dtype; what loses imaginary parts is left to NumPy, which warns of it."""
    if dtype_of(value).kind == "c" and dtype.kind not in "bc":
        owner: Any = np.ndarray if isinstance(value, np.ndarray) or value.type.kind == "array" else np.generic
        return host_call(owner.astype, (value, dtype), {})
    return emit("cast", value, dtype=dtype)


def in_order(made: Any, order: Any, source: Any = None) -> Any:
    """Note the order that a new array was asked for: one, or that of the array it is a copy of."""
    if order not in ("C", "F") and isinstance(source, Tensor):
        order = "C" if is_contiguous(source) else "F" if is_contiguous(source.T) else ""
    return note_order(made, order) if order in ("C", "F", "") else made


def _with_rank(value: Any, ndmin: int) -> Any:
    missing = ndmin - ndim_of(value)
    return value[(None,) * missing] if missing > 0 else value


def _keeps_order(value: Tensor, order: Any) -> bool:
    """Whether an array surely lies in memory as asked."""
    if order in (None, "K", "A") or value.type.ndim == 0:
        return True
    wanted: Any = value if order == "C" else value.T
    return is_contiguous(wanted) is True


def joined(value: Any) -> Any:
    """Return nested sequences, some of whose leaves are handles, as one array."""
    return _joined(of_one_dtype(value))


def _joined(value: Any) -> Any:
    if is_several(value):
        raise Untraceable("AG101", "one of several kinds of values in an array")
    value = settled(value)
    if isinstance(value, Tensor):
        value = settle(unboxed(value))
        return emit("to_array", value) if value.type.is_scalar else value
    if is_array_like(value):
        return array_of(value)
    if isinstance(value, list | tuple):
        nested, leaves = _levels(value)
        if _may_differ([_shape(leaf) for leaf in leaves]):
            made = emit("stack", *map(_joined, leaves), axis=0, nested=nested)
            return made if len(nested) == 1 else np.reshape(made, (*nested, *made.shape[1:]))
        parts = [_joined(item) for item in value]
        if len({ndim_of(part) for part in parts}) != 1:
            raise ValueError(
                "setting an array element with a sequence. The requested array has an inhomogeneous shape"
            )
        return emit("stack", *parts, axis=0)
    return np.asarray(value)


def _levels(value: Any) -> tuple[tuple[int, ...], list[Any]]:
    """Return the lengths of nested sequences, as far as they are equal, and what lies in the innermost."""
    leaves = list(value)
    nested: tuple[int, ...] = (len(leaves),)
    while leaves and all(isinstance(leaf, list | tuple) for leaf in leaves):
        if len({len(leaf) for leaf in leaves}) > 1:
            break
        nested, leaves = (*nested, len(leaves[0])), [item for leaf in leaves for item in leaf]
    return nested, leaves


def _shape(value: Any) -> tuple[Any, ...] | None:
    """Return the sizes of what becomes a part of an array, before it does; None where they are not equal."""
    if isinstance(value, list | tuple):
        shapes = {_shape(item) for item in value}
        return (len(value), *shapes.pop()) if len(shapes) == 1 and None not in shapes else None  # type: ignore[misc]
    return tuple(value.type.shape) if isinstance(value, Tensor) else np.shape(value)


def _may_differ(shapes: list[tuple[Any, ...] | None]) -> bool:
    """Whether arrays of one rank may be of different sizes."""
    return None not in shapes and len(set(shapes)) > 1 and len({len(shape or ()) for shape in shapes}) == 1


@implements(np.asarray, np.asanyarray)
def _asarray(a: Any, dtype: Any = None, order: Any = None, *, copy: Any = None, **rest: Any) -> Any:
    if not isinstance(a, Tensor | np.ndarray) and copy is not False:
        copy = True  # the array is new, and the program's
    return array(a, dtype, copy=copy, order="K" if order is None else order, **rest)


@implements(np.ascontiguousarray)
def _ascontiguousarray(a: Any, dtype: Any = None, **rest: Any) -> Any:
    return _asarray(as_array_of(a), dtype, "C", **rest) if ndim_of(as_array(a)) else _row(a, dtype)


@implements(np.asfortranarray)
def _asfortranarray(a: Any, dtype: Any = None, **rest: Any) -> Any:
    return _asarray(as_array_of(a), dtype, "F", **rest) if ndim_of(as_array(a)) else _row(a, dtype)


def _row(a: Any, dtype: Any) -> Any:
    made = array(a, dtype, copy=None)
    return made[None] if isinstance(a, Tensor) and a.type.kind == "array" else emit("copy", made[None])


@implements(np.copy)
def _copy(a: Any, order: str = "K", subok: bool = False) -> Any:
    return array(a, order=order)


def as_array(value: Any) -> Any:
    """Return `value` as something with a type: handles and arrays as they are, sequences joined."""
    if isinstance(value, Tensor | np.ndarray | np.generic) or is_python_scalar(value):
        return value
    return array(value)


def as_array_of(value: Any) -> Any:
    """Return data as a handle or an array, never a scalar."""
    if isinstance(value, Tensor):
        return emit("to_array", value) if value.type.is_scalar else value
    return np.asarray(value)


def as_handle(value: Any) -> Tensor:
    """Return data as the handle of an array: of what is known, a copy that is the run's own."""
    made = as_array_of(as_array(value))
    handle: Tensor = made if isinstance(made, Tensor) else emit("copy", made)
    return handle


def is_number(value: Any) -> bool:
    """Whether a value is one number: Python's, NumPy's, or data."""
    if isinstance(value, Tensor):
        return value.type.is_scalar
    return is_python_scalar(value) or isinstance(value, np.number | np.bool_)


TAKING_LISTS |= {FUNCTIONS[function] for function in (np.array, np.asarray, np.asanyarray)}
