"""Reading and writing parts of arrays: every index is checked, unless it is surely within."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograph.runtime.codegen.elements import beyond, broadcast, check_fits
from autograph.runtime.codegen.emitter import Emitter, fusing
from autograph.runtime.codegen.hosting import host, host_update
from autograph.runtime.codegen.picking import (
    check_mask,
    masked,
    picked,
    set_masked,
    set_masked_each,
    set_masked_row,
    sole_mask,
)
from autograph.runtime.codegen.ranges import LARGEST_SIZE, Range
from autograph.runtime.codegen.text import DType, atom, cast
from autograph.runtime.codegen.values import Array, Axis, Index, look, moved, scaled, stored_array
from autograph.runtime.graph import Node, Value
from autograph.runtime.types import ArrayType, Symbol

__all__ = ["check_stored", "converted", "get_item", "set_item"]

Entry = tuple[Any, ...]


def _operands(index: Sequence[Entry], operands: Sequence[Value]) -> list[tuple[Entry, list[Value]]]:
    found, rest = [], list(operands)
    for entry in index:
        count = 0 if entry[0] == "new" else 1
        if entry[0] == "slice":
            count = int(entry[1]) + int(entry[2]) + int(entry[3] == "data")
        found.append((entry, [rest.pop(0) for _ in range(count)]))
    return found


def _basic(index: Sequence[Entry]) -> bool:
    return all(entry[0] in ("int", "slice", "new") for entry in index)


def place(emit: Emitter, value: Value, size: int | Symbol, length: str) -> str:
    """Return an index, counted from the end where negative and surely within, after a check if need be."""
    known = emit.range(value)
    text = cast(emit.scalar(value), value.type.dtype, np.dtype("i8"))
    if known.low >= 0:
        text = emit.simple(text)
        if not known.below(size):
            emit.stop(f"{text} >= {length}", only_if=_doubt(emit, known, length))
            emit.facts[value] = known.within(size)
        return text
    if known.high < 0 and known.single is not None and (isinstance(size, int) or known.single >= -8):
        if not (isinstance(size, int) and size >= -known.single):
            emit.stop(f"{length} < {-known.single}")
        return moved(length, str(known.single))
    if (value, length) not in emit.wrapped:
        own = emit.assign(f"wrap({emit.simple(text)}, {length})", "", "at")
        emit.stop(f"outside({own}, {length})")
        emit.wrapped[value, length] = own
    return emit.wrapped[value, length]


def list_place(emit: Emitter, node: Node) -> None:
    """Write an index of a list, counted from the start and surely within."""
    key, count = node.inputs
    known = emit.range(key)
    length = emit.variable(count)
    text = emit.variable(key)
    if known.low < 0:
        text = emit.assign(f"wrap({text}, {length})", "", "at")
        emit.stop(f"outside({text}, {length})")
    else:
        emit.stop(f"{text} >= {length}")
    high = emit.range(count).high - 1
    if known.low >= 0:
        high = min(known.high, high)
    emit.bind_scalar(node.outputs[0], text, range_=Range(0, high))


def _doubt(emit: Emitter, known: Range, length: str) -> str:
    """Return what must hold of sizes and bounds alone where an index of that range is not below a length."""
    for size, by in known.under.items():
        if abs(by) > LARGEST_SIZE:  # the sum might not fit
            continue
        if size in emit.symbols:
            return f"{moved(emit.symbols[size], str(by))} >= {length}"
        if size in emit.bounds:
            bound = emit.bounds[size]
            return f"{moved(bound, str(by))} >= {length} or {bound} > {LARGEST_SIZE}"
    return f"{known.high} >= {length}" if known.high < LARGEST_SIZE // 2 else ""


def _slice(emit: Emitter, entry: Entry, given: list[Value], length: str) -> tuple[str, str, str]:
    """Return start, number and step of a slice, as Python clamps them."""
    rest = list(given)
    start = rest.pop(0) if entry[1] else None
    stop = rest.pop(0) if entry[2] else None
    step_value = rest.pop(0) if entry[3] == "data" else None
    if step_value is not None:
        return _slice_by_data(emit, start, stop, step_value, length)
    step = 1 if entry[3] is None else int(entry[3])
    if step == 1:
        return _slice_ahead(emit, start, stop, length)
    if step == -1 and start is None and stop is None:
        return moved(length, "-1"), length, "-1"
    bounds = ("0", length) if step > 0 else (moved(length, "-1"), "-1")
    begin = bounds[0] if start is None else _clamped(emit, start, length, step, "start")
    end = bounds[1] if stop is None else _clamped(emit, stop, length, step, "stop")
    return begin, emit.size(f"slice_count({begin}, {end}, {step})"), str(step)


def _slice_ahead(emit: Emitter, start: Value | None, stop: Value | None, length: str) -> tuple[str, str, str]:
    """Return start, number and step of ``[start:stop]``.

    Where the start lies behind the end there is nothing to pick, and the start means nothing.
    """
    first = 0 if start is None else emit.range(start).single
    last = 0 if stop is None else emit.range(stop).single
    if first is not None and first >= 0 and last is not None and (stop is None or last < 0):
        rest = moved(length, str(last - first))
        return str(first), rest if rest == length else _at_least_zero(emit, rest), "1"
    begin = "0" if start is None else _clamped(emit, start, length, 1, "start")
    end = length if stop is None else _clamped(emit, stop, length, 1, "stop")
    if begin == "0":
        return "0", end, "1"
    return emit.simple(begin), _at_least_zero(emit, moved(end, f"-{atom(begin)}")), "1"


def _at_least_zero(emit: Emitter, text: str) -> str:
    return str(max(0, int(text))) if text.lstrip("-").isdigit() else emit.size(f"max(0, {text})")


def _clamped(emit: Emitter, value: Value, length: str, step: int, hint: str) -> str:
    """Return a slice's bound as Python clamps it."""
    known = emit.range(value)
    text = cast(emit.scalar(value), value.type.dtype, np.dtype("i8"))
    if known.single == 0 and step > 0:
        return "0"
    if length.isdigit() and step > 0 and known.single is not None:
        single, size = known.single, int(length)
        return str(min(max(single + size if single < 0 else single, 0), size))
    kind = "slice_bound" if step > 0 else "slice_bound_back"
    return emit.size(f"{kind}({emit.simple(text)}, {length})", hint)


