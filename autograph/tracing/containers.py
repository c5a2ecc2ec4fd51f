"""Lists, dicts, sets and objects of the program being traced: ordinary ones, whose changes are noticed."""

from __future__ import annotations

import collections
from typing import Any

from autograph.tracing.tensor import Tensor, need_value
from autograph.tracing.trace import Untraceable, current
from autograph.tracing.traced_list import Grown, ListContents, TracedList
from autograph.tracing.watching import is_mutable, register

__all__ = [
    "Grown",
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


class TracedDict(dict[Any, Any]):
    """A dict of the program; a key that is data needs its value."""

    def __init__(self, items: Any = ()) -> None:
        super().__init__(items)
        register(self)

    def copy(self) -> TracedDict:
        """Return a dict of the same items."""
        return TracedDict(self)

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, Tensor):
            raise need_value(key, "as a key")
        return super().__getitem__(key)

    def __setitem__(self, key: Any, value: Any) -> None:
        if isinstance(key, Tensor):
            raise need_value(key, "as a key")
        super().__setitem__(key, value)


class TracedSet(set[Any]):
    """A set of the program."""

    def __init__(self, items: Any = ()) -> None:
        super().__init__(items)
        register(self)


def contents(container: Any) -> Any:
    """Return what a watched object holds: a tuple, or a dict in order."""
    if isinstance(container, TracedList):
        return container.grown if container.grown is not None else ListContents(container)
    if isinstance(container, list | collections.deque):
        return tuple(container)
    if isinstance(container, dict):
        return dict(container)
    if isinstance(container, set):
        return frozenset(container)
    return _attributes(container)


def _attributes(instance: Any) -> dict[str, Any]:
    found = dict(getattr(instance, "__dict__", {}))
    for owner in type(instance).__mro__:
        names = owner.__dict__.get("__slots__", ())
        for name in (names,) if isinstance(names, str) else names:
            if name not in ("__dict__", "__weakref__") and hasattr(instance, name):
                found[name] = getattr(instance, name)
    return found


def restore(container: Any, held: Any) -> None:
    """Give a watched object contents that :func:`contents` returned."""
    if isinstance(container, collections.deque):
        container.clear()
        container.extend(held)
    elif isinstance(container, list):
        if isinstance(container, TracedList):
            container.grown = held if isinstance(held, Grown) else None
        list.__setitem__(container, slice(None), () if isinstance(held, Grown) else held)
    elif isinstance(container, dict):
        dict.clear(container)
        dict.update(container, held)
    elif isinstance(container, set):
        container.clear()
        container.update(held)
    else:
        for name in _attributes(container):
            if name not in held:
                object.__delattr__(container, name)
        for name, value in held.items():
            object.__setattr__(container, name, value)


def same_contents(one: Any, two: Any) -> bool:
    """Whether two results of :func:`contents` hold the very same objects in the same order."""
    if isinstance(one, Grown) or isinstance(two, Grown):
        return one is two
    if type(one) is not type(two) or len(one) != len(two):
        return False
    if isinstance(one, dict):
        return list(one) == list(two) and all(one[key] is two[key] for key in one)
    if isinstance(one, frozenset):
        return bool(one == two)
    return all(a is b for a, b in zip(one, two, strict=True))


def snapshot() -> dict[int, tuple[Any, Any]]:
    """Return the watched objects and what they hold now."""
    trace = current()
    assert trace is not None
    return {key: (item, contents(item)) for key, item in trace.mutable.items()}


def changed_since(before: dict[int, tuple[Any, Any]]) -> dict[int, tuple[Any, Any]]:
    """Return the objects of `before` that hold something else now, with what they hold now."""
    found = {}
    for key, (container, held) in before.items():
        now = contents(container)
        if not same_contents(held, now):
            found[key] = (container, now)
    return found


def refuse_length() -> Untraceable:
    """Return the refusal for a container whose length data decides."""
    return Untraceable("AG105", "a container grows or shrinks where data decides")
