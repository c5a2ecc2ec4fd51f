"""Reductions, fused with what produces their elements; float sums are added in NumPy's very order."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

import numpy as np

from autograph.runtime.codegen.dialect import PAIR_BLOCK, PAIR_WORDS
from autograph.runtime.codegen.emitter import Emitter, Rule, fusing
from autograph.runtime.codegen.hosting import host
from autograph.runtime.codegen.nests import STRIP
from autograph.runtime.codegen.ranges import LARGEST_SIZE, Range
from autograph.runtime.codegen.text import DType, atom, cast, dtype_name, join, literal, typed
from autograph.runtime.codegen.values import Array, Index, moved, stored_array
from autograph.runtime.graph import Node, Value
from autograph.runtime.types import ArrayType

__all__ = ["reduction"]

Combine = Callable[[str, str], str]


@dataclasses.dataclass(frozen=True)
class _Plan:
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


def _plan(node: Node) -> _Plan:
    rank = node.inputs[0].type.ndim
    axis = node.params.get("axis")
    axes = tuple(range(rank)) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    kept = tuple(k for k in range(rank) if k not in axes)
    return _Plan(tuple(sorted(axes)), kept, bool(node.params.get("keepdims", False)))


def _natural(node: Node, allowed: Sequence[str] = ("axis", "keepdims")) -> bool:
    """Whether the node asks for nothing that only NumPy itself knows to do."""
    plain = all(
        key in allowed or value is None or (key == "dtype" and np.dtype(value) == node.outputs[0].type.dtype)
        for key, value in node.params.items()
    )
    return plain and node.inputs[0].type.kind == "array"


# ------------------------------------------------------------------ one element after another


def _fold(  # noqa: PLR0913, PLR0917  (one piece of a kernel, said in full)
    emit: Emitter, node: Node, source: Array, start: str, combine: Combine, dtype: DType
) -> str | Array:
    """Write loops that combine elements in C order; return the scalar, or the array of results."""
    plan = _plan(node)
    hint = node.outputs[0].hint
    if not plan.kept:
        total = emit.assign(start, hint, "total")
        with emit.nest(source.dims, [source]) as index:
            emit.line(f"{total} = {combine(total, source.at(index))}")
        return total
    dims = plan.dims(source.dims)
    name = emit.allocate(dims, dtype, hint)
    result = stored_array(name, dims)
    if max(plan.kept) < min(plan.reduced):
        with emit.nest([source.dims[axis] for axis in plan.kept]) as outer:
            total = emit.assign(start, "", "total")
            with emit.nest([source.dims[axis] for axis in plan.reduced]) as inner:
                index = (*outer, *inner)
                emit.line(f"{total} = {combine(total, source.at(index))}")
            emit.line(f"{result.at(plan.place(index))} = {total}")
        return result
    with emit.nest(dims) as place:
        emit.line(f"{result.at(place)} = {start}")
    with emit.nest(source.dims, [source]) as index:
        target = result.at(plan.place(index))
        emit.line(f"{target} = {combine(target, source.at(index))}")
    return result


def _bind(emit: Emitter, node: Node, found: str | Array, finish: Callable[[str], str] | None = None) -> None:
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


# ------------------------------------------------------------------ sums of floats


def _ordered(emit: Emitter, value: Value, source: Array) -> str:
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


def _sum_floats(emit: Emitter, node: Node, source: Array, dtype: DType, order: str) -> str | Array | None:
    """Write a float sum in NumPy's order; None where only NumPy knows it."""
    plan = _plan(node)
    rank = len(source.dims)
    if plan.kept and plan.kept[-1] == rank - 1:
        if order not in ("C", "rows") or source.dims[-1] == "1":
            return None
        return _fold(
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
    emit: Emitter, node: Node, source: Array, dtype: DType, plan: _Plan, trailing: list[int]
) -> str | Array:
    """Write the sum of each row, added to what the rows before gave."""
    outer = [axis for axis in range(len(source.dims)) if axis not in trailing]
    row = [source.dims[axis] for axis in trailing]
    size = emit.simple(" * ".join(map(atom, row)), "", "n")
    buffer = emit.allocate([size], dtype, "", "row")
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
        with emit.nest(dims) as place:
            emit.line(f"{result.at(place)} = {zero}")
    with emit.nest([source.dims[axis] for axis in outer]) as index:
        target = result.at(plan.place((*index, *["0"] * len(trailing))))
        text = _one_row(emit, source, index, row, buffer)
        emit.line(f"{target} = {text}" if straight else f"{target} = {target} + {text}")
    return result


def _one_row(emit: Emitter, source: Array, outer: Index, row: Sequence[str], buffer: str) -> str:
    """Write the elements of one row into a buffer and return their sum."""
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
    """Write the sum of elements along one axis, block by block in NumPy's tree."""
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


# ------------------------------------------------------------------ the ops


def _elements(emit: Emitter, value: Value, dtype: DType, plan: _Plan) -> Array:
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


