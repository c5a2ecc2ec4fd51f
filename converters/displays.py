"""Lists, dicts and sets that are written out become ones that a graph can follow."""

from __future__ import annotations

from typing import Any

import gast

from autograph.converters.base import Converter, quote_expression

__all__ = ["Displays"]


class Displays(Converter):
    """Wraps displays, and what a list comprehension iterates over.

    ::

        [a, b]                    ag__.new_list([a, b])
        {a: b}                    ag__.new_dict([(a, b)])
        [f(x) for x in xs]        [f(x) for x in ag__.iterate(xs)]

    One that is only looked through at once, after ``in``, is left alone; so is one whose keys are constants,
    for data cannot be a key of a real dict.
    """

    moves_names = False

    def _wrap(self, node: Any, operator: str) -> Any:
        self.generic_visit(node)
        return quote_expression(f"ag__.{operator}(DISPLAY)", node, DISPLAY=node)

    def visit_List(self, node: gast.List) -> Any:
        """Convert one list; targets of assignments are none."""
        return self._wrap(node, "new_list") if isinstance(node.ctx, gast.Load) else self.generic_visit(node)

    def visit_Dict(self, node: gast.Dict) -> Any:
        """Convert one dict."""
        if None in node.keys or all(isinstance(key, gast.Constant) for key in node.keys):
            return self._wrap(node, "new_dict")
        self.generic_visit(node)
        pairs = [
            quote_expression("(KEY, VALUE)", key, KEY=key, VALUE=value)
            for key, value in zip(node.keys, node.values, strict=True)
        ]
        return quote_expression("ag__.new_dict([PAIRS])", node, PAIRS=pairs)

    def visit_Set(self, node: gast.Set) -> Any:
        """Convert one set."""
        if all(isinstance(item, gast.Constant) for item in node.elts):
            return self._wrap(node, "new_set")
        self.generic_visit(node)
        return quote_expression("ag__.new_set([ITEMS])", node, ITEMS=node.elts)

    def visit_Compare(self, node: gast.Compare) -> Any:
        """Leave ``in [a, b]`` alone."""
        node.left = self.visit(node.left)
        node.comparators = [
            self.generic_visit(value)
            if isinstance(op, gast.In | gast.NotIn) and isinstance(value, gast.List | gast.Set)
            else self.visit(value)
            for op, value in zip(node.ops, node.comparators, strict=True)
        ]
        return node

    def visit_ListComp(self, node: gast.ListComp) -> Any:
        """Wrap the outermost iterable."""
        first = node.generators[0]
        self.generic_visit(node)
        if not any(generator.is_async for generator in node.generators):
            first.iter = quote_expression("ag__.iterate(ITER)", first.iter, ITER=first.iter)
        return node
