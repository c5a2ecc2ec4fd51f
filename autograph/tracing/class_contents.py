"""A class in, what its lists, dicts, sets and arrays hold out: a text that tells whether that is the same."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterator
from typing import Any

import numpy as np

from autograph.tracing.class_data import is_small
from autograph.tracing.lifting import Outside
from autograph.tracing.trace import Trace

__all__ = ["class_contents"]

_CONTAINERS = (list, dict, set, np.ndarray)


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
            kept = tuple(_objects([item for _, item in _containers(kind, own)]))
            get = functools.partial(_text_of_class, kind, own, kept)
            found.append(Outside(kind.__qualname__, get, get()))
    return found


def _containers(kind: type, names: Collection[str]) -> Iterator[tuple[str, Any]]:
    for owner in kind.__mro__[:-1]:
        space = vars(owner)
        for name in sorted(names & space.keys()):
            if isinstance(space[name], _CONTAINERS):
                yield name, space[name]


def _text_of_class(kind: type, names: frozenset[str], _: Any) -> str:
    """Return the text for some attributes; the objects that are told by their identity are kept alive."""
    return str([(name, _text(item)) for name, item in _containers(kind, names)])


def _text(item: Any) -> Any:
    if isinstance(item, _CONTAINERS) and not is_small(item):
        return type(item), id(item), len(item)
    if isinstance(item, np.ndarray):
        return item.dtype.str, item.shape, item.tobytes()
    if isinstance(item, dict):
        return dict, [(_text(key), _text(value)) for key, value in item.items()]
    if isinstance(item, list | tuple | set | frozenset):
        return type(item), [_text(inner) for inner in item]
    return (type(item), repr(item)) if _is_plain(item) else id(item)


def _is_plain(item: Any) -> bool:
    """Whether the text of an item, which is Python's or NumPy's own, tells all of it."""
    return type(item).__module__ in ("builtins", "numpy") and not callable(item)


def _objects(item: Any) -> Iterator[Any]:
    """Yield the objects in a container that are told by their identity."""
    if isinstance(item, dict):
        item = [*item.keys(), *item.values()]
    if isinstance(item, list | tuple | set | frozenset):
        for inner in item:
            yield from _objects(inner)
    elif not isinstance(item, np.ndarray) and not _is_plain(item):
        yield item
