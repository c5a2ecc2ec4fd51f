"""The trace under way in a thread: its regions, and what each handle stands for in each of them."""

from __future__ import annotations

import contextlib
import dataclasses
import itertools
import math
import weakref
from collections.abc import Callable, Iterator, Sequence
from time import thread_time
from types import CodeType, FrameType
from typing import TYPE_CHECKING, Any

import numpy as np

from autograph.bargain import MOST_TRACING
from autograph.runtime import ops
from autograph.runtime.errors import TraceError
from autograph.runtime.graph import Builder, Graph, Value
from autograph.runtime.ops.control import fails_itself
from autograph.runtime.records import record
from autograph.runtime.types import ArrayType
from autograph.tracing.bindings import Bindings
from autograph.tracing.facts import Facts
from autograph.tracing.places import (
    Untraceable,
    here,
    hide,
    innermost,
    is_converted,
    register_code,
    shared_variables,
    site,
)
from autograph.tracing.threads import busy, current, is_tracing, threads

if TYPE_CHECKING:
    from autograph.tracing.tensor import Tensor

__all__ = [
    "Decisions",
    "OF_TRUTH",
    "Region",
    "Restart",
    "TESTS_LAST",
    "THOROUGH",
    "Trace",
    "Untraceable",
    "busy",
    "current",
    "emit",
    "forgo",
    "here",
    "hide",
    "innermost",
    "is_converted",
    "is_tracing",
    "need_value",
    "register_code",
    "shared_variables",
    "site",
    "sources_of",
    "threads",
    "tracing",
    "within",
]

MAX_WORK = 60_000
"""All attempts at a trace together may not take more steps: operations, plain rounds, objects looked at."""
LOOKS = 32
"""In so many steps the time is asked for once: a call of the system."""
MAX_NODES = 20_000
"""A trace longer than this is given up: its loops were unrolled, not kept."""

_BRANCHES = ("then", "orelse")


class Restart(BaseException):
    """The trace must begin again under other decisions."""

    def __init__(self, sources: frozenset[Any]) -> None:
        super().__init__(sources)
        self.sources = sources


OF_TRUTH = "its truth"
"""What Python needs data for where it asks whether that is true."""


def need_value(handle: Tensor, use: str) -> BaseException:
    """Return what to raise where Python needs the value of `handle`: a restart, or a refusal."""
    settled = handle.sources
    if settled is not None:
        trace = current()
        if trace is not None and use == OF_TRUTH:
            trace.decisions.failed = True  # a comparison that Python made: another form stages it
        return Restart(settled)
    return Untraceable("AG101", f"data is needed {use}")


@record
class Decisions:
    """What earlier attempts at a trace have taught.

    Attributes
    ----------
    static : set of hashable
        Arguments (by leaf number) and loops (by site) that must be Python values; which of the caller's
        lists of lists have places in a heap from the start; which attributes the objects in a pool have
        beside those of the first; which dicts lie in no pool; of which functions outside attributes
        are assigned.
    specs : dict
        The types that the variables of a loop settled on, by site.
    pooled : frozenset of type
        The classes of the program whose objects lie in arrays.
    made : set of type
        The classes whose objects it makes, and that could.
    lent : set of type
        Those whose objects it is given.
    fields : dict
        What the attributes of these can be, by class and name.
    learned : dict
        The same, as it was known before the last trace.
    unfolds : bool
        Whether loops stand for comprehensions.
    unfolded : bool
        Whether that made a difference.
    failed : bool
        Whether a branch raised an exception while it was traced, or Python asked for a truth.
    work : int
        Steps taken so far in all attempts.
    most : float
        How many seconds of the processor all attempts may take.
    deadline : float
        Up to which time of the thread there may be more.
    """

    static: set[Any] = dataclasses.field(default_factory=set)
    specs: dict[Any, Any] = dataclasses.field(default_factory=dict)
    pooled: frozenset[Any] = frozenset()
    made: set[Any] = dataclasses.field(default_factory=set)
    lent: set[Any] = dataclasses.field(default_factory=set)
    fields: dict[tuple[Any, str], Any] = dataclasses.field(default_factory=dict)
    learned: dict[tuple[Any, str], Any] = dataclasses.field(default_factory=dict)
    unfolds: bool = True
    unfolded: bool = False
    failed: bool = False
    work: int = 0
    most: float = MOST_TRACING
    deadline: float = math.inf

    def begin(self) -> None:
        """Start the clock."""
        self.deadline = thread_time() + self.most

    @property
    def is_late(self) -> bool:
        """Whether the attempts have taken all the time that they may."""
        return thread_time() > self.deadline


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
    condition : Region or None
        Of the body of a ``while``: that of its condition.
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
        self.condition: Region | None = None
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
                raise _left(handle)
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


THOROUGH = ("loop", "thorough")
"""Stands among the decisions of a trace of the thorough forms of functions: see `converters`."""
TESTS_LAST = ("loop", "tests last")
"""Stands among the decisions of a trace where the conditions of loops are evaluated at the end of each round,
for they change something."""


