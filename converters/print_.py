"""``print`` becomes an operator that prints when the graph runs."""

from __future__ import annotations

from typing import Any

import gast

from autograph.converters.base import quote_expression
from autograph.converters.lookup import Resolver

__all__ = ["Prints"]


class Prints(Resolver):
    """Replaces calls of the builtin ``print``.

    ::

        print(x, end="")          ag__.graph_print(x, end="")
    """

    def visit_Call(self, node: gast.Call) -> Any:
        """Convert one call."""
        self.generic_visit(node)
        if isinstance(node.func, gast.Name) and node.func.id == "print" and self.outside(node.func) is print:
            node.func = quote_expression("ag__.graph_print", node.func)
        return node
