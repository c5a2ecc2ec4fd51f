"""Pausing the collector of cyclic garbage while graphs are made."""

from __future__ import annotations

import contextlib
import gc
import threading
from collections.abc import Iterator

__all__ = ["uncollected"]


class _Pause:
    """How many threads want a pause, and whether the collector ran before."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.depth = 0
        self.ran = False


_pause = _Pause()


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Keep the collector from running for a while.

    Importing, tracing and compiling make objects by the hundred thousand, and nearly all stay; with those of
    Numba each look at all of them takes tens of milliseconds, a quarter of the time together.
    """
    with _pause.lock:
        if not _pause.depth:
            _pause.ran = gc.isenabled()
            gc.disable()
        _pause.depth += 1
    try:
        yield
    finally:
        with _pause.lock:
            _pause.depth -= 1
            if not _pause.depth and _pause.ran:
                gc.enable()
