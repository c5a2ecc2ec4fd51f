"""The body of a recursive function, traced until what it reads, returns and changes is known."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from collections.abc import Sequence as Row
from typing import Any

import numpy as np

from autograph.operators.handed import (
    Naming,
    array_leaves,
    array_slots,
    handed,
    handed_state,
    own_paths,
    same_identities,
    with_arrays_themselves,
)
from autograph.operators.recursions import Again, Recursion, State, arrays_of
from autograph.runtime.graph import Function, Node
from autograph.runtime.types import ArrayType, symbol
from autograph.tracing.containers import (
    changed_since,
    contents,
    is_elsewhere,
    restore,
    same_contents,
    snapshot,
)
from autograph.tracing.decoding import decode
from autograph.tracing.encoding import encode, types_of
from autograph.tracing.joins import join
from autograph.tracing.key_joins import join_data
from autograph.tracing.lent import is_lent
from autograph.tracing.spec import NOTHING, Chosen, Mapping, Sequence, abstract
from autograph.tracing.storage import identity_of, is_local, shares, targets
from autograph.tracing.surroundings import containers_in
from autograph.tracing.tensor import Tensor, root_of, value_of
from autograph.tracing.trace import Region, Trace, Untraceable, within
from autograph.tracing.traced_list import TracedList

__all__ = ["MAX_BODIES", "has_effects", "is_array", "settle"]

MAX_BODIES = 600
"""How often the bodies of recursive functions are traced in one trace before it is given up."""
MAX_ATTEMPTS = 40
"""How often the body of a function is traced before the types of its results are given up."""
MAX_NESTING = 6
"""A result so deep within itself has no type: each attempt finds it deeper, and a tree's twice as large."""
_TRUTH = ArrayType(np.dtype(bool), (), "python")


def settle(trace: Trace, one: Recursion) -> None:
    """Trace the body with one guess after another at what its calls in it return."""
    problem: BaseException | None = None
    one.before = snapshot(whole=True)
    for guess in _GUESSES:
        one.guess, one.result, one.outside, one.written, one.lent = guess, None, (), (), ()
        try:
            _settle_guessed(trace, one)
        except (Exception, Untraceable) as error:
            if one.result is not None or trace.bodies > MAX_BODIES:  # nothing was guessed any more
                raise
            problem = problem or error
        else:
            one.world = one.around()
            return
    assert problem is not None
    raise problem


def has_effects(nodes: Iterable[Node], seen: set[Function] | None = None) -> bool:
    """Whether one of the nodes, or of those in their regions, does what must not be done twice."""
    seen = set() if seen is None else seen
    for node in nodes:
        if node.op.counted:
            return True
        function = node.params.get("function")
        inner = list(node.regions.values())
        if isinstance(function, Function) and function.graph is not None and function not in seen:
            seen.add(function)
            inner.append(function.graph)
        if any(has_effects(region.nodes, seen) for region in inner):
            return True
    return False


def _scalars(count: int) -> Any:
    def guess(given: tuple[Any, ...]) -> Any:
        return (_scalar(given),) * count

    return guess


def _scalar(given: tuple[Any, ...]) -> Any:
    return next((leaf for leaf in _leaves(given) if leaf.type.is_scalar), 0)


def _array(given: tuple[Any, ...]) -> Any:
    return next((leaf for leaf in _leaves(given) if leaf.type.kind == "array"), 0)


def _list(given: tuple[Any, ...]) -> Any:
    found = (one[:] for one in containers_in(given) if isinstance(one, TracedList))
    return next(found, None) or TracedList()


def _empty_list(given: tuple[Any, ...]) -> Any:
    return TracedList()


def _array_first(count: int) -> Any:
    def guess(given: tuple[Any, ...]) -> Any:
        return (_array(given), *_scalars(count - 1)(given))

    return guess


def _arrays(given: tuple[Any, ...]) -> Any:
    return (_array(given),) * 2


