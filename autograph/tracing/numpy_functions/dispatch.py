"""Calls of NumPy's functions on handles: the staged meaning where there is one, else NumPy itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograph.tracing.host import host_call
from autograph.tracing.tensor import Tensor, settle, write_result

__all__ = ["FUNCTIONS", "NotStaged", "call_function", "dtype_of", "holds_handle", "implements", "ndim_of"]

FUNCTIONS: dict[Callable[..., Any], Callable[..., Any]] = {}
"""The staged meaning of each NumPy function that has one of its own."""


def implements(*functions: Callable[..., Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register the decorated function as the staged meaning of `functions`."""

    def register(staged: Callable[..., Any]) -> Callable[..., Any]:
        for function in functions:
            FUNCTIONS[function] = staged
        return staged

    return register


def holds_handle(value: Any) -> bool:
    """Whether a handle is in `value` or in the containers it is made of."""
    if isinstance(value, Tensor):
        return True
    if isinstance(value, list | tuple | set):
        return any(holds_handle(item) for item in value)
    if isinstance(value, dict):
        return any(holds_handle(item) for item in value.values())
    if isinstance(value, slice):
        return any(holds_handle(item) for item in (value.start, value.stop, value.step))
    return False


class NotStaged(Exception):
    """These arguments of the function have no op; NumPy itself will be called."""


def call_function(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Stage a call of a NumPy function.

    Parameters
    ----------
    function : callable
        A public NumPy function that depends on its arguments alone.
    args, kwargs
        As the user gave them.
    """
    args = tuple(_settle_all(item) for item in args)
    kwargs = {name: _settle_all(item) for name, item in kwargs.items()}
    out = kwargs.pop("out", None)
    if isinstance(out, tuple):
        (out,) = out
    staged = FUNCTIONS.get(function)
    if staged is None:
        result = host_call(function, args, kwargs)
    else:
        try:
            result = staged(*args, **kwargs)
        except NotStaged:
            result = host_call(function, args, kwargs)
    if out is None:
        return result
    write_result(out, result)
    return out


def _settle_all(value: Any) -> Any:
    if isinstance(value, Tensor):
        return settle(value)
    if type(value) is tuple:
        return tuple(_settle_all(item) for item in value)
    return value


def ndim_of(value: Any) -> int:
    """Return the number of axes of a handle or of data."""
    return value.type.ndim if isinstance(value, Tensor) else np.ndim(value)


def dtype_of(value: Any) -> np.dtype[Any]:
    """Return the dtype of a handle or of data."""
    return value.type.dtype if isinstance(value, Tensor) else np.asarray(value).dtype
