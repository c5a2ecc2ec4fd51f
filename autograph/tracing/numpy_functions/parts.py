"""Parts of arrays and arrays turned: views."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_index

from autograph.tracing.numpy_functions.arrays import as_array
from autograph.tracing.numpy_functions.dispatch import NotStaged, call_function, dtype_of, implements, ndim_of
from autograph.tracing.numpy_functions.shapes import move_axes
from autograph.tracing.tensor import Tensor, make_view

__all__: list[str] = []


@implements(np.real)
def _real(val: Any) -> Any:
    return as_array(val).real


@implements(np.imag)
def _imag(val: Any) -> Any:
    return as_array(val).imag


@implements(np.diagonal)
def _diagonal(a: Any, offset: Any = 0, axis1: int = 0, axis2: int = 1) -> Any:
    if ndim_of(a) != 2 or (axis1, axis2) != (0, 1) or isinstance(offset, Tensor):
        raise NotStaged
    result = make_view(a, "diagonal", (), {"offset": int(offset)})
    result.read_only = True
    return result


@implements(np.diag)
def _diag(v: Any, k: int = 0) -> Any:
    joined = as_array(v)
    if joined is not v:
        return np.diag(joined, k)
    if ndim_of(v) == 1 and type(k) is int:
        return _with_diagonal(v, k)
    if ndim_of(v) != 2:
        raise NotStaged
    return _diagonal(v, k)


def _with_diagonal(v: Any, k: int) -> Any:
    """Return a square of zeros that has `v` as one of its diagonals."""
    count = v.shape[0]
    size = count + abs(k)
    square: Any = call_function(np.zeros, ((size, size),), {"dtype": dtype_of(v)})
    start = k if k >= 0 else -k * size
    np.reshape(square, -1)[start : start + count * (size + 1) : size + 1] = v
    return square


@implements(np.rot90)
def _rot90(m: Any, k: Any = 1, axes: Any = (0, 1)) -> Any:
    m = as_array(m)
    if ndim_of(m) != 2 or tuple(axes) != (0, 1) or isinstance(k, Tensor):
        raise NotStaged
    turned = {0: lambda: m[:], 1: lambda: m[:, ::-1].T, 2: lambda: m[::-1, ::-1], 3: lambda: m.T[:, ::-1]}
    return turned[k % 4]()


@implements(np.rollaxis)
def _rollaxis(a: Any, axis: int, start: int = 0) -> Any:
    ndim = ndim_of(a)
    axis = normalize_axis_index(axis, ndim)
    start = start + ndim if start < 0 else start
    if not 0 <= start <= ndim:
        raise NotStaged
    return move_axes(a, axis, start - 1 if start > axis else start)


@implements(np.trace)
def _trace(a: Any, offset: int = 0, **rest: Any) -> Any:
    if rest or ndim_of(a) != 2:
        raise NotStaged
    return np.sum(_diagonal(a, offset))
