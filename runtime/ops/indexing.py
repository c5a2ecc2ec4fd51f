"""Reading and writing parts of arrays.

The `index` param is a tuple with one entry per index position. Entries that consume an axis are as
many as the array has axes: ``("int",)``, ``("slice", has_start, has_stop, step)``, ``("array",)``,
``("mask", k)`` (which consumes k axes); ``("new",)`` consumes none. The operands follow in order.

The `splits` param says where the index was written in parts: ``x[i][j]`` is ``x[i, j]`` with
``splits=(1,)``, and an error counts the axes as the user's own expression does. All parts but the
last are ints.

The `through` param of a write is a tuple of steps: the views, one of another, that it goes through.
A step is an index without arrays, or ``("view", op, number of operands, params)``. ``x[1:][i] = v``
has the index of ``[i]`` and goes through that of ``[1:]``; the operands of the steps come first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from autograph.runtime.codegen import indexing as kernels
from autograph.runtime.codegen import storing
from autograph.runtime.errors import TraceError
from autograph.runtime.indices import Index, Step, index_operands, is_basic, is_view, operand_count, steps_of
from autograph.runtime.ops.base import define, get
from autograph.runtime.ops.rules import Shape, broadcast, kind_for, require, require_int, require_numeric
from autograph.runtime.types import ArrayType, Symbol, symbol

if TYPE_CHECKING:
    from autograph.runtime.graph import Node

__all__: list[str] = []


def concrete(index: Index, operands: Sequence[Any]) -> tuple[Any, ...]:
    """Return the index that Python code would have written."""
    result: list[Any] = []
    for entry, given in index_operands(index, operands):
        if entry[0] == "new":
            result.append(None)
        elif entry[0] == "slice":
            rest = list(given)
            start = rest.pop(0) if entry[1] else None
            stop = rest.pop(0) if entry[2] else None
            result.append(slice(start, stop, rest.pop(0) if entry[3] == "data" else entry[3]))
        else:
            result.append(given[0])
    return tuple(result)


def _inner(x: Any, chosen: tuple[Any, ...], splits: tuple[int, ...]) -> tuple[Any, tuple[Any, ...]]:
    """Return the view that all parts of an index but the last pick, and the last part."""
    start = 0
    for split in splits:
        x, start = x[chosen[start:split]], split
    return x, chosen[start:]


def _axes(entry: tuple[Any, ...]) -> int:
    """Return how many axes an entry consumes."""
    if entry[0] == "mask":
        return int(entry[1])
    return 0 if entry[0] == "new" else 1


def _check_entry(entry: tuple[Any, ...], given: Sequence[ArrayType], sizes: Shape) -> None:
    if entry[0] in ("int", "slice"):
        for type_ in given:
            require_int(type_, "only integers and slices are valid indices")
    elif entry[0] == "array":
        good = given[0].dtype.kind in "iu" and given[0].kind == "array"
        require(good, "arrays used as indices must be of integer (or boolean) type")
    elif entry[0] == "mask":
        require(given[0].dtype.kind == "b" and given[0].ndim == entry[1] > 0, "a mask must be a bool array")
        for axis, (mask, size) in enumerate(zip(given[0].shape, sizes, strict=True)):
            both = isinstance(mask, int) and isinstance(size, int)
            message = (
                f"boolean index did not match indexed array along axis {axis}; "
                f"size of axis is {size} but size of corresponding boolean axis is {mask}"
            )
            require(not both or mask == size, message)


def _sliced(entry: tuple[Any, ...], size: int | Symbol) -> int | Symbol:
    return size if not entry[1] and not entry[2] and entry[3] in (None, 1, -1) else symbol()


def indexed_shape(shape: Shape, index: Index, operands: Sequence[ArrayType]) -> Shape:
    """Return the shape of what an index picks, NumPy's rules for mixed indices included.

    Raises
    ------
    TraceError
        If the operands do not fit the index, or the index the shape.
    """
    needed = sum(map(operand_count, index))
    require(needed == len(operands), f"the index needs {needed} operands and is given {len(operands)}")
    consumed = sum(map(_axes, index))
    message = f"too many indices for array: array is {len(shape)}-dimensional, but {consumed} were indexed"
    require(consumed == len(shape), message)
    fancy = not is_basic(index)
    result: list[int | Symbol] = []
    arrays: list[Shape] = []
    places: list[tuple[int, int]] = []
    axis = 0
    for position, (entry, given) in enumerate(index_operands(index, operands)):
        here = shape[axis : axis + _axes(entry)]
        _check_entry(entry, given, here)
        axis += _axes(entry)
        if entry[0] == "new":
            result.append(1)
        elif entry[0] == "slice":
            result.append(_sliced(entry, here[0]))
        elif fancy:
            places.append((position, len(result)))
            arrays.append((symbol(),) if entry[0] == "mask" else given[0].shape)
    if not fancy:
        return tuple(result)
    return _insert(result, _common(arrays), places)


def _common(arrays: list[Shape]) -> Shape:
    try:
        return broadcast(*arrays)
    except TraceError:
        texts = " ".join(map(str, arrays))
        message = f"shape mismatch: indexing arrays could not be broadcast together with shapes {texts}"
        raise TraceError(message) from None


def _insert(sizes: list[int | Symbol], picked: Shape, places: list[tuple[int, int]]) -> Shape:
    """Put the index arrays' common axes where NumPy does: at their place, or first if they are apart."""
    positions = [position for position, _ in places]
    together = positions == list(range(positions[0], positions[0] + len(positions)))
    at = places[0][1] if together else 0
    return (*sizes[:at], *picked, *sizes[at:])