_GUESSES = (
    _scalar, _array, _list, _empty_list, _scalars(2), _scalars(3), _scalars(4), _array_first(2), _arrays,
    _array_first(3),
)  # fmt: skip


def _leaves(value: Any) -> list[Tensor]:
    """Return the handles in arguments."""
    if isinstance(value, Tensor):
        return [value, *(alternative.tag for alternative in value.alternatives)]
    return [leaf for item in value for leaf in _leaves(item)] if isinstance(value, tuple) else []


def _settle_guessed(trace: Trace, one: Recursion) -> None:
    """Trace the body until what it reads, returns and changes is what its calls in it were taken to."""
    known, watched = list(trace.recursions), set(trace.mutable)
    for _ in range(MAX_ATTEMPTS):
        trace.recursions[:] = known  # those begun in the body took this one to be something else
        one.restart()
        before = one.learned()
        try:
            body = _Body(trace, one)
            body.learn()
            if before == one.learned():
                assert one.function is not None
                one.function.graph = body.closed()
                return
        except BaseException as error:
            if not (isinstance(error, Again) and error.one is one):
                trace.recursions[:] = known  # what was begun in this attempt is not what the next one finds
                raise
        finally:
            one.before.restore()
            _forget(trace, watched | set(one.before))
    raise Untraceable("AG206", f"the result of `{one.target.__qualname__}` does not settle")


def _forget(trace: Trace, kept: set[int]) -> None:
    """Watch no longer what a body has made: nobody can reach it."""
    for key in trace.mutable.keys() - kept:
        for known in (trace.mutable, trace.homes, trace.variables, trace.arranged):
            known.pop(key, None)


