"""The end of an iterator becomes a value, where a graph asks for its items."""

from __future__ import annotations

from typing import Any

import gast

from autograph.converters.base import Converter, quote

__all__ = ["Endings"]


class Endings(Converter):
    """Replaces, in a ``__next__`` that a loop of a graph asks, what ends the loop.

    ::

        raise StopIteration       return ag__.STOP
    """

    def convert(self, tree: gast.AST) -> gast.AST:
        """Convert the method, if it is one."""
        return super().convert(tree) if self.context.form == "iterator" else tree

    def visit_Raise(self, node: gast.Raise) -> Any:
        """Convert one statement."""
        error = node.exc.func if isinstance(node.exc, gast.Call) and not node.exc.args else node.exc
        if not isinstance(error, gast.Name) or self.context.outside.get(error.id) is not StopIteration:
            return node
        return quote("return ag__.STOP", node)

    def visit_Try(self, node: gast.Try) -> Any:
        """Leave what may catch the exception."""
        return node
