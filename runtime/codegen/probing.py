"""Writes the search for a key in a hash table, and how its arrays become longer."""

from __future__ import annotations

from collections.abc import Sequence

from autograph.runtime.codegen.emitter import Emitter
from autograph.runtime.codegen.growing import handed_on
from autograph.runtime.codegen.ranges import LARGEST_SIZE, Range
from autograph.runtime.codegen.values import stored_array
from autograph.runtime.graph import Node, Value

__all__ = [
    "MIXER", "SHIFT", "SHIFT_MASK", "column_room", "find_key", "find_keys", "index_of", "index_room",
    "last_live", "live_room",
]  # fmt: skip

MIXER = -7046029254386353131
"""What words are multiplied by: 2**64 divided by the golden ratio."""
SHIFT = 5
"""By how many bits a hash is shifted at each slot that is tried."""
SHIFT_MASK = 2 ** (64 - SHIFT) - 1
"""Makes a shift one of an unsigned number."""


def _whole(text: str, value: Value) -> str:
    """Return a number of a key as a number of 64 bits."""
    wide = "float64" if value.type.dtype.kind == "f" else "int64"
    return text if value.type.dtype.name == wide else f"{wide}({text})"


def _hash(parts: Sequence[str], values: Sequence[Value]) -> str:
    """Return the expression of a key's hash, as `key_hash` of the ops has it."""
    words = [
        f"key_bits({part})" if value.type.dtype.kind == "f" else part
        for part, value in zip(parts, values, strict=True)
    ]
    if len(words) == 1:
        return words[0]
    text = "0"
    for word in words:
        text = f"mix({text}, {word})"
    return text


def _start(emit: Emitter, hashed: str, size: str) -> tuple[str, str]:
    """Write which slot is tried first; return its variable, and that of the bits that pick the others."""
    shift = emit.assign(hashed, "", "shift")
    return emit.assign(f"{shift} & ({size} - 1)", "", "slot"), shift


def _step(emit: Emitter, slot: str, shift: str, size: str) -> None:
    """Write which slot is tried next."""
    emit.line(f"{shift} = ({shift} >> {SHIFT}) & {SHIFT_MASK}")
    emit.line(f"{slot} = (5 * {slot} + {shift} + 1) & ({size} - 1)")


