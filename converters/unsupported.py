"""Statements that no graph has are preceded by a marker that refuses to trace them."""

from __future__ import annotations

from typing import Any

import gast

from autograph.converters.analysis.jumps import is_steered
from autograph.converters.analysis.scopes import Scopes, bound_names
from autograph.converters.analysis.walking import walk
from autograph.converters.base import Converter, quote

__all__ = ["Markers"]


class Markers(Converter):
    """Marks ``except*``, ``match``, classes that do more than define, odd writes of globals and nonlocals.

    ::

        class Point:              ag__.unsupported('class')
            print("Point")        class Point:
                                      print("Point")
    """

    moves_names = False

    def convert(self, tree: gast.AST) -> gast.AST:
        """Find the scopes, then convert."""
        self._scopes = self.context.scopes or Scopes(tree, self.context.shared)
        return super().convert(tree)

    def visit(self, node: gast.AST) -> Any:
        """Mark statements by what they are."""
        converted = super().visit(node)
        reason = self._reason(node) if isinstance(node, gast.stmt) else ""
        return [*quote(f"ag__.unsupported({reason!r})", node), converted] if reason else converted

    def _reason(self, node: Any) -> str:
        if isinstance(node, gast.Match):
            return "match"
        if isinstance(node, gast.Try | gast.TryStar) and not is_steered(node):
            return "try"
        if isinstance(node, gast.ClassDef):
            return "" if self._is_quiet(node) else "class"
        scope = self._scopes.at.get(node)
        if scope is None or isinstance(node, gast.If | gast.While | gast.Return | gast.Raise):
            return ""
        plain = _plain_targets(node)
        names = {name for target in _targets(node) if target not in plain for name in bound_names(target)}
        if names & scope.declared_global:
            return "global"
        if any(name in scope.declared_nonlocal and scope.owner(name) is None for name in names):
            return "nonlocal"
        return ""

    def _is_quiet(self, node: gast.ClassDef) -> bool:
        """Say whether a class statement only defines, so that a trace may run it once for all calls."""
        parts: list[Any] = [*node.decorator_list, *node.bases, *(word.value for word in node.keywords)]
        for statement in node.body:
            if isinstance(statement, gast.FunctionDef):
                parts += [*statement.decorator_list, *statement.args.defaults]
            elif isinstance(statement, gast.Assign | gast.AnnAssign):
                parts += [statement.value] if statement.value is not None else []
            elif not isinstance(statement, gast.Pass) and not (
                isinstance(statement, gast.Expr) and isinstance(statement.value, gast.Constant)
            ):
                return False
        calls = [inner.func for part in parts for inner in walk(part) if isinstance(inner, gast.Call)]
        return all(self._module_of(call) in _DEFINING for call in calls)

    def _module_of(self, function: Any) -> str:
        """Return the name of the module that what is called comes from, as far as the text tells."""
        while isinstance(function, gast.Attribute):
            function = function.value
        value = self.context.outside.get(function.id) if isinstance(function, gast.Name) else None
        return str(getattr(value, "__module__", None) or getattr(value, "__name__", ""))


_DEFINING = ("dataclasses", "functools", "builtins", "enum", "typing", "abc")


def _plain_targets(node: Any) -> set[Any]:
    """Return the variables that a plain assignment names, which are reached through an operator."""
    if isinstance(node, gast.Assign):
        return {name for target in node.targets for name in walk(target)}
    return {node.target} if isinstance(node, gast.AugAssign) else set()


def _targets(node: Any) -> list[Any]:
    if isinstance(node, gast.For):
        return list(walk(node.target))
    if isinstance(node, gast.FunctionDef):
        return [node]
    if isinstance(node, gast.With):
        return [part for item in node.items for part in walk(item)]
    if isinstance(node, gast.Try):
        return list(node.handlers)
    return list(walk(node))
