"""What a cache of results does, as a function with a dict of the program; traced, never run as it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

__all__ = ["remembered"]


def remembered(
    call: Callable[..., Any], results: dict[Any, Any], key: tuple[Any, ...], args: tuple[Any, ...]
) -> Any:
    """Return what a function returned for these arguments before, else what it returns now."""
    if key in results:
        return results[key]
    result = call(*args)
    results[key] = result
    return result
