"""A function and arguments in, one traced and compiled graph for that signature out."""

from __future__ import annotations

import functools
import types
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from autograph.operators.calls import conversion_of
from autograph.operators.recursive_bodies import has_effects
from autograph.reasons import REASONS
from autograph.runtime.errors import EXCEPTION, ConversionError, Deoptimize, Fault, Flagged
from autograph.runtime.floating import warned
from autograph.runtime.graph import Graph
from autograph.runtime.records import record
from autograph.settings import with_settings
from autograph.signature import Fixed
from autograph.tracing.attempts import TRIES
from autograph.tracing.bindings import Binding
from autograph.tracing.changes import changes_of
from autograph.tracing.class_contents import class_contents
from autograph.tracing.class_variables import class_variables
from autograph.tracing.frames import Frame, Rebuild
from autograph.tracing.function_state import function_attributes
from autograph.tracing.lifting import Flat, Lifter, Outside
from autograph.tracing.noticing import Noticing
from autograph.tracing.outputs import OutputPlan
from autograph.tracing.pooling import pools_more
from autograph.tracing.pools import lay_out
from autograph.tracing.randomness import Randomness
from autograph.tracing.tensor import value_of
from autograph.tracing.trace import OF_TRUTH, THOROUGH, Decisions, Restart, Trace, Untraceable, tracing
from autograph.tracing.unsettled import holds_changes

if TYPE_CHECKING:
    from autograph.telling import Teller

__all__ = ["ConcreteFunction", "trace_function"]

MAX_ATTEMPTS = 40
"""How often a trace begins again before it is given up."""
MAX_POOLINGS = 5
"""How often a refused trace is tried again with the objects of more classes in arrays."""


NOTHING_FIXED: Fixed = frozenset()


