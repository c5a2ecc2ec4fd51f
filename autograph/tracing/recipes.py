"""One run of a graph in, an object of the call's result out.

A recipe is a `functools.partial` of one of these functions: data, so that the next process can use it.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from autograph.late import Late
from autograph.runtime.types import ArrayType, python_type
from autograph.tracing.frames import Frame, Rebuild

_templates: Any = Late("autograph.runtime.ops.templates")
_items: Any = Late("autograph.tracing.list_items")
_spec: Any = Late("autograph.tracing.spec")
_containers: Any = Late("autograph.tracing.containers")
_plain: Any = Late("autograph.tracing.plain")

# ------------------------------------------------------------------ what a run gives as it is


def constant(item: Any, frame: Frame) -> Any:
    """Return an object that is the same at every call."""
    return item


def leaf(number: int, frame: Frame) -> Any:
    """Return one of the caller's arrays."""
    return frame.leaves[number]


def result(place: int, frame: Frame) -> Any:
    """Return what the graph returned."""
    return frame.results[place]


def locked(place: int, frame: Frame) -> Any:
    """Return a new array that cannot be written."""
    return _locked(frame.results[place])


def _locked(array: Any) -> Any:
    array.flags.writeable = False
    return array


def in_columns(place: int, is_locked: bool, frame: Frame) -> Any:
    """Return a new array that NumPy would have laid out in Fortran's order."""
    key = "columns", place
    if key not in frame.made:
        made = frame.made[key] = np.asfortranarray(frame.results[place])
        if is_locked:
            _locked(made)
    return frame.made[key]


def callers(number: Any, frame: Frame) -> Any:
    """Return one of the objects that the function was called with."""
    return frame.object(number)


def rows(number: Any, frame: Frame) -> Any:
    """Return what was in one of the lists that the function was called with."""
    return frame.rows(number)


def later(found: list[Rebuild], frame: Frame) -> Any:
    """Return what a recipe makes that was written after those that need it."""
    return found[0](frame)


# ------------------------------------------------------------------ arrays and numbers


def view(
    key: int, how: tuple[Any, Mapping[str, Any]], operands: Sequence[Rebuild], is_locked: bool, frame: Frame
) -> Any:
    """Return a view that an op makes by its params; the first operand is what it is one of."""
    if key not in frame.made:
        op, params = how
        made = op.numpy(*(operand(frame) for operand in operands), **params)
        frame.made[key] = _locked(made) if is_locked else made
    return frame.made[key]


def one_of(known: Sequence[tuple[int, Rebuild]], other: Rebuild, frame: Frame) -> Any:
    """Return the first whose result is true, else the other one."""
    for tag, target in known:
        if frame.results[tag]:
            return target(frame)
    return other(frame)


def number_as(type_: ArrayType, main: Rebuild, frame: Frame) -> Any:
    """Return a number as the type that it has on some paths."""
    number = main(frame)
    if type_.dtype.kind != "c" and isinstance(number, complex | np.complexfloating):
        number = number.real  # complex only as other paths have it
    return python_type(type_.dtype)(number) if type_.kind == "python" else type_.dtype.type(number)


# ------------------------------------------------------------------ objects of other objects


def tupled(items: Rebuild, frame: Frame) -> Any:
    """Return a tuple of the items of a list."""
    return tuple(items(frame))


def as_range(parts: Sequence[Rebuild], frame: Frame) -> Any:
    """Return a range."""
    return range(*(part(frame) for part in parts))


def as_tuple(items: Sequence[Rebuild], frame: Frame) -> Any:
    """Return a tuple."""
    return tuple([item(frame) for item in items])


def as_list(items: Sequence[Rebuild], frame: Frame) -> Any:
    """Return a list."""
    return [item(frame) for item in items]


def as_frozenset(items: Sequence[Rebuild], frame: Frame) -> Any:
    """Return a frozenset."""
    return frozenset([item(frame) for item in items])


def as_dict(items: Mapping[Any, Rebuild], frame: Frame) -> Any:
    """Return a dict."""
    return {key: item(frame) for key, item in items.items()}


def named(kind: Callable[..., Any], items: Sequence[Rebuild], frame: Frame) -> Any:
    """Return a named tuple."""
    return kind(*(item(frame) for item in items))


def text(template: Any, parts: Sequence[Rebuild], frame: Frame) -> Any:
    """Return a text with numbers in it."""
    return _templates.format_template(template, [part(frame) for part in parts])


def container(key: int, make: Callable[[], Any], held: list[Rebuild], frame: Frame) -> Any:
    """Return a list, dict, set or object, the same one wherever it is needed in this run."""
    if key in frame.made:
        return frame.made[key]
    made = frame.made[key] = make()
    _containers.restore(made, held[0](frame))
    return made


def new(kind: Any) -> Any:
    """Return an object of a class without attributes."""
    return _plain.bare(kind)


# ------------------------------------------------------------------ lists, dicts and sets in arrays


def items(
    element: Any,
    span: tuple[int, int | None],
    places: Sequence[int],
    heaps: Mapping[Any, Rebuild],
    frame: Frame,
) -> list[Any]:
    """Return the items of a list; `span` tells where the graph returns its length and its start."""
    size, start = span
    count, begin = frame.results[size], 0 if start is None else frame.results[start]
    columns = [frame.results[place][begin : begin + count] for place in places]
    found: list[Any] = _items.items_of(
        element, columns, count, {key: heap(frame) for key, heap in heaps.items()}
    )
    return found