class _Body:
    """One attempt at the body of a recursive function.

    Attributes
    ----------
    region : Region
    inputs : list of Value
        For the arguments, then for what the containers from outside hold.
    own : dict of tuple to (object, object)
        The containers handed on by value, and what they hold at first, by their places.
    arrays : list of (int, Tensor)
        The arrays handed on, with their places among the operands.
    first : list of list
        The arrays in what each container from outside holds at first, if these are handed on.
    places : list of (int, Tensor)
        All arrays that its caller has, too, with their places among the operands.
    value : object
        What it returns.
    ends : list
        That, and what the containers that it changes hold at the end.
    same : dict of (int, int) to object
        Which of the arrays that it returns, by number, may be which operand: bools.
    """

    def __init__(self, trace: Trace, one: Recursion) -> None:
        self.trace = trace
        self.one = one
        self.region = Region(trace.region, one.target.__name__, inherit=False)
        specs = [one.spec, *(state.spec for state in one.state.values())]
        types_ = [_fresh(type_) for spec in specs for type_ in types_of(spec)]
        if one.places != len(types_):
            one.places, one.written, one.lent = len(types_), (), ()
        self.inputs = [self.region.builder.input(type_) for type_ in types_]
        one.function = _declared(one, types_)
        self.own: dict[tuple[int, ...], tuple[Any, Any]] = {}
        self.arrays: list[tuple[int, Tensor]] = []
        self.places: list[tuple[int, Tensor]] = []
        self.first: list[list[Any]] = []
        self.ends: list[Any] = []
        self.same: dict[tuple[int, int], Any] = {}
        self.value = self._run()

    def _run(self) -> Any:
        """Run the converted function once in a region of its own."""
        trace, one, region = self.trace, self.one, self.region
        trace.bodies += 1
        if trace.bodies > MAX_BODIES:
            raise Untraceable(
                "AG206", f"`{one.target.__qualname__}` is called with ever new kinds of arguments"
            )
        trace.calls.append(one.target)
        trace.entered.append((one.target, region))
        try:
            with within(region):
                parameters = self._begin()
                count, names = one.layout
                return one.target(*parameters[:count], **dict(zip(names, parameters[count:], strict=True)))
        finally:
            trace.entered.pop()
            trace.calls.pop()

    def _begin(self) -> tuple[Any, ...]:
        """Return the parameters; containers from outside hold what is handed on."""
        one, values = self.one, list(self.inputs)
        parameters: tuple[Any, ...] = decode(one.spec, values, self.region)
        self.own = {
            path: (item, contents(item)) for path, item in own_paths(parameters, one.by_value).items()
        }
        self.arrays = array_leaves(one.spec, parameters, 0)
        for state in one.state.values():
            restore(state.container, decode(state.spec, values, self.region))
            self.first.append(array_slots(state.spec, contents(state.container)))
        self._given = set(self.region.current)
        return parameters

    # -- what it is like -------------------------------------------------------------------------------------

    def learn(self) -> None:
        """Note what the body reads, changes, returns and keeps."""
        one, region = self.one, self.region
        fresh = changed_since(one.before).keys() - one.state.keys()
        if fresh:
            one.carry(fresh)
            raise Again(one)
        known = {handle.key: handle for handle in one.outside}
        known |= {handle.key: handle for handle, _ in region.captured.values()}
        start = len(self.inputs)
        places = [*self.arrays, *enumerate(known.values(), start)]
        one.outside = tuple(known.values())
        one.written = tuple(place for place, handle in places if handle.key in region.written)
        if (region.written.keys() & self._given) - {handle.key for _, handle in self.arrays}:
            raise Untraceable("AG104", "an array in a container is written by a recursive function")
        one.lent = tuple(place for place, handle in places if is_lent(handle))
        self.places = places
        if not region.terminated:
            self._learn_ends()
        if one.result is None:
            if self.value is not None and self.value is not NOTHING:
                raise Untraceable("AG206", f"`{one.target.__qualname__}` never ends")
            one.result = handed(abstract(None))  # as it is once the calls in it have ended
        if one.written and has_effects(region.builder.nodes):
            raise Untraceable("AG206", "it writes an array, and prints or calls Python")

    def _learn_ends(self) -> None:
        one = self.one
        own = {path: item for path, (item, _) in self.own.items()}
        for path, (item, held) in self.own.items():
            now = contents(item)
            if is_elsewhere(now):
                one.kept.add(path)
            elif not same_contents(held, now):
                one.changed.setdefault(path, None)
        is_guess = one.result is None
        naming = Naming(one.before, own)
        self.value = naming.named(self.value)
        one.result = _either(one.result, self.value, join)
        if _nesting(one.result) > MAX_NESTING:
            raise Untraceable("AG206", f"`{one.target.__qualname__}` returns what is nested ever deeper")
        self.ends = [self.value]
        for state in one.state.values():
            end = self._end_of(state, naming)
            self.ends.append(end)
            state.spec = handed_state(join_data(state.spec, abstract(end)))
        for path in one.changed:
            end = naming.named(contents(own[path]))
            self.ends.append(end)
            one.changed[path] = _either(one.changed[path], end, join_data)
        one.kept |= naming.kept
        self._learn_arrays()
        for state in one.state.values() if is_guess else ():
            state.spec = None  # what was guessed for the result may be in it

    def _end_of(self, state: State, naming: Naming) -> Any:
        """Return what a container from outside holds at the end."""
        held = contents(state.container)
        if is_elsewhere(held):
            raise Untraceable("AG105", "a list in another is changed by a recursive function")
        end = naming.named(held if state.by_content else with_arrays_themselves(held, self.region))
        if same_identities(state.spec, abstract(end)):
            return end
        if state.by_content:
            raise Untraceable("AG105", "a list that a recursive function puts into another")
        self.one.open(state)
        raise Again(self.one)

    def _learn_arrays(self) -> None:
        """Note which arrays that are left may be one, or are in lists; refuse what the caller has already.

        An array that is returned may be an argument: the call says which.
        """
        one, region = self.one, self.region
        arrays = arrays_of(self.ends)
        slots = array_slots(one.result, self.value)
        handles = [handle for _, handle in self.places]
        with within(region):
            self.same = self._identities(slots)
        one.note_same(self.same)
        for place, end in enumerate(self.ends):
            others = [
                array for number, first in enumerate(self.first, 1) if number != place for array in first
            ]
            for item in arrays_of([end]):
                if is_array(item):
                    known = handles if any(item is slot for slot in slots) else ()
                    self._require_new(item, known, [*handles, *others])
        pairs = itertools.combinations(enumerate(arrays), 2)
        found = {(i, j) for (i, a), (j, b) in pairs if shares(a, b, region)}
        one.links = sorted(found)
        one.given_away = [place for place, item in enumerate(arrays) if is_lent(item)]

    def _identities(self, slots: list[Any]) -> dict[tuple[int, int], Any]:
        """Return whether the arrays that are returned are those of the caller, where they may be."""
        found = {
            (number, place): _is_same(slot, handle)
            for number, slot in enumerate(slots)
            for place, handle in self.places
        }
        return {pair: same for pair, same in found.items() if same is not False}

    def _require_new(self, item: Tensor, known: Row[Tensor], handles: list[Any]) -> None:
        """Require that an array is one of those known, or nothing that the caller has."""
        for target, _ in targets(item):
            if any(target.key == handle.key for handle in known):
                continue
            mine = is_local(self.region, root_of(target))
            if not mine or any(shares(target, handle, self.region) for handle in handles):
                raise Untraceable("AG104", "a view of an argument of a recursive function is returned")

    def closed(self) -> Any:
        """Return the finished body as a graph."""
        one, region = self.one, self.region
        inputs = [*self.inputs, *(region.input_for(handle) for handle in one.outside)]
        specs = one.left
        ends = self.ends if self.ends else [NOTHING] * len(specs)
        with within(region):
            values = [
                value_of(operand, region)
                for end, spec in zip(ends, specs, strict=True)
                for operand in encode(end, spec)
            ]
            for state, first, end in zip(one.state.values(), self.first, ends[1:], strict=False):
                slots = zip(first, array_slots(state.spec, end), strict=True)
                values += [value_of(_is_same(now, then), region) for then, now in slots]
            values += [value_of(self.same.get(pair, False), region) for pair in one.unsure]
        operands = dict([*self.arrays, *enumerate(one.outside, len(self.inputs))])
        return region.close(inputs, [*values, *(region.lookup(operands[place]) for place in one.written)])


