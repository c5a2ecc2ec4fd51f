"""Object code in, a callable out: links kernels into the process, whoever has compiled them."""

from __future__ import annotations

import ctypes
import functools
import sys
import threading
from collections.abc import Callable
from typing import Any

import llvmlite.binding as llvm
from numba import _dynfunc, _helperlib
from numba.core import base, codegen, config, intrinsics
from numba.core.runtime import _nrt_python

from autograph.runtime.codegen import libraries
from autograph.runtime.records import record

__all__ = ["MachineCode", "link", "linked"]


@record(frozen=True)
class MachineCode:
    """What a compiled kernel is made of; it can be written to disk.

    Attributes
    ----------
    code : bytes
        An object file.
    entry : str
        The symbol of the function that Python calls.
    environment : str
        The symbol of the place that holds the address of the objects the code refers to.
    constants : tuple of object
        Those objects.
    needed : tuple of str
        The symbols it needs from the process.
    """

    code: bytes
    entry: str
    environment: str
    constants: tuple[Any, ...]
    needed: tuple[str, ...]

    def fields(self) -> tuple[Any, ...]:
        """Return all of it, as the constructor takes it."""
        return self.code, self.entry, self.environment, self.constants, self.needed


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
    engine = _engine()
    for symbol in machine_code.needed:
        # LLVM ends the process at a symbol it does not find
        if not libraries.find(symbol) and not llvm.address_of_symbol(symbol):
            raise LookupError(f"no symbol {symbol}")
    engine.add_object_file(llvm.ObjectFileRef.from_data(machine_code.code))
    engine.finalize_object()
    environment = _dynfunc.Environment({"__name__": __name__})
    environment.consts[:] = machine_code.constants
    place = engine.get_global_value_address(machine_code.environment)
    if place:
        _write_address(place, id(environment))
    address = engine.get_function_address(machine_code.entry)
    entry: Callable[..., Any] = _dynfunc.make_function(
        sys.modules[__name__], "kernel", "", address, environment, (environment,)
    )
    return entry


def _write_address(place: int, address: int) -> None:
    (ctypes.c_void_p * 1).from_address(place)[0] = address


@functools.cache
def _engine() -> Any:
    """Return the linker of this process, with the symbols that compiled code may need."""
    codegen.initialize_llvm()
    base._load_global_helpers()
    for name, address in _nrt_python.c_helpers.items():
        llvm.add_symbol(name if name.startswith("_") else f"NRT_{name}", address)
    for name in intrinsics.INTR_MATH:
        llvm.add_symbol(name, _helperlib.c_helpers[name])
    target = llvm.Target.from_triple(llvm.get_process_triple())
    machine = target.create_target_machine(jit=True)
    engine = llvm.create_mcjit_compiler(
        llvm.parse_assembly(""), machine, use_lmm=config.USE_LLVMLITE_MEMORY_MANAGER
    )
    # It is never freed: arrays may be the last things to go, and their memory is freed by its code.
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(engine))
    return engine
