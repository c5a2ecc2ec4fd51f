"""What converted `if`, `while` and `for` call: plain Python on plain values, regions of the graph on data."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from autograph.operators.iteration import Rounds, rounds_of
from autograph.operators.truth import given, if_exp, is_data, negation, or_, truth
from autograph.runtime.types import ArrayType
from autograph.tracebacks import strip
from autograph.tracing.containers import changed_since, contents, restore, snapshot
from autograph.tracing.regions import apply, captured_handles, emit_cond, merge_poison
from autograph.tracing.sharing import detached, is_container, made_within, shared_among
from autograph.tracing.spec import (
    NOTHING,
    Same,
    Static,
    abstract,
    decode,
    encode,
    generalise,
    is_callers,
    join,
    link,
    may_share,
    note_aliases,
    types_of,
)
from autograph.tracing.tensor import Tensor, root_of, value_of
from autograph.tracing.trace import Region, Restart, Trace, Untraceable, current, emit, site

__all__ = ["for_stmt", "if_stmt", "while_stmt"]


class _Plain:
    """What the statements of converted code ask on plain values."""

    __slots__ = ("then",)
    staged = False

    def __init__(self, then: bool) -> None:
        self.then = then

    @staticmethod
    def test(value: Any) -> Any:
        """Return the loop's condition as it is."""
        return value


_THEN = (_Plain(True),)
_ELSE = (_Plain(False),)
MAX_ATTEMPTS = 25
"""How often the body of a loop is traced before its variables' types are given up."""

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
            return _StagedIf(test, names)
    try:
        return _THEN if test else _ELSE
    except Exception as error:
        strip(error)
        raise


class _StagedIf:
    """An ``if`` on data: iterated twice, with the variables set back in between."""

    staged = True

    def __init__(self, test: Tensor, names: tuple[str, ...]) -> None:
        trace = current()
        assert trace is not None
        self.trace = trace
        self.test = test
        self.names = names
        self.then = True
        self.initial: tuple[Any, ...] = ()
        self.before = snapshot()
        self.ends: list[tuple[Region, tuple[Any, ...], dict[int, tuple[Any, Any]]]] = []
        self.shared: set[int] = set()

    def __iter__(self) -> Iterator[_StagedIf]:
        yield self
        self.then = False
        yield self

    def enter(self, *values: Any) -> tuple[Any, ...]:
        """Begin a branch; returns the variables as they were before the statement."""
        if self.then:
            self.initial = values
        else:
            for container, held in self.before.values():
                restore(container, held)
        self.trace.enter("then" if self.then else "orelse")
        return self.initial

    def leave(self, *values: Any) -> tuple[Any, ...]:
        """End a branch; after the second, returns the variables as they are after the statement."""
        changed = changed_since(self.before)
        self.shared |= shared_among(self, values)
        self.ends.append((self.trace.leave(), values, changed))
        if self.then:
            return values
        return self._merge()

    def _merge(self) -> tuple[Any, ...]:
        (then, then_values, then_changed), (orelse, else_values, else_changed) = self.ends
        pairs = [
            self._told_apart(one, two)
            for one, two in zip(self._of(then, then_values), self._of(orelse, else_values), strict=True)
        ]
        touched = {**then_changed, **else_changed}
        for key, (container, _) in touched.items():
            held = self.before[key][1]
            pairs.append(
                (self._held(then, then_changed, key, held), self._held(orelse, else_changed, key, held))
            )
            restore(container, held)
        try:
            merged = emit_cond(self.test, then, orelse, pairs)
        except Untraceable as problem:
            if self.test.sources is not None and problem.code in ("AG102", "AG105", "AG104"):
                raise Restart(self.test.sources) from None
            raise
        if then.terminated and orelse.terminated:
            self.trace.region.terminated = True
        for (container, _), held in zip(touched.values(), merged[len(self.names) :], strict=True):
            restore(container, held)
        return tuple(merged[: len(self.names)])

    def _told_apart(self, one: Any, two: Any) -> tuple[Any, Any]:
        """Return what a variable is after the branches, lists and dicts with other names as themselves."""
        if one is two:
            return one, two
        made: list[Any] = [one, two]
        for side, (region, _, changed) in enumerate(self.ends):
            item = made[side]
            if not is_container(item):
                continue
            if id(item) in self.shared or not (is_container(made[1 - side]) or made[1 - side] is NOTHING):
                if made_within(item, region):
                    if id(item) in self.shared:
                        raise Untraceable("AG105", "a list with several names, made in a branch")
                    continue
                made[side] = Same(item)
            elif id(item) in changed:
                made[side] = detached(item, changed[id(item)][1])
        return made[0], made[1]

    @staticmethod
    def _of(region: Region, values: tuple[Any, ...]) -> tuple[Any, ...]:
        return (NOTHING,) * len(values) if region.terminated else values

    @staticmethod
    def _held(region: Region, changed: dict[int, tuple[Any, Any]], key: int, before: Any) -> Any:
        if region.terminated:
            return NOTHING
        return changed[key][1] if key in changed else before


