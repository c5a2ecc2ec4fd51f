"""The attributes of the program's classes that a trace assigns: watched like its own.

Only the thread that traces sees their values in the trace; what else reads them gets those outside.
"""

from __future__ import annotations

import abc
import contextlib
import enum
import functools
import sys
from collections.abc import Iterator
from typing import Any

from autograph.converters.origin import file_of, is_library
from autograph.tracing.class_variable import ClassVariable
from autograph.tracing.containers import contents
from autograph.tracing.outer import assigned_attribute
from autograph.tracing.spec import UNDEFINED
from autograph.tracing.threads import current
from autograph.tracing.trace import Restart, Trace, Untraceable

__all__ = ["assignable", "class_variables"]

_CHANGED = "a type from outside is changed"


class _Assignable:
    """A class whose attributes the program is about to assign."""

    def __init__(self, kind: type) -> None:
        object.__setattr__(self, "kind", kind)

    def __getattribute__(self, name: str) -> Any:
        return getattr(object.__getattribute__(self, "kind"), name)

    def __setattr__(self, name: str, value: Any) -> None:
        _assign(object.__getattribute__(self, "kind"), name, value)

    def __delattr__(self, name: str) -> None:
        raise Untraceable("AG203", _CHANGED)


def assignable(kind: type) -> Any:
    """Return what is assigned to in the place of a class from outside.

    Raises
    ------
    Untraceable
        If that may do more, or the class is not the program's.
    """
    is_plain = type(kind) in (type, abc.ABCMeta) and not issubclass(kind, enum.Enum | BaseException)
    module = sys.modules.get(kind.__module__)
    of_others = "<locals>" in kind.__qualname__ and not _is_defined_here(kind)
    if not is_plain or of_others or is_library(file_of(module)):
        raise Untraceable("AG203", _CHANGED)
    return _Assignable(kind)


def _is_defined_here(kind: type) -> bool:
    """Whether the program's own class statement has made a class, in a function that is under way."""
    trace = current()
    assert trace is not None
    place = kind.__qualname__.rpartition(".<locals>")[0]
    return any((one.__module__, one.__qualname__) == (kind.__module__, place) for one in trace.calls)


def _assign(kind: type, name: str, value: Any) -> None:
    trace = current()
    assert trace is not None
    if not isinstance(vars(kind).get(name), ClassVariable):
        if _is_defined_here(kind):
            _stand_in(trace, kind, name, outside=False)
        else:
            raise Restart(frozenset([("class", kind, name)]))
    assigned = trace.assigned[id(kind), name]
    if assigned.get() is UNDEFINED and trace.region is not trace.root:
        raise Untraceable("AG203", "a class from outside gets an attribute under a condition")
    assigned.set(value)


@contextlib.contextmanager
def class_variables(trace: Trace) -> Iterator[None]:
    """Let classes have what stands for the attributes that the trace is known to assign."""
    try:
        for key in trace.decisions.static:
            if key[0] == "class":
                _stand_in(trace, *key[1:])
        yield
    finally:
        for kind, name in trace.bindings.assigned:
            variable = vars(kind).get(name)
            if (
                isinstance(variable, ClassVariable) and variable.trace is trace
            ):  # nobody has assigned it meanwhile
                _put_back(variable)


def _stand_in(trace: Trace, kind: type, name: str, *, outside: bool = True) -> None:
    space = vars(kind)
    held = (space[name],) if name in space else ()
    if any(hasattr(type(value), "__get__") for value in held):
        raise Untraceable("AG203", _CHANGED)
    assigned = assigned_attribute(trace, kind, name, outside=outside)
    variable = ClassVariable(trace, kind, name, held)
    variable.inside = functools.partial(contents, assigned.cell)
    setattr(kind, name, variable)
    trace.bindings.assigned.add((kind, name))


def _put_back(variable: ClassVariable) -> None:
    if variable.outside:
        setattr(variable.owner, variable.name, variable.outside[0])
    else:
        delattr(variable.owner, variable.name)
