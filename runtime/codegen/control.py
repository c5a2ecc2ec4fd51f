"""Branches, loops and calls: regions become blocks, loop-carried values become variables."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

import numpy as np

from autograph.runtime.codegen import ranges
from autograph.runtime.codegen.emitter import Emitter
from autograph.runtime.codegen.growing import replaceable
from autograph.runtime.codegen.ranges import Range
from autograph.runtime.codegen.text import cast, join
from autograph.runtime.codegen.values import Array, stored_array
from autograph.runtime.graph import Graph, Node, Value

__all__ = ["call", "cond", "for_loop", "while_loop"]


def origin(graph: Graph, value: Value) -> Value:
    """Return the array whose storage `value` surely has: follow in-place writes, branches and loops back."""
    makers = {output: node for node in graph.nodes for output in node.outputs}
    while value in makers:
        before = _one_back(makers[value], value)
        if before is None:
            break
        value = before
    return value


def _one_back(node: Node, value: Value) -> Value | None:
    place = node.outputs.index(value)
    if node.op.name == "set_item":
        return node.inputs[0] if node.params.get("inplace") else None
    if node.op.name == "cond":
        found = [
            _input_number(branch, branch.outputs[place])
            for branch in (node.params["then"], node.params["orelse"])
        ]
        return node.inputs[1 + found[0]] if found[0] is not None and found[0] == found[1] else None
    if node.op.name in ("while_loop", "for_loop"):
        skip = 1 if node.op.name == "for_loop" else 0
        body = node.params["body"]
        same = origin(body, body.outputs[place]) is body.inputs[place + skip]
        return node.inputs[place + 3 * skip] if same else None
    return None


def _input_number(graph: Graph, value: Value) -> int | None:
    found = origin(graph, value)
    return graph.inputs.index(found) if found in graph.inputs else None


def writes(graph: Graph) -> bool:
    """Whether a region writes into memory that it was given."""
    return any(
        bool(node.params.get("inplace")) or any(writes(region) for region in node.regions.values())
        for node in graph.nodes
    )


def _bind(emit: Emitter, inputs: Sequence[Value], operands: Sequence[Value]) -> None:
    """Let a region's inputs be its operands."""
    for inner, outer in zip(inputs, operands, strict=True):
        emit.env[inner] = emit.env[outer]
        emit.facts.pop(inner, None)
        if outer in emit.facts:
            emit.facts[inner] = emit.facts[outer]
        emit.numbers.pop(inner, None)
        if outer in emit.numbers:
            emit.numbers[inner] = emit.numbers[outer]
        found = emit.env[outer]
        if isinstance(found, Array):
            _learn_sizes(emit, inner, found)


def _learn_sizes(emit: Emitter, value: Value, array: Array) -> None:
    for size, text in zip(value.type.shape, array.dims, strict=True):
        if not isinstance(size, int) and size not in emit.symbols:
            emit.symbols[size] = text


@dataclasses.dataclass
class _Scope:
    """What is known outside a region, restored at its end."""

    emit: Emitter

    def __enter__(self) -> _Scope:
        self.symbols = dict(self.emit.symbols)
        self.sizes = dict(self.emit.sizes)
        self.equal = dict(self.emit.equal)
        self.env = dict(self.emit.env)
        return self

    def __exit__(self, *_: object) -> None:
        self.emit.symbols = self.symbols
        self.emit.sizes = self.sizes
        self.emit.equal = self.equal
        self.emit.env = self.env


def _outputs(emit: Emitter, graph: Graph) -> list[str]:
    """Return the expressions of a region's outputs; arrays as variables."""
    return [
        emit.stored(value) if isinstance(emit.env[value], Array) else emit.scalar(value)
        for value in graph.outputs
    ]


# ------------------------------------------------------------------ cond


