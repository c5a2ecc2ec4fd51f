"""Iterables whose number of rounds is data: a count and what each round gets."""

from __future__ import annotations

import dataclasses
import operator
import sys
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from autograph.operators.generators import Steps, stepping
from autograph.operators.streaming import changing_from, enumerated, is_stream, mapped, zipped
from autograph.runtime.records import record
from autograph.tracing import dict_methods, list_methods
from autograph.tracing.alternatives import apart, chosen_lists
from autograph.tracing.boxes import unboxed
from autograph.tracing.choice import Choice, content_of, is_several, settled
from autograph.tracing.containers import contents
from autograph.tracing.lists import element
from autograph.tracing.misfits import misfit
from autograph.tracing.nested_lists import length_key
from autograph.tracing.nothing import NOTHING
from autograph.tracing.ranges import SymbolicRange
from autograph.tracing.set_order import in_pythons_order
from autograph.tracing.spec import Static
from autograph.tracing.tensor import Tensor, settle, size_of
from autograph.tracing.text import Text
from autograph.tracing.trace import Untraceable, current, emit
from autograph.tracing.traced_dict import DictView
from autograph.tracing.traced_list import TracedList
from autograph.tracing.traced_tuple import TracedTuple

__all__ = [
    "Rounds",
    "as_rounds",
    "counted",
    "enumerate_",
    "is_data",
    "lengths_of",
    "map_",
    "need_items",
    "never_has_items",
    "reversed_",
    "rounds_of",
    "zip_",
]

_PLACED = (list, tuple, np.ndarray, range)
"""What has its items at places."""

LONG = 24
"""Known numbers of which more are gone through by a loop of the graph."""
SHORT = 1
"""Plain ranges of at most so many rounds stay Python loops."""


def _region() -> Any:
    trace = current()
    return None if trace is None else trace.region


@record(frozen=True)
class Rounds:
    """The rounds of a loop.

    Attributes
    ----------
    bounds : tuple
        Start, stop and step, as of a range: Python ints, or of the program.
    at : callable
        From the index to what the round gets.
    items : tuple
        The lists and dicts that are iterated; the loop must not change how many items they have.
    keys : tuple
        The dicts that are iterated and may get other values, but neither more nor fewer keys.
    used : list or None
        For an iterator, which goes through its items once: empty until a loop does.
    region : Region or None
        Where it was made.
    changing : callable or None
        Makes an iterator of the same items, looked up one by one, where a loop changes how many there are.
    origin : tuple or None
        The decision that an iterator remember its place, if it can.
    lengths : list or None
        For an iterator, `lengths_of` its `items` when it was made.
    """

    bounds: tuple[Any, Any, Any]
    at: Callable[[Any], Any]
    items: tuple[Any, ...] = ()
    keys: tuple[Any, ...] = ()
    used: list[bool] | None = None
    region: Any = dataclasses.field(default_factory=_region)
    changing: Callable[[], Any] | None = None
    origin: Any = None
    lengths: Any = None

    def take(self) -> Rounds:
        """Note that a loop goes through an iterator, which is its only use; returns it."""
        if self.used is None:
            return self
        if self.used:
            raise stepping(self.origin, "an iterator is used again after a loop over it")
        if _region() is not self.region:
            raise stepping(self.origin, "an iterator made outside the branch or loop that uses it")
        if self.lengths is not None and self.lengths != lengths_of(self.items):
            raise Untraceable("AG105", "a list or dict grows or shrinks before a loop over an iterator of it")
        self.used.append(True)
        return self

    def __iter__(self) -> Any:
        start, stop, step = self.take().bounds
        return iter(self.at(i) for i in range(start, stop, step))


def _range_rounds(value: Any) -> Rounds:
    return Rounds((value.start, value.stop, value.step), lambda i: i)


def _array_rounds(array: Tensor) -> Rounds:
    array = settle(array)
    if not array.type.shape:
        raise misfit(iter, array)
    return Rounds((0, size_of(array, 0), 1), lambda i: array[i])


def _text_rounds(text: Text) -> Rounds:
    return Rounds((0, text.length(), 1), text.characters())


def _list_rounds(items: TracedList) -> Rounds:
    return Rounds((0, list_methods.length(items), 1), _item_of(items), (items,))


def _chosen_rounds(one: Tensor) -> Rounds:
    """Return the rounds of one of several lists: which, data says."""
    count = apart(list_methods.length, one)
    return Rounds((0, count, 1), lambda i: apart(lambda items: items[i], one), tuple(chosen_lists(one)))


