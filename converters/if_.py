"""``if`` becomes a loop over the branches that an operator wants run."""

from __future__ import annotations

from typing import Any

import gast

from autograph.converters.base import Converter, names_tuple, quote
from autograph.converters.state import enter, leave

__all__ = ["Branches"]

_THOROUGH = "try:\n    BODY\nexcept BRANCH.failures:\n    BRANCH.fail()"


class Branches(Converter):
    """Replaces ``if``: Python's values run one branch, a graph's trace both.

    ::

        if x > 0:                 for branch in ag__.if_stmt(x > 0, ('y',)):
            y = 1                     if branch.staged:
        else:                             y, = branch.enter(y)
            y = 2                     if branch.then:
                                          y = 1
                                      else:
                                          y = 2
                                      if branch.staged:
                                          y, = branch.leave(y)

    In the thorough form, which is made where tracing the usual one has failed, what ``branch.then`` chooses
    stands in a ``try`` whose handler, ``except branch.failures: branch.fail()``, ends the branch.

    An ``if`` of a constant, or with a jump that had to stay, is left alone.
    """

    def visit_If(self, node: gast.If) -> Any:
        """Convert one ``if``."""
        if node not in self.context.states:
            return self.generic_visit(node)
        names = self.context.states[node]
        branch = self.context.name_at("branch", node)
        self.generic_visit(node)
        chosen = quote("if BRANCH.then:\n    BODY", node, BRANCH=branch, BODY=node.body)
        chosen[0].orelse = node.orelse
        if self.context.thorough:
            chosen = quote(_THOROUGH, node, BRANCH=branch, BODY=chosen)
        body = [*enter(branch, names, node), *chosen, *leave(branch, names, node)]
        return quote(
            "for BRANCH in ag__.if_stmt(TEST, NAMES):\n    BODY",
            node,
            BRANCH=branch,
            TEST=node.test,
            NAMES=names_tuple(names),
            BODY=body,
        )