def _slice_by_data(
    emit: Emitter, start: Value | None, stop: Value | None, step: Value, length: str
) -> tuple[str, str, str]:
    by = emit.variable(step)
    known = emit.range(step)
    if known.low <= 0 <= known.high:
        emit.stop(f"{by} == 0")
    begin = _data_bound(emit, start, length, by, f"(0 if {by} > 0 else {length} - 1)")
    end = _data_bound(emit, stop, length, by, f"({length} if {by} > 0 else -1)")
    count = emit.assign(f"slice_count({begin}, {end}, {by})", "", "n")
    return begin, count, by


def _data_bound(emit: Emitter, value: Value | None, length: str, step: str, default: str) -> str:
    if value is None:
        low, high = default.strip("()").split(" if ")[0], default.strip("()").split(" else ")[1]
        return emit.assign(f"select({step} > 0, {low}, {high})")
    text = emit.variable(value)
    return emit.assign(
        f"select({step} > 0, slice_bound({text}, {length}), slice_bound_back({text}, {length}))"
    )


def region(
    emit: Emitter, x: Array, type_: ArrayType, index: Sequence[Entry], operands: Sequence[Value]
) -> Array:
    """Return the view that a basic index picks; writes the checks."""
    starts: list[str] = []
    axes: list[Axis] = []
    dims: list[str] = []
    for entry, given in _operands(index, operands):
        if entry[0] == "new":
            axes.append(())
            dims.append("1")
            continue
        axis = len(starts)
        length = x.dims[axis]
        if entry[0] == "int":
            starts.append(place(emit, given[0], type_.shape[axis], length))
        else:
            start, count, step = _slice(emit, entry, given, length)
            starts.append(start)
            axes.append(((axis, step),))
            dims.append(count)
    return look(x, starts, axes, dims)


def get_item(emit: Emitter, node: Node) -> None:
    """Write ``x[index]``: a load, or a view that costs nothing."""
    x, *operands = node.inputs
    index = node.params["index"]
    if sole_mask(index, x.type.ndim):
        masked(emit, node)
        return
    if not _basic(index):
        found = _fancy(emit, emit.array(x), index, operands)
        if found is None:
            host(emit, node)
            return
        result = node.outputs[0]
        dims = emit.dims(result, found.dims)
        emit.bind_array(result, Array(dims, found.at, found.roots, None, max(found.cost, 1)))
        return
    view = region(emit, emit.array(x), x.type, index, operands)
    result = node.outputs[0]
    if result.type.is_scalar:
        emit.bind_scalar(result, view.at(()), inline=False)
        return
    dims = emit.dims(result, view.dims)
    emit.bind_array(result, Array(dims, view.at, view.roots, None, view.cost, view.view))


fusing(get_item)


# ------------------------------------------------------------------ index arrays


Pick = Callable[[Index], Index]
"""Turns the index of what index arrays pick into one of the array itself."""


def _fancy(emit: Emitter, x: Array, index: Sequence[Entry], operands: Sequence[Value]) -> Array | None:
    """Return what index arrays pick, beside slices and ints; None for harder cases."""
    found = _picks(emit, x, index, operands)
    if found is None:
        return None
    dims, roots, pick = found
    return Array(dims, lambda position: x.at(pick(position)), x.roots | roots, None, x.cost + 1)