def _left(handle: Tensor) -> BaseException:
    """Return what to raise for a value that is not known where it is read.

    If the condition of a ``while`` has made it, that is traced anew at the end of each round.
    """
    trace = threads.trace
    if trace is not None and TESTS_LAST not in trace.decisions.static:
        conditions = [region.condition for region in trace.region.around()]
        if any(region is not None and handle.key in region.current for region in conditions):
            return Restart(frozenset([TESTS_LAST]))
    return Untraceable("AG202", "a value left the branch or loop it was made in")


class Lent(dict[int, Any]):
    """Arrays that are in lists, by their keys.

    Attributes
    ----------
    in_part : set of int
        Those of which views are in lists.
    taken : set of int
        Those that came out of lists.
    perhaps : set of int
        Those of the caller's that may be what was put into a list, or not.
    slices : list of (TracedList, TracedList)
        Lists of arrays, and new lists with some of the same arrays.
    """

    def __init__(self) -> None:
        super().__init__()
        self.in_part: set[int] = set()
        self.taken: set[int] = set()
        self.perhaps: set[int] = set()
        self.slices: list[tuple[Any, Any]] = []


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
        self.changed: set[int] = set()
        self.copies: dict[int, list[Any]] = {}
        self.encoded: set[int] = set()  # lists of which there were or are copies elsewhere
        self.lent = Lent()
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
        self.holds_changes: Callable[[], bool] = bool  # whether the caller would find its objects changed now
        self.is_unsettled = False  # whether it would where an exception may be raised
        self.facts = Facts()
        self.randomness: Any = None
        self.bases: set[int] = set()
        self.orders: dict[Value, str] = {}
        self.bottom: CodeType | None = None
        self.classes: dict[type, type | None] = {}
        self.pools: dict[type, Any] = {}
        self.places: dict[int, Any] = {}
        self.dormant: list[tuple[FrameType, tuple[str, ...]]] = []
        self.guards = 0
        self.attempts: list[Any] = []
        self.kinds: list[Any] = []
        self.absent: set[int] = set()  # arrays that there may not be, so that only a branch may look them up
        self.flight: Any = None
        self.calling: Any = None
        self.own_error: BaseException | None = None
        self.misfit: BaseException | None = None
        self.direct = False
        self.asking: list[Region] = []

    @property
    def is_thorough(self) -> bool:
        """Whether the thorough forms of functions are traced."""
        return THOROUGH in self.decisions.static

    @property
    def is_in_branch(self) -> bool:
        """Whether data decides if the program comes here."""
        return any(region.builder.name in _BRANCHES for region in self.region.around())

    def enter(self, name: str, *, inherit: bool = True) -> Region:
        """Open a region inside the current one."""
        if self.flight is not None and name not in _BRANCHES:
            self.flight.settle()
        self.region = Region(self.region, name, inherit=inherit)
        return self.region

    def stance(self) -> tuple[Any, ...]:
        """Return what statements set while they are traced, to come back to."""
        return self.region, self.guards, len(self.attempts), self.flight, self.calling, self.direct

    def stand(self, stance: tuple[Any, ...]) -> None:
        """Come back to what `stance` said: what was begun since has raised an exception."""
        self.region, self.guards, count, self.flight, self.calling, self.direct = stance
        del self.attempts[count:]

    def spend(self, steps: int) -> None:
        """Count steps of tracing; raises Untraceable where they are too many to be worth it."""
        self.decisions.work += steps
        looks = self.decisions.work % LOOKS < steps
        if self.decisions.work > MAX_WORK or (looks and self.decisions.is_late):
            raise Untraceable("AG107", "tracing it takes too long")

    def leave(self) -> Region:
        """Return to the enclosing region; returns the one left."""
        region = self.region
        assert region.parent is not None
        self.region = region.parent
        return region


_keys = itertools.count()


def next_key() -> int:
    """Return a number no handle has had."""
    return next(_keys)


@contextlib.contextmanager
def tracing(trace: Trace | None) -> Iterator[None]:
    """Make `trace` the thread's trace for a while (None: suspend the one under way)."""
    before = threads.trace
    threads.trace = trace
    mark = object()  # a trace may be entered again while it is suspended
    busy.add(mark)
    try:
        yield
    finally:
        busy.discard(mark)
        threads.trace = before


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
    try:
        outputs = region.builder.apply(op, values, params, here())
    except TraceError as error:
        from autograph.tracing.misfits import numpys_own  # noqa: PLC0415  (these ask the trace)

        raise numpys_own(op, [value.type for value in values], params, error) from None
    if not trace.is_unsettled and op.may_fail and fails_itself(region.builder.nodes[-1]):
        trace.is_unsettled = trace.holds_changes()
    sources = sources_of(operands) if op.pure else None
    results = []
    for value in outputs:
        handle = Tensor(value.type, sources if value.type.is_scalar else None)
        region.adopt(handle, value)
        results.append(handle)
    if trace.errors:
        from autograph.tracing.raised_errors import stage_checks  # noqa: PLC0415  (the checks emit)

        stage_checks(trace, region.builder.nodes[-1], operands, results)
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
