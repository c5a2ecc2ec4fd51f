"""Operations on several doubles at once, where LLVM makes no vectors of a loop: looking into a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from llvmlite import ir
from numba.core import cgutils
from numba.core.registry import cpu_target

from autograph.runtime.codegen.machine import DOUBLE, WORD

__all__ = ["Vectors", "lanes"]

_WIDE, _NARROW = 8, 4


def lanes() -> int:
    """Return how many doubles are computed at a time on this machine."""
    return _WIDE if "+avx512f" in cpu_target.target_context.codegen()._tm_features else _NARROW


class Vectors:
    """Writes operations on vectors of doubles, and of words.

    Attributes
    ----------
    kind, words : VectorType
    """

    def __init__(self, builder: Any, count: int) -> None:
        self._builder = builder
        self._count = count
        self.kind = ir.VectorType(DOUBLE, count)
        self.words = ir.VectorType(WORD, count)

    def number(self, value: float) -> Any:
        """Return a vector of equal doubles."""
        return ir.Constant(self.kind, [value] * self._count)

    def word(self, value: int) -> Any:
        """Return a vector of equal words."""
        return ir.Constant(self.words, [value] * self._count)

    def _call(self, name: str, *values: Any) -> Any:
        types = [value.type for value in values]
        kind = ir.FunctionType(self.kind, types)
        function = cgutils.get_or_insert_function(self._builder.module, kind, name)
        return self._builder.call(function, list(values))

    def fma(self, a: Any, b: Any, c: Any) -> Any:
        """Write ``a * b + c``, rounded once."""
        return self._call(f"llvm.fma.v{self._count}f64", a, b, c)

    def rint(self, x: Any) -> Any:
        """Write the nearest whole numbers."""
        return self._call(f"llvm.rint.v{self._count}f64", x)

    def fabs(self, x: Any) -> Any:
        """Write the sizes."""
        return self._call(f"llvm.fabs.v{self._count}f64", x)

    def polynomial(self, x: Any, terms: Sequence[float]) -> Any:
        """Write ``terms[0] + terms[1] * x + ...``."""
        total = self.number(terms[-1])
        for term in reversed(terms[:-1]):
            total = self.fma(total, x, self.number(term))
        return total

    def bits(self, marks: Any) -> Any:
        """Write the byte of which each bit is what is true of a lane."""
        byte = ir.IntType(8)
        found = self._builder.bitcast(marks, ir.IntType(self._count))
        return found if self._count == byte.width else self._builder.zext(found, byte)

    def looked_up(self, table: Sequence[float], places: Any) -> Any:
        """Write the entries of a table of 16 at these places, of which the last four bits count."""
        if self._count == _WIDE:
            halves = (ir.Constant(self.kind, list(table[first : first + _WIDE])) for first in (0, _WIDE))
            first, second = halves
            return self._call("llvm.x86.avx512.vpermi2var.pd.512", first, places, second)
        builder = self._builder
        entries = cgutils.global_constant(
            builder.module, "table", ir.Constant(ir.ArrayType(DOUBLE, len(table)), list(table))
        )
        within = builder.and_(places, self.word(len(table) - 1))
        found: Any = ir.Constant(self.kind, ir.Undefined)
        for lane in range(self._count):
            number = ir.Constant(ir.IntType(32), lane)
            entry = builder.gep(entries, [WORD(0), builder.extract_element(within, number)])
            found = builder.insert_element(found, builder.load(entry), number)
        return found