def _item_of(items: TracedList) -> Callable[[Any], Any]:
    return lambda i: element(list_methods.grown(items), i, items)


def _dict_rounds(items: Any) -> Rounds:
    if not dict_methods.is_view_or_dict(items):
        members = in_pythons_order(items.keyed)
        return Rounds((0, members.count, 1), lambda i: element(members, i), (items,))
    held = dict_methods.listed(items)
    owner = (getattr(items, "owner", items),)
    if getattr(items, "part", "keys") == "keys":
        return Rounds((0, held.count, 1), lambda i: element(held, i), keys=owner)
    if items.keyed.shrank:
        return Rounds((0, held.count, 1), lambda i: element(held, i), owner)
    return Rounds((0, held.count, 1), lambda i: _live_item(items, i), keys=owner)


def _live_item(items: Any, place: Any) -> Any:
    """Return what a view gives at a place; values are those that the dict has now."""
    if items.keyed.shrank:
        raise Untraceable("AG105", "a dict shrinks while its values are iterated")
    return element(dict_methods.listed(items), place)


def lengths_of(items: tuple[Any, ...]) -> list[Any]:
    """Return what stays equal while lists and dicts have the same items."""
    return [length_key(each) if isinstance(each, TracedList) else contents(each) for each in items]


def lists_of(*iterables: Any) -> tuple[Any, ...]:
    """Return the lists and dicts that iterables go through."""
    found: tuple[Any, ...] = ()
    for item in iterables:
        if isinstance(item, TracedList):
            found += (item,)
        elif isinstance(item, Steps):
            found += item.lists
        elif dict_methods.is_any(item):
            found += (getattr(item, "owner", item),)
        elif isinstance(item, Rounds):
            found += item.items + item.keys
    return found


def as_rounds(value: Any) -> Any:
    """Return a list or dict in arrays, or a text, as its rounds, anything else as it is."""
    if isinstance(value, TracedList) and value.in_arrays:
        return _list_rounds(value)
    if isinstance(value, Text):
        return _text_rounds(value)
    if chosen_lists(value):
        return _chosen_rounds(value)
    return _dict_rounds(value) if dict_methods.is_any(value) else value


def never_has_items(value: Any) -> bool:
    """Whether an iterable is a list, in arrays, that no item was ever put into as far as the trace knows."""
    if not isinstance(value, TracedList) or not value.in_arrays:
        return False
    spec = list_methods.grown(value).element
    return isinstance(spec, Static) and spec.value is NOTHING


def rounds_of(value: Any) -> Rounds | None:
    """Return the rounds of an iterable that is data; None for one that Python iterates.

    A plain range is kept a loop too, unless it is very short.
    """
    if is_several(value) and _is_list_or_nothing(value):
        return _list_or_no_rounds(value)
    value = settled(value)
    value = value.held if isinstance(value, TracedTuple) else value
    if isinstance(value, Rounds):
        return value.take()
    if isinstance(value, Tensor) and not chosen_lists(value):
        return _array_rounds(value)
    if isinstance(value, SymbolicRange):
        return _range_rounds(value)
    if type(value) is range and len(value) > SHORT and max(abs(value.start), abs(value.stop)) < 2**62:
        return _range_rounds(value)
    if (type(value) is tuple or isinstance(value, TracedList)) and _is_table(value):
        return _table_rounds(value)
    rounds = as_rounds(value)
    return rounds if isinstance(rounds, Rounds) else None


def _is_list_or_nothing(value: Choice) -> bool:
    """Whether a variable is a list or an empty tuple, as ``groups.get(key, ())`` is."""
    content = content_of(value)
    in_arrays = isinstance(content, TracedList) and content.in_arrays
    return in_arrays and all(type(a.what) is tuple and not a.what for a in value.alternatives)


def _list_or_no_rounds(value: Choice) -> Rounds:
    """Return the rounds over such a variable."""
    rounds = _list_rounds(content_of(value))
    start, count, step = rounds.bounds
    for alternative in value.alternatives:
        count = emit("select_scalar", alternative.tag, 0, count)
    return dataclasses.replace(rounds, bounds=(start, count, step))


