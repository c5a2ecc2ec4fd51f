"""What says that a call path is not made for a call's arguments."""

from __future__ import annotations

from typing import Final

__all__ = ["MISS"]

MISS: Final = object()
"""What a call path returns where it is not made for the arguments."""
