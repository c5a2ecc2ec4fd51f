"""The objects that a trace watches: their changes in a branch or loop are undone or merged."""

from __future__ import annotations

from typing import Any

from autograph.tracing.trace import current

__all__ = ["is_mutable", "register"]


def register(container: Any) -> Any:
    """Watch `container`: its changes in a branch or loop are undone or merged."""
    trace = current()
    if trace is not None:
        trace.mutable[id(container)] = container
        trace.homes[id(container)] = trace.region
    return container


def is_mutable(value: Any) -> bool:
    """Whether `value` is watched by the trace under way."""
    trace = current()
    return trace is not None and id(value) in trace.mutable
