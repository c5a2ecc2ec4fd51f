"""Computes what depends on constants alone, and sizes that are known.

Before::

    c = 2
    c1 = 3
    v = multiply(c, c1)
    w = size(x, axis=0)            # x: f64[4]
    r = add(v, w)

After::

    r = 10
"""

from __future__ import annotations

from typing import Any

import numpy as np

from autograph.runtime import ops
from autograph.runtime.graph import Graph, Node
from autograph.runtime.passes.rewriting import Rebuild, map_functions, rebuild
from autograph.runtime.quiet import quietly
from autograph.runtime.types import ArrayType, python_type, type_of

__all__ = ["fold"]

_SIZE = ops.get("size")
_LARGEST = 16


def fold(graph: Graph) -> Graph:
    """Return the graph with scalars that are known in advance as constants."""
    return map_functions(graph, lambda each: rebuild(each, _step))


def _step(state: Rebuild, node: Node) -> None:
    results = _known_size(node) or _computed(state, node)
    if results is None:
        state.keep(node)
        return
    hints = [value.hint for value in node.outputs]
    state.replace(node, [state.constant(content, hint) for content, hint in zip(results, hints, strict=True)])


def _known_size(node: Node) -> tuple[int] | None:
    if node.op is not _SIZE:
        return None
    size = node.inputs[0].type.shape[node.params["axis"]]
    return (size,) if isinstance(size, int) else None


def _computed(state: Rebuild, node: Node) -> tuple[Any, ...] | None:
    """Return a node's results, None if they are not known in advance or not plain scalars."""
    scalars = all(value.type.is_scalar for value in node.outputs)
    if not node.op.pure or not node.outputs or not scalars or "function" in node.params or node.regions:
        return None
    if not all(value in state.constants for value in node.inputs):
        return None
    contents = [state.constants[value] for value in node.inputs]
    if any(isinstance(content, np.ndarray) and content.size > _LARGEST for content in contents):
        return None
    results = _run(node, contents)
    if results is None or not all(map(_fits, results, (value.type for value in node.outputs))):
        return None
    return results


def _run(node: Node, contents: list[Any]) -> tuple[Any, ...] | None:
    """Return what the op gives, None if it raises or warns: then it does so at every call."""
    with quietly() as silence, np.errstate(all="raise", under="ignore"):
        try:
            result = node.op.numpy(*contents, **node.params)
        except Exception:  # whatever it is, it belongs to the run
            return None
    if silence.broken:
        return None
    return result if isinstance(result, tuple) else (result,)


def _fits(content: Any, type_: ArrayType) -> bool:
    found = type_of(content)
    if (found.dtype, found.kind) != (type_.dtype, type_.kind):
        return False
    return type_.kind != "python" or python_type(type_.dtype) is not int or -(2**63) <= content < 2**63
