"""How numbers, and tuples of numbers, compare where data decides."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from autograph.operators.comparison import is_or_equal
from autograph.operators.truth import if_exp, not_, truth
from autograph.tracing.alternatives import unless_it_raises
from autograph.tracing.choice import Choice
from autograph.tracing.flags import both, either, negated
from autograph.tracing.pooled import in_pool
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import emit
from autograph.tracing.watching import is_own_object

__all__ = ["compared", "holds_data", "less"]

_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def less(one: Any, two: Any) -> Any:
    """Return the truth of ``one < two`` for numbers, or for tuples of numbers."""
    return truth(compared("<", one, two, truth))


def holds_data(value: Any) -> bool:
    """Whether a tuple holds data, however deep."""
    return isinstance(value, tuple) and any(
        isinstance(item, Tensor | Choice) or holds_data(item) for item in value
    )


def compared(symbol: str, one: Any, two: Any, told: Callable[[Any], Any] = lambda value: value) -> Any:
    """Return ``one < two`` and the like for numbers or tuples; ``==`` and ``!=`` for tuples alone.

    Tuples compare by the first two items that differ, and give what those do: a bool of NumPy's, maybe,
    unless `told` is `truth`.
    """
    if not (isinstance(one, tuple) and isinstance(two, tuple)):
        return told(_COMPARE[symbol](one, two))
    pairs = list(zip(one, two, strict=False))
    if symbol in ("==", "!="):
        arrays = any(isinstance(item, Tensor) and item.type.ndim for pair in pairs for item in pair)
        alike = len(one) == len(two)
        same = _all_same(pairs) if alike or arrays else False  # arrays may refuse to be compared
        same = alike and same
        return same if symbol == "==" else not_(same)
    if any(_is_object(item) for pair in pairs[1:] for item in pair):
        return _by_the_first(symbol, pairs, _COMPARE[symbol](len(one), len(two)), told)
    result: Any = _COMPARE[symbol](len(one), len(two))
    for first, second in reversed(pairs):
        same = _same(first, second)
        if same is not True:
            result = _unless(same, result, told(compared(symbol, first, second, told)))
    return result


def _is_object(item: Any) -> bool:
    """Whether an item of a tuple may be of a class that has its own way to compare, or none."""
    return in_pool(item) is not None or is_own_object(item) or isinstance(item, Choice)


def _by_the_first(symbol: str, pairs: list[tuple[Any, Any]], rest: Any, told: Callable[[Any], Any]) -> Any:
    """Return what the first two items that differ tell, else `rest`; those after them are not compared."""
    if not pairs:
        return rest
    (first, second), *others = pairs
    return if_exp(
        _same(first, second),
        lambda: unless_it_raises(lambda: _by_the_first(symbol, others, rest, told)),
        lambda: unless_it_raises(lambda: told(compared(symbol, first, second, told))),
    )


def _unless(same: Any, result: Any, differs: Any) -> Any:
    """Return what the items after two tell if these are the `same`, else what those tell."""
    if same is False:
        return differs
    if _is_truth(differs) and _is_truth(result):
        return either(both(negated(same), differs), both(same, result))
    return if_exp(same, lambda: result, lambda: differs)


def _is_truth(value: Any) -> bool:
    """Whether what a comparison gave is a bool of Python's, whatever the data."""
    return not isinstance(value, Tensor) or (value.type.kind == "python" and not value.alternatives)


def _all_same(pairs: list[tuple[Any, Any]]) -> Any:
    found: Any = True
    for first, second in pairs:
        found = both(found, _same(first, second))
        if found is False:
            return False
    return found


def _same(one: Any, two: Any) -> Any:
    """Return whether two items of tuples are one object or equal."""
    if isinstance(one, tuple) and isinstance(two, tuple):
        return compared("==", one, two)
    if one is two:
        return True
    if isinstance(one, Tensor) or isinstance(two, Tensor):
        _tell_apart(one, two)
    return truth(is_or_equal(one, two))


def _tell_apart(one: Any, two: Any) -> None:
    """Stake the run on two items not both being nan: Python asks then whether they are one object."""
    if all(
        isinstance(item, float) or (isinstance(item, Tensor) and item.type.dtype.kind == "f")
        for item in (one, two)
    ):
        unordered = both(truth(one != one), truth(two != two))  # noqa: PLR0124  (so nan is told)
        if unordered is not False:
            emit("assume", negated(unordered), reason="nan in tuples that are compared")
