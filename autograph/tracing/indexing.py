"""Index expressions on handles: any key NumPy accepts in, a node or a view out."""

from __future__ import annotations

import operator
from typing import Any

import numpy as np

from autograph.runtime.types import ArrayType, Symbol
from autograph.tracing.alternatives import apart, chosen_lists
from autograph.tracing.array_likes import elements_of, indices_of, is_array_like
from autograph.tracing.boxes import holds_box, unboxed
from autograph.tracing.choice import each, is_several
from autograph.tracing.misfits import certain, misfit
from autograph.tracing.slice_bounds import numbered
from autograph.tracing.storage import write
from autograph.tracing.tensor import Tensor, clone, make_view, settle, size_of
from autograph.tracing.trace import Untraceable, current, emit

__all__ = ["get_item", "normalise", "set_item"]

Pattern = tuple[tuple[Any, ...], ...]


def _is_int(item: Any) -> bool:
    if isinstance(item, Tensor):
        return not item.type.shape and item.type.dtype.kind in "iu"
    return isinstance(item, int | np.integer) and not isinstance(item, bool)


def _as_index(item: Any) -> Any:
    """Return a 0-d or scalar operand as a scalar; Python's and NumPy's ints mean the same place."""
    item = unboxed(item)
    item = clone(item, ()) if isinstance(item, Tensor) and _is_some_int(item) else settle(item)
    if isinstance(item, Tensor) and item.type.kind == "array":
        return emit("item", item)
    return item


def _is_some_int(item: Tensor) -> bool:
    """Whether a handle is an int of one of several types, all of whose values its own type can hold."""
    types = [alternative.what for alternative in item.alternatives]
    return (
        not item.carrier
        and item.type.dtype == np.int64
        and all(isinstance(kind, ArrayType) and kind.is_scalar and kind.dtype == np.int64 for kind in types)
    )


def _is_sequence(item: Any) -> bool:
    """Whether an index is no tuple, but a sequence of Python's: one that stands for an array."""
    return isinstance(item, list | range) or is_array_like(item)


def _as_index_array(item: Any) -> Any:
    """Return an advanced index as a handle or an array; None if it is no advanced index."""
    if isinstance(item, Tensor):
        return item if item.type.kind == "array" else None
    if is_array_like(item):
        return indices_of(item)
    if isinstance(item, list | tuple | range):
        from autograph.tracing.numpy_functions import array  # noqa: PLC0415

        made = array(item)
        empty = isinstance(made, Tensor) and made.type.shape == (0,)
        return np.zeros(0, np.intp) if empty else made
    return item if isinstance(item, np.ndarray) else None


def _dtype_ndim(item: Any) -> tuple[np.dtype[Any], int]:
    return (item.type.dtype, item.type.ndim) if isinstance(item, Tensor) else (item.dtype, item.ndim)


def _slice_entry(item: slice, operands: list[Any]) -> tuple[Any, ...]:
    item = numbered(item)
    for bound in (item.start, item.stop):
        if bound is not None:
            if not _is_int(bound):
                raise TypeError("slice indices must be integers or None or have an __index__ method")
            operands.append(_as_index(bound))
    step: Any = item.step
    if isinstance(step, Tensor):
        operands.append(_as_index(step))
        step = "data"
    elif step is not None:
        step = int(step)
        if step == 0:
            raise ValueError("slice step cannot be zero")
    return ("slice", item.start is not None, item.stop is not None, step)


def _axes_of(item: Any) -> int:
    if item is None or item is Ellipsis:
        return 0
    if isinstance(item, Tensor | np.ndarray):
        dtype, ndim = _dtype_ndim(item)
        return ndim if dtype.kind == "b" else 1
    return 1


def normalise(ndim: int, key: Any) -> tuple[Pattern, tuple[Any, ...]]:
    """Return the static pattern of an index expression and its operands.

    Raises
    ------
    IndexError
        As NumPy, for too many indices or an index of the wrong type.
    """
    items = list(key) if isinstance(key, tuple) else [key]
    items = [_as_index_array(item) if _is_sequence(item) else item for item in items]
    if sum(item is Ellipsis for item in items) > 1:
        raise IndexError("an index can only have a single ellipsis ('...')")
    used = sum(_axes_of(item) for item in items)
    if used > ndim:
        words = f"too many indices for array: array is {ndim}-dimensional, but {used} were indexed"
        raise certain(IndexError(words))
    fill = [slice(None)] * (ndim - used)
    place = next((i for i, item in enumerate(items) if item is Ellipsis), len(items))
    items[place : place + 1] = fill
    pattern: list[tuple[Any, ...]] = []
    operands: list[Any] = []
    for item in items:
        if item is None:
            pattern.append(("new",))
        elif isinstance(item, slice):
            pattern.append(_slice_entry(item, operands))
        elif _is_int(item):
            operands.append(_as_index(item) if isinstance(item, Tensor) else int(item))
            pattern.append(("int",))
        else:
            pattern.append(_advanced(item, operands))
    return tuple(pattern), tuple(operands)


def _advanced(item: Any, operands: list[Any]) -> tuple[Any, ...]:
    made = _as_index_array(item)
    if made is None:
        if isinstance(item, bool | np.bool_ | Tensor):
            raise Untraceable("AG101", "a boolean scalar is used as an index")
        raise IndexError(
            "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) "
            "and integer or boolean arrays are valid indices"
        )
    dtype, ndim = _dtype_ndim(made)
    operands.append(made)
    if dtype.kind == "b":
        return ("mask", ndim)
    if dtype.kind not in "iu":
        raise IndexError("arrays used as indices must be of integer (or boolean) type")
    return ("array",)


