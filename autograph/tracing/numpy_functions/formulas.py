"""What NumPy itself computes by formulas over whole arrays: slopes, tests of closeness, roundings."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_tuple

from autograph.runtime.types import is_python_scalar
from autograph.tracing.numpy_functions.arrays import array, as_array, as_array_of, as_handle, is_number
from autograph.tracing.numpy_functions.dispatch import (
    NotStaged,
    assume_fitting,
    dtype_of,
    implements,
    ndim_of,
)
from autograph.tracing.raised_errors import ignoring_errors
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import emit

__all__: list[str] = []


@implements(np.gradient)
def _gradient(f: Any, *varargs: Any, axis: Any = None, edge_order: Any = 1) -> Any:
    f = as_handle(f)
    axes = tuple(range(ndim_of(f))) if axis is None else normalize_axis_tuple(axis, ndim_of(f))
    steps = varargs or (1.0,)
    steps = steps * len(axes) if len(steps) == 1 else steps
    if type(edge_order) is not int or edge_order not in (1, 2) or dtype_of(f).kind == "b" or not axes:
        raise NotStaged
    if len(steps) != len(axes) or not all(map(is_number, steps)):
        raise NotStaged
    if dtype_of(f).kind in "iu":
        f = emit("cast", f, dtype=np.dtype(float))
    slopes = [_slopes(f, one, step, edge_order) for one, step in zip(axes, steps, strict=True)]
    return slopes[0] if len(axes) == 1 else tuple(slopes)


def _slopes(f: Any, axis: int, step: Any, edge_order: int) -> Any:
    """Return the slopes along an axis by differences of neighbours, and at the ends of so many more."""
    emit("assume", f.shape[axis] > edge_order, reason="an axis too short for slopes")
    made = np.empty_like(f)
    before = (slice(None),) * axis

    def at(part: Any) -> Any:
        return f[(*before, part)]

    made[(*before, slice(1, -1))] = (at(slice(2, None)) - at(slice(None, -2))) / (2.0 * step)
    if edge_order == 1:
        made[(*before, 0)] = (at(1) - at(0)) / step
        made[(*before, -1)] = (at(-1) - at(-2)) / step
    else:
        made[(*before, 0)] = (-1.5 / step) * at(0) + (2.0 / step) * at(1) + (-0.5 / step) * at(2)
        made[(*before, -1)] = (0.5 / step) * at(-3) + (-2.0 / step) * at(-2) + (1.5 / step) * at(-1)
    return made


@implements(np.isclose)
def _isclose(a: Any, b: Any, rtol: Any = 1e-05, atol: Any = 1e-08, equal_nan: Any = False) -> Any:
    fixed = all(type(item) in (int, float) and np.isfinite(item) for item in (rtol, atol))
    if not fixed or type(equal_nan) is not bool:
        raise NotStaged
    x, y = as_array(a), as_array(b)
    if is_python_scalar(y) or (isinstance(y, Tensor) and y.type.kind == "python"):
        y = y * 1.0
    else:
        y = array(y, np.result_type(dtype_of(y), 1.0), copy=None)
    with ignoring_errors("invalid"):
        found = np.less_equal(abs(x - y), atol + rtol * abs(y)) & np.isfinite(y) | (x == y)
        if equal_nan:
            found = found | (np.isnan(x) & np.isnan(y))
    return found


@implements(np.allclose)
def _allclose(a: Any, b: Any, rtol: Any = 1e-05, atol: Any = 1e-08, equal_nan: Any = False) -> Any:
    return emit("to_python", np.all(_isclose(a, b, rtol, atol, equal_nan)), type=bool)


@implements(np.round, np.around)
def _round(a: Any, decimals: Any = 0) -> Any:
    a = as_array(a)
    if type(decimals) is not int or not isinstance(a, Tensor) or a.type.kind == "python":
        raise NotStaged
    if dtype_of(a).kind != "f" or abs(decimals) > 22:
        raise NotStaged
    if decimals == 0:
        return np.rint(a)
    scale = 10.0 ** abs(decimals)
    return np.rint(a * scale) / scale if decimals > 0 else np.rint(a / scale) * scale


@implements(np.sinc)
def _sinc(x: Any) -> Any:
    x = as_array(x)
    if dtype_of(x).kind != "f":
        raise NotStaged
    x = np.pi * as_array_of(x)
    y = np.where(x, x, np.finfo(dtype_of(x)).eps)
    return np.sin(y) / y


@implements(np.nan_to_num)
def _nan_to_num(x: Any, copy: Any = True, nan: Any = 0.0, posinf: Any = None, neginf: Any = None) -> Any:
    given = [item for item in (nan, posinf, neginf) if item is not None]
    if copy is not True or not isinstance(x, Tensor) or x.type.kind != "array" or dtype_of(x).kind != "f":
        raise NotStaged
    if not all(type(item) in (int, float) for item in given) or not ndim_of(x):
        raise NotStaged
    limits = np.finfo(dtype_of(x))
    high = float(limits.max) if posinf is None else posinf
    low = float(limits.min) if neginf is None else neginf
    finite = np.where(x == np.inf, high, np.where(x == -np.inf, low, x))
    return np.where(np.isnan(x), nan, finite)


@implements(np.cross)
def _cross(a: Any, b: Any, axisa: Any = -1, axisb: Any = -1, axisc: Any = -1, axis: Any = None) -> Any:  # noqa: PLR0913, PLR0917  (NumPy's signature)
    a, b = as_array(a), as_array(b)
    if not ndim_of(a) or not ndim_of(b) or dtype_of(a).kind == "b" or dtype_of(b).kind == "b":
        raise NotStaged
    if axis is not None:
        axisa = axisb = axisc = axis
    a, b = np.moveaxis(a, axisa, -1), np.moveaxis(b, axisb, -1)
    for size in (a.shape[-1], b.shape[-1]):
        if isinstance(size, int) and size != 3:
            raise NotStaged
        if not isinstance(size, int):
            emit("assume", size == 3, reason="vectors that have not three parts")
    assume_fitting(a, b)
    dtype = np.promote_types(dtype_of(a), dtype_of(b))
    one, two = ([item[..., place].astype(dtype) for place in range(3)] for item in (a, b))
    parts = [one[k - 2] * two[k - 1] - one[k - 1] * two[k - 2] for k in range(3)]
    made = np.stack(parts, axis=-1)
    return np.moveaxis(made, -1, axisc) if axisc not in (-1, ndim_of(made) - 1) else made
