"""Operations of sets whose members are data: of whole columns of members at once."""

from __future__ import annotations

import dataclasses
import functools
import operator
from collections.abc import Callable
from typing import Any

import numpy as np

from autograph.tracing.dict_methods import become
from autograph.tracing.encoding import types_of
from autograph.tracing.flags import both
from autograph.tracing.key_joins import joined_key
from autograph.tracing.key_table import entries, gathered, main_columns, places_in, table_from, with_keys
from autograph.tracing.keyed import Keyed, KeyedContainer, Recipe
from autograph.tracing.lists import used
from autograph.tracing.set_order import is_known
from autograph.tracing.spec import Spec
from autograph.tracing.trace import Untraceable, emit
from autograph.tracing.traced_dict import DictView, TracedDict
from autograph.tracing.traced_set import TracedSet

__all__ = ["OPERATIONS"]


def _side(value: Any) -> Keyed | None:
    """Return what takes part in an operation as a table; None for a set that is known to be empty."""
    value = value.owner if isinstance(value, DictView) and value.part == "keys" else value
    if isinstance(value, KeyedContainer) and value.keyed is not None:
        return value.keyed
    if isinstance(value, TracedSet):
        known = tuple(set.__iter__(value))
    elif isinstance(value, TracedDict):
        known = tuple(dict.keys(value))
    else:
        known = tuple(dict.fromkeys(value))
    return table_from(known, joined_key(known), None, None, shrank=True) if known else None


def _paired(one: Keyed, two: Keyed) -> tuple[Keyed, Keyed]:
    """Return two tables whose keys are of one kind."""
    spec = joined_key((), one.keys.element, two.keys.element)
    return with_keys(one, spec), with_keys(two, spec)


def _found(one: Keyed, two: Keyed) -> Any:
    """Return which of the entries of one table are in another: an array of bools."""
    return places_in(two, entries(one, one.keys)) >= 0


def _kept(held: Keyed, which: Any) -> list[Any]:
    """Return some of the keys of a table."""
    keys = entries(held, held.keys)
    return [used(keys, buffer)[which] for buffer in keys.buffers]


def _lengths(one: Keyed | None, two: Keyed | None) -> tuple[Any, Any]:
    return (0 if one is None else one.count), (0 if two is None else two.count)


def _all(flags: Any) -> Any:
    return emit("to_python", np.all(flags), type=bool)


# -- questions ---------------------------------------------------------------------------------------------


def _is_subset(one: Keyed | None, two: Keyed | None) -> Any:
    if one is None:
        return True
    if two is None:
        return operator.eq(one.count, 0)
    return _all(_found(*_paired(one, two)))


def _is_disjoint(one: Keyed | None, two: Keyed | None) -> Any:
    if one is None or two is None:
        return True
    return _all(~_found(*_paired(one, two)))


def _is_proper_subset(one: Keyed | None, two: Keyed | None) -> Any:
    return both(operator.lt(*_lengths(one, two)), _is_subset(one, two))


def _is_same(one: Keyed | None, two: Keyed | None) -> Any:
    return both(operator.eq(*_lengths(one, two)), _is_subset(one, two))


# -- new sets ----------------------------------------------------------------------------------------------

Columns = tuple[Spec, list[Any]] | None
"""What the members of a set are, and their columns; None for a set that is known to be empty."""


def _whole(held: Keyed | None) -> Columns:
    return None if held is None else (held.keys.element, _kept(held, slice(None)))


def _joined(one: tuple[Keyed, Any], two: tuple[Keyed, Any]) -> Columns:
    """Return some of the members of one set, then some of another."""
    parts = zip(_kept(*one), _kept(*two), strict=True)
    return one[0].keys.element, [emit("concatenate", first, second, axis=0) for first, second in parts]


def _union(one: Keyed | None, two: Keyed | None) -> Columns:
    if one is None or two is None:
        return _whole(two if one is None else one)
    one, two = _paired(one, two)
    return _joined((one, slice(None)), (two, ~_found(two, one)))


def _difference(one: Keyed | None, two: Keyed | None) -> Columns:
    if one is None or two is None:
        return _whole(one)
    return one.keys.element, _kept(one, ~_found(*_paired(one, two)))


def _symmetric_difference(one: Keyed | None, two: Keyed | None) -> Columns:
    if one is None or two is None:
        return _whole(two if one is None else one)
    one, two = _paired(one, two)
    return _joined((two, ~_found(two, one)), (one, ~_found(one, two)))


