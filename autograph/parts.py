"""A function that cannot be one graph in, the same with its loops and callees as graphs of their own out."""

from __future__ import annotations

import itertools
import sys
import types
from collections.abc import Callable
from time import perf_counter
from typing import Any

import numpy as np

from autograph.bargain import Account, unwatched
from autograph.converters.loops import Loop, Outlined, outline
from autograph.converters.origin import is_library
from autograph.decorated import is_refused
from autograph.explain import Fallback, PartReport
from autograph.misses import MISS
from autograph.operators.variables import UNDEFINED, read, read_free
from autograph.options import Options
from autograph.runtime.errors import ConversionError, Location
from autograph.tracebacks import continues_caller
from autograph.tracing.trace import Untraceable
from autograph.versions import Versions

__all__ = ["Parts", "parts_of"]

FIRST_ROUNDS = 8
"""How many rounds of a loop are timed first."""
SURE = 0.002
"""Seconds of rounds that tell what the others will take."""
LONGEST = 0.02
"""Seconds of Python between two looks at whether a graph pays now."""
SHORT, SELDOM = 2e-5, 31
"""A loop that is over sooner is looked at once in the time of so many runs only."""
MORE = 4
"""Times the rounds of such a run with which one is looked at all the same."""
TRIED = 16
"""Rounds of a loop after which it is told whether the loops inside are worth looking at."""
END = object()
_COUNTED = (range, tuple, np.ndarray)
HOPELESS = 3
"""Runs of a loop that no graph took, and without parts of its own, before it is left alone."""

Decorate = Callable[[types.FunctionType, Options, "Parts"], Any]


def is_users(function: types.FunctionType) -> bool:
    """Whether a function is the user's own, not an installed library's."""
    return not is_library(function.__code__.co_filename)


def parts_of(
    function: types.FunctionType, options: Options, decorate: Decorate, keep: int = 0
) -> Parts | None:
    """Return a function in parts, None if it has none.

    Parameters
    ----------
    function : function
    options : Options
        Those of the function that is run.
    decorate : callable
        Makes a callee one that runs as graphs where that pays.
    keep : int
        How many loops around others stay where they are.
    """
    parts = Parts(options, decorate)
    try:
        parts.outlined = outline(function, parts, keep)
    except ConversionError:
        return None
    parts.loops = {loop.function: _LoopPart(loop, parts) for loop in parts.outlined.loops}
    parts.function = parts.outlined.function
    return parts if parts.loops or parts.outlined.calls else None


class Clock:
    """What a function's graphs have cost so far.

    Attributes
    ----------
    graphs : float
        Seconds of making and running them.
    bought : int
        How many loops have become graphs.
    """

    def __init__(self) -> None:
        self.graphs = 0.0
        self.bought = 0


class Parts:
    """What the function in parts calls as ``ag__``.

    Attributes
    ----------
    function : function
        Does what the original does.
    loops : dict
        From the function of each loop to what runs it.
    callees : dict
        From each function called to what stands for it.
    """

    UNDEFINED = UNDEFINED
    read = staticmethod(read)
    read_free = staticmethod(read_free)

    def __init__(self, options: Options, decorate: Decorate) -> None:
        # What is interpreted is there to be looked at: it need not pay.
        interpreted = options.backend == "interpreter"
        self.options = Options("graph" if interpreted else "auto", options.backend, parallel=options.parallel)
        self.decorate = decorate
        self.function: types.FunctionType
        self.outlined: Outlined
        self.loops: dict[Any, _LoopPart] = {}
        self.callees: dict[Any, Any] = {}
        self.clock = Clock()

    @continues_caller
    def loop_call(self, function: Any, names: tuple[str, ...], values: tuple[Any, ...]) -> Any:
        """Run a loop."""
        part = self.loops[function]
        if part.hopeless:
            return function(*values)
        return part.run(values)

    def converted(self, function: Any) -> Any:
        """Return what is called in the place of a function."""
        try:
            return self.callees[function]
        except KeyError:
            made = self.callees[function] = self._callee(function)
            return made
        except TypeError:
            return function

    def _callee(self, function: Any) -> Any:
        plain = type(function) is types.FunctionType and is_users(function) and not is_refused(function)
        return self.decorate(function, self.options, self) if plain else function

    def retire(self, function: Any) -> None:
        """Call a function as it is from now on."""
        self.callees[function] = function

    @property
    def hopeless(self) -> bool:
        """Whether no part will ever be a graph."""
        if self.outlined.calls and not self.callees:
            return False  # not called yet
        retired = all(function is callee for function, callee in self.callees.items())
        return retired and all(part.hopeless for part in self.loops.values())

    @property
    def promising(self) -> bool:
        """Whether a part is long enough to be worth looking at."""
        return any(part.promising for part in self.loops.values()) or any(
            getattr(callee, "promising", False) for callee in self.callees.values()
        )

    @property
    def seconds(self) -> float:
        """What the loops have taken so far."""
        return sum(part.seconds for part in self.loops.values())

    def reports(self) -> list[PartReport]:
        """Return what became of each part."""
        found = []
        for part in self.loops.values():
            found += part.reports()
        for callee in self.callees.values():
            found += getattr(callee, "reports", list)()
        return found


