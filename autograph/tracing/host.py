"""Calls back to NumPy from inside a graph: the result's type is learned by trying the function out."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from autograph.runtime.types import ArrayType, Symbol, symbol, type_of
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import Untraceable, current, emit

__all__ = ["host_call"]

_SIZES = (4, 5)
"""Two sizes to try: a result size that stays the same is a fact, one that moves is not known."""


def host_call(
    function: Callable[..., Any],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    types: tuple[ArrayType, ...] | None = None,
) -> Any:
    """Stage a call of `function`, which depends on its arguments alone and changes nothing.

    Returns
    -------
    Tensor or container of Tensors
        In the structure that `function` returns.
    """
    trace = current()
    assert trace is not None
    handles: list[Tensor] = []
    template = _template((args, kwargs), handles)
    structure: Any = None
    if types is None:
        structure, types = _learn(function, template, handles)
    name = getattr(function, "__name__", "function")
    trace.host_calls.append(name)

    def call(*values: Any) -> Any:
        got_args, got_kwargs = _fill(template, values)
        result = function(*got_args, **got_kwargs)
        return tuple(result) if isinstance(result, list | tuple) else result

    results = emit("host_call", *handles, function=call, types=types, pure=True, name=name)
    if structure in (None, "one"):
        return results
    results = results if isinstance(results, tuple) else (results,)
    return structure(results)


class _Hole:
    def __init__(self, number: int) -> None:
        self.number = number


def _template(value: Any, handles: list[Tensor]) -> Any:
    if isinstance(value, Tensor):
        handles.append(value)
        return _Hole(len(handles) - 1)
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, list):
        return [_template(item, handles) for item in value]
    if isinstance(value, tuple):
        made = [_template(item, handles) for item in value]
        return type(value)(*made) if hasattr(value, "_fields") else tuple(made)
    if isinstance(value, dict):
        return {key: _template(item, handles) for key, item in value.items()}
    if isinstance(value, slice):
        return slice(*(_template(item, handles) for item in (value.start, value.stop, value.step)))
    return value


def _fill(template: Any, values: Any) -> Any:
    if isinstance(template, _Hole):
        return values[template.number]
    if isinstance(template, list):
        return [_fill(item, values) for item in template]
    if isinstance(template, tuple):
        made = [_fill(item, values) for item in template]
        return type(template)(*made) if hasattr(template, "_fields") else tuple(made)
    if isinstance(template, dict):
        return {key: _fill(item, values) for key, item in template.items()}
    if isinstance(template, slice):
        return slice(*(_fill(item, values) for item in (template.start, template.stop, template.step)))
    return template


def _sample(type_: ArrayType, sizes: dict[Symbol, int], size: int, seed: int) -> Any:
    generator = np.random.default_rng(seed)
    shape = tuple(
        sizes.setdefault(extent, size) if isinstance(extent, Symbol) else extent for extent in type_.shape
    )
    kind = type_.dtype.kind
    if kind == "b":
        made: Any = generator.random(shape) < 0.6
    elif kind in "iu":
        made = generator.integers(1, 3, shape)
    else:
        made = generator.random(shape)
        if len(shape) >= 2 and shape[-1] == shape[-2]:
            made = made + made.swapaxes(-1, -2) + 4 * size * np.eye(shape[-1])
    array = np.asarray(made).astype(type_.dtype)
    if type_.kind == "array":
        return array
    return array[()] if type_.kind == "scalar" else array.item()


def _learn(
    function: Callable[..., Any], template: Any, handles: list[Tensor]
) -> tuple[Any, tuple[ArrayType, ...]]:
    """Return how results are put together, and their types."""
    tried = []
    problem: Exception | None = None
    for size in (*_SIZES, 3, 2, 1):
        sizes: dict[Symbol, int] = {}
        values = [_sample(handle.type, sizes, size, seed=size) for handle in handles]
        args, kwargs = _fill(template, values)
        try:
            with warnings.catch_warnings(), np.errstate(all="ignore"):
                warnings.simplefilter("ignore")
                result = function(*args, **kwargs)
        except Exception as error:
            problem = error
            continue
        _refuse_shared(function, result, values)
        tried.append(result)
        if len(tried) == 2:
            break
    if len(tried) < 2:
        raise Untraceable("AG204", f"{getattr(function, '__name__', function)}: {problem}")
    structure = _structure(tried[0])
    results = [(item,) if structure == "one" else tuple(item) for item in tried]
    if len(results[0]) != len(results[1]):
        raise Untraceable("AG204", "the number of results depends on the data")
    return structure, tuple(_common(one, two) for one, two in zip(*results, strict=True))


def _refuse_shared(function: Callable[..., Any], result: Any, values: list[Any]) -> None:
    """Refuse a function whose result is a view: a call gives values, and says nothing of memory."""
    results = result if isinstance(result, list | tuple) else (result,)
    made = [item for item in results if isinstance(item, np.ndarray)]
    arrays = [item for item in values if isinstance(item, np.ndarray)]
    name = getattr(function, "__name__", "a function")
    for place, item in enumerate(made):
        if not item.flags.writeable:
            raise Untraceable("AG204", f"{name} returns a read-only array")
        if any(np.may_share_memory(item, other) for other in (*arrays, *made[:place]) if item is not other):
            raise Untraceable("AG204", f"{name} returns a view")
        if any(item is other for other in (*arrays, *made[:place])):
            raise Untraceable("AG204", f"{name} returns its argument itself")


def _structure(result: Any) -> Any:
    if isinstance(result, tuple):
        return type(result)._make if hasattr(result, "_make") else tuple
    if isinstance(result, list):
        return list
    return "one"


def _common(one: Any, two: Any) -> ArrayType:
    try:
        first, second = type_of(one), type_of(two)
    except TypeError:
        raise Untraceable("AG204", f"a function returns a {type(one).__name__}") from None
    if (
        first.dtype.kind not in "biufc"
        or first.dtype.itemsize > 16
        or first.dtype in (np.float16, np.longdouble)
    ):
        raise Untraceable("AG204", f"a function returns {first.dtype}")
    if (first.dtype, first.ndim, first.kind) != (second.dtype, second.ndim, second.kind) or type(
        one
    ) is not type(two):
        raise Untraceable("AG204", "the type of the result depends on the data")
    return ArrayType(first.dtype, tuple(symbol() for _ in first.shape), first.kind)
