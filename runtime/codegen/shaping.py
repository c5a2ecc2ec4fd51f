"""Sizes, views under another shape, copies, joining: mostly index arithmetic, no loops."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograph.runtime.codegen import ranges
from autograph.runtime.codegen.elements import elementwise
from autograph.runtime.codegen.emitter import Emitter, Rule, fusing
from autograph.runtime.codegen.hosting import host
from autograph.runtime.codegen.text import atom, cast, join, literal
from autograph.runtime.codegen.values import Array, Axis, Index, look, moved, numbered, scaled, stored_array
from autograph.runtime.graph import Node, Value

__all__ = [
    "broadcast_to",
    "concatenate",
    "copy",
    "diagonal",
    "expand",
    "flip",
    "imag",
    "ravel",
    "real",
    "repeat",
    "reshape",
    "seen",
    "size",
    "squeeze",
    "stack",
    "transpose",
    "triangle",
]


def size(emit: Emitter, node: Node) -> None:
    """Write ``x.shape[axis]``."""
    axis = node.params["axis"]
    found = emit.array(node.inputs[0])
    known = ranges.size(node.inputs[0].type.shape[axis])
    value = node.outputs[0]
    emit.facts[value] = known
    emit.env[value] = found.dims[axis]


fusing(size)


def _view(emit: Emitter, node: Node, view: Array) -> None:
    result = node.outputs[0]
    dims = emit.dims(result, view.dims)
    emit.bind_array(result, Array(dims, view.at, view.roots, None, view.cost, view.view))


def _straight(rank: int) -> list[Axis]:
    return [((axis, "1"),) for axis in range(rank)]


def transpose(emit: Emitter, node: Node) -> None:
    """Write a view with its axes in another order."""
    _view(emit, node, _transposed(emit.array(node.inputs[0]), node.params["axes"]))


def _transposed(x: Array, axes: Sequence[int]) -> Array:
    straight = _straight(len(axes))
    return look(x, ["0"] * len(axes), [straight[k] for k in axes], [x.dims[k] for k in axes])


fusing(transpose)


def expand(emit: Emitter, node: Node) -> None:
    """Write a view with further axes of size one."""
    x = emit.array(node.inputs[0])
    dims, axes = list(x.dims), _straight(len(x.dims))
    for axis in sorted(node.params["axes"]):
        dims.insert(axis, "1")
        axes.insert(axis, ())
    _view(emit, node, look(x, ["0"] * len(x.dims), axes, dims))


fusing(expand)


def squeeze(emit: Emitter, node: Node) -> None:
    """Write a view without the given axes, which must have size one."""
    value = node.inputs[0]
    x = emit.array(value)
    gone = node.params["axes"]
    clashes = [f"{x.dims[axis]} != 1" for axis in gone if value.type.shape[axis] != 1]
    if clashes:
        emit.stop(" or ".join(clashes))
    _view(emit, node, _squeezed(x, gone))


def _squeezed(x: Array, gone: Sequence[int]) -> Array:
    kept = [axis for axis in range(len(x.dims)) if axis not in gone]
    straight = _straight(len(x.dims))
    return look(x, ["0"] * len(x.dims), [straight[k] for k in kept], [x.dims[k] for k in kept])


fusing(squeeze)


def flip(emit: Emitter, node: Node) -> None:
    """Write a view that runs backwards along the given axes."""
    _view(emit, node, _flipped(emit.array(node.inputs[0]), node.params["axes"]))


def _flipped(x: Array, turned: Sequence[int]) -> Array:
    starts, axes = ["0"] * len(x.dims), _straight(len(x.dims))
    for axis in turned:
        starts[axis] = moved(x.dims[axis], "-1")
        axes[axis] = ((axis, "-1"),)
    return look(x, starts, axes, x.dims)


fusing(flip)


def diagonal(emit: Emitter, node: Node) -> None:
    """Write the view of a diagonal, its axis last."""
    params = node.params
    _view(
        emit,
        node,
        _on_diagonal(emit, emit.array(node.inputs[0]), params.get("axes", (0, 1)), params.get("offset", 0)),
    )


def _on_diagonal(emit: Emitter, x: Array, both: tuple[int, int], offset: int) -> Array:
    first, second = both
    rows, cols = x.dims[first], x.dims[second]
    starts = ["0"] * len(x.dims)
    starts[first], starts[second] = str(max(-offset, 0)), str(max(offset, 0))
    length = emit.assign(
        f"maximum(0, minimum({moved(rows, str(-max(-offset, 0)))}, {moved(cols, str(-max(offset, 0)))}))",
        "",
        "n",
    )
    rest = [axis for axis in range(len(x.dims)) if axis not in (first, second)]
    axes: list[Axis] = [((axis, "1"),) for axis in rest]
    axes.append(((first, "1"), (second, "1")))
    return look(x, starts, axes, [*(x.dims[k] for k in rest), length])


fusing(diagonal)


def broadcast_to(emit: Emitter, node: Node) -> None:
    """Write a view that repeats along axes of size one."""
    value, *sizes = node.inputs
    x = emit.array(value)
    wanted = [emit.simple(cast(emit.scalar(v), v.type.dtype, np.dtype("i8")), "", "n") for v in sizes]
    clashes = [f"{text} < 0" for text, v in zip(wanted, sizes, strict=True) if emit.range(v).low < 0]
    skipped = len(wanted) - len(x.dims)
    axes: list[Axis] = [()] * skipped
    for axis, have in enumerate(x.dims):
        kind, want = value.type.shape[axis], wanted[axis + skipped]
        if have == want:
            axes.append(((axis, "1"),))
        elif kind == 1:
            axes.append(())
        elif isinstance(kind, int) or not kind.may_be_one:
            clashes.append(f"{have} != {want}")
            axes.append(((axis, "1"),))
        else:
            clashes.append(f"({have} != {want} and {have} != 1)")
            axes.append(((axis, emit.assign(f"step({have})", "", "step")),))
    if clashes:
        emit.stop(" or ".join(clashes))
    _view(emit, node, look(x, ["0"] * len(x.dims), axes, wanted))


fusing(broadcast_to)


def _contiguous(emit: Emitter, node: Node) -> str:
    """Return a variable whose elements lie in C order: the operand's own memory where it does."""
    value = node.inputs[0]
    found = emit.array(value)
    if found.name is not None and found.name in emit.contiguous:
        return found.name
    if found.cost == 0 and found.roots:
        copy = emit.materialise(found, value.type, value.hint)
        assert copy.name is not None
        return copy.name
    return emit.stored(value)


