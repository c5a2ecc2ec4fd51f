"""Writing parts of arrays: every index is checked, unless it is surely within."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograph.runtime.codegen.elements import beyond, check_fits
from autograph.runtime.codegen.emitter import Emitter, fusing
from autograph.runtime.codegen.hosting import host_update
from autograph.runtime.codegen.indexing import picks, written
from autograph.runtime.codegen.overwriting import all_roots, reads_in_place
from autograph.runtime.codegen.picking import (
    check_mask,
    set_masked,
    set_masked_each,
    set_masked_row,
    sole_mask,
)
from autograph.runtime.codegen.sharing import shared
from autograph.runtime.codegen.text import DType, cast
from autograph.runtime.codegen.values import Array, Index, scaled, stored_array
from autograph.runtime.graph import Node, Value
from autograph.runtime.indices import is_basic
from autograph.runtime.types import ArrayType

__all__ = ["check_stored", "converted", "set_item"]


def set_item(emit: Emitter, node: Node) -> None:
    """Write ``x[index] = value``, in place where the graph says so, else into a copy."""
    x, value, *_ = node.inputs
    if not is_basic(node.params["index"]):
        _set_fancy(emit, node)
        return
    name = _target(emit, node)
    base = emit.array(x) if node.params.get("inplace") else stored_array(name, emit.array(x).dims)
    view = written(emit, node, base)
    check_stored(emit, value, x.type.dtype)
    source = emit.array(value)
    move = _spread(emit, source, value.type, view)
    if source.roots & all_roots(emit, name):
        source = _apart(emit, value, source, view, move)
    emit.settle(all_roots(emit, name), value)
    nest = emit.nest(view.dims, [source] if source.dims == view.dims else [])
    with shared(emit, name, view.dims, source), nest as place_:
        text = converted(source.at(move(place_)), value.type, x.type.dtype)
        emit.line(f"{view.at(place_)} = {text}")
    emit.env[node.outputs[0]] = stored_array(name, emit.array(x).dims, emit.roots.get(name))


fusing(set_item, strips=True)


def _target(emit: Emitter, node: Node) -> str:
    """Return the variable that is written: the operand's own, or that of a fresh copy."""
    x = node.inputs[0]
    if node.params.get("inplace"):
        return emit.stored(x)
    return copied(emit, x, node.outputs[0].hint)


def copied(emit: Emitter, x: Value, hint: str = "") -> str:
    """Return a variable that holds a copy of an array."""
    found = emit.materialise(emit.array(x), x.type, hint)
    assert found.name is not None
    return found.name


def check_stored(emit: Emitter, value: Value, dtype: DType, *, picked: bool = False) -> None:
    """Write the checks of the conversion of a number that is stored, which NumPy does as Python does.

    Through a mask or an index array (`picked`) only Python's own numbers are converted so.
    """
    if value.type.kind == "array" or dtype.kind not in "iu":
        return
    if value.type.dtype.kind == "f" and not (picked and value.type.kind == "scalar"):
        text = emit.variable(value)
        emit.stop(beyond(text if value.type.dtype == np.float64 else f"float64({text})", dtype))
    elif value.type.kind == "python" and value.type.dtype.kind == "i":
        check_fits(emit, value, dtype)


def converted(text: str, source: ArrayType, target: DType) -> str:
    """Return a value as it is stored into an array of dtype `target`."""
    if source.kind == "python" and source.dtype.kind == "i" and target == np.float32:
        return f"float32(float64({text}))"
    return cast(text, source.dtype, target)


def _spread(emit: Emitter, source: Array, type_: ArrayType, view: Array) -> Callable[[Index], Index]:
    """Return how an index of what is written becomes an index of the value; writes the check of sizes."""
    if source.dims and not view.dims:  # an element is never set from an array with axes, however small
        emit.stop("True")
        return lambda index: ("0",) * len(source.dims)
    skipped = max(len(source.dims) - len(view.dims), 0)
    clashes = [f"{source.dims[axis]} != 1" for axis in range(skipped) if type_.shape[axis] != 1]
    steps, equal = [], []
    for axis, target in zip(range(skipped, len(source.dims)), view.dims[-len(source.dims) :], strict=False):
        size, kind = source.dims[axis], type_.shape[axis]
        if kind == 1 or emit.alike(size, target):
            steps.append("0" if kind == 1 else "1")
        elif isinstance(kind, int) or not kind.may_be_one:
            clashes.append(f"{size} != {target}")
            equal.append((size, target))
            steps.append("1")
        else:
            clashes.append(f"({size} != {target} and {size} != 1)")
            steps.append(emit.assign(f"step({size})", "", "step"))
    if clashes:
        emit.stop(" or ".join(clashes))
    for pair in equal:
        emit.equate(*pair)

    def move(index: Index) -> Index:
        last = index[len(index) - len(steps) :] if steps else ()
        rest = ("0" if step == "0" else scaled(i, step) for i, step in zip(last, steps, strict=True))
        return (*["0"] * skipped, *rest)

    return move


