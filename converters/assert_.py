"""``assert`` becomes the ``if`` that it stands for."""

from __future__ import annotations

from typing import Any

import gast

from autograph.converters.base import Converter, quote

__all__ = ["Assertions"]


class Assertions(Converter):
    """Replaces assertions; under ``python -O`` they vanish, as ever.

    ::

        assert x > 0, x           if not x > 0:
                                      raise AssertionError(x)
    """

    removes = (gast.Assert,)

    def keeps(self, node: gast.AST) -> bool:
        """Keep all of them where the name of the exception means something else."""
        context = self.context
        if any("AssertionError" in names for names in context.bound.values()):
            return True
        return context.outside.get("AssertionError") is not AssertionError

    def visit_Assert(self, node: gast.Assert) -> Any:
        """Convert one assertion."""
        if self.keeps(node):
            return node
        if not __debug__:
            return quote("pass", node)
        error = "AssertionError" if node.msg is None else "AssertionError(MESSAGE)"
        return quote(f"if not TEST:\n    raise {error}", node, TEST=node.test, MESSAGE=node.msg)
