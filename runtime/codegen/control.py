"""Branches and calls: regions become blocks, what they return becomes variables."""

from __future__ import annotations

import re

from autograph.runtime.codegen import ranges
from autograph.runtime.codegen.emitter import Emitter
from autograph.runtime.codegen.growing import replaceable
from autograph.runtime.codegen.ranges import Range
from autograph.runtime.codegen.regions import Scope, bind_inputs, bind_result, outputs, writes
from autograph.runtime.codegen.text import WORD, dtype_name, join
from autograph.runtime.codegen.values import Array
from autograph.runtime.graph import Node, Value

__all__ = ["call", "cond"]


def cond(emit: Emitter, node: Node) -> None:
    """Write ``if``: each branch sets the result variables."""
    pred, *operands = node.inputs
    branches = [node.params["then"], node.params["orelse"]]
    if any(map(writes, branches)):
        emit.settle()
    emit.hold(operands)
    test = emit.scalar(pred)
    doubtful = emit.module.alike.rests_on_sizes(test)
    own, free = emit.own, [value for value in operands if replaceable(emit, node, value)]
    within = frozenset(emit.stored(value) for value in free)
    blocks: list[list[str]] = []
    results: list[list[str]] = []
    known: list[list[Range]] = []
    roots: list[list[frozenset[str]]] = []
    for branch in branches:
        with Scope(emit), emit.apart() as lines, emit.maybe(doubtful):
            emit.own = within
            bind_inputs(emit, branch.inputs, operands)
            emit.graph(branch)
            results.append(outputs(emit, branch))
            known.append([emit.range(value) for value in branch.outputs])
            roots.append([emit.roots.get(text, frozenset([text])) for text in results[-1]])
        blocks.append(lines)
    emit.own = own
    names: list[str] = []
    pad = "    " * (emit.level + 1)
    for place, value in enumerate(node.outputs):
        one, other = results[0][place], results[1][place]
        if one == other and re.fullmatch(r"[\w.]+", one):
            names.append(one)
            continue
        name = _kept_name(within - set(names), results, place) or emit.name(value.hint, "result")
        for block, text in zip(blocks, (one, other), strict=True):
            if text != name:
                block.append(f"{pad}{name} = {text}")
        if not value.type.is_scalar:
            emit.own |= {name}
        emit.roots[name] = frozenset([name]) | roots[0][place] | roots[1][place]
        names.append(name)
    _write_branches(emit, test, blocks)
    for place, (value, name) in enumerate(zip(node.outputs, names, strict=True)):
        emit.facts[value] = ranges.either(known[0][place], known[1][place])
        bind_result(emit, value, name)


def _kept_name(names: frozenset[str] | set[str], results: list[list[str]], place: int) -> str | None:
    """Return the variable that one branch hands on and the other one may assign anew."""
    for side in (0, 1):
        text = results[side][place]
        if text in names and all(text not in line for line in _others(results, place)):
            return text
    return None


def _others(results: list[list[str]], place: int) -> list[set[str]]:
    return [
        set(WORD.findall(text)) for texts in results for other, text in enumerate(texts) if other != place
    ]


def _write_branches(emit: Emitter, test: str, blocks: list[list[str]]) -> None:
    def empty(lines: list[str]) -> bool:
        return all(line.lstrip().startswith("#") for line in lines)

    if empty(blocks[0]) and empty(blocks[1]):
        return
    if empty(blocks[0]):
        emit.line(f"if not ({test}):")
        emit.lines.extend(blocks[1])
        return
    emit.line(f"if {test}:")
    emit.lines.extend(blocks[0])
    if not empty(blocks[1]):
        emit.line("else:")
        emit.lines.extend(blocks[1])


def call(emit: Emitter, node: Node) -> None:
    """Write the call of a function of the same kernel."""
    function = node.params["function"]
    emit.settle()
    emit.hold(node.inputs)
    name = emit.module.function(function)
    emit.stop("depth <= 0", reason="the recursion is deep")
    operands = [_operand(emit, value) for value in node.inputs]
    found = emit.assign(f"{name}({join(['fault', 'depth - 1', *operands])}, *constants)", "", "found")
    emit.line(f"if {found} is None:")
    emit.line("    return None")
    names = [emit.name(value.hint, "result") for value in node.outputs]
    if names:
        emit.line(f"{join(names)}{',' if len(names) == 1 else ''} = value_of({found})")
    for value, own in zip(node.outputs, names, strict=True):
        emit.roots[own] = frozenset([own])
        bind_result(emit, value, own)


_LITERALS = ("True", "False")


def _operand(emit: Emitter, value: Value) -> str:
    """Return what a function is given: of the types that it is declared with, as it is compiled for each.

    Literals would be types of their own, and so would arrays in C order.
    """
    if isinstance(emit.env[value], Array):
        return f"of_any_layout({emit.stored(value)})"
    text = emit.variable(value)
    return (
        text if text.isidentifier() and text not in _LITERALS else f"{dtype_name(value.type.dtype)}({text})"
    )
