"""Elementwise ops: operands are broadcast together, and each result element is one scalar expression."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograph.runtime.codegen.emitter import Emitter
from autograph.runtime.codegen.picking import pick
from autograph.runtime.codegen.text import DType, atom, cast, typed
from autograph.runtime.codegen.values import Array, Index, scaled
from autograph.runtime.graph import Node, Value
from autograph.runtime.types import ArrayType, Symbol, python_type

__all__ = [
    "beyond",
    "broadcast",
    "cast_operand",
    "check_fits",
    "check_out",
    "check_weak_ints",
    "elementwise",
    "fill_in",
    "loop_dtypes",
    "operand_texts",
    "together",
]

Make = Callable[[Sequence[str]], str]


@functools.lru_cache(maxsize=4096)
def _resolve(ufunc: np.ufunc, operands: tuple[Any, ...]) -> tuple[DType, ...]:
    return tuple(ufunc.resolve_dtypes((*operands, *[None] * ufunc.nout)))


def _weak(type_: ArrayType) -> Any:
    if type_.kind == "python" and type_.dtype.kind != "b":
        return python_type(type_.dtype)
    return type_.dtype


def loop_dtypes(ufunc: np.ufunc, node: Node) -> tuple[DType, ...]:
    """Return the dtypes NumPy computes in: those of the operands, then that of the result."""
    return _resolve(ufunc, tuple(_weak(value.type) for value in node.inputs))


def fill_in(template: str, texts: Sequence[str]) -> str:
    """Return a template with its operands put in, in parentheses where needed."""
    return template.format(*(text if _enclosed(template, k) else atom(text) for k, text in enumerate(texts)))


def _enclosed(template: str, position: int) -> bool:
    """Whether the operand stands between commas or parentheses already."""
    field = "{" + str(position) + "}"
    place = template.find(field)
    before = template[:place].rstrip()
    after = template[place + len(field) :].lstrip()
    return template == field or (bool(before) and bool(after) and before[-1] in "(," and after[0] in "),")


def operand_texts(emit: Emitter, node: Node, texts: Sequence[str], dtypes: Sequence[DType]) -> list[str]:
    """Return the elements of a node's operands, each cast to the dtype it is computed in."""
    return [
        cast_operand(text, value.type, dtype)
        for text, value, dtype in zip(texts, node.inputs, dtypes, strict=True)
    ]


def cast_operand(text: str, type_: ArrayType, dtype: DType) -> str:
    """Return one operand's element, cast to the dtype it is computed in."""
    if type_.kind == "python" and type_.dtype.kind == "i" and dtype == np.float32:
        return f"float32(float64({text}))"
    return cast(text, type_.dtype, dtype)


def check_weak_ints(emit: Emitter, node: Node, dtypes: Sequence[DType]) -> None:
    """Write the check that Python ints fit the dtype they are computed in."""
    for value, dtype in zip(node.inputs, dtypes, strict=False):
        if value.type.kind == "python" and value.type.dtype.kind == "i":
            check_fits(emit, value, dtype)


def check_fits(emit: Emitter, value: Value, dtype: DType) -> None:
    """Write the check that a Python int fits an integer dtype."""
    if dtype.kind not in "iu" or dtype == np.int64:
        return
    info = np.iinfo(dtype)
    known = emit.range(value)
    if known.low < info.min or known.high > min(info.max, 2**63 - 1):
        text = emit.variable(value)
        low = f"{text} < {info.min}" if known.low < info.min else ""
        high = f"{text} > {info.max}" if known.high > info.max else ""
        emit.stop(" or ".join(filter(None, [low, high])))


def beyond(text: str, dtype: DType) -> str:
    """Return the condition that a float, cut to an int, does not fit an integer dtype (NaN does not)."""
    info = np.iinfo(dtype)
    low = f"{float(info.min)} <=" if info.bits == 64 and info.min < 0 else f"{float(info.min) - 1} <"
    return f"not ({low} {text} < {float(info.max) + (info.bits < 64)})"


def elementwise(emit: Emitter, node: Node, make: Make, *, cost: int = 1, inline: bool = True) -> None:
    """Bind the node's one result: `make` turns the operands' elements into the result's element."""
    (result,) = node.outputs
    if not result.type.shape and result.type.is_scalar:
        plain = all(not isinstance(emit.env[value], Array) for value in node.inputs)
        texts = [emit.scalar(value) for value in node.inputs]
        emit.bind_scalar(result, make(_once(emit, node.inputs, texts)), inline=inline and plain)
        return
    if _under_mask(emit, node, make, cost):
        return
    arrays, dims, maps = together(emit, node)

    def at(index: Index) -> str:
        texts = [array.at(move(index)) for array, move in zip(arrays, maps, strict=True)]
        return emit.shorten(make(_once(emit, node.inputs, texts)))

    roots = frozenset().union(*(array.roots for array in arrays))
    total = cost + sum(array.cost for array in arrays)
    strips = tuple(strip for array in arrays for strip in array.strips)
    emit.bind_array(result, Array(dims, at, roots, None, total, None, strips))


def _under_mask(emit: Emitter, node: Node, make: Make, cost: int) -> bool:
    """Bind the result of what one mask has picked and is not put together yet; false for anything else."""
    found = [emit.env[value] for value in node.inputs]
    arrays = [one for one in found if isinstance(one, Array)]
    picks = [one.picked for one in arrays if one.picked is not None]
    if not picks or len(picks) < len(arrays) or any(one.mask is not picks[0].mask for one in picks):
        return False
    if not _is_harmless(emit, node):
        return False
    parts = [
        (one.picked.every, True)
        if isinstance(one, Array) and one.picked is not None
        else (emit.array(value), False)
        for one, value in zip(found, node.inputs, strict=True)
    ]

    def at(index: Index) -> str:
        texts = [array.at(index if moves else ()) for array, moves in parts]
        return emit.shorten(make(_once(emit, node.inputs, texts)))

    every = [array for array, moves in parts if moves]
    roots = frozenset().union(*(array.roots for array in every))
    total = cost + sum(array.cost for array in every)
    pick(emit, node.outputs[0], picks[0].mask, Array(every[0].dims, at, roots, None, total))
    return True


