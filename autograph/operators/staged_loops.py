"""Loops of the graph: a `for` over as many rounds as data says, and a `while`."""

from __future__ import annotations

import abc
from collections.abc import Iterator
from typing import Any

import numpy as np

from autograph.operators.carrying import Carrying
from autograph.operators.iteration import Rounds, lengths_of
from autograph.operators.truth import is_data, truth
from autograph.runtime import ops
from autograph.runtime.graph import Graph, Value
from autograph.runtime.types import ArrayType
from autograph.tracing.containers import changed_since
from autograph.tracing.encoding import encode, types_of
from autograph.tracing.flags import negated
from autograph.tracing.key_table import assume_same_keys
from autograph.tracing.regions import apply, captured_handles, merge_poison
from autograph.tracing.sharing import content_of
from autograph.tracing.tensor import Tensor, value_of
from autograph.tracing.trace import TESTS_LAST, Region, Restart, Trace, Untraceable, within

__all__ = ["TESTS_LAST", "StagedFor", "StagedWhile"]


class _Staged(Carrying, abc.ABC):
    """A loop whose body, once all about it is settled, becomes a node."""

    def stops(self) -> bool:
        """Whether a ``break`` that data decides may end the loop."""
        return self.stop is not None and bool(types_of(self.specs[self.stop]))

    def flag_place(self) -> int:
        """Return the place among the carried values of the flag that such a ``break`` sets."""
        return sum(len(values) for values in self.values[: self.stop])

    @staticmethod
    def going(region: Region, flag: Value) -> Value:
        """Return, in the current region, whether the flag is not set."""
        handle = Tensor(flag.type)
        region.adopt(handle, flag)
        return region.lookup(negated(handle))

    def end_body(
        self, values: tuple[Any, ...], ends: list[Any] | None, first: list[Any], *tested: Region
    ) -> tuple[Any, ...]:
        """End the body; once all is settled, returns the variables after the loop.

        Parameters
        ----------
        values : tuple
            The variables at the end of the body.
        ends : list or None
            What is carried, there; None where the body is traced again.
        first : list of Value
            The body's inputs before those that are carried.
        *tested : Region
            The condition's.
        """
        region = self.trace.region
        if ends is None:
            self.trace.leave()
            return values
        outputs = [
            value_of(operand, region)
            for end, spec in zip(ends, self.specs, strict=True)
            for operand in encode(end, spec)
        ]
        self.trace.leave()
        if not self.flags_settled(outputs, region):
            return values
        handles = captured_handles(region, *tested)
        written = [handle for handle in handles if handle.key in region.written]
        handles = written + [handle for handle in handles if handle.key not in region.written]
        carried = [value for values in self.values for value in values]
        body = region.close(
            [*first, *carried, *map(region.input_for, handles)],
            [*outputs, *(region.current[handle.key] for handle in written)],
        )
        results = self.staged_as(body, handles, len(outputs) + len(written))
        self.note_flags(results[: len(outputs)], outputs, region)
        for handle, value in zip(written, results[len(outputs) :], strict=True):
            self.trace.region.assign(handle, value)
        merge_poison(self.trace.region, region)
        return self.finish(region, results[: len(outputs)])

    @abc.abstractmethod
    def staged_as(self, body: Graph, handles: list[Tensor], carried: int) -> list[Value]:
        """Append the loop's node; returns its values.

        Parameters
        ----------
        body : Graph
        handles : list of Tensor
            What the body takes from outside, what it writes first.
        carried : int
            How many values a round returns.
        """


