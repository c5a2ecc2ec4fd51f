"""The trace under way in a thread: its regions, and what each handle stands for in each of them."""

from __future__ import annotations

import contextlib
import dataclasses
import inspect
import itertools
import sys
import threading
import weakref
from collections.abc import Iterator, Sequence
from types import CodeType, FrameType
from typing import TYPE_CHECKING, Any

import numpy as np

from autograph.reasons import REASONS
from autograph.runtime import ops
from autograph.runtime.errors import Location
from autograph.runtime.graph import Builder, Graph, Value
from autograph.runtime.types import ArrayType
from autograph.tracing.bindings import Bindings
from autograph.tracing.facts import Facts

if TYPE_CHECKING:
    from autograph.tracing.tensor import Tensor

__all__ = [
    "Decisions",
    "Region",
    "Restart",
    "Trace",
    "Untraceable",
    "current",
    "emit",
    "forgo",
    "here",
    "hide",
    "innermost",
    "is_tracing",
    "need_value",
    "register_code",
    "sources_of",
    "tracing",
    "within",
]

MAX_WORK = 60_000
"""All attempts at a trace together may not take more steps: operations, plain rounds, objects looked at."""
MAX_NODES = 20_000
"""A trace longer than this is given up: its loops were unrolled, not kept."""

_BRANCHES = ("then", "orelse")


class Untraceable(BaseException):
    """The function cannot become a graph; carries the reason.

    Not an Exception, so that user code lets it pass.
    """

    def __init__(self, code: str, detail: str, where: Location | None = None) -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail
        self.where = where if where is not None else here()

    @property
    def summary(self) -> str:
        """The reason's sentence, without the details."""
        return REASONS[self.code].summary


class Restart(BaseException):
    """The trace must begin again under other decisions."""

    def __init__(self, sources: frozenset[Any]) -> None:
        super().__init__(sources)
        self.sources = sources


def need_value(handle: Tensor, use: str) -> BaseException:
    """Return what to raise where Python needs the value of `handle`: a restart, or a refusal."""
    settled = handle.sources
    if settled is not None:
        return Restart(settled)
    return Untraceable("AG101", f"data is needed {use}")


@dataclasses.dataclass
class Decisions:
    """What earlier attempts at a trace have taught.

    Attributes
    ----------
    static : set of hashable
        Arguments (by leaf number) and loops (by site) that must be Python values.
    specs : dict
        The types that the variables of a loop settled on, by site.
    unfolds : bool
        Whether loops stand for comprehensions.
    unfolded : bool
        Whether that made a difference.
    work : int
        Steps taken so far in all attempts.
    """

    static: set[Any] = dataclasses.field(default_factory=set)
    specs: dict[Any, Any] = dataclasses.field(default_factory=dict)
    unfolds: bool = True
    unfolded: bool = False
    work: int = 0


