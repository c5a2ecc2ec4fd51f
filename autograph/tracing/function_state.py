"""What functions from outside keep from call to call, as a trace sees it: changeable defaults, attributes."""

from __future__ import annotations

import contextlib
import functools
import threading
import types
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograph.converters.origin import is_library
from autograph.decorated import Decorated
from autograph.tracing import library_containers
from autograph.tracing.bindings import ABSENT
from autograph.tracing.lifting import Outside, lift_outside
from autograph.tracing.plain import is_plain_object
from autograph.tracing.randomness import is_generator
from autograph.tracing.spec import UNDEFINED
from autograph.tracing.trace import Restart, Trace, Untraceable, current, is_converted
from autograph.tracing.watching import is_known

__all__ = ["function_attributes", "is_outside", "need_attributes", "outside_attribute", "with_defaults"]

_CODE = (types.FunctionType, types.BuiltinFunctionType, types.ModuleType, type, np.ufunc)
_KINDS = (np.ndarray, list, dict, set, *library_containers.KINDS)


def with_defaults(target: types.FunctionType, function: types.FunctionType) -> types.FunctionType:
    """Return the converted form of a function whose defaults are those of the trace.

    Parameters
    ----------
    target : function
        The converted form; it is returned if no default can change.
    function : function
        As written.
    """
    trace = current()
    assert trace is not None
    values = (*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values())
    if not any(map(_can_change, values)):
        return target
    key = f"{function.__qualname__}()", id(target)
    if key not in trace.loaded:
        trace.loaded[key] = _with_defaults(trace, target, function), target
    made: types.FunctionType = trace.loaded[key][0]
    return made


def _with_defaults(trace: Trace, target: types.FunctionType, function: types.FunctionType) -> Any:
    made = types.FunctionType(target.__code__, target.__globals__, target.__name__, None, target.__closure__)
    made.__qualname__, made.__module__ = target.__qualname__, target.__module__
    made.__defaults__ = tuple(
        _lifted(trace, value, functools.partial(_default, function, place), function)
        for place, value in enumerate(function.__defaults__ or ())
    )
    made.__kwdefaults__ = {
        name: _lifted(trace, value, functools.partial(_named_default, function, name), function)
        for name, value in (function.__kwdefaults__ or {}).items()
    }
    return made


def _can_change(value: Any) -> bool:
    if isinstance(value, tuple):
        return any(map(_can_change, value))
    return (type(value) in _KINDS or is_generator(value) or is_plain_object(value)) and not is_known(value)


def _lifted(trace: Trace, value: Any, get: Callable[[], Any], function: types.FunctionType) -> Any:
    """Return what stands for a default; graphs look at the true one at each call."""
    if not _can_change(value):
        return value
    return lift_outside(Outside(function.__qualname__, get, value), trace)


def _default(function: types.FunctionType, place: int) -> Any:
    return dict(enumerate(function.__defaults__ or ())).get(place, UNDEFINED)


def _named_default(function: types.FunctionType, name: str) -> Any:
    return (function.__kwdefaults__ or {}).get(name, UNDEFINED)


def is_outside(function: Any) -> bool:
    """Whether a function's attributes are those it has from call to call, which a graph must read at each."""
    trace = current()
    if trace is None or isinstance(function, Decorated):
        return trace is not None
    return (
        isinstance(function, types.FunctionType)
        and not is_converted(function.__code__)
        and not is_library(function.__code__.co_filename)
        and ("function", function) not in trace.decisions.static
    )


def outside_attribute(function: Any, name: str) -> Any:
    """Return what stands for an attribute of a function from outside; one that is missing must stay so.

    Raises
    ------
    AttributeError
        If the function has none of that name.
    """
    trace = current()
    assert trace is not None
    held = vars(function)
    value = held.get(name, ABSENT)
    if value is ABSENT or isinstance(value, _CODE):
        trace.bindings.attribute(held, name, value)
        return getattr(function, name)
    key = f"{function.__qualname__}.{name}", id(value)
    if key not in trace.loaded:
        get = functools.partial(getattr, function, name, UNDEFINED)
        trace.loaded[key] = lift_outside(Outside(key[0], get, value), trace), value
    return trace.loaded[key][0]


def need_attributes(function: types.FunctionType) -> None:
    """Require that attributes of a function from outside may be assigned in the trace.

    Raises
    ------
    Restart
        If that is known from now on.
    Untraceable
        If the function is not the program's own.
    """
    trace = current()
    assert trace is not None
    if ("function", function) in trace.decisions.static:
        return
    if is_library(function.__code__.co_filename):
        raise Untraceable("AG203", "a function from outside is changed")
    raise Restart(frozenset([("function", function)]))


@contextlib.contextmanager
def function_attributes(trace: Trace) -> Iterator[None]:
    """Let functions have what stands for the attributes of which the trace is known to assign some.

    Raises
    ------
    Untraceable
        If another thread may look at them meanwhile.
    """
    found: list[tuple[types.FunctionType, dict[str, Any]]] = []
    try:
        for kind, *rest in trace.decisions.static:
            if kind != "function":
                continue
            if threading.active_count() > 1:
                raise Untraceable("AG203", "a function from outside is changed beside other threads")
            function, true = rest[0], rest[0].__dict__
            get = functools.partial(getattr, function, "__dict__")
            shadow = lift_outside(Outside(function.__qualname__, get, true, static=False), trace)
            found.append((function, true))
            function.__dict__ = shadow
        yield
    finally:
        for function, true in found:
            function.__dict__ = true
