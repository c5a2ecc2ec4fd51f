"""Functions of `math` and `cmath` that are no ops of the graph: it calls Python for them, or folds items."""

from __future__ import annotations

import cmath
import functools
import math
import operator
from collections.abc import Callable
from typing import Any

from autograph import streams
from autograph.operators import iteration
from autograph.operators.algorithms import traced
from autograph.operators.collecting import list_
from autograph.operators.streaming import is_stream
from autograph.tracing import list_methods
from autograph.tracing.boxes import unboxed
from autograph.tracing.called import called
from autograph.tracing.numpy_functions import array
from autograph.tracing.ranges import SymbolicRange
from autograph.tracing.tensor import Tensor, settle
from autograph.tracing.trace import Untraceable, emit
from autograph.tracing.traced_list import TracedList

__all__ = ["NUMBERS", "complex_", "rounded"]

_folded = traced(streams.reduced)


def _number(value: Any) -> Any:
    """Return a number of the program as a scalar, anything else as it is."""
    value = settle(unboxed(value))
    if isinstance(value, Tensor) and value.type.kind == "array" and not value.type.ndim:
        return emit("item", value)
    return value


def _hosted(function: Callable[..., Any], *results: type) -> Callable[..., Any]:
    """Return a function of numbers that is called from the graph where one of them is data."""

    def call(*args: Any) -> Any:
        given = [_number(item) for item in args]
        data = [item for item in given if isinstance(item, Tensor)]
        if not data or not all(item.type.is_scalar for item in data):
            return function(*args)
        return called(function, *given, results=results)

    return call


def complex_(real: Any = 0, imag: Any = 0) -> Any:
    """Return ``complex(real, imag)``."""
    parts = [_number(real), _number(imag)]
    data = [item for item in parts if isinstance(item, Tensor)]
    others = [item for item in parts if not isinstance(item, Tensor)]
    known = all(type(item) in (int, float, bool) for item in others)
    if not data or not known or not all(_is_real(item) for item in data):
        return complex(real, imag)
    return emit("complex_of", *parts)


def _is_real(item: Tensor) -> bool:
    return item.type.is_scalar and item.type.dtype.kind in "biuf"


def rounded(value: Any, digits: Tensor) -> Any:
    """Return ``round(value, digits)`` to a number of digits that is data.

    Raises
    ------
    TypeError
        If that is no int.
    """
    digits = _number(digits)
    if not digits.type.is_scalar or digits.type.dtype.kind not in "biu":
        raise TypeError(f"'{digits.type.dtype.name}' object cannot be interpreted as an integer")
    if isinstance(value, Tensor) and value.type.kind == "scalar":
        return called(round, value, digits, results=(value.type,))
    whole = isinstance(value, int) or (isinstance(value, Tensor) and value.type.dtype.kind in "bi")
    return called(round, value, digits, results=(int if whole else float,))


def _fsum(iterable: Any) -> Any:
    """Return ``math.fsum(iterable)``."""
    found = iterable if is_stream(iterable) else iteration.as_rounds(iterable)
    if is_stream(found) or isinstance(found, iteration.Rounds | SymbolicRange):
        iterable = list_(iterable)
    if isinstance(iterable, TracedList) and iterable.in_arrays:
        iterable = list_methods.as_numbers(iterable)
    elif isinstance(iterable, list | tuple) and _holds_numbers(iterable):
        iterable = array(iterable)
    if not isinstance(iterable, Tensor):
        return math.fsum(iterable)
    given = settle(iterable)
    if given.type.ndim != 1 or given.type.dtype.kind not in "biuf":
        return math.fsum(iterable)
    return called(math.fsum, given, results=(float,))


def _holds_numbers(items: Any) -> bool:
    """Whether a list or tuple holds data, and nothing but numbers."""
    data = [item for item in items if isinstance(item, Tensor)]
    others = [item for item in items if not isinstance(item, Tensor)]
    scalars = all(item.type.is_scalar and not item.alternatives for item in data)
    return bool(data) and scalars and all(isinstance(item, int | float) for item in others)


def _dist(p: Any, q: Any) -> Any:
    """Return ``math.dist(p, q)``."""
    points = [list_methods.as_numbers(item) if _is_long(item) else item for item in (p, q)]
    if not any(isinstance(item, Tensor) or _holds_data(item) for item in points):
        return math.dist(p, q)
    try:
        ones, others = ([_as_float(item) for item in point] for point in points)
    except Untraceable:
        if not all(isinstance(item, Tensor) and item.type.ndim == 1 for item in points):
            raise
        return called(math.dist, *points, results=(float,))
    if len(ones) != len(others):
        raise ValueError("both points must have the same number of dimensions")
    return emit("math_hypot", *(operator.sub(one, other) for one, other in zip(ones, others, strict=True)))


def _is_long(item: Any) -> bool:
    return isinstance(item, TracedList) and item.in_arrays


def _holds_data(items: Any) -> bool:
    return isinstance(items, list | tuple) and any(isinstance(item, Tensor) for item in items)


def _as_float(item: Any) -> Any:
    item = _number(item)
    if isinstance(item, Tensor):
        if not _is_real(item):
            raise Untraceable("AG101", "a point whose places are no real numbers")
        return emit("to_python", item, type=float)
    return float(item)


def _prod(iterable: Any, *, start: Any = 1) -> Any:
    """Return ``math.prod(iterable, start=start)``."""
    if not is_stream(iterable):
        iterable = iteration.as_rounds(iterable)
    return _folded(operator.mul, iterable, start)


def _isclose(a: Any, b: Any, **tolerances: Any) -> Any:
    """Return ``cmath.isclose(a, b, **tolerances)``."""
    if any(isinstance(item, Tensor) for item in tolerances.values()):
        return cmath.isclose(a, b, **tolerances)
    return _hosted(functools.partial(cmath.isclose, **tolerances), bool)(a, b)


NUMBERS: dict[Any, Callable[..., Any]] = {
    cmath.isclose: _isclose,
    cmath.polar: _hosted(cmath.polar, float, float),
    cmath.rect: _hosted(cmath.rect, complex),
    math.dist: _dist,
    math.frexp: _hosted(math.frexp, float, int),
    math.modf: _hosted(math.modf, float, float),
    math.fsum: _fsum,
    math.prod: _prod,
}
"""What stands for these functions while tracing."""
