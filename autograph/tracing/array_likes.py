"""Lists and ranges whose length is data, as the arrays that NumPy makes of them."""

from __future__ import annotations

import operator
from typing import Any

import numpy as np

from autograph.tracing import list_methods
from autograph.tracing.ranges import SymbolicRange
from autograph.tracing.tensor import size_of
from autograph.tracing.trace import emit
from autograph.tracing.traced_list import TracedList

__all__ = ["array_of", "elements_of", "indices_of", "is_array_like"]


def is_array_like(value: Any) -> bool:
    """Whether a value is a list or a range of so many items as data says."""
    return isinstance(value, SymbolicRange) or (isinstance(value, TracedList) and value.in_arrays)


def array_of(value: Any) -> Any:
    """Return ``np.array(value)``; the run is staked on there being no empty range, an array of floats."""
    if isinstance(value, SymbolicRange):
        emit("assume", operator.gt(value.count(), 0), reason="an array of an empty range")
        return value.as_array()
    return list_methods.as_numbers(value)


def elements_of(value: Any) -> Any:
    """Return the array that a value is where the dtype of an empty one makes no difference."""
    return value.as_array() if isinstance(value, SymbolicRange) else list_methods.as_elements(value)


def indices_of(value: Any) -> Any:
    """Return the array that a value is as an index: an empty one chooses nothing, whatever it could hold."""
    made = elements_of(value)
    if made.type.dtype.kind in "iu":
        return made
    some = operator.gt(size_of(made, 0), 0)
    if made.type.dtype.kind == "b":
        emit("assume", some, reason="an index by an empty list")
        return made
    emit("raise_if", some, exception=_no_index, name="IndexError")
    return np.zeros(0, np.intp)


def _no_index() -> IndexError:
    return IndexError(
        "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) "
        "and integer or boolean arrays are valid indices"
    )