def _infer_get(
    x: ArrayType, *operands: ArrayType, index: Index, splits: tuple[int, ...] = ()
) -> tuple[ArrayType, ...]:
    require_numeric(x)
    require(x.kind == "array", "invalid index to scalar variable.")
    shape = indexed_shape(x.shape, index, operands)
    kind = kind_for(shape) if is_basic(index) else "array"
    return (ArrayType(x.dtype, shape, kind if shape else "scalar"),)


def _get(x: Any, *operands: Any, index: Index, splits: tuple[int, ...] = ()) -> Any:
    view, last = _inner(x, concrete(index, operands), splits)
    return view[last]


def _index_may_fail(index: Index) -> bool:
    return any(entry[0] not in ("new", "slice") or entry[-1] == "data" for entry in index)


define(
    "get_item",
    infer=_infer_get,
    numpy=_get,
    kernel=kernels.get_item,
    may_fail=lambda node: _index_may_fail(node.params["index"]),
    views=lambda node: is_basic(node.params["index"]),
)


def _target_shape(x: ArrayType, steps: Sequence[Step], operands: Sequence[ArrayType]) -> Shape:
    """Return the shape of what steps pick, each of what the one before did."""
    for step, given in steps_of(steps, operands):
        if is_view(step):
            (x,) = get(step[1]).infer(x, *given, **dict(step[3]))
        else:
            x = x.with_(shape=indexed_shape(x.shape, step, given))
    return x.shape


def _infer_set(  # noqa: PLR0913  (the params of the op)
    x: ArrayType,
    value: ArrayType,
    *operands: ArrayType,
    index: Index,
    inplace: bool = False,
    splits: tuple[int, ...] = (),
    through: tuple[Step, ...] = (),
) -> tuple[ArrayType, ...]:
    require_numeric(x, value)
    require(x.kind == "array", f"'{x.dtype}' object does not support item assignment")
    require(x.dtype.kind == "c" or value.dtype.kind != "c", "a complex value is stored into real elements")
    target = _target_shape(x, (*through, index), operands)
    given = value.shape
    while len(given) > len(target) and given[0] == 1:
        given = given[1:]
    message = f"could not broadcast input array from shape {value.shape} into shape {target}"
    require(len(given) <= len(target), message)
    for new, old in zip(reversed(given), reversed(target), strict=False):
        require(new in (1, old) or isinstance(new, Symbol) or isinstance(old, Symbol), message)
    return (x if inplace else x.with_(layout="C"),)


