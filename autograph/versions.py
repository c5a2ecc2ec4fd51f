"""A Python function in; for each signature of its calls a graph, or Python with parts as graphs, out."""

from __future__ import annotations

import functools
import math
import threading
import types
from collections.abc import Callable
from time import perf_counter
from typing import TYPE_CHECKING, Any

from autograph.bargain import (
    SELDOM,
    Account,
    compile_budget,
    least_price,
    patience,
    price_of_compiling,
    price_of_tracing,
    small_call,
    unwatched,
)
from autograph.entries import REFUSED, TRIALS, Entry, Found, outside_matches
from autograph.explain import Fallback
from autograph.late import engine
from autograph.misses import MISS
from autograph.options import Options
from autograph.pausing import uncollected
from autograph.reasons import static_words
from autograph.runtime.errors import WARNED, Deoptimize, Fault
from autograph.shelf import Shelf
from autograph.signature import Signature
from autograph.tracebacks import raise_at
from autograph.tracing.places import Untraceable

if TYPE_CHECKING:
    from autograph.concrete import ConcreteFunction
    from autograph.tracing.lifting import Flat

__all__ = ["Versions"]

MAX_ENTRIES = 64
"""Signatures for which graphs are kept."""
MAX_VALUES = 32
"""Static values of one signature that get graphs; calls with others run as Python."""
MAX_DEOPTIMIZED = 4
"""Calls that a graph may hand back to Python before it is given up."""
WAIT = 0.5
"""Of the least price of a kernel: what is spent before a function is traced."""
MAX_REFUSED = 3
"""Signatures that cannot be graphs before new ones are not tried any more."""
MAX_RAISED = 3
"""Calls of one signature that raise an exception already while they are traced before it stays Python."""
MAX_FAST = 4
MANY = 3
"""Graphs of one signature from which on the author is told why there are so many."""


