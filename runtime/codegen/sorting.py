"""Sorting a short row and searching a sorted one: in the kernel where leaving it would take longer."""

from __future__ import annotations

import numpy as np

from autograph.runtime.codegen.emitter import Emitter
from autograph.runtime.codegen.hosting import host
from autograph.runtime.codegen.text import DType, cast
from autograph.runtime.codegen.values import Array, stored_array
from autograph.runtime.graph import Node

__all__ = ["argsort", "searchsorted", "sort"]

_SHORT = 24
"""Rows of up to so many elements are sorted by insertion, longer ones by NumPy."""


def sort(emit: Emitter, node: Node) -> None:
    """Write ``np.sort(x)`` of a row."""
    dtype, kind = node.inputs[0].type.dtype, node.params.get("kind")
    if not _is_row(node) or dtype.kind not in "iuf" or (dtype.kind == "f" and kind not in _STABLE):
        host(emit, node)  # other algorithms order zeros of both signs in another way
        return

    _short_or_host(emit, node, numbers=False)


def argsort(emit: Emitter, node: Node) -> None:
    """Write ``np.argsort(x, kind="stable")`` of a row."""
    dtype = node.inputs[0].type.dtype
    if not _is_row(node) or dtype.kind not in "biuf" or node.params.get("kind") not in _STABLE:
        host(emit, node)
        return

    _short_or_host(emit, node, numbers=True)


_STABLE = ("stable", "mergesort")


def _is_row(node: Node) -> bool:
    return node.inputs[0].type.ndim == 1


def _less(one: str, two: str, dtype: DType) -> str:
    """Return whether an element stands before another: NaN stands last."""
    if dtype.kind == "b":
        return f"{two} and not {one}"
    return f"{one} < {two} or ({two} != {two} and {one} == {one})" if dtype.kind == "f" else f"{one} < {two}"


def _short_or_host(emit: Emitter, node: Node, *, numbers: bool) -> None:
    """Write that a short row's elements are inserted one after another, and that NumPy sorts a long one.

    The result is made of the elements, or of their `numbers` in the row.
    """
    value, result = node.inputs[0], node.outputs[0]
    dtype = np.dtype(np.intp) if numbers else value.type.dtype
    row = emit.stored(value)
    (size,) = dims = emit.dims(result, emit.array(value).dims)
    out = emit.allocate(dims, dtype, result.hint)
    with emit.block(f"if {size} <= {_SHORT}:"), emit.nest(dims) as (i,):
        element = emit.assign(f"{row}[{i}]", "", "element")
        place = emit.assign(i, "", "place")
        with emit.block(f"while {place} > 0:"):
            before = emit.assign(f"{out}[{place} - 1]", "", "before")
            other = emit.assign(f"{row}[{before}]", "", "other") if numbers else before
            with emit.block(f"if not ({_less(element, other, value.type.dtype)}):"):
                emit.line("break")
            emit.line(f"{out}[{place}] = {before}")
            emit.line(f"{place} = {place} - 1")
        emit.line(f"{out}[{place}] = {i if numbers else element}")
    with emit.block("else:"):
        host(emit, node)
        found = emit.array(result)
        with emit.nest(dims) as (i,):
            emit.line(f"{out}[{i}] = {found.at((i,))}")
    emit.env[result] = stored_array(out, dims)


def searchsorted(emit: Emitter, node: Node) -> None:
    """Write ``np.searchsorted(a, v)`` of a number, as NumPy searches: the place is halved."""
    row, number = node.inputs
    dtype = np.result_type(row.type.dtype, number.type.dtype)
    if number.type.shape or isinstance(emit.env[number], Array) or not _fits(row.type.dtype, dtype):
        host(emit, node)
        return
    name = emit.stored(row)
    (size,) = emit.array(row).dims
    wanted = emit.assign(cast(emit.variable(number), number.type.dtype, dtype), "", "wanted")
    first, last = emit.assign("0", "", "first"), emit.assign(size, "", "last")
    with emit.block(f"while {first} < {last}:"):
        middle = emit.assign(f"{first} + (({last} - {first}) >> 1)", "", "middle")
        element = emit.assign(cast(f"{name}[{middle}]", row.type.dtype, dtype), "", "element")
        pair = (element, wanted) if node.params.get("side", "left") == "left" else (wanted, element)
        before = _less(*pair, dtype)
        with emit.block(f"if {before if pair[0] is element else f'not ({before})'}:"):
            emit.line(f"{first} = {middle} + 1")
        with emit.block("else:"):
            emit.line(f"{last} = {middle}")
    emit.bind_scalar(node.outputs[0], first, inline=False)


def _fits(dtype: DType, both: DType) -> bool:
    return dtype.kind in "iuf" and both.kind in "iuf"