def cond(emit: Emitter, node: Node) -> None:
    """Write ``if``: each branch sets the result variables."""
    pred, *operands = node.inputs
    branches = [node.params["then"], node.params["orelse"]]
    if any(map(writes, branches)):
        emit.settle()
    emit.hold(operands)
    test = emit.scalar(pred)
    own, free = emit.own, [value for value in operands if replaceable(emit, node, value)]
    within = frozenset(emit.stored(value) for value in free)
    blocks: list[list[str]] = []
    results: list[list[str]] = []
    known: list[list[Range]] = []
    roots: list[list[frozenset[str]]] = []
    for branch in branches:
        with _Scope(emit), emit.apart() as lines:
            emit.own = within
            _bind(emit, branch.inputs, operands)
            emit.graph(branch)
            results.append(_outputs(emit, branch))
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
        _bind_result(emit, value, name)


def _kept_name(names: frozenset[str] | set[str], results: list[list[str]], place: int) -> str | None:
    """Return the variable that one branch hands on and the other one may assign anew."""
    for side in (0, 1):
        text = results[side][place]
        if text in names and all(text not in line for line in _others(results, place)):
            return text
    return None


def _others(results: list[list[str]], place: int) -> list[set[str]]:
    return [
        set(re.findall(r"[A-Za-z_]\w*", text))
        for texts in results
        for other, text in enumerate(texts)
        if other != place
    ]


def _bind_result(emit: Emitter, value: Value, name: str) -> None:
    if value.type.is_scalar:
        emit.env[value] = name
    else:
        emit.env[value] = stored_array(name, emit.shape_of(name, value.type), emit.roots.get(name))


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


# ------------------------------------------------------------------ loops


def _carry(emit: Emitter, body: Graph, inner: Sequence[Value], initial: Sequence[Value]) -> list[str]:
    """Return the variables of the loop-carried values, set to their initial values."""
    names = []
    own: set[str] = set()
    for place, (value, first) in enumerate(zip(inner, initial, strict=True)):
        array = isinstance(emit.env[first], Array)
        start = emit.stored(first) if array else emit.scalar(first)
        if body.outputs[place] is value or (array and origin(body, body.outputs[place]) is value):
            names.append(start if array else emit.variable(first))
            continue
        name = emit.name(value.hint or first.hint, "state")
        emit.line(f"{name} = {start}")
        names.append(name)
        own |= {name} if array else set()
    _own_roots(emit, names, initial)
    emit.own = frozenset(own)
    return names


def _roots_of(emit: Emitter, value: Value) -> frozenset[str]:
    found = emit.env[value]
    assert isinstance(found, Array)
    return found.roots if found.name is None else emit.roots.get(found.name, frozenset([found.name]))


def _own_roots(emit: Emitter, names: Sequence[str], initial: Sequence[Value]) -> None:
    """Note what memory the variables of a loop may be in: their own, where they began in memory of their own.

    Loop-carried arrays that are written never share memory with others: the pass `buffers` sees to that.
    """
    arrays = [
        (name, value)
        for name, value in zip(names, initial, strict=True)
        if isinstance(emit.env[value], Array)
    ]
    moving = [(name, value) for name, value in arrays if name != emit.stored(value)]
    together = [root for _, value in moving for root in _roots_of(emit, value)]
    distinct = len(set(together)) == len(together)
    for name, value in moving:
        own = _roots_of(emit, value) if distinct else frozenset(together).union(other for other, _ in moving)
        emit.roots[name] = own | {name}


def _mix_roots(emit: Emitter, names: Sequence[str], operands: Sequence[Value]) -> None:
    """Note that after a loop its variables may be in each other's memory."""
    mixed = frozenset(names).union(
        *(_roots_of(emit, value) for value in operands if isinstance(emit.env[value], Array)),
    )
    steady = {emit.env[value].name for value in operands if isinstance(emit.env[value], Array)}  # type: ignore[union-attr]
    for name in names:
        if name in emit.roots and name not in steady:
            emit.roots[name] = mixed


