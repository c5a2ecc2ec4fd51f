"""``np.nditer``: a loop over the elements of arrays as they lie in memory, each a view."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import Any

import numpy as np

from autograph import walking
from autograph.applying import place_of
from autograph.operators.algorithms import traced
from autograph.operators.iteration import Rounds
from autograph.tracing.numpy_functions.dispatch import assume_equal
from autograph.tracing.numpy_functions.memory import is_contiguous
from autograph.tracing.tensor import Tensor, size_of
from autograph.tracing.trace import Untraceable, emit

__all__ = ["Elements", "elements"]

_walk, _walk_on = traced(walking.Walk), traced(walking.Walk.on)
_WRITING = ["readwrite"], ["writeonly"]
_FLAGS = {"refs_ok", "zerosize_ok", "multi_index", "c_index", "external_loop"}
_ALLOWED: tuple[list[str], ...] = ([], ["readonly"], ["readwrite"], ["writeonly"])


class Elements(Rounds):
    """What stands for ``np.nditer(x)``, also as a context manager: what is written is written at once."""

    __slots__ = ("_turned", "flags", "now", "sizes", "walk")
    _turned: bool
    flags: set[str]
    now: Any
    sizes: list[Any]
    walk: Any

    @property
    def finished(self) -> Any:
        """Whether there are no more elements."""
        return operator.ge(self._walked().place, self.bounds[1])

    def iternext(self) -> Any:
        """Go to the next element; returns whether there is one."""
        return _walk_on(self._walked(), self.bounds[1])

    def __getitem__(self, number: Any) -> Any:
        """Return the element of one of the arrays, a view."""
        held = self.at(self._here())
        return (held if isinstance(held, tuple) else (held,))[number]

    def __setitem__(self, number: Any, value: Any) -> None:
        """Write an element."""
        self[number][...] = value

    def _walked(self) -> Any:
        """Return where the program stands that moves by itself."""
        if self.used:
            raise Untraceable("AG201", "`nditer` that a loop goes through and the program moves")
        return self.walk

    def _here(self) -> Any:
        """Return the place of the element at hand; the run is staked on there being one."""
        if self.used:
            return self.now
        emit("assume", operator.lt(self.walk.place, self.bounds[1]), reason="`nditer` is past the end")
        return self.walk.place

    @property
    def multi_index(self) -> tuple[Any, ...]:
        """The indices of the element at hand."""
        self._require("multi_index")
        found = tuple(place_of(self._here(), self.sizes))
        return found[::-1] if self._turned else found

    @property
    def index(self) -> Any:
        """How many elements lie before the one at hand in C order."""
        self._require("c_index")
        now = self._here()
        if not self._turned:
            return now
        found: Any = 0
        places = reversed(tuple(place_of(now, self.sizes)))
        for place, size in zip(places, reversed(self.sizes), strict=True):
            found = found * size + place
        return found

    def _require(self, flag: str) -> None:
        if flag not in self.flags:
            raise Untraceable("AG201", f"`nditer` without {flag!r}")

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
    flags = set(flags or ())
    refused = flags - _FLAGS or any(mode not in _ALLOWED for mode in modes)
    if not arrays or not traced or rest or refused or order == "F":
        raise Untraceable("AG201", "`nditer` with flags, or of what is no array")
    given = arrays
    arrays = _in_order(given, order)
    sizes = _shape(arrays)
    turned = arrays is not given
    count: Any = math.prod(sizes)
    if "zerosize_ok" not in flags:
        if isinstance(count, Tensor):
            emit("assume", count > 0, reason="an array without elements is iterated")
        elif not count:
            raise ValueError("Iteration of zero-sized operands is not enabled")
    if "external_loop" in flags:
        rows = [_row_of(one, sizes, mode) for one, mode in zip(arrays, modes, strict=True)]
        return Elements((0, 1, 1), lambda _: tuple(rows) if several else rows[0], used=[])
    found = [_elements_of(one, sizes, mode) for one, mode in zip(arrays, modes, strict=True)]

    def at(place: Any) -> Any:
        object.__setattr__(made, "now", place)
        return tuple(one(place) for one in found) if several else found[0](place)

    made = Elements((0, count, 1), at, used=[])
    for name, item in (("flags", flags), ("sizes", sizes), ("_turned", turned), ("walk", _walk())):
        object.__setattr__(made, name, item)  # frozen, as all rounds are
    return made


def _row_of(array: Any, sizes: list[Any], mode: list[str]) -> Any:
    """Return all elements of an array as a row."""
    if array.type.ndim < len(sizes) or any(
        isinstance(one, int) and one == 1 and not (isinstance(size, int) and size == 1)
        for one, size in zip(array.type.shape, sizes, strict=True)
    ):
        raise Untraceable("AG201", "`nditer` that gives rows of elements several times")
    row: Any = np.reshape(array, -1)
    row.read_only = row.read_only or mode not in _WRITING
    return row


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
    writes = mode in _WRITING
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
