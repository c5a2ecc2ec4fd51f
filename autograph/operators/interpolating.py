"""A call of `np.interp` or `np.digitize` in, its result by a program of ours out, where this knows it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from autograph import interpolation
from autograph.operators.algorithms import traced
from autograph.tracing.numpy_functions.arrays import as_handle
from autograph.tracing.tensor import Tensor

__all__ = ["staged_digitize", "staged_interp"]

_interp = traced(interpolation.interp)
_interp_one = traced(interpolation.interp_one)
_digitize = traced(interpolation.digitize)


def staged_interp(given: Iterable[Any]) -> Any:
    """Return what `np.interp` returns of doubles; None for anything else."""
    x, xp, fp, left, right, period = given
    if period is not None or not (_is_row(xp) and _is_row(fp)):
        return None
    if not all(end is None or _is_number(end) for end in (left, right)):
        return None
    xp, fp = as_handle(xp), as_handle(fp)
    if _is_number(x):
        return _interp_one(x, xp, fp, left, right)
    return _interp(x, xp, fp, left, right) if _is_array(x) else None


def staged_digitize(given: Iterable[Any]) -> Any:
    """Return what `np.digitize` returns of doubles; None for anything else."""
    x, bins, right = given
    if type(right) is not bool or not _is_row(bins) or not _is_array(x):
        return None
    return _digitize(x, as_handle(bins), right)


def _is_array(value: Any) -> bool:
    if isinstance(value, Tensor):
        return value.type.kind == "array" and value.type.dtype == np.float64
    return type(value) is np.ndarray and value.dtype == np.float64


def _is_row(value: Any) -> bool:
    return _is_array(value) and value.ndim == 1


def _is_number(value: Any) -> bool:
    """Whether NumPy takes a number as a double."""
    if isinstance(value, Tensor):
        return value.type.is_scalar and value.type.dtype in (np.float64, np.int64) and not value.alternatives
    return type(value) in (float, np.float64) or (type(value) is int and abs(value) < 2**63)
