"""Whether a call of the program did more than return a result."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from autograph.operators.recursive_bodies import has_effects
from autograph.tracing.containers import changed_since, snapshot
from autograph.tracing.trace import Trace

__all__ = ["Begun"]


class Begun:
    """What there was when a call began."""

    def __init__(self, trace: Trace) -> None:
        self.region = trace.region
        self.before = snapshot(whole=True)
        self.nodes = len(self.region.builder.nodes)
        self.values = {key: self.region.current[key] for key in self.region.written}

    def has_left(self, own: AbstractSet[int] = frozenset()) -> bool:
        """Whether something has been written, printed or called since, but for containers of these ids."""
        region = self.region
        written = any(self.values.get(key) is not region.current[key] for key in region.written)
        called = has_effects(region.builder.nodes[self.nodes :])
        return written or called or not changed_since(self.before).keys() <= own