def _apart(emit: Emitter, value: Value, source: Array, view: Array, move: Any) -> Array:
    """Return the value such that writing does not change what is still to be read."""
    if reads_in_place(emit, view, source, move):
        return source
    if source.cost:
        emit.stored(value)
        return emit.array(value)
    return emit.materialise(source, value.type)


def _set_fancy(emit: Emitter, node: Node) -> None:
    """Write through index arrays or a mask: by a loop in the plain cases, else by NumPy itself."""
    x, value, *operands = node.inputs
    index = node.params["index"]
    number = not isinstance(emit.env[value], Array)
    mask = sole_mask(index, x.type.ndim) and (number or value.type.ndim == 1)
    by_places = {entry[0] for entry in index} <= {"array", "int"}
    if not mask and not by_places:
        host_update(emit, node, _target(emit, node))
        return
    name = _target(emit, node)
    target = stored_array(name, emit.array(x).dims, emit.roots.get(name))
    roots = all_roots(emit, name)
    if mask and _set_picked(emit, node, target):
        return
    emit.settle(roots, None)
    for other in (value, *operands):
        if isinstance(emit.env[other], Array) and emit.array(other).roots & roots:
            emit.env[other] = emit.materialise(emit.array(other), other.type)
    if by_places:
        _set_picks(emit, node, target)
        return
    check_mask(emit, emit.array(operands[0]), target)
    if not number:
        emit.stored(value)  # it is read for what is not chosen, too
    check_stored(emit, value, x.type.dtype, picked=True)
    element = _stored_element(emit, node)
    if number:
        set_masked(emit, operands[0], target, emit.simple(element(())))
    else:
        set_masked_row(emit, operands[0], target, emit.array(value), element)
    emit.env[node.outputs[0]] = target


def _set_picked(emit: Emitter, node: Node, target: Array) -> bool:
    """Write what was picked through the same mask, and is not put together yet; false if it is not so."""
    x, value, mask = node.inputs
    found = emit.env[value]
    if not isinstance(found, Array) or found.picked is None or found.picked.mask is not mask:
        return False
    chosen, every = emit.array(mask), found.picked.every
    assert target.name is not None
    roots = all_roots(emit, target.name)
    if chosen.roots & roots or (every.roots & roots and not reads_in_place(emit, target, every)):
        return False
    emit.settle(roots, value)
    check_mask(emit, chosen, target)

    def element(index: Index) -> str:
        return converted(every.at(index), value.type, x.type.dtype)

    set_masked_each(emit, chosen, target, element)
    emit.env[node.outputs[0]] = target
    return True


def _stored_element(emit: Emitter, node: Node) -> Callable[[Index], str]:
    """Return what gives an element of the value as it is stored."""
    x, value = node.inputs[:2]
    source = emit.array(value)

    def element(index: Index) -> str:
        return converted(source.at(index if source.dims else ()), value.type, x.type.dtype)

    return element


def _set_picks(emit: Emitter, node: Node, target: Array) -> None:
    """Write ``x[rows, columns] = value``, one element after the other."""
    x, value, *operands = node.inputs
    assert target.name is not None
    number = not isinstance(emit.env[value], Array)
    check_stored(emit, value, x.type.dtype, picked=True)
    found = picks(emit, target, node.params["index"], operands)
    if found is None or not (number or _alike(emit, emit.array(value).dims, found[0])):
        host_update(emit, node, target.name)
        return
    dims, _, pick = found
    element = _stored_element(emit, node)
    with emit.nest(dims) as index:
        text = element(index)
        emit.line(f"{target.at(tuple(map(emit.simple, pick(index))))} = {text}")
    emit.env[node.outputs[0]] = target


def _alike(emit: Emitter, dims: Sequence[str], others: Sequence[str]) -> bool:
    return len(dims) == len(others) and all(map(emit.alike, dims, others))
