"""Arrays made of nested sequences and of other arrays."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograph.runtime.types import is_python_scalar
from autograph.tracing.numpy_functions.dispatch import NotStaged, dtype_of, holds_handle, implements, ndim_of
from autograph.tracing.tensor import Tensor, settle
from autograph.tracing.trace import Untraceable, emit

__all__ = ["array", "as_array", "as_array_of", "joined"]


@implements(np.array)
def array(  # noqa: PLR0913  (NumPy's signature)
    value: Any,
    dtype: Any = None,
    *,
    copy: Any = True,
    order: Any = "K",
    subok: bool = False,
    ndmin: int = 0,
    **_rest: Any,
) -> Any:
    """Stage ``np.array``: the leaves of nested sequences are joined."""
    if ndmin:
        raise NotStaged
    if not holds_handle(value):
        made = np.array(value, dtype)
        if made.dtype == object:
            raise Untraceable("AG205", "an array of objects")
        return emit("copy", made) if copy else made
    result = joined(value)
    if isinstance(value, Tensor) and copy and value.type.kind == "array":
        result = emit("copy", value)
    if dtype is not None and np.dtype(dtype) != dtype_of(result):
        result = emit("cast", result, dtype=np.dtype(dtype))
    return result


def joined(value: Any) -> Any:
    """Return nested sequences, some of whose leaves are handles, as one array."""
    if isinstance(value, Tensor):
        value = settle(value)
        return emit("to_array", value) if value.type.is_scalar else value
    if isinstance(value, list | tuple):
        parts = [joined(item) for item in value]
        ranks = {ndim_of(part) for part in parts}
        if len(ranks) != 1:
            raise ValueError(
                "setting an array element with a sequence. The requested array has an inhomogeneous shape"
            )
        return emit("stack", *parts, axis=0)
    return np.asarray(value)


@implements(np.asarray, np.asanyarray, np.ascontiguousarray)
def _asarray(a: Any, dtype: Any = None, order: Any = None, **_rest: Any) -> Any:
    if (
        isinstance(a, Tensor)
        and a.type.kind == "array"
        and (dtype is None or np.dtype(dtype) == a.type.dtype)
    ):
        if order not in (None, "K", "A") and a.type.ndim > 1:
            raise NotStaged
        return a
    return array(a, dtype, copy=isinstance(a, list | tuple))


@implements(np.copy)
def _copy(a: Any, order: str = "K", subok: bool = False) -> Any:
    return array(a)


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
