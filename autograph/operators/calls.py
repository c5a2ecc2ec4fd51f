"""Calls in converted code: builtins and NumPy staged, user functions converted and looked into."""

from __future__ import annotations

import functools
import types
import weakref
from collections.abc import Callable
from typing import Any

import numpy as np

from autograph.converters import Converted, convert
from autograph.operators.builtins import BUILTINS
from autograph.operators.printing import graph_print
from autograph.operators.replay import replaying
from autograph.runtime.errors import ConversionError
from autograph.tracing.containers import TracedDict, TracedList, TracedSet, register
from autograph.tracing.lifting import is_plain_object
from autograph.tracing.numpy_functions import FUNCTIONS, call_function, call_ufunc, holds_handle
from autograph.tracing.tensor import Tensor, settle
from autograph.tracing.text import Text
from autograph.tracing.trace import Untraceable, current, emit, is_converted, register_code, tracing

__all__ = ["conversion_of", "converted", "do_not_convert"]

MAX_DEPTH = 60
"""Calls looked into within calls; deeper means a recursion that data ends."""

_cache: weakref.WeakKeyDictionary[types.FunctionType, Converted] = weakref.WeakKeyDictionary()
_refused: weakref.WeakSet[Any] = weakref.WeakSet()
_CONTAINERS = (
    TracedList,
    TracedDict,
    TracedSet,
    list,
    dict,
    set,
    tuple,
    str,
    bytes,
    frozenset,
    int,
    float,
    complex,
)


def do_not_convert(function: Any) -> Any:
    """Mark a function that graphs must not look into: what calls it runs as Python."""
    _refused.add(function)
    return function


def conversion_of(function: types.FunctionType) -> Converted:
    """Return the converted form of a function, made once.

    Raises
    ------
    ConversionError
        If it has none.
    """
    from autograph import operators  # noqa: PLC0415  (the operators call each other through converted code)

    found = _cache.get(function)
    if found is None:
        found = convert(function, operators)
        register_code(found.function.__code__)
        _cache[function] = found
    return found


def converted(function: Any) -> Any:
    """Return what converted code calls in the place of `function`."""
    if current() is None:
        if replaying():
            return _replayed(function)
        return function
    return _staged(function)


def _replayed(function: Any) -> Any:
    target = getattr(function, "original", function)
    if isinstance(target, types.FunctionType) and not is_converted(target.__code__):
        try:
            return conversion_of(target).function
        except ConversionError:
            return function
    if isinstance(target, types.MethodType):
        return types.MethodType(_replayed(target.__func__), target.__self__)
    return function


def _staged(function: Any) -> Any:
    if isinstance(function, type):
        return _staged_class(function)
    if isinstance(function, types.FunctionType):
        return _staged_function(function)
    if function is print:
        return graph_print
    builtin = _builtin(function)
    if builtin is not None:
        return builtin
    if isinstance(function, np.ufunc):
        return functools.partial(_numpy, function, functools.partial(_ufunc, function))
    if isinstance(function, functools.partial):
        return functools.partial(_staged(function.func), *function.args, **function.keywords)
    if _of_numpy(function):
        return functools.partial(_numpy, function, functools.partial(_function, function))
    if isinstance(function, types.MethodType):
        return functools.partial(_staged(function.__func__), function.__self__)
    if isinstance(function, types.BuiltinFunctionType | types.MethodWrapperType):
        return _staged_builtin(function)
    return _staged_object(function)


def _builtin(function: Any) -> Any:
    """Return what stands for a builtin, None for any other object."""
    try:
        return BUILTINS.get(function)
    except TypeError:
        return None


def _staged_object(function: Any) -> Any:
    """Return what stands for an object that is called by its class's ``__call__``, or wraps a function."""
    original = getattr(function, "original", None) or getattr(function, "__wrapped__", None)
    if original is not None and callable(original):
        return _staged(original)
    if isinstance(function, Tensor):
        raise TypeError("a number is not callable")
    call = next(
        (vars(owner)["__call__"] for owner in type(function).__mro__ if "__call__" in vars(owner)), None
    )
    if isinstance(call, types.FunctionType):
        return functools.partial(_staged_function(call), function)
    raise Untraceable("AG201", f"`{_name(function)}`")


def _name(function: Any) -> str:
    return str(getattr(function, "__qualname__", None) or type(function).__qualname__)


def _of_numpy(function: Any) -> bool:
    if function in FUNCTIONS:
        return True
    module = getattr(function, "__module__", None) or ""
    name = getattr(function, "__name__", "")
    if module.startswith("numpy") and "random" not in module and not module.startswith("numpy.testing"):
        return not isinstance(function, types.MethodType) and not name.startswith(("save", "load", "set"))
    owner = getattr(function, "__self__", None)
    return isinstance(owner, np.ufunc)


