"""Logic on bools that are known or of the program; what is known of one stages nothing."""

from __future__ import annotations

from typing import Any

from autograph.tracing.trace import emit

__all__ = ["both", "either", "negated"]


def negated(flag: Any) -> Any:
    """Return ``not flag`` for a bool, known or of the program."""
    return not flag if isinstance(flag, bool) else emit("logical_not_py", flag)


def both(one: Any, two: Any) -> Any:
    """Return ``one and two`` for bools, known or of the program."""
    for flag, other in ((one, two), (two, one)):
        if isinstance(flag, bool):
            return other if flag else False
    return emit("bitwise_and", one, two)


def either(one: Any, two: Any) -> Any:
    """Return ``one or two`` for bools, known or of the program."""
    for flag, other in ((one, two), (two, one)):
        if isinstance(flag, bool):
            return True if flag else other
    return emit("bitwise_or", one, two)
