"""What lists need that arrays do not: an index as Python's lists take it, and room to grow."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograph.runtime.codegen import growing, indexing
from autograph.runtime.ops.base import define
from autograph.runtime.ops.rules import require
from autograph.runtime.types import ArrayType, symbol

__all__: list[str] = []


def _infer_list_place(key: ArrayType, count: ArrayType, *, message: str) -> tuple[ArrayType, ...]:
    for type_ in (key, count):
        require(type_.kind == "python" and type_.dtype.kind == "i", "an index and a length are Python ints")
    return (count,)


def _list_place(key: int, count: int, *, message: str) -> int:
    place = key + count if key < 0 else key
    if not 0 <= place < count:
        raise IndexError(message)
    return place


define(
    "list_place",
    infer=_infer_list_place,
    numpy=_list_place,
    kernel=indexing.list_place,
    may_fail=True,
)


def _infer_reserve(x: ArrayType, count: ArrayType, *, axis: int) -> tuple[ArrayType, ...]:
    require(x.kind == "array" and 0 <= axis < x.ndim, "the axis that becomes longer is one of the array's")
    require(count.kind == "python" and count.dtype.kind == "i", "the length in use is a Python int")
    shape = tuple(symbol() if place == axis else size for place, size in enumerate(x.shape))
    return (x.with_(shape=shape, layout="C"),)


def _reserve(x: np.ndarray[Any, Any], count: int, *, axis: int) -> np.ndarray[Any, Any]:
    """Return the array, or one with more along an axis, zeros, so that element `count` is in it."""
    size = x.shape[axis]
    if count < size:
        return x
    sizes = list(x.shape)
    sizes[axis] = max(2 * size + 8, count + 1)
    longer = np.zeros(sizes, x.dtype)
    longer[tuple(map(slice, x.shape))] = x
    return longer


define(
    "reserve",
    infer=_infer_reserve,
    numpy=_reserve,
    kernel=growing.reserve,
    may_fail=True,
    hands_on=True,
)


def _infer_relocate(x: ArrayType, *places: ArrayType) -> tuple[ArrayType, ...]:
    require(x.kind == "array" and x.ndim > 0, "only what is in an array can be moved")
    for type_ in places:
        require(type_.kind == "python" and type_.dtype.kind == "i", "places and lengths are Python ints")
    return (x.with_(shape=(symbol(), *x.shape[1:]), layout="C"),)


def _relocate(x: np.ndarray[Any, Any], start: int, count: int, size: int, place: int) -> np.ndarray[Any, Any]:
    """Return an array of `size`, `count` elements or rows from `start` at `place`; or the array itself."""
    if size == len(x) and place == start:
        return x
    moved = np.zeros((size, *x.shape[1:]), x.dtype)
    moved[place : place + count] = x[start : start + count]
    return moved


define(
    "relocate",
    infer=_infer_relocate,
    numpy=_relocate,
    kernel=growing.relocate,
    may_fail=True,
    hands_on=True,
)
