"""NumPy's functions on handles: each becomes an op where there is one, else a call back to NumPy."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, cast

import numpy as np
from numpy.lib.array_utils import normalize_axis_index, normalize_axis_tuple

from autograph.runtime import ops
from autograph.runtime.types import is_python_scalar
from autograph.tracing.host import host_call
from autograph.tracing.tensor import Tensor, is_operand, make_view, settle, size_of, write_result
from autograph.tracing.trace import Untraceable, emit

__all__ = ["FUNCTIONS", "call_function", "call_ufunc", "holds_handle", "implements"]

FUNCTIONS: dict[Callable[..., Any], Callable[..., Any]] = {}
"""The staged meaning of each NumPy function that has one of its own."""


def implements(*functions: Callable[..., Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register the decorated function as the staged meaning of `functions`."""

    def register(staged: Callable[..., Any]) -> Callable[..., Any]:
        for function in functions:
            FUNCTIONS[function] = staged
        return staged

    return register


def holds_handle(value: Any) -> bool:
    """Whether a handle is in `value` or in the containers it is made of."""
    if isinstance(value, Tensor):
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
    args = tuple(_settle_all(item) for item in args)
    kwargs = {name: _settle_all(item) for name, item in kwargs.items()}
    out = kwargs.pop("out", None)
    if isinstance(out, tuple):
        (out,) = out
    staged = FUNCTIONS.get(function)
    if staged is None:
        result = host_call(function, args, kwargs)
    else:
        try:
            result = staged(*args, **kwargs)
        except NotStaged:
            result = host_call(function, args, kwargs)
    if out is None:
        return result
    write_result(out, result)
    return out


def _settle_all(value: Any) -> Any:
    if isinstance(value, Tensor):
        return settle(value)
    if type(value) is tuple:
        return tuple(_settle_all(item) for item in value)
    return value


def as_array(value: Any) -> Any:
    """Return `value` as something with a type: handles and arrays as they are, sequences joined."""
    if isinstance(value, Tensor | np.ndarray | np.generic) or is_python_scalar(value):
        return value
    return array(value)


def ndim_of(value: Any) -> int:
    """Return the number of axes of a handle or of data."""
    return value.type.ndim if isinstance(value, Tensor) else np.ndim(value)


def dtype_of(value: Any) -> np.dtype[Any]:
    """Return the dtype of a handle or of data."""
    return value.type.dtype if isinstance(value, Tensor) else np.asarray(value).dtype


# -- ufuncs ---------------------------------------------------------------------------------------------


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


# -- creation --------------------------------------------------------------------------------------------


def _sizes(shape: Any) -> tuple[Any, ...]:
    if isinstance(shape, Tensor) and shape.type.ndim:
        raise NotStaged
    return tuple(shape) if isinstance(shape, list | tuple) else (shape,)


def known(sizes: Any) -> tuple[Any, ...]:
    """Return what is known of sizes: a number, the symbol of an array's size, or None."""
    found: list[Any] = []
    for size in sizes:
        if isinstance(size, Tensor):
            found.append(size.size_symbol if not size.alternatives else None)
        else:
            found.append(int(size) if isinstance(size, int | np.integer) and size >= 0 else None)
    return tuple(found)


def _filled(shape: Any, value: Any, dtype: Any) -> Any:
    sizes = _sizes(shape)
    return emit("full", *sizes, value, dtype=np.dtype(dtype), shape=known(sizes))


@implements(np.zeros)
def _zeros(shape: Any, dtype: Any = float, order: str = "C", **_rest: Any) -> Any:
    target = np.dtype(dtype if dtype is not None else float)
    return _filled(shape, target.type(0), target)


@implements(np.ones)
def _ones(shape: Any, dtype: Any = None, order: str = "C", **_rest: Any) -> Any:
    target = np.dtype(dtype if dtype is not None else float)
    return _filled(shape, target.type(1), target)


@implements(np.empty)
def _empty(shape: Any, dtype: Any = float, order: str = "C", **_rest: Any) -> Any:
    target = np.dtype(dtype if dtype is not None else float)
    return _filled(shape, target.type(0), target)


@implements(np.full)
def _full(shape: Any, fill_value: Any, dtype: Any = None, order: str = "C", **_rest: Any) -> Any:
    if ndim_of(fill_value):
        raise NotStaged
    return _filled(shape, fill_value, dtype if dtype is not None else dtype_of(fill_value))


