"""A graph in, the values out whose order in memory shows in the last bits of what is computed of them.

BLAS and sums take elements in the order in which they lie: a product or a sum of a copy may differ from
that of the view that it is a copy of.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from autograph.runtime.graph import Function, Graph, Node, Value

__all__ = ["in_any_order", "seen_in_order"]


def seen_in_order(graph: Graph) -> frozenset[Value]:
    """Return the arrays, of the graph and all in it, of which something is computed in their order."""
    graphs = _all_graphs(graph)
    if not any(node.op.by_order for each in graphs for node in each.nodes):
        return frozenset()
    found: set[Value] = set()
    for each in graphs:
        if each is not graph:
            found.update(each.outputs)
        for node in reversed(each.nodes):
            seen = not found.isdisjoint(node.outputs)
            keeps = node.op.views or (node.op.elementwise and node.outputs[0].type.ndim > 1)
            if node.op.by_order or _runs_others(node) or (seen and keeps):
                found.update(value for value in node.inputs if value.type.ndim)
            elif seen and node.op.hands_on:
                found.add(node.inputs[0])
    return frozenset(found)


def _runs_others(node: Node) -> bool:
    return bool(node.regions) or isinstance(node.params.get("function"), Function)


def _all_graphs(graph: Graph) -> list[Graph]:
    """Return a graph, the regions in it, and the functions that are called."""
    found, functions = [graph], set()
    for each in found:
        for node in each.nodes:
            found += node.regions.values()
            function = node.params.get("function")
            if isinstance(function, Function) and function.graph is not None and function not in functions:
                functions.add(function)
                found.append(function.graph)
    return found


def in_any_order(value: Value, definitions: Mapping[Value, Node], inputs: Iterable[Value]) -> bool:
    """Whether the elements of an array may lie in another order than a new array's would.

    What is computed element by element follows its operands, if it has several axes.
    """
    waiting, looked = [value], set[Value]()
    while waiting:
        source = waiting.pop()
        if source in looked or not source.type.ndim:
            continue
        looked.add(source)
        node = definitions.get(source)
        if node is None:
            if source in inputs and source.type.layout != "C":
                return True
        elif not node.op.elementwise:
            if node.op.views or node.op.hands_on or _runs_others(node):
                return True
        elif source.type.ndim > 1:
            waiting += node.inputs
    return False
