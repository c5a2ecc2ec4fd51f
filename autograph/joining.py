"""The texts that an iterable gives as one; traced, never run as it is."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["joined"]


def joined(separator: str, items: Iterable[str]) -> str:
    """Return ``separator.join(items)``."""
    made = ""
    first = True
    for item in items:
        made = "".join([made, item]) if first else "".join([made, separator, item])
        first = False
    return made
