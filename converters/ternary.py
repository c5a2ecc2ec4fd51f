"""A conditional expression becomes an operator that evaluates the side it needs."""

from __future__ import annotations

from typing import Any

import gast

from autograph.converters.base import Converter, is_lazy, quote_expression

__all__ = ["ConditionalExpressions"]


class ConditionalExpressions(Converter):
    """Replaces conditional expressions.

    ::

        a if test else b          ag__.if_exp(test, lambda: a, lambda: b)
    """

    moves_names = False

    removes = (gast.IfExp,)

    def keeps(self, node: gast.AST) -> bool:
        """Keep what a lambda cannot hold."""
        return isinstance(node, gast.IfExp) and not is_lazy(node.body, node.orelse)

    def visit_IfExp(self, node: gast.IfExp) -> Any:
        """Convert one conditional expression."""
        self.generic_visit(node)
        if self.keeps(node):
            return node
        return quote_expression(
            "ag__.if_exp(TEST, lambda: BODY, lambda: ORELSE)",
            node,
            TEST=node.test,
            BODY=node.body,
            ORELSE=node.orelse,
        )
