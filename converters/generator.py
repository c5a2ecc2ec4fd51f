"""Generator expressions that are kept tell which branch or loop they were made in."""

from __future__ import annotations

import types
from typing import Any

import gast

from autograph.converters.base import quote_expression
from autograph.converters.lookup import Resolver

__all__ = ["Generators"]


class Generators(Resolver):
    """Hands generator expressions to an operator, but those that a builtin uses up at once.

    ::

        values = (f(a) for a in x)        values = ag__.suspended((f(a) for a in x))

    Two branches of a graph are both traced: without it the second would find nothing left of what the
    first has used up.
    """

    def visit_Call(self, node: gast.Call) -> Any:
        """Leave what is used up where it is made."""
        means = self.outside(node.func) if isinstance(node.func, gast.Name) else None
        first = node.args[0] if node.args else None
        if isinstance(first, gast.GeneratorExp) and _uses_up(means):
            self.generic_visit(first)
            node.args[1:] = [self.visit(argument) for argument in node.args[1:]]
            node.keywords = [self.visit(keyword) for keyword in node.keywords]
            return node
        return self.generic_visit(node)

    def visit_GeneratorExp(self, node: gast.GeneratorExp) -> Any:
        """Convert one expression."""
        self.generic_visit(node)
        return quote_expression("ag__.suspended(GENERATOR)", node, GENERATOR=node)


def _uses_up(function: Any) -> bool:
    """Say whether a builtin goes through all items before it returns."""
    is_builtin = getattr(function, "__module__", None) == "builtins" and function is not iter
    return (
        is_builtin
        and isinstance(function, types.BuiltinFunctionType | type)
        and not hasattr(function, "__next__")
    )
