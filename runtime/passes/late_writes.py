"""Leaves failures to Python in a graph that gives a caller's array its elements only at the end.

What a program wrote before an exception stays written. Where every write to a caller's array is in
place this is so by itself; where the new elements are gathered elsewhere and copied at the end (two
arrays changed places in a loop, say), an exception must make Python run the call from its beginning.

Before::

    y = get_item(x, i)             # user.py:7

After::

    y = get_item(x, i)             # user.py:7, as if it stood in a `try`
"""

from __future__ import annotations

from autograph.runtime import ops
from autograph.runtime.graph import Graph, Node, Value
from autograph.runtime.passes.rewriting import map_functions, map_regions

__all__ = ["late_writes"]

_SET_ITEM = ops.get("set_item")
_COND = ops.get("cond")
_LOOPS = {ops.get("while_loop"): 0, ops.get("for_loop"): 1}
"""For each loop, how many values its body takes before the variables."""


def late_writes(graph: Graph) -> Graph:
    """Return the graph, its failures to be met by Python if a write to a caller's array may come late."""
    if all(_beginning(graph, value) is graph.inputs[place] for place, value in graph.updates):
        return graph
    return map_functions(graph, _caught)


def _caught(graph: Graph) -> Graph:
    return graph.replace(nodes=tuple(_caught_node(node) for node in graph.nodes))


def _caught_node(node: Node) -> Node:
    where = node.where._replace(caught=True) if node.where is not None else None
    return map_regions(node, _caught).replace(where=where)


def _beginning(graph: Graph, value: Value) -> Value | None:
    """Return the input whose memory `value` holds after nothing but writes in place; None if none."""
    made = {output: (node, place) for node in graph.nodes for place, output in enumerate(node.outputs)}
    while value in made:
        node, place = made[value]
        before = _before(node, place)
        if before is None:
            return None
        value = before
    return value if value in graph.inputs else None


def _before(node: Node, place: int) -> Value | None:
    """Return the operand that a node writes in place, if at all, to give its result number `place`."""
    if node.op is _SET_ITEM:
        return node.inputs[0] if node.params.get("inplace") else None
    if node.op is _COND:
        ends = [_place(node.params[name], node.params[name].outputs[place]) for name in ("then", "orelse")]
        return node.inputs[1 + ends[0]] if ends[0] is not None and ends[0] == ends[1] else None
    if node.op in _LOOPS:
        body, skip = node.params["body"], _LOOPS[node.op]
        kept = _place(body, body.outputs[place]) == skip + place
        operands = node.inputs[len(node.inputs) - len(body.inputs) + skip :]
        return operands[place] if kept else None
    return None


def _place(region: Graph, value: Value) -> int | None:
    found = _beginning(region, value)
    return region.inputs.index(found) if found is not None else None
