"""The decorator: a Python function in, a callable that runs it as graphs out."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import sys
import threading
import types
import warnings
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, overload

import numpy as np

from autograph.bargain import Account, price_of_outlining
from autograph.decorated import Decorated
from autograph.explain import Explanation, Fallback, PartReport
from autograph.late import engine, parting
from autograph.misses import MISS
from autograph.options import Options, options_of
from autograph.pickling import detached, reduced
from autograph.reasons import static_words
from autograph.rounds import Loops
from autograph.runtime.errors import ConversionError, ConversionWarning, Location
from autograph.signature import bind, python_function
from autograph.switches import state as switches
from autograph.tracebacks import strip
from autograph.tracing.places import Untraceable
from autograph.tracing.threads import busy, threads
from autograph.versions import Versions
from autograph.written import AsWritten

if TYPE_CHECKING:
    from autograph.concrete import ConcreteFunction
    from autograph.parts import Parts

__all__ = ["Function", "function"]

_HERE = str(Path(__file__).parent)
WORTH = 2
"""How many times the price of watching its loops a function has cost when they are watched."""
HOPELESS = 3
"""Calls that no graph took, nor one of the parts, before a callee is called as it is."""
LONG = 0.01
"""Seconds of a call from which on its loops are watched once that has paid."""
LOOK = 0.002
"""Seconds of calls as written before a look at what has been spent; then so long again, and again."""
LEAST = 2e-4
"""Seconds of calls as written that are not looked at however little is left to spend."""
SHORT, SELDOM = 1e-5, 31
"""A function that no graph takes and whose calls are shorter is looked at once in the time of so many."""


class Function(Decorated):
    """A function that runs as graphs where it can, and gives the answers of the function it was made from.

    Attributes
    ----------
    original : callable
        The function as written.
    options : Options
    """

    def __init__(self, original: Callable[..., Any], options: Options, owner: Parts | None = None) -> None:
        if isinstance(original, types.FunctionType):
            vars(self).update(vars(original))
        self.original = original
        self.options = options
        self._owner = owner
        self._versions: Versions | None = None
        self._parts: Parts | None = None
        self._has_parts = False
        self._fast: list[Any] = []
        self._late_problem: Untraceable | None = None
        self._own = AsWritten(self)
        self._loops: Loops | None = None
        self._hopeless = 0
        self._seconds = 0.0
        self._fallbacks: list[Fallback] = []
        self._warned = owner is not None
        self._lock = threading.RLock()
        functools.update_wrapper(self, original, updated=())
        if isinstance(original, types.FunctionType):  # else it may be too early to know
            self._versions = self._made(original)

    def __repr__(self) -> str:
        """Return the function's name."""
        return f"<autograph.function {getattr(self.original, '__qualname__', self.original)!s}>"

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        """Bind to an instance, as functions do."""
        if instance is None:
            return self
        return types.MethodType(self, instance)

    def __reduce__(self) -> Any:
        """Pickle as the module's attribute of that name, else by what it decorates."""
        return reduced(self)

    @functools.cached_property
    def detached(self) -> types.FunctionType:
        """A plain copy of the function, for processes that cannot find this one by its name."""
        return detached(python_function(self.original))

    def __getstate__(self) -> Any:
        """Refuse to be copied by state: `__reduce__` says what a copy is made of."""
        raise TypeError("a decorated function has no state of its own")

    def __copy__(self) -> Function:
        """Return the function itself, as for any function."""
        return self

    def __deepcopy__(self, memo: Any) -> Function:
        """Return the function itself, as for any function."""
        return self

    @property
    def converted(self) -> Callable[..., Any]:
        """The converted function; see `convert`."""
        return engine.convert(python_function(self.original))

    # ------------------------------------------------------------------------------ calling

    def __call__(self, /, *args: Any, **kwargs: Any) -> Any:
        """Call the function."""
        try:
            if not kwargs:
                for path in self._fast:
                    result = path(args)
                    if result is not MISS:
                        return result
            own = self._own
            if own.free and not busy:
                own.free -= 1
                return self.original(*args, **kwargs)
            if not own.running or threading.get_ident() not in own.running or threads.trace is not None:
                if (
                    own.easy
                    and not busy
                    and (self._loops is None or not self._loops.may_be_long(args, kwargs))
                ):
                    return own.rented(args, kwargs)
                return self._call(args, kwargs)
        except BaseException as error:  # whatever the function raises
            strip(error)
            raise
        return (own.direct or own.found())(*args, **kwargs)  # as Python it calls itself

    def _call(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if threads.trace is not None:
            return engine.converted(self.original)(*args, **kwargs)
        versions = self._versions or self._late()
        if versions is not None and versions.signature.specs:
            versions.signature.check(*bind(self.original, args, kwargs)[1:])
        if versions is None or switches.eager or self.options.mode == "eager":
            return self._own.run(self.original, args, kwargs)
        versions.rented = self._own.collect()
        if versions.cold:
            return self._cold(versions, args, kwargs)
        _, args, kwargs = bind(self.original, args, kwargs)
        try:
            return versions.call(args + _missing_data(versions.function, len(args), kwargs), kwargs)
        finally:
            self._look_after(versions.unseen)

    def _made(self, target: types.FunctionType) -> Versions:
        versions = Versions(target, self.options, self._note, self._python)
        self._own.account = versions.account
        self._loops = loops if (loops := Loops(target.__code__)).depth else None
        own, checked = self._own, bool(versions.signature.specs)
        own.straight = self._loops is None and not checked
        own.collect()
        if self.options.rents and not checked:
            own.look_after(LOOK)
        if self.options.mode == "eager" and not checked and not own.is_named(target):
            own.free = sys.maxsize
        versions.warn = None if self._owner is not None else self._warn
        self._fast = versions.fast if target is self.original and not versions.signature.specs else []
        return versions

    def _late(self) -> Versions | None:
        """Return the versions of what is no plain function; None where there is no Python function in it."""
        if self._late_problem is None:
            try:
                self._versions = self._made(python_function(self.original))
            except Untraceable as problem:
                self._late_problem = problem
                self._note(problem)
        return self._versions

    def _cold(self, versions: Versions, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Run as written while not even tracing pays."""
        account = versions.account
        account.spent += versions.rented
        is_long = self._is_long(args, kwargs)
        if is_long or account.pays(versions.shelf.price):
            _, bound, named = bind(self.original, args, kwargs)
            result = versions.kept(bound, named)
            if result is not MISS:
                return result
            if is_long:
                return self._watched(bound, named, account)
        price = versions.price
        if self._loops is not None and self._own.typical >= LONG:
            price = min(price, WORTH * price_of_outlining(versions.function.__code__))
        self._look_after(max(min(max(account.spent, LOOK), price - account.spent), LEAST))
        return self._own.rented(args, kwargs)

    def _look_after(self, seconds: float) -> None:
        """Let calls run as written for so long, unless the arguments of each have to be looked at."""
        assert self._versions is not None
        if seconds > 0.0 and not self._versions.signature.specs:
            self._own.look_after(seconds)

    def _is_long(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
        """Whether the loops should be watched: that has paid by now, or this call may take long."""
        assert self._versions is not None
        if self._parts is not None or self._loops is None:
            return self._parts is not None
        if self._loops.may_be_long(args, kwargs):
            return True
        price = price_of_outlining(self._versions.function.__code__)
        return self._own.typical >= LONG and self._versions.account.pays(WORTH * price)

    def _watched(self, args: tuple[Any, ...], kwargs: dict[str, Any], account: Account) -> Any:
        """Run in parts, so that a loop that takes long goes on as a graph; count what was Python."""
        parts = self._found_parts()
        if parts is None or parts.hopeless:
            assert self._versions is not None
            begun = perf_counter()
            try:
                return self._own.run(self._versions.function, args, kwargs)
            finally:
                account.spent += perf_counter() - begun
        clock = parts.clock
        graphs, bought, begun = clock.graphs, clock.bought, perf_counter()
        try:
            return self._own.run(parts.function, args, kwargs)
        finally:
            taken = perf_counter() - begun
            self._seconds += taken
            account.spent += taken - (clock.graphs - graphs)
            if clock.bought != bought:
                account.spent = 0.0  # what the loops cost is no rent any more

    def _python(self, args: tuple[Any, ...], kwargs: dict[str, Any], in_parts: bool) -> Any:
        """Run as Python a call that no graph takes: the loops and callees as graphs if `in_parts`."""
        assert self._versions is not None
        versions = self._versions
        if not in_parts and self.options.rents and not versions.is_compiled and self._is_long(args, kwargs):
            return self._watched(args, kwargs, versions.account)
        parts = self._found_parts() if in_parts else None
        hopeless = in_parts and (parts is None or parts.hopeless)
        target = self._versions.function if parts is None or hopeless else parts.function
        begun = perf_counter()
        try:
            return self._own.run(target, args, kwargs)
        finally:
            taken = perf_counter() - begun
            self._seconds += taken
            if hopeless and self._versions.options.rents:
                self._spare(taken)

    def _spare(self, taken: float) -> None:
        """Look at fewer calls of a function that no graph takes."""
        self._hopeless += 1
        if taken < SHORT:
            self._look_after(SELDOM * taken)
        if self._owner is not None and self._hopeless > HOPELESS:
            self._owner.retire(self.original)

    def _found_parts(self) -> Parts | None:
        if not self._has_parts:
            with self._lock:
                assert self._versions is not None
                self._parts = parting.parts_of(self._versions.function, self.options, Function)
                self._has_parts = True
        return self._parts

    # ------------------------------------------------------------------------------ fallbacks

    def _note(self, problem: Untraceable) -> Fallback:
        """Record a fallback; warn of the first; under ``fullgraph`` raise it."""
        fallback = Fallback(problem.code, problem.detail, problem.where)
        if fallback not in self._fallbacks:
            self._fallbacks.append(fallback)
        if self.options.fullgraph:
            raise _refusal(problem)
        if not self._warned:
            self._warned = True
            self._warn(f"runs as Python: {fallback}")
        return fallback

    def _warn(self, words: str) -> None:
        name = getattr(self.original, "__qualname__", repr(self.original))
        warnings.warn(f"{name} {words}", ConversionWarning, stacklevel=_callers_level())

    def trace(self, *args: Any, **kwargs: Any) -> ConcreteFunction:
        """Return the function traced for the signature of these arguments, without running it.

        Raises
        ------
        ConversionError
            If it cannot become one graph.
        """
        try:
            return self._traced(args, kwargs)
        except Untraceable as problem:
            raise _refusal(problem) from problem.__cause__

    def _traced(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> ConcreteFunction:
        target, args, kwargs = bind(self.original, args, kwargs)
        args += _missing_data(target, len(args), kwargs)
        versions = self._versions = self._versions or self._made(target)
        versions.signature.key(engine.Flat(), args, kwargs)
        static = versions.signature.static
        concrete = engine.trace_function(target, args, kwargs, engine.Decisions(), static)
        concrete.backend = self.options.backend
        concrete.parallel = self.options.shares
        return concrete

    def explain(self, *args: Any, **kwargs: Any) -> Explanation:
        """Return what becomes of the function: for these arguments, or over all calls so far."""
        name = getattr(self.original, "__qualname__", repr(self.original))
        versions = self._versions
        if not args and not kwargs:
            if self.is_called:
                assert versions is not None
                held = versions.traces > 0 and not self._fallbacks
                return Explanation(name, held, versions.traces, tuple(self._fallbacks), parts=self.reports())
            if not self._takes_nothing():
                return Explanation(name, False, 0, ())
        try:
            concrete = self._traced(args, kwargs)
        except Untraceable as problem:
            parts = self._found_parts() if self._versions is not None else None
            rung = 4 if parts is None or parts.hopeless else 3
            fallback = Fallback(problem.code, problem.detail, problem.where, rung)
            return Explanation(name, False, 0, (fallback,), parts=self.reports())
        assert self._versions is not None
        _, args, kwargs = bind(self.original, args, kwargs)
        names = self._versions.signature.leaf_names(args, kwargs)
        fallbacks = tuple(fallback for fallback in self._fallbacks if fallback.code in ("AG303", "AG304"))
        return Explanation(
            name,
            not fallbacks,
            1,
            fallbacks,
            tuple(static_words(key, names) for key in concrete.static),
            tuple(variable.name for variable, _ in concrete.outside),
            tuple(dict.fromkeys(concrete.host_calls)),
        )

    @property
    def is_called(self) -> bool:
        """Whether anything is known of the function from calls."""
        versions = self._versions
        known = versions is not None and (versions.traces or versions.entries or versions.account.spent)
        return bool(self._fallbacks or self._seconds or self._own.rent or known)

    @property
    def promising(self) -> bool:
        """Whether its calls are long enough to be worth looking at, as far as is known."""
        versions = self._versions
        return not 0 <= self._own.typical < SHORT or (versions is not None and versions.is_compiled)

    def reports(self) -> tuple[PartReport, ...]:
        """Return what became of the loops and callees of a function that is not one graph.

        A callee reports itself first.
        """
        found = self._parts.reports() if self._parts is not None else []
        versions = self._versions
        if self._parts is not None and self._parts.loops and self._seconds and versions is not None:
            rest = max(self._seconds - self._parts.seconds, 0.0)
            found.append(PartReport("rest", _where(versions.function), "python", 1, rest))
        if self._owner is not None and versions is not None:
            state = "graph" if versions.is_compiled else "python"
            report = PartReport("call", _where(versions.function), state, 1, 0.0, tuple(self._fallbacks))
            found.insert(0, report)
        total = self._seconds or 1.0
        return tuple(dataclasses.replace(part, share=min(part.seconds / total, 1.0)) for part in found)

    def _takes_nothing(self) -> bool:
        code = getattr(self.original, "__code__", None)
        return code is not None and code.co_argcount == 0 and code.co_kwonlyargcount == 0

    def clear(self) -> None:
        """Forget all traces."""
        with self._lock:
            self._fallbacks.clear()
            self._parts, self._has_parts, self._warned = None, False, self._owner is not None
            self._late_problem, self._seconds = None, 0.0
            if self._versions is not None:
                self._versions = self._made(self._versions.function)
                self._versions.shelf.close()


def _refusal(problem: Untraceable) -> ConversionError:
    """Return the error that says why a function cannot be one graph."""
    fallback, where = Fallback(problem.code, problem.detail, problem.where), problem.where
    if where is None:
        return ConversionError(str(fallback))
    return ConversionError(str(fallback), (where.file, where.line, None, fallback.construct))


def _where(function: types.FunctionType) -> Location:
    code = function.__code__
    return Location(code.co_filename, code.co_firstlineno, code.co_qualname)


def _callers_level() -> int:
    """Return the stack level of the user's call, for a warning raised by the caller of this function."""
    level, frame = 1, sys._getframe(1)
    while frame.f_back is not None and frame.f_code.co_filename.startswith(_HERE):
        level, frame = level + 1, frame.f_back
    return level


def _missing_data(target: types.FunctionType, given: int, kwargs: dict[str, Any]) -> tuple[Any, ...]:
    """Return the default values that are data and come right after the arguments given."""
    defaults = target.__defaults__
    if not defaults or kwargs:
        return ()
    first = target.__code__.co_argcount - len(defaults)
    missing = defaults[max(given - first, 0) :] if given >= first else ()
    return missing if any(isinstance(item, np.ndarray | list | dict) for item in missing) else ()


@overload
def function(original: Callable[..., Any], /, **options: Any) -> Function: ...
@overload
def function(original: None = None, /, **options: Any) -> Callable[[Callable[..., Any]], Function]: ...
def function(original: Any = None, /, **options: Any) -> Any:
    """Decorate a function so that it runs as compiled graphs, with the same answers.

    Parameters
    ----------
    original : callable, optional
        The function; left out where options are given, ``@ag.function(fullgraph=True)``.
    mode : {"auto", "graph", "eager"}
        ``"auto"`` runs the function as written until a graph has paid for itself, and a loop over a range,
        an array or a tuple, or a ``while``, that takes long goes on in a graph; ``"graph"`` traces and
        compiles at the first call of a signature; ``"eager"`` never does.
    fullgraph : bool
        Raise :class:`ConversionError` instead of running as Python what cannot be a graph. A call still does
        where its numbers are not those a graph is for, or where tracing it met an exception of its own.
    static_argnames : str or sequence of str
        Arguments to be taken by value: each value gets a graph of its own.
    input_signature : str, sequence or dict, optional
        What the arguments must be, others are a ``TypeError``: ``"float64[:, :], int"``, or a sequence of
        such texts, types, dtypes or example arrays, or a dict of them by name. A size may be given.
    parallel : bool or None
        Whether kernels may use several threads, where a loop over the elements of arrays is long enough.
        They may unless it is ``False``; results are the same.
    backend : {"kernel", "interpreter"}
        Whether the graph is compiled, or run node by node with NumPy.

    Returns
    -------
    Function

    Raises
    ------
    TypeError, ValueError
        If an option is not known or cannot be met.

    Examples
    --------
    >>> import autograph as ag
    >>> @ag.function
    ... def collatz(n):
    ...     steps = 0
    ...     while n != 1:
    ...         n = n // 2 if n % 2 == 0 else 3 * n + 1
    ...         steps += 1
    ...     return steps
    >>> collatz(27)
    111
    """
    chosen = options_of(options)
    if original is None:
        return lambda target: _decorate(target, chosen)
    return _decorate(original, chosen)


class Wrapper(Function):
    """A decorated callable that is no plain function: it has attributes of its own kind.

    Plain functions have none but those that were given to them: a method that is asked for missing attributes
    makes all others slower.
    """

    def __getattr__(self, name: str) -> Any:
        """Return an attribute of the callable as written."""
        original = vars(self).get("original")
        if original is not None and (not name.startswith("__") or name in getattr(original, "__dict__", ())):
            with contextlib.suppress(AttributeError):
                return getattr(original, name)
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}", name=name, obj=self)


def _decorate(original: Any, options: Options) -> Any:
    if isinstance(original, Function):
        original = original.original
    if isinstance(original, staticmethod | classmethod):
        return type(original)(_decorate(original.__func__, options))
    if not callable(original):
        raise TypeError(f"ag.function decorates a callable, got {type(original).__name__}")
    return (Function if isinstance(original, types.FunctionType) else Wrapper)(original, options)
