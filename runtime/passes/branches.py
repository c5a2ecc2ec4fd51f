"""Removes branches and loops whose course is known.

Before::

    c = True
    v = cond(c, x, then=..., orelse=...)
    c1 = 0
    w = for_loop(c1, c1, c2, v, body=..., carried=1)

After::

    v = sin(x)                      # what stood in the branch
    w = v
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from autograph.runtime import ops
from autograph.runtime.graph import Graph, Node, Value
from autograph.runtime.passes.rewriting import Rebuild, freeze, map_functions, rebuild, with_params

__all__ = ["branches"]

_COND = ops.get("cond")
_WHILE = ops.get("while_loop")
_FOR = ops.get("for_loop")
_NOT = ops.get("logical_not_py")
_SELECT = ops.get("select_scalar")


def branches(graph: Graph) -> Graph:
    """Return the graph without branches and loops whose course is known."""
    return map_functions(graph, lambda each: rebuild(each, _step))


def _step(state: Rebuild, node: Node) -> None:
    if node.op is _COND:
        _simplify_cond(state, node)
    elif node.op is _WHILE and _constant_output(node.params["test"]) is False:
        state.replace(node, node.inputs[: node.params["carried"]])
    elif node.op is _FOR:
        _simplify_for(state, node)
    else:
        state.keep(node)


def _constant_output(region: Graph) -> bool | None:
    """Return the one output of a region without nodes, if it is a constant."""
    content = region.constants.get(region.outputs[0])
    return None if content is None or region.nodes else bool(content)


# ------------------------------------------------------------------ branches


def _simplify_cond(state: Rebuild, node: Node) -> None:
    node = _without_not(state, node)
    pred = node.inputs[0]
    if pred in state.constants:
        region = node.params["then" if state.constants[pred] else "orelse"]
        state.replace(node, state.splice(region, node.inputs[1:], _step))
        return
    node = _without_equal_outputs(state, node)
    if not any(region.nodes for region in node.regions.values()) and _selectable(node):
        _select(state, node)
    else:
        state.keep(node)


def _without_not(state: Rebuild, node: Node) -> Node:
    """Exchange the branches of ``if not p``."""
    inner = state.definitions.get(node.inputs[0])
    if inner is None or inner.op is not _NOT or not inner.inputs[0].type.is_scalar:
        return node
    if inner.inputs[0].type.dtype.kind != "b":
        return node
    then, orelse = node.params["then"], node.params["orelse"]
    return with_params(node, then=orelse, orelse=then).replace(inputs=(*inner.inputs, *node.inputs[1:]))


def _outer(state: Rebuild, node: Node, region: Graph, value: Value) -> Value | None:
    """Return the value outside that a branch's output is, None if the branch computes it."""
    if value in region.inputs:
        return node.inputs[1 + region.inputs.index(value)]
    if value in region.constants and value.type.is_scalar:
        return state.constant(region.constants[value], value.hint)
    return None


def _without_equal_outputs(state: Rebuild, node: Node) -> Node:
    """Take out the results that both branches hand through unchanged."""
    then, orelse = node.params["then"], node.params["orelse"]
    kept = []
    for place, (a, b) in enumerate(zip(then.outputs, orelse.outputs, strict=True)):
        same = a in then.inputs and b in orelse.inputs
        outer = [node.inputs[1 + region.inputs.index(v)] for region, v in ((then, a), (orelse, b)) if same]
        if same and outer[0] is outer[1]:
            state.changes[node.outputs[place]] = outer[0]
        else:
            kept.append(place)
    if len(kept) == len(node.outputs):
        return node
    regions = {
        name: region.replace(outputs=tuple(region.outputs[place] for place in kept))
        for name, region in node.regions.items()
    }
    return with_params(node, **regions).replace(outputs=tuple(node.outputs[place] for place in kept))


def _selectable(node: Node) -> bool:
    return all(value.type.is_scalar for value in node.outputs)


def _select(state: Rebuild, node: Node) -> None:
    """Turn a branch that only chooses among scalars into choices without a branch."""
    for place, result in enumerate(node.outputs):
        sides = [
            _outer(state, node, node.params[name], node.params[name].outputs[place])
            for name in ("then", "orelse")
        ]
        inputs = (node.inputs[0], *(side for side in sides if side is not None))
        state.keep(Node(_SELECT, inputs, (result,), where=node.where))


# ------------------------------------------------------------------ counted loops


def _simplify_for(state: Rebuild, node: Node) -> None:
    test = node.params.get("test")
    if test is not None and _constant_output(test) is True:
        node = node.replace(
            params=freeze({key: value for key, value in node.params.items() if key != "test"})
        )
        test = None
    rounds = _rounds(state, node)
    starts = node.inputs[3 : 3 + node.params["carried"]]
    if rounds is not None and len(rounds) == 0:
        state.replace(node, starts)
    elif rounds is not None and len(rounds) == 1 and test is None:
        index = state.constant(rounds[0])
        state.replace(node, state.splice(node.params["body"], [index, *node.inputs[3:]], _step))
    else:
        state.keep(node)


def _rounds(state: Rebuild, node: Node) -> Sequence[int] | None:
    """Return the loop's range if its bounds are constants."""
    bounds: list[Any] = [state.constants.get(value) for value in node.inputs[:3]]
    if any(bound is None for bound in bounds) or bounds[2] == 0:
        return None
    return range(*map(int, bounds))
