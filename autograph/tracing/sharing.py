"""Which lists and dicts of the program have more than one name, so that a copy of one would be noticed."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

from autograph.tracing.choice import Choice
from autograph.tracing.containers import TracedDict, TracedSet, contents, restore
from autograph.tracing.keyed import Keyed
from autograph.tracing.trace import Region, current, is_converted
from autograph.tracing.traced_dict import DictView
from autograph.tracing.traced_list import Grown, TracedList

__all__ = [
    "content_of",
    "detached",
    "is_container",
    "is_shared",
    "made_within",
    "shared_among",
    "with_content",
]


def is_container(value: Any) -> bool:
    """Whether `value` is a list, dict or set of the program."""
    return isinstance(value, TracedList | TracedDict | TracedSet)


def content_of(value: Any) -> Any:
    """Return the container of a variable that holds one on some paths only, anything else as it is."""
    return value.value if isinstance(value, Choice) else value


def _container_seen(value: Any) -> Any:
    """Return the container that the program can reach by a variable's value."""
    return value.owner if isinstance(value, DictView) else content_of(value)


def with_content(value: Any, container: Any) -> Any:
    """Return a variable's value with another container in the place of its own."""
    return Choice(container, value.alternatives) if isinstance(value, Choice) else container


def made_within(container: Any, region: Region) -> bool:
    """Whether a list or dict was made in `region` or further in, so that nothing outside has it."""
    trace = current()
    assert trace is not None
    home = trace.homes.get(id(container))
    while home is not None and home is not region:
        home = home.parent
    return home is region


def is_shared(container: Any, names: int) -> bool:
    """Whether the program can reach a list or dict in another way than by so many of its variables.

    The variables of all functions under way count, also those that are not used any more.
    """
    trace = current()
    assert trace is not None
    if trace.lifter is not None and id(container) in trace.lifter.shadows:
        return True
    frame: FrameType | None = sys._getframe(1)
    found = 0
    while frame is not None:
        if is_converted(frame.f_code):
            found += sum(_container_seen(value) is container for value in frame.f_locals.values())
        frame = frame.f_back
    if found > names:
        return True
    return any(_holds(other, container) for other in trace.mutable.values() if other is not container)


def shared_among(statement: Any, values: tuple[Any, ...]) -> set[int]:
    """Return the ids of the lists and dicts among variables that the program can reach in other ways too.

    Parameters
    ----------
    statement : object
        The branch or loop whose method calls this; what calls that holds the variables.
    values : tuple
        The variables.
    """
    found = [content_of(item) for item in values]
    if not any(map(is_container, found)):
        return set()
    modules = {kind.__module__ for kind in type(statement).__mro__}
    frame: Any = sys._getframe(1)
    while frame.f_globals.get("__name__") in modules:
        frame = frame.f_back
    own = 1 if is_converted(frame.f_code) else 0
    return {id(item) for item in found if is_container(item) and is_shared(item, own)}


def detached(container: Any, held: Any) -> Any:
    """Return a list or dict like `container` that holds `held`."""
    made = type(container)()
    restore(made, held)
    return made


def _holds(other: Any, container: Any) -> bool:
    held = contents(other)
    if isinstance(held, Grown | Keyed | frozenset):
        return False
    items = held.values() if isinstance(held, dict) else held
    return any(_container_seen(item) is container for item in items)