def _bind_carried(
    emit: Emitter, body: Graph, inner: Sequence[Value], initial: Sequence[Value], names: Sequence[str]
) -> None:
    """Let a region's carried inputs be the loop's variables."""
    for place, (value, first, name) in enumerate(zip(inner, initial, names, strict=True)):
        emit.numbers.pop(value, None)
        emit.facts.pop(value, None)
        if value.type.is_scalar:
            emit.env[value] = name
            emit.facts[value] = _grown(emit, body, place, value, first)
            continue
        same = name == emit.stored(first)
        dims = emit.array(first).dims if same else emit.shape_of(name, value.type)
        emit.env[value] = stored_array(name, dims, emit.roots.get(name))
        if same:
            _learn_sizes(emit, value, emit.array(first))


def _grown(emit: Emitter, body: Graph, place: int, value: Value, first: Value) -> Range:
    """Return what holds of a carried int in every round."""
    known = emit.range(first)
    last = body.outputs[place]
    if last is value:
        return known
    maker = next((node for node in body.nodes if last in node.outputs), None)
    if maker is None or value.type.kind != "python" or len(maker.inputs) != 2 or maker.inputs[0] is not value:
        return ranges.ANY
    by = body.constants.get(maker.inputs[1])
    if type(by) is not int or maker.op.name not in ("add", "subtract"):
        return ranges.ANY
    if maker.op.name == "subtract":
        by = -by
    return Range(low=known.low) if by >= 0 else Range(high=known.high, under=known.under)


def _advance(emit: Emitter, body: Graph, names: Sequence[str], skip: int) -> None:
    """Write the assignment of the next round's values."""
    texts = _outputs(emit, body)
    steady = [new is old for new, old in zip(body.outputs, body.inputs[skip:], strict=False)]
    todo = [
        (name, text)
        for name, text, same in zip(names, texts, steady, strict=True)
        if name != text and not same
    ]
    if not todo:
        return
    words = [set(re.findall(r"[A-Za-z_]\w*", text)) for _, text in todo]
    clash = any(name in later for k, (name, _) in enumerate(todo) for later in words[k + 1 :])
    if clash:
        emit.line(f"{join(name for name, _ in todo)} = {join(text for _, text in todo)}")
        return
    for name, text in todo:
        emit.line(f"{name} = {text}")


def _finish(emit: Emitter, node: Node, names: Sequence[str], initial: Sequence[Value]) -> None:
    for value, name, first in zip(node.outputs, names, initial, strict=True):
        if not value.type.is_scalar and name == emit.stored(first):
            _learn_sizes(emit, value, emit.array(first))
            emit.env[value] = emit.env[first]
        else:
            _bind_result(emit, value, name)


def _test(emit: Emitter, graph: Graph) -> tuple[str, list[str]]:
    """Return a loop test's expression, and the lines that must run before it."""
    lines: list[str] = []
    outer, emit.lines = emit.lines, lines
    emit.graph(graph)
    text = emit.scalar(graph.outputs[0])
    emit.lines = outer
    return text, [line for line in lines if not line.lstrip().startswith("#")]


def while_loop(emit: Emitter, node: Node) -> None:
    """Write ``while``."""
    before = emit.own
    with emit.rounds():
        _while_loop(emit, node)
    emit.own = before


def _while_loop(emit: Emitter, node: Node) -> None:
    test, body = node.params["test"], node.params["body"]
    count = node.params["carried"]
    initial, fixed = node.inputs[:count], node.inputs[count:]
    if writes(body) or writes(test):
        emit.settle()
    emit.hold(node.inputs)
    names = _carry(emit, body, body.inputs[:count], initial)
    with _Scope(emit), emit.apart() as lines:
        _bind_carried(emit, body, body.inputs[:count], initial, names)
        _bind(emit, test.inputs, [*body.inputs[:count], *fixed])
        text, before = _test(emit, test)
        lines.extend(before)
        plain = not lines
        if not plain:
            emit.line(f"if not ({text}):")
            emit.line("    break")
        _bind(emit, body.inputs[count:], fixed)
        emit.graph(body)
        _advance(emit, body, names, 0)
    emit.before_rounds()
    emit.line(f"while {text}:" if plain else "while True:")
    emit.lines.extend(_filled(emit, lines))
    _mix_roots(emit, names, node.inputs)
    _finish(emit, node, names, initial)


