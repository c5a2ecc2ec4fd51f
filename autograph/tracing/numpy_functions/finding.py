"""Places of elements: of those that are true, and of one among all as an index for each axis."""

from __future__ import annotations

import functools
import operator
from typing import Any

import numpy as np

from autograph.runtime.types import is_python_scalar
from autograph.tracing.flags import either
from autograph.tracing.numpy_functions.arrays import as_array
from autograph.tracing.numpy_functions.dispatch import NotStaged, call_function, dtype_of, implements, ndim_of
from autograph.tracing.numpy_functions.rows import in_row
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import emit

__all__: list[str] = []


@implements(np.nonzero)
def _nonzero(a: Any) -> Any:
    return (_places(as_array(a)),)


@implements(np.flatnonzero)
def _flatnonzero(a: Any) -> Any:
    return _places(in_row(a))


def _places(a: Any) -> Any:
    if is_python_scalar(a) or ndim_of(a) != 1 or dtype_of(a).kind not in "biufc":
        raise NotStaged
    mask = a if dtype_of(a).kind == "b" else np.not_equal(a, 0)
    return call_function(np.arange, (a.shape[0],), {})[mask]


@implements(np.unravel_index)
def _unravel_index(indices: Any, shape: Any, order: str = "C") -> Any:
    if not _is_int(indices) or not _are_ints(shape) or order != "C":
        raise NotStaged
    size = functools.reduce(operator.mul, shape, 1)
    outside = either(operator.lt(indices, 0), operator.ge(indices, size))
    emit("raise_if", outside, indices, size, exception=_outside, name="ValueError")
    rest, places = operator.add(indices, np.int64(0)), []
    for axis_size in reversed(shape[1:]):
        places.append(operator.mod(rest, axis_size))
        rest = operator.floordiv(rest, axis_size)
    return tuple([rest, *reversed(places)][: len(shape)])


@implements(np.ravel_multi_index)
def _ravel_multi_index(multi_index: Any, dims: Any, mode: str = "raise", order: str = "C") -> Any:
    plain = mode == "raise" and order == "C" and isinstance(multi_index, tuple) and len(multi_index) > 0
    if not plain or not _are_ints(multi_index) or not _are_ints(dims) or len(dims) != len(multi_index):
        raise NotStaged
    place: Any = np.int64(0)
    outside: Any = False
    for index, size in zip(multi_index, dims, strict=True):
        outside = either(outside, either(operator.lt(index, 0), operator.ge(index, size)))
        place = operator.add(operator.mul(place, size), index)
    size = functools.reduce(operator.mul, dims, 1)
    emit("raise_if", outside, size, exception=_wrong_index, name="ValueError")
    return place


def _are_ints(items: Any) -> bool:
    return isinstance(items, tuple) and all(map(_is_int, items))


def _is_int(item: Any) -> bool:
    """Whether an object is an int, or a signed one of the program."""
    if isinstance(item, Tensor):
        return item.type.is_scalar and item.type.dtype.kind == "i"
    return isinstance(item, int | np.signedinteger) and not isinstance(item, bool)


def _outside(index: int, size: int) -> ValueError:
    return ValueError(f"index {index} is out of bounds for array with size {size}")


def _wrong_index(size: int) -> ValueError:
    empty = "cannot unravel if shape has zero entries (is empty)."
    return ValueError("invalid entry in coordinates array" if size else empty)
