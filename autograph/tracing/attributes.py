"""Attributes and methods of handles, as ndarray, NumPy's scalars and Python's numbers have them."""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable
from typing import Any

import numpy as np

from autograph.runtime.types import ArrayType, python_type
from autograph.tracing.alternatives import apart
from autograph.tracing.boxes import holds_box
from autograph.tracing.called import called
from autograph.tracing.host import host_call
from autograph.tracing.list_arrays import lists_of
from autograph.tracing.misfits import misfit
from autograph.tracing.numpy_functions.changing import changing_call
from autograph.tracing.numpy_functions.rows import in_row
from autograph.tracing.orders import note_order
from autograph.tracing.sharing import is_container
from autograph.tracing.spec import is_empty
from autograph.tracing.tensor import Tensor, make_view, settle, size_of
from autograph.tracing.trace import Untraceable, emit
from autograph.tracing.traced_list import TracedList

__all__ = ["attribute", "class_of_type"]

_AS_FUNCTION = [
    "all",
    "any",
    "argmax",
    "argmin",
    "argsort",
    "argpartition",
    "choose",
    "cumprod",
    "cumsum",
    "diagonal",
    "dot",
    "max",
    "mean",
    "min",
    "nonzero",
    "prod",
    "put",
    "ravel",
    "repeat",
    "round",
    "searchsorted",
    "squeeze",
    "std",
    "sum",
    "swapaxes",
    "take",
    "trace",
    "transpose",
    "var",
]
"""Methods that mean the function of the same name, with the array first."""


def _size(handle: Tensor) -> Any:
    total: Any = 1
    for axis in range(handle.type.ndim):
        total = total * size_of(handle, axis)
    return total


