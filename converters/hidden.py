"""Attributes under names that stand-ins for data use themselves are asked of what these stand for."""

from __future__ import annotations

from typing import Any

import gast

from autograph.converters.base import OPERATORS, Converter, quote_expression

__all__ = ["HIDDEN", "PROTOCOLS", "Attributes"]

HIDDEN = frozenset((
    "aliases", "alternatives", "callers", "carrier", "characters", "chosen", "code_point", "codes",
    "contains", "fresh", "group", "grown", "heap", "held_as", "home", "identity", "in_arrays", "in_order",
    "is_heap", "is_object", "itself", "key", "keyed", "known_items", "known_members", "length",
    "listed", "made_of", "merged", "missing", "need_known", "note_codes", "noted_codes", "number", "of",
    "origins", "own", "read_only", "refusal", "require_whole", "seen", "settle", "size_symbol",
    "sources", "through", "type", "window", "without",
))  # fmt: skip
"""What stand-ins for arrays, lists, dicts, sets and texts have that these have not: a test compares."""
PROTOCOLS = frozenset((
    "__array__", "__contains__", "__getitem__", "__index__", "__iter__", "__len__", "__setitem__",
))  # fmt: skip
"""Methods that stand-ins for data have whatever they stand for, by which programs tell what is a sequence."""


class Attributes(Converter):
    """Asks for attributes of these names, so that what stands for an array has none of them.

    ::

        x.key                     ag__.owner(x, 'key').key
        x.__class__               ag__.class_(x)
    """

    moves_names = False

    def visit_Attribute(self, node: gast.Attribute) -> Any:
        """Convert one read."""
        self.generic_visit(node)
        if node.attr == "__class__" and isinstance(node.ctx, gast.Load):
            return quote_expression("ag__.class_(OBJECT)", node, OBJECT=node.value)
        if node.attr not in HIDDEN | PROTOCOLS or not isinstance(node.ctx, gast.Load):
            return node
        if isinstance(node.value, gast.Name) and node.value.id == OPERATORS:
            return node
        node.value = quote_expression(f"ag__.owner(OBJECT, {node.attr!r})", node.value, OBJECT=node.value)
        return node
