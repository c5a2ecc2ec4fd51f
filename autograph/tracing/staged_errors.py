"""Exceptions of Python's that are raised in a branch that data may never take."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

from autograph.tracing.nothing import NOTHING
from autograph.tracing.trace import current, emit

__all__ = ["end_here", "last_step", "never", "tried"]


def never(error: BaseException) -> Any:
    """Raise `error`, or stage it where data decides whether the program comes here."""
    trace = current()
    assert trace is not None
    if trace.region is trace.root and trace.flight is None and trace.calling is None:
        raise error
    with last_step():
        emit("raise_if", True, exception=lambda: type(error)(*error.args), name=type(error).__name__)
    return end_here()


def end_here() -> Any:
    """Note that the program never comes past an exception that is staged; return what stands for a result."""
    trace = current()
    assert trace is not None
    trace.region.terminated = True
    return NOTHING


def tried(method: Callable[..., Any], *args: Any) -> Any:
    """Return what a method of a container of known contents gives; where it raises, the program does."""
    try:
        return method(*args)
    except (LookupError, ValueError) as error:
        return never(error)


@contextlib.contextmanager
def last_step() -> Iterator[None]:
    """Stage the last step of a builtin as one of the statement that calls it: what it raises is told."""
    trace = current()
    assert trace is not None
    flight = trace.calling
    if trace.flight is None and flight is not None and flight.reaches(trace.region):
        with flight.resume():
            yield
    else:
        yield