def reshape(emit: Emitter, node: Node) -> None:
    """Write the same elements, in C order, under another shape."""
    value, *sizes = node.inputs
    wanted = [emit.simple(cast(emit.scalar(v), v.type.dtype, np.dtype("i8")), "", "n") for v in sizes]
    have = " * ".join(map(atom, emit.array(value).dims)) or "1"
    want = " * ".join(wanted) or "1"
    clashes = [f"{text} < 0" for text, v in zip(wanted, sizes, strict=True) if emit.range(v).low < 0]
    if have != want:
        clashes.append(f"{have} != {want}")
    rest = node.params.get("rest")
    if rest is not None:  # what is left to NumPy could be anything beside a size of 0
        clashes += [
            f"{text} == 0" for place, text in enumerate(wanted) if place != rest and not text.isdigit()
        ]
    if clashes:
        emit.stop(" or ".join(clashes))
    _reshaped(emit, node, wanted)


def _reshaped(emit: Emitter, node: Node, wanted: Sequence[str]) -> None:
    name = _contiguous(emit, node)
    result = node.outputs[0]
    dims = emit.dims(result, wanted)
    own = emit.assign(f"reshaped({join([name, *dims])})", result.hint)
    emit.contiguous.add(own)
    emit.roots[own] = emit.roots.get(name, frozenset([name]))
    emit.env[result] = stored_array(own, dims, emit.roots[own])