def pairs(keys: Rebuild, values: Rebuild, frame: Frame) -> Any:
    """Return a dict whose keys are data."""
    return dict(zip(keys(frame), values(frame), strict=True))


def set_of(members: Rebuild | None, frame: Frame) -> Any:
    """Return a set of what a recipe makes."""
    return set() if members is None else set(members(frame))


def set_by(key: int | None, method: Callable[..., Any], operands: Sequence[Rebuild], frame: Frame) -> Any:
    """Return a set made in the way that the program did: its order depends on that."""
    if key is not None and key in frame.made:
        return frame.made[key]
    first, *others = (operand(frame) for operand in operands)
    made = method(first, *others)
    made = first if made is None else made
    if key is not None:
        frame.made[key] = made
    return made


def element(owner: Rebuild, place: int, frame: Frame) -> Any:
    """Return an item of a list of which the graph tells the place."""
    return owner(frame)[frame.results[place]]


def longer(number: Any, part: Rebuild, frame: Frame) -> Any:
    """Return the lists in one of the caller's lists, and new ones after them."""
    known = frame.rows(number)
    known += part(frame)[len(known) :]
    return known


def with_callers(lists: Rebuild, own: Mapping[int, Any], frame: Frame) -> Any:
    """Return lists, some of which are the caller's own."""
    made = lists(frame)
    for place, number in own.items():
        made[place] = frame.object(number)
    return made


class Pooled(NamedTuple):
    """The objects of a class that a run made, after those that the function was called with.

    Attributes
    ----------
    kind : type
    names : tuple of str
        Of their attributes; the keys of dicts.
    size : int
        Where the graph returns how many there are.
    lent : tuple of int
        The numbers of those that the function was called with.
    has_changed : bool
        Whether those may hold something else now.
    """

    kind: Any
    names: tuple[str, ...]
    size: int
    lent: tuple[int, ...]
    has_changed: bool


def objects(pooled: Pooled, attributes: Rebuild, frame: Frame) -> Any:
    """Return all objects of a class."""
    key = "objects", pooled.kind
    if key not in frame.made:
        made = _laid_out(pooled, lambda: new(pooled.kind), frame)
        for instance, row in _rows(made, pooled, attributes, frame):
            for name, item in zip(pooled.names, row, strict=True):
                if item is not _spec.UNDEFINED:
                    object.__setattr__(instance, name, item)
    return frame.made[key]


def dicts(pooled: Pooled, values: Rebuild, frame: Frame) -> Any:
    """Return all dicts of a kind."""
    key = "objects", pooled.kind
    if key not in frame.made:
        made = _laid_out(pooled, dict, frame)
        for each, row in _rows(made, pooled, values, frame):
            items = zip(pooled.names, row, strict=True)
            each.update((name, item) for name, item in items if item is not _spec.UNDEFINED)
    return frame.made[key]


def _laid_out(pooled: Pooled, make: Callable[[], Any], frame: Frame) -> list[Any]:
    """Return the caller's own objects and new ones after them; they may be attributes of each other."""
    made = [frame.object(number) for number in pooled.lent]
    made += [make() for _ in range(frame.results[pooled.size] - len(made))]
    frame.made["objects", pooled.kind] = made
    return made


def _rows(
    made: list[Any], pooled: Pooled, attributes: Rebuild, frame: Frame
) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """Return the objects that are new or may have changed, and their attributes."""
    first = 0 if pooled.has_changed else len(pooled.lent)
    return itertools.islice(zip(made, attributes(frame), strict=True), first, None)


# ------------------------------------------------------------------ what is changed of the caller's


def restored(number: Any, held: Rebuild, frame: Frame) -> None:
    """Give one of the caller's objects what it holds now."""
    _containers.restore(frame.object(number), held(frame))


def added(number: Any, members: Rebuild, frame: Frame) -> None:
    """Give a set of the caller's its members; those that it has stay where they lie in it."""
    known, held = frame.object(number), members(frame)
    if not known.issuperset(held[: len(known)]):
        known.clear()
    known.update(held)


def rows_restored(number: Any, part: Rebuild, frame: Frame) -> None:
    """Give the lists in one of the caller's lists what they hold now; after them are new ones."""
    for row, held in zip(frame.rows(number), part(frame), strict=False):
        row[:] = held


def rearranged(number: Any, lists: Rebuild, count: int, places: int, frame: Frame) -> None:
    """Give one of the caller's lists the lists that are in it now."""
    known = lists(frame)
    chosen = frame.results[places][: frame.results[count]].tolist()
    frame.object(number)[:] = [known[place] for place in chosen]


def reshaped(number: int, sizes: Sequence[Rebuild], frame: Frame) -> Any:
    """Give one of the caller's arrays another shape; returns it."""
    array, shape = frame.leaves[number], tuple(size(frame) for size in sizes)
    if array.shape != shape:
        array.shape = shape
    return array


def assigned(assign: Callable[[Any], None], value: Rebuild, frame: Frame) -> None:
    """Assign a variable outside of the function."""
    assign(value(frame))
