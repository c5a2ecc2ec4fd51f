"""A call of `ufunc.at` in, a loop over the places out, where that means the same."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograph import scattering
from autograph.operators.algorithms import traced
from autograph.runtime.types import is_python_scalar
from autograph.tracing.storage import may_overlap
from autograph.tracing.tensor import Tensor

__all__ = ["is_scattered"]

_UFUNCS = {
    np.add,
    np.subtract,
    np.multiply,
    np.maximum,
    np.minimum,
    np.bitwise_or,
    np.bitwise_and,
    np.bitwise_xor,
}
"""Ufuncs of two operands of one dtype, whose result is of that dtype, too."""

_at_rows = traced(scattering.at_rows)
_at_pairs = traced(scattering.at_pairs)


def is_scattered(ufunc: np.ufunc, args: tuple[Any, ...]) -> bool:
    """Stage ``ufunc.at(*args)`` as a loop; returns whether that could be done."""
    if ufunc not in _UFUNCS or len(args) != 3:
        return False
    array, places, values = args
    rows = places if type(places) is tuple else (places,)
    if not _is_array(array) or array.read_only or not all(_are_places(row) for row in rows):
        return False
    if any(may_overlap(array, other) for other in (*rows, values) if isinstance(other, Tensor)):
        return False  # elements may be read after they were written
    if not _keeps_dtype(ufunc, array, values):
        return False
    if type(places) is not tuple:
        wanted = places.type.ndim + array.type.ndim - 1
        if np.ndim(values) > wanted or (places.type.ndim > 1 and np.ndim(values) not in (0, wanted)):
            return False  # NumPy 2 takes some of the values alone
        _at_rows(ufunc, array, places, values)
        return True
    if (
        len(rows) != 2
        or array.type.ndim != 2
        or any(row.type.ndim != 1 for row in rows)
        or np.ndim(values) > 1
    ):
        return False
    _at_pairs(ufunc, array, *rows, values)
    return True


def _is_array(value: Any) -> bool:
    return isinstance(value, Tensor) and value.type.kind == "array" and not value.alternatives


def _are_places(value: Any) -> bool:
    return _is_array(value) and value.type.ndim > 0 and value.type.dtype.kind in "iu"


def _keeps_dtype(ufunc: np.ufunc, array: Any, values: Any) -> bool:
    """Whether the ufunc computes in the array's dtype and gives that."""
    own = array.type.dtype
    if own.kind not in ("iu" if ufunc.__name__.startswith("bitwise") else "iufc"):
        return False
    if isinstance(values, Tensor):
        plain = values.type.kind in ("array", "scalar") and not values.alternatives
        return plain and np.result_type(own, values.type.dtype) == own
    if isinstance(values, np.ndarray | np.generic):
        return values.dtype.kind in "biufc" and np.result_type(own, values.dtype) == own
    if type(values) is int and own.kind == "i":  # beside unsigned ones it is an int64
        return int(np.iinfo(own).min) <= values <= int(np.iinfo(own).max)
    return is_python_scalar(values) and type(values) is not complex and own.kind in "fc"
