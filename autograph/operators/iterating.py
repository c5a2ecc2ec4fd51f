"""``np.nditer``: a loop over the elements of arrays as they lie in memory, each a view."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from autograph.applying import place_of
from autograph.operators.iteration import Rounds
from autograph.tracing.numpy_functions.dispatch import assume_equal
from autograph.tracing.numpy_functions.memory import is_contiguous
from autograph.tracing.tensor import Tensor, size_of
from autograph.tracing.trace import Untraceable, emit

__all__ = ["Elements", "elements"]

_ALLOWED: tuple[list[str], ...] = ([], ["readonly"], ["readwrite"], ["writeonly"])


class Elements(Rounds):
    """What stands for ``np.nditer(x)``, also as a context manager: what is written is written at once."""

    def __enter__(self) -> Elements:
        """Return the iterator itself."""
        return self

    def __exit__(self, *error: object) -> None:
        """Leave nothing behind."""


def elements(operand: Any, flags: Any = (), op_flags: Any = (), **rest: Any) -> Elements:
    """Stage ``np.nditer(operand)`` of an array or of several."""
    order = rest.pop("order", "K")
    several = isinstance(operand, list | tuple) and not getattr(operand, "in_arrays", False)
    arrays = list(operand) if several else [operand]
    modes = _modes(list(op_flags or ()), len(arrays))
    traced = all(isinstance(one, Tensor) and one.type.kind == "array" for one in arrays)
    refused = set(flags or ()) - {"refs_ok", "zerosize_ok"} or any(mode not in _ALLOWED for mode in modes)
    if not arrays or not traced or rest or refused or order == "F":
        raise Untraceable("AG201", "`nditer` with flags, or of what is no array")
    arrays = _in_order(arrays, order)
    sizes = _shape(arrays)
    count: Any = math.prod(sizes)
    if "zerosize_ok" not in (flags or ()):
        if isinstance(count, Tensor):
            emit("assume", count > 0, reason="an array without elements is iterated")
        elif not count:
            raise ValueError("Iteration of zero-sized operands is not enabled")
    found = [_elements_of(one, sizes, mode) for one, mode in zip(arrays, modes, strict=True)]
    at = (lambda place: tuple(one(place) for one in found)) if several else found[0]
    return Elements((0, count, 1), at, used=[])


def _modes(given: list[Any], count: int) -> list[list[str]]:
    """Return the modes of each array: its own, or those of all."""
    if len(given) == count and all(isinstance(one, list | tuple) for one in given):
        return [list(one) for one in given]
    return [given] * count


def _in_order(arrays: list[Any], order: str) -> list[Any]:
    """Return the arrays, or their transposes, whose elements lie in C order without gaps."""
    if all(is_contiguous(one) is True for one in arrays):
        return arrays
    turned = [one.T for one in arrays]
    alike = len({one.type.ndim for one in arrays}) == 1 and order != "C"
    if alike and all(is_contiguous(one) is True for one in turned):
        return turned
    raise Untraceable("AG204", "the order of an array in memory")


def _shape(arrays: list[Any]) -> list[Any]:
    """Return the shape to which arrays are broadcast; the run is staked on their sizes being equal, or 1."""
    sizes: list[Any] = []
    for axis in range(-max(one.type.ndim for one in arrays), 0):
        held = [size_of(one, one.type.ndim + axis) for one in arrays if one.type.ndim >= -axis]
        wide = [size for size in held if not (isinstance(size, int) and size == 1)]
        for other in wide[1:]:
            assume_equal(wide[0], other, "arrays of several sizes are iterated")
        sizes.append(wide[0] if wide else 1)
    return sizes


def _elements_of(array: Any, sizes: list[Any], mode: list[str]) -> Callable[[Any], Any]:
    """Return what gives the element of an array at a place, counted in C order."""
    writes = mode in (["readwrite"], ["writeonly"])
    if writes and array.read_only:
        raise ValueError("output array is read-only")
    missing = len(sizes) - array.type.ndim
    ones = [isinstance(size, int) and size == 1 for size in array.type.shape]
    repeated = missing or any(
        one and not (isinstance(size, int) and size == 1)
        for one, size in zip(ones, sizes[missing:], strict=True)
    )
    if repeated and writes:
        raise Untraceable("AG201", "`nditer` that writes elements of an array several times")
    row: Any = None if repeated else np.reshape(array, -1)

    def at(place: Any) -> Any:
        if row is not None:
            element = row[place, ...]
        else:
            places = place_of(place, sizes)[missing:]
            element = array[(*(0 if one else k for one, k in zip(ones, places, strict=True)), ...)]
        element.read_only = element.read_only or not writes
        return element

    return at
