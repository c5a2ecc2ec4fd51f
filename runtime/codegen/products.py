"""Products of matrices and vectors, by NumPy's own loops: the same BLAS calls, hence the same bits."""

from __future__ import annotations

import dataclasses

import numpy as np

from autograph.runtime.codegen.elements import broadcast
from autograph.runtime.codegen.emitter import Emitter, fusing
from autograph.runtime.codegen.hosting import host
from autograph.runtime.codegen.text import atom, cast, join, typed
from autograph.runtime.codegen.values import Array, Index, look, stored_array, view_text
from autograph.runtime.graph import Node, Value

__all__ = ["matmul", "outer"]


def _operand(emit: Emitter, node: Node, value: Value, dtype: np.dtype[np.generic]) -> str:
    """Return a variable that holds an operand in the product's dtype."""
    found = emit.array(value)
    backwards = found.view is not None and any(
        step.startswith("-") for axis in found.view.axes for _, step in axis
    )
    if value.type.dtype == dtype and not (backwards and node.op.name == "dot"):  # which copies those
        return emit.stored(value)
    own = value.type.dtype
    cast_ = Array(found.dims, lambda index: cast(found.at(index), own, dtype), found.roots, None, 1)
    stored = emit.materialise(cast_, value.type.with_(dtype=dtype))
    assert stored.name is not None
    return stored.name


def matmul(emit: Emitter, node: Node) -> None:
    """Write a product of vectors, of matrices, or of stacks of them, which `dot` pairs in another way."""
    a, b = node.inputs
    result = node.outputs[0]
    dtype = result.type.dtype
    ranks = a.type.ndim, b.type.ndim
    stacked = max(ranks) > 2
    if min(ranks) < 1 or (stacked and node.op.name != "matmul") or dtype.kind not in "fc":
        host(emit, node)
        return
    left, right = emit.array(a).dims, emit.array(b).dims
    inner = right[-2:][0]
    if emit.canonical(left[-1]) != emit.canonical(inner):
        emit.stop(f"{left[-1]} != {inner}")
        emit.equate(left[-1], inner)
    if stacked:
        _stacked(emit, node)
        return
    names = [_operand(emit, node, value, dtype) for value in (a, b)]
    if ranks == (1, 1):
        text = f"np_dot({join(names)})"
        emit.bind_scalar(result, text, inline=False)
        return
    sizes = emit.dims(result, [*left[:-1], *right[1:]])
    out = emit.allocate(sizes, dtype, result.hint)
    emit.line(f"np_matmul({join([*names, out])})")
    emit.env[result] = stored_array(out, sizes)


def _stacked(emit: Emitter, node: Node) -> None:
    """Write the product of each pair of matrices."""
    result = node.outputs[0]
    names = [_operand(emit, node, value, result.type.dtype) for value in node.inputs]
    operands = [stored_array(name, emit.array(v).dims) for name, v in zip(names, node.inputs, strict=True)]
    stacks = [dataclasses.replace(one, dims=one.dims[:-2]) for one in operands]
    dims, maps = broadcast(emit, node, [value.type.shape[:-2] for value in node.inputs], stacks)
    left, right = (one.dims for one in operands)
    sizes = emit.dims(result, [*dims, *left[-2:-1], *(right[-1:] if len(right) > 1 else ())])
    out = emit.allocate(sizes, result.type.dtype, result.hint)
    with emit.nest(dims) as index:
        pairs = [(one, move(index)) for one, move in zip(operands, maps, strict=True)]
        parts = [_part(one, place) for one, place in [*pairs, (stored_array(out, sizes), index)]]
        emit.line(f"np_matmul({join(emit.assign(part, '', 'part') for part in parts)})")
    emit.env[result] = stored_array(out, sizes)


def _part(stack: Array, index: Index) -> str:
    """Return the expression of one matrix, or vector, of a stack."""
    rest = range(len(index), len(stack.dims))
    text = view_text(
        look(stack, [*index, *["0"] * len(rest)], [((axis, "1"),) for axis in rest], stack.dims[len(index) :])
    )
    assert text is not None
    return text


def outer(emit: Emitter, node: Node) -> None:
    """Write the products of all pairs, computed on reading."""
    a, b = node.inputs
    result = node.outputs[0]
    dtype = result.type.dtype
    if dtype.kind not in "iuf":
        host(emit, node)
        return
    arrays = [emit.array(value) for value in (a, b)]
    for value, array in zip((a, b), arrays, strict=True):
        if array.cost:
            emit.stored(value)
    one, other = emit.array(a), emit.array(b)

    def at(index: Index) -> str:
        x = cast(one.at(index[:1]), a.type.dtype, dtype)
        y = cast(other.at(index[1:]), b.type.dtype, dtype)
        return typed(f"{atom(x)} * {atom(y)}", dtype)

    dims = emit.dims(result, [one.dims[0], other.dims[0]])
    emit.bind_array(result, Array(dims, at, one.roots | other.roots, None, 1))


fusing(outer)
