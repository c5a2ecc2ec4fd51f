"""An image of a kernel in, the address of the function in it out: it is put into memory of the process."""

from __future__ import annotations

import ctypes
import functools
import mmap
import struct
import sys
from collections.abc import Callable
from typing import Any

from autograph.runtime.records import record

__all__ = ["PAGE", "Image", "can_place", "place"]

PAGE = 4096
"""What is written and what is not lie on pages of their own."""
_READ, _EXECUTE = 1, 4


@record(frozen=True)
class Image:
    """A kernel as it lies in memory.

    Attributes
    ----------
    fixed : bytes
        What is not written any more once it lies there: code and constants.
    changing : int
        How many bytes come after that, from the next page on, which begin as zeros.
    entry, environment : int
        Where the function is that Python calls, and the place for the objects it refers to; -1 for none.
    inner : tuple of (int, int)
        Places for addresses in the image, and what they are the addresses of.
    outer : tuple of (int, str, int)
        Places for addresses of symbols, and what is added to those.
    """

    fixed: bytes
    changing: int
    entry: int
    environment: int
    inner: tuple[tuple[int, int], ...]
    outer: tuple[tuple[int, str, int], ...]

    @property
    def start_of_changing(self) -> int:
        """Where the bytes begin that may change."""
        return -(-len(self.fixed) // PAGE) * PAGE

    def fields(self) -> tuple[Any, ...]:
        """Return all of it, as the constructor takes it."""
        return self.fixed, self.changing, self.entry, self.environment, self.inner, self.outer


@functools.cache
def can_place() -> bool:
    """Whether the process may run what it has written into memory, as far as is known here."""
    if sys.platform != "linux":
        return False
    try:
        _let_run(_memory(mmap.PAGESIZE), mmap.PAGESIZE)
    except OSError:
        return False
    return True


def place(image: Image, address_of: Callable[[str], int | None]) -> tuple[int, int]:
    """Put an image into memory.

    Returns
    -------
    entry : int
        The address of the function.
    environment : int
        That of the place for the objects it refers to; 0 for none.

    Raises
    ------
    LookupError
        If the process lacks a symbol that the image needs, or may not run what it has written.
    """
    known = {symbol: address_of(symbol) for symbol in {symbol for _, symbol, _ in image.outer}}
    if None in known.values() or not can_place():
        raise LookupError("an image cannot be put into memory")
    memory = _memory(image.start_of_changing + image.changing)
    start = ctypes.addressof(ctypes.c_char.from_buffer(memory))
    memory[: len(image.fixed)] = image.fixed
    put = struct.Struct("<Q").pack_into
    for where, target in image.inner:
        put(memory, where, start + target)
    for where, symbol, added in image.outer:
        put(memory, where, (known[symbol] or 0) + added)
    _let_run(memory, image.start_of_changing)
    # It is never freed: arrays may be the last things to go, and their memory is freed by its code.
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(memory))
    return start + image.entry, 0 if image.environment < 0 else start + image.environment


def _memory(size: int) -> mmap.mmap:
    return mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)


def _let_run(memory: mmap.mmap, size: int) -> None:
    """Let the first bytes of memory be run, and not be written any more."""
    protect = ctypes.CDLL(None, use_errno=True).mprotect
    protect.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    if protect(ctypes.addressof(ctypes.c_char.from_buffer(memory)), size, _READ | _EXECUTE):
        raise OSError(ctypes.get_errno(), "no memory that can be run")
