"""Makes the functions that kernel source calls: Numba intrinsics, one LLVM fragment each."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

from llvmlite import ir
from numba.core import types
from numba.core.errors import TypingError
from numba.extending import intrinsic

__all__ = [
    "BOOL", "DOUBLE", "WORD", "Build", "alike", "at_offset", "boolean", "floats", "intrinsic_of", "none",
    "same",
]  # fmt: skip

WORD = ir.IntType(64)
BOOL = ir.IntType(1)
DOUBLE = ir.DoubleType()
_BYTE = ir.IntType(8).as_pointer()


def at_offset(builder: Any, thing: Any, offset: int, kind: Any) -> Any:
    """Write the address of what lies so many bytes after the beginning of an object."""
    return builder.bitcast(builder.gep(builder.bitcast(thing, _BYTE), [WORD(offset)]), kind.as_pointer())


Build = Callable[[Any, Any, Any, Sequence[Any]], Any]
"""``build(context, builder, signature, arguments)`` returns an LLVM value."""


@functools.lru_cache(maxsize=512)
def intrinsic_of(count: int, result: Callable[..., Any], build: Build) -> Any:
    """Return an intrinsic of `count` arguments, whose type rule is `result`."""
    names = ", ".join(f"a{k}" for k in range(count))
    comma = ", " if names else ""
    text = f"def made(typingctx{comma}{names}):\n    return give(({names}{comma}))\n"

    def give(argument_types: tuple[Any, ...]) -> Any:
        result_type = result(*argument_types)
        if result_type is None:
            raise TypingError(f"no kernel function for {argument_types}")
        if isinstance(result_type, tuple):
            result_type, argument_types = result_type
        signature = result_type(*argument_types)

        def generate(context: Any, builder: Any, own: Any, arguments: Any) -> Any:
            return build(context, builder, own, arguments)

        return signature, generate

    space: dict[str, Any] = {"give": give}
    exec(text, space)
    return intrinsic(space["made"])


def same(*given: Any) -> Any:
    """Return the first operand's type: the result's."""
    return given[0]


def boolean(*given: Any) -> Any:
    """Return the type of a bool result."""
    return types.boolean


def none(*given: Any) -> Any:
    """Return the type of no result."""
    return types.none


def alike(a: Any, b: Any) -> Any:
    """Return one type for two operands and the result."""
    a = types.unliteral(a)
    return a, (a, a)


def floats(*given: Any) -> Any:
    """Return the types of a function of doubles."""
    return types.float64, (types.float64,) * len(given)
