"""An index that is data in, the item there out, where no arrays can hold the items: functions, dicts."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from typing import Any

from autograph.tracing.trace import Untraceable, emit

__all__ = ["one_of_few"]

FEW = 8
"""So many items are told apart one by one."""


def one_of_few(items: Sequence[Any], place: Any, message: str, problem: Untraceable) -> Any:
    """Return the item at a place, a Python int of the program, as what a condition chooses.

    Parameters
    ----------
    items : sequence
    place : Tensor
    message : str
        Of the IndexError where there is none.
    problem : Untraceable
        Raised if they are too many.
    """
    from autograph.operators.truth import if_exp  # noqa: PLC0415  (operators are made of lists)

    count = len(items)
    if count > FEW:
        raise problem
    place = emit("list_place", place, count, message=message)

    def among(first: int) -> Any:
        if first == count - 1:
            return items[first]
        return if_exp(operator.eq(place, first), lambda: items[first], lambda: among(first + 1))

    return among(0)