class Region:
    """A graph in the making, and what each handle stands for in it.

    A handle from an enclosing region becomes an input when it is first touched; what it stands
    for is kept here, so leaving a region forgets what was written in it unless it is merged.

    Attributes
    ----------
    captured, written, poisoned : dict of int to handle
        What came in from outside; what was given other elements; what may have been given other
        elements under another name, so that nobody may look at it.
    born : set of int
        Handles that were made here without a value of their own.
    synced : dict of int to (values, Value)
        For a handle that may be one of several arrays: what those held (None: as at the start of
        every round), and its elements then.
    inherit : bool
        Whether what the region around knows of such a handle's elements holds here too.
    inherited : dict of int to Tensor
        The handles of which that was used.
    soft : Flight or None
        The statement of a ``try`` that this is a branch of.
    raised : (bool, int, tuple) or None
        Whether a step of such a statement has failed here, the number of its exception, and its data.
    """

    def __init__(self, parent: Region | None, name: str, *, inherit: bool = True) -> None:
        self.parent = parent
        self.builder = Builder(name)
        self.current: dict[int, Value] = {}
        self.captured: dict[int, tuple[Tensor, Value]] = {}
        self.written: dict[int, Tensor] = {}
        self.poisoned: dict[int, Tensor] = {}
        self.views: dict[int, tuple[Value, Value]] = {}
        self.terminated = False
        self.born: set[int] = set()
        self.synced: dict[int, tuple[tuple[Value, ...] | None, Value]] = {}
        self.inherit = inherit
        self.inherited: dict[int, Tensor] = {}
        self.soft: Any = None
        self.raised: tuple[Any, Any, tuple[Any, ...]] | None = None
        self._constants: dict[Any, Value] = {}

    def around(self) -> Iterator[Region]:
        """Yield this region and those that it is in, from the inside out."""
        region: Region | None = self
        while region is not None:
            yield region
            region = region.parent

    def lookup(self, handle: Tensor) -> Value:
        """Return the value that `handle`, not a view, has here; capture it if it is from outside."""
        if handle.key in self.poisoned:
            raise Untraceable("AG104", "it may have been written under another name")
        value = self.current.get(handle.key)
        if value is None:
            if self.parent is None:
                raise Untraceable("AG202", "a value left the branch or loop it was made in")
            outer = self.parent.lookup(handle)
            value = self.builder.input(outer.type, outer.hint)
            self.captured[handle.key] = (handle, value)
            self.current[handle.key] = value
            trace = threads.trace
            if trace is not None:
                trace.facts.capture(value, outer)
        return value

    def assign(self, handle: Tensor, value: Value) -> None:
        """Let `handle`, not a view, stand for `value`; names that may mean the same array become unusable."""
        self.lookup(handle)
        self.current[handle.key] = value
        self.written[handle.key] = handle
        for other in handle.aliases.values():
            self.poisoned[other.key] = other

    def adopt(self, handle: Tensor, value: Value) -> None:
        """Make a new handle known that stands for `value`."""
        self.current[handle.key] = value

    def constant(self, content: Any) -> Value:
        """Return the constant of that content."""
        key: Any = id(content)
        if not isinstance(content, np.ndarray):
            key = (type(content), content.tobytes() if isinstance(content, np.generic) else repr(content))
        value = self._constants.get(key)
        if value is None:
            value = self._constants[key] = self.builder.constant(content)
        return value

    def close(self, inputs: Sequence[Value], outputs: Sequence[Value]) -> Graph:
        """Return the region as a closed graph with exactly these inputs, in this order."""
        graph = self.builder.build(outputs)
        return graph.replace(inputs=tuple(inputs))

    def input_for(self, handle: Tensor) -> Value:
        """Return the region's input for a handle from outside, adding one that nobody reads if need be."""
        self.current.get(handle.key) or self.lookup(handle)
        return self.captured[handle.key][1]