def get_item(handle: Tensor, key: Any) -> Any:
    """Return ``handle[key]``: a scalar, a view, or (advanced) a new array."""
    if handle.type.kind != "array":
        if handle.type.kind == "python":
            raise misfit(operator.getitem, handle, 0)
        keys = key if isinstance(key, tuple) else (key,)
        if all(entry is None or entry is Ellipsis for entry in keys):
            return get_item(emit("to_array", handle), key) if keys else handle
        raise Untraceable("AG101", "a scalar is indexed")
    items = _items(key)
    if any(map(chosen_lists, items)):
        return apart(lambda *given: get_item(handle, given), *items)
    if holds_box(*items) and not (len(items) == handle.type.ndim and all(map(_is_int, items))):
        return apart(lambda *given: get_item(handle, given), *items)
    pattern, operands = normalise(handle.type.ndim, key)
    kinds = {entry[0] for entry in pattern}
    if kinds <= {"int"} and any(item is Ellipsis for item in items):
        return np.reshape(handle[(*items, None)], ())  # a view of no dimensions
    if kinds <= {"int"}:
        return emit("get_item", handle, *operands, index=pattern)
    if kinds & {"array", "mask"}:
        return emit("get_item", handle, *operands, index=pattern)
    seen = make_view(handle, "get_item", operands, {"index": pattern})
    _note_likely(seen, items)
    return emit("copy", seen) if _holds_array(key) else seen


def _note_likely(seen: Tensor, items: tuple[Any, ...]) -> None:
    """Note how long slices with known bounds are where what they are of is long enough."""
    trace = current()
    if trace is None or not all(isinstance(item, slice) or _is_int(item) for item in items):
        return
    slices = [item for item in items if isinstance(item, slice)]
    for item, size in zip(slices, seen.type.shape, strict=False):
        length = _length_of(item)
        if length and isinstance(size, Symbol):
            trace.likely[size] = length


def _length_of(item: slice) -> int:
    """Return how many items a slice with known bounds has of a long array; 0 where that depends on it."""
    start, stop, step = item.start, item.stop, item.step
    if not all(bound is None or type(bound) is int for bound in (start, stop, step)):
        return 0
    start, step = start or 0, step or 1
    if step < 0:
        return 0
    if stop is None:
        return len(range(start, 0, step)) if start < 0 else 0
    return len(range(start, stop, step)) if (start < 0) == (stop < 0) else 0


def _holds_array(key: Any) -> bool:
    """Whether an index holds a 0-d array: a number that makes the result a copy all the same."""
    return any(
        isinstance(item, np.ndarray) or (isinstance(item, Tensor) and item.type.kind == "array")
        for item in _items(key)
    )


def _items(key: Any) -> tuple[Any, ...]:
    return key if isinstance(key, tuple) else (key,)


def set_item(handle: Tensor, key: Any, value: Any) -> None:
    """Do ``handle[key] = value``."""
    if is_several(value):
        each(value, lambda one: set_item(handle, key, one))
        return
    if handle.type.kind != "array":
        raise misfit(operator.setitem, handle, 0, 0)
    if handle.read_only:
        raise ValueError("assignment destination is read-only")
    pattern, operands = normalise(handle.type.ndim, key)
    value = _as_value(value)
    if _is_view_at(value, handle, pattern, operands):
        return  # `a[i] += x` has changed that view in place
    if all(entry[0] == "int" for entry in pattern) and any(item is Ellipsis for item in _items(key)):
        value = _only(value)
    write(handle, lambda array: emit("set_item", array, value, *operands, index=pattern))


def _only(value: Any) -> Any:
    """Return the only element of an array that is stored into a view of no dimensions."""
    if not isinstance(value, Tensor) or not value.type.ndim:
        return value.reshape(()) if isinstance(value, np.ndarray) and value.size == 1 else value
    for axis in range(value.type.ndim):
        size = size_of(value, axis)
        if isinstance(size, Tensor):
            emit("assume", emit("equal", size, 1), reason="several elements are stored into one")
    return np.reshape(value, ())


def _is_view_at(value: Any, handle: Tensor, pattern: tuple[Any, ...], operands: tuple[Any, ...]) -> bool:
    """Whether `value` is the view that indexing `handle` in just this way gives."""
    if not isinstance(value, Tensor) or value.through is None or value.through.op != "get_item":
        return False
    view = value.through
    return (
        view.base.key == handle.key
        and view.params["index"] == pattern
        and all(_is_same(one, two) for one, two in zip(view.operands, operands, strict=True))
    )


def _is_same(one: Any, two: Any) -> bool:
    if isinstance(one, Tensor) and isinstance(two, Tensor):
        return one.key == two.key
    return type(one) is type(two) is int and one == two


def _as_value(value: Any) -> Any:
    if is_array_like(value):
        return elements_of(value)
    if isinstance(value, list | tuple | range):
        from autograph.tracing.numpy_functions import array  # noqa: PLC0415

        return array(value)
    if not isinstance(value, Tensor | np.ndarray | np.generic | int | float | complex):
        raise Untraceable("AG101", f"an array gets a {type(value).__name__}")
    return value
