"""Operations on several doubles at once, where LLVM makes no vectors of a loop: looking into a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from llvmlite import ir
from numba.core import cgutils
from numba.core.registry import cpu_target

from autograph.runtime.codegen.machine import DOUBLE, WORD

__all__ = ["Vectors", "lanes"]

_WIDE, _NARROW = 16, 8
"""Two registers: what the one waits for leaves time for the other."""
_COLUMNS = 4


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
        """Write the number of which each bit is what is true of a lane."""
        return self._builder.bitcast(marks, ir.IntType(self._count))

    def rows(self, table: Sequence[Sequence[float]], places: Any) -> list[Any]:
        """Write the four columns of the rows of a table at these places."""
        builder, number = self._builder, ir.IntType(32)
        row = ir.VectorType(DOUBLE, _COLUMNS)
        content = [ir.Constant(row, list(each)) for each in table]
        kind = ir.ArrayType(row, len(content))
        entries = cgutils.global_constant(builder.module, "table", ir.Constant(kind, content))
        found = []
        for lane in range(self._count):
            place = builder.extract_element(places, number(lane))
            found.append(builder.load(builder.gep(entries, [WORD(0), place])))
        found = [self._joined(found[k::_COLUMNS]) for k in range(_COLUMNS)]
        first, second = (
            [self._picked(one, two, self._alternating(parity)) for parity in (0, 1)]
            for one, two in (found[:2], found[2:])
        )
        return [self._picked(first[k % 2], second[k % 2], self._halves(k - k % 2)) for k in range(_COLUMNS)]

    def _joined(self, parts: list[Any]) -> Any:
        """Return some vectors as one."""
        while len(parts) > 1:
            size = 2 * parts[0].type.count
            parts = [
                self._picked(one, two, range(size)) for one, two in zip(parts[::2], parts[1::2], strict=True)
            ]
        return parts[0]

    def _alternating(self, parity: int) -> list[int]:
        """Return which elements of two vectors stand beside each other: every second one of both."""
        count = self._count
        return [place for even in range(parity, count, 2) for place in (even, count + even)]

    def _halves(self, first: int) -> list[int]:
        """Return the elements of two vectors from which pairs are taken, from `first` in each four."""
        count = self._count
        fours = range(first, count, _COLUMNS)
        return [place for four in fours for start in (0, count) for place in (start + four, start + four + 1)]

    def _picked(self, one: Any, two: Any, places: Iterable[int]) -> Any:
        mask = [ir.Constant(ir.IntType(32), place) for place in places]
        return self._builder.shuffle_vector(
            one, two, ir.Constant(ir.VectorType(ir.IntType(32), len(mask)), mask)
        )
