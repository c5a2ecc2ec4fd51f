"""What the form of a `try` for graphs calls: which handler runs is a bool of the program."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Any

from autograph.runtime.errors import CAUGHT
from autograph.tracing.attempts import TRIES, Attempt, Flight, Thrown, hand_up, raise_here
from autograph.tracing.exceptions import NO_DATA
from autograph.tracing.flags import either, negated
from autograph.tracing.misfits import is_misfit, is_programs_own
from autograph.tracing.trace import Untraceable, current, emit, forgo

__all__ = [
    "again",
    "catches",
    "caught",
    "failed",
    "finished",
    "finishing",
    "handled",
    "handling",
    "is_kind",
    "kinds",
    "passed",
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
            if is_programs_own(error) and raise_here(error, known=not is_misfit(error)):
                return
        except Thrown:
            return
    if trace.is_thorough and trace.is_in_branch:
        raise  # noqa: PLE0704  (the branch ends there)
    raise Untraceable("AG202", f"`try` round what raises {type(error).__name__}") from error


def raised(attempt: Attempt) -> tuple[Any, Any, tuple[Any, ...]]:
    """End a statement; return whether it has raised an exception, the number of that, and its data."""
    trace = attempt.trace
    flight = trace.flight
    found: tuple[Any, Any, tuple[Any, ...]] = flight.region.raised or (False, 0, NO_DATA)
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


class _Kinds:
    """The numbers of the exceptions that a handler takes, to be asked for one by one."""

    def __init__(self, numbers: list[int]) -> None:
        self.numbers = numbers

    def __iter__(self) -> Iterator[int]:
        return iter(self.numbers)


def kinds(attempt: Attempt, place: int) -> _Kinds:
    """Return the exceptions that a handler takes."""
    return _Kinds(attempt.taken_by(place))


def is_kind(attempt: Attempt, place: int, number: int, kind: Any) -> Any:
    """Return whether what a handler takes is that exception."""
    if len(attempt.taken_by(place)) == 1:
        return True
    return kind == number if isinstance(kind, int) else emit("equal", kind, number)


def caught(attempt: Attempt, number: int, kind: Any, data: tuple[Any, ...]) -> Any:
    """Return the exception that a handler takes; None where it does not look at it."""
    content = attempt.trace.kinds[number].content
    return None if content is None else content.make(data)


def handled(attempt: Attempt) -> None:
    """End a handler."""
    attempt.trace.guards = attempt.guards


def again(attempt: Attempt, place: int, kind: Any, data: tuple[Any, ...]) -> None:
    """Raise again what a handler took, or what none took."""
    wanted = None if place < 0 else place
    hand_up(attempt, kind, data, [number for number in attempt.kinds if attempt.handler_of(number) == wanted])


def passed(attempt: Attempt, raised: Any, kind: Any, data: tuple[Any, ...]) -> None:
    """Hand what a function has raised to the statement that calls it."""
    trace = attempt.trace
    flight = trace.calling
    if raised is False:
        return
    if flight is not None and flight.returns_to(trace.region):
        flight.record(raised, kind, data)
    elif raised is True:
        forgo(CAUGHT)
    else:
        emit("assume", negated(raised), reason=CAUGHT)


def finishing(attempt: Attempt) -> None:
    """Begin a ``finally``: what is raised in it may have an exception for its context."""
    attempt.trace.guards += bool(attempt.kinds)


def finished(attempt: Attempt) -> None:
    """End a ``finally``."""
    attempt.trace.guards = attempt.guards
