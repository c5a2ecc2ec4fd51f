"""Computes each thing once: equal nodes, equal constants, sizes known by one symbol.

Before::

    v = sin(x)
    w = sin(x)
    r = add(v, w)

After::

    v = sin(x)
    r = add(v, v)
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import numpy as np

from autograph.runtime import ops
from autograph.runtime.graph import Graph, Node, Value
from autograph.runtime.ops.control import is_pure
from autograph.runtime.passes.facts import makes_memory
from autograph.runtime.passes.rewriting import Rebuild, map_functions, map_regions
from autograph.runtime.types import Symbol

__all__ = ["share"]

_SIZE = ops.get("size")


def share(graph: Graph) -> Graph:
    """Return the graph with equal computations made once."""
    return map_functions(graph, _share)


def _share(graph: Graph) -> Graph:
    known: dict[Hashable, tuple[Value, ...]] = {}
    state = Rebuild(graph)
    for value, content in graph.constants.items():
        key = _constant_key(content)
        if key is not None and key in known:
            state.changes[value] = known[key][0]
        elif key is not None:
            known[key] = (value,)
    for old in graph.nodes:
        inputs = tuple(map(state.now, old.inputs))
        node = map_regions(old if inputs == old.inputs else old.replace(inputs=inputs), _share)
        key = _node_key(node)
        if key is None:
            state.keep(node)
        elif key in known:
            state.replace(node, known[key])
        else:
            known[key] = node.outputs
            state.keep(node)
    state.constants = {
        value: content for value, content in state.constants.items() if value not in state.changes
    }
    return state.finish()


def _constant_key(content: Any) -> Hashable | None:
    """Return a key equal for constants of one type and the same bits; None for arrays."""
    if isinstance(content, np.ndarray):
        return None
    return "constant", type(content), np.asarray(content).tobytes()


def _node_key(node: Node) -> Hashable | None:
    """Return a key equal for nodes that give equal values; None for those that stay apart."""
    if not is_pure(node) or not node.outputs or makes_memory(node):
        return None
    if node.op is _SIZE:
        size = node.inputs[0].type.shape[node.params["axis"]]
        if isinstance(size, Symbol):
            return "size", size
    key = node.op, node.inputs, tuple(sorted(node.params.items()))
    return key if _hashable(key) else None


def _hashable(key: object) -> bool:
    try:
        hash(key)
    except TypeError:
        return False
    return True
