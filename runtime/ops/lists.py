"""What lists need that arrays do not: an index as Python's lists take it."""

from __future__ import annotations

from autograph.runtime.codegen import indexing as kernels
from autograph.runtime.ops.base import define
from autograph.runtime.ops.rules import require
from autograph.runtime.types import ArrayType

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
    kernel=kernels.list_place,
    may_fail=True,
)
