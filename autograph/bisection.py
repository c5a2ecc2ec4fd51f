"""Places in sorted sequences, as `bisect` finds them; traced, never run as it is."""

from __future__ import annotations

from typing import Any

from autograph.operators.ordering import less

__all__ = ["bisect_left", "bisect_right", "insort_left", "insort_right"]


def bisect_left(a: Any, x: Any, lo: Any = 0, hi: Any = None) -> Any:
    """Return the first place where `x` may be inserted."""
    if hi is None:
        hi = len(a)
    while lo < hi:
        middle = (lo + hi) // 2
        if less(a[middle], x):
            lo = middle + 1
        else:
            hi = middle
    return lo


def bisect_right(a: Any, x: Any, lo: Any = 0, hi: Any = None) -> Any:
    """Return the last place where `x` may be inserted."""
    if hi is None:
        hi = len(a)
    while lo < hi:
        middle = (lo + hi) // 2
        if less(x, a[middle]):
            hi = middle
        else:
            lo = middle + 1
    return lo


def insort_left(a: Any, x: Any, lo: Any = 0, hi: Any = None) -> None:
    """Insert `x` at the first place that keeps the order."""
    a.insert(bisect_left(a, x, lo, hi), x)


def insort_right(a: Any, x: Any, lo: Any = 0, hi: Any = None) -> None:
    """Insert `x` at the last place that keeps the order."""
    a.insert(bisect_right(a, x, lo, hi), x)
