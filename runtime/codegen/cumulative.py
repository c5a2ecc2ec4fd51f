"""Running totals: each element is combined with the result before it along the axis, in NumPy's order."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from autograph.runtime.codegen.emitter import Emitter, Rule, fusing
from autograph.runtime.codegen.folding import is_natural
from autograph.runtime.codegen.hosting import host
from autograph.runtime.codegen.sharing import shared
from autograph.runtime.codegen.text import DType, atom, cast, literal, typed
from autograph.runtime.codegen.values import Array, stored_array
from autograph.runtime.graph import Node

__all__ = ["cumulative"]

_FORMS = {
    "cumsum": "{} + {}",
    "cumprod": "{} * {}",
    "cummax": "maximum({}, {})",
    "cummin": "minimum({}, {})",
}


def cumulative(name: str) -> Rule | None:
    """Return the kernel fact of a running total; None for those that NumPy itself is asked."""
    if name not in _FORMS:
        return None

    def rule(emit: Emitter, node: Node) -> None:
        out = node.outputs[0].type.dtype
        if not is_natural(node, ("axis",)) or out.kind not in ("iuf" if name != "cumsum" else "iufc"):
            host(emit, node)
            return
        _Running(emit, node, name).write()

    return fusing(rule, strips=True)


def _neutral(name: str, dtype: DType) -> Any:
    """Return what gives any number when it is combined with it, zeros of both signs and NaN too."""
    if name == "cumsum":
        return dtype.type({"f": -0.0, "c": complex(-0.0, -0.0)}.get(dtype.kind, 0))
    if name == "cumprod":
        return dtype.type(1)
    if dtype.kind == "f":
        return dtype.type(-math.inf if name == "cummax" else math.inf)
    limits = np.iinfo(dtype)
    return dtype.type(limits.min if name == "cummax" else limits.max)


class _Running:
    """Writes one running total."""

    def __init__(self, emit: Emitter, node: Node, name: str) -> None:
        self.emit, self.node = emit, node
        self.form = _FORMS[name]
        value = node.inputs[0]
        if emit.array(value).strips and len(emit.array(value).dims) > 1:
            emit.stored(value)  # rows are read in other loops than strips are made for
        self.dtype = node.outputs[0].type.dtype
        self.source = _cast(emit.array(value), value.type.dtype, self.dtype)
        self.start = literal(_neutral(name, self.dtype))
        self.axis = node.params.get("axis", None if name in ("cumsum", "cumprod") else 0)

    def write(self) -> None:
        """Write it."""
        emit, result = self.emit, self.node.outputs[0]
        dims: Sequence[str] = self.source.dims
        flat = self.axis is None and len(dims) != 1
        if flat:
            dims = [emit.simple(" * ".join(map(atom, dims)) or "1", "", "n")]
        dims = emit.dims(result, dims)
        name = emit.allocate(dims, self.dtype, result.hint)
        axis = (self.axis or 0) % len(dims)
        if flat:
            self._all(name)
        elif axis == len(dims) - 1:
            self._rows(name)
        else:
            self._planes(name, axis)
        emit.env[result] = stored_array(name, dims)

    def _next(self, before: str, element: str) -> str:
        return typed(self.form.format(before, atom(element)), self.dtype)

    def _all(self, name: str) -> None:
        """Write a running total over all elements in C order."""
        emit = self.emit
        total, place = emit.assign(self.start, "", "total"), emit.assign("0", "", "place")
        with emit.nest(self.source.dims, [self.source]) as index:
            emit.line(f"{total} = {self._next(total, self.source.at(index))}")
            emit.line(f"{name}[{place}] = {total}")
            emit.line(f"{place} = {place} + 1")

    def _rows(self, name: str) -> None:
        """Write running totals along the last axis."""
        emit, source = self.emit, self.source
        target = stored_array(name, source.dims)
        rows = len(source.dims) - 1
        with shared(emit, name, source.dims, source, apart=rows), emit.nest(source.dims[:-1]) as outer:
            total = emit.assign(self.start, "", "total")
            with emit.nest(source.dims[-1:], [source]) as inner:
                index = (*outer, *inner)
                emit.line(f"{total} = {self._next(total, source.at(index))}")
                emit.line(f"{target.at(index)} = {total}")

    def _planes(self, name: str, axis: int) -> None:
        """Write running totals along another axis: all that lie across it go on together."""
        emit, source = self.emit, self.source
        target = stored_array(name, source.dims)
        across = source.dims[axis + 1 :]
        with emit.nest(source.dims[:axis]) as outer, emit.block(f"if {source.dims[axis]} > 0:"):
            with emit.nest(across) as inner:
                index = (*outer, "0", *inner)
                emit.line(f"{target.at(index)} = {source.at(index)}")
            with emit.nest([f"{source.dims[axis]} - 1"]) as (k,), emit.nest(across) as inner:
                before, index = (*outer, k, *inner), (*outer, f"{k} + 1", *inner)
                emit.line(f"{target.at(index)} = {self._next(target.at(before), source.at(index))}")


def _cast(source: Array, own: DType, dtype: DType) -> Array:
    if own == dtype:
        return source

    def at(index: Sequence[str]) -> str:
        return cast(source.at(tuple(index)), own, dtype)

    return Array(source.dims, at, source.roots, None, source.cost + 1, None, source.strips)
