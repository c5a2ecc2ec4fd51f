"""How numbers, and tuples of numbers, compare where data decides."""

from __future__ import annotations

from typing import Any

from autograph.operators.truth import truth
from autograph.tracing.flags import both, either, negated
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import emit

__all__ = ["less"]


def less(one: Any, two: Any) -> Any:
    """Return ``one < two`` for numbers, or for tuples of numbers."""
    if not (isinstance(one, tuple) and isinstance(two, tuple)):
        return truth(one < two)
    result: Any = len(one) < len(two)
    for first, second in reversed(list(zip(one, two, strict=False))):
        if isinstance(first, Tensor) or isinstance(second, Tensor):
            _tell_apart(first, second)
            result = either(truth(first < second), both(truth(first == second), result))
        elif isinstance(first, tuple):
            result = either(less(first, second), both(negated(less(second, first)), result))
        elif first is not second and first != second:
            result = first < second
    return result


def _tell_apart(one: Any, two: Any) -> None:
    """Stake the run on two items not both being nan: Python asks then whether they are one object."""
    if all(not isinstance(item, Tensor) or item.type.dtype.kind == "f" for item in (one, two)):
        unordered = both(truth(one != one), truth(two != two))  # noqa: PLR0124  (so nan is told)
        if unordered is not False:
            emit("assume", negated(unordered), reason="nan in tuples that are compared")
