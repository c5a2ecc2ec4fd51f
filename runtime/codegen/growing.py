"""Arrays that are handed on, sometimes as they are and sometimes longer: under one name where that can be."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

from autograph.runtime.codegen.emitter import Emitter
from autograph.runtime.codegen.values import Array, stored_array
from autograph.runtime.graph import Node, Value

__all__ = ["handed_on", "replaceable", "reserve"]


def replaceable(emit: Emitter, node: Node, value: Value) -> bool:
    """Whether the variable of an operand may hold a result: nothing else reads what it holds now."""
    found = emit.env.get(value)
    return (
        isinstance(found, Array)
        and found.name is not None
        and found.name in emit.own
        and emit.readers.get(value) == [node]
        and emit.uses[value] == 1
    )


@contextlib.contextmanager
def handed_on(emit: Emitter, node: Node, condition: str) -> Iterator[Callable[[str], str]]:
    """Write that the node's result is its first operand, or a new array where the condition holds.

    Gives a function that writes the allocation for a size and returns the new array's name; what is
    written inside fills it.
    """
    buffer, result = node.inputs[0], node.outputs[0]
    old = emit.stored(buffer)
    name = old if replaceable(emit, node, buffer) else emit.name(result.hint, "roomy")
    made: list[str] = []

    def allocate(size: str) -> str:
        made.append(emit.allocate([size], result.type.dtype))
        return made[0]

    with emit.block(f"if {condition}:"):
        yield allocate
        emit.line(f"{name} = {made[0]}")
    if name != old:
        with emit.block("else:"):
            emit.line(f"{name} = {old}")
    emit.contiguous.add(name)
    emit.own |= {name}
    emit.roots[name] = emit.roots.get(old, frozenset([old])) | {name, made[0]}
    emit.env[result] = stored_array(name, emit.shape_of(name, result.type), emit.roots[name])


def reserve(emit: Emitter, node: Node) -> None:
    """Write that a buffer becomes longer where it is full."""
    buffer, count = node.inputs
    old, size = emit.stored(buffer), emit.array(buffer).dims[0]
    with handed_on(emit, node, f"{emit.variable(count)} >= {size}") as made:
        fresh = made(f"2 * {size} + 8")
        with emit.nest([size]) as (index,):
            emit.line(f"{fresh}[{index}] = {old}[{index}]")