def seen(emit: Emitter, x: Array, step: tuple[Any, ...], sizes: Sequence[Value]) -> Array:
    """Return what a step of a write sees of an array; the graph has made that view before."""
    _, name, _, items = step
    params = dict(items)
    if name == "transpose":
        return _transposed(x, params["axes"])
    if name == "squeeze":
        return _squeezed(x, params["axes"])
    if name == "flip":
        return _flipped(x, params["axes"])
    if name == "diagonal":
        return _on_diagonal(emit, x, params.get("axes", (0, 1)), params.get("offset", 0))
    dims = tuple(emit.simple(cast(emit.scalar(v), v.type.dtype, np.dtype("i8")), "", "n") for v in sizes)
    if x.name is not None and x.name in emit.contiguous:
        own = emit.assign(f"reshaped({join([x.name, *dims])})")
        emit.contiguous.add(own)
        emit.roots[own] = emit.roots.get(x.name, frozenset([x.name]))
        return stored_array(own, dims, emit.roots[own])

    def at(index: Index) -> str:
        return x.at(_places(emit, index, dims, x.dims))

    return Array(dims, at, x.roots)


def _places(emit: Emitter, index: Index, dims: Sequence[str], others: Sequence[str]) -> Index:
    """Return an index in an array of some sizes as the index of the same element under other sizes."""
    found: list[str] = []
    rest = emit.assign(numbered(index, dims), "", "place")
    for size in reversed(others[1:]):
        found.insert(0, emit.assign(f"{rest} % {size}", "", "at"))
        rest = emit.assign(f"{rest} // {size}", "", "rest")
    return (rest, *found) if others else ()


def ravel(emit: Emitter, node: Node) -> None:
    """Write the elements in C order along one axis."""
    x = emit.array(node.inputs[0])
    if len(x.dims) == 1:
        _view(emit, node, look(x, ["0"], _straight(1), x.dims))
        return
    _reshaped(emit, node, [" * ".join(map(atom, x.dims)) or "1"])


def copy(emit: Emitter, node: Node) -> None:
    """Write a copy."""
    value, result = node.inputs[0], node.outputs[0]
    found = emit.env[value]
    if not isinstance(found, Array):
        emit.env[result] = emit.variable(value)
        return
    emit.env[result] = emit.materialise(found, value.type, result.hint or value.hint)
    emit.dims(result, emit.array(result).dims)


fusing(copy, strips=True)


def _part(emit: Emitter, node: Node, name: str) -> None:
    kind = node.inputs[0].type.dtype.kind
    out = node.outputs[0].type.dtype

    def make(texts: Sequence[str]) -> str:
        text = texts[0]
        if kind == "c":
            return f"{atom(text)}.{name}"
        return (
            cast(text, node.inputs[0].type.dtype, out) if name == "real" else cast("0", np.dtype("i8"), out)
        )

    elementwise(emit, node, make)


def real(emit: Emitter, node: Node) -> None:
    """Write the real part."""
    _part(emit, node, "real")


def imag(emit: Emitter, node: Node) -> None:
    """Write the imaginary part."""
    _part(emit, node, "imag")


fusing(real)
fusing(imag)


# ------------------------------------------------------------------ joining


def concatenate(emit: Emitter, node: Node) -> None:
    """Write arrays one after another along an axis."""
    axis = node.params["axis"]
    arrays = [emit.array(value) for value in node.inputs]
    _check_same(emit, node, arrays, axis)
    total = "0"
    starts = []
    for array in arrays:
        starts.append(total)
        total = emit.simple(moved(total, array.dims[axis]), "", "n")
    dims = list(arrays[0].dims)
    dims[axis] = total
    _joined(emit, node, arrays, dims, starts, axis)


fusing(concatenate)


def _check_same(emit: Emitter, node: Node, arrays: Sequence[Array], axis: int | None) -> None:
    clashes = [
        f"{other.dims[k]} != {arrays[0].dims[k]}"
        for other in arrays[1:]
        for k in range(len(other.dims))
        if k != axis and other.dims[k] != arrays[0].dims[k]
    ]
    if clashes:
        emit.stop(" or ".join(clashes))


