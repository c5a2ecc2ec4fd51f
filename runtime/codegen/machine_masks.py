"""Masks of which the elements that are true are found many at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from llvmlite import ir
from numba.core import cgutils, types

from autograph.runtime.codegen.machine import BOOL, WORD, Intrinsic
from autograph.runtime.codegen.machine_arrays import Fields

__all__ = ["FIXED"]

_BITS = 64
_BYTE = ir.IntType(8)
_BYTES = ir.VectorType(_BYTE, _BITS)


def _mask_bits(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    """Return the word of the elements from a place on in a mask that lies in one piece, so many at most."""
    mask = Fields(context, builder, sig.args[0], args[0])
    start, left = args[1:]
    source = builder.gep(builder.bitcast(mask.data, _BYTE.as_pointer()), [start])
    pad = cgutils.alloca_once(builder, _BYTES)
    whole = builder.icmp_signed(">=", left, WORD(_BITS))
    with builder.if_then(builder.not_(whole), likely=False):
        builder.store(ir.Constant(_BYTES, [0] * _BITS), pad)
        cgutils.raw_memcpy(builder, builder.bitcast(pad, _BYTE.as_pointer()), source, left, 1)
    place = builder.select(whole, builder.bitcast(source, _BYTES.as_pointer()), pad)
    found = builder.load(place, align=1)
    marks = builder.icmp_unsigned("!=", found, ir.Constant(_BYTES, [0] * _BITS))
    return builder.bitcast(marks, WORD)


def _lowest_bit(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    return builder.cttz(args[0], BOOL(1))


def _number_of_bits(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    return builder.ctpop(args[0])


def _other_bits(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    return builder.and_(args[0], builder.sub(args[0], WORD(1)))


def _of_bits(bits: Any) -> Any:
    return types.int64, (types.int64,)


FIXED = {
    "mask_bits": Intrinsic(lambda mask, *_: (types.int64, (mask, types.int64, types.int64)), _mask_bits),
    "lowest_bit": Intrinsic(_of_bits, _lowest_bit),
    "number_of_bits": Intrinsic(_of_bits, _number_of_bits),
    "other_bits": Intrinsic(_of_bits, _other_bits),
}
"""What names mean."""
