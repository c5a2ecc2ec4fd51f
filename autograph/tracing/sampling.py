"""Small concrete values that stand for handles when a function's result type is to be learned."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograph.runtime import ops
from autograph.runtime.types import ArrayType, Symbol
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import current

__all__ = ["Attempt", "attempts", "copied", "zeros"]

_LARGE = 4096
"""The arguments' own elements are tried where there are no more than these."""


class Attempt:
    """One way to choose the sizes and elements of samples; equal symbols get equal sizes.

    Parameters
    ----------
    size : int or None
        The size of every axis whose size is not known; None: the sizes of this call's arguments.
    more : int
        What is added to every size that is not a fixed number.
    numbers : bool
        Whether numbers among the arguments stay as they are.
    zeros : bool
        Whether every other element is zero, and the others are equal: sizes that the data decides show.
    """

    def __init__(
        self, size: int | None, more: int = 0, *, numbers: bool = False, zeros: bool = False
    ) -> None:
        self.zeros = zeros
        self.size = size
        self.more = more
        self.numbers = numbers
        self.sizes: dict[Symbol, int] = {}
        self._made: dict[int, Any] = {}
        self._leaves = _leaves()

    def sample(self, handle: Tensor) -> Any:
        """Return a value of the handle's type: an argument's own, a view of a sample, or made up."""
        if handle.key not in self._made:
            self._made[handle.key] = self._sample(handle)
        return self._made[handle.key]

    def _sample(self, handle: Tensor) -> Any:
        if handle.view is not None:
            return self._seen(handle)
        if handle.size_symbol is not None:
            return self._size(handle.size_symbol)
        value = self._leaves.get(handle.key)
        if isinstance(value, np.ndarray) and self.size is None and not self.more and value.size <= _LARGE:
            return copied(value)
        if self.numbers and value is not None and not isinstance(value, np.ndarray):
            return value
        made = made_up(handle.type, self._shape(handle.type), seed=self.size or self.more)
        if self.zeros and isinstance(made, np.ndarray):
            made[...] = (np.arange(made.size) % 2).reshape(made.shape)
        return made

    def _seen(self, handle: Tensor) -> Any:
        view = handle.view
        assert view is not None
        operands = [self.sample(item) if isinstance(item, Tensor) else item for item in view.operands]
        return ops.get(view.op).numpy(self.sample(view.base), *operands, **view.params)

    def _shape(self, type_: ArrayType) -> tuple[int, ...]:
        return tuple(self._size(extent) if isinstance(extent, Symbol) else extent for extent in type_.shape)

    def _size(self, extent: Symbol) -> int:
        if extent not in self.sizes:
            known = _known_size(extent) if self.size is None else self.size
            self.sizes[extent] = (min(known, 64) if known is not None else 4) + self.more
        return self.sizes[extent]


def attempts() -> tuple[Attempt, ...]:
    """Return the attempts to make, in order, until two succeed."""
    made_up_sizes = (Attempt(size) for size in (4, 5, 3, 2, 1))
    return (
        Attempt(None, numbers=True),
        Attempt(None, 1),
        *made_up_sizes,
        Attempt(None, 1, numbers=True),
        Attempt(None, 2, numbers=True),
    )


def zeros() -> Attempt:
    """Return the attempt that shows which sizes the data decides."""
    return Attempt(None, 3, numbers=True, zeros=True)


def _leaves() -> dict[int, Any]:
    trace = current()
    if trace is None or trace.lifter is None:
        return {}
    written = trace.region.written
    return {
        handle.key: trace.lifter.leaves[number]
        for number, handle in trace.lifter.handles.items()
        if handle.key not in written
    }


def _known_size(extent: Symbol) -> int | None:
    trace = current()
    if trace is None or trace.lifter is None:
        return None
    for source in trace.size_sources.get(extent, ()):
        if source[0] == "size":
            return int(trace.lifter.leaves[source[1]].shape[source[2]])
    return None


def copied(array: Any) -> Any:
    """Return a copy of an array that is strided as it is."""
    if array.flags.c_contiguous or array.flags.f_contiguous:
        return array.copy(order="K")
    wide = np.zeros((*array.shape[:-1], 2 * max(array.shape[-1], 1)), array.dtype)
    made = wide[..., : 2 * array.shape[-1] : 2]
    made[...] = array
    return made


def made_up(type_: ArrayType, shape: tuple[int, ...], seed: int) -> Any:
    """Return small positive numbers; square matrices are symmetric and well conditioned."""
    generator = np.random.default_rng(seed)
    kind = type_.dtype.kind
    if kind == "b":
        made: Any = generator.random(shape) < 0.6
    elif kind in "iu":
        made = generator.integers(1, 3, shape)
    else:
        made = generator.random(shape)
        if len(shape) >= 2 and shape[-1] == shape[-2]:
            made = made + made.swapaxes(-1, -2) + 4 * shape[-1] * np.eye(shape[-1])
    array = np.asarray(made).astype(type_.dtype)
    if type_.kind == "array":
        return np.asfortranarray(array) if type_.layout == "F" else copied(array[...]) if shape else array
    return array[()] if type_.kind == "scalar" else array.item()