_HARMLESS = ("add", "subtract", "multiply", "square", "negative", "conjugate")
"""Operations that seldom make an error, and that the processor does for several numbers at once."""


def _is_harmless(emit: Emitter, node: Node) -> bool:
    """Whether an operation may be done with what no mask has chosen, too."""
    square = node.op.name == "power" and emit.number(node.inputs[1]) == 2
    return node.outputs[0].type.dtype.kind in "fc" and (square or node.op.name in _HARMLESS)


def together(
    emit: Emitter, node: Node
) -> tuple[list[Array], tuple[str, ...], list[Callable[[Index], Index]]]:
    """Return the operands, the sizes of the result, and how an index of it becomes one of each operand."""
    arrays = [emit.array(value) for value in node.inputs]
    dims, maps = broadcast(emit, node, [value.type.shape for value in node.inputs], arrays)
    sizes = emit.dims(node.outputs[0], dims)
    for place, (value, array) in enumerate(zip(node.inputs, arrays, strict=True)):
        if array.strips and array.dims != dims:
            emit.stored(value)
            arrays[place] = emit.array(value)
    return arrays, sizes, maps


def check_out(emit: Emitter, node: Node) -> None:
    """Write that the kernel stops where an operand cannot be stretched to the sizes of the first one."""
    out, *operands = node.inputs
    sizes = emit.array(out).dims
    conditions = []
    for operand in operands:
        dims = emit.array(operand).dims if operand.type.shape else ()
        if len(dims) > len(sizes):
            conditions.append("True")
        for size, wanted in zip(reversed(dims), reversed(sizes), strict=False):
            if size not in ("1", wanted) and not emit.alike(size, wanted):
                conditions.append(f"{size} != {wanted} and {size} != 1")
    for condition in conditions:
        emit.stop(condition)


check_out.sizes_only = True  # type: ignore[attr-defined]


def _once(emit: Emitter, values: Sequence[Value], texts: list[str]) -> list[str]:
    """Put what is computed and needed twice into a variable."""
    seen: dict[Value, str] = {}
    found = []
    for value, text in zip(values, texts, strict=True):
        if value not in seen:
            repeated = sum(other is value for other in values) > 1
            seen[value] = emit.simple(text) if repeated else text
        found.append(seen[value])
    return found


Size = int | Symbol


def broadcast(
    emit: Emitter, node: Node, shapes: Sequence[tuple[Size, ...]], arrays: Sequence[Array]
) -> tuple[tuple[str, ...], list[Callable[[Index], Index]]]:
    """Return the common sizes of operands, and for each how to turn a result index into its own.

    Writes a check where sizes may clash.
    """
    rank = max(map(len, shapes), default=0)
    dims: list[str] = []
    steps: list[list[str]] = [[] for _ in arrays]
    for axis in range(rank):
        present = []
        for number, (shape, array) in enumerate(zip(shapes, arrays, strict=True)):
            place = axis - (rank - len(shape))
            if place >= 0:
                present.append((number, shape[place], array.dims[place]))
        size, found = _common(emit, [(kind, text) for _, kind, text in present])
        dims.append(size)
        for (number, _, _), step in zip(present, found, strict=True):
            steps[number].append(step)
    return tuple(dims), [_mapper(own, rank) for own in steps]


def _mapper(steps: list[str], rank: int) -> Callable[[Index], Index]:
    skipped = rank - len(steps)

    def move(index: Index) -> Index:
        return tuple(
            "0" if step == "0" else scaled(i, step) for i, step in zip(index[skipped:], steps, strict=True)
        )

    return move


def _common(emit: Emitter, sizes: list[tuple[Size, str]]) -> tuple[str, list[str]]:
    """Return the common size of one axis and each operand's step along it: 1, or 0 where it repeats."""
    sizes = [(1 if text == "1" else kind, emit.canonical(text)) for kind, text in sizes]
    wide = [(kind, text) for kind, text in sizes if kind != 1]
    if not wide:
        return "1", ["0"] * len(sizes)
    distinct = list(dict.fromkeys(text for _, text in wide))
    if all(emit.alike(distinct[0], text) for text in distinct[1:]):
        return distinct[0], ["0" if kind == 1 else "1" for kind, _ in sizes]
    fixed = [text for kind, text in wide if isinstance(kind, int) or not kind.may_be_one]
    flexible = {text for kind, text in wide if isinstance(kind, Symbol) and kind.may_be_one}
    if fixed:
        size = fixed[0]
    else:
        size = distinct[0]
        for other in distinct[1:]:
            size = f"together({size}, {other})"
        size = emit.size(size)
    clashes = [
        f"{text} != {size}" + (f" and {text} != 1" if text in flexible else "")
        for text in distinct
        if text != size
    ]
    emit.stop(" or ".join(f"({clash})" if " and " in clash else clash for clash in clashes))
    for text in distinct:
        if text not in flexible:
            emit.equate(text, size)
    steps = {
        text: emit.assign(f"step({text})", "", "step") if text in flexible and text != size else "1"
        for text in distinct
    }
    return size, ["0" if kind == 1 else steps[text] for kind, text in sizes]


def result(text: str, dtype: DType) -> str:
    """Return an expression brought to exactly the result's dtype."""
    return typed(text, dtype)
