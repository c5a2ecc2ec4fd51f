"""An array in, its elements in one row out, to be read at once."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograph.tracing.numpy_functions.arrays import as_array
from autograph.tracing.numpy_functions.creation import known, total_size
from autograph.tracing.numpy_functions.memory import is_contiguous
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import emit

__all__ = ["in_row"]


def in_row(a: Any) -> Any:
    """Return ``np.ravel(a)`` for what reads it and keeps it not: view or copy makes no difference."""
    a = as_array(a)
    if not isinstance(a, Tensor) or a.type.is_scalar or is_contiguous(a) is True:
        return np.ravel(a)
    if a.type.ndim == 1:
        return a
    sizes = [total_size(a)]
    return emit("reshape", a, *sizes, shape=known(sizes))