def _function_of(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    from autograph.tracing.numpy_functions import call_function  # noqa: PLC0415  (functions know attributes)

    return call_function(function, args, kwargs)


def _astype(  # noqa: PLR0913, PLR0917  (NumPy's signature)
    handle: Tensor,
    dtype: Any,
    order: str = "K",
    casting: str = "unsafe",
    subok: bool = True,
    copy: Any = True,
) -> Any:
    if isinstance(dtype, Tensor):
        raise TypeError("Cannot construct a dtype from an array")
    target = np.dtype(dtype)
    if not np.can_cast(handle.type.dtype, target, casting):  # type: ignore[arg-type]
        raise TypeError(f"Cannot cast array data from {handle.type.dtype!r} to {target!r}")
    if not copy and handle.type.kind == "array" and target == handle.type.dtype:
        return _function_of(np.asarray, handle, order=None if order == "K" else order)
    from autograph.tracing.numpy_functions.arrays import cast  # noqa: PLC0415  (functions know attributes)

    made = cast(handle, target)
    return note_order(made, order) if order in ("C", "F") else made


def _copy(handle: Tensor, order: str = "C") -> Any:
    if not isinstance(order, str | None):
        raise TypeError(f"order must be str, not {type(order).__name__}")
    from autograph.tracing.numpy_functions.arrays import in_order  # noqa: PLC0415  (functions know attributes)

    return in_order(emit("copy", handle), order, handle) if handle.type.kind == "array" else handle


def _item(handle: Tensor, *index: Any) -> Any:
    target = handle
    if len(index) == 1 and isinstance(index[0], tuple):
        index = index[0]
    if index and handle.type.kind != "array":
        raise Untraceable("AG101", "item() of a number with an index")
    if index:
        if len(index) not in (1, handle.type.ndim):
            raise ValueError("incorrect number of indices for array")
        target = handle[index] if len(index) == handle.type.ndim else handle.flat[index[0]]
    elif handle.type.kind == "array":
        if handle.type.ndim:
            emit("raise_if", operator.ne(_size(handle), 1), exception=_not_one, name="ValueError")
        target = handle[(0,) * handle.type.ndim] if handle.type.ndim else emit("item", handle)
    return emit("to_python", target, type=python_type(target.type.dtype))


def _not_one() -> ValueError:
    return ValueError("can only convert an array of size 1 to a Python scalar")


def _conjugate(handle: Tensor, out: Any = None) -> Any:
    if out is not None:
        return np.conjugate(handle, out)
    real_array = handle.type.kind == "array" and handle.type.dtype.kind != "c"
    return handle if real_array else np.conjugate(handle)


def _fill(handle: Tensor, value: Any) -> None:
    if np.ndim(value) or isinstance(value, list | tuple):
        raise ValueError("setting an array element with a sequence.")
    handle[...] = value


def _sort(handle: Tensor, axis: int = -1, **rest: Any) -> None:
    handle[...] = np.sort(handle, axis=axis, **rest)


def _reshape(handle: Tensor, *shape: Any, order: str = "C", copy: Any = None) -> Any:
    new = shape[0] if len(shape) == 1 else shape
    return np.reshape(handle, new, order=order, copy=copy)  # type: ignore[call-overload]


def _transpose(handle: Tensor, *axes: Any) -> Any:
    order = axes[0] if len(axes) == 1 and not isinstance(axes[0], int) else axes or None
    return np.transpose(handle, order)


def _flatten(handle: Any, order: Any = "C") -> Any:
    return emit("copy", in_row(handle) if order == "C" else np.ravel(handle, order=order))


def _compress(handle: Any, condition: Any, *args: Any, **kwargs: Any) -> Any:
    return np.compress(condition, handle, *args, **kwargs)


def _clip(handle: Any, min: Any = None, max: Any = None, out: Any = None, **rest: Any) -> Any:
    return np.clip(handle, min, max, out=out, **rest)


def _changing(name: str) -> Callable[..., Any]:
    """Return a method that changes the array; NumPy does it on a copy."""
    method = getattr(np.ndarray, name)

    def changed(handle: Tensor, *args: Any, **kwargs: Any) -> Any:
        return changing_call(method, (handle, *args), kwargs, 0)

    return changed


def _by_numpy(name: str) -> Callable[..., Any]:
    """Return a method that is NumPy's own: what it gives is another array, or a view of this one."""

    def called_back(handle: Tensor, *args: Any, **kwargs: Any) -> Any:
        owner: type = np.ndarray if handle.type.kind == "array" else handle.type.dtype.type
        return host_call(getattr(owner, name), (handle, *args), kwargs)

    return called_back


def _byteswap(handle: Tensor, inplace: Any = False) -> Any:
    return (_changing if inplace else _by_numpy)("byteswap")(handle, inplace)


def _tolist(handle: Tensor) -> Any:
    if not handle.type.shape:
        return emit(
            "to_python",
            emit("item", handle) if handle.type.kind == "array" else handle,
            type=python_type(handle.type.dtype),
        )
    made = lists_of(handle)
    return TracedList(_tolist(row) for row in handle) if made is None else made


def _set_flags(handle: Tensor, write: Any = None, align: Any = None, uic: Any = None) -> None:
    if align is not None or uic is not None:
        raise Untraceable("AG203", "the flags of an array")
    if write is not None:
        handle.flags.writeable = write


_METHODS: dict[str, Callable[..., Any]] = {
    "astype": _astype,
    "copy": _copy,
    "item": _item,
    "fill": _fill,
    "sort": _sort,
    "reshape": _reshape,
    "transpose": _transpose,
    "flatten": _flatten,
    "tolist": _tolist,
    "conj": _conjugate,
    "conjugate": _conjugate,
    "compress": _compress,
    "clip": _clip,
    "partition": _changing("partition"),
    "view": _by_numpy("view"),
    "byteswap": _byteswap,
    "getfield": _by_numpy("getfield"),
    "setflags": _set_flags,
    "__array_namespace__": lambda handle, api_version=None: np,
}


def _part(handle: Tensor, name: str) -> Any:
    if handle.type.dtype.kind == "c":
        if handle.type.kind == "array":
            return make_view(handle, name, (), {})
        return emit(name, handle)
    if name == "real":
        is_bool = handle.type.kind == "python" and handle.type.dtype.kind == "b"
        return emit("to_python", handle, type=int) if is_bool else handle
    if handle.type.kind == "array":
        zeros: Any = np.zeros_like(handle)
        zeros.read_only = True
        return zeros
    return emit("multiply", handle, 0) if handle.type.dtype.kind == "i" else emit("imag", handle)


def _flat(handle: Tensor) -> Any:
    from autograph.tracing.numpy_functions.flat import flat_of  # noqa: PLC0415  (loops know arrays)

    return flat_of(handle)


def _layout(name: str) -> Callable[[Tensor], Any]:
    def of(handle: Tensor) -> Any:
        from autograph.tracing.numpy_functions import layout  # noqa: PLC0415  (functions know attributes)

        array = handle if handle.type.kind == "array" else emit("to_array", handle)
        return getattr(layout, name)(array)

    return of


def _flags(handle: Tensor) -> Any:
    if handle.type.kind == "scalar":
        return np.zeros((), handle.type.dtype)[()].flags
    return _layout("Flags")(handle)


_PROPERTIES: dict[str, Callable[[Tensor], Any]] = {
    "flat": _flat,
    "strides": _layout("strides_of"),
    "flags": _flags,
    "base": _layout("base_of"),
    "ndim": lambda handle: handle.type.ndim,
    "dtype": lambda handle: handle.type.dtype,
    "size": _size,
    "T": lambda handle: (
        handle if handle.type.is_scalar else np.transpose(handle) if handle.type.ndim > 1 else handle[...]
    ),
    "mT": np.linalg.matrix_transpose,
    "real": lambda handle: _part(handle, "real"),
    "imag": lambda handle: _part(handle, "imag"),
    "itemsize": lambda handle: handle.type.dtype.itemsize,
    "nbytes": lambda handle: _size(handle) * handle.type.dtype.itemsize,
}


def _integer_method(name: str) -> Callable[..., Any]:
    return lambda handle: emit(name, handle)


def _is_integer(handle: Tensor) -> Any:
    if handle.type.dtype.kind in "iu":
        return True
    return emit(
        "to_python",
        emit("logical_and", np.isfinite(handle), emit("equal", np.floor(handle), handle)),
        type=bool,
    )


def _ratio(handle: Tensor) -> Any:
    if handle.type.dtype.kind != "f":
        return handle if handle.type.dtype.kind == "i" else emit("to_python", handle, type=int), 1
    return called(float.as_integer_ratio, handle, results=(int, int))


_PYTHON: dict[str, Callable[..., Any]] = {
    "bit_length": _integer_method("bit_length"),
    "bit_count": _integer_method("bit_count"),
    "conjugate": lambda handle: (
        emit("positive", handle)
        if handle.type.dtype.kind != "c"
        else emit("to_python", np.conjugate(handle), type=complex)
    ),
    "is_integer": _is_integer,
    "as_integer_ratio": _ratio,
}


def class_of_type(type_: ArrayType) -> type:
    """Return the class of what a handle of this type stands for."""
    if type_.kind == "python":
        return python_type(type_.dtype)
    return np.ndarray if type_.kind == "array" else type_.dtype.type


def _of_number(handle: Tensor, name: str) -> Any:
    """Return an attribute of one of Python's numbers."""
    owner = class_of_type(handle.type)
    if not hasattr(owner, name):
        raise misfit(getattr, handle, name)
    if name in _PYTHON:
        return functools.partial(_PYTHON[name], handle)
    if name in ("real", "imag"):
        return _part(handle, name)
    if name == "denominator":
        return 1
    if name == "numerator":
        return _part(handle, "real")
    raise Untraceable("AG101", f"the attribute {name!r} of a number")


def _of_box(handle: Tensor, name: str) -> Any:
    """Return an attribute of a number that may be a 0-d array."""
    if name in _METHODS or name in _AS_FUNCTION or name in _PYTHON:
        return lambda *args, **kwargs: apart(lambda owner: getattr(owner, name)(*args, **kwargs), handle)
    return apart(lambda owner: getattr(owner, name), handle)


def attribute(handle: Tensor, name: str) -> Any:
    """Return the attribute `name` of what the handle stands for.

    Raises
    ------
    AttributeError
        As the object itself would.
    """
    if any(is_container(a.what) for a in handle.alternatives):
        return lambda *args: apart(lambda owner, *given: getattr(owner, name)(*given), handle, *args)
    if holds_box(handle):
        return _of_box(handle, name)
    if is_empty(handle):
        return apart(lambda owner: getattr(owner, name), handle)
    handle = settle(handle)
    if handle.type.kind == "python":
        return _of_number(handle, name)
    owner = class_of_type(handle.type)
    if not hasattr(owner, name):
        raise misfit(getattr, handle, name)
    if name in _PROPERTIES:
        return _PROPERTIES[name](handle)
    if name in _METHODS:
        return functools.partial(_METHODS[name], handle)
    if name in _AS_FUNCTION:
        return functools.partial(getattr(np, name), handle)
    if name in _PYTHON and handle.type.kind == "scalar":
        return functools.partial(_PYTHON[name], handle)
    raise Untraceable("AG101", f"the attribute {name!r} of an array")
