"""The exceptions every stage may raise: bad user code in, a message with the user's line out."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any, NamedTuple

__all__ = [
    "CAUGHT",
    "WARNED",
    "AutographError",
    "ConversionError",
    "ConversionWarning",
    "Deoptimize",
    "Enough",
    "Fault",
    "Flagged",
    "GraphError",
    "Location",
    "TraceError",
    "failure",
]


class Location(NamedTuple):
    """A place in the user's source.

    Attributes
    ----------
    file : str
        The file name as Python's own tracebacks show it.
    line : int
        The line, counted from 1.
    function : str
        The qualified name of the function that holds the line.
    caught : bool
        Whether the program may catch an exception raised here.
    errors : tuple of (str, str)
        What the program itself has set for kinds of floating-point errors here, as `numpy.errstate` does.
    callers : tuple of Location
        The places of the calls under way, the outermost first.
    """

    file: str
    line: int
    function: str
    caught: bool = False
    callers: tuple[Location, ...] = ()
    errors: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        """Return ``file:line``."""
        return f"{self.file}:{self.line}"


EXCEPTION = "an exception in a recursive function"
WARNED = "a warning is to be an exception"
_BEYOND = (
    EXCEPTION,
    "an int grows beyond",
    "a quotient of ints beyond",
    "the recursion is deep",
    "OverflowError",
    WARNED,
)


class AutographError(Exception):
    """The base of the errors that are autograph's own, never the user's program's."""


class ConversionError(SyntaxError, AutographError):
    """A function, or a part of one, cannot become a graph; points at the user's line."""


class TraceError(TypeError, AutographError):
    """An operation was given operands it is not defined for, found while tracing."""


class GraphError(AutographError):
    """A graph is malformed: a defect of autograph itself, not of the user's code."""


class ConversionWarning(UserWarning):
    """A function, or a part of one, runs as Python; the message says which, why and what to do."""


class Fault(AutographError):
    """The user's program failed at run time: carries the exception Python would have raised.

    Attributes
    ----------
    exception : BaseException
    where : Location or None
    effects : int
        How many effects (prints, impure host calls) had happened.
    kinds : frozenset of str
        What floating-point errors there may have been before.
    """

    def __init__(self, exception: BaseException, where: Location | None, effects: int = 0) -> None:
        super().__init__(exception, where)
        self.kinds: frozenset[str] = frozenset()
        self.exception = exception
        self.where = where
        self.effects = effects


class Enough(BaseException):
    """A run has shown what it is made for; not an Exception, so that nothing takes it for the program's."""


class Flagged(AutographError):
    """A run is done, and there may have been floating-point errors in it: which, if any, is to be found out.

    Attributes
    ----------
    results : tuple
        The outputs of the run.
    kinds : frozenset of str
        What there may have been.
    effects : int
        How many effects have happened.
    again : callable
        Makes the context in which a second run has what this one has used up.
    undo : callable
        Gives that back, where the call is to be run as Python.
    """

    def __init__(self, results: tuple[Any, ...], kinds: frozenset[str], effects: int) -> None:
        super().__init__(kinds)
        self.results = results
        self.kinds = kinds
        self.effects = effects
        self.again: Callable[[], AbstractContextManager[Any]] = nullcontext
        self.undo: Callable[[], None] = _nothing


def _nothing() -> None:
    """Give nothing back."""


CAUGHT = "an exception is caught, or comes before a write is done"


def failure(error: BaseException, where: Location | None, effects: int) -> AutographError:
    """Return what ends a run in which the program raised `error`: Python must run what catches it.

    Parameters
    ----------
    error : BaseException
    where : Location or None
    effects : int
        How many effects had happened.
    """
    if where is not None and where.caught:
        return Deoptimize(CAUGHT, effects, where)
    return Fault(error, where, effects)


class Deoptimize(AutographError):
    """A graph met values it was not made for (an int beyond 64 bits, a failed `assume`).

    The caller restores the arrays that were written and runs the function eagerly.

    Attributes
    ----------
    reason : str
    effects : int
        How many effects (prints, impure host calls) had happened; they must not happen again.
    """

    def __init__(self, reason: str, effects: int, where: Location | None = None) -> None:
        super().__init__(reason, effects, where)
        self.reason = reason
        self.effects = effects
        self.where = where

    @property
    def beyond_machine(self) -> bool:
        """Whether a number or a recursion outgrew the machine: every graph may meet that."""
        return self.reason.startswith(_BEYOND)
