"""What each thread is tracing, if anything; every call asks, so it is known without the tracing side."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autograph.tracing.trace import Trace

__all__ = ["busy", "current", "is_tracing", "threads"]


class _Threads(threading.local):
    trace: Trace | None = None
    effects = 0  # of a call that runs again, those that are still to be skipped


threads = _Threads()
busy: set[object] = set()
"""What is under way in any thread, traces and calls that run again: who sees it empty need not ask for its
own thread's."""


def current() -> Trace | None:
    """Return the trace under way in this thread."""
    return threads.trace


def is_tracing() -> bool:
    """Whether this thread is tracing a function into a graph."""
    return threads.trace is not None
