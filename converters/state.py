"""A statement's variables in, the lines that hand them to its operator and back out."""

from __future__ import annotations

from typing import Any

import gast

from autograph.converters.base import quote

__all__ = ["enter", "leave"]


def _exchange(method: str, operator: str, names: tuple[str, ...], at: gast.AST) -> list[Any]:
    if names:
        text = f"if OPERATOR.staged:\n    (NAMES,) = OPERATOR.{method}(NAMES)"
    else:
        text = f"if OPERATOR.staged:\n    OPERATOR.{method}()"
    return quote(text, at, OPERATOR=operator, NAMES=list(names))


def enter(operator: str, names: tuple[str, ...], at: gast.AST) -> list[Any]:
    """Return ``if branch.staged: (x, y) = branch.enter(x, y)``."""
    return _exchange("enter", operator, names, at)


def leave(operator: str, names: tuple[str, ...], at: gast.AST, stop: str | None = None) -> list[Any]:
    """Return the same with ``leave``, and ``elif stop: break`` for a loop that may stop early."""
    statements = _exchange("leave", operator, names, at)
    if stop:
        statements[0].orelse = quote("if STOP:\n    break", at, STOP=stop)
    return statements
