"""Reductions, fused with what produces their elements."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from autograph.runtime.codegen.deviations import deviation
from autograph.runtime.codegen.emitter import Emitter, Rule, fusing
from autograph.runtime.codegen.folding import Plan, bind, cast_elements, fold, is_natural, plan_of
from autograph.runtime.codegen.hosting import host
from autograph.runtime.codegen.nests import STRIP
from autograph.runtime.codegen.ranges import LARGEST_SIZE, Range
from autograph.runtime.codegen.sharing import shared
from autograph.runtime.codegen.sums import order_of, sum_floats
from autograph.runtime.codegen.text import DType, atom, cast, dtype_name, join, literal, typed
from autograph.runtime.codegen.values import Array, Index, moved, stored_array
from autograph.runtime.graph import Node

__all__ = ["reduction"]


def _total(emit: Emitter, node: Node, dtype: DType) -> str | Array | None:
    """Write the sum of the operand's elements in that dtype."""
    value = node.inputs[0]
    source = cast_elements(emit, value, dtype, plan_of(node))
    if dtype.kind == "f" and value.type.dtype.kind == "f":
        if value.type.dtype != dtype:
            return None
        order = order_of(emit, value, source)
        if order == "line" and source.roots and not source.cost:
            emit.stored(value)
            source = emit.array(value)
        return sum_floats(emit, node, source, dtype, order)
    if dtype.kind == "c":
        return None
    zero = literal(dtype.type(0)) if dtype != np.int64 else "0"
    return fold(emit, node, source, zero, lambda a, b: typed(f"{a} + {atom(b)}", dtype), dtype)


def _sum(emit: Emitter, node: Node) -> None:
    out = node.outputs[0].type.dtype
    found = _total(emit, node, out) if is_natural(node, ("axis", "keepdims", "dtype")) else None
    if found is None:
        _in_one_piece_or_host(emit, node, lambda text: text)
        return
    bind(emit, node, found)


def _mean(emit: Emitter, node: Node) -> None:
    out = node.outputs[0].type.dtype
    found = _total(emit, node, out) if is_natural(node) and out.kind == "f" else None

    def divided(text: str) -> str:
        count = emit.simple(plan_of(node).count(emit.array(node.inputs[0]).dims), "", "n")
        divisor = cast(count, np.dtype("i8"), out) if out == np.float64 else f"{out.name}(float64({count}))"
        return typed(f"{atom(text)} / {divisor}", out)

    if found is None:
        _in_one_piece_or_host(emit, node, divided)
        return
    bind(emit, node, found, divided)


def _in_one_piece_or_host(emit: Emitter, node: Node, finish: Callable[[str], str]) -> None:
    """Write a float sum as NumPy adds an array in one piece, where it turns out to be one; else ask NumPy."""
    value, result = node.inputs[0], node.outputs[0]
    source, dtype = emit.array(value), value.type.dtype
    plain = is_natural(node) and dtype.kind == "f" and result.type.dtype == dtype and result.type.is_scalar
    if source.name is None or len(source.dims) < 2 or not plain:
        host(emit, node)
        return
    total, step, tests = emit.name(result.hint, "total"), str(dtype.itemsize), []
    for axis in reversed(range(len(source.dims))):
        tests.append(f"{source.name}.strides[{axis}] == {step}")
        step = f"{step} * {atom(source.dims[axis])}"
    with emit.block(f"if {' and '.join(tests)}:"):
        emit.line(f"{total} = {finish(f'np_add_reduce({source.name})')}")
    with emit.block("else:"):
        host(emit, node)
        emit.line(f"{total} = {emit.env[result]}")
    emit.env[result] = total


def _prod(emit: Emitter, node: Node) -> None:
    value, result = node.inputs[0], node.outputs[0]
    out = result.type.dtype
    ordered = is_natural(node) and (
        out.kind in "iu" or order_of(emit, value, emit.array(value)) in ("C", "line", "rows")
    )
    if not ordered or out.kind == "c" or (out.kind == "f" and value.type.dtype != out):
        host(emit, node)
        return
    one = literal(out.type(1)) if out != np.int64 else "1"
    source = cast_elements(emit, value, out, plan_of(node))
    bind(emit, node, fold(emit, node, source, one, lambda a, b: typed(f"{a} * {atom(b)}", out), out))


def _extreme(emit: Emitter, node: Node, function: str) -> None:
    value, plan = node.inputs[0], plan_of(node)
    dtype = value.type.dtype
    if not is_natural(node) or dtype.kind == "c":
        host(emit, node)
        return
    source = cast_elements(emit, value, dtype, plan)
    _check_some(emit, node, source)
    start = _worst(dtype, function)
    if dtype.kind == "b":
        sign = "|" if function == "maximum" else "&"
        found = fold(emit, node, source, start, lambda a, b: f"{a} {sign} {atom(b)}", dtype)
    elif dtype.kind == "f" and _by_rows(plan, source):
        found = _fold_rows(emit, node, source, start, function)
    else:
        found = fold(emit, node, source, start, lambda a, b: f"{function}({a}, {b})", dtype)
    bind(emit, node, found)


