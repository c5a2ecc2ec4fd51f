"""NumPy's functions that call the program, or its iterators, as programs; traced, never run as they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_index

__all__ = ["along_axis", "from_iterator", "piecewise", "place_of", "vectorized"]


def from_iterator(iter: Any, dtype: Any, count: Any = -1, *, like: Any = None) -> Any:
    """Return ``np.fromiter(iter, dtype, count)``."""
    values: list[Any] = []
    for value in iter if count else ():
        values.append(value)
        if len(values) == count:
            break
    found = len(values)
    if found < count:
        raise ValueError(f"iterator too short: Expected {count} but iterator had only {found} items.")
    return np.array(values, dtype)


def piecewise(x: Any, condlist: Any, funclist: Any, *args: Any, **kw: Any) -> Any:
    """Return ``np.piecewise(x, condlist, funclist, *args, **kw)``."""
    x = np.asanyarray(x)
    if x.ndim != 0 and not isinstance(condlist[0], list | np.ndarray):
        condlist = [condlist]
    conditions = [np.asarray(condition, dtype=bool) for condition in condlist]
    if len(conditions) == len(funclist) - 1:
        met = conditions[0]
        for condition in conditions[1:]:
            met = met | condition
        conditions = [*conditions, ~met]
    elif len(conditions) != len(funclist):
        count = len(conditions)
        raise ValueError(f"with {count} condition(s), either {count} or {count + 1} functions are expected")
    made = np.zeros_like(x)
    for condition, function in zip(conditions, funclist, strict=True):
        if not callable(function):
            made[condition] = function
        else:
            values = x[condition]
            if values.size > 0:
                made[condition] = function(values, *args, **kw)
    return made


def along_axis(func1d: Callable[..., Any], axis: Any, arr: Any, *args: Any, **kwargs: Any) -> Any:
    """Return ``np.apply_along_axis(func1d, axis, arr, *args, **kwargs)``."""
    arr = np.asanyarray(arr)
    axis = normalize_axis_index(axis, arr.ndim)
    lines = np.moveaxis(arr, axis, -1)
    outer = lines.shape[:-1]
    total = 1
    for size in outer:
        total = total * size
    if total == 0:
        raise ValueError("Cannot apply_along_axis when any iteration dimensions are 0")
    place = (0,) * len(outer)
    first = np.asanyarray(func1d(lines[place], *args, **kwargs))
    made = np.zeros((*outer, *first.shape), first.dtype)
    made[place] = first
    for number in range(1, total):
        place = place_of(number, outer)
        made[place] = func1d(lines[place], *args, **kwargs)
    axes = list(range(made.ndim))
    inner = len(outer)
    return np.transpose(made, (*axes[:axis], *axes[inner:], *axes[axis:inner]))


def place_of(number: Any, sizes: Any) -> Any:
    """Return the place of an element that has so many before it, in C order."""
    place: list[Any] = []
    for size in sizes[::-1]:
        place = [number % size, *place]
        number = number // size
    return tuple(place)


def vectorized(pyfunc: Callable[..., Any], otypes: str | None, *args: Any) -> Any:
    """Return ``np.vectorize(pyfunc, otypes)(*args)``: all but a first trial get Python's numbers."""
    arrays = [np.asarray(arg) for arg in args]
    if otypes is None:
        for array in arrays:
            if array.size == 0:
                raise ValueError("cannot call `vectorize` on size 0 inputs unless `otypes` is set")
        tried = pyfunc(*[array.flat[0] for array in arrays])
        several = isinstance(tried, tuple)
        kinds = [np.asarray(item).dtype for item in (tried if several else (tried,))]
    else:
        several = len(otypes) > 1
        kinds = [np.dtype(char) for char in otypes]
    blank = np.zeros(arrays[0].shape, bool)
    for array in arrays[1:]:
        blank = blank | np.zeros(array.shape, bool)
    columns = [np.broadcast_to(array, blank.shape).reshape(-1) for array in arrays]
    made = [np.zeros(blank.shape, kind) for kind in kinds]
    flat = [each.reshape(-1) for each in made]
    for number in range(blank.size):
        found = pyfunc(*[column[number].item() for column in columns])
        if several:
            for place, item in zip(flat, found, strict=True):
                place[number] = item
        else:
            flat[0][number] = found
    return tuple(made) if several else made[0]
