"""Functions of Python on numbers that are no ops of the graph, as CPython defines them; traced, not run."""

from __future__ import annotations

import math
import sys
from typing import Any

from autograph.tracing.trace import emit

__all__ = ["hashed", "isclose", "powered"]


def powered(base: Any, exponent: Any, modulus: Any) -> Any:
    """Return ``pow(base, exponent, modulus)`` of ints, by repeated squaring."""
    if modulus == 0:
        raise ValueError("pow() 3rd argument cannot be 0")
    emit("assume", exponent >= 0, reason="an inverse is wanted of pow()")
    result = 1 % modulus
    base = base % modulus
    while exponent > 0:
        if exponent & 1:
            result = result * base % modulus
        exponent >>= 1
        if exponent > 0:
            base = base * base % modulus
    return result


def isclose(a: Any, b: Any, *, rel_tol: Any = 1e-9, abs_tol: Any = 0.0) -> Any:
    """Return ``math.isclose(a, b, rel_tol=rel_tol, abs_tol=abs_tol)``."""
    a, b = float(a), float(b)
    if rel_tol < 0.0 or abs_tol < 0.0:
        raise ValueError("tolerances must be non-negative")
    if a == b:
        return True
    if math.isinf(a) or math.isinf(b):
        return False
    difference = abs(b - a)
    return difference <= abs(rel_tol * b) or difference <= abs(rel_tol * a) or difference <= abs_tol


def hashed(number: Any) -> Any:
    """Return ``hash(number)`` of an int."""
    rest = abs(number) % sys.hash_info.modulus
    if number < 0:
        rest = -rest
    return -2 if rest == -1 else rest
