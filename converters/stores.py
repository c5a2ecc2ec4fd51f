"""Assignments to items and attributes say so to what they change."""

from __future__ import annotations

from typing import Any

import gast

from autograph.converters.base import Converter, quote_expression
from autograph.converters.hidden import HIDDEN

__all__ = ["Stores"]


class Stores(Converter):
    """Wraps the base of every item and attribute that is assigned or deleted.

    ::

        x[i], y.a = 1, 2          ag__.writable(x)[i], ag__.writable(y).a = 1, 2
    """

    moves_names = False

    def _store(self, node: Any, more: str = "") -> Any:
        self.generic_visit(node)
        if not isinstance(node.ctx, gast.Load):
            node.value = quote_expression(f"ag__.writable(BASE{more})", node.value, BASE=node.value)
        return node

    def visit_Subscript(self, node: gast.Subscript) -> Any:
        """Convert one item."""
        return self._store(node)

    def visit_Attribute(self, node: gast.Attribute) -> Any:
        """Convert one attribute."""
        return self._store(node, f", {node.attr!r}" if node.attr in HIDDEN else "")
