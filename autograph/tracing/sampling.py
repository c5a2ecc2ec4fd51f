"""Small concrete values that stand for handles when a function's result type is to be learned."""

from __future__ import annotations

import contextlib
import math
from typing import Any

import numpy as np

from autograph.runtime import ops
from autograph.runtime.graph import Value
from autograph.runtime.types import ArrayType, Symbol
from autograph.tracing.orders import order_of
from autograph.tracing.recomputing import Unknown, recomputed
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import Untraceable, current

__all__ = ["Attempt", "attempts", "copied", "unequal", "with_gaps", "zeros"]

_TURNED = 24
"""What sizes are taken from to turn their order round."""

_MOST = 2**21
"""A sample may have so many elements: of each axis it has some, so that many axes take long."""
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
    computed : bool
        Whether samples of what nodes make are computed, so that they fit each other.
    gaps : str
        Between what there are gaps in arrays that may lie in any order: "rows", "columns" or nothing.
    apart : int
        Not 0: no two symbols get the same size, and the larger are 1: still the larger, or -1: the smaller.
        What has an operand's size by chance, or as it is the smaller, shows.
    own : bool
        Whether the arguments' own elements may be taken.
    """

    def __init__(  # noqa: PLR0913  (each is one way to vary)
        self,
        size: int | None,
        more: int = 0,
        *,
        numbers: bool = False,
        zeros: bool = False,
        computed: bool = False,
        gaps: str = "",
        apart: int = 0,
        own: bool = True,
    ) -> None:
        self.zeros = zeros
        self.own = own
        self.apart = apart
        self.gaps = gaps
        self.has_gaps = False
        self.computed = computed
        self._values: dict[Value, Any] = {}
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
        if handle.through is not None:
            return self._seen(handle)
        if handle.size_symbol is not None and not self.computed:
            return self._size(handle.size_symbol)
        leaf, is_written = self._leaves.get(handle.key, (None, False))
        made = (
            self._given(handle.type, leaf, is_written=is_written) if leaf is not None else self._new(handle)
        )
        if self.gaps and handle.type.ndim and not _is_laid_out(handle, leaf):
            self.has_gaps = True
            return spread(made, columns=self.gaps == "columns" or made.ndim == 1)
        return made

    def _new(self, handle: Tensor) -> Any:
        with contextlib.suppress(Unknown):
            return self._recomputed(handle)
        return self._given(handle.type, None)

    def _given(self, type_: ArrayType, leaf: Any, *, is_written: bool = False) -> Any:
        """Return a value of a type: the argument's that it is, where it may be, else one made up like it."""
        if self._is_taken(leaf) and not is_written:
            return copied(leaf)
        if self.numbers and leaf is not None and not isinstance(leaf, np.ndarray):
            return leaf
        made = made_up(type_, self._shape(type_), seed=self.size or self.more)
        if self.zeros and isinstance(made, np.ndarray):
            made[...] = (np.arange(made.size) % 2).reshape(made.shape)
        return spread(made) if isinstance(leaf, np.ndarray) and _has_gaps(leaf) else made

    def _is_taken(self, leaf: Any) -> bool:
        taken = self.own and self.size is None and not self.more
        return taken and isinstance(leaf, np.ndarray) and leaf.size <= _LARGE

    def _recomputed(self, handle: Tensor) -> Any:
        """Return what nodes make of samples; of those that are not to be computed, only what sizes give."""
        if self.computed:
            value = recomputed(handle, self._given_at, self._values)
            return copied(value) if isinstance(value, np.ndarray) else value
        if handle.type.kind != "python" or handle.type.dtype.kind != "i":
            raise Unknown
        return recomputed(handle, _unknown, {}, sizes=self._extent)

    def _given_at(self, value: Value, place: int | None) -> Any:
        trace = current()
        lifter = trace.lifter if trace is not None else None
        leaf = lifter.leaves[lifter.inputs[place]] if lifter is not None and place is not None else None
        return self._given(value.type, leaf)

    def _extent(self, array: Value, axis: int) -> int:
        extent = array.type.shape[axis]
        return self._size(extent) if isinstance(extent, Symbol) else extent

    def _seen(self, handle: Tensor) -> Any:
        view = handle.through
        assert view is not None
        operands = [self.sample(item) if isinstance(item, Tensor) else item for item in view.operands]
        if view.op == "reshape" and view.params.get("rest") is None:
            self._fit(view.base, math.prod(self._shape(handle.type)))
        return ops.get(view.op).numpy(self.sample(view.base), *operands, **view.params)

    def _fit(self, base: Tensor, count: int) -> None:
        """Let an array that is new and of a size of its own have so many elements."""
        (extent, *others) = base.type.shape or (None,)
        is_new = base.through is None and base.key not in self._made and base.key not in self._leaves
        if is_new and not others and isinstance(extent, Symbol):
            self.sizes.setdefault(extent, count)

    def _shape(self, type_: ArrayType) -> tuple[int, ...]:
        return tuple(self._size(extent) if isinstance(extent, Symbol) else extent for extent in type_.shape)

    def _size(self, extent: Symbol) -> int:
        if extent not in self.sizes:
            size = self._chosen(extent) + self.more
            if self.apart < 0:
                size = max(_TURNED - size, 9)
            while self.apart and size in self.sizes.values():
                size += self.apart
            self.sizes[extent] = size
        return self.sizes[extent]

    def _chosen(self, extent: Symbol) -> int:
        if self.size is not None:
            return self.size
        found = _known_size(extent)
        if found is None:
            return 4
        leaf, known = found
        return known if self._is_taken(leaf) else min(known, 64)


