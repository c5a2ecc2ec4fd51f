"""``try`` says where its parts begin, so that a graph can be made of the way without exceptions."""

from __future__ import annotations

from typing import Any

import gast

from autograph.converters.analysis.jumps import is_steered
from autograph.converters.base import Converter, quote

__all__ = ["Tries"]


class Tries(Converter):
    """Marks the parts of a ``try``.

    ::

        try:                      attempt = ag__.attempt()
            A                     try:
        except E:                     A
            B                     except ag__.escaped(attempt):
        finally:                      ag__.refuse(attempt)
            C                         raise
                                  except E:
                                      B
                                  else:
                                      ag__.attempted(attempt)
                                  finally:
                                      if ag__.leaving(attempt):
                                          C
    """

    def visit_Try(self, node: gast.Try) -> Any:
        """Convert one statement."""
        self.generic_visit(node)
        if node in self.context.own_tries or node not in self.context.depths or not is_steered(node):
            return node
        begun = self.context.name_at("attempt", node)
        start = quote("attempt = ag__.attempt()", node, attempt=begun)
        if node.handlers:
            template = "try:\n    pass\nexcept ag__.escaped(ATTEMPT):\n    ag__.refuse(ATTEMPT)\n    raise"
            made = quote(template, node, ATTEMPT=begun)[0]
            node.handlers.insert(0, made.handlers[0])
            node.orelse[:0] = quote("ag__.attempted(ATTEMPT)", node, ATTEMPT=begun)
        if node.finalbody:
            template = "if ag__.leaving(ATTEMPT):\n    FINAL"
            node.finalbody = quote(template, node, ATTEMPT=begun, FINAL=node.finalbody)
        return [*start, node]
