"""A dict or set in arrays: keys found, entries added and deleted, each by a few ops of the graph."""

from __future__ import annotations

import dataclasses
import operator
from collections.abc import Iterable
from typing import Any

import numpy as np

from autograph.runtime.ops.keys import new_index
from autograph.runtime.types import ArrayType
from autograph.tracing.encoding import encode, types_of
from autograph.tracing.flags import both
from autograph.tracing.key_joins import joined_key, joined_value
from autograph.tracing.keyed import Keyed
from autograph.tracing.keying import Label
from autograph.tracing.labels import is_label, known_code
from autograph.tracing.lists import element, grown_from, stored, used
from autograph.tracing.recasting import widened
from autograph.tracing.spec import Number, Sequence, Spec
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import Untraceable, emit, zero
from autograph.tracing.traced_list import Grown

__all__ = [
    "assume_same_keys",
    "entries",
    "find",
    "gathered",
    "last_removed",
    "main_columns",
    "placed",
    "places_in",
    "refuse_nan",
    "removed",
    "table_from",
    "value_at",
    "widened_table",
    "with_keys",
    "with_value",
]

_SMALLEST = 8


def main_columns(spec: Spec, operands: Any) -> list[Any]:
    """Return of the operands of a key the numbers themselves, without what says of which type they are."""
    return [operand for operand, main in zip(operands, _is_main(spec), strict=True) if main]


def _is_main(spec: Spec) -> list[bool]:
    if isinstance(spec, Sequence):
        return [main for item in spec.items for main in _is_main(item)]
    return [place == 0 for place, _ in enumerate(types_of(spec))]


def refuse_nan(operands: Iterable[Any]) -> None:
    """Stake the run on no key's being nan, which is found by its identity alone."""
    for operand in operands:
        if isinstance(operand, Tensor):
            if operand.type.dtype.kind == "f":
                same = emit("to_python", emit("equal", operand, operand), type=bool)
                emit("assume", same, reason="nan is a key")
        elif isinstance(operand, float | np.floating) and np.isnan(operand):
            raise Untraceable("AG105", "nan is a key")


# -- whole tables ------------------------------------------------------------------------------------------


def table_from(
    keys: tuple[Any, ...], key: Spec, values: tuple[Any, ...] | None, element_: Spec | None, *, shrank: bool
) -> Keyed:
    """Return entries with known keys as a table."""
    size = _SMALLEST
    while size <= len(keys):
        size *= 2
    made = [_columns(keys, key, size)]
    if values is not None:
        assert element_ is not None
        made.append(_columns(values, element_, size))
    index = emit("copy", new_index(_known_columns(keys, key), len(keys), size))
    live = emit("copy", np.arange(size) < len(keys))
    return Keyed(made[0], made[1] if values is not None else None, len(keys), index, live, shrank)


def _known_columns(keys: tuple[Any, ...], spec: Spec) -> list[np.ndarray[Any, Any]]:
    types = main_columns(spec, types_of(spec))
    made = []
    for place, type_ in enumerate(types):
        numbers = [_numbers_in(key)[place] for key in keys]
        refuse_nan(numbers)
        made.append(np.array(numbers, type_.dtype))
    return made


def _numbers_in(key: Any) -> list[Any]:
    if isinstance(key, tuple):
        return [number for item in key for number in _numbers_in(item)]
    return [known_code(key) if is_label(key) else key]


def _columns(items: tuple[Any, ...], spec: Spec, size: int) -> Grown:
    """Return known items in columns of that size."""
    if items:
        padded = grown_from(items + items[:1] * (size - len(items)), spec)
        return dataclasses.replace(padded, count=len(items))
    buffers = (emit("full", size, _nothing(type_), dtype=type_.dtype) for type_ in types_of(spec))
    return Grown(spec, 0, tuple(buffers))


def _nothing(type_: ArrayType) -> Any:
    return zero(type_.with_(kind="scalar"))


def widened_table(held: Keyed, key: Spec, element_: Spec | None, *, shrank: bool = False) -> Keyed:
    """Return a table whose keys and values can be more than they could before."""
    keys, values = _widened(held.keys, key, held.live), held.values
    if values is not None:
        assert element_ is not None
        values = _widened(values, element_, held.live)
    return dataclasses.replace(held, keys=keys, values=values, shrank=held.shrank or shrank)


