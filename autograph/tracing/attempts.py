"""What a statement of a ``try`` may raise, as bools of the graph: what follows runs where none holds.

A step of the statement that fails gives any value, which nobody uses: what it would change is not changed,
and steps that may not be taken with such a value stake the run on there being no exception.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from types import CodeType, FrameType
from typing import Any, NamedTuple

from autograph.runtime import ops
from autograph.runtime.errors import CAUGHT
from autograph.runtime.types import ArrayType, type_of
from autograph.tracing.choice import Choice
from autograph.tracing.exceptions import NO_DATA, Packed, packed
from autograph.tracing.failing import Failure, failures
from autograph.tracing.flags import either, negated
from autograph.tracing.nothing import NOTHING
from autograph.tracing.regions import branch
from autograph.tracing.spec import UNDEFINED
from autograph.tracing.tensor import Tensor, clone, value_of
from autograph.tracing.trace import Region, Trace, current, emit, forgo, innermost, sources_of, zero

__all__ = ["TRIES", "Attempt", "Flight", "Kind", "Thrown", "guarded", "hand_up", "merged_flags", "raise_here"]


TRIES = ("loop", "tries")
"""The decision that what a handler would catch ends the run of the graph."""


class Thrown(BaseException):
    """A step of the statement under way surely raises: it is over."""


class Kind(NamedTuple):
    """An exception that a statement may raise.

    Attributes
    ----------
    kind : type
    content : Packed or None
        What makes it; None where that cannot be told.
    """

    kind: type[BaseException]
    content: Packed | None


Raised = tuple[Any, Any, tuple[Any, ...]]
"""Whether an exception is raised, its number, its data."""


class Attempt:
    """The body of a ``try`` that is traced.

    Attributes
    ----------
    classes : tuple of tuple of type, or None
        What each handler catches; None where that cannot be told.
    named : tuple of bool
        Whether each handler looks at the exception.
    kinds : list of int
        The numbers of what may be raised in it.
    """

    def __init__(
        self, trace: Trace, classes: tuple[tuple[type, ...], ...] | None, named: tuple[bool, ...]
    ) -> None:
        self.trace = trace
        self.classes = classes
        self.named = named
        self.kinds: list[int] = []
        self.depth = len(trace.attempts)
        self.guards = trace.guards
        trace.attempts.append(self)
        trace.guards += 1

    def end(self) -> None:
        """Leave the body: what follows raises past the handlers."""
        del self.trace.attempts[self.depth :]
        self.trace.guards = self.guards

    def handler_of(self, number: int) -> int | None:
        """Return which handler takes an exception; None if none does."""
        kind = self.trace.kinds[number].kind
        found = (place for place, classes in enumerate(self.classes or ()) if issubclass(kind, classes))
        return next(found, None)

    def taken_by(self, place: int) -> list[int]:
        """Return the numbers of the exceptions that a handler takes."""
        return [number for number in self.kinds if self.handler_of(number) == place]


class Flight:
    """A statement in the body of a ``try``, while it is traced."""

    def __init__(self, trace: Trace, frame: FrameType) -> None:
        self.trace = trace
        self.region = trace.region
        self.depth = len(trace.attempts)
        self.code: CodeType = frame.f_code
        self.outer: Flight | None = trace.flight
        if self.outer is not None:
            self.outer.settle()
        self.guards = trace.guards
        self.paused = False
        trace.flight = self

    def reaches(self, region: Region) -> bool:
        """Whether a step staged now in `region` can be told to have failed."""
        if not self.returns_to(region):
            return False
        frame = innermost()
        return frame is not None and frame.f_code is self.code

    def returns_to(self, region: Region) -> bool:
        """Whether what a function called here has raised can be told in `region`."""
        return len(self.trace.attempts) == self.depth and (region is self.region or region.soft is self)

    @contextlib.contextmanager
    def pause(self) -> Iterator[None]:
        """Stage what belongs to a step itself."""
        before, self.paused = self.paused, True
        try:
            yield
        finally:
            self.paused = before

    @contextlib.contextmanager
    def suspend(self) -> Iterator[None]:
        """Stage what has statements of its own."""
        self.settle()
        trace = self.trace
        before = trace.flight, trace.calling, trace.direct
        trace.flight, trace.calling, trace.direct = None, self, True
        try:
            yield
        finally:
            trace.flight, trace.calling, trace.direct = before

    @contextlib.contextmanager
    def resume(self) -> Iterator[None]:
        """Stage the last step of what is called here as one of the statement's own."""
        trace = self.trace
        before, trace.flight = trace.flight, self
        try:
            yield
        finally:
            trace.flight = before

    # -------------------------------------------------------------- what was raised so far

    def flag(self) -> Any:
        """Return whether a step on the way here has failed: a bool, known or of the program."""
        found: Any = False
        for region in self.trace.region.around():
            if region.raised is not None:
                found = either(found, region.raised[0])
            if region is self.region:
                break
        return found

    def settle(self) -> None:
        """Stake the run on no step having failed so far."""
        if self.paused:
            return
        with self.pause():
            flag = self.flag()
            if flag is not False:
                emit("assume", negated(flag), reason=CAUGHT)
        if self.trace.region is self.region or self.trace.region.soft is self:
            self.trace.region.raised = None

    def record(self, flag: Any, number: Any, data: tuple[Any, ...] = NO_DATA) -> None:
        """Note that an exception is raised here where `flag` is true.

        Raises
        ------
        Thrown
            If it surely is, and that ends the statement.
        """
        region = self.trace.region
        with self.pause():
            if region.raised is None:
                region.raised = (flag, number, data)
            elif region.raised[0] is not True:
                first, kind, before = region.raised
                content = tuple(_one_of(first, one, two) for one, two in zip(before, data, strict=True))
                region.raised = (either(first, flag), _one_of(first, kind, number), content)
        if flag is True:
            if region is self.region:
                raise Thrown
            region.terminated = True

    # -------------------------------------------------------------- steps

    def stage(self, name: str, operands: tuple[Any, ...], params: dict[str, Any]) -> tuple[Any] | None:
        """Stage a node that may fail, or may not be run after a failure; None: it is staged as ever."""
        if self.paused or name == "assume":
            return None
        found: list[Raised] = []
        if self.reaches(self.trace.region):
            with self.pause():
                found = self._taken(failures(name, operands, params))
        if name == "set_item":
            return self._write(operands, params, found)
        if found or (self.flag_known() and _can_be_left_out(name, operands, params)):
            return self._step(name, operands, params, found)
        if not _harmless(name, operands):
            self.settle()
        return None

    def flag_known(self) -> bool:
        """Whether a step on the way here may have failed."""
        with self.pause():
            return self.flag() is not False

    def _taken(self, given: list[Failure]) -> list[Raised]:
        """Return those exceptions that a handler takes; the others end the run."""
        found: list[Raised] = []
        for failure in given:
            if failure.flag is False:
                continue
            kind = Kind(failure.kind, None) if failure.error is None else kind_of(failure.error)
            number = taken(self.trace, kind)
            if number is not None:
                found.append((failure.flag, number, NO_DATA if kind.content is None else kind.content.data))
        return found

    def _step(
        self, name: str, operands: tuple[Any, ...], params: dict[str, Any], found: list[Raised]
    ) -> tuple[Any]:
        for one in found:
            self.record(*one)
        if self.trace.region.terminated:
            return (NOTHING,)
        if name == "raise_if":
            return (None,)
        with self.pause():
            bad = self.flag()
            types: list[ArrayType] = []

            def run() -> Any:
                made = emit(name, *operands, **params)
                results = made if isinstance(made, tuple) else (made,)
                types.extend(item.type for item in results)
                return [value_of(item, self.trace.region) for item in results]

            def skip() -> Any:
                return [value_of(zero(type_), self.trace.region) for type_ in types]

            values = branch(negated(bad), run, skip)
            sources = sources_of(operands)
            made = []
            for value in values:
                handle = Tensor(value.type, sources if value.type.is_scalar else None)
                self.trace.region.adopt(handle, value)
                made.append(handle)
        return (made[0] if len(made) == 1 else tuple(made),)

    def _write(
        self, operands: tuple[Any, ...], params: dict[str, Any], found: list[Raised]
    ) -> tuple[Any] | None:
        """Stage a write that happens only where nothing failed before."""
        for one in found:
            self.record(*one)
        with self.pause():
            bad = self.flag()
        if bad is False:
            return None
        if self.trace.region.terminated:
            return (operands[0],)
        with self.pause():
            array = operands[0]

            def run() -> Any:
                return [value_of(emit("set_item", *operands, **params), self.trace.region)]

            value = branch(negated(bad), run, lambda: [value_of(array, self.trace.region)])[0]
            handle = Tensor(value.type, None)
            self.trace.region.adopt(handle, value)
        return (handle,)


