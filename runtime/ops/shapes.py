"""Ops that arrange elements: sizes, views under another shape, joining, repeating."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from autograph.runtime.codegen import shaping
from autograph.runtime.errors import TraceError
from autograph.runtime.ops.base import define
from autograph.runtime.ops.rules import (
    Shape,
    array,
    by_sample,
    kind_for,
    require,
    require_int,
    require_numeric,
    sized,
)
from autograph.runtime.types import ArrayType, Symbol, symbol, type_of

if TYPE_CHECKING:
    from autograph.runtime.graph import Node

__all__: list[str] = []


def _need_array(x: ArrayType, what: str) -> None:
    require_numeric(x)
    require(x.kind == "array", f"{what} takes an array, not a scalar")


def _infer_size(x: ArrayType, *, axis: int) -> tuple[ArrayType, ...]:
    require(0 <= axis < x.ndim, "tuple index out of range")
    return (type_of(0),)


define(
    "size",
    infer=_infer_size,
    numpy=lambda x, *, axis: x.shape[axis],
    kernel=shaping.size,
)


def _infer_transpose(x: ArrayType, *, axes: tuple[int, ...]) -> tuple[ArrayType, ...]:
    _need_array(x, "transpose")
    require(sorted(axes) == list(range(x.ndim)), "axes don't match array")
    return (array(x.dtype, [x.shape[axis] for axis in axes]),)


define(
    "transpose",
    infer=_infer_transpose,
    numpy=lambda x, *, axes: np.transpose(x, axes),
    kernel=shaping.transpose,
    views=True,
)


def _count(shape: Shape) -> int | None:
    """Return the number of elements, None where a size is not known."""
    return math.prod(shape) if all(isinstance(size, int) for size in shape) else None  # type: ignore[arg-type]


def _infer_reshape(
    x: ArrayType,
    *sizes: ArrayType,
    shape: Sequence[int | Symbol | None] | None = None,
    rest: int | None = None,
) -> tuple[ArrayType, ...]:
    _need_array(x, "reshape")
    for size in sizes:
        require_int(size, "reshape")
    result = sized(len(sizes), shape)
    old, new = _count(x.shape), _count(result)
    if old is not None and new is not None and old != new:
        raise TraceError(f"cannot reshape array of size {old} into shape {result}")
    return (array(x.dtype, result),)


def _reshape(x: Any, *sizes: Any, shape: Any = None, rest: int | None = None) -> Any:
    """Reshape; the size at `rest` is what the program leaves to NumPy, whose message says so."""
    if rest is not None:
        sizes = (*sizes[:rest], -1, *sizes[rest + 1 :])
    return np.reshape(x, sizes)


def _reshape_may_fail(node: Node) -> bool:
    old, new = _count(node.inputs[0].type.shape), _count(node.outputs[0].type.shape)
    return old is None or old != new


define(
    "reshape",
    infer=_infer_reshape,
    numpy=_reshape,
    kernel=shaping.reshape,
    may_fail=_reshape_may_fail,
    views=True,
)


def _infer_ravel(x: ArrayType) -> tuple[ArrayType, ...]:
    _need_array(x, "ravel")
    count = _count(x.shape)
    if x.ndim == 1:
        return (array(x.dtype, x.shape),)
    return (array(x.dtype, [symbol() if count is None else count]),)


define(
    "ravel",
    infer=_infer_ravel,
    numpy=np.ravel,
    kernel=shaping.ravel,
    views=True,
)


def _infer_broadcast_to(
    x: ArrayType, *sizes: ArrayType, shape: Sequence[int | Symbol | None] | None = None
) -> tuple[ArrayType, ...]:
    require_numeric(x)
    for size in sizes:
        require_int(size, "broadcast_to")
    result = sized(len(sizes), shape)
    require(len(result) >= x.ndim, "input operand has more dimensions than allowed by the axis remapping")
    for old, new in zip(reversed(x.shape), reversed(result), strict=False):
        good = old in (1, new) or isinstance(old, Symbol) or isinstance(new, Symbol)
        require(good, f"operands could not be broadcast together with remapped shapes {x.shape} and {result}")
    return (array(x.dtype, result),)


def _broadcast_to(x: Any, *sizes: Any, shape: Any = None) -> Any:
    return np.broadcast_to(x, sizes)


def _broadcast_to_may_fail(node: Node) -> bool:
    old, new = node.inputs[0].type.shape, node.outputs[0].type.shape
    pairs = zip(reversed(old), reversed(new), strict=False)
    return any(a not in (1, b) for a, b in pairs) or any(isinstance(b, Symbol) for b in new)


define(
    "broadcast_to",
    infer=_infer_broadcast_to,
    numpy=_broadcast_to,
    kernel=shaping.broadcast_to,
    may_fail=_broadcast_to_may_fail,
    views=True,
)


def _infer_expand(x: ArrayType, *, axes: tuple[int, ...]) -> tuple[ArrayType, ...]:
    require_numeric(x)
    shape: list[int | Symbol] = list(x.shape)
    for axis in sorted(axes):
        require(0 <= axis <= len(shape), f"axis {axis} is out of bounds")
        shape.insert(axis, 1)
    return (array(x.dtype, shape),)


define(
    "expand",
    infer=_infer_expand,
    numpy=lambda x, *, axes: np.expand_dims(x, axes),
    kernel=shaping.expand,
    views=True,
)


def _infer_squeeze(x: ArrayType, *, axes: tuple[int, ...]) -> tuple[ArrayType, ...]:
    _need_array(x, "squeeze")
    for axis in axes:
        require(0 <= axis < x.ndim, f"axis {axis} is out of bounds for array of dimension {x.ndim}")
        good = x.shape[axis] == 1 or isinstance(x.shape[axis], Symbol)
        require(good, "cannot select an axis to squeeze out which has size not equal to one")
    return (array(x.dtype, [size for axis, size in enumerate(x.shape) if axis not in axes]),)


define(
    "squeeze",
    infer=_infer_squeeze,
    numpy=lambda x, *, axes: np.squeeze(x, axes),
    kernel=shaping.squeeze,
    may_fail=lambda node: any(node.inputs[0].type.shape[axis] != 1 for axis in node.params["axes"]),
    views=True,
)


def _infer_flip(x: ArrayType, *, axes: tuple[int, ...]) -> tuple[ArrayType, ...]:
    _need_array(x, "flip")
    require(all(0 <= axis < x.ndim for axis in axes), "axis is out of bounds")
    return (array(x.dtype, x.shape),)


define(
    "flip",
    infer=_infer_flip,
    numpy=lambda x, *, axes: np.flip(x, axes),
    kernel=shaping.flip,
    views=True,
)


def _infer_same(x: ArrayType) -> tuple[ArrayType, ...]:
    require_numeric(x)
    return (x.with_(layout="C"),)


define(
    "copy",
    infer=_infer_same,
    numpy=lambda x: x.copy() if isinstance(x, np.ndarray) else x,
    kernel=shaping.copy,
)


def _infer_part(x: ArrayType) -> tuple[ArrayType, ...]:
    require_numeric(x)
    real = np.empty(0, x.dtype).real.dtype
    kind = x.kind
    dtype = real if kind != "python" else by_sample(_real, x).dtype
    return (ArrayType(dtype, x.shape, kind),)


def _real(x: Any) -> Any:
    return x.real


def _imag(x: Any) -> Any:
    return x.imag


define(
    "real",
    infer=_infer_part,
    numpy=_real,
    kernel=shaping.real,
    elementwise=True,
    views=True,
)

define(
    "imag",
    infer=_infer_part,
    numpy=_imag,
    kernel=shaping.imag,
    elementwise=True,
    views=True,
)


def _infer_diagonal(
    x: ArrayType, *, offset: int = 0, axes: tuple[int, int] = (0, 1)
) -> tuple[ArrayType, ...]:
    _need_array(x, "diagonal")
    require(x.ndim >= 2, "diag requires an array of at least two dimensions")
    rest = [size for axis, size in enumerate(x.shape) if axis not in axes]
    rows, cols = (x.shape[axis] for axis in axes)
    length: int | Symbol = rows if rows == cols and offset == 0 else symbol()
    if isinstance(rows, int) and isinstance(cols, int):
        length = max(0, min(rows + min(offset, 0), cols - max(offset, 0)))
    return (array(x.dtype, [*rest, length]),)


def _diagonal(x: Any, *, offset: int = 0, axes: tuple[int, int] = (0, 1)) -> Any:
    """Return the diagonal as a view that may be written, where NumPy's own may not."""
    found = np.diagonal(x, offset, *axes)
    if x.flags.writeable:
        found.flags.writeable = True
    return found