def _like(value: Any) -> Callable[..., Any]:
    def staged(
        a: Any, dtype: Any = None, order: str = "K", subok: bool = True, shape: Any = None, **_rest: Any
    ) -> Any:
        a = as_array(a)
        target = np.dtype(dtype) if dtype is not None else dtype_of(a)
        return _filled(_shape(a) if shape is None else shape, target.type(value), target)

    return staged


FUNCTIONS[np.zeros_like] = FUNCTIONS[np.empty_like] = _like(0)
FUNCTIONS[np.ones_like] = _like(1)


@implements(np.full_like)
def _full_like(  # noqa: PLR0913, PLR0917  (NumPy's signature)
    a: Any, fill_value: Any, dtype: Any = None, order: str = "K", subok: bool = True, shape: Any = None
) -> Any:
    if ndim_of(fill_value):
        raise NotStaged
    return _filled(
        _shape(a) if shape is None else shape, fill_value, dtype if dtype is not None else dtype_of(a)
    )


@implements(np.shape)
def _shape(a: Any) -> tuple[Any, ...]:
    if isinstance(a, Tensor):
        return tuple(size_of(a, axis) for axis in range(a.type.ndim))
    return np.shape(a)


@implements(np.ndim)
def _ndim(a: Any) -> int:
    return ndim_of(as_array(a))


@implements(np.size)
def _size(a: Any, axis: Any = None) -> Any:
    shape = _shape(as_array(a))
    if axis is not None:
        return shape[axis]
    total: Any = 1
    for size in shape:
        total = total * size
    return total


@implements(np.arange)
def _arange(*bounds: Any, dtype: Any = None, **rest: Any) -> Any:
    named = [rest.pop(name, None) for name in ("start", "stop", "step")]
    if any(item is not None for item in named) or rest:
        raise NotStaged
    start, stop, step = (0, bounds[0], 1) if len(bounds) == 1 else (*bounds, 1)[:3]
    if dtype is None:
        dtype = np.result_type(*(_weak(item) for item in (start, stop, step)), np.dtype(np.int64))
    return emit("arange", start, stop, step, dtype=np.dtype(dtype))


def _weak(item: Any) -> Any:
    if isinstance(item, Tensor):
        return (
            item.type.dtype
            if item.type.kind != "python"
            else {"i": 0, "f": 0.0, "b": False, "c": 0j}[item.type.dtype.kind]
        )
    return item


@implements(np.eye)
def _eye(N: Any, M: Any = None, k: Any = 0, dtype: Any = float, order: str = "C", **_rest: Any) -> Any:  # noqa: N803
    if isinstance(k, Tensor):
        raise NotStaged
    sizes = (N, N if M is None else M)
    return emit("eye", *sizes, k=int(k), dtype=np.dtype(dtype), shape=known(sizes))


@implements(np.identity)
def _identity(n: Any, dtype: Any = None, **_rest: Any) -> Any:
    return _eye(n, dtype=dtype if dtype is not None else float)


@implements(np.array)
def array(  # noqa: PLR0913  (NumPy's signature)
    value: Any,
    dtype: Any = None,
    *,
    copy: Any = True,
    order: Any = "K",
    subok: bool = False,
    ndmin: int = 0,
    **_rest: Any,
) -> Any:
    """Stage ``np.array``: the leaves of nested sequences are joined."""
    if ndmin:
        raise NotStaged
    if not holds_handle(value):
        made = np.array(value, dtype)
        if made.dtype == object:
            raise Untraceable("AG205", "an array of objects")
        return emit("copy", made) if copy else made
    result = _joined(value)
    if isinstance(value, Tensor) and copy and value.type.kind == "array":
        result = emit("copy", value)
    if dtype is not None and np.dtype(dtype) != dtype_of(result):
        result = emit("cast", result, dtype=np.dtype(dtype))
    return result


def _joined(value: Any) -> Any:
    if isinstance(value, Tensor):
        value = settle(value)
        return emit("to_array", value) if value.type.is_scalar else value
    if isinstance(value, list | tuple):
        parts = [_joined(item) for item in value]
        ranks = {ndim_of(part) for part in parts}
        if len(ranks) != 1:
            raise ValueError(
                "setting an array element with a sequence. The requested array has an inhomogeneous shape"
            )
        return emit("stack", *parts, axis=0)
    return np.asarray(value)


