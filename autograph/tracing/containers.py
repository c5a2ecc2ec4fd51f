"""Lists, dicts, sets and objects of the program being traced: ordinary ones, whose changes are noticed."""

from __future__ import annotations

import collections
import dis
import functools
import sys
import types
from typing import Any

from autograph.tracing.keyed import Keyed, KeyedContainer
from autograph.tracing.plain import attributes_of
from autograph.tracing.trace import Region, current, is_converted
from autograph.tracing.traced_dict import DictContents, FixedContents, TracedDict
from autograph.tracing.traced_list import LOST, Grown, Home, ListContents, Lost, TracedList
from autograph.tracing.traced_set import TracedSet
from autograph.tracing.watching import is_mutable, register

__all__ = [
    "DictContents",
    "FixedContents",
    "Grown",
    "Keyed",
    "ListContents",
    "TracedDict",
    "TracedList",
    "TracedSet",
    "contents",
    "is_mutable",
    "register",
    "restore",
    "snapshot",
]


def contents(container: Any) -> Any:
    """Return what a watched object holds: a tuple, or a dict in order."""
    if isinstance(container, types.CellType):
        return _cell_contents(container)
    if isinstance(container, TracedList):
        container.require_whole()
        held = container.home if container.home is not None else container.own
        return held if held is not None else container.held_as(list.__iter__(container))
    if isinstance(container, KeyedContainer):
        return _keyed_contents(container)
    if isinstance(container, list | collections.deque):
        return tuple(container)
    if isinstance(container, dict):
        return FixedContents(container)
    if isinstance(container, set):
        return frozenset(container)
    return FixedContents(attributes_of(container))


def _keyed_contents(container: Any) -> Any:
    if container.keyed is not None:
        return container.keyed
    return container.known_items() if isinstance(container, TracedDict) else container.known_members()


def _cell_contents(cell: types.CellType) -> tuple[Any, ...]:
    try:
        return (cell.cell_contents,)
    except ValueError:  # a variable without a value
        return ()


def restore(container: Any, held: Any) -> None:
    """Give a watched object contents that :func:`contents` returned."""
    if isinstance(container, types.CellType):
        if held:
            container.cell_contents = held[0]
        else:
            del container.cell_contents
    elif isinstance(container, KeyedContainer):
        _restore_keyed(container, held)
    elif isinstance(container, list):
        if isinstance(container, TracedList):
            _restore_list(container, held)
        else:
            container[:] = held
    elif isinstance(container, dict):
        _restore_dict(container, held)
    elif isinstance(container, set):
        _restore_set(container, held)
    elif isinstance(container, collections.deque):
        _restore_deque(container, held)
    else:
        _restore_attributes(container, held)


def _restore_dict(container: dict[Any, Any], held: Any) -> None:
    kind: Any = collections.OrderedDict if isinstance(container, collections.OrderedDict) else dict
    if list(container) != list(held):  # else who iterates it goes on where it was
        kind.clear(container)
    for key, value in held.items():
        kind.__setitem__(container, key, value)


def _restore_deque(container: collections.deque[Any], held: Any) -> None:
    if len(container) != len(held):
        container.clear()
        container.extend(held)
        return
    fresh = [place for place, (old, new) in enumerate(zip(container, held, strict=True)) if old is not new]
    for place in fresh:  # who iterates it goes on where it was
        container[place] = held[place]


def _restore_set(container: set[Any], held: Any) -> None:
    """Give a set other members; those that stay do not move."""
    if container.isdisjoint(held):
        container.clear()
    for item in container.difference(held):
        container.discard(item)
    container.update([item for item in held if item not in container])  # merging sets makes room at once


def _restore_keyed(container: Any, held: Any) -> None:
    in_arrays = isinstance(held, Keyed | Lost)
    container.keyed = held if in_arrays else None
    kind: Any = dict if isinstance(container, dict) else set
    known = () if in_arrays else held
    if list(kind.__iter__(container)) != list(known):  # else who iterates it goes on where it was
        kind.clear(container)
    kind.update(container, known)


def _restore_list(items: TracedList, held: Any) -> None:
    in_arrays = isinstance(held, Grown) or is_elsewhere(held)
    if in_arrays:
        for item in list.__iter__(items):
            if isinstance(item, TracedList):  # what it is now an element of is known by its place alone
                restore(item, LOST)
    items.missing = None
    items.own = held if isinstance(held, Grown) else None
    items.home = held if is_elsewhere(held) else None
    list.__setitem__(items, slice(None), () if in_arrays else held)


