"""A source of choices in, decisions out: one grammar serves a fast seeded generator and Hypothesis."""

from __future__ import annotations

import random
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import TypeVar

__all__ = ["Choices", "Drawn", "Seeded"]

T = TypeVar("T")


class Choices(ABC):
    """Decides; 0 is always the simplest decision, which is what shrinking moves towards."""

    @abstractmethod
    def below(self, bound: int) -> int:
        """Return an int of ``range(bound)``."""

    def between(self, low: int, high: int) -> int:
        """Return an int of ``low`` to ``high``, both included."""
        return low + self.below(high - low + 1)

    def chance(self, percent: int) -> bool:
        """Return True in about `percent` of a hundred cases."""
        return self.below(100) >= 100 - percent

    def pick(self, items: Sequence[T]) -> T:
        """Return one of the items; the first is the simplest."""
        return items[self.below(len(items))]

    def weighted(self, items: Sequence[tuple[int, T]]) -> T:
        """Return one item of (weight, item) pairs; the first is the simplest."""
        place = self.below(sum(weight for weight, _ in items))
        for weight, item in items:
            place -= weight
            if place < 0:
                return item
        raise AssertionError("weights must be positive")


class Seeded(Choices):
    """Decides by a pseudo-random generator: the same seed, the same decisions.

    Parameters
    ----------
    seed : int or str
    """

    def __init__(self, seed: int | str) -> None:
        self._random = random.Random(seed)
        self._next = self._random.random

    def below(self, bound: int) -> int:
        """Return an int of ``range(bound)``."""
        return int(self._next() * bound)


class Drawn(Choices):
    """Decides by drawing from Hypothesis, which can then shrink what was decided.

    Parameters
    ----------
    draw : callable
        Takes a bound and returns an int of ``range(bound)``.
    """

    def __init__(self, draw: Callable[[int], int]) -> None:
        self._draw = draw

    def below(self, bound: int) -> int:
        """Return an int of ``range(bound)``."""
        return self._draw(bound) if bound > 1 else 0