@implements(np.asarray, np.asanyarray, np.ascontiguousarray)
def _asarray(a: Any, dtype: Any = None, order: Any = None, **_rest: Any) -> Any:
    if (
        isinstance(a, Tensor)
        and a.type.kind == "array"
        and (dtype is None or np.dtype(dtype) == a.type.dtype)
    ):
        if order not in (None, "K", "A") and a.type.ndim > 1:
            raise NotStaged
        return a
    return array(a, dtype, copy=isinstance(a, list | tuple))


@implements(np.copy)
def _copy(a: Any, order: str = "K", subok: bool = False) -> Any:
    return array(a)


# -- reductions ------------------------------------------------------------------------------------------


def _axes(axis: Any, ndim: int) -> tuple[int, ...] | None:
    if axis is None:
        return None
    if isinstance(axis, Tensor):
        axis = axis.__index__()
    return normalize_axis_tuple(axis, ndim)


def _reduction(name: str, *, dtype: bool = False, ddof: bool = False) -> Callable[..., Any]:
    def staged(a: Any, axis: Any = None, *more: Any, keepdims: Any = False, **rest: Any) -> Any:
        a = as_array(a)
        params: dict[str, Any] = {"axis": _axes(axis, ndim_of(a))}
        if more:
            if not dtype or len(more) > 1:
                raise NotStaged
            rest["dtype"] = more[0]
        if keepdims is True:
            params["keepdims"] = True
        if rest.get("dtype") is not None:
            params["dtype"] = np.dtype(rest.pop("dtype"))
        rest.pop("dtype", None)
        if "ddof" in rest:
            if isinstance(rest["ddof"], Tensor):
                raise NotStaged
            params["ddof"] = rest.pop("ddof")
        if rest or (not isinstance(a, Tensor) and ndim_of(a) == 0):
            raise NotStaged
        return emit(name, a, **params)

    return staged


for _function, _name in {
    np.sum: "sum",
    np.prod: "prod",
    np.min: "min",
    np.max: "max",
    np.amin: "min",
    np.amax: "max",
    np.any: "any",
    np.all: "all",
    np.mean: "mean",
    np.var: "var",
    np.std: "std",
    np.count_nonzero: "count_nonzero",
}.items():
    FUNCTIONS[cast(Any, _function)] = _reduction(_name, dtype=_name in ("sum", "prod", "mean", "var", "std"))


def _arg_reduction(name: str) -> Callable[..., Any]:
    def staged(a: Any, axis: Any = None, *, keepdims: Any = False) -> Any:
        a = as_array(a)
        if keepdims is True:
            raise NotStaged
        return emit(name, a, axis=None if axis is None else (normalize_axis_index(axis, ndim_of(a)),))

    return staged


FUNCTIONS[np.argmin] = _arg_reduction("argmin")
FUNCTIONS[np.argmax] = _arg_reduction("argmax")


def _cumulative(name: str) -> Callable[..., Any]:
    def staged(a: Any, axis: Any = None, dtype: Any = None) -> Any:
        a = as_array(a)
        if dtype is not None:
            raise NotStaged
        if axis is None and ndim_of(a) != 1:
            a = np.ravel(a)
        return emit(name, a, axis=normalize_axis_index(0 if axis is None else axis, max(ndim_of(a), 1)))

    return staged


FUNCTIONS[np.cumsum] = _cumulative("cumsum")
FUNCTIONS[np.cumprod] = _cumulative("cumprod")


@implements(np.ptp)
def _ptp(a: Any, axis: Any = None, **rest: Any) -> Any:
    return np.subtract(np.max(a, axis=axis, **rest), np.min(a, axis=axis, **rest))


# -- choosing and products ---------------------------------------------------------------------------------


@implements(np.where)
def _where(condition: Any, x: Any = None, y: Any = None) -> Any:
    if x is None or y is None:
        raise NotStaged
    parts = [as_array(item) for item in (condition, x, y)]
    result = emit("where", *parts)
    return emit("to_array", result) if result.type.is_scalar else result


@implements(np.clip)
def _clip(a: Any, a_min: Any = None, a_max: Any = None, **rest: Any) -> Any:
    low, high = rest.pop("min", a_min), rest.pop("max", a_max)
    if rest:
        raise NotStaged
    result = as_array(a)
    if dtype_of(result).kind in "iu":
        # As NumPy does: Python ints that the dtype cannot hold bound nothing.
        info = np.iinfo(dtype_of(result))
        low = None if type(low) is int and low <= info.min else low
        high = None if type(high) is int and high >= info.max else high
    if low is not None and high is not None:
        return np.minimum(np.maximum(result, low), high)
    if low is not None:
        return np.maximum(result, low)
    return np.minimum(result, high) if high is not None else emit("positive", result)