class Trace:
    """One attempt to turn a function into a graph."""

    def __init__(self, decisions: Decisions | None = None) -> None:
        self.decisions = decisions if decisions is not None else Decisions()
        self.root = Region(None, "graph")
        self.region = self.root
        self.nodes = 0
        self.bodies = 0
        self.errors: tuple[tuple[str, str], ...] = ()
        self.mutable: dict[int, Any] = {}
        self.detached: dict[int, Any] = {}
        self.homes: dict[int, Region] = {}
        self.snapshots: weakref.WeakSet[Any] = weakref.WeakSet()
        self.arranged: dict[int, Any] = {}
        self.lent: dict[int, Any] = {}
        self.likely: dict[Any, int] = {}
        self.shown_twice = False
        self.variables: dict[int, str] = {}
        self.loaded: dict[Any, Any] = {}
        self.size_sources: dict[Any, frozenset[Any]] = {}
        self.host_calls: list[str] = []
        self.calls: list[Any] = []
        self.entered: list[tuple[Any, Region]] = []
        self.recursions: list[Any] = []
        self.memos: dict[int, Any] = {}
        self.outside: list[Any] = []
        self.assigned: dict[tuple[int, str], Any] = {}
        self.bindings = Bindings()
        self.lifter: Any = None
        self.facts = Facts()
        self.randomness: Any = None
        self.bases: set[int] = set()
        self.orders: dict[Value, bool] = {}
        self.bottom: CodeType | None = None
        self.classes: dict[type, type | None] = {}
        self.dormant: list[tuple[FrameType, tuple[str, ...]]] = []
        self.guards = 0
        self.attempts: list[Any] = []
        self.kinds: list[Any] = []
        self.flight: Any = None
        self.calling: Any = None
        self.direct = False

    def enter(self, name: str, *, inherit: bool = True) -> Region:
        """Open a region inside the current one."""
        if self.flight is not None and name not in _BRANCHES:
            self.flight.settle()
        self.region = Region(self.region, name, inherit=inherit)
        return self.region

    def spend(self, steps: int) -> None:
        """Count steps of tracing; raises Untraceable where they are too many to be worth it."""
        self.decisions.work += steps
        if self.decisions.work > MAX_WORK:
            raise Untraceable("AG107", "tracing it takes too long")

    def leave(self) -> Region:
        """Return to the enclosing region; returns the one left."""
        region = self.region
        assert region.parent is not None
        self.region = region.parent
        return region


class _Threads(threading.local):
    trace: Trace | None = None
    effects = 0  # of a call that runs again, those that are still to be skipped


threads = _Threads()
busy: set[Trace | None] = set()
"""The traces under way in all threads: a call path that sees it empty need not ask for its own thread's."""
_active = 0
_keys = itertools.count()
_hidden: set[str] = set()
_glue: set[int] = set()  # the lambdas among them that converters wrote
_codes: dict[int, CodeType] = {}  # by identity: converted code may equal the code it was made from


def next_key() -> int:
    """Return a number no handle has had."""
    return next(_keys)


def current() -> Trace | None:
    """Return the trace under way in this thread."""
    return threads.trace


def is_tracing() -> bool:
    """Whether this thread is tracing a function into a graph."""
    return threads.trace is not None


@contextlib.contextmanager
def tracing(trace: Trace | None) -> Iterator[None]:
    """Make `trace` the thread's trace for a while (None: suspend the one under way)."""
    before = threads.trace
    threads.trace = trace
    busy.add(trace)
    try:
        yield
    finally:
        busy.discard(trace)
        threads.trace = before


def register_code(code: CodeType, lambdas: frozenset[int] = frozenset()) -> None:
    """Note that `code` and the functions in it are converted user code; classes in it are as they were.

    Parameters
    ----------
    code : code
    lambdas : frozenset of int
        The lines on which the user wrote lambdas without parameters; others of these are ours.
    """
    _codes[id(code)] = code
    takes = code.co_argcount + code.co_kwonlyargcount + bool(code.co_flags & _ANY_ARGUMENTS)
    if code.co_name == "<lambda>" and not takes and code.co_firstlineno not in lambdas:
        _glue.add(id(code))
    for constant in code.co_consts:
        if isinstance(constant, CodeType) and constant.co_flags & inspect.CO_NEWLOCALS:
            register_code(constant, lambdas)


_ANY_ARGUMENTS = inspect.CO_VARARGS | inspect.CO_VARKEYWORDS


@contextlib.contextmanager
def within(region: Region) -> Iterator[None]:
    """Emit into `region` for a while."""
    trace = threads.trace
    assert trace is not None
    before, trace.region = trace.region, region
    try:
        yield
    finally:
        trace.region = before


def hide(file: str) -> None:
    """Let no place in a file of ours stand for the user's line."""
    _hidden.add(file)


def is_converted(code: CodeType) -> bool:
    """Whether `code` is converted user code."""
    return id(code) in _codes


