"""``np.nditer`` over one array: a loop over its elements as they lie in memory, each a view."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograph.operators.iteration import Rounds
from autograph.tracing.numpy_functions.memory import is_contiguous
from autograph.tracing.tensor import Tensor, size_of
from autograph.tracing.trace import Untraceable, emit

__all__ = ["elements"]

_ALLOWED: tuple[list[str], ...] = ([], ["readonly"], ["readwrite"], ["writeonly"])


def elements(operand: Any, flags: Any = (), op_flags: Any = (), **rest: Any) -> Rounds:
    """Stage ``np.nditer(operand)``."""
    order = rest.pop("order", "K")
    given = list(op_flags or ())
    modes = list(given[0]) if len(given) == 1 and isinstance(given[0], list | tuple) else given
    plain = isinstance(operand, Tensor) and operand.type.kind == "array" and not rest
    if not plain or set(flags or ()) - {"refs_ok", "zerosize_ok"} or modes not in _ALLOWED or order == "F":
        raise Untraceable("AG201", "`nditer` of several arrays, or with flags")
    row: Any = np.reshape(_in_order(operand, order), -1)
    count: Any = size_of(row, 0)
    if "zerosize_ok" not in (flags or ()):
        if isinstance(count, Tensor):
            emit("assume", count > 0, reason="an array without elements is iterated")
        elif not count:
            raise ValueError("Iteration of zero-sized operands is not enabled")
    writes = modes in (["readwrite"], ["writeonly"])
    if writes and operand.read_only:
        raise ValueError("output array is read-only")

    def at(place: Any) -> Any:
        element = row[place, ...]
        element.read_only = element.read_only or not writes
        return element

    return Rounds((0, count, 1), at, used=[])


def _in_order(operand: Tensor, order: str) -> Any:
    """Return the array, or its transpose, whose elements lie in C order without gaps."""
    for seen in (operand, operand.T):
        if is_contiguous(seen) is True:
            return seen
        if order == "C":
            break
    raise Untraceable("AG204", "the order of an array in memory")
