"""Whether two lists of data are equal, as Python compares lists: first their lengths, then item by item."""

from __future__ import annotations

import functools
import operator
from typing import Any

import numpy as np

from autograph import streams
from autograph.runtime.types import ArrayType
from autograph.tracing.encoding import types_of
from autograph.tracing.flags import both
from autograph.tracing.labels import as_label
from autograph.tracing.list_methods import grown, holds_data_inside, length
from autograph.tracing.lists import used
from autograph.tracing.spec import Number, Sequence, Spec
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import Untraceable, emit
from autograph.tracing.traced_list import Grown, TracedList

__all__ = ["equal", "numbers_of", "ordered", "unequal"]


def equal(one: TracedList, other: list[Any]) -> Any:
    """Return ``one == other``: a bool, or one of the program.

    Raises
    ------
    Untraceable
        If they hold other things than numbers and tuples of numbers.
    """
    from autograph.operators.truth import and_  # noqa: PLC0415  (operators are made of lists)

    two = other if isinstance(other, TracedList) else TracedList(other)
    if not (one.in_arrays or two.in_arrays):
        if not (holds_data_inside(one) or holds_data_inside(two)):
            return list.__eq__(one, two)
        if list.__len__(one) != list.__len__(two):
            return False
        pairs = zip(list.__iter__(one), list.__iter__(two), strict=True)
        return and_(True, *(functools.partial(_same, a, b) for a, b in pairs))
    return and_(length(one) == length(two), lambda: _all_equal(one, two))


def unequal(one: TracedList, other: list[Any]) -> Any:
    """Return ``one != other``."""
    from autograph.operators.truth import not_  # noqa: PLC0415  (operators are made of lists)

    return not_(equal(one, other))


_ORDERS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


def ordered(one: TracedList, other: list[Any], sign: str) -> Any:
    """Return ``one < other``, or what `sign` says: the first items that differ decide, else the lengths."""
    from autograph.operators.algorithms import traced  # noqa: PLC0415  (operators are made of lists)

    two = other if isinstance(other, TracedList) else TracedList(other)
    if not (one.in_arrays or two.in_arrays or holds_data_inside(one) or holds_data_inside(two)):
        known: Any = getattr(list, f"__{_ORDERS[sign].__name__}__")
        return known(one, two)
    return traced(streams.ordered)(one, two, _ORDERS[sign], _never_nan)


def _never_nan(one: Any, two: Any) -> None:
    """Stake the run on two numbers not being nan both: they may be one object."""
    if not (isinstance(one, Tensor) and isinstance(two, Tensor)):
        return
    if {one.type.dtype.kind, two.type.dtype.kind} & {"f", "c"}:
        nans = emit("logical_and", emit("not_equal", one, one), emit("not_equal", two, two))
        nans = emit("to_python", nans, type=bool)
        emit("assume", emit("logical_not_py", nans), reason="nan is compared in lists")


def _same(one: Any, two: Any) -> Any:
    """Return whether two items are one object or equal: a bool of Python's, as lists tell it."""
    from autograph.operators.truth import truth  # noqa: PLC0415  (operators are made of lists)

    return one is two or truth(one == two)


def _all_equal(one: TracedList, two: TracedList) -> Any:
    """Return whether two lists of one length hold equal items."""
    if not (one.in_arrays or list.__len__(one)) or not (two.in_arrays or list.__len__(two)):
        return True
    first, second = grown(one), grown(two)
    if any(map(_holds_texts, (first.element, second.element))):
        from autograph.operators.searching import all_equal  # noqa: PLC0415  (operators are made of lists)

        return all_equal(one, two)
    columns = zip(numbers_of(first, "lists"), numbers_of(second, "lists"), strict=True)
    found: list[Any] = []
    for a, b in columns:
        if a.type.dtype.kind in "fc":  # a list is equal to itself even with nan in it
            bad = emit("to_python", np.any(np.isnan(a)), type=bool)
            emit("assume", emit("logical_not_py", bad), reason="nan in a list that is compared")
        found.append(emit("to_python", np.all(a == b), type=bool))
    return functools.reduce(both, found, True)


def _holds_texts(spec: Spec) -> bool:
    """Whether an item, or a part of a tuple, may be a text or the like, but no number."""
    if isinstance(spec, Sequence):
        return any(map(_holds_texts, spec.items))
    return as_label(spec) is not None


def numbers_of(held: Grown, what: str, *, whole: bool = False) -> list[Any]:
    """Return the numbers in a list's items, an array for each place in a tuple, whatever their types.

    Parameters
    ----------
    held : Grown
    what : str
        Where the items are, for a refusal.
    whole : bool
        Whether to return all of the buffers.
    """
    parts = held.element.items if isinstance(held.element, Sequence) else (held.element,)
    buffers, found = list(held.buffers), []
    for part in parts:
        if not isinstance(part, Number) or part.type is None or not _only_numbers(part):
            raise Untraceable("AG105", f"{what} of other things than numbers are compared")
        taken, buffers = buffers[: len(types_of(part))], buffers[len(types_of(part)) :]
        found.append(taken[0] if whole else used(held, taken[0]))
    return found


def _only_numbers(part: Number) -> bool:
    return all(isinstance(what, ArrayType) for what in part.alternatives)
