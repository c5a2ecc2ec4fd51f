"""The length of a vector in a kernel, as Python's `math.hypot` computes it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from autograph.runtime.codegen.machine import DOUBLE, WORD, Intrinsic, floats

__all__ = ["FIXED"]

_FRACTION = 52
_ONE = DOUBLE(1.0)
_ZERO = DOUBLE(0.0)


def _norm(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    """Add squares without loss, of numbers scaled to less than one; then correct the root."""
    call = builder.module.declare_intrinsic
    absolute, root = call("llvm.fabs", [DOUBLE]), call("llvm.sqrt", [DOUBLE])
    sizes = [builder.call(absolute, [value]) for value in args]
    largest = _ZERO
    for size in sizes:
        largest = builder.select(builder.fcmp_ordered(">", size, largest), size, largest)
    infinite = builder.fcmp_ordered("==", largest, DOUBLE(math.inf))
    scale = _scale(builder, largest)
    sums = _ONE, _ZERO, _ZERO
    for size in sizes:
        sums = _with_square(builder, sums, builder.fmul(builder.select(infinite, _ZERO, size), scale))
    length = builder.call(root, [_total(builder, sums)])
    rest = _total(builder, _with_square(builder, sums, length, negative=True))
    safe = builder.select(builder.fcmp_ordered("==", length, _ZERO), _ONE, builder.fadd(length, length))
    length = builder.fdiv(builder.fadd(length, builder.fdiv(rest, safe)), scale)
    return builder.select(infinite, largest, length)


def _scale(builder: Any, largest: Any) -> Any:
    """Return the power of two that brings the largest number between a half and one."""
    exponent = builder.lshr(builder.bitcast(largest, WORD), WORD(_FRACTION))
    other = builder.sub(WORD(2045), exponent)
    other = builder.select(builder.icmp_signed("<", other, WORD(1)), WORD(1), other)
    return builder.bitcast(builder.shl(other, WORD(_FRACTION)), DOUBLE)


def _with_square(builder: Any, sums: Any, value: Any, *, negative: bool = False) -> Any:
    """Return a sum with the square of a number: its rounded part, and two of what was rounded off."""
    total, low, lost = sums
    other = builder.fneg(value) if negative else value
    square = builder.fmul(value, other)
    low = builder.fadd(low, builder.fma(value, other, builder.fneg(square)))
    new = builder.fadd(total, square)
    return new, low, builder.fadd(lost, builder.fadd(builder.fsub(total, new), square))


def _total(builder: Any, sums: Any) -> Any:
    total, low, lost = sums
    return builder.fadd(builder.fsub(total, _ONE), builder.fadd(low, lost))


FIXED = {"norm": Intrinsic(floats, _norm)}
"""What names mean."""
