"""Lists, dicts, sets and objects of the program being traced: ordinary ones, whose changes are noticed."""

from __future__ import annotations

import collections
from typing import Any

from autograph.tracing.tensor import Tensor, need_value
from autograph.tracing.trace import Untraceable, current

__all__ = [
    "TracedDict",
    "TracedList",
    "TracedSet",
    "contents",
    "is_mutable",
    "register",
    "restore",
    "snapshot",
]


class TracedList(list[Any]):
    """A list of the program; an index that is data needs its value."""

    def __init__(self, items: Any = ()) -> None:
        super().__init__(items)
        register(self)

    def copy(self) -> TracedList:
        """Return a list of the same items."""
        return TracedList(self)

    def __add__(self, other: Any) -> TracedList:
        return TracedList(super().__add__(other))

    def __mul__(self, count: Any) -> TracedList:
        return TracedList(super().__mul__(count))

    __rmul__ = __mul__

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, slice):
            return TracedList(super().__getitem__(key))
        return super().__getitem__(key)

    def sort(self, *, key: Any = None, reverse: bool = False) -> None:
        """Sort; an order that data decides needs its values."""
        super().sort(key=key, reverse=reverse)


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


def register(container: Any) -> Any:
    """Watch `container`: its changes in a branch or loop are undone or merged."""
    trace = current()
    if trace is not None:
        trace.mutable[id(container)] = container
    return container


def is_mutable(value: Any) -> bool:
    """Whether `value` is watched by the trace under way."""
    trace = current()
    return trace is not None and id(value) in trace.mutable


def contents(container: Any) -> Any:
    """Return what a watched object holds: a tuple, or a dict in order."""
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
        list.__setitem__(container, slice(None), held)
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
