"""What branches and loops have in common: regions whose inputs are bound, and what is known inside them."""

from __future__ import annotations

from collections.abc import Sequence

from autograph.runtime.codegen.emitter import Emitter
from autograph.runtime.codegen.values import Array, stored_array
from autograph.runtime.graph import Graph, Node, Value
from autograph.runtime.records import record

__all__ = ["Scope", "bind_inputs", "bind_result", "learn_sizes", "origin", "outputs", "writes"]


def origin(graph: Graph, value: Value) -> Value:
    """Return the array whose storage `value` surely has: follow in-place writes, branches and loops back."""
    makers = {output: node for node in graph.nodes for output in node.outputs}
    while value in makers:
        before = _one_back(makers[value], value)
        if before is None:
            break
        value = before
    return value


def _one_back(node: Node, value: Value) -> Value | None:
    place = node.outputs.index(value)
    if node.op.name == "set_item":
        return node.inputs[0] if node.params.get("inplace") else None
    if node.op.name == "cond":
        found = [
            _input_number(branch, branch.outputs[place])
            for branch in (node.params["then"], node.params["orelse"])
        ]
        return node.inputs[1 + found[0]] if found[0] is not None and found[0] == found[1] else None
    if node.op.name in ("while_loop", "for_loop"):
        skip = 1 if node.op.name == "for_loop" else 0
        body = node.params["body"]
        same = origin(body, body.outputs[place]) is body.inputs[place + skip]
        return node.inputs[place + 3 * skip] if same else None
    return None


def _input_number(graph: Graph, value: Value) -> int | None:
    found = origin(graph, value)
    return graph.inputs.index(found) if found in graph.inputs else None


def writes(graph: Graph) -> bool:
    """Whether a region writes into memory that it was given."""
    return any(
        bool(node.params.get("inplace")) or any(writes(region) for region in node.regions.values())
        for node in graph.nodes
    )


def bind_inputs(emit: Emitter, inputs: Sequence[Value], operands: Sequence[Value]) -> None:
    """Let a region's inputs be its operands."""
    for inner, outer in zip(inputs, operands, strict=True):
        emit.env[inner] = emit.env[outer]
        emit.facts.pop(inner, None)
        if outer in emit.facts:
            emit.facts[inner] = emit.facts[outer]
        emit.numbers.pop(inner, None)
        if outer in emit.numbers:
            emit.numbers[inner] = emit.numbers[outer]
        found = emit.env[outer]
        if isinstance(found, Array):
            learn_sizes(emit, inner, found)


def learn_sizes(emit: Emitter, value: Value, array: Array) -> None:
    """Note what the sizes of an array are that its type has symbols for."""
    for size, text in zip(value.type.shape, array.dims, strict=True):
        if not isinstance(size, int) and size not in emit.symbols:
            emit.symbols[size] = text


@record
class Scope:
    """What is known outside a region, restored at its end."""

    emit: Emitter

    def __enter__(self) -> Scope:
        self.symbols = dict(self.emit.symbols)
        self.sizes = dict(self.emit.sizes)
        self.equal = dict(self.emit.equal)
        self.env = dict(self.emit.env)
        return self

    def __exit__(self, *_: object) -> None:
        self.emit.symbols = self.symbols
        self.emit.sizes = self.sizes
        self.emit.equal = self.equal
        self.emit.env = self.env


def outputs(emit: Emitter, graph: Graph) -> list[str]:
    """Return the expressions of a region's outputs; arrays as variables."""
    return [
        emit.stored(value) if isinstance(emit.env[value], Array) else emit.scalar(value)
        for value in graph.outputs
    ]


def bind_result(emit: Emitter, value: Value, name: str) -> None:
    """Let a result of a control op be what a variable holds."""
    if value.type.is_scalar:
        emit.env[value] = name
    else:
        emit.env[value] = stored_array(name, emit.shape_of(name, value.type), emit.roots.get(name))
