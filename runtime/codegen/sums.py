"""Sums of floats, added in NumPy's very order: that of the elements in memory, a row in pairs."""

from __future__ import annotations

from collections.abc import Sequence

from autograph.runtime.codegen.dialect import PAIR_BLOCK, PAIR_WORDS
from autograph.runtime.codegen.emitter import Emitter
from autograph.runtime.codegen.folding import Plan, fold, plan_of
from autograph.runtime.codegen.sharing import shared
from autograph.runtime.codegen.text import DType, atom, dtype_name, join, literal, typed
from autograph.runtime.codegen.values import Array, Index, moved, stored_array
from autograph.runtime.graph import Node, Value
from autograph.runtime.types import ArrayType

__all__ = ["order_of", "sum_floats"]


def order_of(emit: Emitter, value: Value, source: Array) -> str:
    """Return how the elements lie: "C", "F", "rows" (pieces), "line" or "" (another way)."""
    if source.cost or not source.roots:
        return "C"
    if len(source.dims) == 1:
        return "line"
    if source.name is not None:
        if source.name in emit.contiguous:
            return "C"
        return "F" if value.type.layout == "F" else ""
    view = source.view
    if view is None or view.base.name is None or view.base.name not in emit.contiguous:
        return ""
    if any(len(axis) != 1 for axis in view.axes):
        return ""
    places = [axis[0][0] for axis in view.axes]
    steps = [axis[0][1] for axis in view.axes]
    base = view.base.dims
    if places != sorted(places) or any(step != "1" for step in steps):
        return ""
    whole = [view.starts[p] == "0" and source.dims[k] == base[p] for k, p in enumerate(places)]
    trailing = places == list(range(len(base) - len(places), len(base)))
    if trailing and all(whole[1:]):
        return "C"
    return "rows" if len(places) == 2 and places[-1] == len(base) - 1 and not whole[1] else ""


def sum_floats(emit: Emitter, node: Node, source: Array, dtype: DType, order: str) -> str | Array | None:
    """Write a float sum in NumPy's order; None where only NumPy knows it."""
    plan = plan_of(node)
    rank = len(source.dims)
    if plan.kept and plan.kept[-1] == rank - 1:
        if order not in ("C", "rows") or source.dims[-1] == "1":
            return None
        return fold(
            emit, node, source, literal(dtype.type(0)), lambda a, b: typed(f"{a} + {atom(b)}", dtype), dtype
        )
    if order == "line" or (rank == 1 and order == "C"):
        return _sum_line(emit, source, dtype, node.outputs[0].hint)
    if not plan.kept and order in ("C", "F") and source.name is not None:
        return emit.assign(f"np_add_reduce({source.name})", node.outputs[0].hint, "total")
    if order not in ("C", "rows"):
        return None
    trailing = [axis for axis in range(rank) if all(k in plan.reduced for k in range(axis, rank))]
    if order == "rows":
        trailing = [rank - 1]
    if not plan.kept and order == "C":
        return _sum_flat(emit, source, dtype, node.outputs[0].hint)
    return _sum_rows(emit, node, source, dtype, plan, trailing)


def _sum_rows(  # noqa: PLR0913, PLR0917  (one piece of a kernel, said in full)
    emit: Emitter, node: Node, source: Array, dtype: DType, plan: Plan, trailing: list[int]
) -> str | Array:
    """Write the sum of each row, added to what the rows before gave."""
    outer = [axis for axis in range(len(source.dims)) if axis not in trailing]
    row = [source.dims[axis] for axis in trailing]
    size = emit.simple(" * ".join(map(atom, row)), "", "n")
    whole = len(row) == 1 and source.name in emit.contiguous
    buffer = "" if whole else emit.allocate([size], dtype, "", "row")
    straight = all(axis in plan.kept for axis in outer)
    zero = literal(dtype.type(0))
    if not plan.kept:
        total = emit.assign(zero, node.outputs[0].hint, "total")
        with emit.nest([source.dims[axis] for axis in outer]) as index:
            emit.line(f"{total} = {total} + {_one_row(emit, source, index, row, buffer)}")
        return total
    dims = plan.dims(source.dims)
    name = emit.allocate(dims, dtype, node.outputs[0].hint)
    result = stored_array(name, dims)
    if not straight:
        with shared(emit, name, dims), emit.nest(dims) as place:
            emit.line(f"{result.at(place)} = {zero}")
    rows = emit.nest([source.dims[axis] for axis in outer])
    first = len(outer) if straight else int(0 in plan.kept)
    with shared(emit, name, source.dims, source, apart=first), rows as index:
        target = result.at(plan.place((*index, *["0"] * len(trailing))))
        text = _one_row(emit, source, index, row, buffer)
        emit.line(f"{target} = {text}" if straight else f"{target} = {target} + {text}")
    return result


def _one_row(emit: Emitter, source: Array, outer: Index, row: Sequence[str], buffer: str) -> str:
    """Return the sum of one row, whose elements are written into a buffer first unless there is none."""
    if not buffer:
        return f"np_add_reduce_row({join([source.name or '', *outer])})"
    if len(row) == 1:
        with emit.nest(row) as inner:
            emit.line(f"{buffer}[{inner[0]}] = {source.at((*outer, *inner))}")
        return f"np_add_reduce({buffer})"
    counter = emit.assign("0", "", "place")
    with emit.nest(row) as inner:
        emit.line(f"{buffer}[{counter}] = {source.at((*outer, *inner))}")
        emit.line(f"{counter} = {counter} + 1")
    return f"np_add_reduce({buffer})"


def _sum_flat(emit: Emitter, source: Array, dtype: DType, hint: str) -> str:
    """Write the sum of all elements of an array that is computed on reading."""
    found = emit.materialise(source, ArrayType(dtype, tuple(0 for _ in source.dims)))
    return emit.assign(f"np_add_reduce({found.name})", hint, "total")


def _sum_line(emit: Emitter, source: Array, dtype: DType, hint: str) -> str:
    """Write the sum of elements along one axis, block by block in NumPy's tree, or when all are computed."""
    if source.strips and emit.shares(1, source):
        source = emit.materialise(source, ArrayType(dtype, (0,)))
    if source.name is not None:
        return emit.assign(f"np_add_reduce({source.name})", hint, "total")
    state, block = emit.name("", "pairs"), emit.name("", "block")
    emit.scratch(state, PAIR_WORDS, "int64")
    emit.scratch(block, PAIR_BLOCK, dtype_name(dtype))
    emit.buffers.update(zip(source.strips, emit.prepare(source.strips), strict=True))
    first = emit.assign("0", "", "first")
    left = emit.assign(f"pairs_begin({state}, {source.dims[0]})", "", "left")
    with emit.block(f"while {left} >= 0:  # NumPy adds in pairs: halves of halves, blocks of {PAIR_BLOCK}"):
        with emit.nest([left], [source], first) as index:
            emit.line(f"{block}[{moved(index[0], '-' + first)}] = {source.at(index)}")
        emit.line(f"{first} = {first} + {left}")
        emit.line(f"{left} = pairs_next({state}, np_add_reduce({block}, {left}))")
    emit.release([state, block])
    return emit.assign(f"pairs_total({state}, {dtype_name(dtype)})", hint, "total")
