"""Breaks become a flag that ends the loop; the ``else`` of a loop becomes a test of it."""

from __future__ import annotations

from typing import Any

import gast

from autograph.converters.analysis.jumps import LOOPS, blocks, has_break, holds
from autograph.converters.base import Converter, quote
from autograph.converters.jumps import Diversion

__all__ = ["Breaks"]


class Breaks(Converter):
    """Replaces ``break`` by a flag and ``else`` by a test.

    ::

        while x < n:              stop = False
            if x == 3:            while x < n:
                break                 if x == 3:
            x += 1                        stop = True
        else:                         else:
            x = 0                         x += 1
                                  if not stop:
                                      x = 0

    A ``break`` that must stay has the flag set before it if there is an ``else``.
    """

    def visit_For(self, node: Any) -> Any:
        """Convert the loops inside, then this one."""
        self.generic_visit(node)
        if self.context.suspends(node):
            return node
        before: list[Any] = []
        otherwise, node.orelse = node.orelse, []
        if any(holds(statement, gast.Break) for statement in node.body):
            flag = self.context.stops[node] = self.context.fresh("stop")
            before = quote("STOP = False", node, STOP=flag)
            node.body = Diversion(flag, self.context).divert(node.body) or quote("pass", node)
        flag = self.context.stops.get(node, "")
        if otherwise and any(has_break(statement) for statement in node.body):
            if not flag:
                flag = self.context.fresh("stop")
                before = quote("STOP = False", node, STOP=flag)
            _set_flag(node.body, flag)
        if otherwise and flag:
            otherwise = quote("if not STOP:\n    OTHERWISE", node, STOP=flag, OTHERWISE=otherwise)
        return [*before, node, *otherwise]

    visit_While = visit_For


def _set_flag(block: list[Any], flag: str) -> None:
    """Set the flag before each break that stayed."""
    for index in reversed(range(len(block))):
        node = block[index]
        if isinstance(node, gast.Break):
            block[index:index] = quote("STOP = True", node, STOP=flag)
        for inner in [node.orelse] if isinstance(node, LOOPS) else blocks(node):
            _set_flag(inner, flag)
