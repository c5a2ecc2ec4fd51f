"""A ``for`` of the graph whose first round is apart, for it leaves other kinds of values than it finds."""

from __future__ import annotations

import dataclasses
import operator
from collections.abc import Iterator
from typing import Any

from autograph.operators.iteration import Rounds
from autograph.operators.staged_loops import StagedFor
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import emit

__all__ = ["Peeled", "can_be_peeled"]


def can_be_peeled(rounds: Rounds) -> bool:
    """Whether it is known in which direction a loop counts."""
    return isinstance(rounds.bounds[2], int)


class Peeled:
    """The rounds of a ``for``, the first one traced where the loop stands; the run is staked on its being.

    Parameters
    ----------
    rounds : Rounds
        All of them.
    make : callable
        From rounds to the loop of the graph.
    """

    def __init__(self, rounds: Rounds, make: Any) -> None:
        self.rounds = rounds
        self.make = make
        self.loop: StagedFor | None = None
        self.staged = False

    def __iter__(self) -> Iterator[Any]:
        start, stop, step = self.rounds.bounds
        some = operator.lt(start, stop) if step > 0 else operator.gt(start, stop)
        if isinstance(some, Tensor):
            emit("assume", some, reason="a loop without rounds")
        elif not some:
            return
        yield self.rounds.at(start)
        self.staged = True
        self.loop = self.make(dataclasses.replace(self.rounds, bounds=(start + step, stop, step)))
        yield from self.loop

    def enter(self, *values: Any) -> tuple[Any, ...]:
        """Begin a round after the first."""
        assert self.loop is not None
        return self.loop.enter(*values)

    def leave(self, *values: Any) -> tuple[Any, ...]:
        """End a round after the first."""
        assert self.loop is not None
        return self.loop.leave(*values)
