"""Python's stack, made larger while decorated functions run that call themselves."""

from __future__ import annotations

import sys
import threading

__all__ = ["stack"]

CALLS = 3
"""How many calls Python counts where a decorated method calls itself, against one where a plain one does."""
_LARGEST = 2**31 - 1


class _Stack:
    """Counts those who need the larger stack: for many, in each other too, it is made larger once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._users = self._limit = 0

    def enlarge(self) -> None:
        """Allow for the calls that the decorator adds to each."""
        with self._lock:
            if not self._users:
                self._limit = sys.getrecursionlimit()
                sys.setrecursionlimit(min(self._limit * CALLS, _LARGEST))
            self._users += 1

    def restore(self) -> None:
        """Take that back, once for each time it was asked for."""
        with self._lock:
            self._users -= 1
            if not self._users:
                sys.setrecursionlimit(self._limit)


stack = _Stack()
