"""How compiled code makes arrays of Python's, whose memory Numba's runtime owns.

Numba writes the class into the code as a pickle, and a call of Python, which imports all of Numba, reads it;
and it calls the class of owners with a tuple of a number.
"""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba.core import cgutils, pythonapi, types
from numba.np import numpy_support

from autograph.runtime.codegen.libraries import provide_result
from autograph.runtime.codegen.machine import WORD, at_offset
from autograph.runtime.codegen.machine_arrays import Fields
from autograph.runtime.codegen.machine_entry import HEAD

__all__ = ["Results"]

_INT = ir.IntType(32)
_BASE = HEAD + 32
_WRITEABLE = 0x400


class Results(pythonapi.PythonAPI):  # type: ignore[misc]
    """Writes how native values become Python's."""

    def from_native_value(self, typ: Any, val: Any, env_manager: Any = None) -> Any:
        """Write how a value becomes an object, which is then what owns its memory."""
        if not isinstance(typ, types.Array):
            return super().from_native_value(typ, val, env_manager)
        builder = self.builder
        kind, dtype = (
            env_manager.read_const(env_manager.add_const(each))
            for each in (typ.box_type, numpy_support.as_dtype(typ.dtype))
        )
        array = Fields(self.context, builder, typ, val)
        place = cgutils.alloca_once(builder, self.pyobj)
        lent = builder.and_(
            cgutils.is_null(builder, array.meminfo), cgutils.is_not_null(builder, array.parent)
        )
        with builder.if_else(lent, likely=False) as (argument, own):
            with argument:
                builder.store(self._part(typ, val, array, kind, dtype), place)
            with own:
                builder.store(self._new(typ, val, array, kind, dtype), place)
        return builder.load(place)

    def _new(self, type_: Any, value: Any, array: Any, kind: Any, dtype: Any) -> Any:
        """Write how an array becomes an object that owns its memory through Numba's runtime."""
        builder = self.builder
        sizes, strides = (
            builder.bitcast(cgutils.alloca_once_value(builder, each), WORD.as_pointer())
            for each in (array.shape, array.strides)
        )
        self.incref(dtype)
        extents = [WORD.as_pointer()] * 2
        given = [self.pyobj, self.pyobj, _INT, *extents, self.voidptr, _INT, self.pyobj]
        new = self._get_function(ir.FunctionType(self.pyobj, given), name=provide_result("array"))
        flags = _INT(_WRITEABLE if type_.mutable else 0)
        data = builder.bitcast(array.data, self.voidptr)
        made = builder.call(
            new, [kind, dtype, _INT(type_.ndim), sizes, strides, data, flags, self.get_null_object()]
        )
        with builder.if_else(cgutils.is_not_null(builder, made), likely=True) as (done, failed):
            with done:
                owner = self._owner(array.meminfo)
                builder.store(owner, at_offset(builder, made, _BASE, self.pyobj))
            with failed:
                self.context.nrt.decref(builder, type_, value)
        return made

    def _owner(self, meminfo: Any) -> Any:
        """Write what makes the object that owns memory: Numba's, without the call of its class."""
        builder = self.builder
        new = self._get_function(ir.FunctionType(self.pyobj, [self.pyobj]), name="_PyObject_New")
        symbol, module = provide_result("owner"), builder.module
        kind = module.globals.get(symbol) or ir.GlobalVariable(module, ir.IntType(8), symbol)
        made = builder.call(new, [kind])
        with builder.if_then(cgutils.is_not_null(builder, made), likely=True):
            builder.store(meminfo, at_offset(builder, made, HEAD, self.voidptr))
        return made

    def _part(self, type_: Any, value: Any, array: Any, kind: Any, dtype: Any) -> Any:
        """Write how an array becomes an object that lies in an argument's memory, or is the argument."""
        builder = self.builder
        signature = ir.FunctionType(self.voidptr, [self.voidptr, self.pyobj])
        function = self._get_function(signature, name="NRT_meminfo_new_from_pyobject")
        data = builder.bitcast(array.data, self.voidptr)
        owner = builder.call(function, [data, array.parent])
        owned = builder.insert_value(value, owner, array.place("meminfo"))
        place = builder.bitcast(cgutils.alloca_once_value(builder, owned), self.voidptr)
        signature = ir.FunctionType(self.pyobj, [self.voidptr, self.pyobj, _INT, _INT, self.pyobj])
        function = self._get_function(signature, name="NRT_adapt_ndarray_to_python_acqref")
        made = builder.call(function, [place, kind, _INT(type_.ndim), _INT(int(type_.mutable)), dtype])
        self.context.nrt.decref(builder, types.MemInfoPointer(types.voidptr), owner)
        return made
