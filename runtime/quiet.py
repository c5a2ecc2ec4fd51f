"""Trying functions out without a word: what Python has shown and would not show again stays so."""

from __future__ import annotations

import contextlib
import threading
import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np

__all__ = ["Silence", "quietly"]


class Silence:
    """Stands in a filter for the text of a warning: it takes any, of the thread that it was made in.

    Attributes
    ----------
    broken : bool
        Whether there was one.
    """

    def __init__(self) -> None:
        self.thread = threading.get_ident()
        self.broken = False

    def match(self, text: str) -> bool:
        """Say whether a warning is of this thread."""
        own = threading.get_ident() == self.thread
        self.broken |= own
        return own


@contextlib.contextmanager
def quietly() -> Iterator[Silence]:
    """Let nothing warn in this thread.

    `warnings.catch_warnings` would make Python forget, for all modules, which warnings it has shown.
    """
    filters: Any = warnings.filters  # a list, whatever its types say
    silence = Silence()
    own = ("ignore", silence, Warning, None, 0)
    filters.insert(0, own)
    try:
        with np.errstate(all="ignore"):
            yield silence
    finally:
        with contextlib.suppress(ValueError):  # what was tried out may have emptied the list
            filters.remove(own)
