"""`np.linspace` of numbers in graphs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from autograph import spacing
from autograph.operators.algorithms import traced
from autograph.tracing.tensor import Tensor

__all__ = ["staged_linspace"]

_linspace = traced(spacing.linspace)


def staged_linspace(given: Iterable[Any]) -> Any:
    """Return what `np.linspace` returns between numbers that doubles hold; None for anything else."""
    start, stop, num, endpoint, retstep, dtype, axis, device = given
    if not (_is_double(start) and _is_double(stop) and _is_count(num)):
        return None
    if retstep or axis != 0 or device is not None or type(endpoint) is not bool:
        return None
    if dtype is not None and np.dtype(dtype).kind not in "iuf":
        return None
    return _linspace(start, stop, num, endpoint, dtype)


def _is_double(value: Any) -> bool:
    """Whether NumPy takes a number as a double."""
    if isinstance(value, Tensor):
        numeric = value.type.kind in ("python", "scalar") and value.type.dtype in (np.float64, np.int64)
        return numeric and not value.alternatives
    return type(value) in (float, np.float64) or (type(value) is int and abs(value) < 2**63)


def _is_count(value: Any) -> bool:
    if isinstance(value, Tensor):
        return not value.alternatives and value.type.kind == "python" and value.type.dtype.kind == "i"
    return type(value) is int
