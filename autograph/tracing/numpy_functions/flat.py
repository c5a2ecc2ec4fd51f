"""``x.flat``: the elements in C order, read, written and iterated over."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import numpy as np

from autograph.operators.iteration import Rounds
from autograph.tracing.flags import either
from autograph.tracing.misfits import certain
from autograph.tracing.numpy_functions.changing import changing_call
from autograph.tracing.numpy_functions.creation import known, total_size
from autograph.tracing.numpy_functions.memory import shares_flat
from autograph.tracing.tensor import Tensor, need_value
from autograph.tracing.trace import Untraceable, emit

__all__ = ["Flat", "flat_of"]


class Flat(Rounds):
    """What stands for ``x.flat``."""

    __slots__ = ("handle",)
    handle: Tensor

    def __len__(self) -> int:
        size = total_size(self.handle)
        if isinstance(size, int):
            return size
        raise need_value(size, "as a length")

    def __getitem__(self, key: Any) -> Any:
        """Return an element, or a copy of several."""
        _require_key(operator.getitem, key)
        _require_inside(key, total_size(self.handle))
        made = _row(self.handle)[key]
        return emit("copy", made) if isinstance(made, Tensor) and made.type.kind == "array" else made

    def __setitem__(self, key: Any, value: Any) -> None:
        """Write through to the array."""
        _require_key(operator.setitem, key, 0)
        weak = type(value) is int or (isinstance(value, Tensor) and value.type.kind == "python")
        _require_inside(key, total_size(self.handle))
        if shares_flat(self.handle) and not (weak and self.handle.type.dtype.itemsize < 8):
            row: Any = np.reshape(self.handle, -1)
            row[key] = value
        else:
            changing_call(_put, (self.handle, key, value), {}, 0)

    def fill(self, value: Any) -> None:
        """Write ``x.flat = value``: what there is, over and over."""
        if np.ndim(value) or isinstance(value, list | tuple):
            changing_call(_put_all, (self.handle, value), {}, 0)
        else:
            self[...] = value

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        """Refuse: NumPy would read the elements one by one."""
        raise Untraceable("AG101", "`flat` is made an array")


def flat_of(handle: Tensor) -> Flat:
    """Return ``handle.flat``."""
    made = Flat((0, total_size(handle), 1), lambda place: _row(handle)[place], used=[])
    object.__setattr__(made, "handle", handle)
    return made


def _row(handle: Tensor) -> Any:
    array = emit("to_array", handle) if handle.type.is_scalar else handle
    total = total_size(array)
    return emit("reshape", array, total, shape=known((total,)))


def _require_key(access: Callable[..., Any], key: Any, *value: Any) -> None:
    """Raise what ``flat`` raises of keys that it does not take whatever they hold: several, and new axes."""
    if key is None or (isinstance(key, tuple) and not (len(key) == 1 and key[0] is not None)):
        items = key if isinstance(key, tuple) else (key,)
        try:
            access(np.zeros(1).flat, tuple(map(_any_like, items)), *value)
        except IndexError as error:
            raise certain(error) from None


def _any_like(item: Any) -> Any:
    """Return an index of the same kind that needs no data."""
    if isinstance(item, slice):
        return slice(None)
    return 0 if isinstance(item, Tensor) else item


def _require_inside(key: Any, size: Any) -> None:
    """Raise in the program what ``flat`` raises, which has no axes to name."""
    is_place = type(key) is int or (
        isinstance(key, Tensor) and key.type.is_scalar and key.type.dtype.kind == "i"
    )
    if is_place:
        outside = either(operator.ge(key, size), operator.lt(key, operator.neg(size)))
        emit("raise_if", outside, key, size, exception=_outside, name="IndexError")


def _outside(place: int, size: int) -> IndexError:
    return IndexError(f"index {place} is out of bounds for size {size}")


def _put(array: Any, key: Any, value: Any) -> None:
    array.flat[key] = value


def _put_all(array: Any, value: Any) -> None:
    array.flat = value


_put.__name__ = _put_all.__name__ = "flat"
