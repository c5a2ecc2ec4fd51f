"""New arrays out of sizes and numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from autograph.runtime.codegen.emitter import Emitter, fusing
from autograph.runtime.codegen.hosting import host
from autograph.runtime.codegen.storing import check_stored, converted
from autograph.runtime.codegen.text import atom, cast
from autograph.runtime.codegen.values import Array, Index, moved, stored_array
from autograph.runtime.graph import Node, Value
from autograph.runtime.types import Symbol

__all__ = ["arange", "empty", "eye", "full", "sizes_of"]


def sizes_of(emit: Emitter, values: Sequence[Value], shape: Sequence[int | Symbol]) -> list[str]:
    """Return sizes as variables, after the check that none is negative; note what they are sizes of."""
    texts = [emit.simple(cast(emit.scalar(v), v.type.dtype, np.dtype("i8")), v.hint, "n") for v in values]
    for text, value in zip(texts, values, strict=True):
        if emit.range(value).low < 0:
            emit.stop(f"{text} < 0")
    for value, size in zip(values, shape, strict=True):
        if emit.range(value).single is None:
            emit.facts[value] = emit.range(value).equal(size)
    return texts


def full(emit: Emitter, node: Node) -> None:
    """Write an array of one number; it needs no memory unless it is written."""
    *sizes, value = node.inputs
    result = node.outputs[0]
    dtype = result.type.dtype
    dims = emit.dims(result, sizes_of(emit, sizes, result.type.shape))
    check_stored(emit, value, dtype)
    text = emit.simple(converted(emit.variable(value), value.type, dtype))
    emit.bind_array(result, Array(dims, lambda _: text, frozenset()))


def empty(emit: Emitter, node: Node) -> None:
    """Write an array whose content means nothing: zeros, as in the interpreter."""
    result = node.outputs[0]
    dims = emit.dims(result, sizes_of(emit, node.inputs, result.type.shape))
    text = cast("0", np.dtype("i8"), result.type.dtype)
    emit.bind_array(result, Array(dims, lambda _: text, frozenset()))


def arange(emit: Emitter, node: Node) -> None:
    """Write ``arange`` of ints, or of doubles."""
    result = node.outputs[0]
    ints = all(v.type.dtype.kind == "i" and v.type.kind == "python" for v in node.inputs)
    if result.type.dtype == np.float64 and all(v.type.dtype in (np.int64, np.float64) for v in node.inputs):
        _arange_of_doubles(emit, node)
        return
    if not ints or result.type.dtype != np.int64:
        host(emit, node)
        return
    start, stop, step = (emit.variable(value) for value in node.inputs)
    by = emit.range(node.inputs[2])
    if by.low <= 0 <= by.high:
        emit.stop(f"{step} == 0")
    if start == "0" and step == "1":
        count = stop if emit.range(node.inputs[1]).low >= 0 else emit.assign(f"max(0, {stop})", "", "n")
    else:
        count = emit.assign(f"slice_count({start}, {stop}, {step})", "", "n")
    dims = emit.dims(result, [count])

    def at(index: Index) -> str:
        return moved(start, index[0] if step == "1" else f"{atom(index[0])} * {atom(step)}")

    emit.bind_array(result, Array(dims, at, frozenset()))


_EXACT = 2**52
"""Ints up to this, and what is between them, are doubles."""


def _arange_of_doubles(emit: Emitter, node: Node) -> None:
    """Write the doubles between two: NumPy adds a step once, and then so many of the distance that made."""
    start, stop, step = (_double(emit, value) for value in node.inputs)
    emit.stop(f"{step} == 0.0")
    rounds = emit.assign(f"({stop} - {start}) / {step}", "", "rounds")
    emit.stop(f"not (absolute({rounds}) < {_EXACT}.0)")
    whole = f"truncate_int64(ceil(maximum({rounds}, 0.0)))"
    least = f"select(({rounds} == 0.0) & ({stop} != {start}) & (not signbit({rounds})), 1, {whole})"
    dims = emit.dims(node.outputs[0], [emit.assign(least, "", "n")])
    second = emit.assign(f"{start} + {step}", "", "second")
    apart = emit.assign(f"{second} - {start}", "", "apart")

    def at(index: Index) -> str:
        (place,) = index
        rest = f"select({place} == 1, {second}, {start} + float64({place}) * {apart})"
        return f"select({place} == 0, {start}, {rest})"

    emit.bind_array(node.outputs[0], Array(dims, at, frozenset(), None, 3))


def _double(emit: Emitter, value: Value) -> str:
    """Return a number as a double; ints that are none are left to Python."""
    text = emit.variable(value)
    if value.type.dtype == np.float64:
        return text
    range_ = emit.range(value)
    if range_.low < -_EXACT or range_.high > _EXACT:
        emit.stop(f"{text} < -{_EXACT} or {text} > {_EXACT}", reason="an end of a range is no double")
    return emit.simple(cast(text, np.dtype("i8"), np.dtype("f8")))


def eye(emit: Emitter, node: Node) -> None:
    """Write ones along a diagonal, zeros beside it."""
    result = node.outputs[0]
    dtype = result.type.dtype
    dims = emit.dims(result, sizes_of(emit, node.inputs, result.type.shape))
    name = emit.allocate(dims, dtype, result.hint)
    offset = node.params.get("k", 0)
    with emit.nest(dims) as (row, column):
        equal = f"{column} == {moved(row, str(offset))}"
        emit.line(f"{name}[{row}, {column}] = {cast(equal, np.dtype(bool), dtype)}")
    emit.env[result] = stored_array(name, dims)


for _rule in (full, empty, arange, eye):
    fusing(_rule)
