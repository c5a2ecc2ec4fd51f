"""Calls go through the converted form of what they call."""

from __future__ import annotations

import builtins
from typing import Any

import gast

from autograph.converters.base import is_generated, quote_expression
from autograph.converters.lookup import Resolver

__all__ = ["Calls"]

_OWN_FRAME = ("super", "locals", "globals", "vars", "dir", "eval", "exec", "breakpoint", "print")


_READS = ("read", "read_free")
"""The operators that give the value of a variable."""


class Calls(Resolver):
    """Replaces calls, but those of builtins that look at the frame of their caller.

    ::

        f(x, *rest)               ag__.converted(f)(x, *rest)
    """

    def visit_Call(self, node: gast.Call) -> Any:
        """Convert one call."""
        self.generic_visit(node)
        if self._is_ours(node.func):
            return node
        name = node.func.id if isinstance(node.func, gast.Name) else ""
        if name in _OWN_FRAME and self.outside(node.func) is getattr(builtins, name):
            return node
        node.func = quote_expression("ag__.converted(FUNCTION)", node.func, FUNCTION=node.func)
        return node

    def _is_ours(self, function: Any) -> bool:
        """Say whether an operator is called, or what one made of a function; no variable or method."""
        if isinstance(function, gast.Call):
            function = function.func
            ours = isinstance(function, gast.Attribute) and is_generated(function, self.context)
            return ours and function.attr not in _READS
        while isinstance(function, gast.Attribute):
            function = function.value
        return isinstance(function, gast.Name) and is_generated(function, self.context)