@implements(np.dot)
def _dot(a: Any, b: Any) -> Any:
    a, b = as_array(a), as_array(b)
    if ndim_of(a) == 0 or ndim_of(b) == 0:
        return np.multiply(a, b)
    return emit("dot", a, b)


@implements(np.outer)
def _outer(a: Any, b: Any) -> Any:
    return np.multiply(np.ravel(as_array(a))[:, None], np.ravel(as_array(b))[None, :])


@implements(np.sort)
def _sort(a: Any, axis: Any = -1, kind: Any = None, **rest: Any) -> Any:
    a = as_array(a)
    if axis is None or rest:
        raise NotStaged
    return emit("sort", a, axis=normalize_axis_index(axis, ndim_of(a)))


@implements(np.diff)
def _diff(a: Any, n: int = 1, axis: int = -1, **rest: Any) -> Any:
    a = as_array(a)
    if rest or n != 1 or ndim_of(a) == 0:
        raise NotStaged
    axis = normalize_axis_index(axis, ndim_of(a))
    before = (slice(None),) * axis
    high, low = a[(*before, slice(1, None))], a[(*before, slice(None, -1))]
    return np.not_equal(high, low) if dtype_of(a).kind == "b" else np.subtract(high, low)


# -- shapes -------------------------------------------------------------------------------------------------


@implements(np.transpose, np.permute_dims)
def _transpose(a: Any, axes: Any = None) -> Any:
    a = as_array(a)
    ndim = ndim_of(a)
    order = (
        tuple(range(ndim))[::-1] if axes is None else tuple(normalize_axis_index(axis, ndim) for axis in axes)
    )
    if sorted(order) != list(range(ndim)):
        raise ValueError("axes don't match array" if len(order) != ndim else "repeated axis in transpose")
    return make_view(a, "transpose", (), {"axes": order}) if isinstance(a, Tensor) else np.transpose(a, axes)


@implements(np.swapaxes)
def _swapaxes(a: Any, axis1: int, axis2: int) -> Any:
    order = list(range(ndim_of(a)))
    one, two = normalize_axis_index(axis1, len(order)), normalize_axis_index(axis2, len(order))
    order[one], order[two] = order[two], order[one]
    return _transpose(a, order)


@implements(np.moveaxis)
def _moveaxis(a: Any, source: Any, destination: Any) -> Any:
    ndim = ndim_of(a)
    start, end = (
        normalize_axis_tuple(source, ndim, "source"),
        normalize_axis_tuple(destination, ndim, "destination"),
    )
    order = [axis for axis in range(ndim) if axis not in start]
    for place, axis in sorted(zip(end, start, strict=True)):
        order.insert(place, axis)
    return _transpose(a, order)


@implements(np.reshape)
def _reshape(a: Any, shape: Any = None, *, newshape: Any = None, order: str = "C", copy: Any = None) -> Any:
    a = as_array(a)
    shape = shape if shape is not None else newshape
    if order != "C" or copy is False or not isinstance(a, Tensor) or a.type.is_scalar:
        raise NotStaged
    sizes = list(_sizes(shape))
    unknown = [place for place, size in enumerate(sizes) if isinstance(size, int | np.integer) and size == -1]
    if len(unknown) > 1:
        raise ValueError("can only specify one unknown dimension")
    if unknown:
        others: Any = 1
        for place, size in enumerate(sizes):
            others = others if place == unknown[0] else others * size
        total = _size(a)
        sizes[unknown[0]] = total if isinstance(others, int) and others == 1 else total // others
    if copy:
        return emit("copy", emit("reshape", a, *sizes, shape=known(sizes)))
    return _reshaped(a, sizes)


def _reshaped(a: Tensor, sizes: list[Any]) -> Any:
    """Return the view that reshape makes of C-ordered memory; a copy where the memory is not so ordered."""
    order = memory_order(a)
    if order == "C":
        return make_view(a, "reshape", tuple(sizes), {"shape": known(sizes)})
    result = emit("reshape", a, *sizes, shape=known(sizes))
    if order is None:
        # A view or a copy, as the strides decide: neither may be written.
        result.aliases[root_key(a)] = root(a)
        root(a).aliases[result.key] = result
    return result


def root(a: Tensor) -> Tensor:
    """Return the handle that owns the memory of `a`."""
    while a.view is not None:
        a = a.view.base
    return a


def root_key(a: Tensor) -> int:
    """Return the key of the handle that owns the memory of `a`."""
    return root(a).key


