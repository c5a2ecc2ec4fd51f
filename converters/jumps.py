"""A block with jumps in, the same block with flags in their place out; what all three jumps share."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import gast

from autograph.converters.analysis.jumps import blocks, exits, holds
from autograph.converters.base import Context, quote

__all__ = ["Diversion", "tidy"]

_DEEP = 6
"""How many branches inside one another may take in what follows them."""


class Diversion:
    """Replaces jumps of one kind by statements that set a flag, and skips what they skipped.

    What follows a statement that holds jumps is moved into the branch that goes on, where the
    other one always leaves; otherwise it is guarded by a test of the flag.

    Attributes
    ----------
    kind : type
        `gast.Break`, `gast.Continue` or `gast.Return`.
    flag : str
    context : Context
    breaks : bool
        Whether a jump out of the loop under way may be left to a ``break``.
    """

    kind: type = gast.Break

    def __init__(self, flag: str, context: Context) -> None:
        self.flag = flag
        self.context = context
        self.breaks = False
        self._depth = 0

    def replace(self, jump: Any) -> list[Any]:
        """Return the statements that stand for a jump."""
        return quote("FLAG = True", jump, FLAG=self.flag)

    def _enter(self, node: Any, guarded: bool) -> tuple[list[Any], list[Any]]:
        """Divert inside a statement; returns what to do before and after it.

        What runs when a ``with`` or ``finally`` is left may raise, and a ``with`` round it swallow that:
        then the jump is undone. So it has a flag of its own, and passes it on when it is left.
        """
        if not guarded or not (isinstance(node, gast.With) or getattr(node, "finalbody", None)):
            self.enter(node, guarded)
            return [], []
        outer, self.flag = self.flag, self.context.fresh(self.flag.rstrip("_0123456789"))
        breaks, self.breaks = self.breaks, False
        self.enter(node, guarded)
        own, self.flag, self.breaks = self.flag, outer, breaks
        return quote("OWN = False", node, OWN=own), self.pass_on(own, node)

    def pass_on(self, flag: str, node: Any) -> list[Any]:
        """Return the statements that jump on, if another flag says so."""
        return quote("if OWN:\n    FLAG = True", node, OWN=flag, FLAG=self.flag)

    def enter(self, node: Any, guarded: bool) -> None:
        """Divert inside the blocks of a statement that holds jumps."""
        if isinstance(node, gast.For | gast.While):
            node.orelse = self.divert(node.orelse, guarded)
            return
        if isinstance(node, gast.Try):
            self._enter_try(node, guarded)
            return
        guarded = guarded or isinstance(node, gast.With)
        for block in blocks(node):
            block[:] = self.divert(block, guarded)

    def _enter_try(self, node: gast.Try, guarded: bool) -> None:
        """Divert inside a ``try``: a jump in its body skips the ``else``, an exception undoes it."""
        jumps = any(holds(statement, self.kind) for statement in node.body)
        node.body = self.divert(node.body, guarded)
        node.orelse = self.guard(node, node.orelse, guarded) if jumps else self.divert(node.orelse, guarded)
        for handler in node.handlers:
            handler.body = self.divert(handler.body, guarded)
            if jumps:
                handler.body[:0] = quote("FLAG = False", handler, FLAG=self.flag)

    def guard(self, node: Any, rest: list[Any], guarded: bool) -> list[Any]:
        """Return what to do after a statement that may have jumped: `rest`, if it did not."""
        if self._depth < _DEEP:
            parts = [rest]
        else:  # one test after another, for Python allows no more than 20 blocks inside one another
            ends = [n + 1 for n, inner in enumerate(rest) if holds(inner, self.kind)]
            parts = [rest[start:end] for start, end in pairwise([0, *ends, len(rest)])]
        tested: list[Any] = []
        self._depth += 1
        for part in parts:
            inside = self.divert(part, guarded)
            tested += quote("if not FLAG:\n    REST", node, FLAG=self.flag, REST=inside) if inside else []
        self._depth -= 1
        return tested

    def divert(self, block: list[Any], guarded: bool = False) -> list[Any]:
        """Return a block in which no jump of this kind is left, but those out of ``try``."""
        done: list[Any] = []
        for index, node in enumerate(block):
            rest = block[index + 1 :]
            if isinstance(node, self.kind):
                return done + self.replace(node)  # the rest is dead
            if not holds(node, self.kind):
                done.append(node)
                continue
            if isinstance(node, gast.If) and rest and self._depth < _DEEP:
                rest = self._absorb(node, rest)
            self._depth += 1
            before, after = self._enter(node, guarded)
            self._depth -= 1
            return [*done, *before, tidy(node), *after, *self.guard(node, rest, guarded)]
        return done

    def _absorb(self, node: Any, rest: list[Any]) -> list[Any]:
        """Move the rest into the only branch that goes on; return what could not be moved."""
        then, orelse = exits(node.body, self.context.stops), exits(node.orelse, self.context.stops)
        if then and not orelse:
            node.orelse = node.orelse + rest
            return []
        if orelse and not then:
            node.body = node.body + rest
            return []
        return rest


def tidy(node: Any) -> Any:
    """Mend a statement with an empty block; turn an ``if`` round that only has an ``else`` left."""
    parts = [*getattr(node, "cases", []), *getattr(node, "handlers", [])]
    for part in [node, *parts] if not isinstance(node, gast.If) else parts:
        if getattr(part, "body", None) == []:
            part.body.append(gast.copy_location(gast.Pass(), node))
    if isinstance(node, gast.If) and not node.body:
        if node.orelse:
            is_not = isinstance(node.test, gast.UnaryOp) and isinstance(node.test.op, gast.Not)
            negated = gast.copy_location(gast.UnaryOp(gast.Not(), node.test), node.test)
            node.test = node.test.operand if is_not else negated
            node.body, node.orelse = node.orelse, []
        else:
            node.body = [gast.copy_location(gast.Pass(), node)]
    return node