class _LoopPart:
    """One loop: run as Python, some rounds at a time, until a graph for the rest of it pays."""

    def __init__(self, loop: Loop, owner: Parts) -> None:
        self.loop = loop
        self.owner = owner
        self.versions = Versions(loop.function, owner.options, self._note, self._as_python)
        self.fallbacks: list[Fallback] = []
        self.inner: Parts | None = None
        self.has_inner = False
        self.hopeless = False
        self.unwatched = 0.0
        self.rounds = 0
        self.runs = self.in_python = 0
        self.seconds = 0.0
        self.typical = 0.0
        count = len(loop.results)
        self.places = [(loop.parameters.index(name), k - count) for k, name in enumerate(loop.results)]

    def _note(self, problem: Untraceable) -> Fallback:
        fallback = Fallback(problem.code, problem.detail, problem.where, 3)
        if fallback not in self.fallbacks:
            self.fallbacks.append(fallback)
        return fallback

    def run(self, values: tuple[Any, ...]) -> Any:
        """Run the loop; returns what its function returns."""
        begun = perf_counter()
        if self.unwatched > 0.0 and self._rounds(values) <= MORE * self.rounds:
            try:
                return self.loop.function(*values)
            finally:
                self.unwatched -= perf_counter() - begun
        self.runs += 1
        try:
            for path in self.versions.fast:
                result = path(values)
                if result is not MISS:
                    self.owner.clock.graphs += perf_counter() - begun
                    return result
            return self._run(values) if self.versions.options.rents else self.versions.call(values, {})
        finally:
            self.seconds += perf_counter() - begun

    def _run(self, values: tuple[Any, ...]) -> Any:
        versions = self.versions
        account = versions.account
        if not versions.cold:
            found = versions.find(values, {})
            if found.hopeless:
                return self._in_parts(values)
            assert found.entry is not None
            account = found.entry.account
            if found.concrete is not None:
                begun = perf_counter()
                result = versions.run(found, values, {})
                self.owner.clock.graphs += perf_counter() - begun
                if found.entry.prefers_python:
                    self._look_after(found.entry.python, values)
                return result
        begun, paid = perf_counter(), account.spent
        result = self._watched(values, account)
        taken = perf_counter() - begun
        if account.spent >= paid:  # no graph was bought
            account.spent = paid + taken
            self.typical = taken
            account.spent += self._look_after(taken, values)
        return result

    def _look_after(self, taken: float, values: tuple[Any, ...]) -> float:
        """Let runs like this one go unwatched for a while, if it is short; return how long."""
        self.rounds = self._rounds(values)
        self.unwatched = unwatched(taken, self.versions.looked, SELDOM if taken < SHORT else 0)
        return max(self.unwatched, 0.0)

    def _rounds(self, values: tuple[Any, ...]) -> int:
        """Return how many rounds a run has, 0 where that is not known before."""
        known = self.loop.counted and type(values[0]) in _COUNTED and bool(getattr(values[0], "ndim", 1))
        return len(values[0]) if known else 0

    def _watched(self, values: tuple[Any, ...], account: Account) -> Any:
        """Run as Python until the loop ends or a graph pays for the rest."""
        loop = self.loop
        if self._rounds(values):
            return self._counted(values, account)
        if loop.rounds is not None:
            return self._while(values, account)
        return loop.function(*values)

    def _as_python(self, values: tuple[Any, ...], _: dict[str, Any], in_parts: bool) -> Any:
        return self._in_parts(values) if in_parts else self.loop.function(*values)

    def _in_parts(self, values: tuple[Any, ...]) -> Any:
        """Run what is left of the loop as Python, its inner loops as parts."""
        inner = self._found_inner()
        self.in_python += 1
        if inner is None or inner.hopeless:
            self.hopeless = self.in_python > HOPELESS and not self.versions.is_compiled
            return self.loop.function(*values)
        if self.loop.rounds is not None:
            return self._inner_while(inner, values)
        if self.loop.counted and self.owner.options.rents:
            return self._inner_for(inner, values)
        return inner.function(*values)

    def _found_inner(self) -> Parts | None:
        if not self.has_inner:
            self.has_inner = True
            function: Any = self.loop.rounds or self.loop.function
            self.inner = parts_of(function, self.owner.options, self.owner.decorate, keep=1)
            if self.inner is not None:
                self.inner.clock = self.owner.clock
        return self.inner

    def _inner_for(self, inner: Parts, values: tuple[Any, ...]) -> Any:
        """Run some rounds with the parts inside; go on without where those are too short to matter."""
        items = iter(values[0])
        results = inner.function(itertools.islice(items, TRIED), *values[1:])
        first = next(items, END) if not results[-1] else END
        if first is END:
            return results
        values = self._next(values, results[:-1])
        function = inner.function if inner.promising else self.loop.function
        return function(itertools.chain((first,), items), *values[1:])

    def _inner_while(self, inner: Parts, values: tuple[Any, ...]) -> Any:
        rounds = TRIED
        while True:
            *results, over = inner.function(rounds, *values)
            if over:
                return tuple(results)
            values, rounds = self._next(values, results), sys.maxsize
            if not inner.promising and self.owner.options.rents:
                return self.loop.function(*values)

    @property
    def promising(self) -> bool:
        """Whether it is worth while to look at every run."""
        if self.hopeless:
            return False
        return not self.runs or self.typical >= SHORT or self.versions.is_compiled

    def _counted(self, values: tuple[Any, ...], account: Account) -> Any:
        """Run a loop over a range; what the rest of it will take is known from the rounds done."""
        items, rounds, done = values[0], FIRST_ROUNDS, 0
        total = len(items)
        begun = perf_counter()
        while True:
            results = self.loop.function(items[done : done + rounds], *values[1:])
            done += rounds
            if results[-1] or done >= total:
                return results
            taken = perf_counter() - begun
            values = self._next(values, results[:-1])
            ahead = taken / done * (total - done) if taken > SURE else 0.0
            verdict = self._verdict((items[done:], *values[1:]), account, taken, ahead)
            if verdict is not None:
                return verdict()
            rounds = max(1, min(done, int(LONGEST * done / taken)))

    def _while(self, values: tuple[Any, ...], account: Account) -> Any:
        """Run a ``while``; how long it will take nobody knows, so what it took counts."""
        rounds, done = FIRST_ROUNDS, 0
        assert self.loop.rounds is not None
        begun = perf_counter()
        while True:
            *results, over = self.loop.rounds(rounds, *values)
            done += rounds
            if over:
                return tuple(results)
            taken = perf_counter() - begun
            values = self._next(values, results)
            verdict = self._verdict(values, account, taken, 0.0)
            if verdict is not None:
                return verdict()
            rounds = max(1, min(done, int(LONGEST * done / taken)))

    def _next(self, values: tuple[Any, ...], results: Any) -> tuple[Any, ...]:
        """Return the arguments for the rounds to come."""
        made = list(values)
        for place, result in self.places:
            made[place] = results[result]
        return tuple(made)

    def _verdict(
        self, values: tuple[Any, ...], account: Account, taken: float, ahead: float
    ) -> Callable[[], Any] | None:
        """Return what runs the rest of the loop, None while a graph does not pay."""
        versions = self.versions
        if not account.pays(versions.price - taken, ahead):
            return None
        clock, begun = self.owner.clock, perf_counter()
        found = versions.find(values, {}, max(ahead, account.spent + taken))
        clock.graphs += perf_counter() - begun
        if found.hopeless:
            return lambda: self._in_parts(values)
        if found.concrete is None or found.entry is None:
            return None
        found.entry.python = max(self.typical, taken + ahead)
        clock.bought += 1

        def run() -> Any:
            begun = perf_counter()
            result = versions.run(found, values, {})
            clock.graphs += perf_counter() - begun
            return result

        return run

    def reports(self) -> list[PartReport]:
        """Return what became of the loop, and of those inside it."""
        state = (
            "graph"
            if any(
                concrete.compiled for entry in self.versions.entries.values() for concrete in entry.concrete
            )
            else "python"
        )
        where = Location(
            self.loop.function.__code__.co_filename, self.loop.lineno, self.loop.function.__qualname__
        )
        own = PartReport("loop", where, state, self.runs, self.seconds, tuple(self.fallbacks))
        return [own, *(self.inner.reports() if self.inner is not None else [])]