def for_loop(emit: Emitter, node: Node) -> None:
    """Write ``for`` over a range."""
    before = emit.own
    with emit.rounds():
        _for_loop(emit, node)
    emit.own = before


def _for_loop(emit: Emitter, node: Node) -> None:
    start, stop, step, *operands = node.inputs
    body, test, count = node.params["body"], node.params.get("test"), node.params["carried"]
    initial, fixed = operands[:count], operands[count:]
    by = emit.range(step)
    if by.low <= 0 <= by.high:
        emit.stop(f"{emit.variable(step)} == 0")
    if writes(body) or (test is not None and writes(test)):
        emit.settle()
    emit.hold(operands)
    names = _carry(emit, body, body.inputs[1 : 1 + count], initial)
    bounds = [cast(emit.scalar(value), value.type.dtype, np.dtype("i8")) for value in (start, stop, step)]
    index = emit.name(body.inputs[0].hint, "i")
    with _Scope(emit), emit.apart() as lines:
        emit.env[body.inputs[0]] = index
        emit.facts[body.inputs[0]] = _rounds(emit.range(start), emit.range(stop), by)
        _bind_carried(emit, body, body.inputs[1 : 1 + count], initial, names)
        if test is not None:
            _bind(emit, test.inputs, [*body.inputs[: 1 + count], *fixed])
            text, before = _test(emit, test)
            lines.extend(before)
            emit.line(f"if not ({text}):")
            emit.line("    break")
        _bind(emit, body.inputs[1 + count :], fixed)
        emit.graph(body)
        _advance(emit, body, names, 1)
    shown = bounds[:2] if bounds[2] == "1" else bounds
    if bounds[2] == "1" and bounds[0] == "0":
        shown = bounds[1:2]
    emit.before_rounds()
    emit.line(f"for {index} in range({join(shown)}):")
    emit.lines.extend(_filled(emit, lines))
    _mix_roots(emit, names, operands)
    _finish(emit, node, names, initial)


def _filled(emit: Emitter, lines: list[str]) -> list[str]:
    """Return a block's lines, `pass` if there is nothing to do."""
    empty = all(line.lstrip().startswith("#") for line in lines)
    return ["    " * (emit.level + 1) + "pass"] if empty else lines


def _rounds(start: Range, stop: Range, step: Range) -> Range:
    """Return what a loop's index can be."""
    if step.low > 0:
        return Range(
            start.low, max(stop.high - 1, start.low), {key: by - 1 for key, by in stop.under.items()}
        )
    if step.high < 0:
        return Range(min(stop.low + 1, start.high), start.high, start.under)
    return Range(min(start.low, stop.low), max(start.high, stop.high))


# ------------------------------------------------------------------ calls


def call(emit: Emitter, node: Node) -> None:
    """Write the call of a function of the same kernel."""
    function = node.params["function"]
    emit.settle()
    emit.hold(node.inputs)
    name = emit.module.function(function)
    emit.stop("depth <= 0", reason="the recursion is deep")
    operands = [emit.stored(v) if isinstance(emit.env[v], Array) else emit.variable(v) for v in node.inputs]
    found = emit.assign(f"{name}({join(['fault', 'depth - 1', *operands])}, *constants)", "", "found")
    emit.line(f"if {found} is None:")
    emit.line("    return None")
    names = [emit.name(value.hint, "result") for value in node.outputs]
    if names:
        emit.line(f"{join(names)}{',' if len(names) == 1 else ''} = value_of({found})")
    for value, own in zip(node.outputs, names, strict=True):
        emit.roots[own] = frozenset([own])
        _bind_result(emit, value, own)
