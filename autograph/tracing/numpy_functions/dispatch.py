"""Calls of NumPy's functions on handles: the staged meaning where there is one, else NumPy itself."""

from __future__ import annotations

import contextlib
import functools
import inspect
import itertools
import operator
import re
from collections.abc import Callable
from typing import Any

import numpy as np

from autograph.runtime.quiet import quietly
from autograph.tracing.alternatives import apart, chosen_lists
from autograph.tracing.arithmetic import write_result
from autograph.tracing.array_likes import array_of, is_array_like
from autograph.tracing.boxes import holds_box, unboxed
from autograph.tracing.choice import Choice, is_several
from autograph.tracing.dict_methods import is_any
from autograph.tracing.flags import either
from autograph.tracing.host import host_call
from autograph.tracing.numpy_functions.by_type import is_of_types, of_one_dtype, type_by_type
from autograph.tracing.numpy_functions.changing import changing_call
from autograph.tracing.numpy_functions.memory import is_contiguous
from autograph.tracing.tensor import Tensor, need_value, settle, size_of
from autograph.tracing.trace import Untraceable, emit

__all__ = [
    "FUNCTIONS",
    "NotStaged",
    "assume_equal",
    "assume_fitting",
    "assume_shape",
    "call_function",
    "dtype_of",
    "holds_handle",
    "implements",
    "ndim_of",
]

FUNCTIONS: dict[Callable[..., Any], Callable[..., Any]] = {}
"""The staged meaning of each NumPy function that has one of its own."""


TAKING_LISTS: set[Any] = set()
"""The staged meanings that ask lists in arrays for more than the array that NumPy makes of them."""


