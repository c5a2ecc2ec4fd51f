"""``with`` enters its managers through an operator."""

from __future__ import annotations

from typing import Any

import gast

from autograph.converters.base import Converter, quote_expression

__all__ = ["Withs"]


class Withs(Converter):
    """Wraps what a ``with`` enters.

    ::

        with lock as held:        with ag__.context(lock) as held:
            x += 1                    x += 1
    """

    moves_names = False

    def visit_With(self, node: gast.With) -> Any:
        """Convert one statement."""
        self.generic_visit(node)
        for item in node.items:
            manager = item.context_expr
            item.context_expr = quote_expression("ag__.context(MANAGER)", manager, MANAGER=manager)
        return node
