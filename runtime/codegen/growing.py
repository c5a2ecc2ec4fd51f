"""Arrays that are handed on, sometimes as they are and sometimes longer: under one name where that can be."""

from __future__ import annotations

from autograph.runtime.codegen.emitter import Emitter
from autograph.runtime.codegen.values import Array, stored_array
from autograph.runtime.graph import Node, Value

__all__ = ["replaceable", "reserve"]


def replaceable(emit: Emitter, node: Node, value: Value) -> bool:
    """Whether the variable of an operand may hold a result: nothing else reads what it holds now."""
    found = emit.env.get(value)
    return (
        isinstance(found, Array)
        and found.name in emit.own
        and emit.readers.get(value) == [node]
        and emit.uses[value] == 1
    )


def reserve(emit: Emitter, node: Node) -> None:
    """Write that a buffer becomes longer where it is full."""
    buffer, count = node.inputs
    result = node.outputs[0]
    old = emit.stored(buffer)
    size = emit.array(buffer).dims[0]
    full = f"{emit.variable(count)} >= {size}"
    name = old if replaceable(emit, node, buffer) else emit.name(result.hint, "roomy")
    with emit.block(f"if {full}:"):
        fresh = emit.allocate([f"2 * {size} + 8"], result.type.dtype)
        with emit.nest([size]) as (index,):
            emit.line(f"{fresh}[{index}] = {old}[{index}]")
        emit.line(f"{name} = {fresh}")
    if name != old:
        with emit.block("else:"):
            emit.line(f"{name} = {old}")
    emit.contiguous.add(name)
    emit.own |= {name}
    emit.roots[name] = emit.roots.get(old, frozenset([old])) | {name, fresh}
    emit.env[result] = stored_array(name, emit.shape_of(name, result.type), emit.roots[name])
