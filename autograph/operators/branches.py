"""An `if` that data decides: both branches are staged, and what they leave behind is merged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from autograph.tracing.choice import Choice
from autograph.tracing.containers import changed_since, restore, snapshot
from autograph.tracing.regions import emit_cond
from autograph.tracing.sharing import (
    content_of,
    detached,
    is_container,
    made_within,
    shared_among,
    with_content,
)
from autograph.tracing.spec import NOTHING, Same
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import Region, Restart, Untraceable, current

__all__ = ["StagedIf"]


class StagedIf:
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

    def __iter__(self) -> Iterator[StagedIf]:
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
            merged = emit_cond(self.test, then, orelse, pairs, touched)
        except Untraceable as problem:
            if self.test.sources is not None and problem.code in ("AG102", "AG105", "AG104"):
                raise Restart(self.test.sources) from None
            raise
        if then.terminated and orelse.terminated:
            self.trace.region.terminated = True
        for (container, _), held in zip(touched.values(), merged[len(self.names) :], strict=True):
            restore(container, held)
        self.before.clear()
        return tuple(merged[: len(self.names)])

    def _told_apart(self, one: Any, two: Any) -> tuple[Any, Any]:
        """Return what a variable is after the branches, lists and dicts with other names as themselves."""
        if one is two:
            return one, two
        made: list[Any] = [one, two]
        for side, (region, _, changed) in enumerate(self.ends):
            item = made[side]
            held = content_of(item)
            if not is_container(held):
                continue
            if id(held) in self.shared:
                if made_within(held, region) or isinstance(item, Choice):
                    raise Untraceable("AG105", "a list with several names, made in a branch")
                made[side] = Same(item)
            elif id(held) in changed:
                made[side] = with_content(item, detached(held, changed[id(held)][1]))
        return made[0], made[1]

    @staticmethod
    def _of(region: Region, values: tuple[Any, ...]) -> tuple[Any, ...]:
        return (NOTHING,) * len(values) if region.terminated else values

    @staticmethod
    def _held(region: Region, changed: dict[int, tuple[Any, Any]], key: int, before: Any) -> Any:
        if region.terminated:
            return NOTHING
        return changed[key][1] if key in changed else before
