"""Statements in, the jumps they hold and whether control can leave them at their end out."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

import gast

__all__ = ["blocks", "exits", "holds", "has_break", "is_endless", "is_jump_free", "is_steered"]

LOOPS = (gast.For, gast.While)
TRIES = (gast.Try, gast.TryStar)


def blocks(node: Any) -> list[list[Any]]:
    """Return the statement lists directly inside a statement, functions and classes left out."""
    if isinstance(node, gast.FunctionDef | gast.AsyncFunctionDef | gast.ClassDef):
        return []
    found = [getattr(node, field) for field in ("body", "orelse", "finalbody") if getattr(node, field, None)]
    if isinstance(node, gast.Match):
        found = [case.body for case in node.cases]
    if isinstance(node, TRIES):
        found += [handler.body for handler in node.handlers]
    return found


def holds(node: Any, kind: type) -> bool:
    """Say whether a statement holds a jump that leaves it and that may become a flag.

    Parameters
    ----------
    kind : type
        `gast.Return`, or `gast.Break` or `gast.Continue` (those of loops inside are not counted).
        A jump in a ``try`` whose ``finally`` jumps itself stays what it is.
    """
    if isinstance(node, kind):
        return True
    if isinstance(node, TRIES) and not is_steered(node):
        return False
    inside = blocks(node)
    if isinstance(node, LOOPS) and kind is not gast.Return:
        inside = [node.orelse]
    return any(holds(statement, kind) for block in inside for statement in block)


def is_steered(node: Any) -> bool:
    """Say whether a ``try`` leaves by its parts in turn: no jump in its ``finally``, and no ``except*``."""
    return isinstance(node, gast.Try) and not any(_jumps(statement) for statement in node.finalbody)


def _jumps(node: Any, in_loop: bool = False) -> bool:
    """Say whether a statement holds a jump that leaves it."""
    if isinstance(node, gast.Return) or (isinstance(node, gast.Break | gast.Continue) and not in_loop):
        return True
    body = getattr(node, "body", None)
    loop = isinstance(node, LOOPS)
    return any(
        _jumps(statement, in_loop or (loop and block is body))
        for block in blocks(node)
        for statement in block
    )


def is_jump_free(node: Any) -> bool:
    """Say whether no ``break`` or ``continue`` leaves this statement."""
    if isinstance(node, gast.Break | gast.Continue):
        return False
    inside = [node.orelse] if isinstance(node, LOOPS) else blocks(node)
    return all(is_jump_free(statement) for block in inside for statement in block)


def has_break(node: Any) -> bool:
    """Say whether a ``break`` leaves this statement."""
    if isinstance(node, gast.Break):
        return True
    inside = [node.orelse] if isinstance(node, LOOPS) else blocks(node)
    return any(has_break(statement) for block in inside for statement in block)


def is_endless(node: Any, stops: Container[gast.AST] = ()) -> bool:
    """Say whether a statement is ``while True`` that nothing ends: no ``break``, and it is not in `stops`."""
    return (
        isinstance(node, gast.While)
        and node not in stops
        and isinstance(node.test, gast.Constant)
        and bool(node.test.value)
        and not any(has_break(statement) for statement in node.body)
    )


def _is_complete(node: Any) -> bool:
    """Say whether the last case of a ``match`` takes whatever is left."""
    case = node.cases[-1]
    pattern = case.pattern
    while isinstance(pattern, gast.MatchAs) and pattern.pattern is not None:
        pattern = pattern.pattern
    return case.guard is None and isinstance(pattern, gast.MatchAs)


def exits(block: list[Any], stops: Container[gast.AST] = ()) -> bool:
    """Say whether control never passes the end of a block; `stops` are the loops that a flag ends."""
    for node in block:
        if isinstance(node, gast.Return | gast.Raise | gast.Break | gast.Continue) or is_endless(node, stops):
            return True
        ways = [node.body, node.orelse] if isinstance(node, gast.If) and node.orelse else []
        if isinstance(node, gast.Match) and _is_complete(node):
            ways = [case.body for case in node.cases]
        if ways and all(exits(way, stops) for way in ways):
            return True
    return False
