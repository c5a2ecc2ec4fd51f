"""``print`` becomes an operator that prints when the graph runs."""

from __future__ import annotations

import sys
from typing import Any

import gast

from autograph.converters.base import quote_expression
from autograph.converters.lookup import Resolver

__all__ = ["Prints"]


class Prints(Resolver):
    """Replaces calls of the builtin ``print``.

    ::

        print(x, end="")          ag__.graph_print(x, end="")
        print(*xs)                ag__.graph_print(*ag__.printed(xs))
        print(x, file=sys.stderr) ag__.graph_print(x, file=ag__.stream('stderr'))
    """

    def visit_Call(self, node: gast.Call) -> Any:
        """Convert one call."""
        self.generic_visit(node)
        if isinstance(node.func, gast.Name) and node.func.id == "print" and self.outside(node.func) is print:
            node.func = quote_expression("ag__.graph_print", node.func)
            for argument in node.args:
                if isinstance(argument, gast.Starred):
                    argument.value = quote_expression("ag__.printed(ITEMS)", argument, ITEMS=argument.value)
            for keyword in node.keywords:
                if keyword.arg == "file" and self._is_stream(keyword.value):
                    text = f"ag__.stream({keyword.value.attr!r})"
                    keyword.value = quote_expression(text, keyword.value)
        return node

    def _is_stream(self, node: Any) -> bool:
        return (
            isinstance(node, gast.Attribute)
            and node.attr in ("stdout", "stderr")
            and isinstance(node.value, gast.Name)
            and self.outside(node.value) is sys
        )
