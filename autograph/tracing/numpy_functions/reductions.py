"""Reductions and running totals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import numpy as np
from numpy.lib.array_utils import normalize_axis_index, normalize_axis_tuple

from autograph.tracing.numpy_functions.arrays import as_array, is_number
from autograph.tracing.numpy_functions.dispatch import FUNCTIONS, NotStaged, dtype_of, implements, ndim_of
from autograph.tracing.numpy_functions.rows import in_row
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import emit

__all__ = ["axes_of"]


def axes_of(axis: Any, ndim: int) -> tuple[int, ...] | None:
    """Return an axis argument as non-negative numbers; None means all axes."""
    return None if axis is None else normalize_axis_tuple(axis, ndim)


def _reduced(name: str, a: Any, axis: Any, keepdims: Any, **params: Any) -> Any:
    a = as_array(a)
    if not isinstance(a, Tensor) or any(isinstance(value, Tensor) for value in params.values()):
        raise NotStaged
    if isinstance(axis, list):  # which reductions refuse, others not
        raise NotStaged
    if _keeps(keepdims):
        params["keepdims"] = True
    return emit(name, a, axis=axes_of(axis, ndim_of(a)), **params)


def _keeps(keepdims: Any) -> bool:
    """Say whether the axes stay: any int may tell, nothing else but what stands for no argument."""
    if isinstance(keepdims, int):
        return bool(keepdims)
    if keepdims is None or keepdims is np._NoValue:
        return False
    raise NotStaged


def _dtype(dtype: Any) -> dict[str, Any]:
    return {} if dtype is None else {"dtype": np.dtype(dtype)}


# Each leaves to NumPy what its op does not know: `where`, `initial`, `mean`.


def _plain(name: str) -> Callable[..., Any]:
    def staged(a: Any, axis: Any = None, *, keepdims: Any = False, **rest: Any) -> Any:
        if rest:
            raise NotStaged
        return _reduced(name, a, axis, keepdims)

    return staged


def _extreme(name: str) -> Callable[..., Any]:
    plain = _plain(name)

    def staged(a: Any, axis: Any = None, *, keepdims: Any = False, **rest: Any) -> Any:
        if rest.keys() == {"initial"} and axis is None and keepdims is False:
            return emit(name, _with_first(rest["initial"], in_row(a)), axis=None)
        return plain(a, axis, keepdims=keepdims, **rest)

    return staged


def _with_first(number: Any, row: Any) -> Any:
    """Return a row of doubles with a number before it."""
    known = isinstance(row, Tensor) and row.type.kind == "array" and row.type.dtype == np.float64
    if not known or not is_number(number) or dtype_of(number) not in (np.float64, np.int64):
        raise NotStaged
    return np.concatenate(([number], row))


def _typed(name: str) -> Callable[..., Any]:
    def staged(a: Any, axis: Any = None, dtype: Any = None, *, keepdims: Any = False, **rest: Any) -> Any:
        if rest:
            raise NotStaged
        return _reduced(name, a, axis, keepdims, **_dtype(dtype))

    return staged


def _spread(name: str) -> Callable[..., Any]:
    def staged(
        a: Any, axis: Any = None, dtype: Any = None, *, ddof: Any = 0, keepdims: Any = False, **rest: Any
    ) -> Any:
        ddof = rest.pop("correction", ddof)
        if rest or isinstance(ddof, Tensor):
            raise NotStaged
        return _reduced(name, a, axis, keepdims, **_dtype(dtype), **({"ddof": ddof} if ddof != 0 else {}))

    return staged


_KINDS: dict[Callable[[str], Callable[..., Any]], dict[Any, str]] = {
    _extreme: {np.min: "min", np.max: "max"},
    _plain: {
        np.any: "any",
        np.all: "all",
        np.count_nonzero: "count_nonzero",
        np.nanmin: "nanmin",
        np.nanmax: "nanmax",
        np.median: "median",
    },
    _typed: {
        np.sum: "sum",
        np.prod: "prod",
        np.mean: "mean",
        np.nansum: "nansum",
        np.nanprod: "nanprod",
        np.nanmean: "nanmean",
    },
    _spread: {np.var: "var", np.std: "std", np.nanvar: "nanvar", np.nanstd: "nanstd"},
}
for _kind, _functions in _KINDS.items():
    for _function, _name in _functions.items():
        FUNCTIONS[cast(Any, _function)] = _kind(_name)
FUNCTIONS[cast(Any, np.amin)] = FUNCTIONS[cast(Any, np.min)]
FUNCTIONS[cast(Any, np.amax)] = FUNCTIONS[cast(Any, np.max)]


def _arg_reduction(name: str) -> Callable[..., Any]:
    def staged(a: Any, axis: Any = None, *, keepdims: Any = False) -> Any:
        a = as_array(a)
        if _keeps(keepdims) or not isinstance(a, Tensor):
            raise NotStaged
        return emit(name, a, axis=None if axis is None else (normalize_axis_index(axis, ndim_of(a)),))

    return staged


for _function, _name in {
    np.argmin: "argmin",
    np.argmax: "argmax",
    np.nanargmin: "nanargmin",
    np.nanargmax: "nanargmax",
}.items():
    FUNCTIONS[cast(Any, _function)] = _arg_reduction(_name)


def _cumulative(name: str) -> Callable[..., Any]:
    def staged(a: Any, axis: Any = None, dtype: Any = None) -> Any:
        a = as_array(a)
        if dtype is not None or not isinstance(a, Tensor) or not ndim_of(a):
            raise NotStaged
        if axis is None and ndim_of(a) != 1:
            a = in_row(a)
        return emit(name, a, axis=normalize_axis_index(0 if axis is None else axis, ndim_of(a)))

    return staged


for _function, _name in {
    np.cumsum: "cumsum",
    np.cumprod: "cumprod",
    np.nancumsum: "nancumsum",
    np.nancumprod: "nancumprod",
}.items():
    FUNCTIONS[cast(Any, _function)] = _cumulative(_name)


def _accumulated(name: str) -> Callable[..., Any]:
    def staged(array: Any, axis: Any = 0) -> Any:
        if axis is None:
            raise NotStaged
        return emit(name, array, axis=normalize_axis_index(axis, ndim_of(array)))

    return staged


FUNCTIONS[np.maximum.accumulate] = _accumulated("cummax")
FUNCTIONS[np.minimum.accumulate] = _accumulated("cummin")


@implements(np.ptp)
def _ptp(a: Any, axis: Any = None, **rest: Any) -> Any:
    return np.subtract(np.max(a, axis=axis, **rest), np.min(a, axis=axis, **rest))
