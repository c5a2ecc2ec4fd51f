"""Lists, dicts and sets that are written out become ones that a graph can follow."""

from __future__ import annotations

from typing import Any

import gast

from autograph.converters.analysis.scopes import Scopes
from autograph.converters.analysis.walking import walk
from autograph.converters.base import Converter, insert_first, quote, quote_expression

__all__ = ["Displays"]


class Displays(Converter):
    """Wraps displays, and what a list comprehension iterates over.

    ::

        [a, b]                    ag__.new_list([a, b])
        [a, *b]                   ag__.joined_list([a, ag__.spread(b)])
        (a, *b)                   ag__.joined_tuple([a, ag__.spread(b)])
        {a: b}                    ag__.new_dict([(a, b)])
        {a: b, **c}               ag__.joined_dict([(a, b), ag__.spread_dict(c)])
        [f(x) for x in xs]        ag__.new_list([f(x) for x in ag__.iterate(xs)])
        a, *b = xs                a, *b = xs
                                  b = ag__.new_list(b)

    One that is only looked through at once, after ``in``, is left alone; so is one whose keys are constants,
    for data cannot be a key of a real dict.
    """

    moves_names = False

    def convert(self, tree: gast.AST) -> gast.AST:
        """Find the scopes, then convert."""
        self._scopes = self.context.scopes or Scopes(tree, self.context.shared)
        return super().convert(tree)

    def _wrap(self, node: Any, operator: str) -> Any:
        self.generic_visit(node)
        return quote_expression(f"ag__.{operator}(DISPLAY)", node, DISPLAY=node)

    def visit_List(self, node: gast.List) -> Any:
        """Convert one list; targets of assignments are none."""
        if not isinstance(node.ctx, gast.Load):
            return self.generic_visit(node)
        if not _spreads(node):
            return self._wrap(node, "new_list")
        return self._joined(node, "joined_list")

    def visit_Tuple(self, node: gast.Tuple) -> Any:
        """Convert one tuple in which something is spread."""
        if not isinstance(node.ctx, gast.Load) or not _spreads(node):
            return self.generic_visit(node)
        return self._joined(node, "joined_tuple")

    def _joined(self, node: Any, operator: str) -> Any:
        self.generic_visit(node)
        parts = [
            quote_expression("ag__.spread(ITEMS)", item, ITEMS=item.value)
            if isinstance(item, gast.Starred)
            else item
            for item in node.elts
        ]
        return quote_expression(f"ag__.{operator}([PARTS])", node, PARTS=parts)

    def visit_Dict(self, node: gast.Dict) -> Any:
        """Convert one dict."""
        if all(isinstance(key, gast.Constant) for key in node.keys):
            return self._wrap(node, "new_dict")
        self.generic_visit(node)
        parts = [
            quote_expression("ag__.spread_dict(ITEMS)", value, ITEMS=value)
            if key is None
            else quote_expression("(KEY, VALUE)", key, KEY=key, VALUE=value)
            for key, value in zip(node.keys, node.values, strict=True)
        ]
        operator = "joined_dict" if None in node.keys else "new_dict"
        return quote_expression(f"ag__.{operator}([PARTS])", node, PARTS=parts)

    def visit_FunctionDef(self, node: gast.FunctionDef) -> Any:
        """Convert a function, and wrap the dict of its other keyword arguments."""
        if node in self.context.natives:
            return node
        self.convert_function(node)
        rest = node.args.kwarg
        if rest is not None and any(
            isinstance(name, gast.Name) and name.id == rest.id for name in walk(node)
        ):
            insert_first(node, quote("REST = ag__.new_dict(REST)", node, REST=rest.id))
        return node

    def visit_Set(self, node: gast.Set) -> Any:
        """Convert one set."""
        if all(isinstance(item, gast.Constant) for item in node.elts):
            return self._wrap(node, "new_set")
        if _spreads(node):
            return quote_expression("ag__.new_set(ITEMS)", node, ITEMS=self._joined(node, "joined_list"))
        self.generic_visit(node)
        return quote_expression("ag__.new_set([ITEMS])", node, ITEMS=node.elts)

    def visit_Assign(self, node: gast.Assign) -> Any:
        """Convert one assignment, and wrap the lists that it makes of what is left over."""
        self.generic_visit(node)
        made: list[Any] = [node]
        for part in (part for target in node.targets for part in walk(target)):
            if isinstance(part, gast.Starred) and self._is_own(part.value):
                made += quote("REST = ag__.new_list(REST)", node, REST=part.value.id)
        return made if len(made) > 1 else node

    def _is_own(self, node: Any) -> bool:
        """Say whether a variable belongs to the function that assigns it."""
        scope = self._scopes.at.get(node)
        if not isinstance(node, gast.Name) or scope is None:
            return False
        return node.id not in scope.declared_global | scope.declared_nonlocal

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
        return quote_expression("ag__.new_list(DISPLAY)", node, DISPLAY=node)


def _spreads(node: gast.List | gast.Tuple | gast.Set) -> bool:
    """Say whether something is spread in a display."""
    return any(isinstance(item, gast.Starred) for item in node.elts)
