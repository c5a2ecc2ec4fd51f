"""What dicts and sets need that arrays do not: finding a key in constant time, and room for more of them.

The entries of a dict lie in columns, one for each number that a key or a value is made of, in the
order in which they came; ``live`` says which were not deleted. The ``index`` is a hash table with
open addressing, twice as long as the columns, a power of two: each slot holds the number of an
entry counted from 1, 0 where there was never one, or -1 where one was deleted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograph.runtime.codegen import probing
from autograph.runtime.ops.base import define
from autograph.runtime.ops.rules import require
from autograph.runtime.types import ArrayType, symbol

__all__ = ["MIXER", "SHIFT", "SHIFT_MASK", "key_hash", "mixed", "new_index"]

Array = np.ndarray[Any, Any]

MIXER = probing.MIXER
SHIFT = probing.SHIFT
SHIFT_MASK = probing.SHIFT_MASK


def _wrapped(number: int) -> int:
    """Return an int as 64 bits hold it."""
    return (number + 2**63) % 2**64 - 2**63


def mixed(so_far: int, word: int) -> int:
    """Return a hash that depends on one word more."""
    product = _wrapped((so_far ^ word) * MIXER)
    return product ^ (product >> 32)


def _word(number: Any) -> int:
    """Return the word of a number; equal numbers have the same, ints and floats among them."""
    if not isinstance(number, float | np.floating):
        return int(number)
    wide = float(number)
    if abs(wide) < 2**63 and int(wide) == wide:
        return int(wide)
    return mixed(0, int(np.float64(wide).view(np.int64)))


def key_hash(numbers: Sequence[Any]) -> int:
    """Return the hash of a key: one int is its own, so that dense keys lie side by side."""
    if len(numbers) == 1:
        return _word(numbers[0])
    result = 0
    for number in numbers:
        result = mixed(result, _word(number))
    return result


def _probed(index: Array, numbers: Sequence[Any]) -> Any:
    """Give the slots where a key may be, one after the other, as CPython tries them."""
    shift = key_hash(numbers)
    slot = shift & (len(index) - 1)
    while True:
        yield slot
        shift = (shift >> SHIFT) & SHIFT_MASK
        slot = (5 * slot + shift + 1) & (len(index) - 1)


def _find_key(index: Array, *rest: Any) -> tuple[int, int]:
    half = len(rest) // 2
    columns, key = rest[:half], rest[half:]
    for slot in _probed(index, key):
        entry = int(index[slot])
        if entry == 0:
            return slot, -1
        if entry > 0 and all(column[entry - 1] == part for column, part in zip(columns, key, strict=True)):
            return slot, entry - 1
    raise AssertionError("unreachable")


def _infer_find_key(index: ArrayType, *rest: ArrayType) -> tuple[ArrayType, ...]:
    half = len(rest) // 2
    require(index.dtype == np.int64 and index.ndim == 1, "the index is a 1-d array of int64")
    require(half > 0 and len(rest) == 2 * half, "a key has as many parts as there are columns")
    for column, part in zip(rest[:half], rest[half:], strict=True):
        require(column.ndim == 1 and part.is_scalar, "columns are 1-d arrays, a key's parts are scalars")
        floats = column.dtype.kind == "f", part.dtype.kind == "f"
        require(floats[0] == floats[1] and column.dtype.kind in "biuf", "keys are ints or floats")
    place = ArrayType(np.dtype(np.int64), (), "python")
    return place, place


define("find_key", infer=_infer_find_key, numpy=_find_key, kernel=probing.find_key)


def _find_keys(index: Array, *rest: Array) -> Array:
    half = len(rest) // 2
    columns, keys = rest[:half], rest[half:]
    places = (index[index > 0] - 1).tolist()
    held = zip(*(column[places].tolist() for column in columns), strict=True)
    known = dict(zip(held, places, strict=True))
    wanted = zip(*(key.tolist() for key in keys), strict=True)
    return np.array([known.get(key, -1) for key in wanted], np.int64)


def _infer_find_keys(index: ArrayType, *rest: ArrayType) -> tuple[ArrayType, ...]:
    half = len(rest) // 2
    keys = rest[half:]
    require(bool(keys) and all(key.ndim == 1 for key in keys), "the keys' parts are 1-d arrays")
    _infer_find_key(index, *rest[:half], *(key.with_(shape=(), kind="scalar") for key in keys))
    return (ArrayType(np.dtype(np.int64), keys[0].shape, "array"),)


define("find_keys", infer=_infer_find_keys, numpy=_find_keys, kernel=probing.find_keys)


def _check_counts(live: ArrayType, *counts: ArrayType) -> None:
    require(live.dtype == np.bool_ and live.ndim == 1, "a bool for each entry says whether it lives")
    for type_ in counts:
        require(type_.kind == "python" and type_.dtype.kind == "i", "the counts are Python ints")


def _longer(x: ArrayType) -> tuple[ArrayType, ...]:
    require(x.kind == "array" and x.ndim == 1, "only a 1-d array can be made longer")
    return (x.with_(shape=(symbol(),), layout="C"),)


def _grown(size: int, count: int) -> int:
    """Return how many entries there is to be room for: no more, if half of what there were are dead."""
    return size if 2 * count <= size else 2 * size


def _infer_room(x: ArrayType, live: ArrayType, count: ArrayType, used: ArrayType) -> tuple[ArrayType, ...]:
    _check_counts(live, count, used)
    return _longer(x)


def _column_room(x: Array, live: Array, count: int, used: int) -> Array:
    if used < len(live):
        return x
    made = np.zeros(_grown(len(live), count), x.dtype)
    made[:count] = x[:used][live[:used]]
    return made


define(
    "column_room",
    infer=_infer_room,
    numpy=_column_room,
    kernel=probing.column_room,
    may_fail=True,
    hands_on=True,
)


def _infer_live_room(live: ArrayType, count: ArrayType, used: ArrayType) -> tuple[ArrayType, ...]:
    _check_counts(live, count, used)
    return _longer(live)


def _live_room(live: Array, count: int, used: int) -> Array:
    if used < len(live):
        return live
    made = np.zeros(_grown(len(live), count), bool)
    made[:count] = True
    return made


define(
    "live_room",
    infer=_infer_live_room,
    numpy=_live_room,
    kernel=probing.live_room,
    may_fail=True,
    hands_on=True,
)


def new_index(columns: Sequence[Array], count: int, size: int) -> Array:
    """Return the index of the first `count` entries, where there is room for `size`."""
    index = np.zeros(2 * size, np.int64)
    for place in range(count):
        key = [column[place] for column in columns]
        slot = next(slot for slot in _probed(index, key) if index[slot] == 0)
        index[slot] = place + 1
    return index


def _index_of(*columns: Array) -> Array:
    """Return the index of the entries in columns, with room for at least one more."""
    count = len(columns[0])
    return new_index(columns, count, max(8, 1 << count.bit_length()))


def _infer_index_of(*columns: ArrayType) -> tuple[ArrayType, ...]:
    require(bool(columns) and all(column.ndim == 1 for column in columns), "columns are 1-d arrays")
    return (ArrayType(np.dtype(np.int64), (symbol(),), "array"),)


define("index_of", infer=_infer_index_of, numpy=_index_of, kernel=probing.index_of)


def _set_order(*columns: Array, width: int, expression: Any) -> Array:
    """Return the places of a set's members in the order in which Python gives them.

    Parameters
    ----------
    columns : sequence of ndarray
        The set's members, as many columns as a member has parts; then those of the sets that it is made of.
    width : int
    expression : int or tuple
        How: the number of one of those sets, to which its members were added one by one; or the name of a
        method and such expressions of the sets that it is called with; nothing for an empty set.
    """
    members, *sets = [
        list(zip(*(column.tolist() for column in columns[start : start + width]), strict=True))
        for start in range(0, len(columns), width)
    ]
    places = {member: place for place, member in enumerate(members)}

    def bare(member: Any) -> Any:
        return member[0] if width == 1 else member

    def evaluate(part: Any) -> Any:
        if isinstance(part, int):
            return set(map(bare, sets[part]))
        if not part:
            return set()
        first, *others = map(evaluate, part[1:])
        made = getattr(set, part[0])(first, *others)
        return first if made is None else made

    found = [places[member if width > 1 else (member,)] for member in evaluate(expression)]
    return np.array(found, np.int64)


def _infer_set_order(*columns: ArrayType, width: int, expression: Any) -> tuple[ArrayType, ...]:
    require(width > 0 and len(columns) % width == 0, "each set has as many columns")
    require(all(column.ndim == 1 for column in columns), "columns are 1-d arrays")
    return (ArrayType(np.dtype(np.int64), columns[0].shape, "array"),)


define("set_order", infer=_infer_set_order, numpy=_set_order)


def _last_live(live: Array, used: int) -> int:
    """Return the place of the last entry that lives, -1 if none does."""
    found = np.flatnonzero(live[:used])
    return int(found[-1]) if len(found) else -1


def _infer_last_live(live: ArrayType, used: ArrayType) -> tuple[ArrayType, ...]:
    _check_counts(live, used)
    return (ArrayType(np.dtype(np.int64), (), "python"),)


define("last_live", infer=_infer_last_live, numpy=_last_live, kernel=probing.last_live)


def _infer_index_room(
    index: ArrayType, live: ArrayType, count: ArrayType, used: ArrayType, *columns: ArrayType
) -> tuple[ArrayType, ...]:
    _check_counts(live, count, used)
    require(bool(columns), "a key has at least one column")
    return _longer(index)


def _index_room(index: Array, live: Array, count: int, used: int, *columns: Array) -> Array:
    """Return the index; a new one where the columns have just been made new."""
    return index if used < len(live) else new_index(columns, count, _grown(len(live), count))


define(
    "index_room",
    infer=_infer_index_room,
    numpy=_index_room,
    kernel=probing.index_room,
    may_fail=True,
    hands_on=True,
)
