"""NumPy's own callables as converted code meets them: functions, scalar types, classes, random numbers."""

from __future__ import annotations

import functools
import types
from collections.abc import Callable
from typing import Any

import numpy as np

from autograph import applying
from autograph.operators.algorithms import traced
from autograph.operators.histograms import staged_bincount, staged_histogram
from autograph.operators.interpolating import staged_digitize, staged_interp
from autograph.operators.iterating import elements
from autograph.operators.iteration import Rounds
from autograph.operators.parting import staged_split
from autograph.operators.scattering import is_scattered
from autograph.operators.spacing import staged_linspace
from autograph.runtime.errors import ConversionError
from autograph.runtime.quiet import quietly
from autograph.tracing.boxes import unboxed
from autograph.tracing.containers import TracedList
from autograph.tracing.host import host_call
from autograph.tracing.numpy_functions import (
    FUNCTIONS,
    call_function,
    call_ufunc,
    holds_handle,
    need_static,
    signature_of,
)
from autograph.tracing.numpy_functions.arrays import cast
from autograph.tracing.numpy_functions.by_type import is_of_types, number_as, type_by_type
from autograph.tracing.randomness import random_call, source_of
from autograph.tracing.tensor import Tensor, settle
from autograph.tracing.trace import Restart, Untraceable, current, emit
from autograph.tracing.traced_tuple import TracedTuple

__all__ = ["staged_numpy", "staged_numpy_class", "staged_vectorized"]

_FILES = {"file", "fname", "filename", "fid"}
"""Parameters by which a function is known to read or write a file."""

_STATE = ("get_", "set_", "geterr", "seterr", "getbuf", "setbuf", "show_", "printoptions", "info", "test")
"""How the names of functions begin that read or change NumPy's own settings, or print."""

_ARITHMETIC = (
    np.linalg.norm,
    np.trapezoid,
    np.average,
    np.polyval,
    np.trim_zeros,
    np.indices,
    np.angle,
    np.array_equal,
    np.tri,
    np.isneginf,
    np.isposinf,
)
"""Functions that NumPy writes as a few operations on arrays: as such they are a part of the kernel."""

REWRITTEN = {np.piecewise: traced(applying.piecewise), np.apply_along_axis: traced(applying.along_axis)}
"""What is traced for functions that call some of the program, where NumPy's own Python does too much."""

_CONSUMING = {np.fromiter: traced(applying.from_iterator)}
"""What is traced for functions that take items from an iterator, which only programs can be asked for."""

_ALGORITHMS = {
    np.histogram: staged_histogram,
    np.bincount: staged_bincount,
    np.interp: staged_interp,
    np.digitize: staged_digitize,
    np.linspace: staged_linspace,
    np.split: staged_split,
    np.array_split: staged_split,
}
"""What gives a function's result by a program of ours, of all its parameters; None where it cannot."""

_CONSTANT = (np.finfo, np.iinfo, np.dtype)
"""Classes whose instances never change."""


def staged_numpy(function: Any) -> Callable[..., Any] | None:
    """Return what stands for a callable of NumPy's while tracing; None where it is not NumPy's."""
    if isinstance(function, np.ufunc):
        return functools.partial(_called, function, functools.partial(_ufunc, function))
    if source_of(function) is not None:
        return functools.partial(random_call, function)
    if not _is_numpys(function):
        return None
    return functools.partial(_called, function, functools.partial(_function, function))


def _is_numpys(function: Any) -> bool:
    try:
        if function in FUNCTIONS:
            return True
    except TypeError:
        return False
    owner = getattr(function, "__self__", None)
    if isinstance(owner, np.ufunc):
        return True
    module = getattr(function, "__module__", None) or ""
    if not module.startswith("numpy") or module.startswith(("numpy.testing", "numpy.random")):
        return False
    if isinstance(function, types.MethodType | type) or getattr(function, "__name__", "").startswith(_STATE):
        return False
    signature = signature_of(function) if callable(function) else None
    return signature is None or not _FILES & set(signature.parameters)


