"""A decorated function that runs as Python in, what its calls of itself by its name run out."""

from __future__ import annotations

import contextlib
import sys
import threading
import types
from collections.abc import Callable
from time import perf_counter
from typing import Any

from autograph.bargain import Account, price_of_binding
from autograph.decorated import Decorated
from autograph.late import binding
from autograph.runtime.errors import ConversionError

__all__ = ["OwnCalls"]

CALLS = 3
"""How many calls Python counts where a decorated method calls itself, against one where a plain one does."""
DETOUR = 1e-6
"""Seconds that such a call takes longer than a plain one."""


class OwnCalls:
    """Runs a function as Python, in such a way that its calls of itself are Python too.

    Parameters
    ----------
    decorated : Decorated

    Attributes
    ----------
    running : set of int
        The threads in which it runs.
    direct : callable or None
        The function with its name bound to itself, once that has paid.
    account : Account
        Of the function: what making that one takes is no rent.
    """

    def __init__(self, decorated: Decorated) -> None:
        self._decorated = decorated
        self.running: set[int] = set()
        self.direct: Callable[..., Any] | None = None
        self.account = Account()
        self._deep = self._seen = self._enough = 0

    def run(self, target: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Run the function, or what does as it does."""
        me = threading.get_ident()
        self.running.add(me)
        try:
            return target(*args, **kwargs)
        finally:
            self.running.discard(me)
            if self._deep:
                sys.setrecursionlimit(self._deep)
                self._deep = 0

    def found(self) -> Callable[..., Any]:
        """Return what a call of itself runs: once that has paid, what calls itself without a detour."""
        original = self._decorated.original
        self._seen += 1
        if self._seen == 1 and isinstance(original, types.FunctionType) and self._is_named(original):
            self._enough = 1 + int(price_of_binding(original.__code__) / DETOUR)
        if self._seen == self._enough and isinstance(original, types.FunctionType):
            begun = perf_counter()
            with contextlib.suppress(ConversionError):
                self.direct = binding.bind_own_name(original)
            self.account.spent -= perf_counter() - begun
        if self.direct is not None:
            return self.direct
        if not self._deep:  # allow for the calls that the decorator adds to each
            self._deep = sys.getrecursionlimit()
            sys.setrecursionlimit(self._deep * CALLS)
        return original

    def _is_named(self, original: types.FunctionType) -> bool:
        """Whether the function's name means the decorated function."""
        name = original.__name__
        if name in original.__code__.co_freevars:
            cell = (original.__closure__ or ())[original.__code__.co_freevars.index(name)]
            return cell.cell_contents is self._decorated
        return original.__globals__.get(name) is self._decorated
