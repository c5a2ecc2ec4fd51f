"""An `if` that data decides: both branches are staged, and what they leave behind is merged."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Any

from autograph.tracing.attempts import merged_flags
from autograph.tracing.choice import Choice
from autograph.tracing.containers import changed_since, contents, restore, snapshot
from autograph.tracing.keyed import KeyedContainer
from autograph.tracing.liveness import live_after
from autograph.tracing.nested_lists import any_list, arrange
from autograph.tracing.regions import emit_cond
from autograph.tracing.sharing import (
    References,
    alike,
    content_of,
    detached,
    held_twice,
    items_of,
    like,
    made_within,
    replaced,
    replaced_inside,
    with_content,
)
from autograph.tracing.spec import NOTHING, Same
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import Region, Restart, Untraceable, current, forgo
from autograph.tracing.traced_list import ListContents, Lost

__all__ = ["StagedIf"]


class StagedIf:
    """An ``if`` on data: iterated twice, with the variables set back in between.

    Where they leave a list of lists in arrays, it is put into arrays before, and they are traced again.

    Attributes
    ----------
    is_left : bool
        Whether the second branch leaves the variables that the first one found, which nothing else holds now.
    """

    staged = True
    failures = Exception

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
        self.references: list[References] = []
        self.shared: set[int] = set()
        self.done = False
        self.is_left = False

    def __iter__(self) -> Iterator[StagedIf]:
        while not self.done:
            self.then = True
            yield self
            self.then = False
            yield self

    def enter(self, *values: Any) -> tuple[Any, ...]:
        """Begin a branch; returns the variables as they were before the statement."""
        if self.then:
            self.initial = values
        else:
            self.before.restore()
        flight = self.trace.flight
        soft = flight is not None and flight.reaches(self.trace.region)
        self.trace.enter("then" if self.then else "orelse").soft = flight if soft else None
        self.begun = self.trace.stance()
        return self.initial

    def fail(self) -> None:
        """End a branch whose tracing has raised an exception: the run is staked on not coming there."""
        self.trace.stand(self.begun)
        if not self.trace.region.terminated:
            forgo(f"a branch that raises {type(sys.exception()).__name__}")

    def run(self, call: Callable[[], Any]) -> Any:
        """Return what a branch that is an expression gives."""
        if not self.trace.is_thorough:
            return call()
        try:
            return call()
        except Exception:  # whatever the program raises there
            self.fail()
            return NOTHING

    def leave(self, *values: Any) -> tuple[Any, ...]:
        """End a branch; after the second, returns the variables as they are after the statement."""
        changed = changed_since(self.before)
        self.references.append(References(self, live_after))
        self.ends.append((self.trace.leave(), values, changed))
        if self.then:
            return values
        if self._arrange():
            return self.initial
        self.done = True
        return self._merge()

    def _arrange(self) -> bool:
        """Put lists of lists that the branches leave in arrays into arrays before them; say if any are."""
        ends = [changed for _, _, changed in self.ends]
        found = []
        for container, held in self.before.values():
            after = [changed.get(id(container), (container, held))[1] for changed in ends]
            if isinstance(held, ListContents) and any_list(held) and not _is_as_long(held, after):
                found.append(container)
        if not found:
            return False
        self.before.restore()
        arranged = False
        for container in found:
            if container.in_arrays:
                continue
            try:
                arrange(container)
            except Untraceable:
                if arranged:  # what was put into arrays would not fit what the branches left
                    raise
                return False
            arranged = True
        self.ends, self.references, self.shared = [], [], set()
        return True

    def _merge(self) -> tuple[Any, ...]:
        (then, then_values, then_changed), (orelse, else_values, else_changed) = self.ends
        pairs = list(zip(self._of(then, then_values), self._of(orelse, else_values), strict=True))
        touched = {**then_changed, **else_changed}
        for key in touched:
            held = self.before[key][1]
            pairs.append(
                (self._held(then, then_changed, key, held), self._held(orelse, else_changed, key, held))
            )
        for side, references in enumerate(self.references):
            values = [pair[side] for pair in pairs]
            count = len(self.names)
            self.shared |= references.shared(values[:count], values[count:], self._state(side))
            if side and self.is_left:
                self.shared |= held_twice(values[:count])
        flags = merged_flags((then, orelse))
        try:
            pairs = [self._told_apart(one, two) for one, two in pairs] + flags
            for key, (container, _) in touched.items():
                restore(container, self.before[key][1])
            merged = emit_cond(self.test, then, orelse, pairs, (then_changed, else_changed))
        except Untraceable as problem:
            if self.test.sources is not None and problem.code in ("AG102", "AG105", "AG104"):
                raise Restart(self.test.sources) from None
            raise
        if then.terminated and orelse.terminated and not flags:
            self.trace.region.terminated = True
        count = len(self.names) + len(touched)
        _leave_behind([container for container, _ in touched.values()], merged[len(self.names) : count])
        self.before.clear()
        if flags:
            flag, kind, *data = merged[count:]
            self.trace.flight.record(flag, kind, tuple(data))
        return tuple(merged[: len(self.names)])

    def _told_apart(self, one: Any, two: Any, *, inside: bool = False) -> tuple[Any, Any]:
        """Return what a variable is after the branches, lists and dicts with other names as themselves.

        Those that it holds `inside`, the same after both branches, are themselves in any case.
        """
        if one is two:
            same = replaced(one, Same) if inside else one
            return same, same
        if alike(one, two):
            pairs = zip(items_of(one), items_of(two), strict=True)
            made = [self._told_apart(a, b, inside=True) for a, b in pairs]
            return like(one, [a for a, _ in made]), like(two, [b for _, b in made])
        return (
            self._named(one, 0, alone=two is NOTHING, fixed=inside and not _is_keyed(two)),
            self._named(two, 1, alone=one is NOTHING, fixed=inside and not _is_keyed(one)),
        )

    def _state(self, side: int) -> Callable[[Any], Any]:
        """Return a function from a list or dict to what it holds after one of the branches."""
        changed = self.ends[side][2]

        def state(container: Any) -> Any:
            key = id(container)
            if key in changed:
                return changed[key][1]
            return self.before[key][1] if key in self.before else contents(container)

        return state

    def _named(self, value: Any, side: int, *, alone: bool, fixed: bool) -> Any:
        """Return what a variable is after one of the branches, `alone` if the other never ends.

        A dict in a tuple is itself where that is `fixed`: no copy can take its place.
        """
        region, _, changed = self.ends[side]
        state = self._state(side)

        def change(item: Any) -> Any:
            container = content_of(item)
            key = id(container)
            if key in self.shared:
                if made_within(container, region) or isinstance(item, Choice):
                    raise Untraceable("AG105", "a list with several names, made in a branch")
                return Same(item)
            is_itself = fixed and item is value and _is_keyed(item)
            if (is_itself or (alone and container is item)) and not made_within(container, region):
                return Same(item)
            held = state(container)
            if key in changed:
                item = with_content(item, detached(container, held))
            return replaced_inside(item, held, change)

        return replaced(value, change)

    @staticmethod
    def _of(region: Region, values: tuple[Any, ...]) -> tuple[Any, ...]:
        return (NOTHING,) * len(values) if _is_dead(region) else values

    @staticmethod
    def _held(region: Region, changed: dict[int, tuple[Any, Any]], key: int, before: Any) -> Any:
        if _is_dead(region):
            return NOTHING
        return changed[key][1] if key in changed else before


def _leave_behind(containers: list[Any], held: list[Any]) -> None:
    """Give containers that a branch changes what they hold afterwards, unless copies took their places."""
    for container, inside in zip(containers, held, strict=True):
        if not isinstance(contents(container), Lost):
            restore(container, inside)


def _is_dead(region: Region) -> bool:
    """Whether nothing goes on from the end of a branch, no handler either."""
    return region.terminated and region.raised is None


def _is_keyed(item: Any) -> bool:
    return isinstance(content_of(item), KeyedContainer)


def _is_as_long(held: ListContents, after: list[Any]) -> bool:
    """Whether a list has as many items, known ones, after both branches."""
    return all(isinstance(end, ListContents) and len(end) == len(held) for end in after)
