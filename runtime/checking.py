"""Verifies a graph: single assignment, closed regions, and the type rules once more."""

from __future__ import annotations

from autograph.runtime.errors import GraphError, TraceError
from autograph.runtime.graph import Function, Graph, Node, Value
from autograph.runtime.types import ArrayType, Symbol

__all__ = ["verify"]

_AROUND = 3


def verify(graph: Graph) -> None:
    """Raise GraphError if `graph` is malformed.

    Raises
    ------
    GraphError
        With the lines around the faulty node.
    """
    _verify(graph, set())


def _verify(graph: Graph, seen: set[Function]) -> None:
    known: set[Value] = set()
    for value in (*graph.inputs, *graph.constants):
        _require(value not in known, "a value is defined twice", graph, None)
        known.add(value)
    for node in graph.nodes:
        _verify_node(graph, node, known)
        for region in node.regions.values():
            _verify(region, seen)
        function = node.params.get("function")
        if isinstance(function, Function) and function not in seen:
            seen.add(function)
            _require(function.graph is not None, f"{function.name} has no body", graph, node)
            if function.graph is not None:
                _verify(function.graph, seen)
    for value in graph.results:
        _require(value in known, "an output is not defined", graph, None)
    for place, value in graph.updates:
        target = graph.inputs[place].type if place < len(graph.inputs) else None
        fits = target is not None and _agree(target, value.type)
        _require(fits, "an update does not fit its input", graph, None)


def _verify_node(graph: Graph, node: Node, known: set[Value]) -> None:
    for value in node.inputs:
        _require(value in known, f"an operand of {node.op.name} is not defined before it", graph, node)
    for value in node.outputs:
        _require(value not in known, f"a result of {node.op.name} is defined twice", graph, node)
        known.add(value)
    try:
        types = node.op.infer(*(value.type for value in node.inputs), **node.params)
    except TraceError as error:
        _require(False, str(error), graph, node)
        return
    same = len(types) == len(node.outputs)
    _require(same, f"{node.op.name} gives {len(types)} results, not {len(node.outputs)}", graph, node)
    for inferred, value in zip(types, node.outputs, strict=True):
        message = f"{node.op.name} gives {inferred}, not {value.type}"
        _require(_agree(inferred, value.type), message, graph, node)


def _agree(a: ArrayType, b: ArrayType) -> bool:
    """Whether two types can be one value's: equal but for sizes that one of them does not know."""
    if (a.dtype, a.kind, a.ndim) != (b.dtype, b.kind, b.ndim):
        return False
    pairs = zip(a.shape, b.shape, strict=True)
    return all(x == y or isinstance(x, Symbol) or isinstance(y, Symbol) for x, y in pairs)


def _require(condition: bool, message: str, graph: Graph, node: Node | None) -> None:
    if not condition:
        raise GraphError(f"{message}\nThis is a defect of autograph. The graph:\n{_excerpt(graph, node)}")


def _excerpt(graph: Graph, node: Node | None) -> str:
    """Return the nodes around the faulty one, each as a line; never fails."""
    place = graph.nodes.index(node) if node is not None else len(graph.nodes)
    lines = []
    for position, near in enumerate(graph.nodes[max(0, place - _AROUND) : place + _AROUND + 1]):
        mark = "->" if near is node else "  "
        operands = ", ".join(f"{value.hint or 'v'}: {value.type}" for value in near.inputs)
        lines.append(f"{mark} {position} {near.op.name}({operands})  {near.where or ''}")
    return "\n".join(lines) or f"   {graph.name} has no nodes"
