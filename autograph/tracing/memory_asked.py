"""A function and samples of its operands in, whether its result says how these lie in memory out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograph.runtime.quiet import quietly
from autograph.tracing.sampling import spread
from autograph.tracing.trace import tracing

__all__ = ["asks_for_memory"]


def asks_for_memory(give: Callable[[Sequence[Any]], Any], values: Sequence[Any]) -> bool:
    """Whether the ints and bools of a result change where equal arrays are other ones, or lie otherwise.

    Values in a graph do not tell whose memory they are in, so that it cannot give such a result.
    """
    if not any(isinstance(value, np.ndarray) for value in values):
        return False
    shared = [_first_like(value, values) for value in values]
    for given in (values, shared):
        if _exact(give, given) != _exact(give, [_elsewhere(value) for value in given]):
            return True
    return False


def _first_like(value: Any, values: Sequence[Any]) -> Any:
    """Return the first of several arrays which are of one type and size."""
    arrays = [other for other in values if isinstance(other, np.ndarray)]
    if not isinstance(value, np.ndarray):
        return value
    return next(other for other in arrays if (other.dtype, other.shape) == (value.dtype, value.shape))


def _elsewhere(value: Any) -> Any:
    """Return an equal array in memory of its own, and in another order."""
    if not isinstance(value, np.ndarray) or not value.ndim:
        return value.copy() if isinstance(value, np.ndarray) else value
    if value.ndim == 1:
        return spread(value)
    return value.copy("C") if value.flags.f_contiguous else value.copy("F")


def _exact(give: Callable[[Sequence[Any]], Any], values: Sequence[Any]) -> Any:
    """Return what there is of ints and bools in a result; None where the function takes no such values."""
    try:
        with quietly(), tracing(None):
            return _ints(give(values))
    except Exception:  # whatever it is: it is the function's answer to all of them
        return None


def _ints(result: Any) -> Any:
    if isinstance(result, tuple | list):
        return [_ints(item) for item in result]
    return int(result) if isinstance(result, int | np.integer | np.bool_) else None