define(
    "diagonal",
    infer=_infer_diagonal,
    numpy=_diagonal,
    kernel=shaping.diagonal,
    views=True,
)


# ------------------------------------------------------------------ joining and repeating


def _join_dtype(xs: Sequence[ArrayType]) -> np.dtype[Any]:
    require(bool(xs), "need at least one array to concatenate")
    require_numeric(*xs)
    return np.result_type(*(x.dtype for x in xs))


def _same_rank(xs: Sequence[ArrayType], skipped: int | None) -> Shape:
    """Return the sizes all operands share, known ones first; the skipped axis means nothing."""
    require(len({x.ndim for x in xs}) == 1, "all the input array dimensions must match in number")
    sizes: list[int | Symbol] = []
    for axis in range(xs[0].ndim):
        here = [x.shape[axis] for x in xs]
        known = {size for size in here if isinstance(size, int)}
        require(axis == skipped or len(known) <= 1, "all the input array dimensions must match exactly")
        sizes.append(next(iter(known)) if len(known) == 1 else here[0])
    return tuple(sizes)


def _infer_concatenate(*xs: ArrayType, axis: int) -> tuple[ArrayType, ...]:
    dtype = _join_dtype(xs)
    require(all(x.ndim for x in xs), "zero-dimensional arrays cannot be concatenated")
    require(0 <= axis < xs[0].ndim, f"axis {axis} is out of bounds for array of dimension {xs[0].ndim}")
    shape = list(_same_rank(xs, axis))
    along = [x.shape[axis] for x in xs]
    total = _count(tuple(along)) is not None
    shape[axis] = sum(along) if total else along[0] if len(along) == 1 else symbol()  # type: ignore[arg-type]
    return (array(dtype, shape),)


