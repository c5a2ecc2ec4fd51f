"""Comprehensions get variables of their own names where they will stand in a lambda."""

from __future__ import annotations

from typing import Any

import gast

from autograph.converters.analysis.scopes import Scope, Scopes
from autograph.converters.analysis.walking import children, walk
from autograph.converters.base import Converter

__all__ = ["Comprehensions"]

_INLINED = (gast.ListComp, gast.SetComp, gast.DictComp)


class Comprehensions(Converter):
    """Renames a comprehension's variable that hides an outer one, in what becomes a lambda.

    ::

        x and [y for y in x] + y  x and [y_1 for y_1 in x] + y

    From Python 3.12 on a comprehension runs inside the function around it; if that is a lambda, a
    closure in it would find the comprehension's variable instead of the outer one.
    """

    def convert(self, tree: gast.AST) -> gast.AST:
        """Rename what must be renamed."""
        if not any(isinstance(node, _INLINED) for node in walk(tree)):
            return tree
        self._scopes = Scopes(tree, self.context.shared)
        self._visit(tree, lazy=False)
        return tree

    def _visit(self, node: gast.AST, lazy: bool) -> None:
        if node in self.context.natives:
            return
        if isinstance(node, gast.FunctionDef | gast.Lambda):
            lazy = False
        elif isinstance(node, gast.BoolOp | gast.IfExp | gast.Compare | gast.Raise):
            lazy = True
        elif isinstance(node, _INLINED):
            scope = self._scopes.of[node]
            for name in sorted(scope.bound):
                if self._hides(scope, name, lazy):
                    self._rename(scope, name)
        for child in children(node):
            self._visit(child, lazy)

    def _hides(self, scope: Scope, name: str, lazy: bool) -> bool:
        around: Any = scope.parent
        owner = around.owner(name)
        while around.is_comprehension:
            around = around.parent
        return owner is not None and (lazy or owner is not around)

    def _rename(self, scope: Scope, name: str) -> None:
        fresh = self.context.fresh(name)
        self.context.generated.discard(fresh)
        for node in walk(scope.node):
            if isinstance(node, gast.Name) and node.id == name and self._scopes.at[node].owner(name) is scope:
                node.id = fresh
        scope.bound ^= {name, fresh}
