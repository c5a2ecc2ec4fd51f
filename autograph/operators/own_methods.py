"""Methods that classes of the program write for builtins to call."""

from __future__ import annotations

import types
from collections.abc import Callable
from typing import Any

import numpy as np

from autograph.decorated import as_written
from autograph.runtime.types import ArrayType, python_type
from autograph.tracing.plain import is_plain_object
from autograph.tracing.tensor import Tensor
from autograph.tracing.watching import is_known

__all__ = ["converted_now", "method_of", "own_truth"]


def method_of(value: Any, name: str) -> Callable[..., Any] | None:
    """Return a method written in Python of the class of an object of the program; None if it has none."""
    method = getattr(type(value), name, None) if is_known(value) and is_plain_object(value) else None
    written = as_written(method)
    return written if isinstance(written, types.FunctionType) else None


def own_truth(value: Any) -> Any:
    """Return what the class of an object of the program says of its truth; None if it says nothing.

    Raises
    ------
    TypeError
        If that is no bool.
    """
    method = method_of(value, "__bool__")
    if method is None:
        method = method_of(value, "__len__")
        return None if method is None else converted_now(method)(value)
    found = converted_now(method)(value)
    kind: Any = found.type if isinstance(found, Tensor) else type(found)
    if kind not in (bool, _BOOL):
        raise TypeError(f"__bool__ should return bool, returned {_named(found)}")
    return found


def _named(found: Any) -> str:
    """Return the name of a value's type in Python's messages."""
    if not isinstance(found, Tensor):
        return type(found).__name__
    if found.type.kind == "array":
        return "numpy.ndarray"
    scalar = found.type.dtype.type
    return (
        python_type(found.type.dtype).__name__ if found.type.kind == "python" else f"numpy.{scalar.__name__}"
    )


_BOOL = ArrayType(np.dtype(bool), (), "python")


def converted_now(method: Callable[..., Any]) -> Callable[..., Any]:
    """Return what converted code calls in the place of a method."""
    from autograph.operators.calls import converted  # noqa: PLC0415  (calls find the operators)

    return converted(method)  # type: ignore[no-any-return]
