"""What the loops call that stand for comprehensions where a graph is traced."""

from __future__ import annotations

from typing import Any

from autograph.tracing.trace import current

__all__ = ["items", "unfolds"]

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
