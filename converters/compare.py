"""Chained comparisons, ``in`` and ``is`` become operators."""

from __future__ import annotations

from typing import Any

import gast

from autograph.converters.analysis.walking import walk
from autograph.converters.base import Converter, constant, is_generated, is_lazy, quote_expression

__all__ = ["Comparisons"]


def _is_display(node: Any) -> bool:
    return isinstance(node, gast.Tuple) and isinstance(node.ctx, gast.Load)


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
        a < (b := c) < d          ag__.compare(a, ('<', ag__.evaluated((b := c))), ('<', lambda: d))
        a is not b                ag__.is_not(a, b)
        (a, b) < best             ag__.compare((a, b), ('<', lambda: best))

    In the thorough form, which is made where tracing the usual one has failed, that is done with all of them.
    """

    moves_names = False

    def convert(self, tree: gast.AST) -> gast.AST:
        """Find the variables that are given tuples, then convert."""
        given = [node for node in walk(tree) if isinstance(node, gast.Assign) and _is_display(node.value)]
        self._tuples = {name.id for node in given for name in node.targets if isinstance(name, gast.Name)}
        return super().convert(tree)

    def visit_Compare(self, node: gast.Compare) -> Any:
        """Convert one comparison."""
        self.generic_visit(node)
        if len(node.ops) == 1:
            operator = _OPERATORS.get(type(node.ops[0]))
            if operator is None:
                return self._of_tuples(node)
            return quote_expression(f"ag__.{operator}(A, B)", node, A=node.left, B=node.comparators[0])
        return self._in_order(node) if is_lazy(*node.comparators[1:]) else node

    def _of_tuples(self, node: gast.Compare) -> Any:
        """Convert a comparison of what are tuples, as far as the text tells."""
        operands = (node.left, node.comparators[0])
        return self._in_order(node) if any(map(self._is_tuple, operands)) else node

    def _is_tuple(self, node: Any) -> bool:
        if self.context.thorough:
            return True
        if isinstance(node, gast.Call) and len(node.args) == 2 and is_generated(node.func, self.context):
            node = node.args[0]  # a variable whose value is checked
        return isinstance(node, gast.Tuple) or (isinstance(node, gast.Name) and node.id in self._tuples)

    def _in_order(self, node: gast.Compare) -> Any:
        steps = [
            quote_expression(
                "(SIGN, lambda: VALUE)" if is_lazy(value) else "(SIGN, ag__.evaluated(VALUE))",  # the first
                value,
                SIGN=constant(_SIGNS[type(op)]),
                VALUE=value,
            )
            for op, value in zip(node.ops, node.comparators, strict=True)
        ]
        return quote_expression("ag__.compare(FIRST, STEPS)", node, FIRST=node.left, STEPS=steps)
