"""An algorithm of ours, written in Python, in; what traces it in the place of a library's function out."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from autograph.tracing.trace import hide

__all__ = ["traced"]


def traced(algorithm: Any) -> Callable[..., Any]:
    """Return a function that traces an algorithm, or a class, at the line of the program that calls it."""
    hide(str(sys.modules[algorithm.__module__].__file__))

    def call(*args: Any, **named: Any) -> Any:
        from autograph.operators.calls import converted  # noqa: PLC0415  (it knows of the algorithms)

        return converted(algorithm)(*args, **named)

    return call
