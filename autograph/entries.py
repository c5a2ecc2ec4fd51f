"""What there is for the calls of one signature: graphs, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from autograph.bargain import MOST_TRACING, Account
from autograph.explain import Fallback
from autograph.late import engine
from autograph.runtime.records import record
from autograph.tracing.places import Untraceable

if TYPE_CHECKING:
    from autograph.concrete import ConcreteFunction
    from autograph.tracing.lifting import Flat

__all__ = ["REFUSED", "TRIALS", "Entry", "Found", "outside_matches"]

TRIALS = 4
"""Calls of a new graph that are timed against Python."""


class Entry:
    """The graphs of one signature: one for each set of static values, or the reason why there is none.

    Attributes
    ----------
    suspect : Untraceable or None
        What tracing the present call ended with, where that was an exception that may be the program's own.
    raised : int
        Calls that raised it as Python too.
    price : float
        What must have been spent, beside the price of any graph, before it is traced again.
    slow : float
        What the last call as Python took, where that was twice the best of the graph, else 0.
    """

    def __init__(self, spent: float = 0.0) -> None:
        self.decisions = engine.Decisions()
        self.concrete: list[ConcreteFunction] = []
        self.fallback: Fallback | None = None
        self.suspect: Untraceable | None = None
        self.deoptimized = self.raised = 0
        self.account = Account(spent)
        self.python, self._last = 0.0, float("inf")
        self.trials = TRIALS
        self.best = float("inf")
        self.slow = self.price = 0.0

    def took(self, seconds: float) -> None:
        """Note what a call as Python has taken; the one before tells what it was to compile a callee, say."""
        self.python, self._last = min(seconds, self._last), seconds

    @property
    def is_late(self) -> bool:
        """Whether tracing was given up as it took long for what had been spent, and more would help."""
        return self.decisions.is_late and self.decisions.most < MOST_TRACING

    def put_off(self) -> None:
        """Trace anew, for twice as long, when twice as much has been spent."""
        self.price, self.decisions = 4 * self.decisions.most, engine.Decisions()

    @property
    def prefers_python(self) -> bool:
        """Whether the graph is there but Python was faster."""
        return not self.trials and self.best >= self.python

    def find(self, leaves: Sequence[Any], flat: Flat) -> ConcreteFunction | None:
        """Return the graph whose static values and outside variables are those of this call."""
        for concrete in self.concrete:
            if _agrees(concrete, leaves):
                mark = len(flat.leaves)
                if outside_matches(concrete, flat) and _agrees(concrete, flat.leaves):
                    return concrete
                del flat.leaves[mark:]
        return None


def _agrees(concrete: ConcreteFunction, leaves: Sequence[Any]) -> bool:
    """Whether those leaves that there are (outside variables come last) are what a graph took by value."""
    return all(
        engine.static_now(key, leaves) == value
        for key, value in concrete.static.items()
        if key[1] < len(leaves)
    )


def outside_matches(concrete: ConcreteFunction, flat: Flat) -> bool:
    """Take the outside variables of a graph apart; return whether they are what it was made for."""
    if not all(binding.holds() for binding in concrete.bindings):
        return False
    if not concrete.outside:
        return True
    for variable, key in concrete.outside:
        flat.static_numbers = variable.static
        try:
            if flat.key(variable.get()) != key:
                return False
        except (Untraceable, AttributeError, KeyError, ValueError):
            return False
    return True


@record(frozen=True)
class Found:
    """What there is for a call: an entry, if its arguments can be told apart, and a graph to run at once."""

    entry: Entry | None = None
    concrete: ConcreteFunction | None = None
    flat: Flat | None = None

    @property
    def hopeless(self) -> bool:
        """Whether there will be no graph for such a call."""
        return self.entry is None or self.entry.fallback is not None


REFUSED = Found()
