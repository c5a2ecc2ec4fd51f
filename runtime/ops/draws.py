"""Random numbers from NumPy's own generators.

The first two operands are addresses, for kernels; the function among the params calls the generator's method.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from autograph.runtime.codegen import drawing
from autograph.runtime.errors import Deoptimize
from autograph.runtime.laws import LAWS
from autograph.runtime.ops import effects
from autograph.runtime.ops.base import define
from autograph.runtime.ops.rules import array, require, require_int, sized
from autograph.runtime.types import ArrayType, Symbol

__all__: list[str] = []


def _check(parameters: Sequence[ArrayType], kind: str, law: str) -> None:
    expected = len(LAWS[kind][law].parameters)
    require(len(parameters) == expected, f"{law} takes {expected} parameters, not {len(parameters)}")
    require(all(type_.is_scalar for type_ in parameters), f"the parameters of {law} must be scalars")


def _infer_draw(
    bits: ArrayType, gauss: ArrayType, *parameters: ArrayType, kind: str, law: str, **call: Any
) -> tuple[ArrayType, ...]:
    _check(parameters, kind, law)
    types: tuple[ArrayType, ...] = call["types"]
    return types


def _draw(bits: int, gauss: int, *parameters: Any, kind: str, law: str, **call: Any) -> Any:
    return effects.call_python(*parameters, **call)


define("draw", infer=_infer_draw, numpy=_draw, kernel=drawing.draw, pure=False, may_fail=True)


def _infer_draw_array(
    bits: ArrayType, gauss: ArrayType, *operands: ArrayType, kind: str, law: str, **call: Any
) -> tuple[ArrayType, ...]:
    shape: Sequence[int | Symbol | None] = call["shape"]
    count = len(operands) - len(shape)
    _check(operands[:count], kind, law)
    for size in operands[count:]:
        require_int(size, "a size of a new array")
    return (array(call["dtype"], sized(len(shape), shape)),)


def _draw_array(
    bits: int, gauss: int, *operands: Any, function: Callable[..., Any], dtype: Any, **call: Any
) -> Any:
    drawn = function(*operands)
    if drawn.dtype != dtype:
        raise Deoptimize(f"{call['name']} gave an array of another type than before", 0)
    return drawn


define(
    "draw_array",
    infer=_infer_draw_array,
    numpy=_draw_array,
    kernel=drawing.draw_array,
    pure=False,
    may_fail=True,
)
