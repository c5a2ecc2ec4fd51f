"""A function of Python on numbers, and data for it, in; the call of it from the graph out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograph.runtime.types import ArrayType
from autograph.tracing.trace import current, emit

__all__ = ["called"]


def called(function: Callable[..., Any], *operands: Any, results: tuple[type | ArrayType, ...]) -> Any:
    """Stage the call of a function that changes nothing.

    Parameters
    ----------
    function : callable
    *operands : Tensor or number
    results : tuple
        What it gives: types of Python's numbers, or of values of the graph.

    Returns
    -------
    Tensor or tuple of Tensor
    """
    trace = current()
    assert trace is not None
    name = str(getattr(function, "__qualname__", None) or repr(function))
    trace.host_calls.append(name)
    types = tuple(
        kind if isinstance(kind, ArrayType) else ArrayType(np.dtype(kind), (), "python") for kind in results
    )
    return emit("host_call", *operands, function=function, types=types, pure=True, name=name)