class Versions:
    """The graphs of one Python function, made when they pay.

    Parameters
    ----------
    function : function
    options : Options
    note : callable
        Told the reason of each fallback; returns it as a record, or raises.
    python : callable
        From the arguments and keywords to the result, as Python; told whether there will be no graph.

    Attributes
    ----------
    rented : float
        Seconds that calls as written have taken since the last call that came here.
    unseen : float
        Seconds that they may take before the next one need come here.
    """

    def __init__(
        self,
        function: types.FunctionType,
        options: Options,
        note: Callable[[Untraceable], Fallback],
        python: Callable[[tuple[Any, ...], dict[str, Any], bool], Any],
    ) -> None:
        self.function = function
        self.options = options
        self.note = note
        self.python = python
        self.signature = Signature(function, options.static_argnames, options.input_signature)
        self.entries: dict[Any, Entry] = {}
        self.fast: list[Any] = []  # one object for ever: the decorated function looks at it directly
        self.account = Account()
        self.refused: Fallback | None = None
        self.warn: Callable[[str], None] | None = None
        self.refusals = self.evicted = 0
        self.rented = self.unseen = self.looked = 0.0
        self.shelf = Shelf(function, options, self.signature.static, self._stopped_without_entry)
        self.compiling = 0.0
        self.lock = threading.RLock()

    @property
    def price(self) -> float:
        """What must have been spent before the function is traced, which tells what compiling it will cost.

        Tracing alone gives nothing: it waits until a good part of the price of any kernel is spent.
        """
        return max(self._price, WAIT * least_price())

    @functools.cached_property
    def _price(self) -> float:
        return price_of_tracing(self.function)

    @property
    def cold(self) -> bool:
        """Whether not even tracing would pay yet."""
        return self.options.rents and not self.entries and not self.account.pays(self.price)

    @property
    def is_compiled(self) -> bool:
        """Whether there is a graph that can run."""
        made = any(c.compiled for entry in self.entries.values() for c in entry.concrete)
        return made or self.shelf.found > 0

    @property
    def traces(self) -> int:
        """How many graphs there are, those of earlier processes included."""
        return sum(len(entry.concrete) for entry in self.entries.values()) + self.shelf.found

    def call(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Run a call: by a graph where there is one, or one pays now, else as Python."""
        self.unseen = 0.0
        result = self.kept(args, kwargs)
        if result is not MISS:
            return result
        found = self.find(args, kwargs)
        if found.concrete is None:
            return self._as_python(found, args, kwargs)
        return self.run(found, args, kwargs)

    def kept(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Return what a call gives by a graph of an earlier process; `MISS` where there is none."""
        if kwargs or self.entries or self.refused is not None:
            return MISS
        with self.lock, uncollected():
            self.fast[:] = [*self.shelf.look(args), *self.fast][:MAX_FAST]
            paths = list(self.fast)  # another thread may have found one meanwhile
        for path in paths:
            result = path(args)
            if result is not MISS:
                return result
        return MISS

    def find(self, args: tuple[Any, ...], kwargs: dict[str, Any], ahead: float = 0.0) -> Found:
        """Return what is there for a call, a graph made now among that.

        Parameters
        ----------
        args, kwargs : tuple, dict
        ahead : float
            The seconds that this call alone is known to take as Python.
        """
        if self.refused is not None:
            return REFUSED
        flat, begun = engine.Flat(), perf_counter()
        try:
            key = self.signature.key(flat, args, kwargs)
            if self.evicted > MAX_ENTRIES and key not in self.entries:
                raise Untraceable("AG205", "arguments of ever new kinds")
            entry = self.entries.get(key) or self._new_entry(key)
        except Untraceable as problem:
            return self._refuse(problem)
        except TypeError as problem:
            if self.signature.static or self.signature.specs:
                raise
            return self._refuse(
                Untraceable("AG205", f"an argument that cannot be told apart: {problem}", None)
            )
        finally:
            self.looked = perf_counter() - begun
        if entry.fallback is not None:
            return Found(entry)
        concrete = entry.find(flat.leaves, flat)
        self.looked = perf_counter() - begun
        if concrete is not None and concrete.compiled:
            return Found(entry, concrete, flat)
        concrete = self._made(entry, flat, (args, kwargs), ahead)
        if concrete is None:
            return Found(entry)
        flat = engine.Flat()
        self.signature.key(flat, args, kwargs)
        return Found(entry, concrete, flat) if outside_matches(concrete, flat) else REFUSED

    def _new_entry(self, key: Any) -> Entry:
        with self.lock:
            if len(self.entries) >= MAX_ENTRIES:
                self.entries.pop(next(iter(self.entries)))
                self.evicted += not (self.options.rents or self.options.fullgraph)
                self.fast.clear()
            return self.entries.setdefault(key, Entry(0.0 if self.entries else self.account.spent))

    # ------------------------------------------------------------------------------ making graphs

    def _made(
        self, entry: Entry, flat: Flat, given: tuple[Any, Any], ahead: float
    ) -> ConcreteFunction | None:
        """Trace and compile as far as that pays; return a compiled graph, or None."""
        rents = self.options.rents
        if rents and not entry.account.pays(max(self.price, entry.price), ahead):
            return None
        if not self.lock.acquire(blocking=not rents):
            return None  # another thread is at it
        try:
            with uncollected():
                return self._bought(entry, flat, given, ahead)
        finally:
            self.lock.release()

    def _bought(
        self, entry: Entry, flat: Flat, given: tuple[Any, Any], ahead: float
    ) -> ConcreteFunction | None:
        """Do that, with no other thread at it."""
        rents = self.options.rents
        concrete = entry.find(flat.leaves, flat)  # another thread may have been at it
        if entry.fallback is not None:
            return None
        if concrete is None:
            began = perf_counter()
            if rents:
                entry.decisions.most = patience(self._price, max(entry.account.spent, ahead))
            concrete = self._trace(entry, *given)
            entry.account.spent -= perf_counter() - began  # what it took must be earned again
        if concrete is None:
            return None
        if rents and not entry.account.pays(price_of_compiling(concrete.graph), ahead):
            return None
        if not concrete.compiled:
            self._compile(entry, concrete)
            entry.account.spent = 0.0  # the next one must be earned again
        return concrete if concrete.compiled else None

    def _trace(self, entry: Entry, args: Any, kwargs: Any) -> ConcreteFunction | None:
        if len(entry.concrete) >= MAX_VALUES:
            self.note(Untraceable("AG101", f"of ever new ones, {MAX_VALUES} have graphs", None))
            return None
        try:
            concrete = engine.trace_function(
                self.function, args, kwargs, entry.decisions, self.signature.static
            )
        except Untraceable as problem:
            if problem.code == "AG302":
                entry.suspect = problem
            elif self.options.rents and entry.is_late:
                entry.put_off()
            else:
                self._give_up(entry, problem)
            return None
        call = small_call(concrete.graph) if self.options.rents else None
        if call is not None:
            self._give_up(entry, Untraceable("AG306", f"`{call.params['name']}`", call.where))
            return None
        concrete.backend = self.options.backend
        concrete.parallel = self.options.shares
        entry.concrete.append(concrete)
        if concrete.static and len(entry.concrete) >= MANY and self.warn is not None:
            self.warn(self._told(concrete, args, kwargs))
            self.warn = None
        return concrete

    def _told(self, concrete: ConcreteFunction, args: Any, kwargs: Any) -> str:
        """Return what a graph takes by value, and what can be done about it."""
        names = self.signature.leaf_names(args, kwargs)
        words = dict.fromkeys(static_words(key, names) for key in concrete.static)
        return (
            f"has a graph for each value of {' and of '.join(words)}, {MANY} so far: Python needs the value; "
            "give it few values, or use a NumPy function that takes data"
        )

    def _compile(self, entry: Entry, concrete: ConcreteFunction) -> None:
        budget = compile_budget()
        if budget < math.inf and concrete.backend == "kernel":
            price = price_of_compiling(concrete.optimized)
            if self.compiling + price > budget:
                left = max(budget - self.compiling, 0.0)
                said = f"about {price:.1f} s, AUTOGRAPH_COMPILE_BUDGET leaves {left:.1f}"
                self._give_up(entry, Untraceable("AG305", said))
                return
        begun = perf_counter()
        try:
            concrete.runner  # noqa: B018  (compiles)
        except Exception as problem:  # whatever it is, the program goes on as Python, and the reason is noted
            self._give_up(entry, Untraceable("AG304", f"{type(problem).__name__}: {problem}"))
        self.compiling += perf_counter() - begun

    def _give_up(self, entry: Entry, problem: Untraceable) -> None:
        self.fast.clear()
        entry.fallback = self.note(problem)
        if sum(other.fallback is not None for other in self.entries.values()) >= MAX_REFUSED:
            self.refused = entry.fallback

    def _refuse(self, problem: Untraceable) -> Found:
        """Note that no graph takes the arguments of a call, unless it is for the size of a number alone."""
        if self.options.fullgraph and problem.detail == engine.BEYOND_MACHINE:
            return REFUSED
        fallback = self.note(problem)
        self.refusals += 1
        if self.refusals >= MAX_REFUSED and not self.entries:
            self.refused = fallback
        return REFUSED

    # ------------------------------------------------------------------------------ running

    def _as_python(self, found: Found, args: Any, kwargs: Any) -> Any:
        """Run as Python, on the account of the graph to come."""
        entry = found.entry
        looked, begun, before = self.looked, perf_counter(), self.account.spent
        if entry is None or found.hopeless:
            result = self.python(args, kwargs, True)
            self.unseen = unwatched(perf_counter() - begun, looked, 0)
            return result
        if entry.suspect is not None:
            return self._suspected(entry, entry.suspect, args, kwargs)
        result = self.python(args, kwargs, False)
        entry.took(perf_counter() - begun)
        told = self.account.spent - before  # by the owner, of what was Python
        # Calls as written go by parts that are graphs.
        self.unseen = unwatched(entry.python, looked, 0 if told else SELDOM)
        if told < 0:
            entry.account.spent = 0.0
        else:
            entry.account.spent += (told or entry.python) + self.rented
        return result

    def _suspected(self, entry: Entry, suspect: Untraceable, args: Any, kwargs: Any) -> Any:
        """Run as Python what raised an exception while it was traced; if that is its answer, all is well."""
        entry.suspect = None
        try:
            result = self.python(args, kwargs, False)
        except Exception:  # whatever the program raises
            entry.raised += 1
            if entry.raised >= MAX_RAISED and not self.options.fullgraph:
                self._give_up(entry, suspect)
            raise
        self._give_up(entry, suspect)
        return result

    def run(self, found: Found, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Run a graph, or Python where that was faster, until two calls running take longer than those."""
        entry = found.entry
        assert entry is not None and found.concrete is not None  # noqa: PT018  (narrows types)
        if not self.options.rents:
            return self._run(found, args, kwargs)
        if entry.trials:
            teller = found.concrete.teller
            begun, told = perf_counter() - self.looked, teller.seconds
            result = self._run(found, args, kwargs)
            entry.best = min(entry.best, perf_counter() - begun - (teller.seconds - told))
            entry.trials -= 1
            return result
        if not entry.prefers_python:
            return self._run(found, args, kwargs)
        looked, begun = self.looked, perf_counter()
        result = self.python(args, kwargs, False)
        taken = perf_counter() - begun
        self.unseen = unwatched(taken, looked)
        slow, entry.slow = entry.slow, taken if taken > 2 * entry.best else 0.0
        if slow and entry.slow:  # two of them: one may have waited for the processor
            entry.python, entry.trials, entry.best = min(slow, taken), TRIALS, float("inf")
        return result

    def _run(self, found: Found, args: Any, kwargs: Any) -> Any:
        entry, concrete, flat = found.entry, found.concrete, found.flat
        assert entry is not None and concrete is not None and flat is not None  # noqa: PT018  (narrows types)
        path = None if kwargs else self._path(entry, concrete, args)
        if path is not None:
            result = path(args)
            if result is not MISS:
                return result
        if concrete.written and engine.overlapping(flat.leaves, concrete.written):
            self.note(Untraceable("AG301", "", None))
            return self.python(args, kwargs, False)
        try:
            return concrete.run(flat.leaves, flat.objects)
        except (Fault, Deoptimize) as problem:
            stop = problem.with_traceback(None)
        return self.stopped(entry, stop, args, kwargs)

    def _path(self, entry: Entry, concrete: ConcreteFunction, args: tuple[Any, ...]) -> Any:
        """Return the direct call path of a graph, if it has one; from the next call on it is tried first."""
        if not concrete.has_path:
            concrete.has_path = True
            concrete.path = engine.call_path(
                concrete, args, self.signature.static, lambda stop, args: self.stopped(entry, stop, args, {})
            )
        path = None if concrete.path is None else concrete.path.call
        if path is not None and path not in self.fast and not (self.options.rents and entry.trials):
            self.fast[:] = [path, *self.fast][:MAX_FAST]
            self.shelf.keep(concrete, concrete.path, args)
        return path

    def _stopped_without_entry(self, stop: Exception, args: tuple[Any, ...]) -> Any:
        """Do what is to be done where a kernel that an earlier process has kept stopped."""
        key = self.signature.key(engine.Flat(), args, {})
        return self.stopped(self.entries.get(key) or self._new_entry(key), stop, args, {})

    def stopped(self, entry: Entry, stop: Exception, args: Any, kwargs: Any) -> Any:
        """Do what is to be done where a kernel stopped: raise the program's exception, or run as Python."""
        if isinstance(stop, Fault):
            return raise_at(stop.exception, stop.where)
        assert isinstance(stop, Deoptimize)
        entry.deoptimized += stop.reason != WARNED
        problem = Untraceable("AG303", stop.reason, stop.where)
        if entry.deoptimized > MAX_DEOPTIMIZED and not self.options.fullgraph:
            self._give_up(entry, problem)
        elif not stop.beyond_machine and not self.options.fullgraph:
            self.note(problem)
        if not stop.effects:
            return self.python(args, kwargs, False)
        with engine.skipping(stop.effects):
            return engine.conversion_of(self.function).function(*args, **kwargs)
