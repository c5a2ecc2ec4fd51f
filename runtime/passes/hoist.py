"""Moves out of a loop what is the same in every round, if it cannot fail and has no effect.

Before::

    def body(i, total, x):
        v = sin(x)
        w = add(total, v)
        return w
    t = for_loop(a, b, c, total, x, body=body, carried=1)

After::

    v = sin(x)
    def body(i, total, v):
        w = add(total, v)
        return w
    t = for_loop(a, b, c, total, v, body=body, carried=1)
"""

from __future__ import annotations

from autograph.runtime import ops
from autograph.runtime.graph import Graph, Node, Value
from autograph.runtime.ops.control import is_pure
from autograph.runtime.passes.facts import makes_memory, may_fail
from autograph.runtime.passes.rewriting import Copier, Rebuild, map_functions, rebuild, with_params

__all__ = ["hoist"]

_WHILE = ops.get("while_loop")
_FOR = ops.get("for_loop")


def hoist(graph: Graph) -> Graph:
    """Return the graph with its loops doing less."""
    return map_functions(graph, lambda each: rebuild(each, _step))


def _step(state: Rebuild, node: Node) -> None:
    for name in ("body", "test"):
        if node.op in (_WHILE, _FOR) and node.params.get(name) is not None:
            node = _hoist_from(state, node, name)
    state.keep(node)


def _hoist_from(state: Rebuild, node: Node, name: str) -> Node:
    """Move what is invariant in one region of a loop before the loop."""
    region: Graph = node.params[name]
    bounds, skip = (3, 1) if node.op is _FOR else (0, 0)
    first = skip + node.params["carried"]
    fixed = dict(zip(region.inputs[first:], node.inputs[bounds + node.params["carried"] :], strict=True))
    moved = _invariant_nodes(region, set(fixed))
    if not moved:
        return node
    copier = Copier(fixed)
    for inner in moved:
        for value in inner.inputs:
            if value in region.constants:
                state.constants[copier.value(value)] = region.constants[value]
        state.keep(copier.node(inner))
    left = tuple(inner for inner in region.nodes if inner not in moved)
    read = {value for inner in left for value in inner.inputs} | set(region.outputs)
    news = [value for inner in moved for value in inner.outputs if value in read]
    regions = {name: region.replace(nodes=left, inputs=(*region.inputs, *news))}
    for other in {"body", "test"} & set(node.regions) - {name}:
        extra = tuple(Value(value.type, value.hint) for value in news)
        regions[other] = node.params[other].replace(inputs=(*node.params[other].inputs, *extra))
    operands = (*node.inputs, *map(copier.value, news))
    return with_params(node, **regions).replace(inputs=operands)


def _invariant_nodes(region: Graph, fixed: set[Value]) -> list[Node]:
    """Return the nodes that may run before the loop, in order."""
    known = fixed | set(region.constants)
    moved = []
    for node in region.nodes:
        movable = bool(node.outputs) and is_pure(node) and not may_fail(node, region.constants)
        if movable and known.issuperset(node.inputs) and not makes_memory(node):
            known |= set(node.outputs)
            moved.append(node)
    return moved
