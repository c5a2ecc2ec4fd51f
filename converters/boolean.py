"""``and``, ``or``, ``not`` become operators that evaluate what they need."""

from __future__ import annotations

from typing import Any

import gast

from autograph.converters.base import Converter, is_generated, is_lazy, quote_expression

__all__ = ["BooleanOperators"]


class BooleanOperators(Converter):
    """Replaces the boolean operators.

    ::

        a and b and not c         ag__.and_(a, lambda: b, lambda: ag__.not_(c))
    """

    moves_names = False

    def keeps(self, node: gast.AST) -> bool:
        """Keep what a lambda cannot hold."""
        return isinstance(node, gast.BoolOp) and not is_lazy(*node.values[1:])

    def visit_BoolOp(self, node: gast.BoolOp) -> Any:
        """Convert ``and`` and ``or``."""
        self.generic_visit(node)
        if self.keeps(node):
            return node
        operator = "and_" if isinstance(node.op, gast.And) else "or_"
        rest = [quote_expression("lambda: VALUE", value, VALUE=value) for value in node.values[1:]]
        return quote_expression(f"ag__.{operator}(FIRST, REST)", node, FIRST=node.values[0], REST=rest)

    def visit_UnaryOp(self, node: gast.UnaryOp) -> Any:
        """Convert ``not``."""
        self.generic_visit(node)
        is_round = isinstance(node.operand, gast.Call) and is_generated(node.operand, self.context, own=False)
        if isinstance(node.op, gast.Not) and not is_round:
            return quote_expression("ag__.not_(VALUE)", node, VALUE=node.operand)
        return node
