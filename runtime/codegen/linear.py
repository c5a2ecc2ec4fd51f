"""Sizes as sums of arguments' sizes: what a slice picks where it is not cut off at an end."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import NamedTuple

__all__ = ["INDEX", "Linear", "Root", "Spelled", "linear"]

Root = tuple[int, int]
"""The axis of an argument: which argument, which axis; or the index of a loop: `INDEX`, which loop."""

INDEX = -1


class Linear(NamedTuple):
    """A sum of sizes, each a whole number of times.

    Attributes
    ----------
    number : int
        What is added.
    terms : tuple of (Root, int)
        How many times each size counts, in order; none counts 0 times.
    """

    number: int
    terms: tuple[tuple[Root, int], ...] = ()

    def plus(self, other: Linear, times: int = 1) -> Linear:
        """Return the sum with another one, so many times."""
        counts = dict(self.terms)
        for root, count in other.terms:
            counts[root] = counts.get(root, 0) + times * count
        terms = tuple(sorted((root, count) for root, count in counts.items() if count))
        return Linear(self.number + times * other.number, terms)

    def least(self, bounds: Mapping[Root, tuple[Linear, Linear]]) -> Linear:
        """Return the least that it can be: the indices of loops lie between these."""
        indices = [(root, count) for root, count in self.terms if root[0] == INDEX]
        if not indices:
            return self
        root, count = max(indices)  # an inner loop's bounds may depend on the outer one's index
        others = self.plus(Linear(0, ((root, count),)), -1)
        return others.plus(bounds[root][count < 0], count).least(bounds)

    @property
    def is_never_negative(self) -> bool:
        """Whether it is at least 0 whatever the sizes are."""
        return self.number >= 0 and all(count > 0 for _, count in self.terms)

    def text(self, names: dict[Root, str]) -> str:
        """Return the expression, of these variables."""
        parts = [f"{count} * {names[root]}" if count != 1 else names[root] for root, count in self.terms]
        return " + ".join([*parts, str(self.number)])


class Spelled(NamedTuple):
    """What an expression is where all of `needs` are at least 0."""

    value: Linear
    needs: frozenset[Linear] = frozenset()

    def where(self, *needs: Linear) -> Spelled:
        """Return the same where more is at least 0; of what always is nothing is said."""
        return Spelled(self.value, self.needs | {need for need in needs if not need.is_never_negative})


def linear(text: str, known: Mapping[str, Spelled | None]) -> Spelled | None:
    """Return what an expression is.

    Parameters
    ----------
    text : str
    known : mapping of str to Spelled or None
        What variables are.

    Returns
    -------
    Spelled or None
        None where it is no such sum.
    """
    return _Reader(known).read(ast.parse(text, mode="eval").body)


class _Reader:
    """Reads expressions."""

    def __init__(self, known: Mapping[str, Spelled | None]) -> None:
        self._known = known
        self._calls = {
            "max": self._at_least,
            "slice_bound": self._bound,
            "together": self._together,
        }

    def read(self, node: ast.expr) -> Spelled | None:
        """Return what a part of an expression is."""
        match node:
            case ast.Constant(int() as number):
                return Spelled(Linear(number))
            case ast.Name(name):
                return self._known.get(name)
            case ast.UnaryOp(ast.USub(), operand):
                return self._sum(ast.Constant(0), operand, -1)
            case ast.BinOp(left, ast.Add() | ast.Sub() as sign, right):
                return self._sum(left, right, 1 if isinstance(sign, ast.Add) else -1)
            case ast.Call(ast.Name(name), [first, second], []) if name in self._calls:
                one, two = self.read(first), self.read(second)
                if one is None or two is None:
                    return None
                found = self._calls[name](one.value, two.value)
                return found and Spelled(found.value, found.needs | one.needs | two.needs)
        return None

    def _sum(self, left: ast.expr, right: ast.expr, times: int) -> Spelled | None:
        one, two = self.read(left), self.read(right)
        if one is None or two is None:
            return None
        return Spelled(one.value.plus(two.value, times), one.needs | two.needs)

    @staticmethod
    def _at_least(low: Linear, value: Linear) -> Spelled:
        return Spelled(value).where(value.plus(low, -1))

    @staticmethod
    def _bound(place: Linear, size: Linear) -> Spelled:
        """Return a slice's bound that lies in the array; negative numbers count from its end."""
        if not place.terms and place.number < 0:
            place = place.plus(size)
        return Spelled(place).where(place, size.plus(place, -1))

    @staticmethod
    def _together(one: Linear, two: Linear) -> Spelled | None:
        return Spelled(one) if one == two else None
