"""Lookups of attributes that Python answers in another way if they raise `AttributeError`."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterator
from typing import Any

from autograph.tracing.trace import Untraceable, current

__all__ = ["answered", "asked", "asking"]

_KNOWN = (str, int, float, bool, type(None))


@contextlib.contextmanager
def asking() -> Iterator[None]:
    """Run a lookup after which Python goes on if there is no such attribute."""
    trace = current()
    if trace is None:
        yield
        return
    trace.asking.append(trace.region)
    try:
        yield
    finally:
        trace.asking.pop()


def asked(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that is such a lookup."""

    @functools.wraps(function)
    def run(*args: Any) -> Any:
        with asking():
            return function(*args)

    return run


def answered(error: BaseException) -> None:
    """Raise an exception that says to a lookup under way that there is no such attribute.

    Raises
    ------
    AttributeError
        If the exception is one, and comes whatever the data is.
    Untraceable
        If it is one that comes for some data alone: a graph has either an attribute or none.
    """
    trace = current()
    if trace is None or not trace.asking or not isinstance(error, AttributeError):
        return
    known = all(type(item) in _KNOWN for item in error.args)
    if trace.region is not trace.asking[-1] or not known:
        raise Untraceable("AG202", "a lookup that data answers by an AttributeError")
    raise error
