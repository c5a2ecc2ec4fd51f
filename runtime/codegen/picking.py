"""Reading and writing elements picked by a mask or by an index array, where plain loops do it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograph.runtime.codegen.emitter import Emitter
from autograph.runtime.codegen.text import cast
from autograph.runtime.codegen.values import Array, Index, stored_array
from autograph.runtime.graph import Node, Value

__all__ = ["check_mask", "masked", "picked", "set_masked", "set_picked", "sole_mask"]

_INT64 = np.dtype("i8")


def sole_mask(index: Sequence[tuple[Any, ...]], rank: int) -> bool:
    """Whether the index is one mask over all axes."""
    return len(index) == 1 and index[0] == ("mask", rank)


def check_mask(emit: Emitter, mask: Array, x: Array) -> None:
    """Write the check that a mask has the sizes of what it picks from."""
    clashes = [f"{a} != {b}" for a, b in zip(mask.dims, x.dims, strict=True) if a != b]
    if clashes:
        emit.stop(" or ".join(clashes))


def masked(emit: Emitter, node: Node) -> None:
    """Write ``x[mask]``: the elements are counted, then copied."""
    x, mask = node.inputs
    result = node.outputs[0]
    check_mask(emit, emit.array(mask), emit.array(x))
    emit.stored(mask)
    chosen, source = emit.array(mask), emit.array(x)
    count = emit.assign("0", "", "count")
    with emit.nest(chosen.dims) as index:
        emit.line(f"{count} = {count} + int64({chosen.at(index)})")
    dims = emit.dims(result, [count])
    name = emit.allocate(dims, result.type.dtype, result.hint)
    place = emit.assign("0", "", "place")
    with emit.nest(chosen.dims) as index, emit.block(f"if {chosen.at(index)}:"):
        emit.line(f"{name}[{place}] = {source.at(index)}")
        emit.line(f"{place} = {place} + 1")
    emit.env[result] = stored_array(name, dims)


def set_masked(emit: Emitter, mask: Value, target: Array, text: str) -> None:
    """Write ``x[mask] = number``."""
    chosen = emit.array(mask)
    with emit.nest(target.dims, [chosen]) as index, emit.block(f"if {chosen.at(index)}:"):
        emit.line(f"{target.at(index)} = {text}")


def picked(emit: Emitter, picker: Value, length: str) -> Array:
    """Return an index array counted from the start, after the check that it is within."""
    assert emit.node is not None
    emit.hold(emit.node.inputs)
    chosen = emit.array(picker)
    with emit.nest(chosen.dims) as place:
        text = emit.simple(cast(chosen.at(place), picker.type.dtype, _INT64))
        emit.stop_host(f"outside(wrap({text}, {length}), {length})")

    def at(index: Index) -> str:
        found = emit.simple(cast(chosen.at(index), picker.type.dtype, _INT64))
        return f"wrap({found}, {length})"

    return Array(chosen.dims, at, chosen.roots, None, chosen.cost + 1)


def set_picked(emit: Emitter, chosen: Array, target: Array, element: Any) -> None:
    """Write ``x[indices] = values`` of one axis, in the order of the indices."""
    with emit.nest(chosen.dims) as index:
        text = element(index)
        emit.line(f"{target.at((emit.simple(chosen.at(index)),))} = {text}")
