"""Reading parts of arrays: every index is checked, unless it is surely within."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from autograph.runtime.codegen.elements import broadcast
from autograph.runtime.codegen.emitter import Emitter, fusing
from autograph.runtime.codegen.hosting import host
from autograph.runtime.codegen.picking import (
    masked,
    picked,
    sole_mask,
)
from autograph.runtime.codegen.ranges import LARGEST_SIZE, Range
from autograph.runtime.codegen.shaping import seen
from autograph.runtime.codegen.text import atom, cast
from autograph.runtime.codegen.values import Array, Axis, Index, look, moved, scaled
from autograph.runtime.graph import Node, Value
from autograph.runtime.indices import Entry, index_operands, is_basic, is_view, steps_of
from autograph.runtime.types import ArrayType, Symbol, symbol

__all__ = ["get_item", "list_place", "picks", "region", "written"]


def place(emit: Emitter, value: Value, size: int | Symbol, length: str) -> str:
    """Return an index, counted from the end where negative and surely within, after a check if need be."""
    known = emit.range(value)
    text = cast(emit.scalar(value), value.type.dtype, np.dtype("i8"))
    if known.low >= 0:
        text = emit.simple(text)
        if (
            not known.below(size)
            and not _is_below(emit, known, length)
            and not _may_be_below(emit, known, length)
        ):
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


def _is_below(emit: Emitter, known: Range, length: str) -> bool:
    """Whether an index of that range is less than a size that one variable holds together with the length."""
    return any(by < 0 and emit.symbols.get(size) == length for size, by in known.under.items())


def _may_be_below(emit: Emitter, known: Range, length: str) -> bool:
    """Whether an index of that range is less than a length where the arguments' sizes fit each other."""
    if emit.guard is None or emit.conditional:  # a test may be what keeps it below
        return False
    bounds = [(emit.symbols[size], by) for size, by in known.under.items() if size in emit.symbols]
    bounds += [("0", known.high)] if known.high < LARGEST_SIZE // 2 else []
    ask = emit.module.alike.ask_least
    return any(ask(f"{length} - ({moved(size, str(by + 1))})") for size, by in bounds)


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


def _slice(emit: Emitter, entry: Entry, given: Sequence[Value], length: str) -> tuple[str, str, str]:
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
    for entry, given in index_operands(index, operands):
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


def written(emit: Emitter, node: Node, base: Array) -> Array:
    """Return the view of `base` that a ``set_item`` writes; writes the checks."""
    view, type_ = base, node.inputs[0].type
    steps = *node.params.get("through", ()), node.params["index"]
    for step, given in steps_of(steps, node.inputs[2:]):
        view = seen(emit, view, step, given) if is_view(step) else region(emit, view, type_, step, given)
        type_ = type_.with_(shape=tuple(symbol() for _ in view.dims))
    return view


def get_item(emit: Emitter, node: Node) -> None:
    """Write ``x[index]``: a load, or a view that costs nothing."""
    x, *operands = node.inputs
    index = node.params["index"]
    if sole_mask(index, x.type.ndim):
        masked(emit, node)
        return
    if not is_basic(index):
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
    found = picks(emit, x, index, operands)
    if found is None:
        return None
    dims, roots, pick = found
    return Array(dims, lambda position: x.at(pick(position)), x.roots | roots, None, x.cost + 1)


def picks(
    emit: Emitter, x: Array, index: Sequence[Entry], operands: Sequence[Value]
) -> tuple[tuple[str, ...], frozenset[str], Pick] | None:
    """Return the sizes of what an index picks, the memory that says what, and how; None for harder cases.

    Arrays and ints must stand together, as only then their common axes take their place.
    """
    entries = index_operands(index, operands)
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
