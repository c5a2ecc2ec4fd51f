"""What a set does once data is a member."""

from __future__ import annotations

from typing import Any

from autograph.tracing.dict_methods import as_number, become, contains, present, table_for
from autograph.tracing.key_table import placed, removed
from autograph.tracing.keyed import handle_in, is_keyed
from autograph.tracing.set_algebra import OPERATIONS
from autograph.tracing.traced_dict import DictView, is_keys
from autograph.tracing.traced_set import TracedSet

__all__ = ["add", "as_set", "copied", "discard", "equal", "of_keys", "remove", "unequal", "update"]


def add(items: TracedSet, item: Any) -> None:
    """Do ``items.add(item)``."""
    item = as_number(item)
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


def as_set(value: Any) -> Any:
    """Return an iterable as a set, if there is data in it; else as it is, a generator's items as a list."""
    from autograph.operators.collecting import set_  # noqa: PLC0415  (operators are made of sets)
    from autograph.operators.iteration import is_data  # noqa: PLC0415
    from autograph.operators.streaming import is_stream  # noqa: PLC0415

    if isinstance(value, set | frozenset) or is_keys(value):
        return value
    if is_data(value) or is_stream(value):
        made = set_(value)
    else:
        items = value if isinstance(value, list | tuple | range | dict) else list(value)
        if not any(handle_in(item) is not None for item in items):
            return items
        made = set_(items)
    made.listed = True
    return made


def update(items: TracedSet, more: Any) -> None:
    """Do ``items.update(more)``."""
    from autograph.operators.control import each  # noqa: PLC0415  (operators are made of sets)
    from autograph.operators.iteration import is_data  # noqa: PLC0415

    if is_keyed(more) or is_keys(more, keyed=True):
        OPERATIONS["update"](items, more)
    elif is_data(more):
        for item in each(more):
            items.add(item)
    elif items.keyed is not None and isinstance(more, set | frozenset | dict) and more:
        OPERATIONS["update"](items, more)
    else:
        for item in more:
            items.add(item)


def copied(items: TracedSet) -> TracedSet:
    """Return a set of the same members."""
    if items.keyed is None:
        return TracedSet(set.copy(items.in_order()))
    made: TracedSet = OPERATIONS["copy"](items)
    return made


def of_keys(name: str, view: DictView, other: Any) -> Any:
    """Return what an operator gives for a view of keys and another set; some of their keys are data."""
    if name in ("__eq__", "__ne__"):
        return (equal if name == "__eq__" else unequal)(view, other)
    is_set = isinstance(other, set | frozenset) or is_keys(other)
    if name in ("__lt__", "__le__", "__gt__", "__ge__") and not is_set:
        return NotImplemented
    other = as_set(other)
    if name.startswith("__r"):
        return OPERATIONS["__" + name.removeprefix("__r")](other, view)
    return OPERATIONS[name](view, other)


def equal(one: Any, two: Any) -> Any:
    """Return ``one == two`` for sets or views of keys, one of which at least is in arrays."""
    if not all(isinstance(each, set | frozenset) or is_keys(each) for each in (one, two)):
        return False
    return OPERATIONS["__eq__"](one, two)


def unequal(one: Any, two: Any) -> Any:
    """Return ``one != two`` for sets or views of keys, one of which at least is in arrays."""
    from autograph.operators.truth import not_  # noqa: PLC0415  (operators are made of sets)

    return not_(equal(one, two))