def _join_may_fail(node: Node) -> bool:
    axis = node.params.get("axis") if node.op.name == "concatenate" else None
    columns = zip(*(value.type.shape for value in node.inputs), strict=True)
    return any(len(set(sizes)) > 1 for place, sizes in enumerate(columns) if place != axis)


define(
    "concatenate",
    infer=_infer_concatenate,
    numpy=lambda *xs, axis: np.concatenate(xs, axis),
    kernel=shaping.concatenate,
    may_fail=_join_may_fail,
)


def _infer_stack(*xs: ArrayType, axis: int, nested: tuple[int, ...] | None = None) -> tuple[ArrayType, ...]:
    dtype = _join_dtype(xs)
    shape = list(_same_rank(xs, None))
    require(0 <= axis <= len(shape), f"axis {axis} is out of bounds for array of dimension {len(shape) + 1}")
    shape.insert(axis, len(xs))
    return (array(dtype, shape),)


def _stack(*xs: Any, axis: int, nested: tuple[int, ...] | None = None) -> Any:
    """Join along a new axis; `nested` are the lengths of the lists that hold the arrays in the program."""
    if nested is not None and len({x.shape for x in xs}) > 1:
        items: list[Any] = list(xs)
        for length in nested[:0:-1]:
            items = [items[place : place + length] for place in range(0, len(items), length)]
        return np.array(items)  # raises what NumPy says of lists that do not fit
    return np.stack(xs, axis)


define(
    "stack",
    infer=_infer_stack,
    numpy=_stack,
    kernel=shaping.stack,
    may_fail=_join_may_fail,
)


def _infer_repeat(x: ArrayType, repeats: ArrayType, *, axis: int | None = None) -> tuple[ArrayType, ...]:
    require_numeric(x)
    require(repeats.ndim <= 1 and repeats.dtype.kind in "iu", "repeats must be an integer or a row of them")
    if axis is None:
        return (array(x.dtype, [symbol()]),)
    return (array(x.dtype, [symbol() if k == axis else size for k, size in enumerate(x.shape)]),)


define(
    "repeat",
    infer=_infer_repeat,
    numpy=lambda x, repeats, *, axis=None: np.repeat(x, repeats, axis),
    kernel=shaping.repeat,
    may_fail=True,
)


def _infer_tile(x: ArrayType, *repeats: ArrayType) -> tuple[ArrayType, ...]:
    require_numeric(x)
    for repeat in repeats:
        require_int(repeat, "tile")
    return (array(x.dtype, [symbol() for _ in range(max(x.ndim, len(repeats)))]),)


define(
    "tile",
    infer=_infer_tile,
    numpy=lambda x, *repeats: np.tile(x, repeats),
    may_fail=True,
)


def _infer_roll(x: ArrayType, shift: ArrayType, *, axis: int | None = None) -> tuple[ArrayType, ...]:
    _need_array(x, "roll")
    require_int(shift, "roll")
    require(
        axis is None or 0 <= axis < x.ndim, f"axis {axis} is out of bounds for array of dimension {x.ndim}"
    )
    return (array(x.dtype, x.shape),)


define(
    "roll",
    infer=_infer_roll,
    numpy=lambda x, shift, *, axis=None: np.roll(x, shift, axis),
)


def _infer_triangle(x: ArrayType, *, k: int = 0) -> tuple[ArrayType, ...]:
    _need_array(x, "tril")
    require(x.ndim >= 1, "tril and triu need at least one axis")
    shape = x.shape if x.ndim > 1 else (*x.shape, *x.shape)
    return (ArrayType(x.dtype, shape, kind_for(shape)),)


define(
    "tril",
    infer=_infer_triangle,
    numpy=lambda x, *, k=0: np.tril(x, k),
    kernel=shaping.triangle("tril"),
)

define(
    "triu",
    infer=_infer_triangle,
    numpy=lambda x, *, k=0: np.triu(x, k),
    kernel=shaping.triangle("triu"),
)
