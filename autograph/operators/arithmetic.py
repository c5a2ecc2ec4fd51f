"""Builtins on numbers that take several steps in a graph."""

from __future__ import annotations

import math
import operator
from typing import Any

from autograph import numeric
from autograph.operators.algorithms import traced
from autograph.tracing.identities import hash_of
from autograph.tracing.tensor import Tensor, settle
from autograph.tracing.trace import Untraceable, emit

__all__ = ["divmod_", "hash_", "isclose", "pow_"]

_powered = traced(numeric.powered)
_hashed = traced(numeric.hashed)
_isclose = traced(numeric.isclose)


def _kind(value: Any) -> str:
    """Return the kind of the dtype of one of Python's numbers; empty for any other value."""
    if isinstance(value, Tensor):
        return value.type.dtype.kind if value.type.kind == "python" and not value.alternatives else ""
    return {bool: "b", int: "i", float: "f"}.get(type(value), "")


def divmod_(one: Any, two: Any) -> Any:
    """Return ``divmod(one, two)``."""
    if not (isinstance(one, Tensor) or isinstance(two, Tensor)):
        return divmod(one, two)
    kinds = {_kind(one), _kind(two)}
    if "f" in kinds and "" not in kinds:
        emit("raise_if", operator.eq(two, 0), exception=_divided_by_zero, name="ZeroDivisionError")
    return one // two, one % two


def _divided_by_zero() -> ZeroDivisionError:
    try:
        divmod(1.0, 0.0)
    except ZeroDivisionError as error:
        return error
    raise AssertionError("unreachable")


def pow_(base: Any, exponent: Any, *modulus: Any, **named: Any) -> Any:
    """Return ``pow(base, exponent)`` or ``pow(base, exponent, modulus)``."""
    modulus += tuple(named.values())
    if not modulus or modulus == (None,):
        return base**exponent
    given = tuple(map(settle, (base, exponent, *modulus)))
    if any(isinstance(item, Tensor) for item in given) and all(_kind(item) in ("b", "i") for item in given):
        return _powered(*given)
    return pow(*given)


def hash_(value: Any) -> Any:
    """Return ``hash(value)``."""
    if not isinstance(value, Tensor):
        return hash_of(value)
    if _kind(value) not in ("b", "i"):
        raise Untraceable("AG101", "the hash of a number that is no int")
    return _hashed(value)


def isclose(a: Any, b: Any, **tolerances: Any) -> Any:
    """Return ``math.isclose(a, b, **tolerances)``."""
    given = (a, b, *tolerances.values())
    if not any(isinstance(item, Tensor) for item in given):
        return math.isclose(a, b, **tolerances)
    return _isclose(a, b, **tolerances)
