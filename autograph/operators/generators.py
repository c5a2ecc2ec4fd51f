"""Generator functions in programs that are traced: their statements are staged where they run.

A ``for`` drives a generator, whose branches and loops may be of the graph: the loop's body then is traced
wherever a ``yield`` stands. Who asks for one item after another gets those that Python alone tells.
"""

from __future__ import annotations

import contextlib
import functools
import inspect
import types
import weakref
from collections.abc import Callable, Iterator
from typing import Any, Literal

import gast

from autograph.converters.analysis.names import yields
from autograph.converters.base import Form
from autograph.converters.conversion import Converted, convert
from autograph.converters.yield_ import is_driven
from autograph.runtime.errors import ConversionError
from autograph.tracing.containers import watch_cells
from autograph.tracing.function_state import with_defaults
from autograph.tracing.places import note_expression
from autograph.tracing.sharing import Suspended
from autograph.tracing.trace import Restart, Untraceable, current, register_code, shared_variables, site

__all__ = [
    "Manager",
    "Steps",
    "driven",
    "ending_by_value",
    "replayed_generator",
    "returned",
    "staged_generator",
    "stepping",
    "suspended",
]

_HELPER = contextlib.contextmanager(lambda: iter(())).__code__
_CLEANING = (gast.Try, gast.TryStar, gast.With)
_cache: weakref.WeakKeyDictionary[types.FunctionType, dict[Form, Converted]] = weakref.WeakKeyDictionary()


def _conversion_of(function: types.FunctionType, form: Form = "steps") -> Converted:
    from autograph import operators  # noqa: PLC0415  (the operators call each other through converted code)

    known = _cache.setdefault(function, {})
    if form not in known:
        shared = shared_variables(function.__code__)
        try:
            found = convert(function, operators, form, shared=shared)
        except ConversionError as problem:
            raise Untraceable("AG201", f"`{function.__qualname__}`: {problem.msg}") from None
        register_code(found.function.__code__, found.bare_lambdas, shared)
        known[form] = found
    return known[form]


@functools.lru_cache(maxsize=256)
def _facts(made: Converted) -> tuple[bool, bool]:
    """Return whether a generator may be left inside ``try`` or ``with``, and whether loops can drive it."""
    tree = made.tree
    return any(isinstance(node, _CLEANING) and yields(node) for node in gast.walk(tree)), is_driven(tree)


def _suspending(made: Converted) -> list[Any]:
    return [node for node in gast.walk(made.tree) if isinstance(node, _CLEANING) and yields(node)]


@functools.lru_cache(maxsize=256)
def _only_cleans(made: Converted) -> bool:
    """Whether no statement in which a generator may be left has handlers, or yields where it is left."""
    tries = [node for node in _suspending(made) if not isinstance(node, gast.With)]
    return not any(node.handlers or any(map(yields, node.finalbody)) for node in tries)


@functools.lru_cache(maxsize=256)
def _has_managers(made: Converted) -> bool:
    """Whether a generator that is left tells context managers of it."""
    return any(isinstance(node, gast.With) for node in _suspending(made))


def _managed(function: types.FunctionType) -> types.FunctionType | None:
    """Return the generator function that ``contextlib.contextmanager`` wraps."""
    wrapped = getattr(function, "__wrapped__", None) if function.__code__ is _HELPER else None
    return wrapped if isinstance(wrapped, types.FunctionType) else None


def staged_generator(function: types.FunctionType) -> Callable[..., Any] | None:
    """Return what stands for a generator function, or a context manager made of one, while tracing."""
    managed = _managed(function)
    if managed is not None:
        return functools.partial(Manager, _conversion_of(managed).function)
    if not inspect.isgeneratorfunction(function):
        return None
    made = _conversion_of(function)
    cleans, drives = _facts(made)
    if cleans and not (drives and _only_cleans(made)):
        raise _left_inside(function)

    def begin(*args: Any, **kwargs: Any) -> Any:
        from autograph.operators.resumed import resumed  # noqa: PLC0415  (it advances generators)

        trace = current()
        assert trace is not None
        origin = ("loop", "generator", site())
        if cleans and origin in trace.decisions.static:
            raise _left_inside(function)
        own = with_defaults(made.function, function)
        if origin in trace.decisions.static:
            return resumed(own, _conversion_of(function, "resumed"), args, kwargs)
        watch_cells(own)
        steps = Steps(own(*args, **kwargs), drives and (lambda: _driven(function, args, kwargs)))
        steps.origin, steps.cleans, steps.whole = origin, cleans, _has_managers(made)
        return steps

    return begin


def _left_inside(function: types.FunctionType) -> Untraceable:
    return Untraceable("AG201", f"`{function.__qualname__}`: it may be left inside `try` or `with`")


def driven(function: types.FunctionType, source: Any) -> Steps:
    """Return what stands for a generator expression, whose loops are in a function, while tracing."""
    watch_cells(function)
    note_expression(function.__code__)
    return Steps(function(source), lambda: function(source))


