"""A class in, what tells whether its containers, arrays and objects still hold the same out."""

from __future__ import annotations

import enum
import inspect
import operator
import sys
import types
from collections.abc import Callable, Collection, Iterator
from typing import Any

import numpy as np

from autograph.converters.origin import file_of, is_library
from autograph.tracing.bindings import names_in
from autograph.tracing.class_data import is_small
from autograph.tracing.containers import contents
from autograph.tracing.lifting import Outside
from autograph.tracing.plain import is_plain_object
from autograph.tracing.trace import Trace

__all__ = ["class_contents"]

_CONTAINERS = (list, dict, set, tuple, np.ndarray)
_MOST = 64
"""Objects that are looked into."""


def class_contents(trace: Trace, classes: dict[type, frozenset[str]]) -> list[Outside]:
    """Return what is to be looked at at each call of what classes hold and a trace took for granted.

    Parameters
    ----------
    trace : Trace
    classes : dict
        The classes that the program may look into, and the names that it may look up.
    """
    read = {id(value) for _, value in trace.loaded.values()}  # which the graph looks at by itself
    found = []
    for kind, names in classes.items():
        own = frozenset(name for _, name, item in _containers(kind, names) if id(item) not in read)
        if own:
            get = _Contents(kind, own)
            found.append(Outside(kind.__qualname__, get, get()))
    return found


def _containers(kind: type, names: Collection[str]) -> Iterator[tuple[Any, str, Any]]:
    """Yield namespaces, names and what is there; asked for by name a descriptor would do what it does."""
    native = list(_run_by_python(kind))
    names = {*names, *(name for code, _ in native for name in names_in(code))}
    for owner in kind.__mro__[:-1]:
        space = vars(owner)
        for name in sorted(names & space.keys()):
            if isinstance(space[name], _CONTAINERS) or is_plain_object(space[name]):
                yield space, name, space[name]
    for code, variables in native:
        for name in sorted(names_in(code) & variables.keys()):
            if not isinstance(variables[name], type | types.ModuleType) and not callable(variables[name]):
                yield variables, name, variables[name]


def _run_by_python(kind: type) -> Iterator[tuple[types.CodeType, dict[str, Any]]]:
    """Yield the code, and its globals, that Python runs while it traces: of enumerations and metaclasses."""
    found = [
        item for owner in inspect.getmro(type(kind)) if _is_users(owner) for item in vars(owner).values()
    ]
    if isinstance(kind, enum.EnumMeta):
        items = [item for owner in kind.__mro__ if _is_users(owner) for item in vars(owner).values()]
        found += [item.fget for item in items if isinstance(item, property)]
    for item in found:
        if isinstance(item, types.FunctionType):
            yield item.__code__, item.__globals__


def _is_users(kind: type) -> bool:
    return not is_library(file_of(sys.modules.get(kind.__module__)))


class _Contents:
    """Tells what some attributes of a class hold, written anew only where that is not what it was.

    What was seen is kept alive: nothing else gets its identity.
    """

    def __init__(self, kind: type, names: frozenset[str]) -> None:
        self.kind = kind
        self.names = names
        self._look()

    def _look(self) -> None:
        self.roots = list(_containers(self.kind, self.names))
        items = [item for *_, item in self.roots]
        seen: set[int] = set()
        self.text = str([_text(item, seen) for item in items])
        found = [(_glance_of(item), item) for item in _objects(items, set())]
        self.seen = [(glance, item, glance(item)) for glance, item in found]

    def _is_same(self) -> bool:
        for glance, item, held in self.seen:
            now = glance(item)
            if now != held if type(held) is bytes else not _are_same(now, held):
                return False
        return all(space.get(name) is item for space, name, item in self.roots)

    def __call__(self) -> str:
        """Return the text."""
        if not self._is_same():
            self._look()
        return self.text


def _are_same(now: Any, held: Any) -> bool:
    return len(now) == len(held) and all(map(operator.is_, now, held))


def _glance_of(item: Any) -> Callable[[Any], Any]:
    """Return what gives what an object holds, to be compared by identity; of an array, its elements."""
    if isinstance(item, np.ndarray):
        return _elements if is_small(item) else _inside
    if isinstance(item, dict):
        return _of_dict
    return list if isinstance(item, list | tuple | set) else _inside


def _of_dict(item: dict[Any, Any]) -> list[Any]:
    return [*item, *item.values()]


def _elements(item: Any) -> bytes:
    return bytes(item.tobytes())


def _text(item: Any, seen: set[int]) -> Any:
    if _is_plain(item):
        return type(item), repr(item)
    if id(item) in seen or len(seen) > _MOST or (isinstance(item, _CONTAINERS) and not is_small(item)):
        return type(item), id(item), len(_inside(item))
    seen.add(id(item))
    if isinstance(item, np.ndarray):
        return item.dtype.str, item.shape, item.tobytes()
    own = None if isinstance(item, (*_CONTAINERS, frozenset)) else id(item)
    return type(item), own, [_text(inner, seen) for inner in _inside(item)]


def _is_plain(item: Any) -> bool:
    """Whether the text of an item, which is Python's or NumPy's own, tells all of it."""
    if isinstance(item, (*_CONTAINERS, frozenset)) or callable(item):
        return False
    return type(item).__module__ in ("builtins", "numpy")


def _inside(item: Any) -> list[Any]:
    """Return what a container or an object holds."""
    if isinstance(item, dict):
        return _of_dict(item)
    if isinstance(item, list | tuple | set | frozenset):
        return list(item)
    if isinstance(item, np.ndarray) or not is_plain_object(item):
        return []
    return _inside(contents(item))


def _objects(items: list[Any], seen: set[int]) -> Iterator[Any]:
    """Yield the objects in what a class holds, from the outside in."""
    for item in items:
        if id(item) in seen or _is_plain(item) or len(seen) > _MOST:
            continue
        seen.add(id(item))
        yield item
        yield from _objects(_inside(item), seen)
