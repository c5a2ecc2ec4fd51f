"""NumPy's calls on numbers of several types: done once where the type does not matter, else for each."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np

from autograph.runtime.types import ArrayType, python_type, type_of
from autograph.tracing.alternatives import MAX_CASES, apart
from autograph.tracing.arithmetic import is_operand
from autograph.tracing.array_likes import is_array_like
from autograph.tracing.tensor import Tensor, bare
from autograph.tracing.trace import Untraceable, current, emit

__all__ = ["is_of_types", "number_as", "of_one_dtype", "of_one_type", "type_by_type"]

_ANY = ArrayType(np.dtype(object), ())
"""Stands for what is no number and no array."""


def is_of_types(item: Any) -> bool:
    """Whether an operand is a number that may be of several types."""
    return (
        isinstance(item, Tensor)
        and bool(item.alternatives)
        and all(isinstance(a.what, ArrayType) and a.tag is not True for a in item.alternatives)
    )


def number_as(item: Any, dtype: np.dtype[Any]) -> Any:
    """Return such a number in a dtype that each of its types is converted to alike; else it as it is."""
    if not is_of_types(item):
        return item
    exact = item.type.dtype.kind == "f" and dtype.kind in "fc"
    if not exact and any(type_.dtype != dtype for type_ in _types(item)):
        return item
    return emit("to_numpy", bare(item), dtype=dtype)


def of_one_type(ufunc: np.ufunc, inputs: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return operands with such numbers as what the ufunc computes with, if all types become that."""
    cases = _cases(inputs)
    if cases is None or len(inputs) != ufunc.nin or not all(map(is_operand, inputs)):
        return inputs
    found = {_loop(ufunc, types) for types in cases}
    loop = found.pop()
    if found or loop is None:
        return inputs
    return tuple(number_as(item, dtype) for item, dtype in zip(inputs, loop, strict=False))


def of_one_dtype(value: Any) -> Any:
    """Return nested sequences with such numbers in their array's dtype, if that is the same for all types."""
    leaves = _leaves(value)
    if not any(map(is_of_types, leaves)) or not all(map(is_operand, leaves)):
        return value
    choices = [{type_.dtype for type_ in _types(leaf)} for leaf in leaves]
    known = [dtype for choice in choices if len(choice) == 1 for dtype in choice]
    if not known:
        return value
    dtype = np.result_type(*known)
    if any(np.result_type(one, dtype) != dtype for choice in choices for one in choice):
        return value
    return _changed(value, lambda leaf: number_as(leaf, dtype))


def _leaves(value: Any) -> list[Any]:
    if isinstance(value, list | tuple) and not is_array_like(value):
        return [leaf for item in value for leaf in _leaves(item)]
    return [value]


def _changed(value: Any, change: Callable[[Any], Any]) -> Any:
    if isinstance(value, list | tuple) and not is_array_like(value):
        made = [_changed(item, change) for item in value]
        return tuple(made) if type(value) is tuple else made
    return change(value)


def type_by_type(call: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Return ``call(args, kwargs)``, staged for each type that its numbers have.

    It is staged once, for the main types, where these are too many, or arrays of several types would result.

    Parameters
    ----------
    call : callable
        What returns something new, or writes without reading what it writes: it may be staged twice.
    args, kwargs
    """
    trace = current()
    names, given = tuple(kwargs), (*args, *kwargs.values())
    if _cases(given) is None or trace is None:
        return call(args, kwargs)

    def one(*items: Any) -> Any:
        return call(items[: len(args)], dict(zip(names, items[len(args) :], strict=True)))

    region = trace.region
    try:
        made = apart(one, *given)
    except Untraceable:  # its results do not fit together
        trace.region = region
        return call(args, kwargs)
    fits = made is None or (isinstance(made, Tensor) and (made.type.is_scalar or not made.alternatives))
    return made if fits else call(args, kwargs)


def _cases(inputs: tuple[Any, ...]) -> list[tuple[ArrayType, ...]] | None:
    """Return the combinations of the types of operands; None where there are too many, or there is one."""
    if not any(map(is_of_types, inputs)):
        return None
    cases = list(itertools.islice(itertools.product(*map(_types, inputs)), MAX_CASES + 1))
    return cases if len(cases) <= MAX_CASES else None


def _types(item: Any) -> tuple[ArrayType, ...]:
    if not isinstance(item, Tensor):
        return (type_of(item) if is_operand(item) else _ANY,)
    others = tuple(a.what for a in item.alternatives if isinstance(a.what, ArrayType))
    return others if item.carrier else (item.type, *others)


def _loop(ufunc: np.ufunc, types: tuple[ArrayType, ...]) -> tuple[np.dtype[Any], ...] | None:
    """Return the dtypes in which a ufunc computes with operands of such types."""
    given = [
        python_type(one.dtype) if one.kind == "python" and one.dtype.kind != "b" else one.dtype
        for one in types
    ]
    try:
        return tuple(ufunc.resolve_dtypes((*given, *[None] * ufunc.nout)))
    except (TypeError, ValueError):
        return None
