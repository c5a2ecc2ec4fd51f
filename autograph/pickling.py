"""How a decorated function is pickled: by its name, or by what it was made from."""

from __future__ import annotations

import functools
import operator
import sys
import types
from typing import Any

__all__ = ["detached", "reduced"]

_DETACHED = "detached"


def reduced(decorated: Any) -> Any:
    """Return what `__reduce__` does for a decorated function.

    The standard library's pickles name what lies in the main program. Those that take such functions along,
    as processes without that program need them, take the plain function that `detached` gives.
    """
    original = decorated.original
    module, name = getattr(original, "__module__", None), getattr(original, "__qualname__", "")
    if _found(module, name) is not decorated:
        return _again, (type(decorated), original, decorated.options)
    if module == "__main__" and isinstance(original, types.FunctionType):
        return _again, (type(decorated), decorated.detached, decorated.options)
    return name


def detached(function: types.FunctionType) -> types.FunctionType:
    """Return a plain copy of a decorated function, whose name is that of the decorated one's attribute."""
    made = types.FunctionType(
        function.__code__,
        function.__globals__,
        function.__name__,
        function.__defaults__,
        function.__closure__,
    )
    functools.update_wrapper(made, function)
    del made.__wrapped__  # type: ignore[attr-defined]
    made.__kwdefaults__ = function.__kwdefaults__
    made.__qualname__ = f"{function.__qualname__}.{_DETACHED}"
    return made


def _found(module: str | None, name: str) -> Any:
    """Return what lies in a module under a dotted name; None where nothing does."""
    try:
        return operator.attrgetter(name)(sys.modules[module or ""])
    except (AttributeError, KeyError):
        return None


def _again(kind: Any, original: Any, options: Any) -> Any:
    """Return a decorated function: that of this program, where there is one."""
    name, _, last = getattr(original, "__qualname__", "").rpartition(".")
    if last == _DETACHED:
        if _found(original.__module__, original.__qualname__) is original:
            return _found(original.__module__, name)
        original.__qualname__ = name
    return kind(original, options)
