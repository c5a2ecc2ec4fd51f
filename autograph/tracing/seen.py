"""Views told by their way to an array: what two paths have in common, and what data tells apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograph.runtime.records import record
from autograph.runtime.types import ArrayType, Symbol, symbol
from autograph.tracing.tensor import Tensor, View, root_of

__all__ = ["Seen", "operands_of", "rebuilt", "seen_of", "window_of"]

SECTION = ("slice", True, True, None)
"""What an index holds for a part of an axis that has a start and a stop."""

_INT = ArrayType(np.dtype(np.int64), (), "python")


@record(frozen=True, eq=False)
class Seen:
    """All the views of one array through the same steps, whatever the indices that are data.

    Attributes
    ----------
    key : tuple
        Tells it from others.
    base : Tensor
        Whose memory is seen.
    steps : tuple of (str, dict, tuple, ArrayType, bool)
        Ops, their params, their operands (constants, or the types of data), what they give, and whether
        that is read-only.
    """

    key: Any
    base: Tensor
    steps: tuple[tuple[str, dict[str, Any], tuple[Any, ...], ArrayType, bool], ...]

    @property
    def slots(self) -> list[ArrayType]:
        """The types of the operands that are data, in order."""
        return [item for step in self.steps for item in step[2] if isinstance(item, ArrayType)]


def window_of(origins: Sequence[Tensor | Seen]) -> Seen | None:
    """Return the sections of an array, with a start and stop for each axis, if it may be no other part."""
    sections = [origin for origin in origins if isinstance(origin, Seen)]
    whole = [origin for origin in origins if isinstance(origin, Tensor)]
    if len(sections) != 1 or len(whole) > 1 or len(sections[0].steps) != 1:
        return None
    ((op, params, slots, _, _),) = sections[0].steps
    is_section = op == "get_item" and all(entry == SECTION for entry in params["index"])
    if not is_section or not all(isinstance(slot, ArrayType) for slot in slots):
        return None
    base = sections[0].base
    return sections[0] if all(array.key == base.key and not array.identity for array in whole) else None


def _views_of(handle: Tensor) -> list[tuple[View, Tensor]]:
    """Return the steps from the array to a view of it, each with what it gives."""
    found: list[tuple[View, Tensor]] = []
    while handle.through is not None:
        found.insert(0, (handle.through, handle))
        handle = handle.through.base
    return found


def _is_index(view: View, place: int) -> bool:
    """Whether an operand is one integer that picks a row: which one makes no other view."""
    if view.op != "get_item":
        return False
    owners = [
        entry[0]
        for entry in view.params["index"]
        for _ in range(1 if entry[0] == "int" else sum(flag is True for flag in entry[1:3]))
    ]
    return place < len(owners) and owners[place] == "int"


def _slot(view: View, place: int) -> Any:
    operand = view.operands[place]
    if isinstance(operand, Tensor):
        return operand.type
    return _INT if type(operand) is int and _is_index(view, place) else operand


def seen_of(handle: Tensor) -> Seen | None:
    """Return what tells a view; None where it cannot be made again elsewhere."""
    views = _views_of(handle)
    for view, _ in views:
        for operand in view.operands:
            if isinstance(operand, Tensor) and (operand.alternatives or not operand.type.is_scalar):
                return None
    steps = tuple(
        (
            view.op,
            view.params,
            tuple(_slot(view, place) for place in range(len(view.operands))),
            made.type,
            made.read_only,
        )
        for view, made in views
    )
    base = root_of(handle)
    key = (base.key, tuple((op, repr(params), repr(slots), locked) for op, params, slots, _, locked in steps))
    return Seen(key, base, steps)


def operands_of(handle: Tensor) -> list[Any]:
    """Return a view's operands that are data, in the order of :attr:`Seen.slots`."""
    return [
        operand
        for view, _ in _views_of(handle)
        for place, operand in enumerate(view.operands)
        if isinstance(_slot(view, place), ArrayType)
    ]


def rebuilt(seen: Seen, operands: list[Any]) -> Tensor:
    """Return the view with these operands; it may be one that was made before."""
    rest = list(operands)
    handle = seen.base
    for op, params, slots, type_, locked in seen.steps:
        made = tuple(rest.pop(0) if isinstance(slot, ArrayType) else slot for slot in slots)
        shape = tuple(symbol() if isinstance(size, Symbol) else size for size in type_.shape)
        handle = Tensor(type_.with_(shape=shape), None, View(handle, op, made, params))
        handle.read_only = locked
    handle.merged = True
    return handle
