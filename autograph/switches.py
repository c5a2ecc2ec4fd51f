"""Switches for the whole process: whether decorated functions run as Python."""

from __future__ import annotations

from autograph.tracing.threads import is_tracing

__all__ = ["executing_eagerly", "run_functions_eagerly", "state"]


class _State:
    """What is switched; one object, looked at in every call."""

    __slots__ = ("eager",)

    def __init__(self) -> None:
        self.eager = False


state = _State()


def run_functions_eagerly(run_eagerly: bool) -> None:
    """Run every decorated function as Python (True), or as graphs again (False)."""
    state.eager = bool(run_eagerly)


def executing_eagerly() -> bool:
    """Whether the code under way runs on values, not on handles."""
    return not is_tracing()