def with_keys(held: Keyed, key: Spec) -> Keyed:
    """Return a table whose keys can be more than they could before."""
    return widened_table(held, key, None if held.values is None else held.values.element)


def _widened(columns: Grown, spec: Spec, live: Tensor) -> Grown:
    if columns.buffers or columns.element == spec:
        return widened(columns, spec)
    made = widened(dataclasses.replace(columns, count=emit("size", live, axis=0)), spec)
    return dataclasses.replace(made, count=columns.count)


def entries(held: Keyed, columns: Grown | None) -> Grown:
    """Return the living entries' part of a table's columns, which has them, as the items of a list."""
    assert columns is not None
    if not held.shrank:
        return dataclasses.replace(columns, count=held.count)
    live = held.live[: held.used]
    buffers = tuple(buffer[: held.used][live] for buffer in columns.buffers)
    return dataclasses.replace(columns, count=held.count, buffers=buffers)


def assume_same_keys(before: Any, after: Any) -> None:
    """Stake the run on a dict's having the keys that it had before."""
    if not (isinstance(before, Keyed) and isinstance(after, Keyed)):
        raise Untraceable("AG105", "a dict is changed while it is iterated")
    counts = [(before.count, after.count)]
    if after.shrank:
        counts.append((before.used, after.used))
    for one, two in counts:
        if one is not two:
            emit("assume", operator.eq(one, two), reason="a dict's keys change while it is iterated")


# -- single keys -------------------------------------------------------------------------------------------


def places_in(held: Keyed, keys: Grown) -> Any:
    """Return for each of many keys, which are of the table's kind, its entry's place or -1."""
    wanted = [used(keys, buffer) for buffer in keys.buffers]
    spec = held.keys.element
    columns = (*main_columns(spec, held.keys.buffers), *main_columns(keys.element, wanted))
    return emit("find_keys", held.index, *columns)


def gathered(spec: Spec, columns: list[Any]) -> Keyed:
    """Return a table, that of a set, of keys in columns, no two of which are equal."""
    index = emit("index_of", *main_columns(spec, columns))
    count = emit("size", columns[0], axis=0)
    size = operator.floordiv(emit("size", index, axis=0), 2)
    buffers = []
    for column in columns:
        blank = emit("full", size, column.type.dtype.type(0), dtype=column.type.dtype)
        buffers.append(emit("set_item", blank, column, count, index=(("slice", False, True, None),)))
    live = emit("less", emit("arange", 0, size, 1, dtype=np.dtype(np.int64)), count)
    return Keyed(Grown(spec, count, tuple(buffers)), None, count, index, live, shrank=True)


def find(held: Keyed, key: Any) -> tuple[Any, Any]:
    """Return the slot where the search for a key ends, and its entry's place or -1."""
    spec = joined_key((key,), held.keys.element)
    operands = main_columns(spec, encode(key, spec))
    columns = main_columns(held.keys.element, held.keys.buffers)
    is_int: Any = True
    for number, (operand, column) in enumerate(zip(operands, columns, strict=True)):
        if column.type.dtype.kind != "f" and _is_float(operand):
            whole, operands[number] = _as_int(operand)
            is_int = both(is_int, whole)
    slot, place = _search(held, operands)
    return slot, place if is_int is True else emit("select_scalar", is_int, place, -1)


def _is_float(operand: Any) -> bool:
    if isinstance(operand, Tensor):
        return operand.type.dtype.kind == "f"
    return isinstance(operand, float | np.floating)


def _as_int(number: Any) -> tuple[Any, Any]:
    """Return whether a float is an int of 64 bits, and that int or 0."""
    if not isinstance(number, Tensor):
        known = abs(number) < 2**63 and int(number) == number
        return known, int(number) if known else 0
    small = both(operator.lt(number, 2.0**63), operator.gt(number, -(2.0**63)))
    inside = emit("select_scalar", small, number, zero(number.type))
    whole = emit("to_python", inside, type=int)
    return both(small, operator.eq(inside, np.floor(inside))), whole


def _search(held: Keyed, operands: list[Any]) -> tuple[Any, Any]:
    refuse_nan(operands)
    columns = main_columns(held.keys.element, held.keys.buffers)
    slot, place = emit("find_key", held.index, *columns, *operands)
    return slot, place


