"""Choosing between elements, sorting them, and products."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_index

from autograph.runtime.types import is_python_scalar
from autograph.tracing.numpy_functions.arrays import as_array, as_array_of
from autograph.tracing.numpy_functions.dispatch import (
    NotStaged,
    assume_fitting,
    dtype_of,
    implements,
    ndim_of,
)
from autograph.tracing.numpy_functions.rows import in_row
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import emit

__all__: list[str] = []


_ABSENT = object()


@implements(np.where)
def _where(condition: Any, x: Any = _ABSENT, y: Any = _ABSENT) -> Any:
    if x is _ABSENT and y is _ABSENT:
        return np.nonzero(as_array(condition))
    if x is None or y is None or y is _ABSENT:
        raise NotStaged
    parts = [as_array(item) for item in (condition, x, y)]
    result = emit("where", *parts)
    return emit("to_array", result) if result.type.is_scalar else result


@implements(np.clip)
def _clip(a: Any, *bounds: Any, **more: Any) -> Any:
    given = {**dict(zip(("a_min", "a_max"), bounds, strict=False)), **more}
    # NumPy wants both of its older bounds, or any of the newer ones.
    if len(bounds) > 2 or given.keys() not in ({"a_min", "a_max"}, {"min", "max"}, {"min"}, {"max"}, set()):
        raise NotStaged
    low = given.get("a_min", given.get("min"))
    high = given.get("a_max", given.get("max"))
    result, low, high = as_array(a), _bound(low), _bound(high)
    result = as_array_of(result) if _is_python(result) else result
    if dtype_of(result).kind in "iu":
        # As NumPy does: Python ints that the dtype cannot hold bound nothing.
        info = np.iinfo(dtype_of(result))
        if info.bits < 64 and any(_is_weak(bound) for bound in (low, high)):
            raise NotStaged
        low = None if type(low) is int and low <= info.min else low
        high = None if type(high) is int and high >= info.max else high
    if low is not None and high is not None:
        one, two, three = map(_kind, (result, low, high))
        if np.result_type(np.result_type(one, two), three) != np.result_type(one, two, three):
            raise NotStaged  # of bools between a Python int and a smaller one
        assume_fitting(result, low, high)
        if ndim_of(low) or ndim_of(high):
            return np.minimum(np.maximum(result, low), high)
        # Of equal zeros the second is taken: numbers as bounds leave the sign of a zero alone.
        return np.minimum(high, np.maximum(low, result))
    if low is not None:
        return np.maximum(result, low)
    return np.minimum(result, high) if high is not None else np.positive(result)


def _bound(bound: Any) -> Any:
    return None if bound is None else as_array(bound)


def _is_python(value: Any) -> bool:
    return value.type.kind == "python" if isinstance(value, Tensor) else is_python_scalar(value)


def _kind(operand: Any) -> Any:
    """Return what tells the dtype of results: a Python number says no more than what kind it is."""
    return np.dtype(dtype_of(operand)).type(0).item() if _is_python(operand) else dtype_of(operand)


def _is_weak(bound: Any) -> bool:
    return isinstance(bound, Tensor) and bound.type.kind == "python" and bound.type.dtype.kind == "i"


@implements(np.dot)
def _dot(a: Any, b: Any) -> Any:
    a, b = as_array(a), as_array(b)
    if ndim_of(a) == 0 or ndim_of(b) == 0:
        raise NotStaged
    return emit("dot", a, b)


@implements(np.outer)
def _outer(a: Any, b: Any) -> Any:
    return np.multiply(in_row(a)[:, None], in_row(b)[None, :])


@implements(np.sort)
def _sort(a: Any, axis: Any = -1, kind: Any = None, **rest: Any) -> Any:
    return _sorted("sort", a, axis, kind, rest)


@implements(np.argsort)
def _argsort(a: Any, axis: Any = -1, kind: Any = None, **rest: Any) -> Any:
    return _sorted("argsort", a, axis, kind, rest)


def _sorted(name: str, a: Any, axis: Any, kind: Any, rest: dict[str, Any]) -> Any:
    a = as_array(a)
    if (
        axis is None
        or not ndim_of(a)
        or not isinstance(a, Tensor)
        or any(value is not None for value in rest.values())
    ):
        raise NotStaged
    params = {} if kind is None else {"kind": kind}
    return emit(name, as_array_of(a), axis=normalize_axis_index(axis, ndim_of(a)), **params)


@implements(np.searchsorted)
def _searchsorted(a: Any, v: Any, side: Any = "left", sorter: Any = None) -> Any:
    a, v = as_array(a), as_array(v)
    if sorter is not None or ndim_of(a) != 1 or isinstance(side, Tensor):
        raise NotStaged
    return emit("searchsorted", a, v, side=side)


@implements(np.diff)
def _diff(a: Any, n: Any = 1, axis: int = -1, **rest: Any) -> Any:
    if type(n) is int and n == 0 and not rest:
        return a  # whatever it is
    a = as_array(a)
    if rest or not isinstance(n, int) or n < 0 or ndim_of(a) == 0:
        raise NotStaged
    axis = normalize_axis_index(axis, ndim_of(a))
    before = (slice(None),) * axis
    for _ in range(n):
        high, low = a[(*before, slice(1, None))], a[(*before, slice(None, -1))]
        a = np.not_equal(high, low) if dtype_of(a).kind == "b" else np.subtract(high, low)
    return a
