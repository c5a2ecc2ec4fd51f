"""A trace that failed in, the classes whose objects the next one lays into arrays out."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from autograph.tracing.pooled import keys_at_first, known_as
from autograph.tracing.trace import Decisions, Untraceable

__all__ = ["pools_more"]


def pools_more(decisions: Decisions, problem: Untraceable) -> bool:
    """Let the objects of more classes lie in arrays, where data can choose between them; say if any are.

    A trace that found None where another object may be is worth another try once it is known which.
    """
    cause = problem.__cause__
    is_none = isinstance(cause, AttributeError | TypeError) and "NoneType" in str(cause)
    of_objects = problem.code.startswith("AG1") or problem.code == "AG206" or "'TracedDict'" in str(cause)
    if not (is_none or of_objects or isinstance(cause, RecursionError)):  # as one that leads to itself gives
        return False
    learned, decisions.learned = decisions.learned, dict(decisions.fields)
    if is_none and decisions.pooled and learned != decisions.fields:
        return True
    made, lent = frozenset(decisions.made), frozenset(decisions.lent)
    classes = frozenset(kind for kind in made if keys_at_first(kind) is None)
    more = frozenset(kind for kind in made | lent if _is_meant(kind, problem.kinds)) or classes
    for others in (classes, made, made | lent):
        more = others if more <= decisions.pooled else more
    grown = not more <= decisions.pooled
    decisions.pooled |= more
    return grown


def _is_meant(kind: Any, kinds: Collection[Any]) -> bool:
    """Whether a class is one of some; one of dicts is told by their keys, of which they had some at first."""
    first = keys_at_first(kind)
    if not first:
        return any(isinstance(each, type) and known_as(each) == kind for each in kinds)
    return any(isinstance(keys, tuple) and keys[: len(first)] == first for keys in kinds)
