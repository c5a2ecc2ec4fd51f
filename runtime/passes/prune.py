"""Gives regions only what they need to be given: no constants, no value twice, no unchanged variable.

Before::

    c = 2
    def body(i, total, scale, k):
        v = multiply(i, k)
        w = add(total, v)
        return w, scale
    t, s = for_loop(a, b, d, total, scale, c, body=body, carried=2)

After::

    def body(i, total):
        c = 2
        v = multiply(i, c)
        w = add(total, v)
        return w
    t = for_loop(a, b, d, total, body=body, carried=1)     # and `scale` for `s`
"""

from __future__ import annotations

from autograph.runtime import ops
from autograph.runtime.graph import Graph, Node, Value
from autograph.runtime.passes.rewriting import (
    Rebuild,
    freeze,
    map_functions,
    map_regions,
    rebuild,
    substitute,
    with_params,
)

__all__ = ["prune"]

_COND = ops.get("cond")
_WHILE = ops.get("while_loop")
_FOR = ops.get("for_loop")


def prune(graph: Graph) -> Graph:
    """Return the graph with what regions are given for nothing taken away."""
    return map_functions(graph, lambda each: _sink_all(rebuild(each, _fix_step)))


def _fix_step(state: Rebuild, node: Node) -> None:
    state.keep(_fix_unchanged(state, node) if node.op in (_WHILE, _FOR) else node)


def _sink_all(graph: Graph) -> Graph:
    """Sink constants into the regions of the outer ops first: they go all the way down."""
    state = Rebuild(graph)
    for old in graph.nodes:
        node = old
        if node.op in (_WHILE, _FOR):
            node = _sink(state, node, *((3, 1) if node.op is _FOR else (0, 0)), node.params["carried"])
        elif node.op is _COND:
            node = _sink(state, node, 1, 0, 0)
        state.keep(map_regions(node, _sink_all))
    return state.finish()


def _fix_unchanged(state: Rebuild, node: Node) -> Node:
    """Turn the variables that every round hands on unchanged into mere operands."""
    bounds, skip = (3, 1) if node.op is _FOR else (0, 0)
    carried, body = node.params["carried"], node.params["body"]
    fixed = [k for k in range(carried) if _unchanged(node, body, k, bounds, skip)]
    if not fixed:
        return node
    moving = [k for k in range(carried) if k not in fixed]
    rest = range(carried, len(node.inputs) - bounds)
    order = [*moving, *fixed, *rest]
    for k in fixed:
        state.changes[node.outputs[k]] = node.inputs[bounds + k]
    regions = {}
    for name, region in node.regions.items():
        inputs = (*region.inputs[:skip], *(region.inputs[skip + k] for k in order))
        outputs = tuple(region.outputs[k] for k in moving) if name == "body" else region.outputs
        regions[name] = region.replace(inputs=inputs, outputs=outputs)
    operands = (*node.inputs[:bounds], *(node.inputs[bounds + k] for k in order))
    outputs = tuple(node.outputs[k] for k in moving)
    return with_params(node, **regions, carried=len(moving)).replace(inputs=operands, outputs=outputs)


def _unchanged(node: Node, body: Graph, k: int, bounds: int, skip: int) -> bool:
    """Whether variable `k` is handed on as it is; its size may not be known better inside than outside."""
    inside, outside = body.inputs[skip + k], node.inputs[bounds + k]
    return body.outputs[k] is inside and inside.type.shape == outside.type.shape


def _sink(state: Rebuild, node: Node, bounds: int, skip: int, carried: int) -> Node:
    """Move constants among a node's fixed operands into its regions, and merge equal operands."""
    first: dict[Value, int] = {}
    kept = list(range(carried))
    merged: dict[int, int] = {}
    sunk: list[int] = []
    for place in range(carried, len(node.inputs) - bounds):
        value = node.inputs[bounds + place]
        if value in state.constants:
            sunk.append(place)
        elif value in first:
            merged[place] = first[value]
        else:
            first[value] = place
            kept.append(place)
    if not sunk and not merged:
        return node
    regions = {}
    for name, old in node.regions.items():
        inside = old.inputs[skip:]
        changes = {inside[place]: inside[other] for place, other in merged.items()}
        constants = {inside[place]: state.constants[node.inputs[bounds + place]] for place in sunk}
        region = _replaced(old, changes) if changes else old
        inputs = (*region.inputs[:skip], *(inside[place] for place in kept))
        regions[name] = region.replace(inputs=inputs, constants=freeze({**region.constants, **constants}))
    operands = (*node.inputs[:bounds], *(node.inputs[bounds + place] for place in kept))
    return with_params(node, **regions).replace(inputs=operands)


def _replaced(region: Graph, changes: dict[Value, Value]) -> Graph:
    """Return a region that reads other values; nested regions are closed and stay as they are."""
    nodes = tuple(
        node.replace(inputs=substitute(node.inputs, changes)) if set(node.inputs) & set(changes) else node
        for node in region.nodes
    )
    return region.replace(nodes=nodes, outputs=substitute(region.outputs, changes))
