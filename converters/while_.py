"""``while`` becomes a loop whose rounds an operator counts out."""

from __future__ import annotations

from typing import Any

import gast

from autograph.converters.base import Converter, constant, names_tuple, quote
from autograph.converters.state import enter, leave

__all__ = ["Whiles"]


class Whiles(Converter):
    """Replaces ``while``: Python's values run as many rounds as ever, a graph traces one.

    ::

        while x < n:              for loop in ag__.while_stmt(('x',)):
            x += 1                    if loop.staged:
                                          x, = loop.enter(x)
                                      if not loop.test(x < n):
                                          break
                                      x += 1
                                      if loop.staged:
                                          x, = loop.leave(x)
    """

    removes = (gast.While,)

    def keeps(self, node: gast.AST) -> bool:
        """Keep the loops of generators that a ``yield`` suspends."""
        return node not in self.context.depths

    def visit_While(self, node: gast.While) -> Any:
        """Convert one ``while``."""
        if self.keeps(node):
            return self.generic_visit(node)
        names = self.context.states.get(node, ())
        stop = self.context.stops.get(node)
        if stop and stop not in names:
            names = (*names, stop)
        loop = self.context.name_at("loop", node)
        self.generic_visit(node)
        test = quote("if not LOOP.test(TEST):\n    break", node, LOOP=loop, TEST=node.test)
        body = [*enter(loop, names, node), *test, *node.body, *leave(loop, names, node, stop)]
        call = "ag__.while_stmt(NAMES, stop=STOP)" if stop else "ag__.while_stmt(NAMES)"
        return quote(
            f"for LOOP in {call}:\n    BODY",
            node,
            LOOP=loop,
            NAMES=names_tuple(names),
            STOP=constant(stop),
            BODY=body,
        )
