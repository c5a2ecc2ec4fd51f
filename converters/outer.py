"""Globals and outer functions' variables that a function assigns are reached through an operator."""

from __future__ import annotations

from typing import Any

import gast

from autograph.converters.analysis.scopes import Scopes
from autograph.converters.base import Converter, quote_expression

__all__ = ["OuterVariables"]


class OuterVariables(Converter):
    """Replaces variables that a function declares ``global``, or ``nonlocal`` where others own them.

    ::

        COUNT = COUNT + 1         ag__.global_variables()['COUNT'] = ag__.global_variables()['COUNT'] + 1
        total += x                ag__.nonlocal_variables(lambda: total)['total'] += x

    Where they are bound in another way, as by ``for`` or ``import``, they are left alone behind a marker.
    """

    moves_names = False

    def convert(self, tree: gast.AST) -> gast.AST:
        """Find the scopes, then convert."""
        self._scopes = self.context.scopes or Scopes(tree, self.context.shared)
        return super().convert(tree)

    def visit_Assign(self, node: gast.Assign) -> Any:
        """Convert what is assigned, and its value."""
        node.value = self.visit(node.value)
        node.targets = [self._target(target) for target in node.targets]
        return node

    def visit_AugAssign(self, node: gast.AugAssign) -> Any:
        """Convert what is changed, and the operand."""
        node.value = self.visit(node.value)
        node.target = self._target(node.target)
        return node

    def _target(self, node: Any) -> Any:
        if isinstance(node, gast.Name):
            return self._replaced(node)
        if isinstance(node, gast.Tuple | gast.List):
            node.elts = [self._target(item) for item in node.elts]
            return node
        if isinstance(node, gast.Starred):
            node.value = self._target(node.value)
            return node
        return self.visit(node)

    def visit_Name(self, node: gast.Name) -> Any:
        """Convert a read."""
        return self._replaced(node) if isinstance(node.ctx, gast.Load) else node

    def _replaced(self, node: gast.Name) -> Any:
        scope = self._scopes.at.get(node)
        while scope is not None and node.id not in scope.declared_global | scope.declared_nonlocal:
            scope = scope.parent if node.id not in scope.bound else None
        if scope is None or scope.owner(node.id) is not None:
            return node
        text = f"ag__.nonlocal_variables(lambda: {node.id})[{node.id!r}]"
        if node.id in scope.declared_global:
            text = f"ag__.global_variables()[{node.id!r}]"
        made = quote_expression(text, node)
        made.ctx = node.ctx
        return made
