"""Continues become branches round the rest of the loop's body."""

from __future__ import annotations

from typing import Any

import gast

from autograph.converters.analysis.jumps import holds
from autograph.converters.analysis.walking import walk
from autograph.converters.base import Converter, quote
from autograph.converters.jumps import Diversion

__all__ = ["Continues"]


class Continues(Converter):
    """Replaces ``continue``: what it skips goes into the other branch, or is guarded by a flag.

    ::

        for x in xs:              for x in xs:
            if x < 0:                 if not x < 0:
                continue                  total += x
            total += x
    """

    def visit_For(self, node: Any) -> Any:
        """Convert the loops inside, then this one."""
        self.generic_visit(node)
        if not self.context.suspends(node) and any(
            holds(statement, gast.Continue) for statement in node.body
        ):
            flag = self.context.fresh("skip")
            body = _Skipping(flag, self.context).divert(node.body)
            tested = any(
                isinstance(name, gast.Name) and name.id == flag and isinstance(name.ctx, gast.Load)
                for statement in body
                for name in walk(statement)
            )
            start = quote("SKIP = False", node, SKIP=flag) if tested else []
            node.body = [*start, *body] or quote("pass", node)
        return node

    visit_While = visit_For


class _Skipping(Diversion):
    kind = gast.Continue
