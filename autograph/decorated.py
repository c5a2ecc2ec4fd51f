"""What is known of a function without looking into it: that it is decorated, or must not be looked into."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Any

__all__ = ["Decorated", "as_written", "do_not_convert", "is_refused"]

_refused: weakref.WeakSet[Any] = weakref.WeakSet()


class Decorated:
    """What stands for a function and runs it as graphs.

    Attributes
    ----------
    original : callable
        The function as written.
    """

    original: Callable[..., Any]


def as_written(value: Any) -> Any:
    """Return the function that a decorated one stands for; any other value itself."""
    return value.original if isinstance(value, Decorated) else value


def do_not_convert(function: Any) -> Any:
    """Mark a function that graphs must not look into: what calls it runs as Python."""
    _refused.add(function)
    return function


def is_refused(function: Any) -> bool:
    """Whether graphs must not look into a function."""
    return function in _refused
