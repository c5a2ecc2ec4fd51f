"""The objects that a trace watches: their changes in a branch or loop are undone or merged."""

from __future__ import annotations

from typing import Any

from autograph.tracing.plain import is_plain_object
from autograph.tracing.pooled import in_pool
from autograph.tracing.trace import current

__all__ = ["is_attributes", "is_known", "is_mutable", "is_own_object", "register"]


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


def is_known(value: Any) -> bool:
    """Whether `value` is watched by the trace under way, or is an object of the program in a pool."""
    return is_mutable(value) or in_pool(value) is not None


def is_own_object(value: Any) -> bool:
    """Whether `value` is an object of a class of the program that the trace watches, or that it has made."""
    trace = current()
    if trace is None or (id(value) not in trace.mutable and id(value) not in trace.detached):
        return False
    return is_plain_object(value) and not type(value).__module__.startswith("autograph.")


def is_attributes(value: dict[str, Any]) -> bool:
    """Whether `value` is the ``__dict__`` of an object that the trace under way watches."""
    trace = current()
    return trace is not None and any(
        is_plain_object(owner) and getattr(owner, "__dict__", None) is value
        for owner in trace.mutable.values()
    )