# -- loops ---------------------------------------------------------------------------------------------------


def while_stmt(names: tuple[str, ...] = (), stop: str | None = None) -> Iterable[Any]:
    """Return the rounds of a ``while``: endless on plain values, one attempt after another while tracing."""
    trace = current()
    if trace is None:
        return _FOREVER
    where = ("loop", site())
    if where in trace.decisions.static:
        return _FOREVER
    return _StagedWhile(trace, where, names, stop)


def for_stmt(iterable: Any, names: tuple[str, ...] = (), stop: str | None = None) -> Any:
    """Return the rounds of a ``for``."""
    trace = current()
    if trace is None:
        return _PlainFor(iterable)
    where = ("loop", site())
    if where in trace.decisions.static:
        return _PlainFor(iterable)
    rounds = rounds_of(iterable)
    if rounds is None:
        return _PlainFor(iterable)
    return _StagedFor(trace, where, names, stop, rounds)


class _PlainFor:
    """The rounds of a ``for`` over plain values."""

    __slots__ = ("iterable",)
    staged = False

    def __init__(self, iterable: Any) -> None:
        self.iterable = iterable

    def __iter__(self) -> Iterator[Any]:
        try:
            return iter(self.iterable)
        except Exception as error:
            strip(error)
            raise


class _Staged:
    """A loop of the graph: its body is traced until the types of its variables are settled."""

    staged = True

    def __init__(self, trace: Trace, where: Any, names: tuple[str, ...], stop: str | None) -> None:
        self.trace = trace
        self.where = where
        self.names = names
        self.stop = None if stop is None else names.index(stop)
        self.sources = frozenset((where,))
        self.entry: tuple[Any, ...] | None = None
        self.specs: list[Any] = []
        self.before = snapshot()
        self.carried: dict[int, tuple[Any, Any]] = {}
        self.parameters: list[Any] = []
        self.values: list[list[Any]] = []
        self.held: dict[int, tuple[Any, Any]] = {}
        self.attempts = 0
        self.shared: set[tuple[int, int]] = set()
        self.crossed: set[tuple[int, int]] = set()
        self.viewed: dict[int, frozenset[int]] = {}
        self.outer: dict[tuple[int, int], Tensor] = {}
        self.done = False

    def entries(self) -> list[Any]:
        """Return what the carried variables and containers are before the loop."""
        assert self.entry is not None
        return [*self.entry, *(held for _, held in self.carried.values())]

    def begin(self, values: tuple[Any, ...]) -> tuple[Any, ...]:
        """Give the variables fresh handles in the region just entered."""
        self.attempts += 1
        if self.attempts > MAX_ATTEMPTS:
            raise Untraceable("AG103", "the types of its variables do not settle")
        if self.entry is None:
            self.entry = values
            shared = shared_among(self, values)
            self.specs = [Same(item) if id(item) in shared else _first_spec(item) for item in values]
            known = self.trace.decisions.specs.get(self.where)
            if known is not None and len(known) == len(self.specs):
                self.specs = [_joined(a, b) for a, b in zip(self.specs, known, strict=True)]
        region = self.trace.region
        self.parameters, self.values = [], []
        for spec, entry in zip(self.specs, self.entries(), strict=True):
            inputs = [region.builder.input(type_) for type_ in types_of(spec)]
            self.values.append(inputs)
            made = decode(spec, list(inputs), region, self.sources)
            note_aliases(made, entry)
            self.parameters.append(made)
        self._link(self.parameters)
        count = len(self.names)
        for (container, _), held in zip(self.carried.values(), self.parameters[count:], strict=True):
            restore(container, held)
        self.held = snapshot()
        return tuple(self.parameters[:count])

    def reset(self) -> None:
        """Set containers back to what they held before the loop."""
        for container, held in self.before.values():
            restore(container, held)

    def settle(self, values: tuple[Any, ...], region: Region) -> list[Any] | None:
        """Return the variables at the end of the body if their types are settled; else None."""
        ends = list(values) if not region.terminated else [NOTHING] * len(values)
        fresh = {
            key: item
            for key, item in changed_since(self.held).items()
            if key in self.before and key not in self.carried
        }
        for key, (container, held) in self.carried.items():
            ends.append(contents(container))
            del held, key
        try:
            ends = [
                self._told_apart(end, start, region) for end, start in zip(ends, self.parameters, strict=True)
            ]
            settled = [
                _end(spec, end, start)
                for spec, end, start in zip(self.specs, ends, self.parameters, strict=True)
            ]
        except Untraceable as problem:
            if problem.code in ("AG102", "AG103", "AG105"):
                raise Restart(self.sources) from None
            raise
        if fresh:
            for key in fresh:
                container, held = self.before[key]
                self.carried[key] = (container, held)
                settled.append(generalise(abstract(_as_tree(held))))
        stable = (
            self._linked(ends, region)
            and not fresh
            and all(a == b for a, b in zip(settled, self.specs, strict=True))
        )
        if any(
            _is_same_array(old) and not _is_same_array(new)
            for old, new in zip(self.specs, settled, strict=False)
        ):
            for found in (self.shared, self.outer, self.crossed, self.viewed):
                found.clear()
        self.specs = settled
        self.trace.decisions.specs[self.where] = settled[: len(self.names)]
        return ends if stable else None

    def _told_apart(self, end: Any, start: Any, region: Region) -> Any:
        """Return what a variable is at the end of the body, a list or dict from outside as itself."""
        if end is start or not is_container(end):
            return end
        if not made_within(end, region):
            return Same(end)
        if shared_among(self, (end,)):
            raise Untraceable("AG105", "a list with several names, made in a loop")
        return end

    def _link(self, items: list[Any]) -> None:
        """Note which of the variables' new handles may be one array, or one from before the loop."""
        for one, two in self.shared:
            link(items[one], items[two])
        for (place, _), before in self.outer.items():
            link(items[place], before)
        entries = self.entries()
        owners = {
            item.key: root_of(entry).key
            for item, entry in zip(self.parameters, entries, strict=True)
            if isinstance(item, Tensor) and isinstance(entry, Tensor)
        }
        for place, seen in self.viewed.items():
            if isinstance(items[place], Tensor):
                items[place].viewed |= seen | {owners[key] for key in seen if key in owners}
        for place, other in self.crossed:
            if isinstance(items[place], Tensor) and isinstance(entries[other], Tensor):
                link(items[place], entries[other])

    def _cross(self, place: int, end: Any) -> None:
        """Note whose array a variable may take over, in one round or in several."""
        taken = {
            other for other, item in enumerate(self.parameters) if other != place and may_share(end, item)
        }
        for other in tuple(taken):
            taken |= {last for first, last in self.crossed if first == other}
        self.crossed |= {(place, other) for other in taken}
        self.crossed |= {
            (first, last) for first, middle in tuple(self.crossed) if middle == place for last in taken
        }

    def _linked(self, ends: list[Any], region: Region) -> bool:
        """Note which variables may be one array in the next round; returns whether that was known."""
        before = len(self.shared) + len(self.outer) + len(self.crossed)
        for place, end in enumerate(ends):
            if isinstance(end, tuple):
                _refuse_shared(end, region)
            if not isinstance(end, Tensor) or not isinstance(self.parameters[place], Tensor):
                continue
            self._cross(place, end)
            for other in range(place):
                if may_share(end, ends[other]) and isinstance(self.parameters[other], Tensor):
                    self.shared.add((other, place))
            owner = root_of(end)
            for known in (owner, *owner.aliases.values()):
                if known.type.kind == "array" and known.key in region.captured:
                    self.outer[(place, known.key)] = known
            seen = end.viewed | ({owner.key} if end.view is not None else frozenset())
            self.viewed[place] = self.viewed.get(place, frozenset()) | seen
        return len(self.shared) + len(self.outer) + len(self.crossed) == before

    def operands(self) -> list[Any]:
        """Return the initial values, in the current region, of what is carried."""
        return [
            operand
            for entry, spec in zip(self.entries(), self.specs, strict=True)
            for operand in encode(entry, spec)
        ]

    def finish(self, region: Region, ends: list[Any], results: list[Any]) -> tuple[Any, ...]:
        """Return the variables after the loop."""
        outer = self.trace.region
        after = []
        for spec, entry in zip(self.specs, self.entries(), strict=True):
            made = decode(spec, results, outer, self.sources)
            note_aliases(made, entry)
            after.append(made)
        self._link(after)
        self._poison_swapped(region, ends)
        self._give_back(after)
        count = len(self.names)
        for (container, _), held in zip(self.carried.values(), after[count:], strict=True):
            restore(container, held)
        self.done = True
        return tuple(after[:count])

    def _give_back(self, after: list[Any]) -> None:
        """Let the caller's arrays that were written under the loop's names hold what was written."""
        outer = self.trace.region
        entries = {root_of(entry).key: entry for entry in self.entries() if isinstance(entry, Tensor)}
        for key, entry in entries.items():
            if key not in outer.poisoned or entry.view is not None or not is_callers(entry):
                continue
            holders = [
                (item, tag)
                for item in after
                if isinstance(item, Tensor)
                for origin, tag in item.origins
                if origin.key == key and not item.alternatives
            ]
            if not holders or any(handle.key == key for handle in self.outer.values()):
                continue
            tags = [tag for _, tag in holders]
            emit(
                "assume",
                or_(tags[0], *(lambda tag=tag: tag for tag in tags[1:])),
                reason="an array left its loop",
            )
            value = holders[-1][0]
            for item, tag in holders[-2::-1]:
                value = emit("copy", value)
                value = if_exp(tag, functools.partial(emit, "copy", item), given(value))
            del outer.poisoned[key]
            outer.assign(entry, value_of(value, outer))
            for item, _ in holders:
                outer.poisoned.pop(item.key, None)

    def _poison_swapped(self, region: Region, ends: list[Any]) -> None:
        """Arrays that changed places may each have been written under any of the names."""
        keys = [item.key if isinstance(item, Tensor) else None for item in self.parameters]
        swapped = [
            place
            for place, end in enumerate(ends)
            if isinstance(end, Tensor) and end.key in keys and keys.index(end.key) != place
        ]
        if any(keys[place] in region.written or ends[place].key in region.written for place in swapped):
            for entry in self.entries():
                if isinstance(entry, Tensor) and entry.type.kind == "array":
                    owner = root_of(entry)
                    self.trace.region.poisoned[owner.key] = owner


