"""A call of `np.histogram` or `np.bincount` in, its result by a program of ours out, where this knows it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from autograph import histograms
from autograph.operators.algorithms import traced
from autograph.tracing.tensor import Tensor

__all__ = ["staged_bincount", "staged_histogram"]

_histogram = traced(histograms.histogram)
_bincount = traced(histograms.bincount)


def staged_histogram(given: Iterable[Any]) -> Any:
    """Return what `np.histogram` returns for doubles and a number of bins; None for anything else."""
    a, bins, ends, density, weights = given
    if density or not _doubles(a) or not _is_number(bins, "i"):
        return None
    if ends is not None and not (type(ends) is tuple and len(ends) == 2 and all(map(_is_end, ends))):
        return None
    if weights is not None and not _doubles(weights):
        return None
    return _histogram(a, bins, ends, weights)


def staged_bincount(given: Iterable[Any]) -> Any:
    """Return what `np.bincount` returns for a row of integers; None for anything else."""
    x, weights, minlength = given
    if (
        not _is_row(x, "iu")
        or np.result_type(x.type.dtype, np.intp) != np.intp
        or not _is_number(minlength, "i")
    ):
        return None
    if weights is not None and not (_doubles(weights) and weights.type.ndim == 1):
        return None
    return _bincount(x, weights, minlength)


def _is_row(value: Any, kinds: str) -> bool:
    return isinstance(value, Tensor) and value.type.ndim == 1 and value.type.dtype.kind in kinds


def _doubles(value: Any) -> bool:
    return (
        isinstance(value, Tensor)
        and value.type.kind == "array"
        and value.type.ndim > 0
        and value.type.dtype == np.float64
    )


def _is_number(value: Any, kind: str) -> bool:
    if isinstance(value, Tensor):
        return value.type.kind == "python" and value.type.dtype.kind == kind
    return type(value) is {"i": int, "f": float}[kind]


def _is_end(value: Any) -> bool:
    """Whether a double is as good as what is given as an end of the range."""
    return _is_number(value, "f") or (type(value) is int and abs(value) < 2**53)
