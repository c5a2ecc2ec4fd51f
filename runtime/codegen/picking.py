"""Reading and writing elements picked by a mask or by an index array, where plain loops do it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from autograph.runtime.codegen.emitter import Emitter
from autograph.runtime.codegen.text import atom, cast
from autograph.runtime.codegen.values import Array, Index, Picked, numbered, scaled, stored_array
from autograph.runtime.graph import Node, Value

__all__ = [
    "check_mask",
    "masked",
    "pick",
    "picked",
    "set_masked",
    "set_masked_each",
    "set_masked_row",
    "sole_mask",
]

_INT64 = np.dtype("i8")
_BITS = 64
"""How many elements of a mask a word has a bit for."""


def sole_mask(index: Sequence[tuple[Any, ...]], rank: int) -> bool:
    """Whether the index is one mask over all axes."""
    return len(index) == 1 and index[0] == ("mask", rank)


def check_mask(emit: Emitter, mask: Array, x: Array) -> None:
    """Write the check that a mask has the sizes of what it picks from."""
    clashes = [f"{a} != {b}" for a, b in zip(mask.dims, x.dims, strict=True) if a != b]
    if clashes:
        emit.stop(" or ".join(clashes))


def masked(emit: Emitter, node: Node) -> None:
    """Write ``x[mask]``: the elements are counted, then copied, unless they go back through the same mask."""
    x, mask = node.inputs
    result = node.outputs[0]
    check_mask(emit, emit.array(mask), emit.array(x))
    emit.stored(mask)
    pick(emit, result, mask, emit.array(x))
    if not _goes_back(emit, result, mask):
        emit.stored(result)


def pick(emit: Emitter, result: Value, mask: Value, every: Array) -> None:
    """Bind what a stored mask picks of an array; it is put together when it is asked for."""
    _store_in_one_piece(emit, mask)
    chosen = emit.array(mask)
    dims = emit.dims(result, [_count(emit, mask)])

    def gather() -> Array:
        return _gather(emit, result, chosen, every)

    roots = every.roots | chosen.roots
    picked = Picked(mask, every, gather)
    emit.env[result] = Array(dims, lambda _: "", roots, None, every.cost + 1, picked=picked)
    emit.lazy.append(result)


def _gather(emit: Emitter, result: Value, chosen: Array, every: Array) -> Array:
    """Write the loops that put the chosen elements together."""
    found = emit.env[result]
    assert isinstance(found, Array)
    name = emit.allocate(found.dims, result.type.dtype, result.hint)
    with _chosen(emit, chosen, found.dims[0]) as (index, place):
        emit.line(f"{name}[{place}] = {every.at(index)}")
    return stored_array(name, found.dims)


def _goes_back(emit: Emitter, value: Value, mask: Value) -> bool:
    """Whether what a mask picks is computed with, element by element, and stored through that mask."""
    while True:
        readers = emit.readers.get(value, [])
        if len(readers) != 1 or readers[0] is None:
            return False
        node = readers[0]
        if node.op.elementwise:
            value = node.outputs[0]
            continue
        return (
            node.op.name == "set_item"
            and sole_mask(node.params["index"], mask.type.ndim)
            and node.inputs[1] is value
            and node.inputs[2] is mask
            and node.inputs[0] is not value
        )


def _count(emit: Emitter, mask: Value) -> str:
    """Return the variable that holds how many elements of a mask in one piece are true."""
    if mask not in emit.counted:
        chosen = emit.array(mask)
        total = emit.size(" * ".join(atom(size) for size in chosen.dims))
        count = emit.counted[mask] = emit.assign("0", "", "count")
        begin = emit.name("", "begin")
        with emit.block(f"for {begin} in range(0, {total}, {_BITS}):"):
            bits = f"mask_bits({chosen.name}, {begin}, {total} - {begin})"
            emit.line(f"{count} = {count} + number_of_bits({bits})")
    return emit.counted[mask]


@contextlib.contextmanager
def _chosen(emit: Emitter, mask: Array, count: str) -> Iterator[tuple[Index, str]]:
    """Write loops over the elements that are true, `count` of them; give the index and the number of each."""
    place, size = emit.assign("0", "", "place"), mask.dims[-1]
    with emit.nest(mask.dims[:-1]) as outer:
        begin, bits, last = (emit.name("", default) for default in ("begin", "bits", "i"))
        with emit.block(f"for {begin} in range(0, {size}, {_BITS}):"):
            emit.line(
                f"{bits} = mask_bits({mask.name}, {numbered((*outer, begin), mask.dims)}, {size} - {begin})"
            )
            with emit.block(f"while {bits} != 0 and {place} < {count}:"):
                emit.line(f"{last} = {begin} + lowest_bit({bits})")
                yield (*outer, last), place
                emit.line(f"{place} = {place} + 1")
                emit.line(f"{bits} = other_bits({bits})")


def _store_in_one_piece(emit: Emitter, mask: Value) -> None:
    """Have a mask in memory in C order."""
    emit.stored(mask)
    found = emit.array(mask)
    if found.name not in emit.contiguous:
        emit.env[mask] = emit.materialise(found, mask.type)


def set_masked(emit: Emitter, mask: Value, target: Array, text: str) -> None:
    """Write ``x[mask] = number``."""
    chosen = emit.array(mask)
    with emit.nest(target.dims, [chosen]) as index, emit.block(f"if {chosen.at(index)}:"):
        emit.line(f"{target.at(index)} = {text}")


def set_masked_row(
    emit: Emitter, mask: Value, target: Array, row: Array, element: Callable[[Index], str]
) -> None:
    """Write ``x[mask] = row``: one after another, or one for all."""
    _store_in_one_piece(emit, mask)
    chosen, (size,) = emit.array(mask), row.dims
    count = _count(emit, mask)
    step = "1"
    if size != count:
        emit.stop_host(f"{size} != {count} and {size} != 1")
        step = emit.assign(f"step({size})", "", "step")
    with _chosen(emit, chosen, count) as (index, place):
        emit.line(f"{target.at(index)} = {element((scaled(place, step),))}")


def set_masked_each(emit: Emitter, mask: Array, target: Array, element: Callable[[Index], str]) -> None:
    """Write ``x[mask] = f(y[mask])``: what is not chosen is computed, too, and stays what it was."""
    with emit.nest(target.dims) as index:
        old, text = target.at(index), element(index)
        emit.line(f"{old} = select({mask.at(index)}, {text}, {old})")


def picked(emit: Emitter, picker: Value, length: str) -> Array:
    """Return an index array counted from the start, after the check that it is within."""
    assert emit.node is not None
    emit.hold(emit.node.inputs)
    chosen = emit.array(picker)
    with emit.nest(chosen.dims) as place:
        text = emit.simple(cast(chosen.at(place), picker.type.dtype, _INT64))
        emit.stop_host(f"outside(wrap({text}, {length}), {length})")

    def at(index: Index) -> str:
        return emit.early(f"wrap({cast(chosen.at(index), picker.type.dtype, _INT64)}, {length})")

    return Array(chosen.dims, at, chosen.roots, None, chosen.cost + 1)