def attempts() -> tuple[Attempt, ...]:
    """Return the attempts to make, in order, until two succeed."""
    made_up_sizes = (Attempt(size) for size in (4, 5, 3, 2, 1))
    return (
        Attempt(None, numbers=True),
        Attempt(None, 1),
        *made_up_sizes,
        Attempt(None, 1, numbers=True),
        Attempt(None, 2, numbers=True),
        Attempt(None, numbers=True, computed=True),
        Attempt(None, 1, numbers=True, computed=True),
        Attempt(5, computed=True),
        Attempt(6, computed=True),
        Attempt(None, numbers=True, computed=True, own=False),
    )


def zeros() -> Attempt:
    """Return the attempt that shows which sizes the data decides."""
    return Attempt(None, 3, numbers=True, zeros=True)


def unequal() -> tuple[Attempt, ...]:
    """Return the attempts that show which sizes were an operand's by chance."""
    return Attempt(None, 5, numbers=True, apart=1), Attempt(None, 5, numbers=True, apart=-1)


def with_gaps() -> tuple[tuple[Attempt, ...], ...]:
    """Return the attempts that show whether the order in memory decides what is a view.

    Of each row one must succeed.
    """
    return tuple(
        (
            Attempt(None, numbers=True, gaps=gaps),
            *(Attempt(size, gaps=gaps) for size in (4, 5)),
            Attempt(None, numbers=True, computed=True, gaps=gaps),
        )
        for gaps in ("columns", "rows")
    )


def _is_laid_out(handle: Tensor, leaf: Any) -> bool:
    """Whether it is known how an array lies in memory."""
    return handle.type.layout in ("C", "F") if isinstance(leaf, np.ndarray) else order_of(handle) == "C"


def _leaves() -> dict[int, tuple[Any, bool]]:
    """Return the arguments' own values, each with whether it was written since."""
    trace = current()
    if trace is None or trace.lifter is None:
        return {}
    written = trace.region.written
    return {
        handle.key: (trace.lifter.leaves[number], handle.key in written)
        for number, handle in trace.lifter.handles.items()
        if handle.key not in written or isinstance(trace.lifter.leaves[number], np.ndarray)
    }


def _unknown(_value: Value, _place: int | None) -> Any:
    raise Unknown


def _known_size(extent: Symbol) -> tuple[Any, int] | None:
    """Return the argument whose size it is, and that size."""
    trace = current()
    if trace is None or trace.lifter is None:
        return None
    for source in trace.size_sources.get(extent, ()):
        if source[0] == "size":
            leaf = trace.lifter.leaves[source[1]]
            return leaf, int(leaf.shape[source[2]])
    return None


def copied(array: Any) -> Any:
    """Return a copy of an array that is strided as it is."""
    return spread(array) if _has_gaps(array) else array.copy(order="K")


def _has_gaps(array: Any) -> bool:
    return not (array.flags.c_contiguous or array.flags.f_contiguous)


def spread(array: Any, *, columns: bool = True) -> Any:
    """Return a copy of an array that has gaps, between columns or between rows."""
    wide = np.zeros((*array.shape[:-1], 2 * max(array.shape[-1], 1)), array.dtype)
    made = wide[..., : 2 * array.shape[-1] : 2] if columns else wide[..., : array.shape[-1]]
    made[...] = array
    return made


def made_up(type_: ArrayType, shape: tuple[int, ...], seed: int) -> Any:
    """Return small positive numbers; square matrices are symmetric and well conditioned.

    Raises
    ------
    Untraceable
        If there are too many for a function to be tried out on them.
    """
    if len(shape) > 5 and math.prod(shape) > _MOST:
        raise Untraceable("AG204", f"it is tried out on arrays of {len(shape)} dimensions")
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