def _intersection(one: Keyed | None, two: Keyed | None, *, second: bool = False) -> Columns:
    """Return what both have: the members of the shorter one; the second's if `second`, or if neither is."""
    if one is None or two is None:
        return None
    one, two = _paired(one, two)
    places = places_in(two, entries(one, one.keys))
    found = places >= 0
    first = operator.gt(two.count, one.count) if not second else False
    columns = []
    for mine, buffer in zip(_kept(one, found), two.keys.buffers, strict=True):
        columns.append(np.where(first, mine, buffer[places[found]]))
    return one.keys.element, columns


def _of_one_type(one: Keyed | None, two: Keyed | None) -> Columns:
    """Return what both have; with a view of keys, whose member is taken is another matter.

    Raises
    ------
    Untraceable
        If equal members may be told apart, as 1 and True.
    """
    if one is not None and two is not None:
        spec = joined_key((), one.keys.element, two.keys.element)
        types = types_of(spec)
        if len(types) != len(main_columns(spec, types)) or any(type_.dtype.kind == "f" for type_ in types):
            raise Untraceable("AG105", "keys of several types that may be equal")
    return _intersection(one, two)


# -- what a set does ---------------------------------------------------------------------------------------

_DEEP = 8


def _recipe(method: str, sets: tuple[Any, ...], sides: list[Keyed | None]) -> Recipe | None:
    """Return how a set is made of others; None where that is not known."""
    known = (isinstance(each, TracedSet) and is_known(side) for each, side in zip(sets, sides, strict=True))
    if not all(known):
        return None
    made = Recipe(method, tuple(sides))
    return made if made.depth <= _DEEP else None


def _result(found: Columns, recipe: Recipe | None) -> TracedSet:
    made = TracedSet()
    if found is not None:
        become(made, dataclasses.replace(gathered(*found), recipe=recipe))
    return made


def _folded(fold: Callable[[Any, Any], Columns], method: str, sets: tuple[Any, ...]) -> TracedSet:
    """Return what an operation makes of a set and others, one after the other."""
    made, rest = sets[0], sets[1:]
    if fold is _intersection and any(isinstance(each, DictView) for each in sets):
        fold = _of_one_type
    elif fold is _intersection and any(getattr(other, "listed", True) for other in rest):
        fold = functools.partial(_intersection, second=True)
    for other in rest:
        pair = [_side(made), _side(other)]
        made = _result(fold(*pair), _recipe(method, (made, other), pair) if len(rest) == 1 else None)
    return made if rest else _result(_whole(_side(made)), None)


def _new(fold: Callable[[Any, Any], Columns], method: str) -> Callable[..., Any]:
    def operation(*sets: Any) -> Any:
        return _folded(fold, method, sets)

    return operation


def _in_place(fold: Callable[[Any, Any], Columns], method: str) -> Callable[..., Any]:
    def operation(items: TracedSet, *others: Any) -> Any:
        made = _folded(fold, method, (items, *others)) if others else items
        if made is not items:
            items.keyed = made.keyed
            set.clear(items)
        return items

    return operation


def _question(ask: Callable[[Any, Any], Any], *, turned: bool = False) -> Callable[..., Any]:
    def question(one: Any, two: Any) -> Any:
        sides = _side(one), _side(two)
        return ask(*(sides[::-1] if turned else sides))

    return question


def _copied(items: TracedSet) -> TracedSet:
    side = _side(items)
    assert side is not None
    made = TracedSet()
    recipe = _recipe("copy", (items,), [side])
    become(made, dataclasses.replace(side, shrank=True, recipe=recipe))
    return made


_FOLDS = {
    "union": ("or", _union),
    "intersection": ("and", _intersection),
    "difference": ("sub", _difference),
    "symmetric_difference": ("xor", _symmetric_difference),
}

OPERATIONS: dict[str, Callable[..., Any]] = {
    "copy": _copied,
    "isdisjoint": _question(_is_disjoint),
    "issubset": _question(_is_subset),
    "issuperset": _question(_is_subset, turned=True),
    "__le__": _question(_is_subset),
    "__lt__": _question(_is_proper_subset),
    "__ge__": _question(_is_subset, turned=True),
    "__gt__": _question(_is_proper_subset, turned=True),
    "__eq__": _question(_is_same),
}
"""By name: what a set does where members are data, given sets, frozensets, dicts or views of keys."""

for _name, (_short, _fold) in _FOLDS.items():
    _update = "update" if _name == "union" else f"{_name}_update"
    OPERATIONS[_name] = _new(_fold, _name)
    OPERATIONS[_update] = _in_place(_fold, _update)
    OPERATIONS[f"__{_short}__"] = _new(_fold, _name)
    OPERATIONS[f"__i{_short}__"] = _in_place(_fold, _update)
