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
    """Write ``arange`` of ints; of floats NumPy is asked."""
    result = node.outputs[0]
    ints = all(v.type.dtype.kind == "i" and v.type.kind == "python" for v in node.inputs)
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