@record
class ConcreteFunction:
    """A function traced for one signature.

    Attributes
    ----------
    graph : Graph
        As traced.
    lifter_inputs : list of int
        Which leaf of the call's data each input of the graph is.
    result : callable
        Makes the call's result of a finished run.
    changes : list of callable
        What is changed in the caller's objects after the graph has run.
    static : dict
        Leaves and sizes whose Python values the trace used, with those values.
    outside : list
        Global and outer variables read at each call, with their signatures.
    bindings : list
        What names and classes held that the graph took for granted.
    host_calls : list of str
        The functions called back from inside the graph.
    followed : tuple of function or type
        The user's functions that the trace looked into, and the classes of objects in it.
    replays : bool
        Whether a call that ends with an exception is run again as Python: what a recursive function has
        written by then lies in copies.
    unsettled : bool
        Whether the caller's objects are changed where it may end with an exception, though not at its end.
    path, has_path
        The direct way for calls like the first one, where there is one, and whether that was tried.
    """

    function: types.FunctionType
    graph: Graph
    lifter_inputs: list[int]
    result: Rebuild
    changes: list[Callable[[Frame], None]]
    static: dict[Any, Any]
    outside: list[tuple[Outside, Any]]
    bindings: list[Binding]
    host_calls: list[str]
    randomness: Randomness | None
    followed: tuple[Any, ...] = ()
    backend: str = "kernel"
    parallel: bool = True
    replays: bool = False
    unsettled: bool = False
    path: Any = None
    has_path: bool = False

    @functools.cached_property
    def optimized(self) -> Graph:
        """The graph after all passes."""
        from autograph.runtime.passes import optimize  # noqa: PLC0415  (not needed to import autograph)

        return optimize(self.graph)

    @functools.cached_property
    def kernel_source(self) -> str:
        """The kernel as Python source."""
        from autograph.runtime.codegen.generate import kernel_source  # noqa: PLC0415

        return kernel_source(self.optimized, warned(self.graph), parallel=self.parallel)

    @functools.cached_property
    def runner(self) -> Callable[..., tuple[Any, ...]]:
        """What runs the graph: the compiled kernel, or the interpreter."""
        if self.backend == "interpreter":
            from autograph.runtime.interpreter import interpret_flagged  # noqa: PLC0415

            graph = self.optimized
            return self._drawing(lambda *inputs: interpret_flagged(graph, inputs))
        from autograph.runtime.kernel import compile_graph  # noqa: PLC0415

        kernel = compile_graph(self.optimized, warned(self.graph), parallel=self.parallel)
        return self._drawing(kernel)

    @functools.cached_property
    def teller(self) -> Teller:
        """What warns of the floating-point errors of runs."""
        from autograph.telling import Teller  # noqa: PLC0415  (needs the passes)

        return Teller(self.graph, self.function)

    def _drawing(self, runner: Callable[..., tuple[Any, ...]]) -> Callable[..., tuple[Any, ...]]:
        """Return what runs the graph with the generators it draws from laid out."""
        return runner if self.randomness is None else self.randomness.drawing(runner)

    @functools.cached_property
    def written(self) -> tuple[int, ...]:
        """The leaves that the graph writes."""
        return tuple(self.lifter_inputs[number] for number, _ in self.graph.updates)

    @property
    def compiled(self) -> bool:
        """Whether a call can run at once."""
        return "runner" in vars(self)

    @functools.cached_property
    def may_deoptimize(self) -> bool:
        """Whether a run can turn out to need Python; then what it writes is kept first.

        A kernel does where it assumes something, makes a Python int, or gets a result from Python.
        """
        program = getattr(self.runner, "program", None)
        return program is None or program.takes_results or any(map(_may_deoptimize, program.sites))

    @functools.cached_property
    def redone(self) -> bool:
        """Whether an exception makes Python run the call again, so that it finds changed what came before it.

        The caller's objects are changed after the graph has run, arrays alone while it runs.
        """
        if self.replays or not (self.changes or self.unsettled):
            return self.replays
        program = getattr(self.runner, "program", None)
        return program is None or program.callbacks or any(not site.reason for site in program.sites)

    def run(self, leaves: Sequence[Any], objects: Sequence[Any]) -> Any:
        """Run the graph on data taken apart by :class:`Flat`.

        Raises
        ------
        Fault
            The exception the user's program ends with.
        Deoptimize
            The call must be run as Python; arrays are as they were before.
        """
        inputs = [leaves[number] for number in self.lifter_inputs]
        if self.randomness is not None:
            self.randomness.given(objects)
        keeping = self.written if self._keeps() else ()
        kept = [(leaves[number], leaves[number].copy()) for number in keeping]
        try:
            try:
                results = self.runner(*inputs)
            except (Flagged, Fault) as ended:
                if self.redone and isinstance(ended, Fault):
                    raise
                results = self.teller.tell(ended, self._as_they_were(inputs, kept))
        except (Fault, Deoptimize) as stop:
            if self.redone and isinstance(stop, Fault):
                stop = Deoptimize(EXCEPTION, stop.effects, stop.where)
            if isinstance(stop, Deoptimize):
                for array, before in kept:
                    array[...] = before
            raise stop
        frame = Frame(self._own(results, inputs) if self.arrays else results, leaves, objects)
        result = self.result(frame)
        for change in self.changes:
            change(frame)
        return result

    def _keeps(self) -> bool:
        """Whether arrays that the next run writes must be kept as they are."""
        keeping = self.teller.keeping
        return self.may_deoptimize or self.redone or bool(keeping and keeping.pop())

    def _as_they_were(self, inputs: Sequence[Any], kept: Sequence[tuple[Any, Any]]) -> list[Any]:
        """Return the inputs as before a run; None for arrays that it has written and that were not kept."""
        before = {id(array): copy for array, copy in kept}
        places = {place for place, _ in self.graph.updates}
        return [before.get(id(value)) if place in places else value for place, value in enumerate(inputs)]

    @functools.cached_property
    def arrays(self) -> tuple[int, ...]:
        """The outputs that might be one array, or the caller's, after copies nobody writes were dropped."""
        return tuple(place for place, value in enumerate(self.graph.outputs) if value.type.kind == "array")

    def _own(self, results: Sequence[Any], inputs: Sequence[Any]) -> Sequence[Any]:
        """Return the results with each array an object of its own: none twice, none the caller's."""
        taken = {id(item) for item in inputs}
        made = list(results)
        for place in self.arrays:
            if id(made[place]) in taken:
                made[place] = made[place].copy()
            taken.add(id(made[place]))
        return made

    def __call__(self, *args: Any) -> Any:
        """Run the graph on arguments of its signature."""
        flat = Flat()
        flat.key(tuple(args))
        for variable, _ in self.outside:
            flat.static_numbers = variable.static
            flat.key(variable.get())
        return self.run(flat.leaves, flat.objects)


