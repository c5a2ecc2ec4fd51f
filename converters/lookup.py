"""What a name means that no converted function binds: the value outside, at conversion time."""

from __future__ import annotations

from typing import Any

import gast

from autograph.converters.analysis.scopes import Scopes
from autograph.converters.base import Context, Converter

__all__ = ["MISSING", "Resolver"]

MISSING = object()
"""Stands for the value of a name that is bound inside, or nowhere yet."""


class Resolver(Converter):
    """A converter that must know which names come from outside the tree."""

    moves_names = False

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._scopes: Scopes | None = None

    def convert(self, tree: gast.AST) -> gast.AST:
        """Find the scopes, then convert."""
        self._scopes = self.context.scopes or Scopes(tree, self.context.shared)
        return super().convert(tree)

    def is_outside(self, node: gast.Name) -> bool:
        """Say whether a name is a global, a builtin or a variable of an outer function."""
        scope = self._scopes.at.get(node) if self._scopes is not None else None
        return scope is not None and scope.owner(node.id) is None and node.id not in self.context.generated

    def outside(self, node: gast.Name) -> Any:
        """Return the value of a name from outside, else `MISSING`."""
        return self.context.outside.get(node.id, MISSING) if self.is_outside(node) else MISSING