_SHORT = 8


def _by_rows(plan: Plan, source: Array) -> bool:
    """Whether whole rows are reduced that are worth a call of NumPy's loop."""
    last = source.dims[-1] if source.dims else "1"
    if (last.isdigit() and int(last) <= _SHORT) or not plan.reduced:
        return False
    if source.strips and len(source.dims) > 1:
        return False
    return not plan.kept or max(plan.kept) < min(plan.reduced)


def _fold_rows(emit: Emitter, node: Node, source: Array, start: str, function: str) -> str | Array:
    """Write a reduction by NumPy's own loop, over the whole array or strip by strip."""
    plan, dtype = plan_of(node), node.inputs[0].type.dtype
    hint = node.outputs[0].hint
    if (
        not plan.kept
        and source.name is not None
        and (len(source.dims) == 1 or source.name in emit.contiguous)
    ):
        return emit.assign(f"np_fold_{function}({start}, {source.name})", hint, "total")
    strip = "" if source.name in emit.contiguous else emit.name("", "strip")
    if strip:
        emit.scratch(strip, STRIP, dtype_name(dtype))
    result = None
    if plan.kept:
        dims = plan.dims(source.dims)
        result = stored_array(emit.allocate(dims, dtype, hint), dims)
    emit.buffers.update(zip(source.strips, emit.prepare(source.strips), strict=True))
    target = result.name or "" if result is not None else ""
    rows = emit.nest([source.dims[axis] for axis in plan.kept])
    with shared(emit, target, source.dims, source, apart=len(plan.kept)), rows as outer:
        total = emit.assign(start, hint if result is None else "", "total")
        with emit.nest([source.dims[axis] for axis in plan.reduced[:-1]]) as middle:
            _fold_row(emit, source, (*outer, *middle), (total, function, strip))
        if result is not None:
            rest = ["0"] * len(plan.reduced)
            emit.line(f"{result.at(plan.place((*outer, *rest)))} = {total}")
    emit.release([strip])
    return total if result is None else result


def _fold_row(emit: Emitter, source: Array, outer: Index, to: tuple[str, str, str]) -> None:
    """Write that a row is taken into a total by a function: as it lies, or strip by strip."""
    total, function, strip = to
    if not strip:
        emit.line(f"{total} = np_fold_row_{function}({join([total, source.name or '', *outer])})")
        return
    begin, last = emit.name("", "begin"), source.dims[-1]
    with emit.block(f"for {begin} in range(0, {last}, {STRIP}):"):
        count = emit.assign(f"minimum({STRIP}, {last} - {begin})", "", "count")
        with emit.nest([count], [source], begin) as inner:
            place = moved(inner[-1], "-" + begin)
            emit.line(f"{strip}[{place}] = {source.at((*outer, *inner))}")
        emit.line(f"{total} = np_fold_{function}({total}, {strip}, {count})")


def _check_some(emit: Emitter, node: Node, source: Array) -> None:
    """Write the check that what is reduced has elements."""
    plan = plan_of(node)
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
    if not is_natural(node):
        host(emit, node)
        return
    bool_ = np.dtype(bool)
    source = cast_elements(emit, node.inputs[0], bool_, plan_of(node))
    bind(emit, node, fold(emit, node, source, start, lambda a, b: f"{a} {sign} {atom(b)}", bool_))


def _count(emit: Emitter, node: Node) -> None:
    if not is_natural(node):
        host(emit, node)
        return
    int64, bool_ = np.dtype("i8"), np.dtype(bool)
    truth = cast_elements(emit, node.inputs[0], bool_, plan_of(node))
    found = fold(emit, node, truth, "0", lambda a, b: f"{a} + int64({b})", int64)
    bind(emit, node, found)
    if isinstance(found, str):
        emit.facts[node.outputs[0]] = Range(0, LARGEST_SIZE)


def _position(emit: Emitter, node: Node, sign: str) -> None:
    """Write argmin or argmax over everything, or along one axis."""
    value = node.inputs[0]
    dtype = value.type.dtype
    plan = plan_of(node)
    if not is_natural(node) or dtype.kind not in "iuf" or (len(plan.reduced) > 1 and plan.kept):
        host(emit, node)
        return
    source = emit.array(value)
    _check_some(emit, node, source)
    rank = len(source.dims)
    if not plan.kept:
        found = _search(emit, source, dtype, sign, (), list(range(rank)), node.outputs[0].hint)
        bind(emit, node, found)
        emit.facts[node.outputs[0]] = Range(
            0,
            LARGEST_SIZE,
            {value.type.shape[0]: -1} if rank == 1 and not isinstance(value.type.shape[0], int) else {},
        )
        return
    dims = plan.dims(source.dims)
    name = emit.allocate(dims, np.dtype("i8"), node.outputs[0].hint)
    axis = plan.reduced[0]
    if axis < rank - 1:
        _search_rows(emit, source, dtype, sign, axis, lambda index: f"{name}[{join(plan.place(index))}]")
    else:
        rows = emit.nest([source.dims[k] for k in plan.kept])
        with shared(emit, name, source.dims, source, apart=axis), rows as kept:
            found = _search(emit, source, dtype, sign, kept, [axis], "")
            emit.line(f"{name}[{join(plan.place((*kept, '0')))}] = {found}")
    bind(emit, node, stored_array(name, dims))


