"""Whether two dicts are equal, the keys of one of which at least are data, in whatever order."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograph.tracing.flags import both, negated
from autograph.tracing.key_joins import joined_key, joined_value
from autograph.tracing.key_table import entries, places_in, table_from, with_keys
from autograph.tracing.keyed import Keyed
from autograph.tracing.list_equality import numbers_of
from autograph.tracing.trace import emit
from autograph.tracing.traced_dict import TracedDict

__all__ = ["equal", "equal_counts"]


def _table(items: Any) -> Keyed | None:
    """Return what a dict holds as a table; None if it is known to be empty."""
    if isinstance(items, TracedDict) and items.keyed is not None:
        return items.keyed
    keys, values = tuple(dict.keys(items)), tuple(dict.values(items))
    if not keys:
        return None
    return table_from(keys, joined_key(keys), values, joined_value(values), shrank=False)


def _count(held: Keyed | None) -> Any:
    return 0 if held is None else held.count


def equal(one: Any, two: Any) -> Any:
    """Return ``one == two``.

    Raises
    ------
    Untraceable
        If they hold other things than numbers and tuples of numbers.
    """
    first, second = _table(one), _table(two)
    same: Any = _count(first) == _count(second)
    if first is None or second is None:
        return same
    found, pairs = _met(first, second)
    for mine, other in pairs:
        found = found & (mine == other)
    return both(same, _all(found))


def equal_counts(one: Any, two: Any) -> Any:
    """Return ``one == two`` for counters: a count that is missing is 0."""
    first, second = _table(one), _table(two)
    result: Any = True
    for mine, other in ((first, second), (second, first)):
        if mine is None:
            continue
        if other is None:
            (column,) = numbers_of(entries(mine, mine.values), "counters")
            flags = column == 0
        else:
            found, ((column, met),) = _met(mine, other)
            flags = np.where(found, column == met, column == 0)
        result = both(result, _all(flags))
    return result


def _met(one: Keyed, two: Keyed) -> tuple[Any, list[tuple[Any, Any]]]:
    """Return which keys of a table are in another, and the numbers that both have for them as values."""
    spec = joined_key((), one.keys.element, two.keys.element)
    one, two = with_keys(one, spec), with_keys(two, spec)
    places = places_in(two, entries(one, one.keys))
    held = numbers_of(entries(one, one.values), "dicts")
    assert two.values is not None
    others = numbers_of(two.values, "dicts", whole=True)
    at = np.maximum(places, 0)
    for column in (*held, *others):
        _refuse_nan(column)
    return places >= 0, [(mine, other[at]) for mine, other in zip(held, others, strict=True)]


def _refuse_nan(column: Any) -> None:
    if column.type.dtype.kind in "fc":  # a dict is equal to itself even with nan in it
        bad = emit("to_python", np.any(np.isnan(column)), type=bool)
        emit("assume", negated(bad), reason="nan in a dict that is compared")


def _all(flags: Any) -> Any:
    return emit("to_python", np.all(flags), type=bool)
