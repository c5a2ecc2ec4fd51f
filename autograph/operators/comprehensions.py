"""What the loops call that stand for comprehensions where a graph is traced."""

from __future__ import annotations

import sys
from typing import Any

from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import Untraceable, current

__all__ = ["added", "items", "unfolds"]

SHORT = 32
"""A list over a range of at most so many rounds is written out, for Python lists can hold more."""


def unfolds() -> bool:
    """Say whether loops are to stand for a comprehension."""
    trace = current()
    if trace is None or not trace.decisions.unfolds:
        return False
    trace.decisions.unfolded = True
    return True


def items(iterable: Any) -> Any:
    """Return what a comprehension iterates over."""
    return list(iterable) if type(iterable) is range and len(iterable) <= SHORT else iterable


def added(total: Any, item: Any) -> Any:
    """Return the next partial sum of ``sum``."""
    if sys.version_info >= (3, 12) and isinstance(item, Tensor):
        type_ = item.type
        if type_.kind == "python" and type_.dtype.kind == "f":  # Python keeps the rounding errors of floats
            raise Untraceable("AG202", "`sum` of Python's floats")
    return total + item