def _set(  # noqa: PLR0913  (the params of the op)
    x: Any,
    value: Any,
    *operands: Any,
    index: Index,
    inplace: bool = False,
    splits: tuple[int, ...] = (),
    through: tuple[Step, ...] = (),
) -> Any:
    result = x if inplace else x.copy()
    *outer, (_, given) = steps_of((*through, index), operands)

    def put(view: Any) -> None:
        view, last = _inner(view, concrete(index, given), splits)
        view[last] = value

    _write_through(result, outer, put)
    return result


def _write_through(
    array: Any, steps: Sequence[tuple[Step, Sequence[Any]]], put: Callable[[Any], None]
) -> None:
    """Write a view of an array; where its order is another and NumPy gives a copy, that is put back."""
    if not steps:
        put(array)
        return
    (step, given), *rest = steps
    if not is_view(step):
        _write_through(array[concrete(step, given)], rest, put)
        return
    view = get(step[1]).numpy(array, *given, **dict(step[3]))
    if view.size and not np.may_share_memory(view, array):
        _write_through(view, rest, put)
        array[...] = view.reshape(array.shape)
        return
    if not view.flags.writeable:  # as NumPy gives diagonals
        view.flags.writeable = True
    _write_through(view, rest, put)


def _set_may_fail(node: Node) -> bool:
    x, value, *operands = (operand.type for operand in node.inputs)
    steps = *node.params.get("through", ()), node.params["index"]
    if any(is_view(step) or _index_may_fail(step) for step in steps):
        return True
    if value.kind == "scalar" and value.dtype.kind == "f" and x.dtype.kind in "iu":
        return True  # NumPy converts its own float scalars as Python's: not NaN, not what is too large
    if value.kind == "python" and x.dtype.kind in "iu":
        return value.dtype.kind != "b" and (value.dtype.kind == "f" or x.dtype != np.int64)
    target = _target_shape(x, steps, operands)
    return value.ndim > len(target) or any(
        new not in (1, old) for new, old in zip(reversed(value.shape), reversed(target), strict=False)
    )


define(
    "set_item",
    infer=_infer_set,
    numpy=_set,
    kernel=storing.set_item,
    may_fail=_set_may_fail,
)


def _infer_put_view(
    x: ArrayType, value: ArrayType, *operands: ArrayType, view: str, **params: Any
) -> tuple[ArrayType, ...]:
    (seen,) = get(view).infer(x, *operands, **params)
    require_numeric(value)
    require(seen.dtype.kind == "c" or value.dtype.kind != "c", "a complex value is stored into real elements")
    good = len(broadcast(seen.shape, value.shape)) == seen.ndim
    require(good, f"could not broadcast input array from shape {value.shape} into shape {seen.shape}")
    return (x.with_(layout="C"),)


def _put_view(x: Any, value: Any, *operands: Any, view: str, **params: Any) -> Any:
    # What NumPy sees may depend on the order in memory; the other views are made for C order.
    result = x.copy(order="K" if view == "host_view" else "C")
    target = get(view).numpy(result, *operands, **params)
    if not target.flags.writeable:
        target.flags.writeable = True
    target[...] = value
    return result


define(
    "put_view",
    infer=_infer_put_view,
    numpy=_put_view,
    may_fail=True,
)


def _infer_take(x: ArrayType, indices: ArrayType, *, axis: int | None = None) -> tuple[ArrayType, ...]:
    require_numeric(x)
    require(x.kind == "array" and indices.dtype.kind in "iu", "take needs an array and integer indices")
    if axis is None:
        shape: Shape = indices.shape
    else:
        require(0 <= axis < x.ndim, f"axis {axis} is out of bounds for array of dimension {x.ndim}")
        shape = (*x.shape[:axis], *indices.shape, *x.shape[axis + 1 :])
    return (ArrayType(x.dtype, shape, kind_for(shape)),)


define(
    "take",
    infer=_infer_take,
    numpy=lambda x, indices, *, axis=None: np.take(x, indices, axis),
    may_fail=True,
)
