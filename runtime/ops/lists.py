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


def _infer_reserve(x: ArrayType, count: ArrayType) -> tuple[ArrayType, ...]:
    require(x.kind == "array" and x.ndim == 1, "only a 1-d array can be made longer")
    require(count.kind == "python" and count.dtype.kind == "i", "the length in use is a Python int")
    return (x.with_(shape=(symbol(),), layout="C"),)


def _reserve(x: np.ndarray[Any, Any], count: int) -> np.ndarray[Any, Any]:
    """Return the array, or one with the same elements and more, so that element `count` is in it."""
    if count < len(x):
        return x
    longer = np.zeros(2 * len(x) + 8, x.dtype)
    longer[: len(x)] = x
    return longer


define(
    "reserve",
    infer=_infer_reserve,
    numpy=_reserve,
    kernel=growing.reserve,
    may_fail=True,
    hands_on=True,
)
