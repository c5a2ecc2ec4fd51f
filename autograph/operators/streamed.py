"""A ``for`` over a generator whose branches and loops are of the graph: its body goes to each ``yield``."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from types import FrameType, FunctionType
from typing import Any

from autograph.converters.compile import cells_of
from autograph.operators.generators import Steps
from autograph.operators.truth import is_data, truth
from autograph.tracing.containers import Snapshot, snapshot, watch_cell
from autograph.tracing.decoding import decode
from autograph.tracing.encoding import types_of
from autograph.tracing.nothing import NOTHING
from autograph.tracing.sharing import Suspended
from autograph.tracing.spec import Number, Sequence, Static, abstract, generalise
from autograph.tracing.trace import Region, Untraceable, current
from autograph.tracing.watching import register

__all__ = ["Streamed", "streamed"]


MAX_DEPTH = 12
"""How deep a generator may give items to a loop of its own."""


class _State:
    """The variables of the loop, while the generator runs: its branches and loops carry what they change."""


class Streamed(Suspended):
    """The rounds of a ``for`` over a generator that it drives.

    Each round is traced in the block in which the generator yields. Once that has ended, what the variables
    are is known in the block around the loop; they get it by one more round, all of which is dropped.
    Those that other functions can read, by `seen`, hold their values themselves all the time.
    """

    staged = True

    def __init__(
        self,
        generator: Any,
        names: tuple[str, ...],
        stop: str | None,
        frame: FrameType,
        seen: FunctionType | None,
    ) -> None:
        trace = current()
        assert trace is not None
        self.trace = trace
        self.generator = generator
        self.names = names
        self.stop = None if stop is None else names.index(stop)
        self.frame = frame
        self.state = register(_State())
        cells = {} if seen is None else cells_of(seen)
        for name, cell in cells.items():
            watch_cell(cell, name)
        self.own = [name not in cells for name in names]
        self._store([frame.f_locals[name] for name in names])
        self.deep = self.ended = False
        self.left: Any = None
        self.before: Snapshot | None = None
        self.seen: tuple[Any, ...] = ()

    def _values(self, now: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(
            getattr(self.state, name) if own else value
            for name, own, value in zip(self.names, self.own, now, strict=True)
        )

    def _store(self, values: Any) -> None:
        for name, own, value in zip(self.names, self.own, values, strict=True):
            if own:
                setattr(self.state, name, value)

    def __iter__(self) -> Iterator[Any]:
        outer = self.trace.region
        item_spec = None
        for item in self._items():
            self.deep |= self.trace.region is not outer
            item_spec = generalise(abstract(item)) if self.deep else None
            yield item
            if self.left is True and not self.deep:
                for _ in self._items():
                    raise Untraceable("AG202", "`yield` where a generator is left")
                return
        if self.deep and self.names:
            region = self.trace.enter("after")
            yield _some(item_spec, region)

    def _items(self) -> Iterator[Any]:
        """Yield what the generator yields; meanwhile the variables of the loop are those that it carries."""
        while True:
            self.trace.dormant.append((self.frame, self.names))
            try:
                item = self.generator.send(self.left)
            except StopIteration:
                self.ended = True
                return
            finally:
                self.trace.dormant.pop()
            yield item

    def enter(self, *now: Any) -> tuple[Any, ...]:
        """Begin a round."""
        values = self._values(now)
        if self.ended:
            self.before, self.seen = snapshot(), now
        else:
            self._store([None] * len(values))  # the body's variables alone hold them now
        return values

    def leave(self, *values: Any) -> tuple[Any, ...]:
        """End a round."""
        if self.ended:
            self.trace.leave()
            assert self.before is not None
            self.before.restore()
            return self._values(self.seen)
        self._store(values)
        self.left = values[self.stop] if self.stop is not None else False
        if is_data(self.left):
            self.left = truth(self.left)
        return values


def _some(spec: Any, region: Region) -> Any:
    """Return an item like those that were yielded, in a block that is dropped."""
    spec = _on_its_own(spec)
    return decode(spec, [region.builder.input(type_) for type_ in types_of(spec)], region)


def _on_its_own(spec: Any) -> Any:
    """Return the spec of an item without what belongs to another block: iterators, the memory of arrays."""
    if isinstance(spec, Number) and spec.type is not None and spec.type.kind == "array":
        return Number(spec.type.with_(layout="A"), spec.alternatives, carrier=spec.carrier)
    if isinstance(spec, Static) and hasattr(type(spec.value), "__next__"):
        return Static(NOTHING)
    if isinstance(spec, Sequence):
        return dataclasses.replace(spec, items=tuple(map(_on_its_own, spec.items)))
    return spec


def streamed(
    iterable: Any,
    names: tuple[str, ...],
    stop: str | None,
    frame: FrameType,
    seen: FunctionType | None,
) -> Streamed | None:
    """Return the rounds of a loop that drives a generator; None for any other iterable."""
    if not isinstance(iterable, Steps) or not iterable.is_drivable:
        return None
    if iterable.whole and stop is not None:
        raise Untraceable("AG201", "a generator that a loop may leave inside `with`")
    trace = current()
    assert trace is not None
    if sum(waiting.f_code is frame.f_code for waiting, _ in trace.dormant) > MAX_DEPTH:
        raise Untraceable("AG206", "a generator that calls itself")
    return Streamed(iterable.driven(), names, stop, frame, seen)
