"""Values in, independent copies out: arrays that overlap, are views or are read-only stay so."""

from __future__ import annotations

import copy
import types
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["arrays_in", "duplicate"]

Array = npt.NDArray[Any]

_ATOMS = (
    type(None), bool, int, float, complex, str, bytes, type, range, np.generic, np.dtype, np.ufunc,
    types.FunctionType, types.BuiltinFunctionType, types.ModuleType, types.CodeType,
)  # fmt: skip


def children(value: Any) -> Iterator[object]:  # noqa: C901 - a row a type
    """Yield the objects that `value` holds directly: items, keys and attributes."""
    if isinstance(value, _ATOMS):
        return
    if isinstance(value, dict):
        yield from value.keys()
        yield from value.values()
    elif isinstance(value, list | tuple | set | frozenset):
        yield from value
    elif isinstance(value, np.ndarray):
        if value.dtype == object:
            yield from value.flat
    elif isinstance(value, types.MethodType):
        yield value.__self__
    yield from getattr(value, "__dict__", {}).values()
    for owner in type(value).__mro__:
        slots = owner.__dict__.get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if name not in ("__dict__", "__weakref__") and hasattr(value, name):
                yield getattr(value, name)
    if hasattr(value, "func") and hasattr(value, "keywords"):  # functools.partial
        yield value.args
        yield value.keywords


def arrays_in(value: object) -> list[Array]:
    """Return every distinct array object reachable from `value`, in the order of first sight."""
    found: list[Array] = []
    seen: dict[int, object] = {}
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if id(item) in seen or isinstance(item, _ATOMS):
            continue
        seen[id(item)] = item
        if isinstance(item, np.ndarray):
            found.append(item)
        waiting.extend(reversed(list(children(item))))
    return found


def duplicate(value: Any) -> Any:
    """Copy `value` deeply; nothing in the copy shares memory with the original.

    Unlike `copy.deepcopy` this keeps what arrays have to do with each other: views of one
    base stay views of one base, partial overlaps stay, strides, alignment and the writeable
    flag stay.

    Parameters
    ----------
    value : object
        A tree (or a graph) of containers, objects and arrays. Functions, classes and modules
        are not copied.

    Returns
    -------
    object
        The copy.

    Examples
    --------
    >>> x = np.arange(4.0)
    >>> y, tail = duplicate((x, x[1:]))
    >>> y[2] = 7
    >>> print(tail, x)
    [1. 7. 3.] [0. 1. 2. 3.]
    """
    memo: dict[int, Any] = {}
    plain = [a for a in arrays_in(value) if type(a) is np.ndarray and not a.dtype.hasobject]
    for group in _overlapping(plain):
        _copy_group(group, memo)
    result = copy.deepcopy(value, memo)
    for array in plain:
        memo[id(array)].flags.writeable = array.flags.writeable
    return result


def _bounds(array: Array) -> tuple[int, int]:
    """Return the first address of the array's memory and the one behind its last."""
    low, high = np.lib.array_utils.byte_bounds(array)
    return low, max(low, high)


def _overlapping(arrays: list[Array]) -> list[list[Array]]:
    """Group the arrays, and the bases they look into, by connected stretches of memory."""
    members = list(arrays)
    for array in arrays:
        base = array.base
        if isinstance(base, np.ndarray) and not any(base is other for other in members):
            members.append(base)
    members.sort(key=lambda a: _bounds(a)[0])
    groups: list[list[Array]] = []
    end = -1
    for array in members:
        low, high = _bounds(array)
        if groups and low < end:
            groups[-1].append(array)
            end = max(end, high)
        else:
            groups.append([array])
            end = high
    return groups


def _copy_group(group: list[Array], memo: dict[int, Any]) -> None:
    """Copy the stretch of memory that `group` lives in, and lay the same arrays over the copy."""
    if len(group) == 1 and group[0].flags.owndata:
        array = group[0]
        alone = array.copy(order="K")
        if alone.strides == array.strides and (alone.flags.aligned or not array.flags.aligned):
            memo[id(array)] = alone
            return
    low = min(_bounds(a)[0] for a in group)
    memory = _room(group, low, max(_bounds(a)[1] for a in group), memo)
    for array in group:
        if id(array) not in memo:
            offset = array.__array_interface__["data"][0] - low
            twin: Array = np.ndarray(array.shape, array.dtype, memory, offset, array.strides)
            twin[...] = array
            memo[id(array)] = twin


def _room(group: list[Array], low: int, high: int, memo: dict[int, Any]) -> Array:
    """Return bytes to lay a group over: those of its owner's copy where one member owns them all."""
    for array in group:
        whole = array.flags.owndata and (array.flags.c_contiguous or array.flags.f_contiguous)
        if whole and _bounds(array) == (low, high) and array.size:
            owner = array.copy(order="K")
            if owner.strides == array.strides:
                memo[id(array)] = owner
                return owner.ravel(order="K").view(np.uint8)
    room = np.empty(high - low + 128, np.uint8)
    shift = (low - room.ctypes.data) % 64
    return room[shift : shift + high - low]