def _may_deoptimize(site: Any) -> bool:
    if site.reason:
        return True
    outputs = site.node.outputs if site.node is not None else ()
    return any(value.type.kind == "python" and value.type.dtype.kind == "i" for value in outputs)


def overlapping(leaves: Sequence[Any], written: Sequence[int]) -> bool:
    """Whether an array that will be written shares memory with another."""
    arrays = [(number, leaf) for number, leaf in enumerate(leaves) if isinstance(leaf, np.ndarray)]
    if len(arrays) < 2:
        return False
    return any(
        number != other and np.may_share_memory(leaves[number], leaf)
        for number in written
        for other, leaf in arrays
    )


def trace_function(
    function: types.FunctionType,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    decisions: Decisions,
    fixed: Fixed = NOTHING_FIXED,
) -> ConcreteFunction:
    """Trace `function` on the signature of these arguments.

    Parameters
    ----------
    function : function
    args, kwargs : tuple, dict
    decisions : Decisions
        What earlier traces have taught; added to.
    fixed : frozenset of int or str
        The places and names of the arguments that are taken by value.

    Raises
    ------
    Untraceable
        If it cannot become one graph.
    """
    call = args, kwargs, fixed
    known, static = decisions.pooled, set(decisions.static)
    decisions.begin()
    try:
        return _with_lists(function, call, decisions)
    except Untraceable as problem:
        first = last = problem
    for _ in range(MAX_POOLINGS):
        if not pools_more(decisions, last):
            break
        decisions.static, decisions.unfolds = set(static), True
        decisions.specs.clear()
        try:
            return _with_lists(function, call, decisions)
        except Untraceable as problem:
            last = problem
    decisions.pooled = known
    return _thorough(function, call, decisions, static, first)


def _thorough(
    function: types.FunctionType,
    call: tuple[tuple[Any, ...], dict[str, Any], Fixed],
    decisions: Decisions,
    static: set[Any],
    problem: Untraceable,
) -> ConcreteFunction:
    """Trace the thorough forms of functions, if those may do better; else raise `problem`."""
    if not decisions.failed or THOROUGH in static:
        raise problem
    decisions.static, decisions.unfolds = {*static, THOROUGH}, True
    decisions.specs.clear()
    try:
        return _with_lists(function, call, decisions)
    except Untraceable:
        decisions.static.discard(THOROUGH)
        raise problem from problem.__cause__


def _with_lists(
    function: types.FunctionType,
    call: tuple[tuple[Any, ...], dict[str, Any], Fixed],
    decisions: Decisions,
) -> ConcreteFunction:
    """Trace with the lists that comprehensions make in arrays, else with these lists written out."""
    decisions.work = 0
    try:
        return _settled(function, call, decisions)
    except Untraceable as problem:
        if not (decisions.unfolds and decisions.unfolded):
            raise
        first = problem
    decisions.unfolds = False  # lists written out can hold what those in arrays cannot
    try:
        return _settled(function, call, decisions)
    except Untraceable:
        raise first from first.__cause__


def _settled(
    function: types.FunctionType,
    call: tuple[tuple[Any, ...], dict[str, Any], Fixed],
    decisions: Decisions,
) -> ConcreteFunction:
    for _ in range(MAX_ATTEMPTS):
        try:
            return _attempt(function, call, decisions)
        except Restart as restart:
            fresh = restart.sources - decisions.static
            if not fresh:
                raise Untraceable("AG101", "data is needed as a Python value") from None
            decisions.static |= fresh
    raise Untraceable("AG107", f"not settled after {MAX_ATTEMPTS} attempts")


