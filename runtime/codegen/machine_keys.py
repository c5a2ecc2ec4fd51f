"""Hashes of keys in a kernel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from numba.core import types

from autograph.runtime.codegen.machine import DOUBLE, WORD, Build
from autograph.runtime.codegen.probing import MIXER

__all__ = ["FIXED"]


def _of_float(*given: Any) -> Any:
    return types.int64, (types.float64,)


def _of_words(*given: Any) -> Any:
    return types.int64, (types.int64, types.int64)


def _key_bits(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    """Give the bits of a float; those of -0.0 are those of 0.0."""
    return builder.bitcast(builder.fadd(args[0], DOUBLE(0.0)), WORD)


def _mix(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    product = builder.mul(builder.xor(args[0], args[1]), WORD(MIXER))
    return builder.xor(product, builder.ashr(product, WORD(32)))


FIXED: dict[str, tuple[int, Callable[..., Any], Build]] = {
    "key_bits": (1, _of_float, _key_bits),
    "mix": (2, _of_words, _mix),
}
"""By name: number of arguments, type rule, code."""
