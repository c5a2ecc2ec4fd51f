"""What a caller takes the arguments of a kernel to be: a word for each, for the machine code to compare."""

from __future__ import annotations

import struct
from collections.abc import Sequence

import numpy as np

__all__ = [
    "AXES", "FLAGS", "MOST_AXES", "NUMBER", "UNCHECKED", "WANTED", "WRITTEN", "array_word", "expectation",
]  # fmt: skip

UNCHECKED, NUMBER = 0, 1
"""The words of an argument that the caller has looked at itself, and of a number of Python's."""
FLAGS, WANTED, AXES, WRITTEN = 0, 16, 32, 48
"""The bits from which on a word holds the flags to look at, those it is to have, the axes of size one; and
whether the array is written."""
MOST_AXES = 16

_C, _FORTRAN, _ALIGNED, _WRITEABLE = 1, 2, 0x100, 0x400


def array_word(array: np.ndarray, *, written: bool) -> int:
    """Return the word of arrays like this one: of its layout, with one element along the same axes."""
    flags = array.flags
    mask = _C | _ALIGNED | _WRITEABLE | (0 if flags.c_contiguous else _FORTRAN)
    ones = sum(1 << axis for axis, size in enumerate(array.shape) if size == 1)
    return mask << FLAGS | (flags.num & mask) << WANTED | ones << AXES | written << WRITTEN


def expectation(words: Sequence[int]) -> bytes:
    """Return words as the machine code reads them."""
    return struct.pack(f"={len(words)}q", *words)