def _with_room(held: Keyed) -> Keyed:
    """Return the table with room for an entry more."""
    return _compacted(held, held.used)


def _without_many_dead(held: Keyed) -> Keyed:
    """Return the table with its dead entries left out, if they are more than those that live."""
    many: Any = operator.gt(held.used, 2 * held.count + _SMALLEST)
    return _compacted(held, emit("select_scalar", many, emit("size", held.live, axis=0), held.used))


def _compacted(held: Keyed, full: Any) -> Keyed:
    """Return the table with its living entries alone and room for more, if by `full` all are in use."""
    counts = held.live, held.count, full

    def roomy(columns: Grown) -> Grown:
        return dataclasses.replace(
            columns,
            count=used,
            buffers=tuple(emit("column_room", buffer, *counts) for buffer in columns.buffers),
        )

    used = held.used
    if held.shrank:
        is_full: Any = operator.ge(full, emit("size", held.live, axis=0))
        used = emit("select_scalar", is_full, held.count, used)
    keys = roomy(held.keys)
    values = None if held.values is None else roomy(held.values)
    index = emit("index_room", held.index, *counts, *main_columns(keys.element, keys.buffers))
    live = emit("live_room", *counts)
    return Keyed(keys, values, held.count, index, live, held.shrank)


def placed(held: Keyed, key: Any) -> tuple[Keyed, Any]:
    """Return the table with an entry for a key, and the entry's place; its value is to be stored."""
    spec = joined_key((key,), held.keys.element)
    held = _with_room(with_keys(held, spec))
    operands = encode(key, spec)
    slot, found = _search(held, main_columns(spec, operands))
    missing: Any = operator.lt(found, 0)
    place = emit("select_scalar", missing, held.used, found)
    buffers = tuple(
        emit("set_item", buffer, _kept(spec, missing, operand, buffer, place), place, index=(("int",),))
        for buffer, operand in zip(held.keys.buffers, operands, strict=True)
    )
    count = emit("select_scalar", missing, held.count + 1, held.count)
    used = emit("select_scalar", missing, held.used + 1, held.used) if held.shrank else count
    values = None if held.values is None else dataclasses.replace(held.values, count=used)
    made = Keyed(
        Grown(spec, used, buffers),
        values,
        count,
        emit("set_item", held.index, place + 1, slot, index=(("int",),)),
        emit("set_item", held.live, True, place, index=(("int",),)),
        held.shrank,
    )
    return made, place


def _kept(spec: Spec, missing: Any, operand: Any, buffer: Tensor, place: Any) -> Any:
    """Return what a column of keys holds for an entry: a key that is there stays, be it 0.0 or -0.0."""
    is_one = isinstance(spec, Number | Label) and len(types_of(spec)) == 1
    exact = is_one and buffer.type.dtype.kind != "f"
    if exact:
        return operand
    old = emit("get_item", buffer, place, index=(("int",),))
    new = emit("to_numpy", operand, dtype=buffer.type.dtype)
    return emit("select_scalar", missing, new, old)


def with_value(held: Keyed, key: Any, value: Any) -> Keyed:
    """Return the table with a value for a key."""
    assert held.values is not None
    spec = joined_value((value,), held.values.element)
    held = widened_table(held, held.keys.element, spec)
    made, place = placed(held, key)
    assert made.values is not None
    return dataclasses.replace(made, values=stored(made.values, place, value))


def value_at(held: Keyed, place: Any) -> Any:
    """Return the value of the entry at a place."""
    assert held.values is not None
    return element(held.values, place)


def last_removed(held: Keyed) -> tuple[Any, Any, Keyed]:
    """Return the key and the value of the last entry, and the table without it; there is one."""
    held = _without_many_dead(held) if held.shrank else held
    place = emit("last_live", held.live, held.used) if held.shrank else held.count - 1
    key, value = element(held.keys, place), value_at(held, place)
    slot, _ = find(held, key)
    return key, value, removed(held, slot, place)


def removed(held: Keyed, slot: Any, place: Any) -> Keyed:
    """Return the table without the entry at a place, which was found in that slot."""
    return dataclasses.replace(
        held,
        count=held.count - 1,
        index=emit("set_item", held.index, -1, slot, index=(("int",),)),
        live=emit("set_item", held.live, False, place, index=(("int",),)),
        shrank=True,
        recipe=None,
    )