def memory_order(a: Tensor) -> str | None:
    """Return "C" where `a` is surely C-contiguous, "copy" where reshaping surely copies, else None."""
    if a.view is None:
        return "C" if a.type.layout == "C" or (a.type.ndim <= 1 and a.type.layout == "F") else None
    view = a.view
    if view.op == "reshape":
        return memory_order(view.base)
    if view.op == "get_item" and memory_order(view.base) == "C":
        pattern = view.params["index"]
        place = 0
        while place < len(pattern) and pattern[place][0] == "int":
            place += 1
        rest = pattern[place:]
        if all(entry == ("slice", False, False, None) for entry in rest[1:]) and (
            not rest or (rest[0][0] == "slice" and rest[0][3] in (None, 1))
        ):
            return "C"
    return None


@implements(np.ravel)
def _ravel(a: Any, order: str = "C") -> Any:
    a = as_array(a)
    if order != "C" or not isinstance(a, Tensor) or a.type.is_scalar:
        raise NotStaged
    if a.type.ndim == 1 and memory_order(a) == "C":
        return make_view(a, "get_item", (), {"index": (("slice", False, False, None),)})
    return _reshape(a, (-1,))


@implements(np.expand_dims)
def _expand_dims(a: Any, axis: Any) -> Any:
    a = as_array(a)
    axes = axis if isinstance(axis, list | tuple) else (axis,)
    where = normalize_axis_tuple(axes, ndim_of(a) + len(axes))
    return a[tuple(None if place in where else slice(None) for place in range(ndim_of(a) + len(axes)))]


@implements(np.squeeze)
def _squeeze(a: Any, axis: Any = None) -> Any:
    a = as_array(a)
    if not isinstance(a, Tensor) or a.type.is_scalar:
        raise NotStaged
    if axis is None:
        axes = tuple(place for place, size in enumerate(a.type.shape) if isinstance(size, int) and size == 1)
        if any(not isinstance(size, int) and size.may_be_one for size in a.type.shape):
            raise NotStaged
    else:
        axes = normalize_axis_tuple(axis, ndim_of(a))
    return make_view(a, "squeeze", (), {"axes": axes})


@implements(np.broadcast_to)
def _broadcast_to(a: Any, shape: Any, subok: bool = False) -> Any:
    sizes, a = _sizes(shape), as_array(a)
    if isinstance(a, Tensor) and a.type.kind == "array":
        result = make_view(a, "broadcast_to", sizes, {"shape": known(sizes)})
    else:
        result = emit("broadcast_to", a, *sizes, shape=known(sizes))
    result.read_only = True
    return result


@implements(np.flip)
def _flip(m: Any, axis: Any = None) -> Any:
    m = as_array(m)
    axes = _axes(axis, ndim_of(m))
    return m[
        tuple(
            slice(None, None, -1) if axes is None or place in axes else slice(None)
            for place in range(ndim_of(m))
        )
    ]


@implements(np.flipud)
def _flipud(m: Any) -> Any:
    return m[::-1, ...]


@implements(np.fliplr)
def _fliplr(m: Any) -> Any:
    return m[:, ::-1]


@implements(np.atleast_1d)
def _atleast_1d(*arrays: Any) -> Any:
    if len(arrays) != 1 or ndim_of(as_array(arrays[0])) == 0:
        raise NotStaged
    return as_array(arrays[0])


@implements(np.concatenate)
def _concatenate(arrays: Any, axis: Any = 0, dtype: Any = None, casting: Any = "same_kind") -> Any:
    if dtype is not None or isinstance(arrays, Tensor):
        raise NotStaged
    parts = [as_array(item) for item in arrays]
    if axis is None:
        parts, axis = [np.ravel(part) for part in parts], 0
    if any(ndim_of(part) == 0 for part in parts):
        raise ValueError("zero-dimensional arrays cannot be concatenated")
    return emit("concatenate", *parts, axis=normalize_axis_index(axis, ndim_of(parts[0])))


@implements(np.stack)
def _stack(arrays: Any, axis: int = 0, **rest: Any) -> Any:
    if rest or isinstance(arrays, Tensor):
        raise NotStaged
    parts = [_joined(item) if not isinstance(item, Tensor | np.ndarray) else item for item in arrays]
    parts = [
        emit("to_array", part) if isinstance(part, Tensor) and part.type.is_scalar else part for part in parts
    ]
    return emit("stack", *parts, axis=normalize_axis_index(axis, ndim_of(parts[0]) + 1))


