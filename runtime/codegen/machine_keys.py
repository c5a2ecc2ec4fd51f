"""Hashes of keys in a kernel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from numba.core import types

from autograph.runtime.codegen.machine import DOUBLE, WORD, Intrinsic
from autograph.runtime.codegen.probing import MIXER

__all__ = ["FIXED"]


def _of_float(*given: Any) -> Any:
    return types.int64, (types.float64,)


def _of_words(*given: Any) -> Any:
    return types.int64, (types.int64, types.int64)


def _key_bits(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    """Give a float that is an int as that int; else mixed bits."""
    number = args[0]
    small = builder.and_(
        builder.fcmp_ordered("<", number, DOUBLE(2.0**63)),
        builder.fcmp_ordered(">", number, DOUBLE(-(2.0**63))),
    )
    whole = builder.fptosi(builder.select(small, number, DOUBLE(0.0)), WORD)
    is_int = builder.and_(small, builder.fcmp_ordered("==", builder.sitofp(whole, DOUBLE), number))
    return builder.select(is_int, whole, _mixed(builder, WORD(0), builder.bitcast(number, WORD)))


def _mixed(builder: Any, one: Any, two: Any) -> Any:
    product = builder.mul(builder.xor(one, two), WORD(MIXER))
    return builder.xor(product, builder.ashr(product, WORD(32)))


def _mix(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    return _mixed(builder, args[0], args[1])


FIXED = {
    "key_bits": Intrinsic(_of_float, _key_bits),
    "mix": Intrinsic(_of_words, _mix),
}
"""What names mean."""
