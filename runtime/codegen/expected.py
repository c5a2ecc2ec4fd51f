"""What a caller takes the arguments of a kernel to be: a word for each, for the machine code to compare."""

from __future__ import annotations

import struct
from collections.abc import Sequence

import numpy as np

__all__ = [
    "AXES", "FLAGS", "MOST_ARRAYS", "MOST_AXES", "NUMBER", "UNCHECKED", "WANTED", "WRITTEN", "array_word",
    "expectation", "layout_of",
]  # fmt: skip

UNCHECKED, NUMBER = 0, 1
"""The words of an argument that the caller has looked at itself, and of a number of Python's."""
FLAGS, WANTED, AXES, WRITTEN = 0, 16, 32, 48
"""The bits from which on a word holds the flags to look at, those it is to have, the axes of size one; and
whether the array is written."""
MOST_ARRAYS = 16
"""More arrays are not compared pair by pair."""
MOST_AXES = 16

_C, _FORTRAN, _ALIGNED, _WRITEABLE = 1, 2, 0x100, 0x400
"""NumPy's bits of ``flags.num``."""


def layout_of(array: np.ndarray) -> tuple[int, int]:
    """Return the bits of an array's flags to look at, and those it has of them."""
    mask = _C | _ALIGNED | _WRITEABLE | (0 if array.flags.c_contiguous else _FORTRAN)
    return mask, array.flags.num & mask


def array_word(array: np.ndarray, *, written: bool) -> int:
    """Return the word of arrays like this one: of its layout, with one element along the same axes."""
    mask, wanted = layout_of(array)
    ones = sum(1 << axis for axis, size in enumerate(array.shape) if size == 1)
    return mask << FLAGS | wanted << WANTED | ones << AXES | written << WRITTEN


def expectation(words: Sequence[int]) -> bytes:
    """Return words as the machine code reads them."""
    return struct.pack(f"={len(words)}q", *words)
