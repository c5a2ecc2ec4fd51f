"""`np.split` in graphs, where data says into how many parts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from autograph import parting
from autograph.operators.algorithms import traced
from autograph.tracing.tensor import Tensor
from autograph.tracing.traced_list import TracedList

__all__ = ["staged_split"]

_split = traced(parting.split)


def staged_split(given: Iterable[Any]) -> Any:
    """Return what `np.split` returns for rows of an array at places in another; None for anything else."""
    array, places, axis = given
    if isinstance(places, TracedList) and places.in_arrays:
        places = np.asarray(places)
    by_data = isinstance(places, Tensor) and places.type.kind == "array" and not places.alternatives
    if not by_data or places.type.ndim != 1 or places.type.dtype.kind not in "iu" or axis != 0:
        return None
    is_array = isinstance(array, Tensor | np.ndarray) and array.ndim > 0
    return _split(array, places) if is_array else None
