"""`copy.copy` and `copy.deepcopy` of what a program that is traced holds."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import numpy as np

from autograph import streams
from autograph.operators.algorithms import traced
from autograph.operators.own_methods import converted_now
from autograph.runtime.types import is_python_scalar
from autograph.tracing.alternatives import apart
from autograph.tracing.choice import Choice
from autograph.tracing.containers import TracedDict, TracedList, TracedSet, contents, register, restore
from autograph.tracing.dict_records import DictRecord, entered
from autograph.tracing.lists import has_arrays, has_lists, heaps_in
from autograph.tracing.own_classes import class_of
from autograph.tracing.spec import Listing
from autograph.tracing.tensor import Tensor, settle
from autograph.tracing.trace import Untraceable, emit
from autograph.tracing.watching import is_own_object

__all__ = ["COPIES", "deep"]

_lists = traced(streams.copies)
_HOOKS = (
    "__copy__", "__deepcopy__",
    "__reduce__", "__reduce_ex__", "__getstate__", "__setstate__", "__getnewargs__",
)  # fmt: skip
"""How a class says what its copies are."""


def shallow(value: Any) -> Any:
    """Return ``copy.copy(value)``."""
    if isinstance(value, Choice):
        return apart(shallow, value)
    if isinstance(value, TracedList | TracedDict | TracedSet | DictRecord):
        return value.copy()
    if is_own_object(value):
        return _object(value, "__copy__", lambda item: item)
    return value if isinstance(value, tuple) else _element(value)


def deep(value: Any, known: dict[int, Any] | None = None) -> Any:
    """Return ``copy.deepcopy(value)``.

    Parameters
    ----------
    value : object
    known : dict, optional
        The copies that have been made, by the identity of what they are copies of.
    """
    known = {} if known is None else known
    if id(value) not in known:
        known[id(value)] = _deep(value, known)
    return known[id(value)]


def _deep(value: Any, known: dict[int, Any]) -> Any:
    if isinstance(value, Choice):
        raise Untraceable("AG105", "a deep copy of what data chooses")
    if isinstance(value, TracedList):
        return _deep_list(value, known)
    if isinstance(value, TracedDict):
        return _deep_dict(value, known)
    if isinstance(value, DictRecord):
        return entered(TracedDict([(key, deep(item, known)) for key, item in value.known().items()]))
    if isinstance(value, TracedSet):
        return value.copy()
    if isinstance(value, tuple):
        items = [deep(item, known) for item in value]
        if all(one is two for one, two in zip(items, value, strict=True)):
            return value
        return type(value)(*items) if hasattr(value, "_fields") else tuple(items)
    if is_own_object(value):
        return _object(value, "__deepcopy__", lambda item: deep(item, known))
    return _element(value)


def _deep_list(value: TracedList, known: dict[int, Any]) -> TracedList:
    if value.in_arrays:
        element = value.grown.element  # type: ignore[union-attr]
        if has_arrays(element) or heaps_in(element):
            raise Untraceable("AG105", "a deep copy of a list that others may share elements with")
        if not has_lists(element):
            return value.copy()
        if not isinstance(element, Listing) or has_lists(element.element):
            raise Untraceable("AG105", "a deep copy of lists in lists of lists, or in tuples")
        return _lists(value)  # type: ignore[no-any-return]
    made = value.copy()
    known[id(value)] = made
    for place, item in enumerate(list.__iter__(value)):
        list.__setitem__(made, place, deep(item, known))
    return made


def _deep_dict(value: TracedDict, known: dict[int, Any]) -> TracedDict:
    made: TracedDict = value.copy()
    known[id(value)] = made
    if value.keyed is not None:
        columns = value.keyed.values
        if columns is not None and (has_lists(columns.element) or heaps_in(columns.element)):
            raise Untraceable("AG105", "a deep copy of a dict of lists")
        return made
    for key, item in value.known_items().items():
        dict.__setitem__(made, key, deep(item, known))
    return made


def _object(value: Any, hook: str, copied: Callable[[Any], Any]) -> Any:
    """Return what the class makes as a copy, or an object with copies of the attributes."""
    kind = class_of(value)
    own = [name for name in _HOOKS for owner in kind.__mro__ if owner is not object and name in vars(owner)]
    if own == ["__copy__"] and hook == "__copy__":
        return converted_now(getattr(type(value), hook))(value)
    if own:
        raise Untraceable("AG201", f"`{kind.__qualname__}.{own[0]}` says what a copy is")
    made = register(object.__new__(type(value)))
    restore(made, {name: copied(item) for name, item in contents(value).items()})
    return made


def _element(value: Any) -> Any:
    """Return the copy of an array, or of what need not be copied."""
    if isinstance(value, Tensor):
        value = settle(value)
        return np.copy(value) if value.type.kind == "array" else value
    if type(value) is np.ndarray:
        return emit("copy", value)
    if is_python_scalar(value) or isinstance(value, np.generic | str | bytes | range | type | None):
        return value
    raise Untraceable("AG201", f"`copy` of a {type(value).__qualname__}")


COPIES: dict[Any, Callable[..., Any]] = {copy.copy: shallow, copy.deepcopy: deep}
"""What stands for the functions of `copy` while tracing."""
