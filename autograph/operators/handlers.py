"""What converted `try` and `with` call: nothing on plain values; tracing, the way without exceptions."""

from __future__ import annotations

import contextlib
import sys
import types
from typing import Any, Literal

import numpy as np

from autograph.decorated import as_written
from autograph.operators.generators import Manager
from autograph.operators.iterating import Elements
from autograph.operators.replay import replaying
from autograph.tracing.attempts import Thrown
from autograph.tracing.plain import is_plain_object
from autograph.tracing.trace import Trace, Untraceable, current

__all__ = ["MANAGERS", "attempt", "attempted", "context", "escaped", "leaving", "refuse"]

MANAGERS = (np.errstate, contextlib.suppress, contextlib.nullcontext)
"""The context managers of Python and NumPy that a graph needs not enter."""

_STAGED = ("ignore", "warn", "raise")
_UNSET: Literal["log"] = "log"
"""What settings are said to be while a manager is entered: one that sets this sets a receiver too."""


class _Attempt:
    """A block of a trace whose exceptions the program may catch.

    What fails there when the graph runs is no exception of the call's: the call is run as Python,
    from its start. What fails while it is traced ends the trace.
    """

    def __init__(self, trace: Trace) -> None:
        self.trace = trace
        self.around = sys.exception()
        self.begun = True
        trace.guards += 1

    def end(self) -> None:
        """Leave the block."""
        if self.begun:
            self.begun = False
            self.trace.guards -= 1

    def unwinds(self) -> bool:
        """Say whether an exception is on its way out of the block."""
        return sys.exception() is not self.around


def attempt() -> _Attempt | None:
    """Begin a ``try``; returns what the other parts of the statement hand in."""
    trace = current()
    return None if trace is None else _Attempt(trace)


def escaped(begun: _Attempt | None) -> Any:
    """Return the exceptions that must not reach the program's own handlers: all, while tracing."""
    return () if begun is None else BaseException


def refuse(begun: _Attempt) -> None:
    """End the trace, for what its block raised."""
    begun.end()
    error = sys.exception()
    if not isinstance(error, Exception):
        return
    raise Untraceable("AG202", f"`try` round what raises {type(error).__name__}") from error


def attempted(begun: _Attempt | None) -> None:
    """Begin the ``else`` of a ``try``, the exceptions of which its handlers do not catch."""
    if begun is not None:
        begun.end()


def leaving(begun: _Attempt | None) -> bool:
    """Say whether to run a ``finally``: not when a trace is being given up."""
    if begun is None:
        return True
    begun.end()
    return not begun.unwinds()


def context(manager: Any) -> Any:
    """Return what a ``with`` enters."""
    trace = current()
    if trace is not None:
        return _Context(trace, manager)
    if replaying() and is_plain_object(manager):
        return _Replayed(manager)
    return manager


class _Replayed:
    """A context manager in a call that runs again: what it prints may have been printed."""

    def __init__(self, manager: Any) -> None:
        self.manager = manager

    def __enter__(self) -> Any:
        return _method(self.manager, "__enter__")

    def __exit__(self, *error: Any) -> Any:
        return _method(self.manager, "__exit__", *error)


def _method(manager: Any, name: str, *args: Any) -> Any:
    from autograph.operators.calls import converted  # noqa: PLC0415  (calls find the operators)

    return converted(getattr(type(manager), name))(manager, *args)


class _Context:
    """A context manager of a program that is traced."""

    def __init__(self, trace: Trace, manager: Any) -> None:
        self.trace = trace
        self.manager = manager
        self.native = isinstance(manager, (*MANAGERS, Manager, Elements))
        if not self.native and not is_plain_object(manager):
            raise Untraceable("AG202", f"`with` of a {type(manager).__name__}")

    def __enter__(self) -> Any:
        """Enter the manager, and begin a block whose exceptions it sees."""
        self.errors = self.trace.errors
        entered = None
        if isinstance(self.manager, np.errstate):
            self._set()
        else:
            entered = self.manager.__enter__() if self.native else self._call("__enter__")
        self.attempt = _Attempt(self.trace)
        return entered

    def _set(self) -> None:
        """Enter a manager of NumPy's settings; what it sets, and no more, holds when the graph runs."""
        self.outside: dict[str, Any] = {**np.geterr()}
        receiver = np.geterrcall()
        np.seterr(all=_UNSET)  # what is still so inside is not set by the manager
        try:
            self.manager.__enter__()
        except BaseException:
            np.seterr(**self.outside)
            raise
        own: dict[str, Any] = {kind: state for kind, state in np.geterr().items() if state != _UNSET}
        under = "log" if own.get("under", "ignore") != "ignore" else self.outside["under"]
        np.seterr(**{**self.outside, "under": under})  # of constants' errors the trace is told meanwhile
        self.trace.errors = tuple({**dict(self.errors), **own}.items())
        kinds = sorted({str(state) for state in own.values()} - set(_STAGED))
        if kinds or np.geterrcall() is not receiver:
            self._reset()
            raise Untraceable("AG202", f"`with np.errstate` that is to {kinds[0] if kinds else 'call'}")

    def _reset(self) -> None:
        self.manager.__exit__(None, None, None)
        np.seterr(**self.outside)
        self.trace.errors = self.errors

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: types.TracebackType | None
    ) -> None:
        """Leave the manager; an exception that is on its way ends the trace."""
        self.attempt.end()
        if isinstance(self.manager, np.errstate):
            self._reset()
        elif self.native and (error is None or isinstance(self.manager, MANAGERS)):
            self.manager.__exit__(None, None, None)
        if error is None:
            if not self.native:
                self._call("__exit__", None, None, None)
        elif isinstance(error, Exception | Thrown):
            raise Untraceable("AG202", f"`with` round what raises {type(error).__name__}") from error

    def _call(self, name: str, *args: Any) -> Any:
        if not isinstance(as_written(getattr(type(self.manager), name, None)), types.FunctionType):
            raise Untraceable("AG202", f"`with` of a {type(self.manager).__name__}")
        return _method(self.manager, name, *args)
