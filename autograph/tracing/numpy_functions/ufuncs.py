"""Ufuncs and their methods on handles."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import numpy as np

from autograph.runtime import ops
from autograph.runtime.types import is_python_scalar, python_type
from autograph.tracing.alternatives import apart
from autograph.tracing.arithmetic import check_out, is_operand, write_result
from autograph.tracing.boxes import holds_box, unboxed
from autograph.tracing.choice import is_several
from autograph.tracing.host import host_call
from autograph.tracing.numpy_functions.arrays import array, as_array, cast
from autograph.tracing.numpy_functions.by_type import is_of_types, of_one_type, type_by_type
from autograph.tracing.numpy_functions.changing import changing_call
from autograph.tracing.numpy_functions.dispatch import (
    assume_shape,
    call_function,
    dtype_of,
    ndim_of,
    need_static,
)
from autograph.tracing.orders import note_order
from autograph.tracing.tensor import Tensor, settle
from autograph.tracing.trace import emit

__all__ = ["call_ufunc"]


@functools.cache
def _ufunc_ops() -> dict[Any, str]:
    table: dict[Any, str] = {}
    for op in ops.all_ops():
        for function in op.traces:
            if isinstance(function, np.ufunc):
                table[function] = op.name
    return table


def call_ufunc(ufunc: np.ufunc, method: str, inputs: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Stage a call of a ufunc or of one of its methods."""
    if any(map(is_several, inputs)) or holds_box(*_outs(kwargs)):
        return _apart(ufunc, method, inputs, kwargs)
    inputs = tuple(map(unboxed, inputs))
    if method == "__call__" and kwargs.keys() <= {"out"}:
        inputs = of_one_type(ufunc, inputs)
        if not kwargs and any(map(is_of_types, inputs)):
            return type_by_type(functools.partial(_call, ufunc, method), inputs, {})
    return _call(ufunc, method, inputs, kwargs)


