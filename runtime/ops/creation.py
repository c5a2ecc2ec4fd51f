"""Ops that make arrays out of sizes and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograph.runtime.codegen import creation as kernels
from autograph.runtime.ops.base import define
from autograph.runtime.ops.rules import array, require, require_int, require_numeric, sized
from autograph.runtime.types import ArrayType, Symbol, symbol

__all__: list[str] = []

Sizes = Sequence[int | Symbol | None] | None


def _check_sizes(sizes: Sequence[ArrayType]) -> None:
    for size in sizes:
        require_int(size, "a size of a new array")


def _infer_full(*operands: ArrayType, dtype: Any, shape: Sizes = None) -> tuple[ArrayType, ...]:
    *sizes, value = operands
    _check_sizes(sizes)
    require_numeric(value)
    require(value.ndim == 0, "full takes a scalar here")
    real = np.dtype(dtype).kind != "c"
    require(not real or value.dtype.kind != "c", "a complex value is stored into real elements")
    return (array(dtype, sized(len(sizes), shape)),)


def _full(*operands: Any, dtype: Any, shape: Any = None) -> Any:
    *sizes, value = operands
    return np.full(sizes, value, dtype)


define(
    "full",
    infer=_infer_full,
    numpy=_full,
    kernel=kernels.full,
    may_fail=True,
)


def _infer_empty(*sizes: ArrayType, dtype: Any, shape: Sizes = None) -> tuple[ArrayType, ...]:
    _check_sizes(sizes)
    return (array(dtype, sized(len(sizes), shape)),)


def _empty(*sizes: Any, dtype: Any, shape: Any = None) -> Any:
    """Return an array whose content means nothing: zeros, so that every run gives the same."""
    return np.zeros(sizes, dtype)


define(
    "empty",
    infer=_infer_empty,
    numpy=_empty,
    kernel=kernels.empty,
    may_fail=True,
)


def _arange(start: Any, stop: Any, step: Any, *, dtype: Any) -> Any:
    return np.arange(start, stop, step, dtype=dtype)


def _infer_arange(start: ArrayType, stop: ArrayType, step: ArrayType, *, dtype: Any) -> tuple[ArrayType, ...]:
    for bound in (start, stop, step):
        require_numeric(bound)
        require(bound.ndim == 0 and bound.dtype.kind != "c", "arange takes real numbers")
    return (array(dtype, [symbol()]),)


define(
    "arange",
    infer=_infer_arange,
    numpy=_arange,
    kernel=kernels.arange,
    may_fail=True,
)


def _infer_eye(
    rows: ArrayType, columns: ArrayType, *, k: int = 0, dtype: Any, shape: Sizes = None
) -> tuple[ArrayType, ...]:
    _check_sizes((rows, columns))
    return (array(dtype, sized(2, shape)),)


define(
    "eye",
    infer=_infer_eye,
    numpy=lambda rows, columns, *, k=0, dtype, shape=None: np.eye(rows, columns, k, dtype),
    kernel=kernels.eye,
    may_fail=True,
)
