"""Reductions and running totals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import numpy as np
from numpy.lib.array_utils import normalize_axis_index, normalize_axis_tuple

from autograph.tracing.numpy_functions.arrays import as_array
from autograph.tracing.numpy_functions.dispatch import FUNCTIONS, NotStaged, implements, ndim_of
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import emit

__all__ = ["axes_of"]


def axes_of(axis: Any, ndim: int) -> tuple[int, ...] | None:
    """Return an axis argument as non-negative numbers; None means all axes."""
    if axis is None:
        return None
    if isinstance(axis, Tensor):
        axis = axis.__index__()
    return normalize_axis_tuple(axis, ndim)


def _reduction(name: str, *, dtype: bool = False, ddof: bool = False) -> Callable[..., Any]:
    def staged(a: Any, axis: Any = None, *more: Any, keepdims: Any = False, **rest: Any) -> Any:
        a = as_array(a)
        params: dict[str, Any] = {"axis": axes_of(axis, ndim_of(a))}
        if more:
            if not dtype or len(more) > 1:
                raise NotStaged
            rest["dtype"] = more[0]
        if keepdims is True:
            params["keepdims"] = True
        if rest.get("dtype") is not None:
            params["dtype"] = np.dtype(rest.pop("dtype"))
        rest.pop("dtype", None)
        if "ddof" in rest:
            if isinstance(rest["ddof"], Tensor):
                raise NotStaged
            params["ddof"] = rest.pop("ddof")
        if rest or (not isinstance(a, Tensor) and ndim_of(a) == 0):
            raise NotStaged
        return emit(name, a, **params)

    return staged


for _function, _name in {
    np.sum: "sum",
    np.prod: "prod",
    np.min: "min",
    np.max: "max",
    np.amin: "min",
    np.amax: "max",
    np.any: "any",
    np.all: "all",
    np.mean: "mean",
    np.var: "var",
    np.std: "std",
    np.count_nonzero: "count_nonzero",
}.items():
    FUNCTIONS[cast(Any, _function)] = _reduction(_name, dtype=_name in ("sum", "prod", "mean", "var", "std"))


def _arg_reduction(name: str) -> Callable[..., Any]:
    def staged(a: Any, axis: Any = None, *, keepdims: Any = False) -> Any:
        a = as_array(a)
        if keepdims is True:
            raise NotStaged
        return emit(name, a, axis=None if axis is None else (normalize_axis_index(axis, ndim_of(a)),))

    return staged


FUNCTIONS[np.argmin] = _arg_reduction("argmin")
FUNCTIONS[np.argmax] = _arg_reduction("argmax")


def _cumulative(name: str) -> Callable[..., Any]:
    def staged(a: Any, axis: Any = None, dtype: Any = None) -> Any:
        a = as_array(a)
        if dtype is not None:
            raise NotStaged
        if axis is None and ndim_of(a) != 1:
            a = np.ravel(a)
        return emit(name, a, axis=normalize_axis_index(0 if axis is None else axis, max(ndim_of(a), 1)))

    return staged


FUNCTIONS[np.cumsum] = _cumulative("cumsum")
FUNCTIONS[np.cumprod] = _cumulative("cumprod")


@implements(np.ptp)
def _ptp(a: Any, axis: Any = None, **rest: Any) -> Any:
    return np.subtract(np.max(a, axis=axis, **rest), np.min(a, axis=axis, **rest))
