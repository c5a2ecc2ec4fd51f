"""An image of a kernel in, the address of the function in it out: it is put into memory of the process."""

from __future__ import annotations

import ctypes
import functools
import mmap
import struct
import sys
from collections.abc import Callable

from autograph.runtime.codegen.images import Image

__all__ = ["can_place", "place"]

_READ, _EXECUTE = 1, 4


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
