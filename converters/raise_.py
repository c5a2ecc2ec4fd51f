"""``raise`` in a graph becomes an operator that raises when the graph runs."""

from __future__ import annotations

import copy
from typing import Any

import gast

from autograph.converters.base import Converter, is_lazy, quote

__all__ = ["Raises"]


class Raises(Converter):
    """Doubles a ``raise``: one for graphs, and Python's own.

    ::

        raise E from C            if ag__.staging():
                                      ag__.graph_raise(lambda: E, lambda: C)
                                  else:
                                      raise E from C

    In a handler, which no graph has, it stays as it is.
    """

    def visit_Raise(self, node: gast.Raise) -> Any:
        """Convert one statement."""
        values = [value for value in (node.exc, node.cause) if value is not None]
        if not values or not is_lazy(*values):
            return node
        call = "ag__.graph_raise(lambda: A, lambda: B)" if node.cause else "ag__.graph_raise(lambda: A)"
        parts = dict(zip("AB", copy.deepcopy(values), strict=False))
        return quote(f"if ag__.staging():\n    {call}\nelse:\n    RAISE", node, RAISE=[node], **parts)

    def visit_ExceptHandler(self, node: gast.ExceptHandler) -> Any:
        """Leave a handler alone."""
        return node
