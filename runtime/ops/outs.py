"""What NumPy checks of an array that a result is written into, ``out=`` or the target of ``+=``."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograph.runtime.codegen import elements
from autograph.runtime.ops.base import define
from autograph.runtime.ops.rules import require
from autograph.runtime.types import ArrayType

__all__: list[str] = []


def _infer(out: ArrayType, *operands: ArrayType, ufunc: str) -> tuple[ArrayType, ...]:
    require(out.kind == "array", "check_out: a result cannot be written into a scalar")
    return ()


def _check(out: Any, *operands: Any, ufunc: str) -> tuple[()]:
    shapes = [np.shape(operand) for operand in operands]
    try:
        fits = np.broadcast_shapes(out.shape, *shapes) == out.shape
    except ValueError:
        fits = False
    if not fits:  # NumPy says so, of a target without memory of its own
        target = np.lib.stride_tricks.as_strided(np.zeros(1, out.dtype), out.shape, [0] * out.ndim)
        getattr(np, ufunc)(*operands, out=target)
    return ()


define("check_out", infer=_infer, numpy=_check, kernel=elements.check_out, pure=False, may_fail=True)