def _call(ufunc: np.ufunc, method: str, inputs: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Stage a call; the run is staked on numbers being of their main types."""
    inputs = tuple(map(settle, inputs))
    told = "out" in kwargs
    kwargs = {name: settle(item) for name, item in kwargs.items() if name != "out" or item is not None}
    if method == "outer" and _is_outer(ufunc, inputs):
        one, two = inputs
        method, inputs = "__call__", (one[(..., *[None] * ndim_of(two))], two)
    if method != "__call__":
        return _method(ufunc, method, inputs, kwargs)
    out = kwargs.pop("out", None)
    if isinstance(out, tuple) and len(out) == 1:
        (out,) = out
    if isinstance(out, tuple) and all(item is None for item in out):
        out = None
    if out is None:
        if told and kwargs.get("where", True) is not True:
            kwargs["out"] = (None,) * ufunc.nout  # what `where` leaves out is then no cause for a warning
        return _elementwise(ufunc, inputs, kwargs, None)
    if isinstance(out, tuple) or not isinstance(out, Tensor) or kwargs:
        # NumPy says which of its results go where, which are left as they are, and what cannot be cast.
        return changing_call(ufunc, inputs, {**kwargs, "out": out}, "out")
    if ufunc.signature is None:
        check_out(out, ufunc.__name__, *(item if is_operand(item) else array(item) for item in inputs))
        write_result(out, _elementwise(ufunc, inputs, kwargs, out))
        return out
    result = _elementwise(ufunc, inputs, kwargs, out)
    if result.type.ndim != out.type.ndim:
        return changing_call(ufunc, inputs, {"out": out}, "out")
    assume_shape(out, result)
    write_result(out, result)
    return out


def _outs(kwargs: dict[str, Any]) -> tuple[Any, ...]:
    out = kwargs.get("out")
    return out if isinstance(out, tuple) else () if out is None else (out,)


def _apart(ufunc: np.ufunc, method: str, inputs: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Stage a call once for each kind of values that its operands, and where its results go, may be."""
    outs = _outs(kwargs)

    def call(*given: Any) -> Any:
        named = {**kwargs, **({"out": given[len(inputs) :]} if outs else {})}
        return call_ufunc(ufunc, method, given[: len(inputs)], named)

    return apart(call, *map(unboxed, inputs), *outs)


def _is_outer(ufunc: np.ufunc, inputs: tuple[Any, ...]) -> bool:
    """Whether ``outer`` of these is the ufunc of the first with more axes: of arrays that have some."""
    return (
        ufunc.nin == 2
        and ufunc.signature is None
        and len(inputs) == 2
        and all(isinstance(item, Tensor | np.ndarray) and ndim_of(item) > 0 for item in inputs)
    )


# -- elementwise -----------------------------------------------------------------------------------


def _elementwise(ufunc: np.ufunc, inputs: tuple[Any, ...], kwargs: dict[str, Any], out: Any) -> Any:
    inputs = tuple(item if is_operand(item) else array(item) for item in inputs)
    where = kwargs.pop("where", True)
    dtype = kwargs.pop("dtype", None)
    casting = kwargs.pop("casting", "same_kind")
    order = kwargs.pop("order", "K")
    kwargs.pop("subok", None)
    if order in ("C", "F") and ufunc.nout == 1:
        return note_order(
            _elementwise(ufunc, inputs, {**kwargs, **_given(where, dtype, casting)}, out), order
        )
    name = _ufunc_ops().get(ufunc)
    if where is not True:
        # What `where` leaves out is whatever lies in memory, of which NumPy warns.
        return host_call(ufunc, inputs, {**kwargs, **_given(where, dtype, casting)})
    if dtype is not None:
        if not _computes_in(ufunc, inputs, np.dtype(dtype), casting):
            return host_call(ufunc, inputs, {"dtype": dtype, "casting": casting, **kwargs})
        inputs = tuple(_cast(item, np.dtype(dtype)) for item in inputs)
    if kwargs or casting in ("no", "equiv", "safe"):
        return host_call(ufunc, inputs, {"casting": casting, **kwargs})
    if ufunc is np.matmul:
        return emit("matmul", *inputs)
    if name is None:
        return host_call(ufunc, inputs, {})
    return emit(name, *_numpy_operands(ufunc, inputs))


def _given(where: Any, dtype: Any, casting: Any) -> dict[str, Any]:
    more = {} if dtype is None else {"dtype": dtype}
    return {"where": where, "casting": casting, **more}


def _computes_in(ufunc: np.ufunc, inputs: tuple[Any, ...], dtype: np.dtype[Any], casting: str) -> bool:
    """Whether all operands of a ufunc's loop for a result of that dtype are of that dtype."""
    if ufunc.nout != 1 or casting not in ("same_kind", "unsafe") or any(_is_python(item) for item in inputs):
        return False
    types = tuple(map(dtype_of, inputs))
    if dtype.kind in "iu" and any(item.kind in "fc" for item in types):
        return False  # what does not fit is the ufunc's own warning
    try:
        loop = ufunc.resolve_dtypes((*types, None), signature=(*[None] * ufunc.nin, dtype), casting=casting)  # type: ignore[arg-type]
    except TypeError:
        return False
    return all(item == dtype for item in loop)


def _is_python(item: Any) -> bool:
    return is_python_scalar(item) or (isinstance(item, Tensor) and item.type.kind == "python")


def _numpy_operands(ufunc: np.ufunc, inputs: tuple[Any, ...]) -> tuple[Any, ...]:
    """Make one operand NumPy's where all are Python's: the ufunc's result is never a Python number."""
    if not all(_is_python(item) for item in inputs):
        return inputs
    types = tuple(_python_type(item) for item in inputs) + (None,) * ufunc.nout
    loop = ufunc.resolve_dtypes(tuple(np.dtype(t) if t is bool else t for t in types))
    return tuple(emit("to_numpy", item, dtype=dtype) for item, dtype in zip(inputs, loop, strict=False))


def _python_type(item: Any) -> Any:
    if isinstance(item, Tensor):
        return python_type(item.type.dtype)
    return type(item)


def _cast(item: Any, dtype: np.dtype[Any]) -> Any:
    if (
        ndim_of(item) == 0
        and not isinstance(item, np.ndarray)
        and not (isinstance(item, Tensor) and item.type.kind == "array")
    ):
        return emit("to_numpy", item, dtype=dtype)
    return cast(item, dtype)


# -- methods ---------------------------------------------------------------------------------------


def _method(ufunc: np.ufunc, method: str, inputs: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    if method == "at":
        changing_call(ufunc.at, inputs, kwargs, 0)
        return None
    if method in ("reduce", "accumulate"):
        return _running(ufunc, method, inputs, kwargs)
    given = {name: value for name, value in kwargs.items() if name != "out" or value is not None}
    return call_function(getattr(ufunc, method), inputs, given)


_REDUCTIONS: dict[Any, tuple[Callable[..., Any], Callable[..., Any] | None]] = {
    np.add: (np.sum, np.cumsum),
    np.multiply: (np.prod, np.cumprod),
    np.maximum: (np.max, np.maximum.accumulate),
    np.minimum: (np.min, np.minimum.accumulate),
    np.logical_and: (np.all, None),
    np.logical_or: (np.any, None),
}


def _reduce(
    array: Any, axis: Any = 0, dtype: Any = None, out: Any = None, keepdims: Any = False, **rest: Any
) -> dict[str, Any]:
    given = {"dtype": dtype, "out": out, "keepdims": keepdims or None}
    return {"axis": axis, **{name: value for name, value in given.items() if value is not None}, **rest}


def _accumulate(array: Any, axis: Any = 0, dtype: Any = None, out: Any = None) -> dict[str, Any]:
    return {
        "axis": axis,
        **({} if dtype is None else {"dtype": dtype}),
        **({} if out is None else {"out": out}),
    }


def _running(ufunc: np.ufunc, method: str, inputs: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Stage ``reduce`` or ``accumulate``: NumPy's function that means it, where there is one."""
    meaning = _reduce if method == "reduce" else _accumulate
    need_static(meaning, inputs, kwargs)
    given = meaning(*inputs, **kwargs)
    function = _REDUCTIONS.get(ufunc, (None, None))[method == "accumulate"]
    values = as_array(inputs[0]) if inputs else kwargs.pop("array")
    known = not {"initial", "where"} & set(given) and (
        "dtype" not in given or function in (np.sum, np.prod, np.cumsum, np.cumprod)
    )
    if method == "accumulate" and given["axis"] is None and ndim_of(values) != 1:
        known = False  # NumPy's `accumulate` goes along one axis; its `cumsum` takes them all
    if function is not None and known and isinstance(values, Tensor) and values.type.ndim:
        return call_function(function, (values,), given)
    return call_function(getattr(ufunc, method), (values,), given)