def suspended(generator: Any) -> Any:
    """Return what stands for a generator expression of Python's own while tracing; else it as it is."""
    return generator if current() is None else Steps(generator)


def _driven(function: types.FunctionType, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Return a generator for a loop to drive."""
    target = with_defaults(_conversion_of(function, "driven").function, function)
    watch_cells(target)
    return target(*args, **kwargs)


def ending_by_value(method: types.FunctionType) -> Callable[..., Any]:
    """Return a ``__next__`` that returns `STOP` where it would end a loop."""
    from autograph.operators.calls import traced_call  # noqa: PLC0415  (it knows of the generators)

    return functools.partial(traced_call, _conversion_of(method, "iterator").function)


def replayed_generator(function: types.FunctionType) -> Callable[..., Any] | None:
    """Return the converted form of such a function, for a call that runs again as Python."""
    managed = _managed(function)
    try:
        if managed is not None:
            return contextlib.contextmanager(_conversion_of(managed).function)
        return _conversion_of(function).function if inspect.isgeneratorfunction(function) else None
    except Untraceable:
        return None


class Steps(Suspended):
    """A generator of a program that is traced.

    Parameters
    ----------
    generator : iterator
        A generator, or an iterator of Python's, all of whose steps belong to one block of the graph.
    drive : callable or False
        Returns the same generator in the form that loops drive, if it has one.
    """

    def __init__(self, generator: Any, drive: Callable[[], Any] | Literal[False] = False) -> None:
        self.generator = generator
        self.region = _region()
        self._drive = drive
        self._taken = False
        self._begun = False
        self.result: Any = None  # what it returned
        self.origin: Any = None
        self.cleans = False  # whether it has something to do where it is left
        self.whole = False  # whether loops have to go through all of it
        self.indexed: Callable[[], Any] | None = None
        self.lists: tuple[Any, ...] = ()  # those that it goes through

    @property
    def is_drivable(self) -> bool:
        """Whether a loop can drive it, from its first item on; others take it step by step."""
        return bool(self._drive) and inspect.getgeneratorstate(self.generator) == inspect.GEN_CREATED

    def driven(self) -> Any:
        """Return the generator for a loop to drive, which is its only use."""
        self.require_own()
        self._taken = True
        assert self._drive
        return self._noting(self._drive())

    def _noting(self, generator: Any) -> Iterator[Any]:
        """Yield what a generator yields; what it returns is noted."""
        self.result = yield from generator

    def by_index(self) -> Any:
        """Return the number of items and what gives one; that is its only use.

        None if these are not to be had, or no longer.
        """
        if self.indexed is None or self._taken or self._begun or _region() is not self.region:
            return None
        self._taken = True
        return self.indexed()

    def give_up(self) -> None:
        """Refuse any further use: where it is, data has decided."""
        self._taken = True

    def require_own(self) -> None:
        """Refuse what could have been at another item in another branch or round."""
        if _region() is not self.region:
            raise stepping(self.origin, "a generator made outside the branch or loop that uses it")
        if self._taken:
            raise stepping(self.origin, "a generator is used again after a loop over it")

    def send(self, value: Any) -> Any:
        """Refuse: it has no place to take a value at."""
        raise stepping(self.origin, "`send` of a generator")

    def close(self) -> None:
        """Refuse: it has no place to leave."""
        raise stepping(self.origin, "`close` of a generator")

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        self.require_own()
        if self.cleans:
            raise stepping(self.origin, "`next` of a generator that may be left inside `try`")
        self._begun = True
        try:
            item = next(self.generator)
        except StopIteration as end:
            self.result = end.value
            raise
        if _region() is not self.region:
            raise stepping(self.origin, "`yield` in a branch or loop on data")
        return item


def returned(source: Any) -> Any:
    """Return what a generator returned whose items another one has given on."""
    if isinstance(source, Steps):
        return source.result
    if isinstance(source, Suspended) or hasattr(source, "__next__"):
        raise Untraceable("AG202", "what an iterator returns")
    return None


class Manager:
    """A context manager made of a generator function, in a program that is traced."""

    def __init__(self, function: types.FunctionType, *args: Any, **kwargs: Any) -> None:
        self.steps = Steps(function(*args, **kwargs))

    def __enter__(self) -> Any:
        """Run up to the ``yield``."""
        return next(self.steps)

    def __exit__(self, *error: Any) -> None:
        """Run the rest."""
        for _ in self.steps:
            raise RuntimeError("generator didn't stop")


def stepping(origin: Any, problem: str) -> BaseException:
    """Return what to raise where an iterator is used as only one that remembers its place can be.

    Parameters
    ----------
    origin : tuple or None
        The decision that the iterator be such an object; None where it cannot be one.
    problem : str
    """
    trace = current()
    assert trace is not None
    if origin is None or origin in trace.decisions.static:
        return Untraceable("AG202", problem)
    return Restart(frozenset([origin]))


def _region() -> Any:
    trace = current()
    assert trace is not None
    return trace.region
