"""What a dict does once data is a key."""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable
from typing import Any

from autograph.runtime.types import ArrayType
from autograph.tracing.heaps import arrange, either, has_lists, kept, refers
from autograph.tracing.key_joins import joined_key, joined_value
from autograph.tracing.key_table import (
    entries,
    find,
    last_removed,
    removed,
    table_from,
    value_at,
    with_value,
)
from autograph.tracing.keyed import Keyed, KeyedContainer, handle_in, is_keyed
from autograph.tracing.labels import code_of, decoded, labels_in, told_apart, whats_in
from autograph.tracing.nothing import NOTHING
from autograph.tracing.spec import Number, Sequence
from autograph.tracing.staged_errors import never
from autograph.tracing.tensor import Tensor, need_value, settle
from autograph.tracing.text import Text
from autograph.tracing.trace import Restart, Untraceable, current, emit, forgo
from autograph.tracing.traced_dict import DictView, TracedDict, is_chosen, on_its_own
from autograph.tracing.traced_list import Grown, TracedList
from autograph.tracing.traced_set import TracedSet

__all__ = [
    "contains", "for_each", "get", "get_item", "is_apart", "length", "list_there", "list_under",
    "listed",
    "missing", "pop", "pop_last", "present",
    "put",
    "set_default", "truth", "update",
]  # fmt: skip


def length(container: KeyedContainer) -> Any:
    """Return the number of entries: an int, or a Python int of the program."""
    return container.keyed.count if container.keyed is not None else len(container)  # type: ignore[arg-type]


# -- the table of a dict or set ----------------------------------------------------------------------------


def refused(container: KeyedContainer, key: Any, problem: Untraceable) -> BaseException:
    """Return what to raise where a container and a key cannot lie in arrays."""
    if container.keyed is not None:
        return container.refusal(problem)
    handle = handle_in(key)
    found = need_value(handle, "as a key") if handle is not None else problem
    return found if isinstance(found, Restart) else problem


def become(container: Any, held: Keyed) -> None:
    """Let a dict or set hold its entries in arrays."""
    kind: Any = dict if isinstance(container, TracedDict) else set
    container.keyed = held
    kind.clear(container)


def _known(container: Any) -> tuple[tuple[Any, ...], tuple[Any, ...] | None]:
    """Return the keys and values of a container whose keys are known."""
    if isinstance(container, TracedDict):
        found = container.known_items()
        return tuple(found), tuple(found.values())
    return tuple(set.__iter__(container)), None


def table_for(container: Any, key: Any, *value: Any) -> Keyed:
    """Return what a container holds in arrays, such that an entry more fits in.

    Raises
    ------
    Restart, Untraceable
        If there are no such arrays.
    """
    try:
        if container.keyed is not None:
            joined_key((key,), container.keyed.keys.element)
            held: Keyed = container.keyed
            if held.values is not None:
                joined_value(value, held.values.element)
            return held
        if has_lists(container):
            arrange(container)
            return table_for(container, key, *value)
        keys, values = _known(container)
        element = None if values is None else joined_value((*values, *value))
        shrank = values is None and not container.known_members().ordered
        return table_from(keys, joined_key((*keys, key)), values, element, shrank=shrank)
    except Untraceable as problem:
        raise refused(container, key, problem) from None


def as_number(key: Any) -> Any:
    """Return a key that may be None or another object as the number that it is; the run is staked on that."""
    if isinstance(key, Tensor) and not is_chosen(key):
        kinds = [a.what for a in key.alternatives if isinstance(a.what, ArrayType)]
        return key if len(kinds) == len(key.alternatives) else settle(key, keep=tuple(kinds))
    return key


def search(container: Any, key: Any) -> tuple[Keyed, Any, Any] | None:
    """Return a container's table, the slot where the search for a key ends, and its place or -1.

    None for a container that is known to be empty.
    """
    if handle_in(key) is None:
        hash(key)
    key, held = as_number(key), container.keyed
    try:
        if held is None:
            keys, values = _known(container)
            if not keys:
                return None
            if has_lists(container):
                arrange(container)
                return search(container, key)
            element = None if values is None else joined_value(values)
            held = table_from(keys, joined_key(keys), values, element, shrank=False)
        slot, place = find(held, key)
    except Untraceable as problem:
        raise refused(container, key, problem) from None
    return held, slot, place


# -- exceptions --------------------------------------------------------------------------------------------