def is_elsewhere(held: Any) -> bool:
    """Whether what a list holds lies in another one."""
    return isinstance(held, Lost | Home)


def _restore_attributes(instance: Any, held: dict[str, Any]) -> None:
    for name in attributes_of(instance):
        if name not in held:
            object.__delattr__(instance, name)
    for name, value in held.items():
        object.__setattr__(instance, name, value)


def same_contents(one: Any, two: Any) -> bool:
    """Whether two results of :func:`contents` hold the very same objects in the same order."""
    if any(isinstance(held, Grown | Keyed) or is_elsewhere(held) for held in (one, two)):
        return one is two
    if type(one) is not type(two) or len(one) != len(two):
        return False
    if isinstance(one, dict):
        return list(one) == list(two) and all(one[key] is two[key] for key in one)
    if isinstance(one, frozenset):
        return bool(one == two)
    return all(a is b for a, b in zip(one, two, strict=True))


class Snapshot(dict[int, tuple[Any, Any]]):
    """Watched objects and what they held when a statement began, by identity.

    Variables of the function that the statement is in are left out, for the statement keeps those itself,
    but for a snapshot of the `whole`.

    Attributes
    ----------
    variables : dict
        Those variables, as they were.
    """

    __hash__ = object.__hash__  # type: ignore[assignment]

    def __init__(self, region: Region, *, whole: bool = False) -> None:
        super().__init__()
        self.region = region
        frame: Any = sys._getframe(1)
        while frame.f_globals.get("__name__") in _STATEMENTS:
            frame = frame.f_back
        self._frame = frame if is_converted(frame.f_code) and not whole else None
        self.variables = dict(frame.f_locals) if self._frame is not None else {}

    def __eq__(self, other: object) -> bool:
        return self is other

    def take(self, container: Any, name: str | None) -> None:
        """Note what a watched object holds; `name` is the variable's where it is one."""
        held = contents(container)
        if name is None or not held or not self._keeps(name, held[0]):
            self[id(container)] = (container, held)

    def restore(self) -> None:
        """Give the objects back what they held."""
        for container, held in self.values():
            restore(container, held)

    def _keeps(self, name: str, value: Any) -> bool:
        frame = self._frame
        if frame is None or frame.f_locals.get(name) is not value:
            return False
        code = frame.f_code
        return name in code.co_varnames or name in code.co_cellvars or name in assigned_outside(code)


_STATEMENTS = {
    __name__,
    "autograph.operators.branches",
    "autograph.operators.carrying",
    "autograph.operators.control",
    "autograph.operators.staged_loops",
    "autograph.operators.streamed",
}


def list_length(held: Any) -> int:
    """Return how many objects what a watched object holds consists of."""
    return 0 if isinstance(held, Grown | Keyed) or is_elsewhere(held) else len(held)


def snapshot(*, whole: bool = False) -> Snapshot:
    """Return the watched objects and what they hold now; variables of the function under way if `whole`."""
    trace = current()
    assert trace is not None
    made = Snapshot(trace.region, whole=whole)
    for key, item in trace.mutable.items():
        made.take(item, trace.variables.get(key))
    trace.spend(1 + sum(1 + list_length(held) // 16 for _, held in made.values()) // 4)
    trace.snapshots.add(made)
    return made


def watch_cells(function: types.FunctionType) -> None:
    """Watch the outer variables that a function about to be called assigns.

    They cannot have been changed since the statements under way began, so they join their snapshots.
    """
    for name in assigned_outside(function.__code__):
        watch_cell((function.__closure__ or ())[function.__code__.co_freevars.index(name)], name)


def watch_cell(cell: types.CellType, name: str) -> None:
    """Watch one variable."""
    trace = current()
    assert trace is not None
    if id(cell) not in trace.mutable:
        trace.variables[id(cell)] = name
        register(cell)
        for taken in trace.snapshots:
            taken.take(cell, name)


@functools.cache
def assigned_outside(code: types.CodeType) -> tuple[str, ...]:
    """Return the variables of outer functions that a function's own statements assign or delete."""
    stores = {
        step.argval for step in dis.get_instructions(code) if step.opname in ("STORE_DEREF", "DELETE_DEREF")
    }
    return tuple(name for name in code.co_freevars if name in stores)


def changed_since(before: dict[int, tuple[Any, Any]]) -> dict[int, tuple[Any, Any]]:
    """Return the objects of `before` that hold something else now, with what they hold now."""
    found = {}
    for key, (container, held) in before.items():
        now = contents(container)
        if not same_contents(held, now):
            found[key] = (container, now)
    return found