def _is_table(items: Any) -> bool:
    """Whether items are many known numbers, or tuples of numbers, of the same types."""
    if (isinstance(items, TracedList) and items.in_arrays) or len(items) <= LONG:
        return False
    rows = [item if type(item) is tuple else (item,) for item in items]
    kinds = {(type(item) is tuple, *map(type, row)) for item, row in zip(items, rows, strict=True)}
    if len(kinds) != 1:
        return False
    return all(
        type(number) is float or (type(number) is int and -(2**63) <= number < 2**63)
        for row in rows
        for number in row
    ) and any(rows)


def _table_rounds(items: Any) -> Rounds:
    """Return the rounds over many known numbers: written out, they would make a long graph."""
    if isinstance(items, TracedList):
        return _list_rounds(items)
    known = TracedList(items)
    return Rounds((0, len(items), 1), _item_of(known))


def counted(value: Any) -> tuple[Any, Callable[[Any], Any]]:
    """Return the number of rounds, and the rounds counted from 0."""
    if isinstance(value, SymbolicRange):
        return value.count(), lambda i: value[i]
    if type(value) is range:
        return len(value), lambda i: value.start + i * value.step
    if isinstance(value, np.ndarray):
        return len(value), lambda i: value[i]
    if isinstance(value, str | bytes):
        value = TracedList(value)
    if isinstance(value, list | tuple) and not is_data(value):
        items = value if isinstance(value, TracedList) else TracedList(value)
        return len(value), _item_of(items)
    if isinstance(value, dict | DictView) and not is_data(value):
        return len(value), lambda i: list_methods.get(TracedList(value), i)
    by_index = value.by_index() if isinstance(value, Steps) else None
    if by_index is not None:
        found: tuple[Any, Callable[[Any], Any]] = by_index
        return found
    rounds = rounds_of(value)
    if rounds is None:
        raise Untraceable("AG101", f"a {type(value).__name__} is iterated beside data")
    start, stop, step = rounds.bounds
    if step == 1 and start == 0:
        return stop, rounds.at
    spread = SymbolicRange(start, stop, step)
    return spread.count(), lambda i: rounds.at(spread[i])


def is_data(value: Any) -> bool:
    """Whether the number of rounds of an iterable is data."""
    return (
        isinstance(value, Tensor | SymbolicRange | Rounds | Text | TracedTuple)
        or (isinstance(value, TracedList) and value.in_arrays)
        or dict_methods.is_any(value)
    )


def need_items(value: Any) -> None:
    """Raise what ``iter(value)`` raises where a number has no items: what is made of it asks for them later.

    Raises
    ------
    TypeError
        If it is a number or an array without dimensions.
    """
    if isinstance(value, Tensor) and (value.alternatives or not value.type.shape):
        counted(value)


def enumerate_(iterable: Any, start: Any = 0) -> Any:
    """Return ``enumerate(iterable, start)``."""
    start = _first_number(start)
    if is_stream(iterable):
        return enumerated(iterable, start)
    if not is_data(iterable) and type(iterable) is not range:
        return _steps(enumerate(iterable, start), [iterable], lambda at: lambda i: (i + start, at(i)[0]))
    count, at = counted(iterable)
    changing = changing_from(iterable)
    live = (lambda: enumerated(changing(), start)) if changing is not None else None
    return _iterator((0, count, 1), lambda i: (i + start, at(i)), lists_of(iterable), live)


def _iterator(
    bounds: tuple[Any, Any, Any],
    at: Callable[[Any], Any],
    items: tuple[Any, ...],
    changing: Callable[[], Any] | None = None,
) -> Rounds:
    """Return the rounds of an iterator, made here and now."""
    return Rounds(bounds, at, items, used=[], changing=changing, lengths=lengths_of(items))


def _first_number(start: Any) -> Any:
    """Return what `enumerate` counts from, one of Python's ints."""
    if not isinstance(start, Tensor):
        return operator.index(start)
    start = settle(unboxed(start))
    if start.type.kind == "python" and start.type.dtype.kind == "i":
        return start
    return range_(start).stop


def zip_(*iterables: Any, strict: bool = False) -> Any:
    """Return ``zip(*iterables)``."""
    driving = [place for place, item in enumerate(iterables) if is_stream(item) and not _is_placed(item)]
    if len(driving) == 1 and not strict:
        place = driving[0]
        return zipped(_others(iterables[:place]), iterables[place], _others(iterables[place + 1 :]))
    if not any(is_data(item) for item in iterables):
        return _steps(zip(*iterables, strict=strict), iterables, lambda at: at)
    if any(isinstance(item, list | tuple) and not is_data(item) and not item for item in iterables):
        return Steps(iter(()))
    from autograph.operators.extremes import min_  # noqa: PLC0415

    parts = [counted(item) for item in iterables]
    count = parts[0][0]
    for other, _ in parts[1:]:
        if strict:
            emit("assume", operator.eq(other, count), reason="zip of several lengths, though strict")
        else:
            count = min_(count, other)
    return _iterator((0, count, 1), lambda i: tuple(at(i) for _, at in parts), lists_of(*iterables))


