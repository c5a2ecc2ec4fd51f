"""Loops: loop-carried values become variables."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from autograph.runtime.codegen import ranges
from autograph.runtime.codegen.emitter import Emitter
from autograph.runtime.codegen.ranges import Range
from autograph.runtime.codegen.regions import (
    Scope,
    bind_inputs,
    bind_result,
    learn_sizes,
    origin,
    outputs,
    writes,
)
from autograph.runtime.codegen.text import WORD, cast, join
from autograph.runtime.codegen.values import Array, moved, stored_array
from autograph.runtime.graph import Graph, Node, Value
from autograph.runtime.types import symbol

__all__ = ["for_loop", "while_loop"]


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


def _mix_roots(
    emit: Emitter, body: Graph, inner: Sequence[Value], names: Sequence[str], operands: Sequence[Value]
) -> None:
    """Note that after a loop its variables may share memory, but none with what is written in place."""
    results = body.outputs[: len(names)]
    alone = frozenset().union(
        *(
            emit.roots[name] | {name}
            for name, value, last in zip(names, inner, results, strict=True)
            if name in emit.roots and last is not value and origin(body, last) is value
        )
    )
    mixed = frozenset(names).union(
        *(_roots_of(emit, value) for value in operands if isinstance(emit.env[value], Array)),
    )
    mixed -= alone
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
            learn_sizes(emit, value, emit.array(first))


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
    texts = outputs(emit, body)
    steady = [new is old for new, old in zip(body.outputs, body.inputs[skip:], strict=False)]
    todo = [
        (name, text)
        for name, text, same in zip(names, texts, steady, strict=True)
        if name != text and not same
    ]
    if not todo:
        return
    words = [set(WORD.findall(text)) for _, text in todo]
    clash = any(name in later for k, (name, _) in enumerate(todo) for later in words[k + 1 :])
    if clash:
        emit.line(f"{join(name for name, _ in todo)} = {join(text for _, text in todo)}")
        return
    for name, text in todo:
        emit.line(f"{name} = {text}")


def _finish(emit: Emitter, node: Node, names: Sequence[str], initial: Sequence[Value]) -> None:
    for value, name, first in zip(node.outputs, names, initial, strict=True):
        if not value.type.is_scalar and name == emit.stored(first):
            learn_sizes(emit, value, emit.array(first))
            emit.env[value] = emit.env[first]
        else:
            bind_result(emit, value, name)


def _test(emit: Emitter, graph: Graph) -> tuple[str, list[str]]:
    """Return a loop test's expression, and the lines that must run before it."""
    lines: list[str] = []
    outer, emit.lines = emit.lines, lines
    own, emit.own = emit.own, frozenset()  # the body reads the loop's variables after the test
    emit.graph(graph)
    text = emit.scalar(graph.outputs[0])
    emit.lines, emit.own = outer, own
    return text, [line for line in lines if not line.lstrip().startswith("#")]


def while_loop(emit: Emitter, node: Node) -> None:
    """Write ``while``."""
    with emit.rounds():
        _while_loop(emit, node)


def _while_loop(emit: Emitter, node: Node) -> None:
    test, body = node.params["test"], node.params["body"]
    count = node.params["carried"]
    initial, fixed = node.inputs[:count], node.inputs[count:]
    if writes(body) or writes(test):
        emit.settle()
    emit.hold(node.inputs)
    names = _carry(emit, body, body.inputs[:count], initial)
    with Scope(emit), emit.apart() as lines:
        _bind_carried(emit, body, body.inputs[:count], initial, names)
        bind_inputs(emit, test.inputs, [*body.inputs[:count], *fixed])
        text, before = _test(emit, test)
        lines.extend(before)
        plain = not lines
        if not plain:
            emit.line(f"if not ({text}):")
            emit.line("    break")
        bind_inputs(emit, body.inputs[count:], fixed)
        emit.graph(body)
        _advance(emit, body, names, 0)
    emit.before_rounds()
    emit.line(f"while {text}:" if plain else "while True:")
    emit.lines.extend(_filled(emit, lines))
    _mix_roots(emit, body, body.inputs[:count], names, node.inputs)
    _finish(emit, node, names, initial)


def for_loop(emit: Emitter, node: Node) -> None:
    """Write ``for`` over a range."""
    step = node.inputs[2]
    by = emit.range(step)
    if by.low <= 0 <= by.high:  # found out before the loop, whose own doubts are not known yet
        emit.stop(f"{emit.variable(step)} == 0")
    with emit.rounds():
        _for_loop(emit, node)


def _for_loop(emit: Emitter, node: Node) -> None:
    start, stop, step, *operands = node.inputs
    body, test, count = node.params["body"], node.params.get("test"), node.params["carried"]
    initial, fixed = operands[:count], operands[count:]
    by = emit.range(step)
    if writes(body) or (test is not None and writes(test)):
        emit.settle()
    emit.hold(operands)
    names = _carry(emit, body, body.inputs[1 : 1 + count], initial)
    bounds = [cast(emit.scalar(value), value.type.dtype, np.dtype("i8")) for value in (start, stop, step)]
    index = emit.name(body.inputs[0].hint, "i")
    with Scope(emit), emit.apart() as lines:
        emit.env[body.inputs[0]] = index
        _tell_index(emit, index, bounds)
        emit.facts[body.inputs[0]] = _rounds(emit.range(start), _end(emit, emit.range(stop), bounds[1]), by)
        _bind_carried(emit, body, body.inputs[1 : 1 + count], initial, names)
        if test is not None:
            bind_inputs(emit, test.inputs, [*body.inputs[: 1 + count], *fixed])
            text, before = _test(emit, test)
            lines.extend(before)
            emit.line(f"if not ({text}):")
            emit.line("    break")
        bind_inputs(emit, body.inputs[1 + count :], fixed)
        emit.graph(body)
        _advance(emit, body, names, 1)
    shown = bounds[:2] if bounds[2] == "1" else bounds
    if bounds[2] == "1" and bounds[0] == "0":
        shown = bounds[1:2]
    emit.before_rounds()
    emit.line(f"for {index} in range({join(shown)}):")
    emit.lines.extend(_filled(emit, lines))
    _mix_roots(emit, body, body.inputs[1 : 1 + count], names, operands)
    _finish(emit, node, names, initial)


def _tell_index(emit: Emitter, index: str, bounds: Sequence[str]) -> None:
    """Note what the index of a loop is at least and at most."""
    start, stop, step = bounds
    if step == "1":
        emit.module.alike.index(index, start, moved(stop, "-1"))
    elif step.strip("()") == "-1":
        emit.module.alike.index(index, moved(stop, "1"), start)


def _filled(emit: Emitter, lines: list[str]) -> list[str]:
    """Return a block's lines, `pass` if there is nothing to do."""
    empty = all(line.lstrip().startswith("#") for line in lines)
    return ["    " * (emit.level + 1) + "pass"] if empty else lines


def _end(emit: Emitter, known: Range, text: str) -> Range:
    """Return what is known of a loop's end, as a bound with a name where no size is known above it."""
    if known.under or known.single is not None or not text.isidentifier():
        return known
    bound = symbol()
    emit.bounds[bound] = text
    return Range(known.low, known.high, {bound: 0})


def _rounds(start: Range, stop: Range, step: Range) -> Range:
    """Return what a loop's index can be."""
    if step.low > 0:
        return Range(
            start.low, max(stop.high - 1, start.low), {key: by - 1 for key, by in stop.under.items()}
        )
    if step.high < 0:
        return Range(min(stop.low + 1, start.high), start.high, start.under)
    return Range(min(start.low, stop.low), max(start.high, stop.high))
