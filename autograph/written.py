"""A decorated function in, the runs of it as Python out: what they take, and what its calls of itself run."""

from __future__ import annotations

import contextlib
import math
import sys
import types
from collections.abc import Callable
from threading import get_ident
from time import perf_counter, process_time
from typing import Any

from autograph.bargain import Account, price_of_binding
from autograph.decorated import Decorated
from autograph.late import binding
from autograph.runtime.errors import ConversionError
from autograph.stack import stack

__all__ = ["AsWritten"]

DEEP = 64
"""Calls of itself within each other, and calls after which these are counted."""
TINY, FREE = 2e-6, 3
"""Of calls without loops that are shorter than this many seconds, so many go without the clock after each."""
DETOUR = 1e-6
"""Seconds that such a call takes longer than a plain one."""


class AsWritten:
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
    easy : bool
        Whether a call may be run as written without a look at anything but the clock.
    straight : bool
        Whether there are no loops in it, nor arguments to be checked.
    free : int
        How many calls need not even the clock.
    rent : float
        The seconds that calls have taken since somebody looked.
    typical : float
        What the last one has taken; -1 before the first.
    """

    def __init__(self, decorated: Decorated) -> None:
        self._decorated = decorated
        self.running: set[int] = set()
        self.direct: Callable[..., Any] | None = None
        self.account = Account()
        self.easy = self.straight = False
        self.free = 0
        self.rent, self.typical = 0.0, -1.0
        self._until = math.inf
        self._computed = 0.0
        self._deep = False
        self._seen = self._enough = 0

    def look_after(self, seconds: float) -> None:
        """Let calls run as written until they have taken so long, all together."""
        self.easy, self._until, self._computed = True, seconds, process_time()

    def collect(self) -> float:
        """Return the seconds of which nobody knows yet; the next call is looked at.

        What compiling costs is known in seconds of the processor. Where others have it too, or a call waits
        for something, the clock on the wall says more.
        """
        rent, self.easy, self.free, self.rent = self.rent, False, 0, 0.0
        return min(rent, process_time() - self._computed) if rent else 0.0

    def rented(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Run the function as written, on the clock."""
        me = get_ident()
        self.running.add(me)
        begun = perf_counter()
        try:
            return self._decorated.original(*args, **kwargs)
        finally:
            self.typical = taken = perf_counter() - begun
            self.rent += taken
            if taken < TINY and self.straight:
                self.rent += FREE * taken
                self.free = FREE
            if self.rent >= self._until:
                self.easy, self.free = False, 0
            self.running.discard(me)
            if self._deep:
                self._restore()

    def run(self, target: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Run what does as the function does."""
        me = get_ident()
        self.running.add(me)
        try:
            return target(*args, **kwargs)
        finally:
            self.running.discard(me)
            if self._deep:
                self._restore()

    def _restore(self) -> None:
        self._deep = False
        stack.restore()

    def found(self) -> Callable[..., Any]:
        """Return what a call of itself runs: once that has paid, what calls itself without a detour."""
        original: Any = self._decorated.original
        self._seen += 1
        if self._seen == 1 and isinstance(original, types.FunctionType) and self._means_itself(original):
            self._enough = 1 + int(price_of_binding(original.__code__) / DETOUR)
        if self._enough and (self._seen == self._enough or self._is_deep(original)):
            begun, self._enough = perf_counter(), 0
            with contextlib.suppress(ConversionError):
                self.direct = binding.bind_own_name(original)
            self.account.spent -= perf_counter() - begun
        if self.direct is not None:
            return self.direct
        if not self._deep:
            stack.enlarge()
            self._deep = True
        return self._decorated.original

    def _is_deep(self, original: types.FunctionType) -> bool:
        """Whether there are so many calls of itself under way that the detours might exhaust the stack."""
        if self._seen % DEEP:
            return False
        frame: types.FrameType | None = sys._getframe(1)
        depth = 0
        while frame is not None and depth < DEEP:
            depth += frame.f_code is original.__code__
            frame = frame.f_back
        return depth >= DEEP

    @staticmethod
    def is_named(function: types.FunctionType) -> bool:
        """Whether a function may call itself by its name."""
        return function.__name__ in function.__code__.co_names + function.__code__.co_freevars

    def _means_itself(self, original: types.FunctionType) -> bool:
        """Whether the function's name means the decorated function."""
        name = original.__name__
        if name in original.__code__.co_freevars:
            cell = (original.__closure__ or ())[original.__code__.co_freevars.index(name)]
            return cell.cell_contents is self._decorated
        return original.__globals__.get(name) is self._decorated
