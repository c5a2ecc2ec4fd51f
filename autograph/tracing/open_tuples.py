"""Specs of tuples in, that of one which has as many items as data says out."""

from __future__ import annotations

from typing import Any

from autograph.tracing.kinds import OPEN_TUPLE
from autograph.tracing.spec import Listing, Sequence, Spec, generalise
from autograph.tracing.trace import Untraceable
from autograph.tracing.traced_tuple import TracedTuple

__all__ = ["any_tuple", "is_open_tuple", "is_tuple", "with_one_tuple"]


def is_open_tuple(spec: Spec) -> bool:
    """Whether the length of a tuple is data."""
    return isinstance(spec, Listing) and spec.kind is TracedTuple


def is_tuple(spec: Spec) -> bool:
    """Whether something is a tuple, and not of a named kind."""
    return is_open_tuple(spec) or (isinstance(spec, Sequence) and spec.kind is tuple)


def with_one_tuple(kinds: dict[Any, Spec]) -> dict[Any, Spec]:
    """Return the kinds that a variable may be, with one for tuples of all lengths that have alike items."""
    made = {kind: spec for kind, spec in kinds.items() if not is_tuple(spec)}
    whole = kinds.get(OPEN_TUPLE)
    for kind, spec in kinds.items():
        if is_tuple(spec) and kind != OPEN_TUPLE:
            joined = any_tuple(spec if whole is None else whole, spec)
            if joined is None:
                made[kind] = spec
            else:
                whole = joined
    return made if whole is None else made | {OPEN_TUPLE: whole}


def any_tuple(*tuples: Any) -> Listing | None:
    """Return the spec of a tuple that has as many items as data says; None if known ones cannot be it."""
    from autograph.tracing.lists import joined_element  # noqa: PLC0415  (lists are made of specs)

    elements = [
        each
        for spec in tuples
        for each in ([spec.element] if isinstance(spec, Listing) else map(generalise, spec.items))
    ]
    try:
        return Listing(TracedTuple, joined_element((), *elements))
    except Untraceable:
        if all(map(is_open_tuple, tuples)):
            raise
        return None
