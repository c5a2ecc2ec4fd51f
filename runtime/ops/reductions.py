"""Reductions and running totals along axes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from autograph.runtime.codegen.cumulative import cumulative
from autograph.runtime.codegen.reductions import reduction
from autograph.runtime.ops.base import define
from autograph.runtime.ops.rules import Shape, by_sample, require, require_numeric
from autograph.runtime.types import ArrayType, Symbol, symbol

if TYPE_CHECKING:
    from autograph.runtime.graph import Node

__all__ = ["REDUCTIONS"]

Axes = tuple[int, ...] | int | None


def _positions(x: ArrayType, axis: Axes) -> tuple[int, ...]:
    """Return the axes that are reduced.

    Raises
    ------
    TraceError
        If there is no such axis.
    """
    if axis is None:
        return tuple(range(x.ndim))
    axes = axis if isinstance(axis, tuple) else (axis,)
    for one in axes:
        require(0 <= one < max(x.ndim, 1), f"axis {one} is out of bounds for array of dimension {x.ndim}")
    return axes


def _reduced(x: ArrayType, axis: Axes, keepdims: bool) -> Shape:
    gone = _positions(x, axis)
    if keepdims:
        return tuple(1 if place in gone else size for place, size in enumerate(x.shape))
    return tuple(size for place, size in enumerate(x.shape) if place not in gone)


def _rule(function: Callable[..., Any]) -> Callable[..., tuple[ArrayType, ...]]:
    """Return the type rule of a reduction: NumPy's own dtype, without the reduced axes."""

    def infer(x: ArrayType, **params: Any) -> tuple[ArrayType, ...]:
        require_numeric(x)
        shape = _reduced(x, params.get("axis"), bool(params.get("keepdims", False)))
        asked = by_sample(function, x, **params)
        return (ArrayType(asked.dtype, shape, asked.kind),)

    return infer


def _one_axis(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function with its axis given as a tuple of one, too."""

    def meaning(x: Any, *, axis: Axes = None, **params: Any) -> Any:
        return function(x, axis=axis[0] if isinstance(axis, tuple) else axis, **params)

    return meaning


def _size_may_be_zero(node: Node) -> bool:
    """Whether a reduced axis may be empty, which an op without an identity refuses."""
    x = node.inputs[0].type
    sizes = [x.shape[axis] for axis in _positions(x, node.params.get("axis")) if x.ndim]
    return any(isinstance(size, Symbol) or size == 0 for size in sizes)


def _define(
    name: str,
    traced: Callable[..., Any],
    meaning: Callable[..., Any] | None = None,
    *,
    may_fail: bool | Callable[..., bool] = False,
    by_order: bool = False,
) -> None:
    """Define the reduction that a NumPy function becomes; `meaning` is what runs, by default the function."""
    meaning = traced if meaning is None else meaning
    define(
        name,
        infer=_rule(meaning),
        numpy=meaning,
        kernel=reduction(name),
        may_fail=may_fail,
        by_order=by_order,
        traces=(traced,),
    )


REDUCTIONS: dict[str, Callable[..., Any]] = {
    "sum": np.sum,
    "prod": np.prod,
    "any": np.any,
    "all": np.all,
    "mean": np.mean,
    "var": np.var,
    "std": np.std,
    "count_nonzero": np.count_nonzero,
    "nansum": np.nansum,
    "nanprod": np.nanprod,
    "nanmean": np.nanmean,
    "nanvar": np.nanvar,
    "nanstd": np.nanstd,
    "median": np.median,
}
"""The reductions that take any size, by op name."""

_EXACT = ("any", "all", "count_nonzero", "median")

for _name, _function in REDUCTIONS.items():
    _define(_name, _function, by_order=_name not in _EXACT)

_NEED_ELEMENTS: dict[str, Callable[..., Any]] = {
    "min": np.min,
    "max": np.max,
    "ptp": np.ptp,
    "nanmin": np.nanmin,
    "nanmax": np.nanmax,
}

for _name, _function in _NEED_ELEMENTS.items():
    _define(_name, _function, may_fail=_size_may_be_zero)

_ONE_AXIS: dict[str, Callable[..., Any]] = {
    "argmin": np.argmin,
    "argmax": np.argmax,
    "nanargmin": np.nanargmin,
    "nanargmax": np.nanargmax,
}

for _name, _function in _ONE_AXIS.items():
    _may_fail = _size_may_be_zero if _name.startswith("arg") else True
    _define(_name, _function, _one_axis(_function), may_fail=_may_fail)


# ------------------------------------------------------------------ running totals


def _running_rule(function: Callable[..., Any]) -> Callable[..., tuple[ArrayType, ...]]:
    def infer(x: ArrayType, *, axis: int | None = None, dtype: Any = None) -> tuple[ArrayType, ...]:
        require_numeric(x)
        _positions(x, axis)
        asked = by_sample(function, x, axis=axis, dtype=dtype)
        if axis is not None:
            return (ArrayType(asked.dtype, x.shape if x.ndim else (1,)),)
        return (ArrayType(asked.dtype, _flat(x)),)

    return infer


def _flat(x: ArrayType) -> Shape:
    if x.ndim == 1:
        return x.shape
    count = 1
    for size in x.shape:
        if isinstance(size, Symbol):
            return (symbol(),)
        count *= size
    return (count,)


_RUNNING: dict[str, Callable[..., Any]] = {
    "cumsum": np.cumsum,
    "cumprod": np.cumprod,
    "nancumsum": np.nancumsum,
    "nancumprod": np.nancumprod,
}

for _name, _function in _RUNNING.items():
    define(
        _name,
        infer=_running_rule(_function),
        numpy=_function,
        kernel=cumulative(_name),
        traces=(_function,),
    )


def _accumulate_rule(ufunc: np.ufunc) -> Callable[..., tuple[ArrayType, ...]]:
    def infer(x: ArrayType, *, axis: int = 0) -> tuple[ArrayType, ...]:
        require(x.ndim > 0, "cannot accumulate on a scalar")
        asked = by_sample(ufunc.accumulate, x, axis=axis)
        return (ArrayType(asked.dtype, x.shape),)

    return infer


def _accumulated(ufunc: np.ufunc) -> Callable[..., Any]:
    return lambda x, *, axis=0: ufunc.accumulate(x, axis=axis)


for _name, _ufunc in {"cummax": np.maximum, "cummin": np.minimum}.items():
    define(
        _name,
        infer=_accumulate_rule(_ufunc),
        numpy=_accumulated(_ufunc),
        kernel=cumulative(_name),
    )