def _refuse_shared(items: tuple[Any, ...], region: Region) -> None:
    """Refuse a tuple of arrays from before the loop, or views of them: who shares memory would be lost."""
    for item in items:
        if isinstance(item, tuple):
            _refuse_shared(item, region)
        if isinstance(item, Tensor) and item.type.kind == "array":
            owner = root_of(item)
            if any(key in region.captured for key in (owner.key, *owner.aliases)):
                raise Untraceable("AG104", "a view, or an array from before the loop, in a tuple")


def _as_tree(held: Any) -> Any:
    return held


def _is_array(value: Any) -> bool:
    return isinstance(value, Tensor) and value.type.kind == "array" and not value.alternatives


def _is_same_array(spec: Any) -> bool:
    return isinstance(spec, Static) and isinstance(spec.value, Tensor)


def _first_spec(value: Any) -> Any:
    """Return what a variable is taken for at first: an array stays the same array, written or not."""
    return Static(value) if _is_array(value) else generalise(abstract(value))


def _joined(one: Any, known: Any) -> Any:
    if isinstance(known, Static) and isinstance(known.value, Tensor):
        return one
    try:
        return join(one, known)
    except Untraceable:
        return one


def _end(spec: Any, end: Any, start: Any) -> Any:
    if end is start and (isinstance(spec, Same) or not is_container(end)):
        return spec
    same = isinstance(end, Tensor) and isinstance(start, Tensor) and end.key == start.key
    if same and end.alternatives == start.alternatives:
        return spec
    return join(spec, abstract(end))


