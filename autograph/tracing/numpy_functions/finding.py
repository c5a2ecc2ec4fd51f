"""Places of elements that are true: those that the elements' own numbers have under a mask."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograph.runtime.types import is_python_scalar
from autograph.tracing.numpy_functions.arrays import as_array
from autograph.tracing.numpy_functions.dispatch import NotStaged, call_function, dtype_of, implements, ndim_of
from autograph.tracing.numpy_functions.rows import in_row

__all__: list[str] = []


@implements(np.nonzero)
def _nonzero(a: Any) -> Any:
    return (_places(as_array(a)),)


@implements(np.flatnonzero)
def _flatnonzero(a: Any) -> Any:
    return _places(in_row(a))


def _places(a: Any) -> Any:
    if is_python_scalar(a) or ndim_of(a) != 1 or dtype_of(a).kind not in "biufc":
        raise NotStaged
    mask = a if dtype_of(a).kind == "b" else np.not_equal(a, 0)
    return call_function(np.arange, (a.shape[0],), {})[mask]