def _attempt(
    function: types.FunctionType,
    call: tuple[tuple[Any, ...], dict[str, Any], Fixed],
    decisions: Decisions,
) -> ConcreteFunction:
    try:
        thorough = THOROUGH in decisions.static
        converted = conversion_of(with_settings(function), thorough=thorough).function
    except ConversionError as problem:
        raise Untraceable(_code_of(problem), str(problem.msg)) from None
    trace = Trace(decisions)
    trace.bottom = _run.__code__
    trace.bindings.follow(function)
    try:
        with tracing(trace), Noticing(trace):
            lifter = trace.lifter = Lifter(trace)
            trace.holds_changes = functools.partial(holds_changes, trace)
            result = _run(trace, lifter, converted, call)
            plan = OutputPlan(trace, lifter)
            rebuild = plan.describe(result)
            changed = changes_of(plan)
            plan.finish()
            graph = _graph(trace, plan, function)
    except (Exception, Untraceable) as problem:
        in_a_branch = isinstance(problem.__cause__, Exception) and trace.is_in_branch
        decisions.failed |= in_a_branch or OF_TRUTH in str(problem)
        if not trace.kinds or TRIES in decisions.static:
            raise
        raise Restart(frozenset([TRIES])) from None  # a handler that cannot be in a graph
    replays = any(one.written for one in trace.recursions)
    if replays and has_effects(graph.nodes):
        raise Untraceable("AG206", "a recursive function writes an array beside prints or calls of Python")
    static = {
        key: static_now(key, lifter.leaves)
        for key in decisions.static
        if key[0] not in ("loop", "outer", "class", "places", "attribute", "apart", "function")
        and _is_there(key, lifter.leaves)
    }
    bindings, classes = trace.bindings.found()
    read = (*trace.outside, *class_contents(trace, classes))
    outside = list(zip(read, _outside_keys(read, call), strict=True))
    return ConcreteFunction(
        function,
        graph,
        lifter.inputs,
        rebuild,
        changed,
        static,
        outside,
        bindings,
        trace.host_calls,
        trace.randomness,
        trace.bindings.followed,
        replays=replays,
        unsettled=trace.is_unsettled,
    )


def _run(
    trace: Trace,
    lifter: Lifter,
    converted: Callable[..., Any],
    call: tuple[tuple[Any, ...], dict[str, Any], Fixed],
) -> Any:
    """Return what the converted function returns on handles of a call's data."""
    args, kwargs, fixed = call
    trace.calls.append(converted)
    trace.entered.append((converted, trace.root))
    try:
        lifted = [item if place in fixed else lifter.lift(item) for place, item in enumerate(args)]
        named = {name: item if name in fixed else lifter.lift(item) for name, item in kwargs.items()}
        lay_out(trace)
        with class_variables(trace), function_attributes(trace):
            return converted(*lifted, **named)
    except Exception as problem:  # whatever it is, the run without a graph shows it
        raise Untraceable("AG302", f"{type(problem).__name__}: {problem}") from problem


def _outside_keys(read: Sequence[Outside], call: tuple[tuple[Any, ...], dict[str, Any], Fixed]) -> list[Any]:
    """Return the signatures of variables outside, which may be, or share, what the arguments are."""
    args, kwargs, fixed = call
    flat = Flat()
    for place, item in (*enumerate(args), *kwargs.items()):
        if place not in fixed:
            flat.key(item)
    keys = []
    for variable in read:
        flat.static_numbers = variable.static
        keys.append(flat.key(variable.original))
    return keys


def _is_there(key: Any, leaves: Sequence[Any]) -> bool:
    """Whether there is what an earlier trace took by value: outside variables may hold something else now."""
    if key[1] >= len(leaves):
        return False
    axis = {"size": key[-1], "length": 0, "rows": 0}.get(key[0])
    return axis is None or (isinstance(leaves[key[1]], np.ndarray) and leaves[key[1]].ndim > axis)


def static_now(key: Any, leaves: Sequence[Any]) -> Any:
    """Return what a call has for a leaf or size that a trace took as static."""
    if key[0] == "size":
        return leaves[key[1]].shape[key[2]]
    if key[0] == "length":
        return len(leaves[key[1]])
    if key[0] == "rows":
        return tuple(leaves[key[1]].tolist())
    value = leaves[key[1]]
    return type(value), repr(value)


def _graph(trace: Trace, plan: OutputPlan, function: types.FunctionType) -> Graph:
    root = trace.root
    if root.terminated:
        raise Untraceable("AG302", "it always raises")
    outputs = [value_of(operand, root) for operand in plan.operands]
    inputs = root.builder.inputs
    updates = []
    for place, number in enumerate(plan.lifter.inputs):
        handle = plan.lifter.handles[number]
        if handle.key in root.poisoned:
            raise Untraceable("AG104", "an argument")
        if handle.key in root.written:
            updates.append((place, root.lookup(handle)))
    graph = root.builder.build(outputs, updates)
    return graph.replace(name=_identifier(function.__name__), inputs=tuple(inputs))


def _identifier(name: str) -> str:
    return name if name.isidentifier() else "graph"


def _code_of(problem: ConversionError) -> str:
    reason: str = getattr(problem, "reason", "")
    return reason if reason in REASONS else "AG003"
