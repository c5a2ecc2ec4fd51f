"""Sorting rows and searching a sorted one."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import numpy as np

from autograph.runtime.codegen.emitter import Emitter
from autograph.runtime.codegen.hosting import host
from autograph.runtime.codegen.numpy_sorts import KINDS, is_known
from autograph.runtime.codegen.sharing import shared
from autograph.runtime.codegen.text import DType, atom, cast, join
from autograph.runtime.codegen.values import Array, stored_array
from autograph.runtime.graph import Node

__all__ = ["argsort", "searchsorted", "sort"]


def sort(emit: Emitter, node: Node) -> None:
    """Write ``np.sort(x)`` along the last axis."""
    _by_rows(emit, node, "sort")


def argsort(emit: Emitter, node: Node) -> None:
    """Write ``np.argsort(x)`` along the last axis."""
    _by_rows(emit, node, "argsort")


def _by_rows(emit: Emitter, node: Node, function: str) -> None:
    """Write that NumPy's function for the dtype sorts each row, or the numbers of its elements."""
    value, result = node.inputs[0], node.outputs[0]
    dtype, number = value.type.dtype, KINDS.get(node.params.get("kind"))
    last = node.params["axis"] == value.type.ndim - 1
    if number is None or not last or dtype.kind not in "biuf" or not is_known(function, number, dtype.char):
        host(emit, node)
        return
    source = emit.array(value)
    dims = emit.dims(result, source.dims)
    row = emit.stored(value) if function == "argsort" else ""
    if row and row not in emit.contiguous:
        row = emit.materialise(emit.array(value), value.type).name or ""
    out = emit.allocate(dims, result.type.dtype, result.hint)
    *outer, size = dims
    with emit.nest(dims, [] if row else [source]) as index:
        emit.line(f"{out}[{join(index)}] = {index[-1] if row else source.at(index)}")
    failed, place = emit.assign("False", "", "failed"), emit.assign("0", "", "place")
    with emit.nest(outer):
        given = join([*([row] if row else []), out, place, size])
        emit.line(f"{failed} = {failed} | {function}_row_{number}({given})")
        emit.line(f"{place} = {place} + {atom(size)}")
    emit.stop(failed, exception=MemoryError("there is no memory to sort in"))
    emit.env[result] = stored_array(out, dims)


def _less(one: str, two: str, dtype: DType) -> str:
    """Return whether an element stands before another: NaN stands last."""
    if dtype.kind == "b":
        return f"{two} and not {one}"
    return f"{one} < {two} or ({two} != {two} and {one} == {one})" if dtype.kind == "f" else f"{one} < {two}"


def searchsorted(emit: Emitter, node: Node) -> None:
    """Write ``np.searchsorted(a, v)`` as NumPy searches, also in what is not sorted."""
    row, wanted = node.inputs
    dtype = np.result_type(row.type.dtype, wanted.type.dtype)
    if not _fits(row.type.dtype, dtype) or not _is_known():
        host(emit, node)
        return
    search = _Search(emit, node, dtype)
    if not isinstance(emit.env[wanted], Array):
        emit.bind_scalar(node.outputs[0], search.place(emit.variable(wanted)), inline=False)
        return
    source, result = emit.array(wanted), node.outputs[0]
    dims = emit.dims(result, source.dims)
    out = emit.allocate(dims, result.type.dtype, result.hint)
    with shared(emit, out, dims, source), emit.nest(dims, [source]) as index:
        emit.line(f"{stored_array(out, dims).at(index)} = {search.place(source.at(index))}")
    emit.env[result] = stored_array(out, dims)


class _Search:
    """Writes one search."""

    def __init__(self, emit: Emitter, node: Node, dtype: DType) -> None:
        self.emit, self.dtype, self.side = emit, dtype, node.params.get("side", "left")
        self.own, self.other = (value.type.dtype for value in node.inputs)
        self.row = emit.stored(node.inputs[0])
        (self.size,) = emit.array(node.inputs[0]).dims

    def place(self, text: str) -> str:
        """Write the search for one key; return its place."""
        emit = self.emit
        key = emit.assign(cast(text, self.other, self.dtype), "", "key")
        first, left = emit.assign("0", "", "first"), emit.assign(self.size, "", "left")
        with emit.block(f"while {left} > 1:"):
            half = emit.assign(f"{left} >> 1", "", "half")
            emit.line(f"{left} = {left} - {half}")
            emit.line(
                f"{first} = select({self._is_before(f'{first} + {half}', key)}, {first} + {half}, {first})"
            )
        with emit.block(f"if {left} == 1:"):
            emit.line(f"{first} = select({self._is_before(first, key)}, {first} + 1, {first})")
        return first

    def _is_before(self, place: str, key: str) -> str:
        """Return whether a key goes behind the element at a place."""
        emit = self.emit
        element = emit.assign(cast(f"{self.row}[{place}]", self.own, self.dtype), "", "element")
        if self.side == "left":
            return emit.assign(_less(element, key, self.dtype), "", "before")
        return emit.assign(f"not ({_less(key, element, self.dtype)})", "", "before")


@functools.cache
def _is_known() -> bool:
    """Whether NumPy searches as above: in older versions where the search before has ended."""
    random = np.random.default_rng(0)
    row, keys = random.normal(size=37), random.normal(size=50)
    found: list[int] = np.searchsorted(row, keys).tolist()
    return [_place(row.tolist(), key) for key in keys.tolist()] == found


def _place(row: Sequence[float], key: float) -> int:
    first, left = 0, len(row)
    while left > 1:
        half = left >> 1
        left -= half
        first += half * (row[first + half] < key)
    return first + (row[first] < key)


def _fits(dtype: DType, both: DType) -> bool:
    return dtype.kind in "iuf" and both.kind in "iuf"
