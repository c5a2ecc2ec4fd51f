"""`ufunc.at` as plain programs; traced, never run as they are."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograph.tracing.trace import forgo

__all__ = ["at_pairs", "at_rows"]


def at_rows(ufunc: Any, array: Any, places: Any, values: Any) -> None:
    """Do ``ufunc.at(array, places, values)`` for rows of an array, or its elements."""
    _require_within(places, array.shape[0])
    if np.ndim(values) > 0:
        wanted = places.shape + array.shape[1:]
        _require_fitting(values.shape, wanted)
        values = np.broadcast_to(values, wanted)
    if places.ndim > 1:
        if np.ndim(values) > 0:
            values = values.reshape((places.size, *array.shape[1:]))
        places = places.ravel()
    for number in range(len(places)):
        place = places[number]
        array[place] = ufunc(array[place], values[number] if np.ndim(values) > 0 else values)


def at_pairs(ufunc: Any, array: Any, rows: Any, columns: Any, values: Any) -> None:
    """Do ``ufunc.at(array, (rows, columns), values)`` for elements of a matrix."""
    if len(rows) != len(columns):
        forgo("index arrays of several lengths")
    _require_within(rows, array.shape[0])
    _require_within(columns, array.shape[1])
    if np.ndim(values) > 0:
        _require_fitting(values.shape, rows.shape)
        values = np.broadcast_to(values, rows.shape)
    for number in range(len(rows)):
        row, column = rows[number], columns[number]
        array[row, column] = ufunc(array[row, column], values[number] if np.ndim(values) > 0 else values)


def _require_within(places: Any, size: Any) -> None:
    """Leave it to NumPy to raise an error, which it does before it writes anything."""
    if places.size > 0 and (places.min() < -size or places.max() >= size):
        forgo("an index out of bounds")


def _require_fitting(shape: Any, wanted: Any) -> None:
    for axis in range(1, len(shape) + 1):
        if shape[-axis] != 1 and shape[-axis] != wanted[-axis]:
            forgo("values that do not fit")
