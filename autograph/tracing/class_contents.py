"""A class in, what its lists, dicts, sets and arrays hold out: a text that tells whether that is the same."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterator
from typing import Any

import numpy as np

from autograph.tracing.class_data import is_small
from autograph.tracing.containers import contents
from autograph.tracing.lifting import Outside
from autograph.tracing.plain import is_plain_object
from autograph.tracing.trace import Trace

__all__ = ["class_contents"]

_CONTAINERS = (list, dict, set, tuple, np.ndarray)


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
        own = frozenset(name for name, item in _containers(kind, names) if id(item) not in read)
        if own:
            kept = tuple(_objects([item for _, item in _containers(kind, own)], set()))
            get = functools.partial(_text_of_class, kind, own, kept)
            found.append(Outside(kind.__qualname__, get, get()))
    return found


def _containers(kind: type, names: Collection[str]) -> Iterator[tuple[str, Any]]:
    for owner in kind.__mro__[:-1]:
        space = vars(owner)
        for name in sorted(names & space.keys()):
            if isinstance(space[name], _CONTAINERS) or is_plain_object(space[name]):
                yield name, space[name]


def _text_of_class(kind: type, names: frozenset[str], _: Any) -> str:
    """Return the text for some attributes; the objects that are told by their identity are kept alive."""
    seen: set[int] = set()
    return str([(name, _text(item, seen)) for name, item in _containers(kind, names)])


def _text(item: Any, seen: set[int]) -> Any:
    if _is_plain(item):
        return type(item), repr(item)
    if id(item) in seen or len(seen) > _MOST or (isinstance(item, _CONTAINERS) and not is_small(item)):
        return type(item), id(item), getattr(item, "size", None) or len(_inside(item))
    seen.add(id(item))
    if isinstance(item, np.ndarray):
        return item.dtype.str, item.shape, item.tobytes()
    own = id(item) if is_plain_object(item) else None
    return type(item), own, [_text(inner, seen) for inner in _inside(item)]


_MOST = 64
"""Objects that are looked into."""


def _is_plain(item: Any) -> bool:
    """Whether the text of an item, which is Python's or NumPy's own, tells all of it."""
    if isinstance(item, (*_CONTAINERS, tuple, frozenset)) or callable(item):
        return False
    return type(item).__module__ in ("builtins", "numpy")


def _inside(item: Any) -> list[Any]:
    """Return what a container or an object holds."""
    if isinstance(item, dict):
        return [*item.keys(), *item.values()]
    if isinstance(item, list | tuple | set | frozenset):
        return list(item)
    return _inside(contents(item)) if is_plain_object(item) else [id(item)]


def _objects(item: Any, seen: set[int]) -> Iterator[Any]:
    """Yield the objects in what a class holds, which are told by their identity."""
    if id(item) in seen or _is_plain(item) or len(seen) > _MOST:
        return
    seen.add(id(item))
    yield item
    for inner in [] if isinstance(item, np.ndarray) else _inside(item):
        yield from _objects(inner, seen)