def raise_missing(key: Any, missing: Any) -> None:
    """Stage the KeyError of a key that is not there."""
    trace = current()
    assert trace is not None
    if missing is True and trace.region is trace.root:
        raise Untraceable("AG302", "it always raises KeyError")
    handles: list[Tensor] = []
    recipe = _recipe(key, handles)
    emit("raise_if", missing, *handles, exception=lambda *values: KeyError(recipe(values)), name="KeyError")
    if missing is True:
        trace.region.terminated = True


def _recipe(key: Any, handles: list[Tensor]) -> Callable[[Any], Any]:
    """Return what makes a key of the values of its handles."""
    if isinstance(key, Text) or (labels_in(key) is not None and handle_in(key) is not None):
        label: Any = joined_key((key,))
        code = code_of(key, label)
        if not isinstance(code, Tensor):
            return lambda _: whats_in(label, [code])[0]
        handles.append(code)
        number = len(handles) - 1
        return lambda values: _label_in(label, values[number])
    if isinstance(key, Tensor):
        handles.append(key)
        number = len(handles) - 1
        return lambda values: values[number]
    if isinstance(key, tuple):
        parts = [_recipe(part, handles) for part in key]
        kind: Any = type(key)
        if hasattr(kind, "_fields"):
            return lambda values: kind(*(part(values) for part in parts))
        return lambda values: tuple(part(values) for part in parts)
    return lambda values: key


def _label_in(spec: Any, code: Any) -> Any:
    """Return the label that has a number, known or of a program that catches the exception."""
    trace = current()
    if not isinstance(code, Tensor) or trace is None:
        return whats_in(spec, [code])[0]
    return decoded(spec, code, trace.region)


def present(container: Any, key: Any) -> tuple[Keyed, Any, Any] | None:
    """Return what `search` does for a key that must be there; None where an empty container has none.

    Raises
    ------
    Untraceable
        If data does not decide whether the program comes here, and the key is never there.
    """
    found = search(container, key)
    raise_missing(key, True if found is None else operator.lt(found[2], 0))
    return found


# -- what a dict does --------------------------------------------------------------------------------------


def for_each(call: Callable[..., Any], key: Any, *rest: Any) -> Any:
    """Return ``call(key, *rest)`` for a key that data chooses among objects: staged for each of them."""
    from autograph.tracing.alternatives import apart  # noqa: PLC0415  (alternatives are made of dicts, too)

    return apart(lambda chosen: call(chosen, *rest), key)


def is_apart(container: Any, key: Any, *, adds: bool = False) -> bool:
    """Whether what is done with a key that data chooses is staged for each of the objects that it may be.

    It is where the keys of the container are known, and what is done adds none.
    """
    found = labels_in(key)
    if found is None:
        return True
    return container.keyed is None and not (
        adds and any(what not in _known(container)[0] for what, _ in found)
    )


def contains(container: Any, key: Any) -> Any:
    """Return ``key in container``."""
    if is_chosen(key) and is_apart(container, key):
        return for_each(functools.partial(_contains_known, container), key)
    found = search(container, key)
    return False if found is None else operator.ge(found[2], 0)


def missing(key: Any) -> Any:
    """Raise what a dict raises that has no such key, or stage it where data decides."""
    return never(KeyError(key))


def _contains_known(container: Any, key: Any) -> Any:
    return contains(container, key) if is_keyed(container) else key in container


def get_item(items: TracedDict, key: Any) -> Any:
    """Return ``items[key]``."""
    found = present(items, key)
    return NOTHING if found is None else value_at(found[0], found[2])


def get(items: TracedDict, key: Any, default: Any = None) -> Any:
    """Return ``items.get(key, default)``."""
    from autograph.operators.truth import if_exp  # noqa: PLC0415  (operators are made of dicts)

    found = search(items, key)
    if found is None:
        return default
    held, _, place = found
    there: Any = operator.ge(place, 0)
    if refers(items):
        return either(items, there, lambda: value_at(held, place), default)
    return if_exp(there, lambda: value_at(held, place), lambda: default)


def put(items: TracedDict, key: Any, value: Any) -> None:
    """Do ``items[key] = value``."""
    key, value = as_number(key), kept(items, value)
    become(items, with_value(table_for(items, key, value), key, value))


