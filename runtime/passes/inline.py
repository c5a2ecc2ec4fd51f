"""Puts the body of a called function in the place of the call.

Before::

    def square(x: "float"):
        v = multiply(x, x)
        return v

    y = call(a, function=square)

After::

    v = multiply(a, a)
"""

from __future__ import annotations

from autograph.runtime import ops
from autograph.runtime.graph import Function, Graph, Node
from autograph.runtime.passes.rewriting import Rebuild, map_functions, rebuild

__all__ = ["inline"]

_CALL = ops.get("call")
_LARGEST = 2000


def inline(graph: Graph) -> Graph:
    """Return the graph without calls of functions that do not call themselves."""
    return map_functions(graph, _inline)


def _inline(graph: Graph) -> Graph:
    return rebuild(graph, _step)


def _step(state: Rebuild, node: Node) -> None:
    body = _body(node)
    if body is None:
        state.keep(node)
        return
    state.replace(node, state.splice(_inline(body), node.inputs))


def _body(node: Node) -> Graph | None:
    """Return the graph that a call runs, None if it is not to be inlined."""
    function = node.params.get("function")
    if node.op is not _CALL or not isinstance(function, Function) or function.graph is None:
        return None
    reached = _reached(function.graph, set())
    if function in reached or _size(function.graph) * (1 + len(reached)) > _LARGEST:
        return None
    return function.graph


def _reached(graph: Graph, found: set[Function]) -> set[Function]:
    """Return the functions that a graph calls, directly or through others."""
    for node in graph.nodes:
        for region in node.regions.values():
            _reached(region, found)
        function = node.params.get("function")
        if isinstance(function, Function) and function not in found:
            found.add(function)
            if function.graph is not None:
                _reached(function.graph, found)
    return found


def _size(graph: Graph) -> int:
    """Return the number of nodes, those in regions included."""
    return sum(1 + sum(map(_size, node.regions.values())) for node in graph.nodes)