@implements(np.vstack)
def _vstack(tup: Any, **rest: Any) -> Any:
    parts = [as_array(item) for item in tup]
    if rest or any(ndim_of(part) == 0 for part in parts):
        raise NotStaged
    return _concatenate([part[None, :] if ndim_of(part) == 1 else part for part in parts], axis=0)


@implements(np.hstack)
def _hstack(tup: Any, **rest: Any) -> Any:
    parts = [as_array(item) for item in tup]
    if rest or any(ndim_of(part) == 0 for part in parts):
        raise NotStaged
    return _concatenate(parts, axis=0 if ndim_of(parts[0]) == 1 else 1)


@implements(np.column_stack)
def _column_stack(tup: Any) -> Any:
    parts = [as_array(item) for item in tup]
    return _concatenate([part[:, None] if ndim_of(part) == 1 else part for part in parts], axis=1)


@implements(np.real)
def _real(val: Any) -> Any:
    return as_array(val).real


@implements(np.imag)
def _imag(val: Any) -> Any:
    return as_array(val).imag


@implements(np.diagonal)
def _diagonal(a: Any, offset: Any = 0, axis1: int = 0, axis2: int = 1) -> Any:
    if ndim_of(a) != 2 or (axis1, axis2) != (0, 1) or isinstance(offset, Tensor):
        raise NotStaged
    result = make_view(a, "diagonal", (), {"offset": int(offset)})
    result.read_only = True
    return result


@implements(np.diag)
def _diag(v: Any, k: int = 0) -> Any:
    if ndim_of(v) != 2:
        raise NotStaged
    return _diagonal(v, k)


@implements(np.rot90)
def _rot90(m: Any, k: Any = 1, axes: Any = (0, 1)) -> Any:
    if ndim_of(m) != 2 or tuple(axes) != (0, 1) or isinstance(k, Tensor):
        raise NotStaged
    turned = {0: lambda: m[:], 1: lambda: m[:, ::-1].T, 2: lambda: m[::-1, ::-1], 3: lambda: m.T[:, ::-1]}
    return turned[k % 4]()


@implements(np.rollaxis)
def _rollaxis(a: Any, axis: int, start: int = 0) -> Any:
    ndim = ndim_of(a)
    axis = normalize_axis_index(axis, ndim)
    start = start + ndim if start < 0 else start
    if not 0 <= start <= ndim:
        raise NotStaged
    return _moveaxis(a, axis, start - 1 if start > axis else start)


@implements(np.atleast_2d)
def _atleast_2d(*arrays: Any) -> Any:
    made: Any = as_array(arrays[0]) if len(arrays) == 1 else 0
    if ndim_of(made) == 0:
        raise NotStaged
    return made[None, :] if ndim_of(made) == 1 else made


@implements(np.trace)
def _trace(a: Any, offset: int = 0, **rest: Any) -> Any:
    if rest or ndim_of(a) != 2:
        raise NotStaged
    return np.sum(_diagonal(a, offset))


# -- in place -----------------------------------------------------------------------------------------------


@implements(np.copyto)
def _copyto(dst: Any, src: Any, casting: str = "same_kind", where: Any = True) -> None:
    src = as_array(src)
    if not is_python_scalar(src) and not np.can_cast(dtype_of(src), dtype_of(dst), casting):  # type: ignore[arg-type]
        raise TypeError(f"Cannot cast array data from {dtype_of(src)!r} to {dtype_of(dst)!r}")
    dst[...] = (
        src if where is True else np.where(where, emit("cast", as_array_of(src), dtype=dtype_of(dst)), dst)
    )


def as_array_of(value: Any) -> Any:
    """Return data as a handle or an array, never a scalar."""
    if isinstance(value, Tensor):
        return emit("to_array", value) if value.type.is_scalar else value
    return np.asarray(value)


def _changes_first(function: Callable[..., Any]) -> Callable[..., Any]:
    def changed(array_: Any, *args: Any, **kwargs: Any) -> Any:
        result = array_.copy()
        function(result, *args, **kwargs)
        return result

    def staged(target: Any, *args: Any, **kwargs: Any) -> None:
        if not isinstance(target, Tensor):
            raise Untraceable("AG203", f"{function.__name__} on an object that is not traced")
        target[...] = host_call(changed, (target, *args), kwargs, types=(target.type.with_(layout="C"),))

    return staged


for _function in (np.put, np.place, np.putmask, np.fill_diagonal, np.put_along_axis):
    FUNCTIONS[_function] = _changes_first(_function)