def _harmless(name: str, operands: tuple[Any, ...]) -> bool:
    """Whether a node may run on values that a failed step left: it gives a number, and cannot fail itself."""
    op = ops.get(name)
    if not op.pure:
        return False
    if op.elementwise:
        return True
    scalars = all(not isinstance(item, Tensor) or item.type.is_scalar for item in operands)
    return op.may_fail is False and scalars


def _can_be_left_out(name: str, operands: tuple[Any, ...], params: dict[str, Any]) -> bool:
    """Whether a node that may fail gives numbers, which stand for nothing where it is left out."""
    op = ops.get(name)
    if not op.pure or op.may_fail is False:
        return False
    types = [item.type if isinstance(item, Tensor) else type_of(item) for item in operands]
    return all(type_.is_scalar for type_ in op.infer(*types, **params))


def kind_of(error: BaseException) -> Kind:
    """Return what is known of an exception."""
    known = error.__cause__ is None
    return Kind(type(error), packed(error) if known else None)


def taken(trace: Trace, kind: Kind) -> int | None:
    """Return the number of an exception that a handler around takes; every block up to there may raise it."""
    passed = []
    for attempt in reversed(trace.attempts):
        if attempt.classes is None:
            return None
        passed.append(attempt)
        found = (n for n, classes in enumerate(attempt.classes) if issubclass(kind.kind, classes))
        place = next(found, None)
        if place is None:
            continue
        number = _number(trace, kind)
        if attempt.named[place] and kind.content is None:
            return None
        for each in passed:
            if number not in each.kinds:
                each.kinds.append(number)
        return number
    return None


