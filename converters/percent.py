"""``%`` on a string becomes an operator that formats when the graph runs."""

from __future__ import annotations

from typing import Any

import gast

from autograph.converters.base import quote_expression
from autograph.converters.lookup import Resolver

__all__ = ["Percents"]


class Percents(Resolver):
    """Replaces ``%`` where what stands on its left is known to be a string.

    ::

        "%.2f of %d" % (x, n)     ag__.percent("%.2f of %d", (x, n))
    """

    def visit_BinOp(self, node: gast.BinOp) -> Any:
        """Convert one operation."""
        self.generic_visit(node)
        if not isinstance(node.op, gast.Mod) or not self._is_string(node.left):
            return node
        return quote_expression("ag__.percent(LEFT, RIGHT)", node, LEFT=node.left, RIGHT=node.right)

    def _is_string(self, node: Any) -> bool:
        if isinstance(node, gast.Name):
            return isinstance(self.outside(node), str)
        if isinstance(node, gast.BinOp) and isinstance(node.op, gast.Add):
            return self._is_string(node.left)
        return isinstance(node, gast.Constant) and isinstance(node.value, str)
