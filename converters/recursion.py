"""A conditional expression through which a function calls itself becomes an ``if``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gast

from autograph.converters.analysis.walking import walk
from autograph.converters.base import Converter, is_lazy, quote

__all__ = ["Recursions"]


class Recursions(Converter):
    """Unfolds ``return``, where lambdas would take two frames more for each level of a recursion.

    ::

        return 1 if n < 2 else f(n - 1) * n
                                  if n < 2:
                                      return 1
                                  else:
                                      return f(n - 1) * n
    """

    _name = ""

    def convert_function(self, node: gast.FunctionDef) -> None:
        """Convert a function that calls itself by its name, or a method of its own name."""
        outer, self._name = self._name, node.name
        super().convert_function(node)
        self._name = outer

    def visit_Return(self, node: gast.Return) -> Any:
        """Convert one ``return``."""
        if node.value is None or not self._recurs(node.value):
            return node
        return self._unfold(node.value, lambda value: quote("return VALUE", node, VALUE=value))

    def visit_Assign(self, node: gast.Assign) -> Any:
        """Convert one assignment to a variable."""
        if len(node.targets) != 1 or not isinstance(node.targets[0], gast.Name):
            return node
        if not self._recurs(node.value):
            return node
        name = node.targets[0].id
        return self._unfold(node.value, lambda value: quote("NAME = VALUE", node, NAME=name, VALUE=value))

    def _recurs(self, node: Any) -> bool:
        if isinstance(node, gast.IfExp):
            later = [node.body, node.orelse]
        elif isinstance(node, gast.BoolOp):
            later = node.values[1:]
        else:
            return False
        return is_lazy(node) and any(self._calls(inner) for value in later for inner in walk(value))

    def _calls(self, node: Any) -> bool:
        if not isinstance(node, gast.Call):
            return False
        called = node.func
        return self._name == (
            called.attr if isinstance(called, gast.Attribute) else getattr(called, "id", "")
        )

    def _unfold(self, value: Any, end: Callable[[Any], list[Any]]) -> list[Any]:
        """Return statements that evaluate a value and end with it."""
        if isinstance(value, gast.IfExp):
            then, orelse = self._unfold(value.body, end), self._unfold(value.orelse, end)
            text = "if TEST:\n    THEN\nelse:\n    ORELSE"
            return quote(text, value, TEST=value.test, THEN=then, ORELSE=orelse)
        if not isinstance(value, gast.BoolOp):
            return end(value)
        name = self.context.fresh("value")
        first, *rest = value.values
        following = rest[0] if len(rest) == 1 else gast.copy_location(gast.BoolOp(value.op, rest), value)
        test = "NAME" if isinstance(value.op, gast.And) else "not NAME"
        then = self._unfold(following, end)
        text = f"NAME = FIRST\nif {test}:\n    THEN\nelse:\n    KEEP"
        keep = end(gast.copy_location(gast.Name(name, gast.Load(), None, None), value))
        return quote(text, value, NAME=name, FIRST=first, THEN=then, KEEP=keep)
