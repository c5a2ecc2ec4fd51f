"""Chained comparisons, ``in`` and ``is`` become operators."""

from __future__ import annotations

from typing import Any

import gast

from autograph.converters.base import Converter, constant, is_lazy, quote_expression

__all__ = ["Comparisons"]

_SIGNS = {
    gast.Eq: "==", gast.NotEq: "!=", gast.Lt: "<", gast.LtE: "<=", gast.Gt: ">", gast.GtE: ">=",
    gast.Is: "is", gast.IsNot: "is not", gast.In: "in", gast.NotIn: "not in",
}  # fmt: skip
_OPERATORS = {gast.Is: "is_", gast.IsNot: "is_not", gast.In: "in_", gast.NotIn: "not_in"}


class Comparisons(Converter):
    """Replaces the comparisons that an object's own methods cannot answer.

    ::

        a < b <= c                ag__.compare(a, ('<', lambda: b), ('<=', lambda: c))
        a in b                    ag__.in_(a, b)
        a is not b                ag__.is_not(a, b)
    """

    moves_names = False

    def visit_Compare(self, node: gast.Compare) -> Any:
        """Convert one comparison."""
        self.generic_visit(node)
        if len(node.ops) == 1:
            operator = _OPERATORS.get(type(node.ops[0]))
            if operator is None:
                return node
            return quote_expression(f"ag__.{operator}(A, B)", node, A=node.left, B=node.comparators[0])
        if not is_lazy(*node.comparators):
            return node
        steps = [
            quote_expression("(SIGN, lambda: VALUE)", value, SIGN=constant(_SIGNS[type(op)]), VALUE=value)
            for op, value in zip(node.ops, node.comparators, strict=True)
        ]
        return quote_expression("ag__.compare(FIRST, STEPS)", node, FIRST=node.left, STEPS=steps)
