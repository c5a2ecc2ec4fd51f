"""What the form of a `try` for graphs calls: which handler runs is a bool of the program."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from autograph.tracing.attempts import TRIES, Attempt, Flight, Thrown, hand_up, raise_here
from autograph.tracing.flags import either
from autograph.tracing.trace import Untraceable, current, emit

__all__ = [
    "again",
    "catches",
    "caught",
    "failed",
    "finished",
    "finishing",
    "handled",
    "handling",
    "raised",
    "statement",
    "trial",
    "tried",
]


def trial(classes: Callable[[], tuple[Any, ...]], named: tuple[bool, ...]) -> Attempt:
    """Begin the body of a ``try``.

    Parameters
    ----------
    classes : callable
        Returns what each handler catches.
    named : tuple of bool
        Whether each handler looks at the exception.
    """
    trace = current()
    assert trace is not None
    if TRIES in trace.decisions.static:
        return Attempt(trace, None, named)
    found = []
    for given in classes():
        kinds = given if isinstance(given, tuple) else (given,)
        if not all(isinstance(kind, type) and issubclass(kind, BaseException) for kind in kinds):
            return Attempt(trace, None, named)
        found.append(kinds)
    return Attempt(trace, tuple(found), named)


def statement(attempt: Attempt) -> None:
    """Begin a statement of the body."""
    Flight(attempt.trace, sys._getframe(1))


def failed(attempt: Attempt) -> None:
    """Take what ended a statement while it was traced."""
    error = sys.exception()
    trace = attempt.trace
    flight = trace.flight
    if isinstance(error, Thrown) and trace.region is flight.region:
        return
    if not isinstance(error, Exception):
        raise  # noqa: PLE0704  (the handler that calls this is in converted code)
    if trace.region is flight.region:
        del trace.attempts[flight.depth :]
        trace.guards = flight.guards
        try:
            if _is_pythons_own(error) and raise_here(error):
                return
        except Thrown:
            return
    raise Untraceable("AG202", f"`try` round what raises {type(error).__name__}") from error


def _is_pythons_own(error: Exception) -> bool:
    """Whether an exception met while tracing is the program's for certain: Python's, of what is no data."""
    trace = error.__traceback__
    if trace is None or trace.tb_next is not None:
        return False
    if type(error) is ValueError:
        return str(error).startswith(_UNPACKING)
    return type(error) in _CERTAIN


_CERTAIN = (ZeroDivisionError, IndexError, KeyError, UnboundLocalError, ImportError, ModuleNotFoundError)
_UNPACKING = ("not enough values to unpack", "too many values to unpack")


def raised(attempt: Attempt) -> tuple[Any, Any]:
    """End a statement; return whether it has raised an exception, and the number of that."""
    trace = attempt.trace
    flight = trace.flight
    found = flight.region.raised or (False, 0)
    flight.region.raised = None
    trace.flight = flight.outer
    return found


def tried(attempt: Attempt) -> None:
    """End the body."""
    attempt.end()


def catches(attempt: Attempt, place: int, kind: Any) -> Any:
    """Return whether a handler takes what was raised."""
    numbers = attempt.taken_by(place)
    left = [number for number in attempt.kinds if attempt.handler_of(number) in (None, *range(place, 99))]
    if not numbers or len(numbers) == len(left):
        return bool(numbers)
    found: Any = False
    for number in numbers:
        found = either(found, kind == number if isinstance(kind, int) else emit("equal", kind, number))
    return found


def handling(attempt: Attempt) -> None:
    """Begin a handler: an exception raised in it has the first one for its context."""
    attempt.trace.guards += 1


def caught(attempt: Attempt, place: int, kind: Any) -> Any:
    """Return the exception that a handler takes; None if it does not look at it."""
    if not attempt.named[place]:
        return None
    (number,) = attempt.taken_by(place)
    return attempt.trace.kinds[number].error


def handled(attempt: Attempt) -> None:
    """End a handler."""
    attempt.trace.guards = attempt.guards


def again(attempt: Attempt, place: int, kind: Any) -> None:
    """Raise again what a handler took, or what none took."""
    wanted = None if place < 0 else place
    hand_up(attempt, kind, [number for number in attempt.kinds if attempt.handler_of(number) == wanted])


def finishing(attempt: Attempt) -> None:
    """Begin a ``finally``: what is raised in it may have an exception for its context."""
    attempt.trace.guards += bool(attempt.kinds)


def finished(attempt: Attempt) -> None:
    """End a ``finally``."""
    attempt.trace.guards = attempt.guards
