"""Rows that are sorted by NumPy's own compiled functions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from llvmlite import ir
from numba.core import cgutils, types
from numba.np import numpy_support

from autograph.runtime.codegen.machine import WORD, Build, Intrinsic
from autograph.runtime.codegen.machine_arrays import Fields
from autograph.runtime.codegen.numpy_sorts import KINDS, provide_sort

__all__ = ["FIXED"]

_BYTE = ir.IntType(8).as_pointer()
_INT = ir.IntType(32)


def _sorted(function: str, number: int) -> Build:
    def build(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
        *arrays, first, count = args
        dtype = numpy_support.as_dtype(sig.args[0].dtype)
        places = [
            builder.bitcast(builder.gep(Fields(context, builder, type_, array).data, [first]), _BYTE)
            for type_, array in zip(sig.args, arrays, strict=False)
        ]
        form = ir.FunctionType(_INT, [*[_BYTE] * len(places), WORD, _BYTE])
        symbol = provide_sort(function, number, dtype.char)
        sort = cgutils.get_or_insert_function(builder.module, form, symbol)
        failed = builder.call(sort, [*places, count, ir.Constant(_BYTE, None)])
        return builder.icmp_signed("!=", failed, _INT(0))

    return build


def _type(*given: Any) -> Any:
    *arrays, _, _ = given
    return types.boolean, (*arrays, types.int64, types.int64)


FIXED = {
    f"{function}_row_{number}": Intrinsic(_type, _sorted(function, number))
    for function in ("sort", "argsort")
    for number in set(KINDS.values())
}
"""What names mean: ``f(array, ..., first, count)`` sorts some elements; whether it has failed."""
