"""Arrays split into parts: views, each with bounds that the sizes decide."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_index

from autograph.tracing.numpy_functions.arrays import as_array
from autograph.tracing.numpy_functions.dispatch import NotStaged, implements, ndim_of
from autograph.tracing.tensor import Tensor, need_value, size_of
from autograph.tracing.trace import emit

__all__: list[str] = []


def _parts(a: Tensor, bounds: list[tuple[Any, Any]], axis: int) -> Any:
    from autograph.tracing.containers import TracedList  # noqa: PLC0415  (containers hold handles)

    before = (slice(None),) * axis
    return TracedList(a[(*before, slice(start, stop))] for start, stop in bounds)


@implements(np.array_split)
def _array_split(ary: Any, indices_or_sections: Any, axis: Any = 0) -> Any:
    a = as_array(ary)
    sections = indices_or_sections
    if not isinstance(a, Tensor) or not ndim_of(a):
        raise NotStaged
    axis = normalize_axis_index(axis, ndim_of(a))
    if isinstance(sections, Tensor):
        if sections.type.ndim:
            raise NotStaged
        raise need_value(sections, "as a number of parts")
    if isinstance(sections, list | tuple | np.ndarray):
        places = [0, *sections, None]
        return _parts(a, list(itertools.pairwise(places)), axis)
    if sections <= 0:
        raise ValueError("number sections must be larger than 0.")
    total = size_of(a, axis)
    each, extras = total // sections, total % sections
    bounds = [number * each + np.minimum(number, extras) for number in range(sections + 1)]
    bounds = [0, *(_as_python(bound) for bound in bounds[1:])]
    return _parts(a, list(itertools.pairwise(bounds)), axis)


def _as_python(bound: Any) -> Any:
    return emit("to_python", bound, type=int) if isinstance(bound, Tensor) else int(bound)


@implements(np.split)
def _split(ary: Any, indices_or_sections: Any, axis: Any = 0) -> Any:
    a = as_array(ary)
    if isinstance(indices_or_sections, int) and isinstance(a, Tensor) and ndim_of(a):
        size = size_of(a, normalize_axis_index(axis, ndim_of(a)))
        rest = size % indices_or_sections
        if isinstance(rest, Tensor):
            emit("raise_if", emit("not_equal", rest, 0), exception=_unequal, name="ValueError")
        elif rest:
            raise _unequal()
    return _array_split(a, indices_or_sections, axis)


def _unequal() -> BaseException:
    return ValueError("array split does not result in an equal division")


@implements(np.hsplit)
def _hsplit(ary: Any, indices_or_sections: Any) -> Any:
    a = as_array(ary)
    if not ndim_of(a):
        raise NotStaged
    return _split(a, indices_or_sections, 1 if ndim_of(a) > 1 else 0)


@implements(np.vsplit)
def _vsplit(ary: Any, indices_or_sections: Any) -> Any:
    a = as_array(ary)
    if ndim_of(a) < 2:
        raise NotStaged
    return _split(a, indices_or_sections, 0)


@implements(np.dsplit)
def _dsplit(ary: Any, indices_or_sections: Any) -> Any:
    a = as_array(ary)
    if ndim_of(a) < 3:
        raise NotStaged
    return _split(a, indices_or_sections, 2)
