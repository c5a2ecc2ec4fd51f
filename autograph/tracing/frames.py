"""One run of a graph, and the recipes that make its results of what the graph returned."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

__all__ = ["Frame", "Rebuild", "as_text", "text_of"]

Rebuild = Callable[["Frame"], Any]
"""Makes one object of a call's results from what the graph returned."""


class Frame:
    """One run of a graph: what it returned, and the objects it was called with."""

    __slots__ = ("leaves", "made", "objects", "results")

    def __init__(self, results: Sequence[Any], leaves: Sequence[Any], objects: Sequence[Any]) -> None:
        self.results = results
        self.leaves = leaves
        self.objects = objects
        self.made: dict[Any, Any] = {}

    def rows(self, number: int | tuple[int, int]) -> list[Any]:
        """Return what was in one of the lists that the function was called with."""
        key = "rows", number
        if key not in self.made:
            self.made[key] = list(self.object(number))
        known: list[Any] = self.made[key]
        return known

    def object(self, number: int | tuple[int, int]) -> Any:
        """Return one of the objects that the function was called with, or an item of one."""
        return self.objects[number] if isinstance(number, int) else self.objects[number[0]][number[1]]


def as_text(rebuild: Rebuild, text: str) -> Rebuild:
    """Note the expression that a recipe stands for, so that the call path need not call it."""
    rebuild.text = text  # type: ignore[attr-defined]
    return rebuild


def text_of(rebuild: Rebuild) -> str | None:
    """Return a recipe as an expression of the names ``results`` and ``leaves``, if it is that simple."""
    return getattr(rebuild, "text", None)
