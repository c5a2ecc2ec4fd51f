"""Loops of the graph: a `for` over as many rounds as data says, and a `while`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograph.operators.carrying import Carrying
from autograph.operators.iteration import Rounds
from autograph.operators.truth import is_data, negation, truth
from autograph.runtime import ops
from autograph.runtime.types import ArrayType
from autograph.tracing.containers import changed_since
from autograph.tracing.encoding import encode, types_of
from autograph.tracing.key_table import assume_same_keys
from autograph.tracing.regions import apply, captured_handles, merge_poison
from autograph.tracing.tensor import Tensor, value_of
from autograph.tracing.trace import Region, Restart, Trace, Untraceable

__all__ = ["StagedFor", "StagedWhile"]


def _region_inputs(loop: Carrying, region: Region, handles: list[Tensor], first: list[Any]) -> list[Any]:
    carried = [value for values in loop.values for value in values]
    return [*first, *carried, *(region.input_for(handle) for handle in handles)]


class StagedFor(Carrying):
    """A ``for`` over as many rounds as data says."""

    def __init__(
        self, trace: Trace, where: Any, names: tuple[str, ...], stop: str | None, rounds: Rounds
    ) -> None:
        super().__init__(trace, where, names, stop)
        self.rounds = rounds

    def __iter__(self) -> Iterator[Any]:
        while not self.done:
            self.reset()
            region = self.trace.enter("body", inherit=self.inherit)
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
        self._check_iterated()
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
        if not self.flags_settled(outputs, region):
            return values
        stop_value = None
        if self.stop is not None and types_of(self.specs[self.stop]):
            stop_value = self.values[self.stop]
        return self._close(region, outputs, stop_value)

    def _check_iterated(self) -> None:
        """Refuse a round that changes what is iterated; stake the run on its adding no keys to a dict."""
        changed = changed_since(self.held)
        if any(id(items) in changed for items in self.rounds.items):
            raise Untraceable("AG105", "a list or dict is changed while it is iterated")
        for items in self.rounds.keys:
            if id(items) in changed and not self.trace.region.terminated:
                assume_same_keys(self.held[id(items)][1], changed[id(items)][1])

    def _close(self, region: Region, outputs: list[Any], stop_value: Any) -> tuple[Any, ...]:
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
        self.note_flags(results[: len(outputs)], outputs, region)
        after: tuple[Any, ...] = self._after(region, results, written, len(outputs))
        return after

    def _after(self, region: Region, results: list[Any], written: list[Tensor], count: int) -> Any:
        outer = self.trace.region
        for handle, value in zip(written, results[count:], strict=True):
            outer.assign(handle, value)
        merge_poison(outer, region)
        return self.finish(region, results[:count])

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


class StagedWhile(Carrying):
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
            raise Untraceable("AG202", "the condition of a `while` changes data")
        if not isinstance(value, Tensor):
            if not value:
                return self._end_at_once()
            value = True
        self.predicate = value_of(value, self.tested)
        self.decided = isinstance(value, Tensor)
        self.trace.leave()
        region = self.trace.enter("body", inherit=self.inherit)
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
        if not self.flags_settled(outputs, region):
            return values
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
        self.note_flags(results[: len(outputs)], outputs, region)
        outer = self.trace.region
        for handle, value in zip(written, results[len(outputs) :], strict=True):
            outer.assign(handle, value)
        merge_poison(outer, region)
        return self.finish(region, results[: len(outputs)])

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
        (result,) = region.builder.apply(ops.get("cond"), [going, *inputs], {"then": graph, "orelse": empty})
        self.trace.region = outer
        return region.close(inputs, [result])