def _total(emit: Emitter, node: Node, dtype: DType) -> str | Array | None:
    """Write the sum of the operand's elements in that dtype."""
    value = node.inputs[0]
    source = _elements(emit, value, dtype, _plan(node))
    if dtype.kind == "f" and value.type.dtype.kind == "f":
        if value.type.dtype != dtype:
            return None
        order = _ordered(emit, value, source)
        if order == "line" and source.roots and not source.cost:
            emit.stored(value)
            source = emit.array(value)
        return _sum_floats(emit, node, source, dtype, order)
    if dtype.kind == "c":
        return None
    zero = literal(dtype.type(0)) if dtype != np.int64 else "0"
    return _fold(emit, node, source, zero, lambda a, b: typed(f"{a} + {atom(b)}", dtype), dtype)


def _sum(emit: Emitter, node: Node) -> None:
    out = node.outputs[0].type.dtype
    found = _total(emit, node, out) if _natural(node, ("axis", "keepdims", "dtype")) else None
    if found is None:
        host(emit, node)
        return
    _bind(emit, node, found)


def _mean(emit: Emitter, node: Node) -> None:
    out = node.outputs[0].type.dtype
    found = _total(emit, node, out) if _natural(node) and out.kind == "f" else None
    if found is None:
        host(emit, node)
        return
    count = emit.simple(_plan(node).count(emit.array(node.inputs[0]).dims), "", "n")
    divisor = cast(count, np.dtype("i8"), out) if out == np.float64 else f"{out.name}(float64({count}))"
    _bind(emit, node, found, lambda text: typed(f"{atom(text)} / {divisor}", out))


def _prod(emit: Emitter, node: Node) -> None:
    value, result = node.inputs[0], node.outputs[0]
    out = result.type.dtype
    ordered = (
        out.kind in "iu" or _ordered(emit, value, emit.array(value)) in ("C", "line", "rows")
        if _natural(node)
        else False
    )
    if not ordered or out.kind == "c" or (out.kind == "f" and value.type.dtype != out):
        host(emit, node)
        return
    one = literal(out.type(1)) if out != np.int64 else "1"
    _bind(
        emit,
        node,
        _fold(
            emit,
            node,
            _elements(emit, value, out, _plan(node)),
            one,
            lambda a, b: typed(f"{a} * {atom(b)}", out),
            out,
        ),
    )


def _extreme(emit: Emitter, node: Node, function: str) -> None:
    value, plan = node.inputs[0], _plan(node)
    dtype = value.type.dtype
    if not _natural(node) or dtype.kind == "c":
        host(emit, node)
        return
    source = _elements(emit, value, dtype, plan)
    _check_some(emit, node, source)
    start = _worst(dtype, function)
    if dtype.kind == "b":
        sign = "|" if function == "maximum" else "&"
        found = _fold(emit, node, source, start, lambda a, b: f"{a} {sign} {atom(b)}", dtype)
    elif dtype.kind == "f" and _by_rows(plan, source):
        found = _fold_rows(emit, node, source, start, function)
    else:
        found = _fold(emit, node, source, start, lambda a, b: f"{function}({a}, {b})", dtype)
    _bind(emit, node, found)


_SHORT = 8


def _by_rows(plan: _Plan, source: Array) -> bool:
    """Whether whole rows are reduced that are worth a call of NumPy's loop."""
    last = source.dims[-1] if source.dims else "1"
    if (last.isdigit() and int(last) <= _SHORT) or not plan.reduced:
        return False
    if source.strips and len(source.dims) > 1:
        return False
    return not plan.kept or max(plan.kept) < min(plan.reduced)


def _fold_rows(emit: Emitter, node: Node, source: Array, start: str, function: str) -> str | Array:
    """Write a reduction by NumPy's own loop, over the whole array or strip by strip."""
    plan, dtype = _plan(node), node.inputs[0].type.dtype
    hint = node.outputs[0].hint
    if (
        not plan.kept
        and source.name is not None
        and (len(source.dims) == 1 or source.name in emit.contiguous)
    ):
        return emit.assign(f"np_fold_{function}({start}, {source.name})", hint, "total")
    strip = emit.name("", "strip")
    emit.scratch(strip, STRIP, dtype_name(dtype))
    result = None
    if plan.kept:
        dims = plan.dims(source.dims)
        result = stored_array(emit.allocate(dims, dtype, hint), dims)
    emit.buffers.update(zip(source.strips, emit.prepare(source.strips), strict=True))
    with emit.nest([source.dims[axis] for axis in plan.kept]) as outer:
        total = emit.assign(start, hint if result is None else "", "total")
        with emit.nest([source.dims[axis] for axis in plan.reduced[:-1]]) as middle:
            begin, last = emit.name("", "begin"), source.dims[-1]
            with emit.block(f"for {begin} in range(0, {last}, {STRIP}):"):
                count = emit.assign(f"minimum({STRIP}, {last} - {begin})", "", "count")
                with emit.nest([count], [source], begin) as inner:
                    place = moved(inner[-1], "-" + begin)
                    emit.line(f"{strip}[{place}] = {source.at((*outer, *middle, *inner))}")
                emit.line(f"{total} = np_fold_{function}({total}, {strip}, {count})")
        if result is not None:
            rest = ["0"] * len(plan.reduced)
            emit.line(f"{result.at(plan.place((*outer, *rest)))} = {total}")
    emit.release([strip])
    return total if result is None else result