def implements(*functions: Callable[..., Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register the decorated function as the staged meaning of `functions`."""

    def register(staged: Callable[..., Any]) -> Callable[..., Any]:
        for function in functions:
            FUNCTIONS[function] = staged
        return staged

    return register


def holds_handle(value: Any) -> bool:
    """Whether a handle is in `value` or in the containers it is made of."""
    if isinstance(value, Tensor | Choice) or is_array_like(value) or is_any(value):
        return True
    if isinstance(value, list | tuple | set):
        return any(holds_handle(item) for item in value)
    if isinstance(value, dict):
        return any(holds_handle(item) for item in value.values())
    if isinstance(value, slice):
        return any(holds_handle(item) for item in (value.start, value.stop, value.step))
    return False


class NotStaged(Exception):
    """These arguments of the function have no op; NumPy itself will be called."""


def call_function(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Stage a call of a NumPy function.

    Parameters
    ----------
    function : callable
        A public NumPy function that depends on its arguments alone.
    args, kwargs
        As the user gave them.
    """
    _require_parameters(function, args, kwargs)
    given = (*args, *kwargs.values())
    if holds_box(*given) or any(is_several(item) or chosen_lists(item) for item in given):
        return _apart(function, args, kwargs)
    if any(map(is_of_types, (*args, *kwargs.values()))) and _without_out(function, args, kwargs)[2] is None:
        return type_by_type(functools.partial(_call, function), args, kwargs)
    return _call(function, args, kwargs)


def _call(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Stage a call; the run is staked on numbers being of their main types."""
    staged = FUNCTIONS.get(function)
    if staged is not None and staged in TAKING_LISTS and "out" not in kwargs:
        need_static(function, args, kwargs)
        with contextlib.suppress(NotStaged):
            given = {name: _settle_all(item, lists=True) for name, item in kwargs.items()}
            return staged(*(_settle_all(item, lists=True) for item in args), **given)
    args = tuple(_settle_all(item) for item in args)
    kwargs = {name: _settle_all(item) for name, item in kwargs.items()}
    args, kwargs, out = _without_out(function, args, kwargs)
    if out is None:
        if staged is not None:
            try:
                return staged(*args, **kwargs)
            except NotStaged:
                pass
        return host_call(function, args, kwargs)
    return _into(function, staged, args, kwargs, out)


def _apart(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Stage a call once for each kind of values that its arguments may be."""

    def call(*given: Any) -> Any:
        return call_function(function, given[: len(args)], dict(zip(kwargs, given[len(args) :], strict=True)))

    return apart(call, *args, *kwargs.values())


def _into(
    function: Callable[..., Any], staged: Any, args: tuple[Any, ...], kwargs: dict[str, Any], out: Any
) -> Any:
    """Stage a call that writes its result into an array."""
    target = out[0] if isinstance(out, tuple) and len(out) == 1 else out
    plain = function is not np.dot or (isinstance(target, Tensor) and is_contiguous(target))
    # `np.dot` alone refuses to write what is not in C order.
    plain = plain and not any(_is_numpy_scalar(item) for item in (*args, *kwargs.values()))
    # Methods of NumPy's scalars, which its functions call, return a scalar and not `out`.
    if staged is not None and plain and isinstance(target, Tensor) and target.type.kind == "array":
        try:
            result = staged(*args, **kwargs)
        except NotStaged:
            result = None
        # Many functions compute in the dtype of `out`: only where it is the result's does nothing change.
        wanted = (target.type.dtype, target.type.ndim)
        if isinstance(result, Tensor) and (result.type.dtype, result.type.ndim) == wanted:
            assume_shape(target, result)
            write_result(target, result)
            return target
    return changing_call(function, args, {**kwargs, "out": out}, "out")


def _is_numpy_scalar(value: Any) -> bool:
    return isinstance(value, np.generic) or (isinstance(value, Tensor) and value.type.kind == "scalar")


def assume_shape(target: Tensor, result: Tensor) -> None:
    """Stake the run on a result's having the shape of the array that it is written into."""
    for axis in range(target.type.ndim):
        assume_equal(size_of(target, axis), size_of(result, axis), "`out` has another size")


def assume_equal(one: Any, two: Any, reason: str) -> None:
    """Stake the run on two sizes being equal."""
    if isinstance(one, Tensor) and isinstance(two, Tensor) and one.size_symbol is two.size_symbol:
        return
    if isinstance(one, Tensor) or isinstance(two, Tensor):
        emit("assume", emit("equal", one, two), reason=reason)
    elif one != two:
        raise Untraceable("AG302", reason)


def assume_fitting(*values: Any) -> None:
    """Stake the run on shapes that broadcast, where NumPy has other words for such as do not."""
    shapes = [value.shape for value in values if ndim_of(value)]
    for axis in range(1, max(map(len, shapes), default=0) + 1):
        sizes = [shape[-axis] for shape in shapes if len(shape) >= axis]
        for one, two in itertools.combinations(sizes, 2):
            _assume_fitting_sizes(one, two)


def _assume_fitting_sizes(one: Any, two: Any) -> None:
    symbols = [size.size_symbol if isinstance(size, Tensor) else size for size in (one, two)]
    if symbols[0] is symbols[1] and symbols[0] is not None:
        return
    fits: Any = False
    for flag in (operator.eq(one, two), operator.eq(one, 1), operator.eq(two, 1)):
        fits = either(fits, flag)
    if fits is not True:
        emit("assume", fits, reason="shapes that do not fit")


def _settle_all(value: Any, *, lists: bool = False) -> Any:
    if isinstance(value, Choice):
        value = value.settle()
    if isinstance(value, Tensor):
        return settle(unboxed(value))
    if is_array_like(value):
        return value if lists else array_of(value)
    if is_any(value):
        raise Untraceable("AG101", "a dict or set of data is given to NumPy")
    if type(value) is tuple:
        return tuple(_settle_all(item) for item in of_one_dtype(value))
    return value


# -- parameters ------------------------------------------------------------------------------------


@functools.cache
def signature_of(function: Callable[..., Any]) -> inspect.Signature | None:
    """Return a function's signature; None where it has none that can be told."""
    try:
        return inspect.signature(function)
    except (TypeError, ValueError):
        return None


def _require_parameters(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    """Raise what NumPy raises of arguments that it has no parameters for."""
    signature = signature_of(function)
    if signature is None:
        return
    try:
        signature.bind(*args, **kwargs)
    except TypeError:
        pass
    else:
        return
    try:
        with quietly():
            function(*(None for _ in args), **dict.fromkeys(kwargs))
    except TypeError as error:
        if _TOO_MUCH.search(str(error)):
            raise
    except Exception:  # it takes them: its signature does not tell
        return


_TOO_MUCH = re.compile(r"unexpected keyword|takes .* argument")


def _decides_type(parameter: inspect.Parameter) -> bool:
    """Whether a parameter is one whose value, not its type, decides the rank or kind of the result."""
    name = parameter.name
    if name.startswith("axis") or name in ("axes", "keepdims", "source", "destination", "ndmin"):
        return True
    return isinstance(parameter.default, bool) and name != "where"


def need_static(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    """Ask for the Python value of data given as an axis or a flag."""
    signature = signature_of(function)
    if signature is None or not (holds_handle(args) or holds_handle(kwargs)):
        return
    try:
        given = signature.bind_partial(*args, **kwargs).arguments
    except TypeError:
        return
    if isinstance(given.get("dtype"), Tensor):
        raise TypeError("Cannot construct a dtype from an array")
    for name, value in given.items():
        if _decides_type(signature.parameters[name]):
            _need(value, name)


def _need(value: Any, name: str) -> None:
    if isinstance(value, Tensor) and value.type.ndim == 0:
        raise need_value(value, f"as `{name}`")
    if isinstance(value, list | tuple):
        for item in value:
            _need(item, name)


def _without_out(
    function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> tuple[tuple[Any, ...], dict[str, Any], Any]:
    """Return the arguments without ``out``, and ``out``."""
    need_static(function, args, kwargs)
    kwargs = dict(kwargs)
    out = kwargs.pop("out", None)
    signature = signature_of(function)
    if out is None and signature is not None and "out" in signature.parameters:
        try:
            bound = signature.bind(*args, **kwargs)
        except TypeError:
            return args, kwargs, None
        out = bound.arguments.pop("out", None)
        if out is not None:
            args, kwargs = bound.args, bound.kwargs
    if out is not None and not holds_handle(out):
        raise Untraceable("AG203", f"the `out` of {getattr(function, '__name__', 'a function')}")
    return args, kwargs, out


def ndim_of(value: Any) -> int:
    """Return the number of axes of a handle or of data."""
    return value.type.ndim if isinstance(value, Tensor) else np.ndim(value)


def dtype_of(value: Any) -> np.dtype[Any]:
    """Return the dtype of a handle or of data."""
    return value.type.dtype if isinstance(value, Tensor) else np.asarray(value).dtype
