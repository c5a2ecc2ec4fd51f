"""What converted `if`, `while` and `for` call: plain Python on plain values, regions of the graph on data."""

from __future__ import annotations

import itertools
import sys
import types
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from autograph.operators.branches import StagedIf
from autograph.operators.iteration import Rounds, never_has_items, rounds_of
from autograph.operators.peeled import Peeled, can_be_peeled
from autograph.operators.staged_loops import StagedFor, StagedWhile
from autograph.operators.streamed import streamed
from autograph.operators.streaming import changing_from, streamed_from
from autograph.operators.truth import is_data, truth
from autograph.operators.unrolled import Unrolled
from autograph.tracebacks import strip
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import TESTS_LAST, Trace, current, site
from autograph.tracing.traced_list import ListIterator, TracedList
from autograph.tracing.traced_tuple import TracedTuple

__all__ = ["each", "for_stmt", "if_stmt", "tests_last", "while_stmt"]


class _Plain:
    """What the statements of converted code ask on plain values."""

    __slots__ = ("then",)
    staged = False
    failures = ()

    def __init__(self, then: bool) -> None:
        self.then = then

    @staticmethod
    def test(value: Any) -> Any:
        """Return the loop's condition as it is."""
        return value


_THEN = (_Plain(True),)
_ELSE = (_Plain(False),)
_FOREVER = itertools.repeat(_Plain(True))


def if_stmt(test: Any, names: tuple[str, ...] = ()) -> Iterable[Any]:
    """Return the branches to run: one on a plain condition, both while tracing."""
    if test is True:
        return _THEN
    if test is False:
        return _ELSE
    if is_data(test):
        test = truth(test)
        if isinstance(test, Tensor):
            return StagedIf(test, names)
    try:
        return _THEN if test else _ELSE
    except Exception as error:  # whatever the condition's own code raises
        strip(error)
        raise


def while_stmt(names: tuple[str, ...] = (), stop: str | None = None) -> Iterable[Any]:
    """Return the rounds of a ``while``: endless on plain values, one attempt after another while tracing."""
    trace = current()
    if trace is None:
        return _FOREVER
    where = ("loop", site())
    if where in trace.decisions.static:
        return _paid(trace, _FOREVER)
    return StagedWhile(trace, where, names, stop)


def tests_last() -> bool:
    """Say whether conditions are evaluated before a loop and at the end of its rounds, in a graph."""
    trace = current()
    return trace is not None and TESTS_LAST in trace.decisions.static


def for_stmt(
    iterable: Any,
    names: tuple[str, ...] = (),
    stop: str | None = None,
    *,
    seen: types.FunctionType | None = None,
) -> Any:
    """Return the rounds of a ``for``; `seen` uses those of its variables that other functions can read."""
    trace = current()
    if trace is None:
        return _PlainFor(iterable)
    where = ("loop", site())
    iterable = iterable.held if isinstance(iterable, TracedTuple) else iterable
    one_by_one = _one_by_one(iterable)
    live = ("loop", "changing", where) if one_by_one is not None else None
    if one_by_one is not None and live in trace.decisions.static:
        iterable = one_by_one()
    iterable = streamed_from(iterable)
    driving = streamed(iterable, names, stop, sys._getframe(1), seen)
    if driving is not None:
        return driving
    if never_has_items(iterable):
        return _PlainFor(())
    rounds = None if where in trace.decisions.static else rounds_of(iterable)
    if rounds is None:
        if live is not None and isinstance(iterable, TracedList):
            iterable = ListIterator.watching(iterable, live)
        return _PlainFor(iterable) if stop is None else Unrolled(iterable, names, stop)
    apart = ("loop", "first round", where)
    if apart in trace.decisions.static:
        return Peeled(rounds, lambda rest: StagedFor(trace, where, names, stop, rest))
    loop = StagedFor(trace, where, names, stop, rounds)
    loop.live = live
    loop.apart = apart if stop is None and can_be_peeled(rounds) else None
    return loop


def _one_by_one(iterable: Any) -> Callable[[], Any] | None:
    """Return what makes an iterator that looks a list's items up one by one; None for what is no list."""
    if isinstance(iterable, Rounds):
        return iterable.changing
    return changing_from(iterable)


def each(iterable: Any) -> Iterator[Any]:
    """Yield an iterable's items; where data says how many, what is done with one is the body of a loop."""
    for item in (loop := for_stmt(iterable)):
        if loop.staged:
            loop.enter()
        yield item
        if loop.staged:
            loop.leave()


def _paid(trace: Trace, rounds: Iterator[Any]) -> Iterator[Any]:
    """Return the rounds of a loop that runs while tracing, each of which counts."""
    for item in rounds:
        trace.spend(2)
        yield item


class _PlainFor:
    """The rounds of a ``for`` over plain values."""

    __slots__ = ("iterable",)
    staged = False

    def __init__(self, iterable: Any) -> None:
        self.iterable = iterable

    def __iter__(self) -> Iterator[Any]:
        trace = current()
        try:
            rounds = iter(self.iterable)
            del self.iterable  # a generator that is left must end at once
            return rounds if trace is None else _paid(trace, rounds)
        except Exception as error:  # whatever the iterable's own code raises
            strip(error)
            raise