def _either(known: Any, end: Any, how: Any) -> Any:
    spec = handed(abstract(end))
    return spec if known is None else handed(how(known, spec))


def _nesting(spec: Any) -> int:
    if isinstance(spec, Chosen):
        return max(map(_nesting, spec.values))
    return 1 + max(map(_nesting, spec.items), default=0) if isinstance(spec, Sequence | Mapping) else 0


def _declared(one: Recursion, operands: list[ArrayType]) -> Function:
    operands = [*operands, *(_fresh(handle.type) for handle in one.outside)]
    specs = [] if one.result is None else one.left
    outputs = [_fresh(type_) for spec in specs for type_ in types_of(spec)]
    outputs += [_TRUTH] * sum(len(array_slots(state.spec, NOTHING)) for state in one.state.values())
    outputs += [_TRUTH] * len(one.unsure)
    outputs += [operands[place] for place in one.written]
    return Function(one.target.__name__, tuple(operands), tuple(outputs))


def _is_same(now: Any, then: Any) -> Any:
    """Return whether an array is the one that was at its place at first: a bool of the program."""
    return identity_of(now, then) if is_array(now) and is_array(then) else False


def is_array(item: Any) -> bool:
    """Whether an object is an array of the program."""
    return isinstance(item, Tensor) and item.type.kind == "array"


def _fresh(type_: ArrayType) -> ArrayType:
    return type_.with_(shape=tuple(symbol(may_be_one=True) for _ in type_.shape))
