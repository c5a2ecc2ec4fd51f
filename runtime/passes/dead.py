"""Drops what nobody reads: nodes, loop variables, branch results, operands of regions.

Before::

    v = sin(x)                      # not read
    w, u = cond(p, x, y, then=..., orelse=...)      # u is not read, nor y but for u
    return w

After::

    w = cond(p, x, then=..., orelse=...)
    return w
"""

from __future__ import annotations

from collections.abc import Sequence

from autograph.runtime import ops
from autograph.runtime.graph import Graph, Node, Value
from autograph.runtime.ops.control import is_pure
from autograph.runtime.passes.facts import may_fail
from autograph.runtime.passes.rewriting import freeze, map_functions, with_params

__all__ = ["drop_dead"]

_COND = ops.get("cond")
_WHILE = ops.get("while_loop")
_FOR = ops.get("for_loop")


def drop_dead(graph: Graph) -> Graph:
    """Return the graph without what has no effect, cannot fail and is not read."""
    return map_functions(graph, _drop)


def _drop(graph: Graph) -> Graph:
    """Drop what is dead in one region, from its last node to its first."""
    read = set(graph.results)
    kept: list[Node] = []
    for old in reversed(graph.nodes):
        node = old
        if not read & set(node.outputs) and is_pure(node) and not may_fail(node, graph.constants):
            continue
        if node.op is _COND:
            node = _trim_cond(node, read)
        elif node.op in (_WHILE, _FOR):
            node = _trim_loop(node, read)
        read |= set(node.inputs)
        kept.append(node)
    constants = {value: content for value, content in graph.constants.items() if value in read}
    same = len(constants) == len(graph.constants) and len(kept) == len(graph.nodes)
    if same and all(a is b for a, b in zip(reversed(kept), graph.nodes, strict=True)):
        return graph
    return graph.replace(nodes=tuple(reversed(kept)), constants=freeze(constants))


def _reads(graph: Graph) -> set[Value]:
    """Return the values that a region reads."""
    return {value for node in graph.nodes for value in node.inputs} | set(graph.outputs)


def _keep(items: Sequence[Value], places: Sequence[int]) -> tuple[Value, ...]:
    return tuple(items[place] for place in places)


# ------------------------------------------------------------------ branches


def _trim_cond(node: Node, read: set[Value]) -> Node:
    """Drop a branch's results and operands that are not read."""
    results = [place for place, value in enumerate(node.outputs) if value in read]
    regions = {name: _drop(_with_outputs(region, results)) for name, region in node.regions.items()}
    needed = [
        place
        for place in range(len(node.inputs) - 1)
        if any(region.inputs[place] in _reads(region) for region in regions.values())
    ]
    regions = {name: _with_inputs(region, needed) for name, region in regions.items()}
    return _renewed(
        node,
        regions,
        outputs=_keep(node.outputs, results),
        inputs=(node.inputs[0], *_keep(node.inputs[1:], needed)),
    )


def _with_outputs(region: Graph, places: Sequence[int]) -> Graph:
    if len(places) == len(region.outputs):
        return region
    return region.replace(outputs=_keep(region.outputs, places))


def _with_inputs(region: Graph, places: Sequence[int]) -> Graph:
    if len(places) == len(region.inputs):
        return region
    return region.replace(inputs=_keep(region.inputs, places))


def _renewed(
    node: Node,
    regions: dict[str, Graph],
    outputs: tuple[Value, ...],
    inputs: tuple[Value, ...],
    **params: int,
) -> Node:
    """Return the node with these regions, itself if nothing changed."""
    same = all(region is node.params[name] for name, region in regions.items())
    if same and outputs == node.outputs and inputs == node.inputs:
        return node
    return with_params(node, **regions, **params).replace(outputs=outputs, inputs=inputs)


# ------------------------------------------------------------------ loops


def _trim_loop(node: Node, read: set[Value]) -> Node:
    """Drop a loop's variables that only they themselves read, and operands that nothing reads."""
    bounds, skip = (3, 1) if node.op is _FOR else (0, 0)
    carried = node.params["carried"]
    live = {place for place in range(carried) if node.outputs[place] in read}
    tests = [_drop(node.params["test"])] if node.params.get("test") is not None else []
    live |= _read_variables(tests, skip, carried)
    body = _live_body(node.params["body"], live, skip, carried)
    variables = sorted(live)
    used = [_reads(region) for region in (*tests, body)]
    fixed = [
        place
        for place in range(carried, len(body.inputs) - skip)
        if any(
            region.inputs[skip + place] in values for region, values in zip((*tests, body), used, strict=True)
        )
    ]
    places = [*range(skip), *(skip + place for place in (*variables, *fixed))]
    regions = {"body": _with_inputs(body, places)}
    regions |= {"test": _with_inputs(tests[0], places)} if tests else {}
    return _renewed(
        node,
        regions,
        outputs=_keep(node.outputs, variables),
        carried=len(variables),
        inputs=(*node.inputs[:bounds], *_keep(node.inputs[bounds:], (*variables, *fixed))),
    )


def _read_variables(regions: Sequence[Graph], skip: int, carried: int) -> set[int]:
    """Return the places of the loop variables that these regions read."""
    return {
        place
        for region in regions
        for place, value in enumerate(region.inputs[skip : skip + carried])
        if value in _reads(region)
    }


def _live_body(body: Graph, live: set[int], skip: int, carried: int) -> Graph:
    """Return the body giving the live variables only; `live` grows by what these need."""
    while True:
        trimmed = _drop(_with_outputs(body, sorted(live)))
        needed = _read_variables([trimmed], skip, carried) - live
        if not needed:
            return trimmed
        live |= needed
