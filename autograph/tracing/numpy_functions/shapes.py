"""The same elements in another shape: views wherever NumPy gives views."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_index, normalize_axis_tuple

from autograph.runtime.quiet import quietly
from autograph.runtime.records import record
from autograph.tracing.host import from_here
from autograph.tracing.numpy_functions.arrays import as_array, as_array_of
from autograph.tracing.numpy_functions.creation import known, sizes_of, total_size
from autograph.tracing.numpy_functions.dispatch import NotStaged, implements, ndim_of
from autograph.tracing.numpy_functions.memory import is_contiguous, shares_flat
from autograph.tracing.numpy_functions.reductions import axes_of
from autograph.tracing.storage import is_local, link_roots
from autograph.tracing.tensor import Tensor, make_view
from autograph.tracing.trace import Untraceable, current, emit

__all__ = ["move_axes", "transposed"]


@implements(np.transpose, np.permute_dims)
def transposed(a: Any, axes: Any = None) -> Any:
    """Return a view with the axes in another order."""
    a = as_array(a)
    if not isinstance(a, Tensor) or a.type.is_scalar:
        raise NotStaged
    ndim = ndim_of(a)
    order = (
        tuple(range(ndim))[::-1] if axes is None else tuple(normalize_axis_index(axis, ndim) for axis in axes)
    )
    if sorted(order) != list(range(ndim)):
        raise ValueError("axes don't match array" if len(order) != ndim else "repeated axis in transpose")
    return make_view(a, "transpose", (), {"axes": order})


@implements(np.swapaxes)
def _swapaxes(a: Any, axis1: int, axis2: int) -> Any:
    order = list(range(ndim_of(a)))
    one, two = normalize_axis_index(axis1, len(order)), normalize_axis_index(axis2, len(order))
    order[one], order[two] = order[two], order[one]
    return transposed(a, order)


@implements(np.moveaxis)
def move_axes(a: Any, source: Any, destination: Any) -> Any:
    """Return a view with some axes moved."""
    ndim = ndim_of(a)
    start, end = (
        normalize_axis_tuple(source, ndim, "source"),
        normalize_axis_tuple(destination, ndim, "destination"),
    )
    order = [axis for axis in range(ndim) if axis not in start]
    for place, axis in sorted(zip(end, start, strict=True)):
        order.insert(place, axis)
    return transposed(a, order)


@implements(np.reshape)
def _reshape(a: Any, shape: Any = None, order: str = "C", *, newshape: Any = None, copy: Any = None) -> Any:
    a = as_array(a)
    shape = shape if shape is not None else newshape
    if copy is False or order == "K" or not isinstance(a, Tensor) or a.type.is_scalar:
        raise NotStaged
    order = _known_order(a, order)
    sizes = list(sizes_of(shape))
    if order == "F":
        # As `a.T.reshape(sizes[::-1]).T` in C order.
        made = _reshaped(transposed(a), _resolved(a, sizes[::-1]))
        return emit("copy", transposed(made)) if copy else transposed(made)
    wanted = _resolved(a, sizes)
    if copy:
        return emit("copy", emit("reshape", a, *wanted.sizes, **wanted.params))
    return _reshaped(a, wanted)


def _known_order(a: Tensor, order: str) -> str:
    """Return "C" or "F" for any order that an array's memory decides."""
    if order in ("C", "F"):
        return order
    if order == "A" and (is_contiguous(a) is True or is_contiguous(transposed(a)) is False):
        return "C"
    if order in ("A", "K") and is_contiguous(transposed(a)) is True:
        return "F" if is_contiguous(a) is False else "C"
    if order == "K" and is_contiguous(a) is True:
        return "C"
    raise Untraceable("AG204", "the order of an array in memory")


@record(frozen=True)
class _Wanted:
    """The sizes that a reshape asks for; `rest` is the place of that which it left to NumPy."""

    sizes: list[Any]
    rest: int | None = None

    @property
    def params(self) -> dict[str, Any]:
        """What the op is told beside the sizes."""
        more = {} if self.rest is None else {"rest": self.rest}
        return {"shape": known(self.sizes), **more}


def _resolved(a: Tensor, sizes: list[Any]) -> _Wanted:
    """Return sizes with that which is -1 worked out."""
    unknown = [place for place, size in enumerate(sizes) if isinstance(size, int | np.integer) and size == -1]
    if len(unknown) > 1:
        raise ValueError("can only specify one unknown dimension")
    if not unknown:
        return _Wanted(sizes)
    others: Any = 1
    for place, size in enumerate(sizes):
        others = others if place == unknown[0] else others * size
    total = total_size(a)
    if isinstance(others, int) and others == 1:
        sizes[unknown[0]] = total
        return _Wanted(sizes)
    sizes[unknown[0]] = total // (others if isinstance(others, int) else _at_least_one(others))
    return _Wanted(sizes, unknown[0])


