"""`bisect` on lists and arrays of the program: which algorithm stands for each function."""

from __future__ import annotations

import bisect
from collections.abc import Callable
from typing import Any

from autograph import bisection
from autograph.operators.algorithms import traced
from autograph.tracing.trace import Untraceable

__all__ = ["BISECTIONS"]


def _staged(algorithm: Callable[..., Any]) -> Callable[..., Any]:
    trace = traced(algorithm)

    def call(a: Any, x: Any, lo: Any = 0, hi: Any = None, *, key: Any = None) -> Any:
        if key is not None:
            raise Untraceable("AG201", f"`bisect.{algorithm.__name__}` with a key")
        if isinstance(lo, int) and lo < 0:
            raise ValueError("lo must be non-negative")
        return trace(a, x, lo, hi)

    return call


BISECTIONS: dict[Any, Callable[..., Any]] = {
    bisect.bisect_left: _staged(bisection.bisect_left),
    bisect.bisect_right: _staged(bisection.bisect_right),
    bisect.insort_left: _staged(bisection.insort_left),
    bisect.insort_right: _staged(bisection.insort_right),
}
"""What stands for the functions of `bisect` while tracing."""
