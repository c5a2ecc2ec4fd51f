"""Attributes under names that stand-ins for data use themselves are asked of what these stand for."""

from __future__ import annotations

from typing import Any

import gast

from autograph.converters.base import OPERATORS, Converter, quote_expression

__all__ = ["HIDDEN", "Attributes"]

HIDDEN = frozenset((
    "aliases", "alternatives", "callers", "carrier", "chosen", "group", "grown", "heap", "held_as",
    "home", "identity", "in_arrays", "in_order", "is_heap", "is_object", "itself", "key", "keyed",
    "known_items", "known_members", "listed", "made_of", "merged", "missing", "need_known", "of",
    "origins", "own", "read_only", "refusal", "require_whole", "seen", "settle", "size_symbol",
    "sources", "through", "type", "without",
))  # fmt: skip
"""What stand-ins for arrays, lists, dicts, sets and texts have that these have not: a test compares."""


class Attributes(Converter):
    """Asks for attributes of these names, so that what stands for an array has none of them.

    ::

        x.key                     ag__.owner(x, 'key').key
    """

    moves_names = False

    def visit_Attribute(self, node: gast.Attribute) -> Any:
        """Convert one read."""
        self.generic_visit(node)
        if node.attr not in HIDDEN or not isinstance(node.ctx, gast.Load):
            return node
        if isinstance(node.value, gast.Name) and node.value.id == OPERATORS:
            return node
        node.value = quote_expression(f"ag__.owner(OBJECT, {node.attr!r})", node.value, OBJECT=node.value)
        return node
