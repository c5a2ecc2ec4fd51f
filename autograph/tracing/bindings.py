"""The functions a trace looked into in, the names that told it which code to follow out."""

from __future__ import annotations

import builtins
import functools
import sys
import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

from autograph.converters.origin import file_of, is_library
from autograph.decorated import Decorated, as_written

__all__ = ["ABSENT", "Binding", "Bindings", "getter", "names_in"]

ABSENT = object()
"""What a name means where it is not defined."""
_CODE = (types.FunctionType, types.BuiltinFunctionType, type, np.ufunc, Decorated)
_BUILTINS = vars(builtins)
_PLAIN = (int, float, complex, str, bytes, tuple, np.generic)


class Binding(NamedTuple):
    """A variable, or an attribute of a class or module, whose value a graph took for granted.

    Attributes
    ----------
    get : callable
        From the name, and what to return where there is none, to what is there now.
    name : str
    value : object
        What was there while tracing.
    """

    get: Callable[[str, Any], Any]
    name: str
    value: Any

    def holds(self) -> bool:
        """Whether the name still means the same."""
        now = self.get(self.name, ABSENT)
        return now is self.value or (
            type(now) is type(self.value) and isinstance(now, _PLAIN) and repr(now) == repr(self.value)
        )


class Bindings:
    """Collects the functions that a trace looks into and the classes of the objects in it.

    A user may define a function anew, in a notebook say, or give a class another method: the graphs that
    followed the old one are of no use then.
    """

    def __init__(self) -> None:
        self._functions: dict[types.FunctionType, None] = {}
        self._classes: dict[type, set[str]] = {}
        self.assigned: set[tuple[type, str]] = set()
        self._asked: list[Binding] = []

    def follow(self, function: types.FunctionType) -> None:
        """Note that the trace looks into a function as written."""
        self._functions[function] = None

    def instance(self, kind: type, held: Iterable[str] = ()) -> None:
        """Note an object of a class in the trace, with the names of its own attributes."""
        self._classes.setdefault(kind, set(held)).intersection_update(held)

    def attribute(self, held: dict[str, Any], name: str, value: Any) -> None:
        """Note what a function has, or has not, for an attribute that the trace asked it for."""
        self._asked.append(Binding(held.get, name, value))

    @property
    def followed(self) -> tuple[types.FunctionType | type, ...]:
        """The user's functions that the trace looks into, and the classes of objects in it."""
        functions = [one for one in self._functions if not is_library(one.__code__.co_filename)]
        return (*functions, *(kind for kind in self._classes if not _of_library(kind)))

    def found(self) -> tuple[list[Binding], dict[type, frozenset[str]]]:
        """Return what the names in those functions mean now, as far as it is code or belongs to a class.

        Returns
        -------
        (list of Binding, dict)
            The second: the classes, and the names that the functions may ask them or their objects for.
        """
        functions = [one for one in self._functions if not is_library(one.__code__.co_filename)]
        names = frozenset[str]().union(*(names_in(one.__code__) for one in functions))
        bindings: dict[tuple[int, str], Binding] = {}
        classes = {kind: held for kind, held in self._classes.items() if not _of_library(kind)}
        for function in functions:
            for space, name, value in _meant(function, names, set()):
                bindings.setdefault((id(space), name), Binding(getter(space), name, value))
                if isinstance(value, type) and not _of_library(value):
                    classes.setdefault(value, set())
        asked = {}
        for kind, held in classes.items():
            own = {name for owner, name in self.assigned if owner in kind.__mro__}
            asked[kind] = names - own
            for space, name, value in _attributes(kind, names - own, held):
                bindings.setdefault((id(space), name), Binding(space.get, name, value))
        return [*bindings.values(), *self._asked], asked


Meaning = tuple[Any, str, Any]


def getter(space: Any) -> Callable[[str, Any], Any]:
    """Return what looks a name up in a namespace or a cell: it takes the name and what stands for nothing."""
    return functools.partial(_contents, space) if isinstance(space, types.CellType) else space.get


def _contents(cell: types.CellType, name: str, default: Any) -> Any:
    try:
        return cell.cell_contents
    except ValueError:  # nothing is in it now
        return default


@functools.cache
def names_in(code: types.CodeType) -> frozenset[str]:
    """Return the names that a function and those inside it read, and what could be names for ``getattr``."""
    found = set(code.co_names)
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            found |= names_in(constant)
        elif isinstance(constant, str) and constant.isidentifier():
            found.add(constant)
    return frozenset(found)


def _meant(function: types.FunctionType, names: frozenset[str], seen: set[int]) -> Iterator[Meaning]:
    """Yield the outer variables of a function that hold code."""
    yield from _held(function.__globals__, sorted(names_in(function.__code__)), names, seen)
    for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=True):
        value = _contents(cell, name, ABSENT)
        if isinstance(value, _CODE):
            yield cell, name, value


def _held(
    space: Mapping[str, Any], wanted: Iterable[str], names: frozenset[str], seen: set[int]
) -> Iterator[Meaning]:
    """Yield what code a namespace holds, and the user's modules in it."""
    seen.add(id(space))
    for name in wanted:
        value = space.get(name, ABSENT)
        if isinstance(value, _CODE) or (value is ABSENT and name in _BUILTINS):
            yield space, name, value
        elif isinstance(value, types.ModuleType) and id(vars(value)) not in seen:
            if is_library(file_of(value)):
                continue
            yield from _held(vars(value), sorted(names & vars(value).keys()), names, seen)


def _of_library(kind: type) -> bool:
    return is_library(file_of(sys.modules.get(kind.__module__)))


def _attributes(kind: type, names: frozenset[str], held: set[str]) -> Iterator[Meaning]:
    """Yield the attributes of a class that code reads or operators call, as each of its bases has them."""
    spaces = [vars(owner) for owner in kind.__mro__[:-1]]
    read = {
        name
        for space in spaces
        for name, value in space.items()
        if (name in names or (isinstance(as_written(value), types.FunctionType) and name.startswith("__")))
        and not (isinstance(value, _PLAIN) and (name in held or name.startswith("__")))
    }
    for name in sorted(read):
        last = max(place for place, space in enumerate(spaces) if name in space)
        for space in spaces[: last + 1]:
            yield space, name, space.get(name, ABSENT)