def _check_some(emit: Emitter, node: Node, source: Array) -> None:
    """Write the check that what is reduced has elements."""
    plan = _plan(node)
    shape = node.inputs[0].type.shape
    clauses = [
        f"{source.dims[axis]} == 0"
        for axis in plan.reduced
        if shape[axis] == 0 or not isinstance(shape[axis], int)
    ]
    if clauses:
        emit.stop(" or ".join(clauses))


def _worst(dtype: DType, function: str) -> str:
    if dtype.kind == "b":
        return "False" if function == "maximum" else "True"
    if dtype.kind == "f":
        return literal(dtype.type(-np.inf if function == "maximum" else np.inf))
    info = np.iinfo(dtype)
    number = info.min if function == "maximum" else info.max
    return literal(dtype.type(number)) if dtype != np.int64 else f"({number})"


def _truth(emit: Emitter, node: Node, sign: str, start: str) -> None:
    if not _natural(node):
        host(emit, node)
        return
    bool_ = np.dtype(bool)
    source = _elements(emit, node.inputs[0], bool_, _plan(node))
    _bind(emit, node, _fold(emit, node, source, start, lambda a, b: f"{a} {sign} {atom(b)}", bool_))


def _count(emit: Emitter, node: Node) -> None:
    if not _natural(node):
        host(emit, node)
        return
    int64, bool_ = np.dtype("i8"), np.dtype(bool)
    truth = _elements(emit, node.inputs[0], bool_, _plan(node))
    found = _fold(emit, node, truth, "0", lambda a, b: f"{a} + int64({b})", int64)
    _bind(emit, node, found)
    if isinstance(found, str):
        emit.facts[node.outputs[0]] = Range(0, LARGEST_SIZE)


def _position(emit: Emitter, node: Node, sign: str) -> None:
    """Write argmin or argmax over everything, or along one axis."""
    value = node.inputs[0]
    dtype = value.type.dtype
    plan = _plan(node)
    if not _natural(node) or dtype.kind not in "iuf" or (len(plan.reduced) > 1 and plan.kept):
        host(emit, node)
        return
    source = emit.array(value)
    _check_some(emit, node, source)
    rank = len(source.dims)
    if not plan.kept:
        found = _search(emit, source, dtype, sign, (), list(range(rank)), node.outputs[0].hint)
        _bind(emit, node, found)
        emit.facts[node.outputs[0]] = Range(
            0,
            LARGEST_SIZE,
            {value.type.shape[0]: -1} if rank == 1 and not isinstance(value.type.shape[0], int) else {},
        )
        return
    dims = plan.dims(source.dims)
    name = emit.allocate(dims, np.dtype("i8"), node.outputs[0].hint)
    axis = plan.reduced[0]
    with emit.nest([source.dims[k] for k in plan.kept]) as kept:
        found = _search(emit, source, dtype, sign, kept, [axis], "")
        whole = [*kept[:axis], "0", *kept[axis:]]
        emit.line(f"{name}[{join(plan.place(tuple(whole)))}] = {found}")
    _bind(emit, node, stored_array(name, dims))


def _search(  # noqa: PLR0913, PLR0917  (one piece of a kernel, said in full)
    emit: Emitter, source: Array, dtype: DType, sign: str, kept: Index, axes: list[int], hint: str
) -> str:
    """Write the search for the first best element, NaN being best of all; return its number."""
    first = source.at((*kept[: axes[0]], *["0"] * len(axes), *kept[axes[0] :]))
    best = emit.assign(first, "", "best")
    place = emit.assign("0", hint, "place")
    counter = emit.assign("0", "", "number") if len(axes) > 1 else ""
    with emit.nest([source.dims[axis] for axis in axes]) as index:
        element = emit.assign(source.at((*kept[: axes[0]], *index, *kept[axes[0] :])), "", "element")
        better = f"{element} {sign} {best}"
        if dtype.kind == "f":
            better = f"({better} or isnan({element})) and not isnan({best})"
        with emit.block(f"if {better}:"):
            emit.line(f"{best} = {element}")
            emit.line(f"{place} = {counter or index[0]}")
        if counter:
            emit.line(f"{counter} = {counter} + 1")
    return place


_RULES: dict[str, Rule] = {
    "sum": _sum,
    "mean": _mean,
    "prod": _prod,
    "max": lambda emit, node: _extreme(emit, node, "maximum"),
    "min": lambda emit, node: _extreme(emit, node, "minimum"),
    "any": lambda emit, node: _truth(emit, node, "|", "False"),
    "all": lambda emit, node: _truth(emit, node, "&", "True"),
    "count_nonzero": _count,
    "argmin": lambda emit, node: _position(emit, node, "<"),
    "argmax": lambda emit, node: _position(emit, node, ">"),
}


def reduction(name: str) -> Rule | None:
    """Return the kernel fact of a reduction; None for those that NumPy itself is asked."""
    rule = _RULES.get(name)
    return None if rule is None else fusing(rule, strips=name not in ("argmin", "argmax"))
