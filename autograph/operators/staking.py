"""What a run of a graph is staked on: where it does not hold, the call runs as Python."""

from __future__ import annotations

from typing import Any

from autograph.tracing.trace import emit

__all__ = ["stake"]


def stake(condition: Any, reason: str) -> None:
    """Stake the run on a condition; the reason says what would be otherwise."""
    emit("assume", condition, reason=reason)
