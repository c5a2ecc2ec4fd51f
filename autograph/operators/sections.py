"""A part of what a loop's variable was in, the same elements told as a section of the array behind it out.

Without this ``x = x[1:]`` would be another way to the array in every round.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

from autograph.tracing.flags import both
from autograph.tracing.storage import is_local, note_synced
from autograph.tracing.tensor import Tensor, View, make_view, root_of, size_of, value_of
from autograph.tracing.trace import Region, emit

__all__ = ["as_section", "is_part_of_variable"]


def is_part_of_variable(end: Any, region: Region) -> bool:
    """Whether `end` is, or may be, a part of what a variable was when the round began."""
    if not _is_array(end):
        return False
    ways = [end, *(origin for origin, _ in end.origins)]
    roots = [root_of(handle) for handle in ways if handle.through is not None]
    return any(root.origins and is_local(region, root) for root in roots)


def as_section(end: Any, region: Region) -> Any:
    """Return an array as sections of those from outside of `region`; itself where it is none."""
    if not _is_array(end):
        return end
    pieces: list[tuple[Tensor, Any, Any]] = []
    for array, steps, tag in _pieces(end, region):
        if array is None:
            return end
        pieces.append((array, steps, tag))
    if len(pieces) > 1 and not _are_always_there([array for array, _, _ in pieces]):
        return end
    found: list[tuple[Tensor, Any]] = []
    for array, steps, tag in pieces:
        section = _section(functools.reduce(_on, steps, array))
        if section is None:
            return end
        found.append((section, tag))
    made = Tensor(end.type)
    made.origins, made.own, made.read_only = tuple(found), False, end.read_only
    region.born.add(made.key)
    note_synced(made, region, value_of(end, region))
    return made


def _is_array(end: Any) -> bool:
    return isinstance(end, Tensor) and end.type.kind == "array" and not end.alternatives


Pieces = Iterator[tuple[Tensor | None, tuple[tuple[Tensor, Tensor], ...], Any]]


def _pieces(handle: Tensor, region: Region) -> Pieces:
    """Yield the arrays from outside that a handle may be a view of, each with the bool that says so.

    Between these stands how it is seen: views, each with the handle that the one before stands for.
    None is a new array.
    """
    root = root_of(handle)
    if not is_local(region, root):
        yield handle, (), True
    elif root.own or not root.origins:
        yield None, (), True
    else:
        for origin, tag in root.origins:
            for array, steps, inner in _pieces(origin, region):
                yield array, (*steps, (handle, root)), both(tag, inner)


def _are_always_there(arrays: list[Tensor]) -> bool:
    """Whether looking at any of these views cannot fail if one of them is there: at the first row, say."""
    ways = [_way(array) for array in arrays]
    if None in ways:
        return False
    return len(set(ways)) == 1 or not any("int" in kinds for way in ways if way for kinds in way[1])


def _way(array: Tensor) -> tuple[int, tuple[Any, ...]] | None:
    """Return which array is seen, and of what kind the indices with ints are; None where a step may fail."""
    steps: list[Any] = []
    while array.through is not None:
        view = array.through
        if view.op == "get_item" and not any(entry[-1] == "data" for entry in view.params["index"]):
            kinds = tuple(entry[0] for entry in view.params["index"])
            steps += [kinds] if "int" in kinds else []
        elif view.op == "transpose":
            steps.append(view.params["axes"])
        else:
            return None
        array = view.base
    return array.key, tuple(steps)


def _on(array: Tensor, step: tuple[Tensor, Tensor]) -> Tensor:
    """Return a view of a handle, or it itself, as the same view of `array`."""
    handle, root = step
    view = handle.through
    if handle.key == root.key or view is None:
        return array
    return make_view(_on(array, (view.base, root)), view.op, view.operands, view.params)


def _section(handle: Tensor) -> Tensor | None:
    """Return slices of slices as one slice of an array; None where they are of another kind."""
    views: list[tuple[View, Tensor]] = []
    base = handle
    while base.through is not None and base.through.op == "get_item":
        views.insert(0, (base.through, base))
        base = base.through.base
    if not views:
        return handle
    parts: list[list[Any]] = [[0, size_of(base, axis)] for axis in range(base.type.ndim)]
    for view, made in views:
        if not _narrow(parts, view, made):
            return None
    pattern = [("int",) if len(part) == 1 else ("slice", True, True, None) for part in parts]
    operands = [operand for part in parts for operand in _operands(part)]
    return make_view(base, "get_item", tuple(operands), {"index": tuple(pattern)})


def _operands(part: list[Any]) -> list[Any]:
    """Return the place, or start and stop, of a part of an axis as data: constants make other ways."""
    bounds = part if len(part) == 1 else [part[0], part[0] + part[1]]
    return [bound if isinstance(bound, Tensor) else emit("positive", bound) for bound in bounds]


def _narrow(parts: list[list[Any]], view: View, made: Tensor) -> bool:
    """Take a view of what there is of each axis: its start and size, or only place; say if it is a slice."""
    kept = [part for part in parts if len(part) == 2]
    operands = iter(view.operands)
    axis = 0
    for part, entry in zip(kept, view.params["index"], strict=False):
        if entry[0] == "int":
            part[:] = [part[0] + _inside(next(operands), part[1])]
        elif entry[0] == "slice" and entry[3] in (None, 1):
            first = next(operands) if entry[1] else 0
            if entry[2]:
                next(operands)
            part[:] = [part[0] + _inside(first, part[1]), size_of(made, axis)]
            axis += 1
        else:
            return False
    return len(kept) == len(view.params["index"])


def _inside(place: Any, size: Any) -> Any:
    """Return a place counted from the front; one before it is the first."""
    if isinstance(place, int) and place >= 0:
        return place
    behind = emit("py_max2", place + size, 0)
    if not isinstance(place, Tensor):
        return behind
    return emit("select_scalar", emit("less", place, 0), behind, place)
