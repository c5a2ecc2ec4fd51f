"""How compiled code makes arrays of Python's: as Numba does, but for the class, which it is given at once.

Numba writes the class into the code as a pickle, and a call of Python, which imports all of Numba, reads it.
"""

from __future__ import annotations

import functools
from typing import Any

from llvmlite import ir
from numba.core import cgutils, pythonapi, types
from numba.core.registry import cpu_target

__all__ = ["target_context"]

_TargetContext: Any = type(cpu_target.target_context)
_INT = ir.IntType(32)


class _Results(pythonapi.PythonAPI):  # type: ignore[misc]
    """Writes how native values become Python's."""

    manager: Any = None

    def from_native_value(self, typ: Any, val: Any, env_manager: Any = None) -> Any:
        """Write how a value becomes an object, and note where constants lie."""
        self.manager = env_manager
        return super().from_native_value(typ, val, env_manager)

    def nrt_adapt_ndarray_to_python(self, aryty: Any, ary: Any, dtypeptr: Any) -> Any:
        """Write how an array becomes an object."""
        kind = self.manager.read_const(self.manager.add_const(aryty.box_type))
        signature = ir.FunctionType(self.pyobj, [self.voidptr, self.pyobj, _INT, _INT, self.pyobj])
        function = self._get_function(signature, name="NRT_adapt_ndarray_to_python_acqref")
        number, writable = (
            self.context.get_constant(types.int32, fact) for fact in (aryty.ndim, int(aryty.mutable))
        )
        place = self.builder.bitcast(cgutils.alloca_once_value(self.builder, ary), self.voidptr)
        return self.builder.call(function, [place, kind, number, writable, dtypeptr])


class _Target(_TargetContext):  # type: ignore[misc]
    """Numba's context for this processor, with other results."""

    def __init__(self) -> None:
        self.__dict__ = cpu_target.target_context.__dict__

    def get_python_api(self, builder: Any) -> Any:
        """Return what writes calls of Python."""
        return _Results(self, builder)


@functools.cache
def target_context() -> Any:
    """Return the context that kernels are compiled with."""
    return _Target()