_PIECE = 64
"""How many elements are looked at together for one that is better."""


def _search(  # noqa: PLR0913, PLR0917  (one piece of a kernel, said in full)
    emit: Emitter, source: Array, dtype: DType, sign: str, kept: Index, axes: list[int], hint: str
) -> str:
    """Write the search for the first best element, NaN being best of all; return its number.

    What is best is found first, then the piece of the last axis that has it: both several elements at a time.
    """
    function = "maximum" if sign == ">" else "minimum"
    best = emit.assign(_worst(dtype, function), "", "best")
    _take_all(emit, source, kept, axes, (best, function, dtype))
    place = emit.assign("-1", hint, "place")
    before = emit.assign("0", "", "number") if len(axes) > 1 else ""
    size = source.dims[axes[-1]]
    with emit.nest([source.dims[axis] for axis in axes[:-1]]) as middle:

        def hit(index: str) -> str:
            element = emit.assign(source.at((*kept, *middle, index)), "", "element")
            return (
                f"({element} == {best}) | isnan({element})" if dtype.kind == "f" else f"{element} == {best}"
            )

        begin = emit.assign("0", "", "begin")
        with emit.block(f"while {begin} < {size} and {place} < 0:"):
            count = emit.assign(f"minimum({_PIECE}, {size} - {begin})", "", "count")
            some = emit.assign("False", "", "some")
            with emit.nest([count]) as (k,):
                emit.line(f"{some} = {some} | ({hit(f'{begin} + {k}')})")
            with emit.block(f"if {some}:"), emit.nest([count]) as (k,):
                found = hit(f"{begin} + {k}")
                with emit.block(f"if {place} < 0 and ({found}):"):
                    emit.line(f"{place} = {moved(before, begin) if before else begin} + {k}")
            emit.line(f"{begin} = {begin} + {_PIECE}")
        if before:
            emit.line(f"{before} = {before} + {size}")
    return place


def _take_all(emit: Emitter, source: Array, kept: Index, axes: list[int], to: tuple[str, str, DType]) -> None:
    """Write that the elements are taken into a variable by a function: floats by NumPy's loop."""
    best, function, dtype = to
    if dtype.kind != "f":
        with emit.nest([source.dims[axis] for axis in axes]) as index:
            emit.line(f"{best} = {function}({best}, {source.at((*kept, *index))})")
        return
    strip = "" if source.name in emit.contiguous else emit.name("", "strip")
    if strip:
        emit.scratch(strip, STRIP, dtype_name(dtype))
    with emit.nest([source.dims[axis] for axis in axes[:-1]]) as middle:
        _fold_row(emit, source, (*kept, *middle), (best, function, strip))
    emit.release([strip])


def _better(element: str, best: str, dtype: DType, sign: str) -> str:
    """Return whether an element comes before the best one so far, NaN being best of all."""
    if dtype.kind != "f":
        return f"{element} {sign} {best}"
    return f"(({element} {sign} {best}) | isnan({element})) & (not isnan({best}))"


def _search_rows(  # noqa: PLR0913, PLR0917  (one piece of a kernel, said in full)
    emit: Emitter, source: Array, dtype: DType, sign: str, axis: int, place: Callable[[Index], str]
) -> None:
    """Write the search along an axis that is not the last: all rows across it are compared at once."""
    kept = [size for k, size in enumerate(source.dims) if k != axis]
    best = emit.allocate(kept, dtype, "best")

    def whole(index: Index, at: str) -> Index:
        return (*index[:axis], at, *index[axis:])

    with emit.nest(kept) as index:
        emit.line(f"{best}[{join(index)}] = {source.at(whole(index, '0'))}")
        emit.line(f"{place(whole(index, '0'))} = 0")
    with emit.nest(source.dims) as index:
        old = f"{best}[{join((*index[:axis], *index[axis + 1 :]))}]"
        element = emit.assign(source.at(index), "", "element")
        better = emit.assign(_better(element, old, dtype, sign), "", "better")
        emit.line(f"{old} = select({better}, {element}, {old})")
        emit.line(f"{place(index)} = select({better}, {index[axis]}, {place(index)})")


_RULES: dict[str, Rule] = {
    "sum": _sum,
    "mean": _mean,
    "var": deviation(root=False),
    "std": deviation(root=True),
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