def _joined(  # noqa: PLR0913, PLR0917  (one piece of a kernel, said in full)
    emit: Emitter, node: Node, arrays: Sequence[Array], dims: Sequence[str], starts: Sequence[str], axis: int
) -> None:
    result = node.outputs[0]
    sizes = emit.dims(result, dims)
    name = emit.allocate(sizes, result.type.dtype, result.hint)
    for value, array, start in zip(node.inputs, arrays, starts, strict=True):
        with emit.nest(array.dims) as index:
            text = cast(array.at(index), value.type.dtype, result.type.dtype)
            place: Index = (*index[:axis], moved(start, index[axis]), *index[axis + 1 :])
            emit.line(f"{name}[{join(place)}] = {text}")
    emit.env[result] = stored_array(name, sizes)


def repeat(emit: Emitter, node: Node) -> None:
    """Write each row of an axis a number of times; other numbers for each are NumPy's own."""
    value, count = node.inputs
    axis = node.params.get("axis")
    if axis is None or not count.type.is_scalar:
        host(emit, node)
        return
    times = emit.simple(cast(emit.scalar(count), count.type.dtype, np.dtype("i8")), "", "times")
    if emit.range(count).low < 0:
        emit.stop(f"{times} < 0")
    if emit.array(value).cost:
        emit.stored(value)
    array, result = emit.array(value), node.outputs[0]
    rows = array.dims[axis]
    emit.stop(f"multiply_overflows({rows}, {times})", reason="an array is too large")
    sizes = emit.dims(result, [*array.dims[:axis], f"{atom(rows)} * {times}", *array.dims[axis + 1 :]])
    name = emit.allocate(sizes, result.type.dtype, result.hint)
    with emit.nest([*array.dims[: axis + 1], times, *array.dims[axis + 1 :]]) as index:
        before, (row, again), after = index[:axis], index[axis : axis + 2], index[axis + 2 :]
        place = moved(scaled(row, times), again)
        emit.line(f"{name}[{join((*before, place, *after))}] = {array.at((*before, row, *after))}")
    emit.env[result] = stored_array(name, sizes)


fusing(repeat)


def triangle(name: str) -> Rule:
    """Return the kernel fact of ``tril`` or ``triu``: zeros beyond a diagonal."""

    def rule(emit: Emitter, node: Node) -> None:
        value, result = node.inputs[0], node.outputs[0]
        x, k = emit.array(value), node.params.get("k", 0)
        if len(x.dims) < 2:
            host(emit, node)
            return
        sign, zero = "<=" if name == "tril" else ">=", literal(value.type.dtype.type(0))

        def at(index: Index) -> str:
            row, column = index[-2:]
            return f"select({atom(column)} - {atom(row)} {sign} {k}, {x.at(index)}, {zero})"

        dims = emit.dims(result, x.dims)
        emit.bind_array(result, Array(dims, at, x.roots, None, x.cost + 1, None, x.strips))

    return fusing(rule, strips=True)


def stack(emit: Emitter, node: Node) -> None:
    """Write arrays one after another along a new axis."""
    axis = node.params["axis"]
    arrays = [emit.array(value) for value in node.inputs]
    _check_same(emit, node, arrays, None)
    result = node.outputs[0]
    own = arrays[0].dims
    sizes = emit.dims(result, [*own[:axis], str(len(arrays)), *own[axis:]])
    name = emit.allocate(sizes, result.type.dtype, result.hint)
    for number, (value, array) in enumerate(zip(node.inputs, arrays, strict=True)):
        with emit.nest(array.dims) as index:
            text = cast(array.at(index), value.type.dtype, result.type.dtype)
            emit.line(f"{name}[{join((*index[:axis], str(number), *index[axis:]))}] = {text}")
    emit.env[result] = stored_array(name, sizes)


fusing(stack)
