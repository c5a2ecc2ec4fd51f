"""Assignments to flags that nobody tests are dropped, and branches emptied by that turned round."""

from __future__ import annotations

from typing import Any

import gast

from autograph.converters.analysis.jumps import blocks
from autograph.converters.analysis.liveness import Liveness
from autograph.converters.analysis.scopes import Scopes
from autograph.converters.base import Converter, insert_first, quote
from autograph.converters.jumps import tidy

__all__ = ["Flags"]


_FLAGS = ("left", "matched", "returned", "skip", "stop")
"""What the variables are called that say where a jump goes; others that are generated hold values."""


class Flags(Converter):
    """Drops what the converters of jumps wrote in vain.

    ::

        if x > 0:                 if x > 0:
            result = 1                result = 1
            returned = True       else:
        else:                         result = 2
            result = 2            return result
            returned = True
        return result

    A branch that does nothing but set a flag becomes an assignment, ``stop = ag__.truth(x > 3)``.
    A variable that only dead code bound is bound where nothing runs: it must not become a global.
    """

    def convert_function(self, node: gast.FunctionDef) -> None:
        """Drop the dead flags of this function and of its local functions."""
        self.generic_visit(node)
        if not self.context.generated:  # no jump was replaced
            return
        scopes = Scopes(node)
        while self._drop(node.body, Liveness(scopes, scopes.of[node], self.context.stops)):
            pass
        self._shorten(node.body)
        lost = sorted(self.context.bound.get(node, set()) - scopes.of[node].bound)
        if lost:
            insert_first(node, quote(f"if False:\n    {' = '.join(lost)} = None", node))

    def _drop(self, block: list[Any], live: Liveness) -> bool:
        dropped = False
        for index in reversed(range(len(block))):
            node = block[index]
            inner = blocks(node)
            changed = [self._drop(part, live) for part in inner]
            if any(changed):
                dropped = True
                tidy(node)
            elif self._is_flag(node) and node.targets[0].id not in live.after[node]:
                dropped = True
                del block[index]
        return dropped

    def _shorten(self, block: list[Any]) -> None:
        """Turn ``if test: stop = True`` into an assignment: where it stands, the flag is False."""
        for index, node in enumerate(block):
            for part in blocks(node):
                self._shorten(part)
            if isinstance(node, gast.If) and not node.orelse and len(node.body) == 1:
                flag = node.body[0]
                if self._is_flag(flag) and flag.value.value is True:
                    block[index : index + 1] = self._set(node, flag.targets[0].id)

    def _set(self, node: gast.If, flag: str) -> list[Any]:
        """Return the assignment for ``if test: stop = True``."""
        test: Any = node.test
        is_negated = isinstance(test, gast.UnaryOp) and isinstance(test.op, gast.Not)
        if is_negated and isinstance(test.operand, gast.Name) and test.operand.id == flag:
            return quote("FLAG = True", node, FLAG=flag)  # the one place where the flag may be set already
        is_flag = isinstance(test, gast.Name) and test.id in self.context.generated
        template = "FLAG = TEST" if is_negated or is_flag else "FLAG = ag__.truth(TEST)"
        return quote(template, node, FLAG=flag, TEST=test)

    def _is_flag(self, node: Any) -> bool:
        return (
            isinstance(node, gast.Assign)
            and isinstance(node.targets[0], gast.Name)
            and node.targets[0].id in self.context.generated
            and node.targets[0].id.rstrip("_0123456789") in _FLAGS
            and isinstance(node.value, gast.Constant)
        )
