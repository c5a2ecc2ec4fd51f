"""What a set does once data is a member."""

from __future__ import annotations

import dataclasses
import operator
from typing import Any

from autograph.tracing.dict_methods import become, contains, length, present, table_for
from autograph.tracing.key_table import placed, removed
from autograph.tracing.keyed import is_keyed
from autograph.tracing.trace import Untraceable
from autograph.tracing.traced_set import TracedSet

__all__ = ["add", "copied", "discard", "equal", "remove", "unequal", "update"]


def add(items: TracedSet, item: Any) -> None:
    """Do ``items.add(item)``."""
    become(items, placed(table_for(items, item), item)[0])


def remove(items: TracedSet, item: Any) -> None:
    """Do ``items.remove(item)``."""
    found = present(items, item)
    if found is not None:
        become(items, removed(*found))


def discard(items: TracedSet, item: Any) -> None:
    """Do ``items.discard(item)``."""
    from autograph.operators.truth import if_exp  # noqa: PLC0415  (operators are made of sets)

    if_exp(contains(items, item), lambda: remove(items, item), lambda: None)


def update(items: TracedSet, more: Any) -> None:
    """Do ``items.update(more)``."""
    from autograph.operators.control import each  # noqa: PLC0415  (operators are made of sets)
    from autograph.operators.iteration import is_data  # noqa: PLC0415

    if is_keyed(more) or not is_data(more):
        for item in more:
            items.add(item)
        if items.keyed is not None and isinstance(more, set | frozenset | dict):
            items.keyed = dataclasses.replace(items.keyed, shrank=True)  # Python makes room for all at once
        return
    for item in each(more):
        items.add(item)


def copied(items: TracedSet) -> TracedSet:
    """Return a set of the same members; in what order they lie in it is not known."""
    made = TracedSet(() if items.keyed is not None else set.__iter__(items))
    if items.keyed is not None:
        made.keyed = dataclasses.replace(items.keyed, shrank=True)
    return made


def equal(one: Any, two: Any) -> Any:
    """Return ``one == two`` for sets, one of which at least is in arrays."""
    from autograph.operators.truth import and_  # noqa: PLC0415  (operators are made of sets)

    if not isinstance(two, set | frozenset):
        return False
    keyed: Any
    known: Any
    keyed, known = (one, two) if is_keyed(one) else (two, one)
    if is_keyed(known):
        keyed.need_known("to compare sets")
        raise Untraceable("AG105", "two sets of data are compared")
    tests = [(lambda item=item: contains(keyed, item)) for item in known]
    return and_(operator.eq(length(keyed), len(known)), *tests)


def unequal(one: Any, two: Any) -> Any:
    """Return ``one != two`` for sets, one of which at least is in arrays."""
    from autograph.operators.truth import not_  # noqa: PLC0415  (operators are made of sets)

    return not_(equal(one, two))
