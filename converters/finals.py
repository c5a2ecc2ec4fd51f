"""A ``finally`` with a jump in it gets a second form for graphs, in which it simply follows the block."""

from __future__ import annotations

from typing import Any

import gast

from autograph.converters.analysis.jumps import TRIES, holds, is_steered
from autograph.converters.analysis.walking import walk
from autograph.converters.attempts import can_be_branches, twin
from autograph.converters.base import Converter, quote
from autograph.converters.jumps import Diversion
from autograph.converters.return_ import ReturnsTo

__all__ = ["Finals"]


class Finals(Converter):
    """Doubles a ``try`` whose ``finally`` jumps.

    ::

        try:                      if ag__.staging():
            x += 1                    left = False
            if x > 3:                 try:
                return x                  x += 1
        finally:                          if x > 3:
            if x < 0:                         result = x
                break                         left = True
                                      finally:
                                          pass
                                      if x < 0:
                                          break
                                      if raised:
                                          ag__.again(attempt, 0, kind, data)
                                      if left:
                                          return result
                                  else:
                                      try: ...

    A jump in it forgets the exception or the jump that was under way.
    """

    def visit_Try(self, node: gast.Try) -> Any:
        """Convert the inner statements, then this one."""
        if is_steered(node) or not can_be_branches(self.context, node):
            return self.generic_visit(node)
        plain = twin(self.context, node)
        self.context.own_tries |= {each for each in walk(plain) if isinstance(each, TRIES)}
        self.generic_visit(node)
        return quote(
            "if ag__.staging():\n    STAGED\nelse:\n    PLAIN", node, STAGED=self._staged(node), PLAIN=[plain]
        )

    def _staged(self, node: gast.Try) -> list[Any]:
        names = {name: self.context.fresh(name.lower()) for name in ("ATTEMPT", "RAISED", "KIND", "DATA")}
        block: list[Any] = [gast.copy_location(gast.Try(node.body, node.handlers, node.orelse, []), node)]
        if not node.handlers and not node.orelse:
            block = node.body
        before: list[Any] = []
        after: list[Any] = []
        for kind, jump in (
            (gast.Return, "return RESULT"),
            (gast.Break, "break"),
            (gast.Continue, "continue"),
        ):
            if not any(holds(statement, kind) for statement in block):
                continue
            flag, result = self.context.fresh("left"), self.context.fresh("result")
            before += quote("LEFT = False\nRESULT = None", node, LEFT=flag, RESULT=result)
            block = self._diversion(kind, flag, result).divert(block) or quote("pass", node)
            after += quote(f"if LEFT:\n    {jump}", node, LEFT=flag, RESULT=result)
        held = quote("try:\n    BLOCK\nfinally:\n    pass", node, BLOCK=block)
        self.context.finals[held[0]] = names
        begin = quote("ag__.finishing(ATTEMPT)", node, **names)
        text = "ag__.finished(ATTEMPT)\nif RAISED:\n    ag__.again(ATTEMPT, 0, KIND, DATA)"
        return [*before, *held, *begin, *node.finalbody, *quote(text, node, **names), *after]

    def _diversion(self, kind: type, flag: str, result: str) -> Diversion:
        if kind is gast.Return:
            return ReturnsTo(self.context, result, flag)
        return _Breaking(flag, self.context) if kind is gast.Break else _Continuing(flag, self.context)


class _Breaking(Diversion):
    kind = gast.Break


class _Continuing(Diversion):
    kind = gast.Continue