def _number(trace: Trace, kind: Kind) -> int:
    """Return the number of an exception; those of one class whose arguments are the same have one."""
    for number, other in enumerate(trace.kinds):
        if other is not None and other.kind is kind.kind and _said(other) == _said(kind):
            return number
    if not trace.kinds:
        trace.kinds.append(None)  # so that no number is 0
    trace.kinds.append(kind)
    return len(trace.kinds) - 1


def _said(kind: Kind) -> str | None:
    return None if kind.content is None else kind.content.said


def _one_of(first: Any, one: Any, two: Any) -> Any:
    """Return the one number where a bool of the program is true, else the other."""
    same = one is two or (not isinstance(one, Tensor) and not isinstance(two, Tensor) and one == two)
    return one if same else emit("select_scalar", first, one, two)


# ------------------------------------------------------------------ exceptions of the program


def raise_here(error: BaseException, *, flag: Any = True, known: bool = True) -> bool:
    """Let a handler take an exception that is raised here; say if one does.

    Parameters
    ----------
    error : BaseException
    flag : bool or Tensor
        Whether it is raised.
    known : bool
        Whether it holds no more than its arguments and attributes.

    Raises
    ------
    Thrown
        If one does, and that ends the statement.
    """
    trace = current()
    flight = None if trace is None else _statement(trace)
    if trace is None or flight is None or flight.paused or (flight is not trace.flight and flag is not True):
        return False
    with flight.pause():
        kind = kind_of(error) if known else Kind(type(error), None)
    number = taken(trace, kind)
    if number is None:
        return False
    flight.record(flag, number, kind.content.data if kind.content is not None else NO_DATA)
    return True


def _statement(trace: Trace) -> Flight | None:
    """Return the statement that an exception surely raised here ends; None if that is not known.

    It may be one that calls the function under way, if what was called since has no statements of a ``try``.
    """
    flight: Flight | None = trace.flight
    if flight is not None:
        return flight if flight.reaches(trace.region) else None
    flight = trace.calling
    own = flight is not None and flight.returns_to(trace.region) and trace.region is flight.region
    return flight if own else None


def hand_up(attempt: Attempt, kind: Any, data: tuple[Any, ...], numbers: list[int]) -> None:
    """Raise again, past a ``try``, what is one of `numbers`.

    Raises
    ------
    Thrown
        If a handler takes it, and that ends the statement.
    """
    trace = attempt.trace
    flight = _statement(trace)
    if flight is not None:
        kinds = [taken(trace, trace.kinds[number]) for number in numbers]
        if None not in kinds:
            flight.record(True, kind, data)
            return
    forgo(CAUGHT)


# ------------------------------------------------------------------ branches


def merged_flags(regions: tuple[Region, Region]) -> list[tuple[Any, Any]]:
    """Return what two branches raise, as more pairs of values to merge; empty if they raise nothing."""
    if all(region.raised is None for region in regions):
        return []
    ends = [region.raised or (False, 0, NO_DATA) for region in regions]
    for side in (0, 1):
        if regions[side].terminated and regions[side].raised is None:
            ends[side] = ends[1 - side]  # nothing comes from there
    sides = [(flag, kind, *data) for flag, kind, data in ends]
    return list(zip(*sides, strict=True))


def guarded(call: Callable[..., Any], flight: Flight) -> Callable[..., Any]:
    """Return a function that runs in no statement of the ``try`` but its own."""

    def run(*args: Any, **kwargs: Any) -> Any:
        with flight.suspend():
            result = call(*args, **kwargs)
        return _bound(result)

    return run


def _bound(result: Any) -> Any:
    """Return the result of a function without the chance that there is none: it has raised then."""
    if isinstance(result, Choice):
        unbound = result.is_object(UNDEFINED)
        return result if unbound is False else result.without(unbound)
    if not isinstance(result, Tensor) or not any(a.what is UNDEFINED for a in result.alternatives):
        return result
    rest = tuple(a for a in result.alternatives if a.what is not UNDEFINED)
    real = [a for a in result.alternatives if a.tag is not True]
    if len(real) == len(result.alternatives) or rest:
        return clone(result, rest)
    return result