def _at_least_one(number: Any) -> Any:
    from autograph.operators.extremes import max_  # noqa: PLC0415  (builtins call NumPy)

    return max_(number, 1)


def _reshaped(a: Tensor, wanted: _Wanted) -> Any:
    """Return the view that reshape makes where the memory allows it, else a copy."""
    shares = shares_flat(a)
    if shares is True:
        return make_view(a, "reshape", tuple(wanted.sizes), wanted.params)
    result = emit("reshape", a, *wanted.sizes, **wanted.params)
    if shares is None or len(wanted.sizes) != 1:
        link_roots(result, a)  # A view or a copy, as the strides decide: neither may be written.
    return result


@implements(np.tril)
def _tril(m: Any, k: Any = 0) -> Any:
    return _triangle("tril", m, k)


@implements(np.triu)
def _triu(m: Any, k: Any = 0) -> Any:
    return _triangle("triu", m, k)


def _triangle(name: str, m: Any, k: Any) -> Any:
    m = as_array(m)
    if not isinstance(m, Tensor) or ndim_of(m) < 2 or type(k) is not int:
        raise NotStaged
    return emit(name, m, k=k)


def set_shape(a: Tensor, shape: Any) -> None:
    """Stage ``a.shape = shape``: the handle becomes a view of what it was."""
    trace = current()
    assert trace is not None
    others = a.aliases or a.origins or a.identity or a.group or a.key in trace.bases
    alone = trace.region is trace.root or is_local(trace.region, a)
    if others or not alone or not shares_flat(a):
        raise Untraceable("AG203", "the shape of an array that others may know")
    _warn_of(functools.partial(setattr, np.zeros(1), "shape", 1))
    before = Tensor(a.type, a.sources, a.through)
    before.read_only = a.read_only
    if a.key in trace.lifter.array_keys:
        trace.lifter.reshape(a, before)
    elif a.through is None:
        trace.region.adopt(before, trace.region.lookup(a))
    wanted = _resolved(before, list(sizes_of(shape)))
    made = make_view(before, "reshape", tuple(wanted.sizes), wanted.params)
    a.type, a.through = made.type, made.through
    trace.region.views[a.key] = trace.region.views[made.key]


def _warn_of(step: Callable[[], None]) -> None:
    """Have each run warn of what NumPy warns of, without a look at data, where `step` is done."""
    with quietly() as silence:
        step()
    if silence.broken:
        emit("host_effect", function=from_here(step), types=(), name="warning")


@implements(np.ravel)
def _ravel(a: Any, order: str = "C") -> Any:
    a = as_array(a)
    if not isinstance(a, Tensor) or a.type.is_scalar:
        raise NotStaged
    if _known_order(a, order) == "F":
        a = transposed(a)
    contiguous = is_contiguous(a)
    if contiguous is True:
        if a.type.ndim == 1:
            return make_view(a, "get_item", (), {"index": (("slice", False, False, None),)})
        return _reshaped(a, _Wanted([total_size(a)]))
    result = emit("reshape", a, *(sizes := [total_size(a)]), shape=known(sizes))
    if contiguous is None:
        link_roots(result, a)  # A view or a copy, as the strides decide: neither may be written.
    return result


@implements(np.expand_dims)
def _expand_dims(a: Any, axis: Any) -> Any:
    a = as_array_of(as_array(a))
    axes = axis if isinstance(axis, list | tuple) else (axis,)
    where = normalize_axis_tuple(axes, ndim_of(a) + len(axes))
    index = tuple(None if place in where else slice(None) for place in range(ndim_of(a) + len(axes)))
    return a[index or ...]  # `a[()]` would be a scalar


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
    return make_view(a, "squeeze", (), {"axes": axes}) if axes else a


@implements(np.broadcast_to)
def _broadcast_to(a: Any, shape: Any, subok: bool = False) -> Any:
    sizes, a = sizes_of(shape), as_array(a)
    if isinstance(a, Tensor) and a.type.kind == "array":
        result = make_view(a, "broadcast_to", sizes, {"shape": known(sizes)})
    else:
        result = emit("broadcast_to", a, *sizes, shape=known(sizes))
    result.read_only = True
    return result


@implements(np.flip)
def _flip(m: Any, axis: Any = None) -> Any:
    m = as_array_of(as_array(m))
    axes = axes_of(axis, ndim_of(m))
    return m[
        tuple(
            slice(None, None, -1) if axes is None or place in axes else slice(None)
            for place in range(ndim_of(m))
        )
    ]


@implements(np.flipud)
def _flipud(m: Any) -> Any:
    m = as_array(m)
    if ndim_of(m) < 1:
        raise NotStaged
    return m[::-1, ...]


@implements(np.fliplr)
def _fliplr(m: Any) -> Any:
    m = as_array(m)
    if ndim_of(m) < 2:
        raise NotStaged
    return m[:, ::-1]
