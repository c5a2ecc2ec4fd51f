"""Which elements a reduction combines, and the loops that combine them one after another."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from autograph.runtime.codegen.emitter import Emitter
from autograph.runtime.codegen.sharing import shared
from autograph.runtime.codegen.text import DType, atom, cast
from autograph.runtime.codegen.values import Array, Index, stored_array
from autograph.runtime.graph import Node, Value
from autograph.runtime.records import record

__all__ = ["Plan", "bind", "cast_elements", "fold", "is_natural", "plan_of"]

Combine = Callable[[str, str], str]


@record(frozen=True)
class Plan:
    """Which axes are reduced, and what the result looks like."""

    reduced: tuple[int, ...]
    kept: tuple[int, ...]
    keepdims: bool

    def place(self, index: Index) -> Index:
        """Return the result's index, given that of an element."""
        if self.keepdims:
            return tuple("0" if axis in self.reduced else index[axis] for axis in range(len(index)))
        return tuple(index[axis] for axis in self.kept)

    def dims(self, dims: Sequence[str]) -> list[str]:
        """Return the result's sizes."""
        if self.keepdims:
            return ["1" if axis in self.reduced else size for axis, size in enumerate(dims)]
        return [dims[axis] for axis in self.kept]

    def count(self, dims: Sequence[str]) -> str:
        """Return the number of elements that one result stands for."""
        return " * ".join(atom(dims[axis]) for axis in self.reduced) or "1"


def plan_of(node: Node) -> Plan:
    """Return which axes a node reduces."""
    rank = node.inputs[0].type.ndim
    axis = node.params.get("axis")
    axes = tuple(range(rank)) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    kept = tuple(k for k in range(rank) if k not in axes)
    return Plan(tuple(sorted(axes)), kept, bool(node.params.get("keepdims", False)))


def is_natural(node: Node, allowed: Sequence[str] = ("axis", "keepdims")) -> bool:
    """Whether the node asks for nothing that only NumPy itself knows to do."""
    plain = all(
        key in allowed or value is None or (key == "dtype" and np.dtype(value) == node.outputs[0].type.dtype)
        for key, value in node.params.items()
    )
    return plain and node.inputs[0].type.kind == "array"


def fold(  # noqa: PLR0913, PLR0917  (one piece of a kernel, said in full)
    emit: Emitter, node: Node, source: Array, start: str, combine: Combine, dtype: DType
) -> str | Array:
    """Write loops that combine elements in C order; return the scalar, or the array of results."""
    plan = plan_of(node)
    hint = node.outputs[0].hint
    if not plan.kept:
        total = emit.assign(start, hint, "total")
        with emit.nest(source.dims, [source]) as index:
            emit.line(f"{total} = {combine(total, source.at(index))}")
        return total
    dims = plan.dims(source.dims)
    name = emit.allocate(dims, dtype, hint)
    result = stored_array(name, dims)
    first = 0 if 0 in plan.reduced else len([axis for axis in plan.kept if axis < min(plan.reduced)])
    if max(plan.kept) < min(plan.reduced):
        rows = emit.nest([source.dims[axis] for axis in plan.kept])
        with shared(emit, name, source.dims, source, apart=first), rows as outer:
            total = emit.assign(start, "", "total")
            with emit.nest([source.dims[axis] for axis in plan.reduced]) as inner:
                index = (*outer, *inner)
                emit.line(f"{total} = {combine(total, source.at(index))}")
            emit.line(f"{result.at(plan.place(index))} = {total}")
        return result
    with shared(emit, name, dims), emit.nest(dims) as place:
        emit.line(f"{result.at(place)} = {start}")
    nest = emit.nest(source.dims, [source])
    with shared(emit, name, source.dims, source, apart=first), nest as index:
        target = result.at(plan.place(index))
        emit.line(f"{target} = {combine(target, source.at(index))}")
    return result


def bind(emit: Emitter, node: Node, found: str | Array, finish: Callable[[str], str] | None = None) -> None:
    """Give the node its result; `finish` turns each total into what is wanted."""
    result = node.outputs[0]
    if isinstance(found, str):
        text = finish(found) if finish else found
        if result.type.is_scalar:
            emit.bind_scalar(result, text)
        else:
            one = emit.simple(text)
            emit.bind_array(result, Array(("1",) * result.type.ndim, lambda _: one, frozenset()))
        return
    dims = emit.dims(result, found.dims)
    if finish is None:
        emit.env[result] = stored_array(found.name or "", dims, found.roots)
        return
    emit.bind_array(result, Array(dims, lambda index: finish(found.at(index)), found.roots, None, 1))


def cast_elements(emit: Emitter, value: Value, dtype: DType, plan: Plan) -> Array:
    """Return the operand with its elements cast."""
    if emit.array(value).strips and plan.kept and plan.kept[-1] < plan.reduced[-1]:
        emit.stored(value)  # rows are read in other loops than strips are made for
    found = emit.array(value)
    own = value.type.dtype
    if own == dtype:
        return found
    return Array(
        found.dims, lambda index: cast(found.at(index), own, dtype), found.roots, None, found.cost + 1
    )