def innermost(*, whole: bool = True) -> FrameType | None:
    """Return the innermost frame of converted code; if `whole`, of a function, not of a lambda of ours."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        code = frame.f_code
        if id(code) in _codes and code.co_filename not in _hidden and not (whole and id(code) in _glue):
            break
        frame = frame.f_back
    return frame


def here() -> Location | None:
    """Return the user's line that is being run: the innermost frame of converted code."""
    frame = innermost(whole=False)
    if frame is None:
        return None
    trace = threads.trace
    inner, *callers = _places(frame, None if trace is None else trace.bottom)
    caught = trace is not None and trace.guards > 0
    errors = () if trace is None else trace.errors
    return inner._replace(caught=caught, callers=tuple(reversed(callers)), errors=errors)


def _places(frame: FrameType | None, bottom: CodeType | None) -> list[Location]:
    """Return the places of a frame of converted code and of its callers; our lambdas are their functions."""
    found: list[Location] = []
    line = 0
    while frame is not None and frame.f_code is not bottom:
        code = frame.f_code
        if id(code) in _codes and code.co_filename not in _hidden:
            line = line or frame.f_lineno
            if id(code) not in _glue:
                found.append(Location(code.co_filename, line, code.co_qualname))
                line = 0
        frame = frame.f_back
    return found


def site() -> tuple[Any, ...]:
    """Return a key for the place in the user's program: the lines of all converted frames."""
    frame: FrameType | None = sys._getframe(1)
    lines = []
    while frame is not None:
        if id(frame.f_code) in _codes:
            lines.append((frame.f_code, frame.f_lasti))
        frame = frame.f_back
    return tuple(lines)


def emit(name: str, /, *operands: Any, **params: Any) -> Any:
    """Append a node to the current region; returns a handle, a tuple of them, or None.

    Parameters
    ----------
    name : str
        The op's name.
    *operands : Tensor, number or ndarray
    **params
        The node's params.
    """
    from autograph.tracing.alternatives import emit_with  # noqa: PLC0415  (handles emit)
    from autograph.tracing.tensor import Tensor, value_of  # noqa: PLC0415

    trace = threads.trace
    assert trace is not None
    if any(isinstance(operand, Tensor) and operand.alternatives for operand in operands):
        return emit_with(name, operands, params)
    if trace.flight is not None:
        staged = trace.flight.stage(name, operands, params)
        if staged is not None:
            return staged[0]
    trace.nodes += 1
    if trace.nodes > MAX_NODES:
        raise Untraceable("AG107", f"more than {MAX_NODES} operations")
    trace.spend(1)
    region = trace.region
    values = [value_of(operand, region) for operand in operands]
    op = ops.get(name)
    outputs = region.builder.apply(op, values, params, here())
    sources = sources_of(operands) if op.pure else None
    results = []
    for value in outputs:
        handle = Tensor(value.type, sources if value.type.is_scalar else None)
        region.adopt(handle, value)
        results.append(handle)
    if not results:
        return None
    return results[0] if len(results) == 1 else tuple(results)


def sources_of(operands: tuple[Any, ...]) -> frozenset[Any] | None:
    """Return the arguments that settle what is made of some operands; None if they do not."""
    found: frozenset[Any] = frozenset()
    for operand in operands:
        sources = getattr(operand, "sources", found)
        if sources is None:
            return None
        found |= sources
    return found


def forgo(reason: str) -> None:
    """Stake the run on not coming here: the block ends."""
    trace = current()
    assert trace is not None
    emit("assume", False, reason=reason)
    trace.region.terminated = True


def zero(type_: ArrayType) -> Any:
    """Return a scalar of that type, to stand where no value is."""
    if type_.kind == "python":
        return {"b": False, "i": 0, "f": 0.0, "c": 0j}[type_.dtype.kind]
    return type_.dtype.type(0)