def set_default(items: TracedDict, key: Any, default: Any = None) -> Any:
    """Return ``items.setdefault(key, default)``."""
    from autograph.operators.truth import if_exp  # noqa: PLC0415  (operators are made of dicts)

    if isinstance(default, TracedList):
        return list_under(items, key, lambda: default)

    def added() -> Any:
        put(items, key, default)
        return default

    return if_exp(contains(items, key), lambda: get_item(items, key), added)


def list_under(items: TracedDict, key: Any, make: Callable[[], Any]) -> Any:
    """Return the list that is the value of a key; where there is none, what `make` makes becomes it."""
    from autograph.operators.truth import if_exp  # noqa: PLC0415  (operators are made of dicts)

    if_exp(contains(items, key), lambda: None, lambda: put(items, key, make()))
    return get_item(items, key)


def list_there(items: TracedDict, key: Any) -> Any:
    """Return the list that is the value of a key; the run is staked on there being one."""
    there = contains(items, key)
    if there is False:
        forgo(_NO_LIST)
        return NOTHING
    emit("assume", there, reason=_NO_LIST)
    return get_item(items, key)


_NO_LIST = "a dict of lists from outside gets another one"


def pop(items: TracedDict, key: Any, *default: Any) -> Any:
    """Return ``items.pop(key, *default)``."""
    from autograph.operators.truth import if_exp  # noqa: PLC0415  (operators are made of dicts)

    if default:
        there = contains(items, key)
        if refers(items):
            return either(items, there, lambda: pop(items, key), default[0])
        return if_exp(there, lambda: pop(items, key), lambda: default[0])
    found = present(items, key)
    if found is None:
        return NOTHING
    held, slot, place = found
    value = value_at(held, place)
    become(items, removed(held, slot, place))
    return value


def pop_last(items: TracedDict) -> Any:
    """Return ``items.popitem()``."""
    held = items.keyed
    assert held is not None
    emit("raise_if", operator.eq(held.count, 0), exception=_nothing_to_pop, name="KeyError")
    key, value, left = last_removed(held)
    become(items, left)
    return key, value


def _nothing_to_pop() -> KeyError:
    return KeyError("popitem(): dictionary is empty")


def update(items: TracedDict, *others: Any, **named: Any) -> None:
    """Do ``items.update(*others, **named)``."""
    from autograph.operators.iteration import is_data  # noqa: PLC0415  (operators are made of dicts)

    for other in map(on_its_own, others):
        pairs = other.items() if isinstance(other, dict) else other
        if is_data(pairs):
            _update_by_rounds(items, pairs)
        elif isinstance(other, dict):
            for key, value in pairs:
                items[key] = value
        else:
            for pair in pairs:
                key, value = pair
                items[key] = value
    for name, value in named.items():
        items[name] = value


def _update_by_rounds(items: TracedDict, pairs: Any) -> None:
    from autograph.operators.control import each  # noqa: PLC0415  (operators are made of dicts)

    for key, value in each(pairs):
        items[key] = value


# -- all entries -------------------------------------------------------------------------------------------


def listed(container: Any) -> Grown:
    """Return the keys of a dict, the members of a set, or what a view gives, as what a list holds."""
    held = container.keyed
    assert held is not None
    part = container.part if isinstance(container, DictView) else "keys"
    if part == "items":
        keys, values = told_apart(entries(held, held.keys)), entries(held, held.values)
        pair = Sequence(tuple, (keys.element, values.element))
        return Grown(pair, keys.count, keys.buffers + values.buffers)
    return told_apart(entries(held, held.keys)) if part == "keys" else entries(held, held.values)


def as_list(container: Any) -> TracedList:
    """Return a new list of what a dict, set or view in arrays gives."""
    made = TracedList()
    made.own = listed(container)
    return made


def holds_ints(items: TracedSet) -> bool:
    """Whether the members of a set in arrays are ints of one type."""
    key = items.keyed.keys.element if items.keyed is not None else None
    return isinstance(key, Number) and key.type is not None and key.type.dtype.kind in "biu"


def truth(container: Any) -> Any:
    """Return whether a dict, set or view holds something."""
    return operator.gt(length(container), 0)


def is_view_or_dict(value: Any) -> bool:
    """Whether `value` is a dict in arrays, or a view of one."""
    return isinstance(value, TracedDict | DictView) and value.keyed is not None


def is_any(value: Any) -> bool:
    """Whether `value` is a dict or set in arrays, or a view of one."""
    return is_view_or_dict(value) or (isinstance(value, TracedSet) and is_keyed(value))
