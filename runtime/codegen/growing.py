"""Arrays that are handed on, sometimes as they are and sometimes longer: under one name where that can be."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

from autograph.runtime.codegen.emitter import Emitter
from autograph.runtime.codegen.values import Array, stored_array
from autograph.runtime.graph import Node, Value

__all__ = ["handed_on", "relocate", "replaceable", "reserve"]


def replaceable(emit: Emitter, node: Node, value: Value) -> bool:
    """Whether the variable of an operand may hold a result: nothing else reads what it holds now."""
    found = emit.env.get(value)
    return (
        isinstance(found, Array)
        and found.name in emit.own
        and emit.readers.get(value) == [node]
        and emit.uses[value] == 1
    )


@contextlib.contextmanager
def handed_on(emit: Emitter, node: Node, condition: str) -> Iterator[Callable[[list[str]], str]]:
    """Write that the node's result is its first operand, or a new array where the condition holds.

    Gives a function that writes the allocation for some sizes and returns the new array's name; what is
    written inside fills it.
    """
    buffer, result = node.inputs[0], node.outputs[0]
    old = emit.stored(buffer)
    name = old if replaceable(emit, node, buffer) else emit.name(result.hint, "roomy")
    made: list[str] = []

    def allocate(sizes: list[str]) -> str:
        made.append(emit.allocate(sizes, result.type.dtype))
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
    old, dims, wanted = emit.stored(buffer), emit.array(buffer).dims, emit.variable(count)
    axis = node.params["axis"]
    with handed_on(emit, node, f"{wanted} >= {dims[axis]}") as made:
        fresh = made([*dims[:axis], f"maximum(2 * {dims[axis]} + 8, {wanted} + 1)", *dims[axis + 1 :]])
        with emit.nest([f"{fresh}.shape[{place}]" for place in range(len(dims))]) as index:
            emit.line(f"{fresh}[{', '.join(index)}] = 0")
        with emit.nest(dims) as index:
            emit.line(f"{fresh}[{', '.join(index)}] = {old}[{', '.join(index)}]")


def relocate(emit: Emitter, node: Node) -> None:
    """Write that what is in a buffer moves, within it or to another one."""
    buffer, *operands = node.inputs
    start, count, size, place = map(emit.variable, operands)
    old, dims = emit.stored(buffer), emit.array(buffer).dims
    with handed_on(emit, node, f"{size} != {dims[0]} or {place} != {start}") as made:
        fresh = made([size, *dims[1:]])
        with emit.nest([size, *dims[1:]]) as index:
            emit.line(f"{fresh}[{', '.join(index)}] = 0")
        with emit.nest([count, *dims[1:]]) as (row, *index):
            to, source = (", ".join([f"{begin} + {row}", *index]) for begin in (place, start))
            emit.line(f"{fresh}[{to}] = {old}[{source}]")
