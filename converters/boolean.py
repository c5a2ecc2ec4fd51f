"""``and``, ``or``, ``not`` become operators that evaluate what they need, and tell a value or its truth."""

from __future__ import annotations

from typing import Any

import gast

from autograph.converters.base import Context, Converter, is_generated, is_lazy, quote_expression

__all__ = ["BooleanOperators"]


class BooleanOperators(Converter):
    """Replaces the boolean operators.

    ::

        a and b and not c         ag__.and_(a, lambda: b, lambda: ag__.not_(c))

    Where nothing but the truth is asked for, what data chooses between need not be of one kind::

        if n > 0 and stack:       if ag__.and_test(n > 0, lambda: stack):
    """

    moves_names = False

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._tests: set[gast.AST] = set()

    def visit_If(self, node: gast.If) -> Any:
        """Convert the condition for its truth, and what is inside."""
        return self._with_test(node)

    def visit_While(self, node: gast.While) -> Any:
        """Convert the condition for its truth, and what is inside."""
        return self._with_test(node)

    def visit_IfExp(self, node: gast.IfExp) -> Any:
        """Convert the condition for its truth, and what is inside."""
        return self._with_test(node)

    def _with_test(self, node: gast.If | gast.While | gast.IfExp) -> Any:
        todo = [node.test]
        while todo:
            test = todo.pop()
            self._tests.add(test)
            if isinstance(test, gast.BoolOp):
                todo += test.values
            elif isinstance(test, gast.UnaryOp) and isinstance(test.op, gast.Not):
                todo.append(test.operand)
        return self.generic_visit(node)

    def keeps(self, node: gast.AST) -> bool:
        """Keep what a lambda cannot hold."""
        return isinstance(node, gast.BoolOp) and not is_lazy(*node.values[1:])

    def visit_BoolOp(self, node: gast.BoolOp) -> Any:
        """Convert ``and`` and ``or``."""
        self.generic_visit(node)
        if self.keeps(node):
            return node
        operator = "and" if isinstance(node.op, gast.And) else "or"
        operator += "_test" if node in self._tests else "_"
        rest = [quote_expression("lambda: VALUE", value, VALUE=value) for value in node.values[1:]]
        return quote_expression(f"ag__.{operator}(FIRST, REST)", node, FIRST=node.values[0], REST=rest)

    def visit_UnaryOp(self, node: gast.UnaryOp) -> Any:
        """Convert ``not``."""
        self.generic_visit(node)
        is_round = isinstance(node.operand, gast.Call) and is_generated(node.operand, self.context, own=False)
        if isinstance(node.op, gast.Not) and not is_round:
            return quote_expression("ag__.not_(VALUE)", node, VALUE=node.operand)
        return node