def _picks(
    emit: Emitter, x: Array, index: Sequence[Entry], operands: Sequence[Value]
) -> tuple[tuple[str, ...], frozenset[str], Pick] | None:
    """Return the sizes of what an index picks, the memory that says what, and how; None for harder cases.

    Arrays and ints must stand together, as only then their common axes take their place.
    """
    entries = _operands(index, operands)
    kinds = [entry[0] for entry, _ in entries]
    apart = [k for k, kind in enumerate(kinds) if kind != "slice"]
    if not set(kinds) <= {"array", "slice", "int"} or "array" not in kinds:
        return None
    if apart != list(range(apart[0], apart[-1] + 1)):
        return None
    given = [values for _, values in entries]
    arrays = [k for k in apart if kinds[k] == "array"]
    chosen = [picked(emit, given[k][0], x.dims[k]) for k in arrays]
    assert emit.node is not None
    common, maps = broadcast(emit, emit.node, [given[k][0].type.shape for k in arrays], chosen)
    fixed = {
        k: place(emit, given[k][0], emit.node.inputs[0].type.shape[k], x.dims[k])
        for k in apart
        if kinds[k] == "int"
    }
    slices = {
        k: _slice(emit, entries[k][0], given[k], x.dims[k]) for k, kind in enumerate(kinds) if kind == "slice"
    }
    first, rank = apart[0], len(common)

    def pick(position: Index) -> Index:
        here = position[first : first + rank]
        rest = [*position[:first], *position[first + rank :]]
        own: dict[int, str] = dict(fixed)
        for k, (start, _, step) in slices.items():
            own[k] = moved(start, scaled(rest.pop(0), step))
        for k, one, move in zip(arrays, chosen, maps, strict=True):
            own[k] = one.at(move(here))
        return tuple(own[k] for k in range(len(kinds)))

    sizes = [slices[k][1] for k in slices]
    roots = frozenset().union(*(one.roots for one in chosen))
    return (*sizes[:first], *common, *sizes[first:]), roots, pick


# ------------------------------------------------------------------ writing


def set_item(emit: Emitter, node: Node) -> None:
    """Write ``x[index] = value``, in place where the graph says so, else into a copy."""
    x, value, *operands = node.inputs
    index = node.params["index"]
    if not _basic(index):
        _set_fancy(emit, node)
        return
    name = _target(emit, node)
    base = emit.array(x) if node.params.get("inplace") else stored_array(name, emit.array(x).dims)
    view = region(emit, base, x.type, index, operands)
    check_stored(emit, value, x.type.dtype)
    source = emit.array(value)
    move = _spread(emit, source, value.type, view)
    if source.roots & _all_roots(emit, name):
        source = _apart(emit, value, source, view, move)
    emit.settle(_all_roots(emit, name), value)
    with emit.nest(view.dims, [source] if source.dims == view.dims else []) as place_:
        text = converted(source.at(move(place_)), value.type, x.type.dtype)
        emit.line(f"{view.at(place_)} = {text}")
    emit.env[node.outputs[0]] = stored_array(name, emit.array(x).dims, emit.roots.get(name))


fusing(set_item, strips=True)


def _all_roots(emit: Emitter, name: str) -> frozenset[str]:
    return emit.roots.get(name, frozenset([name]))


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
    if _reads_in_place(emit, view, source, move):
        return source
    if source.cost:
        emit.stored(value)
        return emit.array(value)
    return emit.materialise(source, value.type)


_ASSIGNMENT = re.compile(r"\s*\w+ = ")


def _reads_in_place(
    emit: Emitter, view: Array, source: Array, move: Callable[[Index], Index] = lambda index: index
) -> bool:
    """Whether the element that is written to a place reads no other place of that memory."""
    probe = tuple(f"_{axis}" for axis in range(len(view.dims)))
    kept = len(emit.lines)
    target = view.at(probe)
    text = source.at(move(probe))
    before = emit.lines[kept:]
    del emit.lines[kept:]
    if not all(_ASSIGNMENT.match(line) for line in before) or not target.endswith("]"):
        return False
    text = "\n".join([*before, text])
    name = target[: target.index("[")]
    own = _all_roots(emit, name)
    arrays = {other for other in re.findall(r"(\w+)\[", text) if _all_roots(emit, other) & own}
    reads = re.findall(r"\b" + re.escape(name) + r"\[[^\[\]]*\]", text)
    return arrays <= {name} and len(re.findall(rf"\b{name}\[", text)) == len(reads) and set(reads) <= {target}


def _set_fancy(emit: Emitter, node: Node) -> None:
    """Write through index arrays or a mask: by a loop in the plain cases, else by NumPy itself."""
    x, value, *operands = node.inputs
    index = node.params["index"]
    number = not isinstance(emit.env[value], Array)
    mask = sole_mask(index, x.type.ndim) and (number or value.type.ndim == 1)
    picks = {entry[0] for entry in index} <= {"array", "int"}
    if not mask and not picks:
        host_update(emit, node, _target(emit, node))
        return
    name = _target(emit, node)
    target = stored_array(name, emit.array(x).dims, emit.roots.get(name))
    roots = _all_roots(emit, name)
    if mask and _set_picked(emit, node, target):
        return
    emit.settle(roots, None)
    for other in (value, *operands):
        if isinstance(emit.env[other], Array) and emit.array(other).roots & roots:
            emit.env[other] = emit.materialise(emit.array(other), other.type)
    if picks:
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
    roots = _all_roots(emit, target.name)
    if chosen.roots & roots or (every.roots & roots and not _reads_in_place(emit, target, every)):
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
    found = _picks(emit, target, node.params["index"], operands)
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
