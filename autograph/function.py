"""The decorator: a Python function in, a callable that runs it as graphs out."""

from __future__ import annotations

import functools
import threading
import types
import warnings
from collections.abc import Callable, Sequence
from typing import Any, Literal, overload

import numpy as np

from autograph.concrete import ConcreteFunction, overlapping, static_now, trace_function
from autograph.explain import Explanation, Fallback
from autograph.operators.calls import conversion_of
from autograph.operators.replay import skipping
from autograph.runtime.errors import ConversionError, ConversionWarning, Deoptimize, Fault
from autograph.switches import eager_everywhere
from autograph.tracebacks import raise_at, strip
from autograph.tracing.lifting import Flat
from autograph.tracing.trace import Decisions, Untraceable, current, here

__all__ = ["Function", "function"]

Mode = Literal["auto", "graph", "eager"]
MAX_ENTRIES = 64
MAX_DEOPTIMIZED = 4


class _Entry:
    """The graphs of one signature: one for each set of static values, or the reason why there is none."""

    def __init__(self) -> None:
        self.decisions = Decisions()
        self.concrete: list[ConcreteFunction] = []
        self.fallback: Fallback | None = None
        self.deoptimized = 0

    def find(self, leaves: Sequence[Any], flat: Flat) -> ConcreteFunction | None:
        """Return the graph whose static values and outside variables are those of this call."""
        for concrete in self.concrete:
            if all(static_now(key, leaves) == value for key, value in concrete.static.items()):
                mark = len(flat.leaves)
                if _outside_matches(concrete, flat):
                    return concrete
                del flat.leaves[mark:]
        return None


def _outside_matches(concrete: ConcreteFunction, flat: Flat) -> bool:
    if not concrete.outside:
        return True
    flat.static_numbers = True
    for variable, key in concrete.outside:
        try:
            if flat.key(variable.get()) != key:
                return False
        except (Untraceable, KeyError, ValueError):
            return False
    return True


