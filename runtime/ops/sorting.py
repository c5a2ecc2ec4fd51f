"""Sorting, searching and counting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from autograph.runtime.codegen import sorting
from autograph.runtime.ops.base import define
from autograph.runtime.ops.rules import array, by_sample, kind_for, require, require_numeric
from autograph.runtime.types import ArrayType, Symbol, symbol

if TYPE_CHECKING:
    from autograph.runtime.graph import Node

__all__: list[str] = []


def _check_axis(x: ArrayType, axis: int) -> None:
    require_numeric(x)
    require(x.kind == "array", "sorting takes an array")
    require(0 <= axis < x.ndim, f"axis {axis} is out of bounds for array of dimension {x.ndim}")


def _infer_sort(x: ArrayType, *, axis: int, kind: str | None = None) -> tuple[ArrayType, ...]:
    _check_axis(x, axis)
    return (array(x.dtype, x.shape),)


define(
    "sort",
    infer=_infer_sort,
    numpy=lambda x, *, axis, kind=None: np.sort(x, axis, kind),
    kernel=sorting.sort,
)


def _infer_argsort(x: ArrayType, *, axis: int, kind: str | None = None) -> tuple[ArrayType, ...]:
    _check_axis(x, axis)
    return (array(np.intp, x.shape),)


define(
    "argsort",
    infer=_infer_argsort,
    numpy=lambda x, *, axis, kind=None: np.argsort(x, axis, kind),
    kernel=sorting.argsort,
)


def _infer_searchsorted(a: ArrayType, v: ArrayType, *, side: str = "left") -> tuple[ArrayType, ...]:
    require_numeric(a, v)
    require(a.ndim == 1, "object too deep for desired array")
    require(side in ("left", "right"), f"search side must be 'left' or 'right', not {side!r}")
    return (ArrayType(np.dtype(np.intp), v.shape, kind_for(v.shape)),)


define(
    "searchsorted",
    infer=_infer_searchsorted,
    numpy=lambda a, v, *, side="left": np.searchsorted(a, v, side),
    kernel=sorting.searchsorted,
)


def _infer_nonzero(x: ArrayType) -> tuple[ArrayType, ...]:
    require_numeric(x)
    require(x.ndim > 0, "Calling nonzero on 0d arrays is not allowed.")
    count = symbol()
    return tuple(array(np.intp, [count]) for _ in range(x.ndim))


define(
    "nonzero",
    infer=_infer_nonzero,
    numpy=np.nonzero,
)


def _infer_unique(x: ArrayType) -> tuple[ArrayType, ...]:
    require_numeric(x)
    return (array(x.dtype, [symbol()]),)


define(
    "unique",
    infer=_infer_unique,
    numpy=np.unique,
)


def _infer_diff(x: ArrayType, *, n: int = 1, axis: int) -> tuple[ArrayType, ...]:
    _check_axis(x, axis)
    dtype = by_sample(_difference, x, axis=axis).dtype
    shape = list(x.shape)
    size = shape[axis]
    shape[axis] = size if n == 0 else symbol() if isinstance(size, Symbol) else max(0, size - n)
    return (array(dtype, shape),)


def _difference(x: Any, *, n: int = 1, axis: int) -> Any:
    return np.diff(x, n, axis)


define(
    "diff",
    infer=_infer_diff,
    numpy=_difference,
    views=lambda node: node.params.get("n") == 0,
)


def _infer_bincount(x: ArrayType, *weights: ArrayType, minlength: int = 0) -> tuple[ArrayType, ...]:
    require_numeric(x, *weights)
    require(x.ndim == 1 and x.dtype.kind in "biu", "bincount takes a row of non-negative integers")
    require(np.can_cast(x.dtype, np.intp, "safe"), f"Cannot cast array data from {x.dtype!r} to int64")
    return (array(np.float64 if weights else np.intp, [symbol()]),)


define(
    "bincount",
    infer=_infer_bincount,
    numpy=lambda x, *weights, minlength=0: np.bincount(x, weights[0] if weights else None, minlength),
    may_fail=True,
)


def _infer_interp(x: ArrayType, xp: ArrayType, fp: ArrayType) -> tuple[ArrayType, ...]:
    require_numeric(x, xp, fp)
    require(xp.ndim == 1 and fp.ndim == 1, "object too deep for desired array")
    dtype = np.dtype(np.complex128 if fp.dtype.kind == "c" else np.float64)
    require("c" not in (x.dtype.kind, xp.dtype.kind), "Cannot cast array data from complex to float64")
    return (ArrayType(dtype, x.shape, kind_for(x.shape)),)


def _lengths_may_differ(node: Node) -> bool:
    xp, fp = (value.type.shape for value in node.inputs[1:3])
    return xp != fp or not isinstance(xp[0], int) or xp[0] == 0


define(
    "interp",
    infer=_infer_interp,
    numpy=np.interp,
    may_fail=_lengths_may_differ,
    traces=(np.interp,),
)
