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
    dims, wanted = emit.array(buffer).dims, emit.variable(count)
    axis = node.params["axis"]
    name = old if replaceable(emit, node, buffer) else emit.name(result.hint, "roomy")
    with emit.block(f"if {wanted} >= {dims[axis]}:"):
        longer = [*dims[:axis], f"maximum(2 * {dims[axis]} + 8, {wanted} + 1)", *dims[axis + 1 :]]
        fresh = emit.allocate(longer, result.type.dtype)
        with emit.nest([f"{fresh}.shape[{place}]" for place in range(len(dims))]) as index:
            emit.line(f"{fresh}[{', '.join(index)}] = 0")
        with emit.nest(dims) as index:
            emit.line(f"{fresh}[{', '.join(index)}] = {old}[{', '.join(index)}]")
        emit.line(f"{name} = {fresh}")
    if name != old:
        with emit.block("else:"):
            emit.line(f"{name} = {old}")
    emit.contiguous.add(name)
    emit.own |= {name}
    emit.roots[name] = emit.roots.get(old, frozenset([old])) | {name, fresh}
    emit.env[result] = stored_array(name, emit.shape_of(name, result.type), emit.roots[name])
