"""What is known of an int: bounds that hold whenever the program gets there."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from types import MappingProxyType

from autograph.runtime.records import record
from autograph.runtime.types import Symbol

__all__ = [
    "ANY",
    "LARGEST_SIZE",
    "Range",
    "add",
    "constant",
    "fits",
    "multiply",
    "negate",
    "size",
    "subtract",
]

LARGEST_SIZE = 2**40
"""No array has an axis as long as this."""

_LOW, _HIGH = -(2**63), 2**63 - 1


def _nothing() -> Mapping[Symbol, int]:
    return MappingProxyType({})


@record(frozen=True)
class Range:
    """The values an int can have.

    Attributes
    ----------
    low, high : int
        Both are reached at most.
    under : mapping of Symbol to int
        ``under[s] == k`` says that the value is at most the size ``s`` plus ``k``.
    """

    low: int = _LOW
    high: int = _HIGH
    under: Mapping[Symbol, int] = dataclasses.field(default_factory=_nothing)

    @property
    def single(self) -> int | None:
        """The value, where there is only one."""
        return self.low if self.low == self.high else None

    def below(self, size_: int | Symbol) -> bool:
        """Whether the value is surely less than that size."""
        if isinstance(size_, int):
            return self.high < size_
        return self.under.get(size_, 0) < 0

    def within(self, size_: int | Symbol) -> Range:
        """Return what is known once the value was found to be an index of an axis of that size."""
        if isinstance(size_, int):
            return Range(max(self.low, 0), min(self.high, size_ - 1), self.under)
        return Range(max(self.low, 0), min(self.high, LARGEST_SIZE), {**self.under, size_: -1})

    def equal(self, size_: int | Symbol) -> Range:
        """Return what is known once an axis was made of that size."""
        low = max(self.low, 0)
        if isinstance(size_, int):
            return Range(low, self.high, self.under)
        return Range(low, min(self.high, LARGEST_SIZE), {**self.under, size_: 0})

    def clamped(self) -> Range:
        """Return the part that an int64 holds."""
        return Range(max(self.low, _LOW), min(self.high, _HIGH), self.under)


ANY = Range()


def constant(value: int) -> Range:
    """Return the range of one value."""
    return Range(value, value)


def size(size_: int | Symbol) -> Range:
    """Return the range of a size."""
    if isinstance(size_, int):
        return constant(size_)
    return Range(0, LARGEST_SIZE, {size_: 0})


def fits(range_: Range) -> bool:
    """Whether an int64 holds every value."""
    return range_.low >= _LOW and range_.high <= _HIGH


def _shifted(range_: Range, by: int) -> Mapping[Symbol, int]:
    return {key: offset + by for key, offset in range_.under.items()}


def add(a: Range, b: Range) -> Range:
    """Return the range of the exact sum."""
    under = _shifted(a, b.high) if a.under else _shifted(b, a.high)
    return Range(a.low + b.low, a.high + b.high, under)


def either(a: Range, b: Range) -> Range:
    """Return the range of a value that is one of two."""
    under = {key: max(by, b.under[key]) for key, by in a.under.items() if key in b.under}
    return Range(min(a.low, b.low), max(a.high, b.high), under)


def negate(a: Range) -> Range:
    """Return the range of the exact negative."""
    return Range(-a.high, -a.low)


def subtract(a: Range, b: Range) -> Range:
    """Return the range of the exact difference."""
    return Range(a.low - b.high, a.high - b.low, _shifted(a, -b.low))


def multiply(a: Range, b: Range) -> Range:
    """Return the range of the exact product."""
    ends = [x * y for x in (a.low, a.high) for y in (b.low, b.high)]
    return Range(min(ends), max(ends))
