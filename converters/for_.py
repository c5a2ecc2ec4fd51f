"""``for`` keeps its form; an operator looks after the values and the variables."""

from __future__ import annotations

from typing import Any

import gast

from autograph.converters.base import Converter, constant, names_tuple, quote
from autograph.converters.state import enter, leave

__all__ = ["Fors"]


class Fors(Converter):
    """Wraps what a ``for`` iterates over: Python's values go through, a graph traces one round.

    ::

        for i in xs:              for i in (loop := ag__.for_stmt(xs, ('total',))):
            total += i                if loop.staged:
                                          total, = loop.enter(total)
                                      total += i
                                      if loop.staged:
                                          total, = loop.leave(total)

    A target that is read after the loop, or is no plain name, is assigned in the body. A loop that changes
    variables which other functions can read hands these on: ``seen=lambda: (total,)``.
    """

    def visit_For(self, node: gast.For) -> Any:
        """Convert one ``for``; those that already run over an operator's rounds only inside."""
        if node not in self.context.states:
            return self.generic_visit(node)
        names = self.context.states[node]
        stop = self.context.stops.get(node)
        if stop and stop not in names:
            names = (*names, stop)
        loop = self.context.name_at("loop", node)
        self.generic_visit(node)
        first: list[Any] = []
        if node in self.context.items:
            item = self.context.name_at("item", node)
            target: Any = gast.copy_location(gast.Name(item, gast.Store(), None, None), node.target)
            first = quote("TARGET = ITEM", node.target, ITEM=item, TARGET=node.target)
        else:
            target = node.target
        body = [*enter(loop, names, node), *first, *node.body, *leave(loop, names, node, stop)]
        seen = self.context.seen.get(node, ())
        options = (", stop=STOP" if stop else "") + (f", seen=lambda: ({', '.join(seen)},)" if seen else "")
        converted = quote(
            f"for TARGET in (LOOP := ag__.for_stmt(ITER, NAMES{options})):\n    BODY",
            node,
            LOOP=loop,
            ITER=node.iter,
            NAMES=names_tuple(names),
            STOP=constant(stop),
            BODY=body,
        )
        converted[0].target = target
        return converted
