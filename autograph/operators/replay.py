"""Running a call again as Python without repeating the prints its graph has made."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator

__all__ = ["replaying", "skip_effect", "skipping"]


class _Left(threading.local):
    effects = 0


_left = _Left()


def replaying() -> bool:
    """Whether effects are still to be skipped in this thread."""
    return _left.effects > 0


def skip_effect() -> bool:
    """Return whether the effect about to happen has happened already; counts it."""
    if _left.effects <= 0:
        return False
    _left.effects -= 1
    return True


@contextlib.contextmanager
def skipping(effects: int) -> Iterator[None]:
    """Skip the next `effects` effects of converted code in this thread."""
    before = _left.effects
    _left.effects = effects
    try:
        yield
    finally:
        _left.effects = before