def find_key(emit: Emitter, node: Node) -> None:
    """Write the search: the slot where it ends, and the entry's place or -1."""
    index, *rest = node.inputs
    columns, key = rest[: len(rest) // 2], rest[len(rest) // 2 :]
    table, size = emit.stored(index), emit.array(index).dims[0]
    names = [emit.stored(column) for column in columns]
    parts = [emit.simple(_whole(emit.variable(part), part)) for part in key]
    slot, entry = _searched(emit, (table, size), list(zip(names, columns, strict=True)), (parts, key))
    emit.bind_scalar(node.outputs[0], slot, range_=Range(0, LARGEST_SIZE))
    place = emit.assign(f"{entry} - 1", "", "place")
    emit.bind_scalar(node.outputs[1], place, range_=Range(-1, LARGEST_SIZE))


def _searched(
    emit: Emitter,
    index: tuple[str, str],
    columns: Sequence[tuple[str, Value]],
    key: tuple[Sequence[str], Sequence[Value]],
) -> tuple[str, str]:
    """Write the search for a key; return the variables of the slot where it ends, and of what is there.

    Parameters
    ----------
    index : tuple of str
        The table and its size.
    columns : sequence of (str, Value)
    key : tuple
        Its parts as 64-bit numbers, and the values that they are of.
    """
    table, size = index
    parts, values = key
    slot, shift = _start(emit, _hash(parts, values), size)
    entry = emit.assign(f"{table}[{slot}]", "", "entry")
    with emit.block(f"while {entry} != 0:"):
        same = " and ".join(
            f"{_whole(f'{name}[{entry} - 1]', column)} == {part}"
            for (name, column), part in zip(columns, parts, strict=True)
        )
        with emit.block(f"if {entry} > 0 and {same}:"):
            emit.line("break")
        _step(emit, slot, shift, size)
        emit.line(f"{entry} = {table}[{slot}]")
    return slot, entry


def find_keys(emit: Emitter, node: Node) -> None:
    """Write the search for many keys: each one's place, or -1."""
    index, *rest = node.inputs
    columns, keys = rest[: len(rest) // 2], rest[len(rest) // 2 :]
    table, size = emit.stored(index), emit.array(index).dims[0]
    held = [(emit.stored(column), column) for column in columns]
    wanted = [emit.stored(key) for key in keys]
    result = node.outputs[0]
    dims = emit.dims(result, emit.array(keys[0]).dims)
    made = emit.allocate(dims, result.type.dtype, result.hint)
    with emit.nest(dims) as (place,):
        parts = [
            emit.assign(_whole(f"{name}[{place}]", key), "", "key")
            for name, key in zip(wanted, keys, strict=True)
        ]
        _, entry = _searched(emit, (table, size), held, (parts, keys))
        emit.line(f"{made}[{place}] = {entry} - 1")
    emit.env[result] = stored_array(made, dims)


def _needed(emit: Emitter, live: Value, count: Value) -> tuple[str, str]:
    """Return the size of the columns, and what it becomes where they are full."""
    size = emit.array(live).dims[0]
    return size, f"({size} if 2 * {emit.variable(count)} <= {size} else 2 * {size})"


def column_room(emit: Emitter, node: Node) -> None:
    """Write that a column, where it is full, becomes one of the living entries with room for more."""
    x, live, count, used = node.inputs
    size, room = _needed(emit, live, count)
    old, alive, end = emit.stored(x), emit.stored(live), emit.variable(used)
    with handed_on(emit, node, f"{end} >= {size}") as made:
        room = emit.assign(room, "", "room")
        fresh = made([room])
        kept = emit.assign("0", "", "kept")
        with emit.nest([end]) as (place,), emit.block(f"if {alive}[{place}]:"):
            emit.line(f"{fresh}[{kept}] = {old}[{place}]")
            emit.line(f"{kept} = {kept} + 1")
        with emit.nest([f"{room} - {kept}"], first=kept) as (place,):
            emit.line(f"{fresh}[{place}] = 0")


def live_room(emit: Emitter, node: Node) -> None:
    """Write that, where the columns are full, just the entries in use live in the new ones."""
    live, count, used = node.inputs
    size, room = _needed(emit, live, count)
    with handed_on(emit, node, f"{emit.variable(used)} >= {size}") as made:
        room = emit.assign(room, "", "room")
        fresh = made([room])
        with emit.nest([room]) as (place,):
            emit.line(f"{fresh}[{place}] = {place} < {emit.variable(count)}")


def index_room(emit: Emitter, node: Node) -> None:
    """Write that, where the columns were full and are new ones, their index is made anew."""
    _, live, count, used, *columns = node.inputs
    size, room = _needed(emit, live, count)
    names = [emit.stored(column) for column in columns]
    with handed_on(emit, node, f"{emit.variable(used)} >= {size}") as made:
        slots = emit.assign(f"2 * {room}", "", "slots")
        fresh = made([slots])
        _fill(emit, (fresh, slots), list(zip(names, columns, strict=True)), emit.variable(count))


def _fill(emit: Emitter, index: tuple[str, str], columns: Sequence[tuple[str, Value]], count: str) -> None:
    """Write that a new index becomes that of the first entries in some columns."""
    table, slots = index
    with emit.nest([slots]) as (place,):
        emit.line(f"{table}[{place}] = 0")
    with emit.nest([count]) as (place,):
        parts = [emit.simple(_whole(f"{name}[{place}]", column)) for name, column in columns]
        slot, shift = _start(emit, _hash(parts, [column for _, column in columns]), slots)
        with emit.block(f"while {table}[{slot}] != 0:"):
            _step(emit, slot, shift, slots)
        emit.line(f"{table}[{slot}] = {place} + 1")


def index_of(emit: Emitter, node: Node) -> None:
    """Write the index of the entries in columns."""
    columns = node.inputs
    held = [(emit.stored(column), column) for column in columns]
    count = emit.array(columns[0]).dims[0]
    slots = emit.assign("16", "", "slots")
    with emit.block(f"while {slots} <= 2 * {count}:"):
        emit.line(f"{slots} = 2 * {slots}")
    result = node.outputs[0]
    dims = emit.dims(result, [slots])
    made = emit.allocate(dims, result.type.dtype, result.hint)
    _fill(emit, (made, dims[0]), held, count)
    emit.env[result] = stored_array(made, dims)


def last_live(emit: Emitter, node: Node) -> None:
    """Write the search for the last entry that lives."""
    live, used = node.inputs
    alive = emit.stored(live)
    place = emit.assign(f"{emit.variable(used)} - 1", "", "place")
    with emit.block(f"while {place} >= 0 and not {alive}[{place}]:"):
        emit.line(f"{place} = {place} - 1")
    emit.bind_scalar(node.outputs[0], place, range_=Range(-1, LARGEST_SIZE))