class Function:
    """A function that runs as graphs where it can, and gives the answers of the function it was made from.

    Attributes
    ----------
    original : callable
        The function as written.
    """

    def __init__(  # noqa: PLR0913  (the decorator's options)
        self,
        original: Callable[..., Any],
        *,
        mode: Mode = "auto",
        fullgraph: bool = False,
        static_argnames: Sequence[str] = (),
        input_signature: Any = None,
        parallel: bool | None = None,
        backend: Literal["kernel", "interpreter"] = "kernel",
    ) -> None:
        self.original = original
        self.mode = mode
        self.fullgraph = fullgraph
        self.static_argnames = tuple(static_argnames)
        self.input_signature = input_signature
        self.parallel = parallel
        self.backend = backend
        self._entries: dict[Any, _Entry] = {}
        self._lock = threading.RLock()
        self._warned = False
        self._fallbacks: list[Fallback] = []
        functools.update_wrapper(self, original, updated=())

    def __repr__(self) -> str:
        """Return the function's name."""
        return f"<autograph.function {getattr(self.original, '__qualname__', self.original)!s}>"

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        """Bind to an instance, as functions do."""
        if instance is None:
            return self
        return types.MethodType(self, instance)

    def __reduce__(self) -> Any:
        """Pickle as the module's attribute of that name."""
        return self.original.__qualname__

    @property
    def converted(self) -> Callable[..., Any]:
        """The converted function."""
        return conversion_of(self._python()).function

    def _python(self) -> types.FunctionType:
        target: Any = self.original
        while not isinstance(target, types.FunctionType):
            if isinstance(target, types.MethodType | staticmethod | classmethod):
                target = target.__func__
            elif isinstance(target, Function):
                target = target.original
            else:
                raise Untraceable("AG001", f"a {type(target).__name__}", None)
        return target

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the function."""
        try:
            return self._call(args, kwargs)
        except BaseException as error:
            strip(error)
            raise

    def _call(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if self.mode == "eager" or eager_everywhere():
            return self.original(*args, **kwargs)
        if current() is not None:
            from autograph.operators.calls import converted  # noqa: PLC0415

            return converted(self.original)(*args, **kwargs)
        try:
            target, args, kwargs = self._bound(args, kwargs)
            flat = Flat()
            key = flat.key((args, tuple(kwargs), tuple(kwargs.values())))
            entry = self._entries.get(key)
        except Untraceable as problem:
            return self._refuse(problem, args, kwargs)
        except TypeError:
            return self._refuse(
                Untraceable("AG205", "an argument that cannot be told apart", None), args, kwargs
            )
        if entry is None:
            entry = self._new_entry(key)
        if entry.fallback is not None:
            return self.original(*args, **kwargs) if target is self.original else self._eager(args, kwargs)
        concrete = entry.find(flat.leaves, flat)
        if concrete is None:
            concrete = self._trace(entry, target, args, kwargs)
            if concrete is None:
                return self._eager(args, kwargs)
            flat = Flat()
            flat.key((args, tuple(kwargs), tuple(kwargs.values())))
            if not _outside_matches(concrete, flat):
                return self._eager(args, kwargs)
        return self._run(entry, concrete, flat, args, kwargs)

    def _new_entry(self, key: Any) -> _Entry:
        with self._lock:
            if len(self._entries) >= MAX_ENTRIES:
                self._entries.pop(next(iter(self._entries)))
            return self._entries.setdefault(key, _Entry())

    def _bound(
        self, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> tuple[Any, tuple[Any, ...], dict[str, Any]]:
        """Return the Python function to trace and what to call it with."""
        target: Any = self.original
        while not isinstance(target, types.FunctionType):
            if isinstance(target, functools.partial):
                args, kwargs, target = (*target.args, *args), {**target.keywords, **kwargs}, target.func
            elif isinstance(target, types.MethodType):
                args, target = (target.__self__, *args), target.__func__
            elif isinstance(target, staticmethod):
                target = target.__func__
            elif isinstance(target, Function):
                target = target.original
            elif isinstance(getattr(type(target), "__call__", None), types.FunctionType):  # noqa: B004  (asks how)
                args, target = (target, *args), type(target).__call__
            else:
                raise Untraceable("AG001", f"a {type(target).__name__}", None)
        return target, args + _missing_data(target, len(args), kwargs), kwargs

    def _eager(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        target = self.original
        if isinstance(target, types.FunctionType):
            return target(*args, **kwargs)
        return self._bound((), {})[0](*args, **kwargs)

    def _trace(self, entry: _Entry, target: Any, args: Any, kwargs: Any) -> ConcreteFunction | None:
        with self._lock:
            try:
                concrete = trace_function(target, args, kwargs, entry.decisions, self.backend)
                concrete.runner  # noqa: B018  (compiles)
            except Untraceable as problem:
                entry.fallback = self._note(problem)
                return None
            entry.concrete.append(concrete)
            if len(entry.concrete) > MAX_ENTRIES:
                entry.concrete.pop(0)
            return concrete

    def _run(self, entry: _Entry, concrete: ConcreteFunction, flat: Flat, args: Any, kwargs: Any) -> Any:
        if concrete.written and overlapping(flat.leaves, concrete.written):
            self._note(Untraceable("AG301", "", None))
            return self._eager(args, kwargs)
        try:
            return concrete.run(flat.leaves, flat.objects)
        except Fault as fault:
            failure = fault
        except Deoptimize as deoptimize:
            entry.deoptimized += 1
            if entry.deoptimized > MAX_DEOPTIMIZED:
                entry.fallback = self._note(Untraceable("AG303", deoptimize.reason, deoptimize.where))
            effects = deoptimize.effects
            if not effects:
                return self._eager(args, kwargs)
            with skipping(effects):
                return conversion_of(concrete.function).function(*args, **kwargs)
        return raise_at(failure.exception, failure.where)

    def _refuse(self, problem: Untraceable, args: Any, kwargs: Any) -> Any:
        self._note(problem)
        return self.original(*args, **kwargs)

    def _note(self, problem: Untraceable) -> Fallback:
        """Record a fallback; warn of the first; under ``fullgraph`` raise it."""
        where = problem.where
        fallback = Fallback(problem.code, problem.detail, where)
        if fallback not in self._fallbacks:
            self._fallbacks.append(fallback)
        if self.fullgraph:
            details = (where.file, where.line, None, fallback.construct) if where is not None else None
            error = ConversionError(str(fallback), details) if details else ConversionError(str(fallback))
            raise error from problem.__cause__
        if not self._warned:
            self._warned = True
            name = getattr(self.original, "__qualname__", repr(self.original))
            warnings.warn(f"{name} runs as Python: {fallback}", ConversionWarning, stacklevel=4)
        return fallback

    def trace(self, *args: Any, **kwargs: Any) -> ConcreteFunction:
        """Return the function traced for the signature of these arguments, without running it.

        Raises
        ------
        ConversionError
            If it cannot become one graph.
        """
        try:
            target, args, kwargs = self._bound(args, kwargs)
            Flat().key((args, tuple(kwargs.values())))
            return trace_function(target, args, kwargs, Decisions(), self.backend)
        except Untraceable as problem:
            fallback = Fallback(problem.code, problem.detail, problem.where)
            where = problem.where
            if where is None:
                raise ConversionError(str(fallback)) from problem.__cause__
            details = (where.file, where.line, None, fallback.construct)
            raise ConversionError(str(fallback), details) from problem.__cause__

    def explain(self, *args: Any, **kwargs: Any) -> Explanation:
        """Return what becomes of the function: for these arguments, or over all calls so far."""
        name = getattr(self.original, "__qualname__", repr(self.original))
        if not args and not kwargs and (self._entries or self._fallbacks):
            traces = sum(len(entry.concrete) for entry in self._entries.values())
            return Explanation(name, bool(traces) and not self._fallbacks, traces, tuple(self._fallbacks))
        if not args and not kwargs and not self._takes_nothing():
            return Explanation(name, False, 0, ())
        try:
            target, args, kwargs = self._bound(args, kwargs)
            Flat().key((args, tuple(kwargs.values())))
            concrete = trace_function(target, args, kwargs, Decisions(), self.backend)
        except Untraceable as problem:
            return Explanation(name, False, 0, (Fallback(problem.code, problem.detail, problem.where),))
        return Explanation(
            name,
            True,
            1,
            (),
            tuple(_static_words(key) for key in concrete.static),
            tuple(variable.name for variable, _ in concrete.outside),
            tuple(dict.fromkeys(concrete.host_calls)),
        )

    def _takes_nothing(self) -> bool:
        code = getattr(self.original, "__code__", None)
        return code is not None and code.co_argcount == 0 and code.co_kwonlyargcount == 0

    def clear(self) -> None:
        """Forget all traces."""
        with self._lock:
            self._entries.clear()
            self._fallbacks.clear()
            self._warned = False


def _missing_data(target: types.FunctionType, given: int, kwargs: dict[str, Any]) -> tuple[Any, ...]:
    """Return the default values that are data and come right after the arguments given."""
    defaults = target.__defaults__
    if not defaults or kwargs:
        return ()
    first = target.__code__.co_argcount - len(defaults)
    missing = defaults[max(given - first, 0) :] if given >= first else ()
    return missing if any(isinstance(item, np.ndarray | list | dict) for item in missing) else ()


def _static_words(key: Any) -> str:
    return f"argument {key[1]}" if key[0] == "leaf" else f"size {key[2]} of argument {key[1]}"


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
        ``"graph"`` traces and compiles at the first call of a signature; ``"eager"`` never does.
    fullgraph : bool
        Raise :class:`ConversionError` instead of running anything as Python.
    static_argnames : sequence of str
        Arguments to be taken by value.
    parallel : bool or None
        Whether kernels may use several threads.
    backend : {"kernel", "interpreter"}
        Whether the graph is compiled, or run node by node with NumPy.

    Returns
    -------
    Function

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
    if original is None:
        return lambda target: function(target, **options)
    if isinstance(original, Function):
        original = original.original
    if isinstance(original, staticmethod | classmethod):
        return type(original)(function(original.__func__, **options))
    if not callable(original):
        raise TypeError(f"ag.function decorates a callable, got {type(original).__name__}")
    return Function(original, **options)


def where_am_i() -> Any:
    """Return the user's line under way, for messages."""
    return here()
