"""Running a call again as Python without repeating the prints its graph has made."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from autograph.tracing.threads import busy, threads

__all__ = ["replaying", "skip_effect", "skipping"]


def replaying() -> bool:
    """Whether effects are still to be skipped in this thread."""
    return threads.effects > 0


def skip_effect() -> bool:
    """Return whether the effect about to happen has happened already; counts it."""
    if threads.effects <= 0:
        return False
    threads.effects -= 1
    return True


@contextlib.contextmanager
def skipping(effects: int) -> Iterator[None]:
    """Skip the next `effects` effects of converted code in this thread."""
    before = threads.effects
    threads.effects = effects
    mark = object()
    if effects:
        busy.add(mark)
    try:
        yield
    finally:
        busy.discard(mark)
        threads.effects = before