def _called(function: Any, staged: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    if function in _CONSUMING and args and not _has_items(args[0]):
        return _CONSUMING[function](*args, **kwargs)
    args = tuple(item.held if isinstance(item, TracedTuple) else item for item in args)
    if any(_is_users(item) for item in (*args, *kwargs.values())):
        return _looked_into(function, args, kwargs)
    if holds_handle(args) or holds_handle(kwargs) or function in FUNCTIONS:
        return staged(*args, **kwargs)
    return _known(function, tuple(map(_as_written_list, args)), kwargs)


def _known(function: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Return what is known while tracing; what warns does so at every call."""
    errors: list[str] = []
    with (
        quietly() as silence,
        np.errstate(all="call", under="ignore", call=lambda kind, _: errors.append(kind)),
    ):
        result = function(*args, **kwargs)
    return host_call(function, args, kwargs) if silence.broken or errors else lifted(result)


def _as_written_list(value: Any) -> Any:
    """Return a list of the program as a plain one, which ufuncs called by name take for an array."""
    return list(value) if isinstance(value, TracedList) else value


def _has_items(value: Any) -> bool:
    """Whether an iterable has its items at hand."""
    return isinstance(value, Tensor | np.ndarray | tuple | list | range | str | bytes)


def _is_users(value: Any) -> bool:
    """Whether an argument is, or holds, a function written in Python."""
    if isinstance(value, TracedList) and value.in_arrays:
        return False
    if isinstance(value, list | tuple):
        return any(_is_users(item) for item in value)
    return isinstance(value, types.FunctionType | types.MethodType) and not _is_numpys(value)


def _looked_into(function: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Trace NumPy's own Python, as it calls functions of the user's."""
    from autograph.operators.calls import conversion_of, traced_call  # noqa: PLC0415  (calls call NumPy)

    if function in REWRITTEN:
        return REWRITTEN[function](*args, **kwargs)
    written = getattr(function, "__wrapped__", function)
    if not isinstance(written, types.FunctionType):
        raise Untraceable("AG201", f"`{getattr(function, '__name__', function)}` with a function in Python")
    try:
        target = conversion_of(written).function
    except ConversionError as problem:
        raise Untraceable("AG201", f"`{written.__qualname__}`: {problem.msg}") from None
    return traced_call(target, *args, **kwargs)


def lifted(result: Any, made_of: dict[int, Any] | None = None) -> Any:
    """Return arrays made while tracing as handles, so that every run of the graph has its own."""
    made_of = {} if made_of is None else made_of
    if id(result) in made_of:
        return made_of[id(result)]
    if isinstance(result, np.ndarray):
        if result.dtype.kind not in "biufc" or type(result) is not np.ndarray:
            raise Untraceable("AG205", f"an array of {result.dtype}")
        made = emit("copy", result)
        made.read_only = not result.flags.writeable
        made_of[id(result)] = made
        return made
    if type(result) is tuple:
        return tuple(lifted(item, made_of) for item in result)
    if type(result) is list:
        return TracedList(lifted(item, made_of) for item in result)
    return result


def _ufunc(function: np.ufunc, *args: Any, **kwargs: Any) -> Any:
    args, more = args[: function.nin], args[function.nin :]
    if more:
        kwargs["out"] = more[0] if len(more) == 1 else more
    return call_ufunc(function, "__call__", args, kwargs)


def _function(function: Any, *args: Any, **kwargs: Any) -> Any:
    owner = getattr(function, "__self__", None)
    if isinstance(owner, np.ufunc):
        if function.__name__ == "at" and not kwargs and is_scattered(owner, args):
            return None
        return call_ufunc(owner, function.__name__, args, kwargs)
    if function in _ARITHMETIC:
        return _as_written(function, args, kwargs)
    if function in _ALGORITHMS:
        need_static(function, args, kwargs)
        given = _bound(function, args, kwargs)
        found = None if given is None else _ALGORITHMS[function](given)
        if found is not None:
            return found
    return call_function(function, args, kwargs)


def _bound(function: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> list[Any] | None:
    """Return what all parameters of a function are in a call; None where it does not take these."""
    signature = signature_of(function)
    assert signature is not None
    try:
        bound = signature.bind(*args, **kwargs)
    except TypeError:
        return None
    bound.apply_defaults()
    return list(bound.arguments.values())


def _as_written(function: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Trace NumPy's own Python where that gives a graph, else call it."""
    trace = current()
    assert trace is not None
    need_static(function, args, kwargs)
    region, count, calls = trace.region, len(trace.region.builder.nodes), len(trace.host_calls)
    try:
        return _looked_into(function, args, kwargs)
    except Restart:
        raise
    except (Untraceable, Exception):
        # What it has emitted goes; it has changed nothing but arrays of its own.
        trace.region = region
        del region.builder.nodes[count:], trace.host_calls[calls:]
    return call_function(function, args, kwargs)


# -- classes ---------------------------------------------------------------------------------------


def staged_numpy_class(cls: type) -> Callable[..., Any] | None:
    """Return what stands for a class of NumPy's while tracing; None where it is not NumPy's."""
    if issubclass(cls, np.generic):
        return functools.partial(_scalar, cls)
    if not cls.__module__.startswith("numpy") or issubclass(cls, BaseException):
        return None
    if source_of(cls) is not None:
        return functools.partial(random_call, cls)
    if cls is np.ndarray:
        return _array
    if cls is np.ndindex:
        return _indices
    if cls is np.ndenumerate:
        return _enumerated
    if cls is np.nditer:
        return elements
    return functools.partial(_instance, cls)


def _scalar(cls: type[np.generic], *args: Any) -> Any:
    if len(args) != 1 or not holds_handle(args):
        return cls(*args)
    dtype = np.dtype(cls)
    value = number_as(unboxed(args[0]), dtype)
    if is_of_types(value):
        return type_by_type(lambda given, _: _number(dtype, settle(given[0])), (value,), {})
    value = settle(value)
    return (
        _number(dtype, value)
        if isinstance(value, Tensor)
        else call_function(np.array, (value,), {"dtype": cls})
    )


def _number(dtype: np.dtype[Any], value: Any) -> Any:
    if value.type.kind == "array" and value.type.ndim:
        return value if value.type.dtype == dtype else cast(value, dtype)
    if value.type.kind == "array":
        value = emit("item", value)
    return emit("to_numpy", value, dtype=dtype)


def _array(shape: Any, dtype: Any = float, *rest: Any, **more: Any) -> Any:
    """Stage ``np.ndarray(shape, dtype)``, an array that holds anything."""
    if rest or more:
        raise Untraceable("AG201", "`ndarray` over memory that is given")
    return call_function(np.empty, (shape, dtype), {})


_VECTORIZED = traced(applying.vectorized)


def staged_vectorized(function: np.vectorize) -> Callable[..., Any]:
    """Return what stands for an object that calls a function for each element."""
    if function.signature is not None or function.excluded or function.cache:
        raise Untraceable("AG201", "`vectorize` with a signature, a cache or arguments that are excluded")

    def call(*args: Any, **kwargs: Any) -> Any:
        if (
            not args
            or kwargs
            or any(isinstance(item, np.generic) or _is_numpys_number(item) for item in args)
        ):
            raise Untraceable("AG201", "`vectorize` of anything but arrays and numbers")
        return _VECTORIZED(function.pyfunc, function.otypes, *args)

    return call


def _is_numpys_number(value: Any) -> bool:
    return isinstance(value, Tensor) and value.type.kind == "scalar"


def _instance(cls: Any, *args: Any, **kwargs: Any) -> Any:
    if cls is np.vectorize and args and callable(args[0]):
        return np.vectorize(*args, **kwargs)
    if cls in _CONSTANT and not kwargs:
        return cls(*(item.type.dtype if isinstance(item, Tensor) else item for item in args))
    raise Untraceable("AG201", f"`{cls.__qualname__}`")


def _indices(*shape: Any) -> Rounds:
    """Stage ``np.ndindex``: one loop over all places, in C order."""
    sizes = tuple(shape[0]) if len(shape) == 1 and isinstance(shape[0], tuple | list) else shape
    total: Any = 1
    for size in sizes:
        if isinstance(size, Tensor) and size.type.ndim:
            raise Untraceable("AG101", "a shape that is an array")
        total = total * size
    return Rounds((0, total, 1), lambda place: _unravelled(place, sizes), used=[])


def _unravelled(place: Any, sizes: tuple[Any, ...]) -> tuple[Any, ...]:
    found: list[Any] = []
    for axis in range(len(sizes) - 1, 0, -1):
        found.append(place % sizes[axis])
        place = place // sizes[axis]
    return (*(() if not sizes else (place,)), *reversed(found))


def _enumerated(values: Any) -> Rounds:
    """Stage ``np.ndenumerate``: places and elements, in C order."""
    values = values if isinstance(values, Tensor) else np.asarray(values)
    if isinstance(values, Tensor) and values.type.kind != "array":
        raise Untraceable("AG101", "the elements of a number")
    sizes: tuple[Any, ...] = values.shape
    rounds = _indices(*sizes)

    def at(place: Any) -> Any:
        index = rounds.at(place)
        return index, values[index]

    return Rounds(rounds.bounds, at, used=[])
