"""Numbers of sequences as elements of a given dtype: NumPy stores each, and refuses what does not fit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograph.tracing.array_likes import is_array_like
from autograph.tracing.numpy_functions.dispatch import dtype_of
from autograph.tracing.spec import Listing, Stacked
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import Untraceable, emit
from autograph.tracing.traced_list import TracedList

__all__ = ["require_storable"]


def require_storable(value: Any, joined: Any, dtype: np.dtype[Any]) -> None:
    """Stake the run on the numbers of a sequence being what elements of a dtype can be.

    Parameters
    ----------
    value : list, tuple, range or number
        As the program gave it.
    joined : Tensor or ndarray
        The array that it is by itself.
    dtype : dtype
        What the elements are to be.
    """
    source = dtype_of(joined)
    if dtype.kind not in "iuf" or not any(_is_checked(leaf, source) for leaf in _leaves(value)):
        return
    if source.kind == "c":
        raise Untraceable("AG101", "a complex number among real ones")
    if dtype.kind == "f":
        return
    held, wanted = (np.iinfo(source) if source.kind in "iu" else None), np.iinfo(dtype)
    if held is None:
        _stake((joined >= float(wanted.min)) & (joined < float(wanted.max) + 1))
        return
    if held.min < wanted.min:
        _stake(joined >= int(wanted.min))
    if held.max > wanted.max:
        _stake(joined <= int(wanted.max))


def _stake(fits: Any) -> None:
    emit("assume", emit("to_python", np.all(fits), type=bool), reason="a number that its array cannot hold")


def _leaves(value: Any) -> Iterator[Any]:
    """Yield the numbers and arrays of nested sequences; for lists in arrays, what they hold."""
    if isinstance(value, TracedList) and value.in_arrays:
        held = value.grown
        spec = held.element if held is not None else None
        while isinstance(spec, Listing):
            spec = spec.element
        yield spec
    elif isinstance(value, list | tuple) and not is_array_like(value):
        for item in value:
            yield from _leaves(item)
    else:
        yield value


def _is_checked(leaf: Any, source: np.dtype[Any]) -> bool:
    """Whether NumPy converts a number as Python does: its own ints wrap."""
    if isinstance(leaf, Tensor):
        kind = leaf.type.dtype.kind
        return leaf.type.is_scalar and (leaf.type.kind == "python" or kind == "f") and _counts(kind, source)
    if isinstance(leaf, np.ndarray | np.bool_ | np.integer | np.complexfloating | Stacked):
        return False
    return not isinstance(leaf, int | float) or _counts("f", source)


def _counts(kind: str, source: np.dtype[Any]) -> bool:
    return (kind in "iuf" and source.kind in "iuf") or kind == source.kind == "c"
