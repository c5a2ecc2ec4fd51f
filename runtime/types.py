"""The types of values in a graph: NumPy's dtype, symbolic sizes, and whose scalar it is."""

from __future__ import annotations

import dataclasses
import itertools
from typing import Any, Literal

import numpy as np

from autograph.runtime.records import record

__all__ = ["ArrayType", "Kind", "Symbol", "is_python_scalar", "python_type", "symbol", "type_of"]

Kind = Literal["python", "scalar", "array"]
"""``python``: int, float, bool, complex (weak in promotion); ``scalar``: np.generic; ``array``."""

_PYTHON_DTYPES = {
    bool: np.dtype(np.bool_),
    int: np.dtype(np.int64),
    float: np.dtype(np.float64),
    complex: np.dtype(np.complex128),
}
_PYTHON_TYPES = {dtype.kind: python for python, dtype in _PYTHON_DTYPES.items()}
_counter = itertools.count()


@record(frozen=True, eq=False)
class Symbol:
    """A size that is known at run time only; equal to itself alone.

    Attributes
    ----------
    may_be_one : bool
        False where the size is known not to be 1, so that it never broadcasts.
    """

    number: int
    may_be_one: bool = True

    def __repr__(self) -> str:
        """Return a name that is unique in the process; printing renames by order of appearance."""
        return f"s{self.number}"


def symbol(*, may_be_one: bool = True) -> Symbol:
    """Return a fresh size."""
    return Symbol(next(_counter), may_be_one)


@record(frozen=True)
class ArrayType:
    """The type of a value: an array, a NumPy scalar or a Python scalar.

    Attributes
    ----------
    dtype : numpy.dtype
        Python's int, float, bool, complex are int64, float64, bool, complex128.
    shape : tuple of int or Symbol
        Empty for scalars. Two equal symbols are the same size at run time.
    kind : {"python", "scalar", "array"}
        A 0-d array has kind ``"array"`` and an empty shape.
    layout : {"C", "F", "A"}
        For an input array: its memory order at the call (``"A"``: strided). Results are ``"C"``.
    """

    dtype: np.dtype[Any]
    shape: tuple[int | Symbol, ...] = ()
    kind: Kind = "array"
    layout: Literal["C", "F", "A"] = "C"

    @property
    def ndim(self) -> int:
        """The number of axes."""
        return len(self.shape)

    @property
    def is_scalar(self) -> bool:
        """Whether the value is a Python or NumPy scalar (a 0-d array is not)."""
        return self.kind != "array"

    def with_(self, **changes: Any) -> ArrayType:
        """Return this type with some fields replaced."""
        return dataclasses.replace(self, **changes)


def is_python_scalar(value: object) -> bool:
    """Whether `value` is exactly an int, float, bool or complex."""
    return type(value) in _PYTHON_DTYPES


def python_type(dtype: np.dtype[Any]) -> type:
    """Return the Python scalar type that holds values of `dtype`: int, float, bool or complex."""
    kind = "i" if dtype.kind == "u" else dtype.kind
    return _PYTHON_TYPES[kind]


def type_of(value: Any) -> ArrayType:
    """Return the type of a concrete value; an array gets its actual sizes.

    Raises
    ------
    TypeError
        If `value` is neither a number nor an array.
    """
    if type(value) in _PYTHON_DTYPES:
        return ArrayType(_PYTHON_DTYPES[type(value)], (), "python")
    if isinstance(value, np.generic):
        return ArrayType(value.dtype, (), "scalar")
    if isinstance(value, np.ndarray):
        flags = value.flags
        layout: Literal["C", "F", "A"] = "C" if flags.c_contiguous else "F" if flags.f_contiguous else "A"
        return ArrayType(value.dtype, value.shape, "array", layout)
    raise TypeError(f"expected a number or an array, got {type(value).__name__}")
