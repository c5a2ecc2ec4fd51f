"""Makes one function of two that call each other, for a kernel's functions call themselves at most.

Before::

    def even(n: "int"):
        ...
        r = call(m, function=odd)

    def odd(n: "int"):
        ...
        r = call(m, function=even)

After::

    def even_or_odd(which: "int", n: "int", n_1: "int"):
        first = equal(which, 0)
        def then(...):                      # the body of `even`
            r, r_1 = call(1, 0, m, function=even_or_odd)
        def orelse(...):                    # the body of `odd`
            r, r_1 = call(0, m, 0, function=even_or_odd)
        r, r_1 = cond(first, which, n, n_1, then=then, orelse=orelse)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from autograph.runtime import ops
from autograph.runtime.graph import Builder, Function, Graph, Node, Value
from autograph.runtime.passes.rewriting import Copier, Rebuild, freeze, map_functions, rebuild
from autograph.runtime.types import ArrayType, type_of

__all__ = ["unite"]

_CALL, _COND, _EQUAL = ops.get("call"), ops.get("cond"), ops.get("equal")
_INT = type_of(0)
_MOST = 2
"""Of more functions that call each other the one would be so large that compiling it does not pay."""


class _Part(NamedTuple):
    """Where one function is in another that is both."""

    whole: Function
    number: int
    inputs: int
    outputs: int


def unite(graph: Graph) -> Graph:
    """Return the graph with two functions that call each other made one."""
    parts: dict[Function, _Part] = {}
    for group in _groups(graph):
        whole = Function(
            "_or_".join(one.name for one in group),
            (_INT, *(type_ for one in group for type_ in one.input_types)),
            tuple(type_ for one in group for type_ in one.output_types),
        )
        taken, given = 1, 0
        for number, one in enumerate(group):
            parts[one] = _Part(whole, number, taken, given)
            taken, given = taken + len(one.input_types), given + len(one.output_types)
    if not parts:
        return graph

    def united(each: Graph) -> Graph:
        return rebuild(each, lambda state, node: _step(state, node, parts))

    for whole in dict.fromkeys(part.whole for part in parts.values()):
        members = [one for one, part in parts.items() if part.whole is whole]
        builder = Builder(whole.name)
        inputs = [builder.input(type_) for type_ in whole.input_types]
        bodies = [(parts[one], united(one.graph)) for one in members if one.graph is not None]
        whole.graph = builder.build(_chosen(builder, inputs, bodies))
    return map_functions(graph, united)


def _chosen(
    builder: Builder, inputs: Sequence[Value], bodies: Sequence[tuple[_Part, Graph]]
) -> Sequence[Value]:
    """Append what runs the body of the part that the first of the inputs numbers; returns the outputs."""
    (first,) = builder.apply(_EQUAL, (inputs[0], builder.constant(bodies[0][0].number)))
    return builder.apply(_COND, (first, *inputs), {"then": _body(*bodies[0]), "orelse": _body(*bodies[1])})


def _body(part: _Part, graph: Graph) -> Graph:
    """Return a part's body with the inputs and outputs of the whole."""
    builder = Builder(graph.name)
    inputs = [builder.input(type_) for type_ in part.whole.input_types]
    own = inputs[part.inputs : part.inputs + len(graph.inputs)]
    copied = Copier(dict(zip(graph.inputs, own, strict=True))).graph(graph)
    before, after = part.whole.output_types[: part.outputs], part.whole.output_types[part.outputs :]
    outputs = [
        *(builder.constant(_nothing(type_)) for type_ in before),
        *copied.outputs,
        *(builder.constant(_nothing(type_)) for type_ in after[len(copied.outputs) :]),
    ]
    constants = freeze({**builder.constants, **copied.constants})
    return copied.replace(inputs=tuple(inputs), outputs=tuple(outputs), constants=constants)


def _nothing(type_: ArrayType) -> Any:
    """Return what stands where no value is."""
    if type_.kind == "array":
        return np.zeros((0,) * type_.ndim, type_.dtype)
    number = type_.dtype.type(0)
    return number.item() if type_.kind == "python" else number


def _step(state: Rebuild, node: Node, parts: dict[Function, _Part]) -> None:
    part = parts.get(node.params["function"]) if node.op is _CALL else None
    if part is None:
        state.keep(node)
        return
    inputs = [state.constant(part.number)]
    for place, type_ in enumerate(part.whole.input_types[1:], 1):
        own = part.inputs <= place < part.inputs + len(node.inputs)
        inputs.append(node.inputs[place - part.inputs] if own else state.constant(_nothing(type_)))
    types = _CALL.infer(*(value.type for value in inputs), function=part.whole)
    outputs = tuple(map(Value, types))
    state.keep(Node(_CALL, tuple(inputs), outputs, freeze({"function": part.whole}), node.where))
    state.replace(node, outputs[part.outputs : part.outputs + len(node.outputs)])


# -- which call each other ---------------------------------------------------------------------------------


def _groups(graph: Graph) -> list[list[Function]]:
    """Return the functions that call each other, directly or through others, two and two."""
    reached: dict[Function, set[Function]] = {}
    todo = list(_called(graph))
    while todo:
        one = todo.pop()
        if one not in reached and one.graph is not None:
            reached[one] = _called(one.graph)
            todo += reached[one]
    for through, further in reached.items():
        for found in reached.values():
            found.update(further if through in found else ())
    groups: list[list[Function]] = []
    for one, found in reached.items():
        if not any(one in group for group in groups):
            group = [other for other, back in reached.items() if other in found and one in back]
            groups += [group] if 1 < len(group) <= _MOST else []
    return groups


def _called(graph: Graph) -> set[Function]:
    """Return the functions that a graph calls."""
    found: set[Function] = set()
    for node in graph.nodes:
        if node.op is _CALL:
            found.add(node.params["function"])
        for region in node.regions.values():
            found |= _called(region)
    return found
