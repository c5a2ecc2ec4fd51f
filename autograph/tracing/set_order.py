"""A set whose members are data in, its members in the order in which Python gives them out."""

from __future__ import annotations

import dataclasses
from typing import Any

from autograph.tracing.key_table import entries, main_columns
from autograph.tracing.keyed import Keyed
from autograph.tracing.labels import has_labels
from autograph.tracing.lists import used
from autograph.tracing.trace import Untraceable, current, emit
from autograph.tracing.traced_list import Grown

__all__ = ["in_pythons_order", "is_known"]


def is_known(held: Keyed | None) -> bool:
    """Whether it is known how a set came by its members, on which their order depends."""
    trace = current()
    assert trace is not None
    callers = () if trace.lifter is None else trace.lifter.originals
    if any(getattr(shadow, "callers", None) for _, shadow, *_ in callers):
        return False  # one of those may be what it was at first
    return held is None or held.recipe is not None or not held.shrank


def in_pythons_order(held: Keyed) -> Grown:
    """Return the members as the items of a list.

    Raises
    ------
    Untraceable
        If it is not known how the set came by them, or it holds texts, whose hashes differ in each process.
    """
    if has_labels(held.keys.element):
        raise Untraceable("AG105", "a set of texts is iterated: in which order, Python alone knows")
    if not is_known(held):
        raise Untraceable("AG105", "a set of data is iterated: in which order, Python alone knows")
    members = entries(held, held.keys)
    sets: list[Any] = []
    expression = _expression(held, sets)
    columns = _columns(held)
    order = emit("set_order", *columns, *sets, width=len(columns), expression=expression)
    buffers = (emit("get_item", used(members, each), order, index=(("array",),)) for each in members.buffers)
    return dataclasses.replace(members, buffers=tuple(buffers))


def _columns(held: Keyed) -> list[Any]:
    keys = entries(held, held.keys)
    return main_columns(keys.element, [used(keys, buffer) for buffer in keys.buffers])


def _expression(held: Keyed | None, sets: list[Any]) -> Any:
    """Return how a set is made of others, whose columns are added to `sets`, as the op has it."""
    if held is None:
        return ()
    if held.recipe is None:
        columns = _columns(held)
        sets += columns
        return len(sets) // len(columns) - 1
    return (held.recipe.method, *(_expression(operand, sets) for operand in held.recipe.operands))
