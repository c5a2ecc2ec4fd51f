"""Random numbers, one at a time, from NumPy's own generators."""

from __future__ import annotations

from typing import Any

from autograph.runtime.codegen import drawing
from autograph.runtime.laws import LAWS
from autograph.runtime.ops import effects
from autograph.runtime.ops.base import define
from autograph.runtime.ops.rules import require
from autograph.runtime.types import ArrayType

__all__: list[str] = []


def _infer(
    bits: ArrayType, gauss: ArrayType, *parameters: ArrayType, kind: str, law: str, **call: Any
) -> tuple[ArrayType, ...]:
    expected = len(LAWS[kind][law].parameters)
    require(len(parameters) == expected, f"{law} takes {expected} parameters, not {len(parameters)}")
    require(all(type_.is_scalar for type_ in parameters), f"the parameters of {law} must be scalars")
    types: tuple[ArrayType, ...] = call["types"]
    return types


def _draw(bits: int, gauss: int, *parameters: Any, kind: str, law: str, **call: Any) -> Any:
    return effects.call_python(*parameters, **call)


# `bits` and `gauss` are addresses, for kernels; the function in `call` draws by the generator's method.
define("draw", infer=_infer, numpy=_draw, kernel=drawing.draw, pure=False, may_fail=True)
