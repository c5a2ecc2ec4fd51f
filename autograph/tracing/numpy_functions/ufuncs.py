"""Ufuncs and their methods on handles."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import numpy as np

from autograph.runtime import ops
from autograph.runtime.types import is_python_scalar
from autograph.tracing.host import host_call
from autograph.tracing.numpy_functions.arrays import array
from autograph.tracing.numpy_functions.dispatch import call_function, ndim_of
from autograph.tracing.tensor import Tensor, is_operand, settle, write_result
from autograph.tracing.trace import Untraceable, emit

__all__ = ["call_ufunc"]


@functools.cache
def _ufunc_ops() -> dict[Any, str]:
    table: dict[Any, str] = {}
    for op in ops.all_ops():
        for function in op.traces:
            if isinstance(function, np.ufunc):
                table[function] = op.name
    return table


_REDUCTIONS: dict[Any, tuple[Callable[..., Any], Callable[..., Any] | None]] = {
    np.add: (np.sum, np.cumsum),
    np.multiply: (np.prod, np.cumprod),
    np.maximum: (np.max, None),
    np.minimum: (np.min, None),
    np.logical_and: (np.all, None),
    np.logical_or: (np.any, None),
}


def call_ufunc(ufunc: np.ufunc, method: str, inputs: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Stage a call of a ufunc or of one of its methods."""
    kwargs = dict(kwargs)
    out = kwargs.pop("out", None)
    if isinstance(out, tuple):
        out = out[0] if len(out) == 1 else out
    if isinstance(out, tuple):
        raise Untraceable("AG204", "a ufunc with several results and out=")
    if method == "at":
        return _ufunc_at(ufunc, inputs)
    if method in ("reduce", "accumulate") and ufunc in _REDUCTIONS:
        function = _REDUCTIONS[ufunc][method == "accumulate"]
        if function is not None:
            kwargs.setdefault("axis", 0)
            return call_function(function, inputs, {**kwargs, **({} if out is None else {"out": out})})
    if method != "__call__":
        result = host_call(getattr(ufunc, method), inputs, kwargs)
    else:
        result = _elementwise(ufunc, tuple(settle(item) for item in inputs), kwargs, out)
    if out is None:
        return result
    write_result(out, result)
    return out


def _elementwise(ufunc: np.ufunc, inputs: tuple[Any, ...], kwargs: dict[str, Any], out: Any) -> Any:
    inputs = tuple(item if is_operand(item) else array(item) for item in inputs)
    where = kwargs.pop("where", True)
    dtype = kwargs.pop("dtype", None)
    for ignored in ("casting", "order", "subok"):
        kwargs.pop(ignored, None)
    if kwargs:
        raise Untraceable("AG204", f"{ufunc.__name__} with {', '.join(kwargs)}")
    if ufunc is np.matmul:
        return emit("matmul", *inputs)
    name = _ufunc_ops().get(ufunc)
    if dtype is not None:
        inputs = tuple(_cast(item, np.dtype(dtype)) for item in inputs)
    result = host_call(ufunc, inputs, {}) if name is None else emit(name, *_numpy_operands(ufunc, inputs))
    if where is True:
        return result
    if out is None:
        raise Untraceable("AG204", f"{ufunc.__name__} with where= and no out=")
    return emit("where", where, result, out)


def _numpy_operands(ufunc: np.ufunc, inputs: tuple[Any, ...]) -> tuple[Any, ...]:
    """Make one operand NumPy's where all are Python's: the ufunc's result is never a Python number."""
    if not all(
        is_python_scalar(item) or (isinstance(item, Tensor) and item.type.kind == "python") for item in inputs
    ):
        return inputs
    types = tuple(_python_type(item) for item in inputs) + (None,) * ufunc.nout
    loop = ufunc.resolve_dtypes(tuple(np.dtype(t) if t is bool else t for t in types))
    return tuple(emit("to_numpy", item, dtype=dtype) for item, dtype in zip(inputs, loop, strict=False))


def _python_type(item: Any) -> Any:
    if isinstance(item, Tensor):
        return {"b": bool, "i": int, "f": float, "c": complex}[item.type.dtype.kind]
    return type(item)


def _cast(item: Any, dtype: np.dtype[Any]) -> Any:
    if (
        ndim_of(item) == 0
        and not isinstance(item, np.ndarray)
        and not (isinstance(item, Tensor) and item.type.kind == "array")
    ):
        return emit("to_numpy", item, dtype=dtype)
    return emit("cast", item, dtype=dtype)


def _ufunc_at(ufunc: np.ufunc, inputs: tuple[Any, ...]) -> None:
    target, index, *values = inputs

    def at(array_: Any, index_: Any, *values_: Any) -> Any:
        result = array_.copy()
        ufunc.at(result, index_, *values_)
        return result

    if not isinstance(target, Tensor):
        raise Untraceable("AG203", "ufunc.at on an object that is not traced")
    target[...] = host_call(at, (target, index, *values), {}, types=(target.type.with_(layout="C"),))
