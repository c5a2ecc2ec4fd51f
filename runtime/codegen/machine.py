"""Makes the functions that kernel source calls: one LLVM fragment each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from llvmlite import ir
from numba.core import types

__all__ = [
    "BOOL", "DOUBLE", "WORD", "Build", "Intrinsic", "alike", "at_offset", "boolean", "floats", "none", "same",
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


@dataclass(frozen=True)
class Intrinsic:
    """A function that kernel source calls and whose code is written where it is called.

    Attributes
    ----------
    result : callable
        ``result(*argument_types)`` returns the type of what it gives, alone or with the types that the
        arguments are converted to first; None if there is no such function for these types.
    build : callable
        Writes the code.
    """

    result: Callable[..., Any]
    build: Build

    def signature(self, given: tuple[Any, ...]) -> Any:
        """Return Numba's signature for arguments of these types; None if there is none."""
        result, wanted = self.result(*given), given
        if isinstance(result, tuple):
            result, wanted = result
        return None if result is None else result(*wanted)


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
    return a, (a, a)


def floats(*given: Any) -> Any:
    """Return the types of a function of doubles."""
    return types.float64, (types.float64,) * len(given)