def _is_placed(value: Any) -> bool:
    """Whether a generator's items can be told by their places, which no loop need drive it for."""
    return isinstance(value, Steps) and value.indexed is not None


def _steps(
    iterator: Any, iterables: Sequence[Any], found: Callable[[Callable[[Any], Any]], Callable[[Any], Any]]
) -> Steps:
    """Return a plain iterator over some iterables, which may be known by places beside data."""
    made = Steps(iterator)
    made.lists = tuple(item for item in iterables if isinstance(item, TracedList))
    if all(isinstance(item, _PLACED) for item in iterables):

        def indexed() -> tuple[Any, Callable[[Any], Any]]:
            parts = [counted(item) for item in iterables]
            return min([count for count, _ in parts], default=0), found(
                lambda i: tuple(at(i) for _, at in parts)
            )

        made.indexed = indexed
    return made


def _others(iterables: tuple[Any, ...]) -> tuple[Callable[[], Any], Callable[[Any], tuple[Any, ...]]]:
    """Return how many items iterables have together, and what they give at a place."""
    from autograph.operators.extremes import min_  # noqa: PLC0415

    if not iterables:
        return (lambda: sys.maxsize), (lambda _: ())
    parts = [counted(item) for item in iterables]

    def count() -> Any:
        counts = [
            list_methods.length(item) if isinstance(item, TracedList) else count
            for item, (count, _) in zip(iterables, parts, strict=True)
        ]
        return min_(*counts, sys.maxsize)

    return count, lambda place: tuple(at(place) for _, at in parts)


def reversed_(sequence: Any) -> Any:
    """Return ``reversed(sequence)``."""
    if type(sequence) is range:
        return sequence[::-1]
    if not is_data(sequence):
        made = Steps(reversed(sequence))
        if isinstance(sequence, _PLACED):
            made.lists = lists_of(sequence)
            made.indexed = lambda: _backwards(*counted(sequence))
        return made
    count, at = counted(sequence)
    return _iterator((count - 1, -1, -1), at, lists_of(sequence))


def _backwards(count: int, at: Callable[[Any], Any]) -> tuple[int, Callable[[Any], Any]]:
    return count, lambda i: at(count - 1 - i)


def map_(function: Callable[..., Any], *iterables: Any) -> Any:
    """Return ``map(function, *iterables)``."""
    from autograph.operators.calls import converted  # noqa: PLC0415

    if any(map(is_stream, iterables)):
        if len(iterables) == 1:
            return mapped(function, iterables[0])
        return mapped(lambda items: converted(function)(*items), zip_(*iterables))
    if not any(is_data(item) for item in iterables):
        return Steps(map(converted(function), *iterables))
    parts = zip_(*iterables)
    staged = converted(function)
    return _iterator(parts.bounds, lambda i: staged(*parts.at(i)), parts.items)


def range_(*bounds: Any) -> Any:
    """Return ``range(*bounds)``; some bounds may be data."""
    if not any(isinstance(bound, Tensor) for bound in bounds):
        return range(*bounds)
    made = []
    for bound in bounds:
        bound = settle(unboxed(bound))  # noqa: PLW2901
        if isinstance(bound, Tensor):
            whole = "iub" if bound.type.kind == "python" else "iu"
            if bound.type.dtype.kind not in whole or bound.type.ndim:
                raise misfit(range, bound)
            if bound.type.kind == "array":
                bound = emit("item", bound)  # noqa: PLW2901
            if bound.type.kind != "python" or bound.type.dtype.kind == "b":
                bound = emit("to_python", bound, type=int)  # noqa: PLW2901
        else:
            bound = range(bound).stop  # noqa: PLW2901
        made.append(bound)
    start, stop, step = (0, made[0], 1) if len(made) == 1 else (*made, 1)[:3]
    if isinstance(step, int) and step == 0:
        raise ValueError("range() arg 3 must not be zero")
    return SymbolicRange(start, stop, step)
