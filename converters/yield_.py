"""Yields ask whether the loop that they give items to goes on."""

from __future__ import annotations

from typing import Any

import gast

from autograph.converters.analysis.names import nodes_of
from autograph.converters.base import Context, Converter, quote, quote_expression

__all__ = ["Yields", "asking", "is_driven"]


class Yields(Converter):
    """Replaces the yields of a generator that a loop drives, for its branches and loops to be converted.

    ::

        yield x                       left = yield x
                                      if left:
                                          return

        yield from xs                 for item in xs:
                                          left = yield item
                                          if left:
                                              return

        y = yield from xs             source = xs
                                      for item in source: ...
                                      y = ag__.returned(source)

    The loop sends whether it was left: then what follows is skipped.
    """

    def convert(self, tree: gast.AST) -> gast.AST:
        """Convert the generator, if it is to be driven."""
        return super().convert(tree) if self.context.form == "driven" else tree

    def visit_Expr(self, node: gast.Expr) -> Any:
        """Convert a yield that is a statement."""
        if isinstance(node.value, gast.Yield):
            return asking(self.context, node, node.value.value)
        if not isinstance(node.value, gast.YieldFrom):
            return node
        item = self.context.fresh("item")
        self.context.generated.discard(item)
        given = gast.copy_location(gast.Name(item, gast.Load(), None, None), node)
        body = asking(self.context, node, given)
        return quote("for ITEM in ITEMS:\n    BODY", node, ITEM=item, ITEMS=node.value.value, BODY=body)

    def visit_Assign(self, node: gast.Assign) -> Any:
        """Convert a yield whose value is assigned: a ``for`` sends None."""
        if isinstance(node.value, gast.YieldFrom):
            return self._returned(node)
        if not isinstance(node.value, gast.Yield):
            return node
        asked = asking(self.context, node, node.value.value)
        node.value = gast.copy_location(gast.Constant(None, None), node)
        return [*asked, node]

    def _returned(self, node: gast.Assign) -> list[Any]:
        source = self.context.fresh("source")
        self.context.generated.discard(source)
        items: Any = node.value
        made: list[Any] = quote("SOURCE = ITEMS", node, SOURCE=source, ITEMS=items.value)
        items.value = gast.copy_location(gast.Name(source, gast.Load(), None, None), node)
        made += self.visit_Expr(gast.copy_location(gast.Expr(items), node))
        node.value = quote_expression("ag__.returned(SOURCE)", node, SOURCE=source)
        return [*made, node]


def asking(context: Context, at: Any, value: Any) -> list[Any]:
    """Return the statements that yield a value and end the generator where the loop was left."""
    value = value if value is not None else gast.copy_location(gast.Constant(None, None), at)
    left = context.fresh("left")
    context.generated.discard(left)
    context.asking.add(left)
    return quote("LEFT = yield VALUE\nif LEFT:\n    return", at, LEFT=left, VALUE=value)


def is_driven(tree: Any) -> bool:
    """Say whether a loop can drive a generator: each of its yields is a statement, or assigned as None."""
    statements = [
        node.value
        for node in nodes_of(tree.body)
        if isinstance(node, gast.Expr)
        or (isinstance(node, gast.Assign) and isinstance(node.value, gast.Yield | gast.YieldFrom))
    ]
    found = [node for node in nodes_of(tree.body) if isinstance(node, gast.Yield | gast.YieldFrom)]
    return all(any(node is each for each in statements) for node in found)
