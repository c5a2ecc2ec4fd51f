"""Returns inside branches and loops become one return at the end."""

from __future__ import annotations

from typing import Any

import gast

from autograph.converters.analysis.jumps import LOOPS, blocks, exits, has_break, holds
from autograph.converters.analysis.walking import walk
from autograph.converters.base import Context, Converter, insert_first, quote
from autograph.converters.jumps import Diversion

__all__ = ["Returns", "ReturnsTo"]


class Returns(Converter):
    """Gathers the returns of a function that has some inside branches or loops.

    ::

        for x in xs:                      returned = False
            if x > 3:                     for x in xs:
                return x                      if x > 3:
        return 0                                  result = x
                                                  returned = True
                                          if not returned:
                                              result = 0
                                          return result

    A return out of a ``try`` stays where its ``finally`` jumps, too.
    """

    def convert_function(self, node: gast.FunctionDef) -> None:
        """Convert the function's own returns, then those of its local functions."""
        self.generic_visit(node)
        if not any(_is_nested(statement) for statement in node.body):
            return
        result = self.context.fresh("result")
        flags: list[str] = []
        node.body = _function_block(self.context, node, node.body, result, flags)
        used = {name.id for name in walk(node) if isinstance(name, gast.Name)}
        for flag in flags:
            if flag in used:
                insert_first(node, quote("RETURNED = False", node, RETURNED=flag))


def _function_block(
    context: Context, at: gast.AST, block: list[Any], result: str, flags: list[str]
) -> list[Any]:
    """Return a block that ends in the function's return; a ``with`` in it that always returns has its own.

    Each has its own flag, for an exception in ``__exit__`` may make a return undone.
    """
    first = next((n for n, node in enumerate(block) if holds(node, gast.Return)), None)
    if first is None or isinstance(block[first], gast.Return):
        return block
    node = block[first]
    if isinstance(node, gast.With) and exits(node.body, context.stops):
        node.body = _function_block(context, at, node.body, result, flags)
        return [*block[: first + 1], *_function_block(context, at, block[first + 1 :], result, flags)]
    if not exits(block, context.stops) and not _raises_or_returns(context, block):
        block = block + quote("return None", at)
    flags.append(context.fresh("returned"))
    diverted = ReturnsTo(context, result, flags[-1]).divert(block)
    return diverted + quote("return RESULT", at, RESULT=result)


def _raises_or_returns(context: Context, block: list[Any]) -> bool:
    """Say whether a block is all of a function whose caller takes what it raises, and always returns."""
    return block == [context.whole] and exits(block[0].body, context.stops)


def _is_nested(node: Any, inside: bool = False) -> bool:
    """Say whether a statement holds, below a branch or loop, a return that must become a flag."""
    if not holds(node, gast.Return):
        return False
    if isinstance(node, gast.If | gast.For | gast.While | gast.Match | gast.Try):
        return True
    return any(_is_nested(statement) for block in blocks(node) for statement in block)


class ReturnsTo(Diversion):
    """Sets the result and a flag; leaves loops by a ``break`` or, if they have none, by that flag."""

    kind = gast.Return

    def __init__(self, context: Context, result: str, returned: str) -> None:
        super().__init__(returned, context)
        self.result = result

    def replace(self, jump: gast.Return) -> list[Any]:
        """Return what stores the result and sets the flag."""
        value = jump.value if jump.value is not None else gast.Constant(None, None)
        value = gast.copy_location(value, jump) if jump.value is None else value
        text = "RESULT = VALUE\nRETURNED = True" + ("\nbreak" if self.breaks else "")
        return quote(text, jump, RESULT=self.result, VALUE=value, RETURNED=self.flag)

    def pass_on(self, flag: str, node: Any) -> list[Any]:
        """Return what sets the flag, and leaves the loop under way, if another flag says so."""
        text = "if OWN:\n    RETURNED = True" + ("\n    break" if self.breaks else "")
        return quote(text, node, OWN=flag, RETURNED=self.flag)

    def enter(self, node: Any, guarded: bool) -> None:
        """Divert inside a statement; a loop is left by a ``break``, or ends by the flag."""
        if not isinstance(node, LOOPS):
            super().enter(node, guarded)
            return
        node.orelse = self.divert(node.orelse, guarded)
        if not any(holds(statement, gast.Return) for statement in node.body):
            return
        outer, self.breaks = self.breaks, self.context.suspends(node) or any(map(has_break, node.body))
        if not self.breaks:
            self.context.stops[node] = self.flag
        node.body = self.divert(node.body, guarded) or quote("pass", node)
        self.breaks = outer

    def guard(self, node: Any, rest: list[Any], guarded: bool) -> list[Any]:
        """Return what to do after a statement that may have jumped; in a loop that has a ``break``, all."""
        if not self.breaks:
            return super().guard(node, rest, guarded)
        left = quote("if RETURNED:\n    break", node, RETURNED=self.flag) if isinstance(node, LOOPS) else []
        return left + self.divert(rest, guarded)