def _region_inputs(loop: _Staged, region: Region, handles: list[Tensor], first: list[Any]) -> list[Any]:
    carried = [value for values in loop.values for value in values]
    return [*first, *carried, *(region.input_for(handle) for handle in handles)]


class _StagedFor(_Staged):
    """A ``for`` over as many rounds as data says."""

    def __init__(
        self, trace: Trace, where: Any, names: tuple[str, ...], stop: str | None, rounds: Rounds
    ) -> None:
        super().__init__(trace, where, names, stop)
        self.rounds = rounds

    def __iter__(self) -> Iterator[Any]:
        while not self.done:
            self.reset()
            region = self.trace.enter("body")
            index = region.builder.input(ArrayType(np.dtype(np.int64), (), "python"), "i")
            self.index = index
            handle = Tensor(index.type, self.sources)
            region.adopt(handle, index)
            yield self.rounds.at(handle)

    def enter(self, *values: Any) -> tuple[Any, ...]:
        """Begin the body."""
        return self.begin(values)

    def leave(self, *values: Any) -> tuple[Any, ...]:
        """End the body; once types are settled, returns the variables after the loop."""
        region = self.trace.region
        if any(id(items) in changed_since(self.held) for items in self.rounds.items):
            raise Untraceable("AG105", "a list is changed while it is iterated")
        ends = self.settle(values, region)
        if ends is None:
            self.trace.leave()
            return values
        outputs = [
            value_of(operand, region)
            for end, spec in zip(ends, self.specs, strict=True)
            for operand in encode(end, spec)
        ]
        self.trace.leave()
        stop_value = None
        if self.stop is not None and types_of(self.specs[self.stop]):
            stop_value = self.values[self.stop]
        return self._close(region, ends, outputs, stop_value)

    def _close(self, region: Region, ends: list[Any], outputs: list[Any], stop_value: Any) -> tuple[Any, ...]:
        handles = captured_handles(region)
        written = [handle for handle in handles if handle.key in region.written]
        handles = written + [handle for handle in handles if handle.key not in region.written]
        body = region.close(
            _region_inputs(self, region, handles, [self.index]),
            [*outputs, *(region.current[handle.key] for handle in written)],
        )
        test = self._test_graph(handles, stop_value)
        operands = [*self.rounds.bounds, *self.operands(), *handles]
        carried = len(outputs) + len(written)
        results = apply("for_loop", operands, {"body": body, "carried": carried, "test": test})
        after: tuple[Any, ...] = self._after(region, ends, results, written, len(outputs))
        return after

    def _after(
        self, region: Region, ends: list[Any], results: list[Any], written: list[Tensor], count: int
    ) -> Any:
        outer = self.trace.region
        for handle, value in zip(written, results[count:], strict=True):
            outer.assign(handle, value)
        merge_poison(outer, region)
        return self.finish(region, ends, results[:count])

    def _test_graph(self, handles: list[Tensor], stop_value: Any) -> Any:
        if stop_value is None:
            return None
        region = Region(self.trace.region, "test")
        index = region.builder.input(ArrayType(np.dtype(np.int64), (), "python"), "i")
        inputs = [index]
        flag = None
        for values in self.values:
            for value in values:
                made = region.builder.input(value.type)
                inputs.append(made)
                if value is stop_value[0]:
                    flag = made
        inputs += [region.input_for(handle) for handle in handles]
        outer, self.trace.region = self.trace.region, region
        handle = Tensor(flag.type)  # type: ignore[union-attr]
        region.adopt(handle, flag)  # type: ignore[arg-type]
        result = region.lookup(negation(handle))
        self.trace.region = outer
        return region.close(inputs, [result])