def _numpy(function: Any, staged: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    if holds_handle(args) or holds_handle(kwargs) or function in FUNCTIONS:
        return staged(*args, **kwargs)
    result = function(*args, **kwargs)
    return lifted(result)


def lifted(result: Any) -> Any:
    """Return arrays made while tracing as handles, so that every run of the graph has its own."""
    if isinstance(result, np.ndarray):
        if result.dtype.kind not in "biufc" or type(result) is not np.ndarray:
            raise Untraceable("AG205", f"an array of {result.dtype}")
        return emit("copy", result)
    if type(result) is tuple:
        return tuple(lifted(item) for item in result)
    if type(result) is list:
        return TracedList(lifted(item) for item in result)
    return result


def _ufunc(function: np.ufunc, *args: Any, **kwargs: Any) -> Any:
    args, more = args[: function.nin], args[function.nin :]
    if more:
        kwargs["out"] = more[0]
    return call_ufunc(function, "__call__", args, kwargs)


def _function(function: Any, *args: Any, **kwargs: Any) -> Any:
    owner = getattr(function, "__self__", None)
    if isinstance(owner, np.ufunc):
        return call_ufunc(owner, function.__name__, args, kwargs)
    return call_function(function, args, kwargs)


def _staged_function(function: types.FunctionType) -> Any:
    if function in _refused:
        raise Untraceable("AG201", f"`{function.__qualname__}` is marked do_not_convert")
    module = function.__module__ or ""
    if module.startswith(("autograph.tracing", "autograph.operators")) or is_converted(function.__code__):
        return function
    if _of_numpy(function):
        return functools.partial(_numpy, function, functools.partial(_function, function))
    try:
        target = conversion_of(function).function
    except ConversionError as problem:
        raise Untraceable("AG201", f"`{function.__qualname__}`: {problem.msg}") from None
    return functools.partial(_called, target)


def _called(target: types.FunctionType, *args: Any, **kwargs: Any) -> Any:
    trace = current()
    assert trace is not None
    if len(trace.calls) > MAX_DEPTH:
        raise Untraceable("AG206", f"`{target.__qualname__}`")
    trace.calls.append(target)
    try:
        return target(*args, **kwargs)
    finally:
        trace.calls.pop()


def _staged_builtin(function: Any) -> Any:
    owner = getattr(function, "__self__", None)
    if isinstance(owner, types.ModuleType):
        if owner.__name__ in ("math", "cmath", "operator", "_operator"):
            return function
        if owner.__name__ == "builtins" and function in _PURE:
            return function
        raise Untraceable("AG201", f"`{owner.__name__}.{function.__name__}`")
    if isinstance(owner, _CONTAINERS):
        return functools.partial(_method, function, owner)
    if isinstance(owner, type) and owner in (dict, str, int, float, bytes):
        return function
    if isinstance(owner, np.generic):
        return function
    raise Untraceable("AG201", f"`{_name(function)}`")


_PURE = {hash, id, ord, chr, bin, hex, oct, getattr, hasattr, issubclass, next, format, setattr}


def _method(function: Any, owner: Any, *args: Any, **kwargs: Any) -> Any:
    if isinstance(owner, dict) and args and isinstance(args[0], Tensor):
        raise Untraceable("AG101", "data is a key")
    if (
        isinstance(owner, list)
        and function.__name__ in ("index", "remove", "count", "sort")
        and holds_handle(owner)
    ):
        raise Untraceable("AG101", f"`{function.__name__}` on a list of data")
    if isinstance(owner, set) and holds_handle(args):
        raise Untraceable("AG101", "data in a set")
    if isinstance(owner, str) and any(isinstance(item, Tensor | Text) for item in args):
        raise Untraceable("AG101", "text made of data")
    if isinstance(owner, list | dict | set) and type(owner) in (list, dict, set):
        raise Untraceable("AG203", f"a {type(owner).__name__} from outside")
    return function(*args, **kwargs)


def _staged_class(cls: type) -> Any:
    if cls in BUILTINS:
        return BUILTINS[cls]
    if issubclass(cls, np.generic):
        return functools.partial(_numpy_scalar, cls)
    if issubclass(cls, BaseException):
        return cls
    if issubclass(cls, tuple) and hasattr(cls, "_fields"):
        return cls
    if cls in (slice, object, frozenset, np.dtype, bytes):
        return cls
    return functools.partial(_construct, cls)


def _numpy_scalar(cls: type[np.generic], *args: Any) -> Any:
    if len(args) != 1 or not holds_handle(args):
        return cls(*args)
    value = settle(args[0])
    if not isinstance(value, Tensor):
        return call_function(np.array, (value,), {"dtype": cls})
    if value.type.kind == "array" and value.type.ndim:
        return emit("cast", value, dtype=np.dtype(cls))
    if value.type.kind == "array":
        value = emit("item", value)
    return emit("to_numpy", value, dtype=np.dtype(cls))


def _construct(cls: Any, *args: Any, **kwargs: Any) -> Any:
    kind: Any = type(cls)
    if kind is not type or cls.__new__ is not object.__new__:
        raise Untraceable("AG201", f"`{cls.__qualname__}`")
    made = cls.__new__(cls)
    if not is_plain_object(made):
        raise Untraceable("AG201", f"`{cls.__qualname__}`")
    register(made)
    initialise = cls.__init__
    if isinstance(initialise, types.FunctionType):
        if hasattr(cls, "__dataclass_fields__") and initialise.__code__.co_filename.startswith("<"):
            if hasattr(cls, "__post_init__"):
                raise Untraceable("AG201", f"`{cls.__qualname__}.__post_init__`")
            initialise(made, *args, **kwargs)
        else:
            _staged_function(initialise)(made, *args, **kwargs)
    elif args or kwargs:
        raise TypeError(f"{cls.__name__}() takes no arguments")
    return made


def as_python(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Call `function` with the trace under way set aside."""
    with tracing(None):
        return function(*args, **kwargs)