class StagedFor(_Staged):
    """A ``for`` over as many rounds as data says.

    Attributes
    ----------
    live : object
        What is to be known where a list is changed while it is iterated; None for other iterables.
    """

    def __init__(
        self, trace: Trace, where: Any, names: tuple[str, ...], stop: str | None, rounds: Rounds
    ) -> None:
        super().__init__(trace, where, names, stop)
        self.rounds = rounds
        self.begun: tuple[Any, ...] | None = None
        self.lengths: list[Any] = []
        self.live: Any = None

    def __iter__(self) -> Iterator[Any]:
        while not self.done:
            self.reset()
            region = self.trace.enter("body", inherit=self.inherit)
            index = region.builder.input(ArrayType(np.dtype(np.int64), (), "python"), "i")
            self.index = index
            handle = Tensor(index.type, self.sources)
            region.adopt(handle, index)
            self.begun = None if self.entry is None else self.begin(self.entry)
            self.lengths = lengths_of(self.rounds.items)  # before what `map` calls
            yield self.rounds.at(handle)

    def enter(self, *values: Any) -> tuple[Any, ...]:
        """Begin the body."""
        if self.begun is not None:
            return self.begun
        begun = self.begin(values)
        self.lengths = lengths_of(self.rounds.items)
        return begun

    def leave(self, *values: Any) -> tuple[Any, ...]:
        """End the body; once types are settled, returns the variables after the loop."""
        region = self.trace.region
        if lengths_of(self.rounds.items) != self.lengths:
            if self.live is not None:
                raise Restart(frozenset([self.live]))
            raise Untraceable("AG105", "a list or dict grows or shrinks while it is iterated")
        self._check_iterated()
        return self.end_body(values, self.settle(values, region), [self.index])

    def _check_iterated(self) -> None:
        """Refuse a round that may change what is iterated by another name; see that dicts keep their keys."""
        changed = changed_since(self.held)
        iterated = {id(items) for items in (*self.rounds.items, *self.rounds.keys)}
        moved = any(id(content_of(item)) in iterated for item in self.entry or ())
        if moved and any(id(content_of(item)) in changed for item in self.parameters):
            raise Untraceable("AG105", "a list or dict is changed while it is iterated")
        for items in self.rounds.keys:
            if id(items) in changed and not self.trace.region.terminated:
                assume_same_keys(self.held[id(items)][1], changed[id(items)][1])

    def staged_as(self, body: Graph, handles: list[Tensor], carried: int) -> list[Value]:
        """Append the loop's node; returns its values."""
        test = self._test_graph(handles) if self.stops() else None
        operands = [*self.rounds.bounds, *self.operands(), *handles]
        return apply("for_loop", operands, {"body": body, "carried": carried, "test": test})

    def _test_graph(self, handles: list[Tensor]) -> Graph:
        """Return a graph of whether no ``break`` was met."""
        region = Region(self.trace.region, "test")
        inputs = [region.builder.input(ArrayType(np.dtype(np.int64), (), "python"), "i")]
        place = len(inputs) + self.flag_place()
        inputs += [region.builder.input(value.type) for values in self.values for value in values]
        inputs += [region.input_for(handle) for handle in handles]
        with within(region):
            going = self.going(region, inputs[place])
        return region.close(inputs, [going])


class StagedWhile(_Staged):
    """A ``while`` on data."""

    def __iter__(self) -> Iterator[Any]:
        while not self.done:
            self.reset()
            self.trace.enter("test", inherit=self.inherit)
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
            if TESTS_LAST in self.trace.decisions.static:
                raise Untraceable("AG202", "the condition of a `while` changes data")
            raise Restart(frozenset([TESTS_LAST]))
        if not isinstance(value, Tensor):
            if not value:
                return self._end_at_once()
            value = True
        self.predicate = value_of(value, self.tested)
        self.decided = isinstance(value, Tensor)
        self.trace.leave()
        region = self.trace.enter("body", inherit=self.inherit)
        region.condition = self.tested
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
        region.born |= self.tested.born
        self.assume()
        self.note_entry(region)
        for old, new in zip(self.test_values, self.values, strict=True):
            for one, two in zip(old, new, strict=True):
                for key, value in list(self.tested.current.items()):
                    if value is one:
                        region.current[key] = two

    def leave(self, *values: Any) -> tuple[Any, ...]:
        """End the body; once types are settled, returns the variables after the loop."""
        region = self.trace.region
        ends = self.settle(values, region, self.tested)
        if ends is not None and not self.decided and not self.stops():
            if region.terminated:
                raise Untraceable("AG106", "it ends by an exception alone")
            raise Restart(self.sources)
        return self.end_body(values, ends, [], self.tested)

    def staged_as(self, body: Graph, handles: list[Tensor], carried: int) -> list[Value]:
        """Append the loop's node; returns its values."""
        operands = [*self.operands(), *handles]
        params = {"test": self._test_graph(handles), "body": body, "carried": carried}
        return apply("while_loop", operands, params)

    def _test_graph(self, handles: list[Tensor]) -> Graph:
        inputs = [value for values in self.test_values for value in values]
        for handle in handles:
            self.tested.input_for(handle)
        inputs += [self.tested.input_for(handle) for handle in handles]
        graph = self.tested.close(inputs, [self.predicate])
        return self._unless_stopped(graph, handles) if self.stops() else graph

    def _unless_stopped(self, graph: Graph, handles: list[Tensor]) -> Graph:
        """Return a graph that evaluates the condition only while no ``break`` was met."""
        region = Region(self.trace.region, "test")
        inputs = [region.builder.input(value.type) for values in self.test_values for value in values]
        inputs += [region.input_for(handle) for handle in handles]
        never = Region(region, "orelse")
        empty = never.close([never.builder.input(value.type) for value in inputs], [never.constant(False)])
        with within(region):
            going = self.going(region, inputs[self.flag_place()])
        (result,) = region.builder.apply(ops.get("cond"), [going, *inputs], {"then": graph, "orelse": empty})
        return region.close(inputs, [result])