class _StagedWhile(_Staged):
    """A ``while`` on data."""

    def __iter__(self) -> Iterator[Any]:
        while not self.done:
            self.reset()
            self.trace.enter("test")
            yield self

    def enter(self, *values: Any) -> tuple[Any, ...]:
        """Begin the condition."""
        return self.begin(values)

    def test(self, value: Any) -> bool:
        """End the condition and begin the body."""
        if is_data(value):
            value = truth(value)
        self.tested = self.trace.region
        if self.tested.written or changed_since(self.held):
            raise Untraceable("AG202", "the condition of a `while` changes data")
        if not isinstance(value, Tensor):
            if not value:
                return self._end_at_once()
            value = True
        self.predicate = value_of(value, self.tested)
        self.decided = isinstance(value, Tensor)
        self.trace.leave()
        region = self.trace.enter("body")
        self.test_values = self.values
        self.values = []
        for values in self.test_values:
            self.values.append([region.builder.input(item.type) for item in values])
        self._adopt(region)
        return True

    def _end_at_once(self) -> bool:
        """Stage a loop whose condition is false for all that is known: it is evaluated once."""
        self.predicate = self.tested.constant(False)
        self.trace.leave()
        self.test_values = self.values
        starts = [value for values in self.test_values for value in values]
        body = self.trace.enter("body")
        carried = [body.builder.input(value.type) for value in starts]
        self.trace.leave()
        handles = captured_handles(self.tested)
        test = self.tested.close([*starts, *map(self.tested.input_for, handles)], [self.predicate])
        results = apply(
            "while_loop",
            [*self.operands(), *handles],
            {
                "test": test,
                "body": body.close([*carried, *map(body.input_for, handles)], carried),
                "carried": len(carried),
            },
        )
        outer = self.trace.region
        for key, value in self.tested.current.items():
            place = next((place for place, start in enumerate(starts) if start is value), None)
            if place is not None:
                outer.current[key] = results[place]
        merge_poison(outer, self.tested)
        self.done = True
        return False

    def _adopt(self, region: Region) -> None:
        """Let the variables' handles stand for the body's inputs too."""
        for old, new in zip(self.test_values, self.values, strict=True):
            for one, two in zip(old, new, strict=True):
                for key, value in list(self.tested.current.items()):
                    if value is one:
                        region.current[key] = two

    def leave(self, *values: Any) -> tuple[Any, ...]:
        """End the body; once types are settled, returns the variables after the loop."""
        region = self.trace.region
        ends = self.settle(values, region)
        if ends is None:
            self.trace.leave()
            return values
        if not self.decided and not (self.stop is not None and types_of(self.specs[self.stop])):
            if region.terminated:
                raise Untraceable("AG106", "it ends by an exception alone")
            raise Restart(self.sources)
        outputs = [
            value_of(operand, region)
            for end, spec in zip(ends, self.specs, strict=True)
            for operand in encode(end, spec)
        ]
        self.trace.leave()
        handles = captured_handles(region, self.tested)
        written = [handle for handle in handles if handle.key in region.written]
        handles = written + [handle for handle in handles if handle.key not in region.written]
        body = region.close(
            _region_inputs(self, region, handles, []),
            [*outputs, *(region.current[handle.key] for handle in written)],
        )
        results = apply(
            "while_loop",
            [*self.operands(), *handles],
            {"test": self._test_graph(handles), "body": body, "carried": len(outputs) + len(written)},
        )
        outer = self.trace.region
        for handle, value in zip(written, results[len(outputs) :], strict=True):
            outer.assign(handle, value)
        merge_poison(outer, region)
        return self.finish(region, ends, results[: len(outputs)])

    def _test_graph(self, handles: list[Tensor]) -> Any:
        inputs = [value for values in self.test_values for value in values]
        for handle in handles:
            self.tested.input_for(handle)
        inputs += [self.tested.input_for(handle) for handle in handles]
        graph = self.tested.close(inputs, [self.predicate])
        if self.stop is None or not types_of(self.specs[self.stop]):
            return graph
        return self._unless_stopped(graph, handles)

    def _unless_stopped(self, graph: Any, handles: list[Tensor]) -> Any:
        """Return a graph that evaluates the condition only while no ``break`` was met."""
        region = Region(self.trace.region, "test")
        inputs = [region.builder.input(value.type) for values in self.test_values for value in values]
        inputs += [region.input_for(handle) for handle in handles]
        place = sum(len(values) for values in self.test_values[: self.stop])
        outer, self.trace.region = self.trace.region, region
        never = Region(region, "orelse")
        empty = never.close([never.builder.input(value.type) for value in inputs], [never.constant(False)])
        flag = Tensor(inputs[place].type)
        region.adopt(flag, inputs[place])
        going = region.lookup(negation(flag))
        from autograph.runtime import ops  # noqa: PLC0415  # TODO move

        (result,) = region.builder.apply(ops.get("cond"), [going, *inputs], {"then": graph, "orelse": empty})
        self.trace.region = outer
        return region.close(inputs, [result])
