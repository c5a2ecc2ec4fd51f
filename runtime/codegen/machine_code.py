"""Machine code in, a callable out: kernels are put into the process, whoever has compiled them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import numpy as np

from autograph.runtime.codegen import libraries
from autograph.runtime.codegen.natives import make_entry
from autograph.runtime.codegen.placing import Image, place
from autograph.runtime.records import record

__all__ = ["MachineCode", "link", "linked", "packed", "put", "unpacked"]


@record(frozen=True)
class MachineCode:
    """What a compiled kernel is made of; it can be written to disk.

    Attributes
    ----------
    code : bytes
        An object file; empty where there is an image.
    entry : str
        The symbol of the function that Python calls.
    environment : str
        The symbol of the place that holds the address of the objects the code refers to.
    constants : tuple of object
        Those objects.
    needed : tuple of str
        The symbols it needs from the process.
    image : Image or None
        The same as it lies in memory, in the place of the object file; None where LLVM has to put it there.
    """

    code: bytes
    entry: str
    environment: str
    constants: tuple[Any, ...]
    needed: tuple[str, ...]
    image: Image | None = None


def packed(machine_code: MachineCode) -> tuple[Any, ...]:
    """Return machine code as plain values."""
    one, image = machine_code, machine_code.image
    laid = None if image is None else image.fields()
    return one.code, one.entry, one.environment, one.constants, one.needed, laid


def unpacked(values: tuple[Any, ...]) -> MachineCode:
    """Return the machine code that `packed` has taken apart, with the dtypes that NumPy itself has."""
    code, entry, environment, constants, needed, laid = values
    constants = tuple(np.dtype(one.str) if isinstance(one, np.dtype) else one for one in constants)
    image = None if laid is None else Image(*laid)
    return MachineCode(code, entry, environment, constants, needed, image)


_lock = threading.Lock()
_linked: dict[str, Callable[..., Any]] = {}


def linked(key: str) -> Callable[..., Any] | None:
    """Return what `link` has returned for that key in this process, None if it has not."""
    return _linked.get(key)


def link(key: str, machine_code: MachineCode) -> Callable[..., Any]:
    """Return the callable that runs object code; what has the same key is linked once in a process.

    It takes the fault buffer's address and the arguments.

    Raises
    ------
    LookupError
        If the process lacks a symbol that the code needs.
    """
    with _lock:
        found = _linked.get(key)
        if found is None:
            found = _linked[key] = _link(machine_code)
        return found


def _link(machine_code: MachineCode) -> Callable[..., Any]:
    entry: Callable[..., Any] = make_entry(*put(machine_code), machine_code.constants)
    return entry


def put(machine_code: MachineCode) -> tuple[int, int]:
    """Put machine code into memory; return the addresses of its function and of the place for objects.

    Raises
    ------
    LookupError
        If the process lacks a symbol that the code needs.
    """
    if machine_code.image is not None:
        return place(machine_code.image, libraries.address_of)
    from autograph.runtime.codegen.linker import load  # noqa: PLC0415  (imports LLVM)

    return load(machine_code)
