"""Object code in, the address of the function in it out: LLVM puts it into memory of the process."""

from __future__ import annotations

import ctypes
import functools
from typing import TYPE_CHECKING, Any

import llvmlite.binding as llvm
from numba.core import codegen, config

from autograph.runtime.codegen import libraries

if TYPE_CHECKING:
    from autograph.runtime.codegen.machine_code import MachineCode

__all__ = ["load"]


def load(machine_code: MachineCode) -> tuple[int, int]:
    """Put an object file into memory.

    Returns
    -------
    entry : int
        The address of the function.
    environment : int
        That of the place for the objects it refers to; 0 for none.

    Raises
    ------
    LookupError
        If the process lacks a symbol that the code needs.
    """
    engine = _engine()
    for symbol in machine_code.needed:
        address = libraries.address_of(symbol)
        if address is not None:
            llvm.add_symbol(symbol, address)
        elif not llvm.address_of_symbol(symbol):  # LLVM ends the process at a symbol it does not find
            raise LookupError(f"no symbol {symbol}")
    engine.add_object_file(llvm.ObjectFileRef.from_data(machine_code.code))
    engine.finalize_object()
    entry, environment = machine_code.entry, machine_code.environment
    return engine.get_function_address(entry), engine.get_global_value_address(environment)


@functools.cache
def _engine() -> Any:
    """Return the linker of this process."""
    codegen.initialize_llvm()
    target = llvm.Target.from_triple(llvm.get_process_triple())
    machine = target.create_target_machine(jit=True)
    engine = llvm.create_mcjit_compiler(
        llvm.parse_assembly(""), machine, use_lmm=config.USE_LLVMLITE_MEMORY_MANAGER
    )
    # It is never freed: arrays may be the last things to go, and their memory is freed by its code.
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(engine))
    return engine
