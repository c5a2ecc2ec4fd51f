"""How an index is written in a node's params, and which operands its parts take."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

__all__ = ["Entry", "Index", "Step", "index_operands", "is_basic", "is_view", "operand_count", "steps_of"]

Entry = tuple[Any, ...]
Index = tuple[Entry, ...]
Step = tuple[Any, ...]
"""A view that a write goes through: see `autograph.runtime.ops.indexing`."""


def is_basic(index: Index) -> bool:
    """Whether the index picks a view in NumPy: no index arrays and no masks."""
    return all(entry[0] in ("int", "slice", "new") for entry in index)


def operand_count(entry: Entry) -> int:
    """Return how many operands an index entry consumes."""
    if entry[0] == "slice":
        return int(entry[1]) + int(entry[2]) + int(entry[3] == "data")
    return 0 if entry[0] == "new" else 1


def index_operands(index: Sequence[Entry], operands: Sequence[Any]) -> list[tuple[Entry, Sequence[Any]]]:
    """Return each index entry with the operands it consumes."""
    found, position = [], 0
    for entry in index:
        count = operand_count(entry)
        found.append((entry, operands[position : position + count]))
        position += count
    return found


def steps_of(steps: Sequence[Step], operands: Sequence[Any]) -> list[tuple[Step, Sequence[Any]]]:
    """Return each step of a write with the operands it consumes."""
    found, position = [], 0
    for step in steps:
        count = step[2] if is_view(step) else sum(map(operand_count, step))
        found.append((step, operands[position : position + count]))
        position += count
    return found


def is_view(step: Step) -> bool:
    """Whether a step of a write is another view than an index."""
    return step[:1] == ("view",)
