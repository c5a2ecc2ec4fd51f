"""A converted function and the function as it was, in one: which of the two runs is decided at each call."""

from __future__ import annotations

import copy
from typing import Any

import gast

from autograph.converters.analysis.names import nodes_of
from autograph.converters.base import docstring_length, quote, quote_expression

__all__ = ["beside"]

_STEERED = "ag__.busy and (ag__.threads.trace is not None or ag__.threads.effects)"
"""Whether a graph is being made, or a call runs again that one gave up: in any thread, for that is quickly
asked, and then in this one."""
_SCOPES = (gast.Global, gast.Nonlocal)
_BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")


def beside(converted: Any, original: Any) -> Any:
    """Return a definition that runs its converted form for graphs alone.

    ::

        def f(x):
            if ag__.busy and (ag__.threads.trace is not None or ag__.threads.effects):
                ...converted
            else:
                ...as it was
    """
    made = copy.copy(converted)
    if isinstance(converted, gast.Lambda):
        text = f"(CONVERTED) if {_STEERED} else (ORIGINAL)"
        made.body = quote_expression(text, original, CONVERTED=converted.body, ORIGINAL=original.body)
        return made
    first = docstring_length(original.body)
    if first == len(original.body):
        return made  # nothing but a docstring
    declared = {
        (type(node), name): node
        for node in nodes_of(list(original.body))
        if isinstance(node, _SCOPES)
        for name in node.names
    }
    declarations = [gast.copy_location(kind([name]), node) for (kind, name), node in declared.items()]
    bodies = [_undeclared(body[docstring_length(body) :]) for body in (converted.body, original.body)]
    text = f"if {_STEERED}:\n    CONVERTED\nelse:\n    ORIGINAL"
    branches = quote(text, original, CONVERTED=bodies[0], ORIGINAL=bodies[1])
    made.body = [*original.body[:first], *declarations, *branches]
    return made


def _undeclared(block: list[Any]) -> list[Any]:
    """Return a block without its declarations of outer variables, which a function may have but once."""
    return [_without(node) for node in block]


def _without(node: Any) -> Any:
    if isinstance(node, _SCOPES):
        return gast.copy_location(gast.Pass(), node)
    if isinstance(node, gast.FunctionDef | gast.AsyncFunctionDef | gast.ClassDef):
        return node
    blocks = [name for name in _BLOCKS if isinstance(getattr(node, name, None), list)]
    if not blocks:
        return node
    made = copy.copy(node)  # statements that hold others; the tree is the converted function's own
    for name in blocks:
        setattr(made, name, _undeclared(getattr(node, name)))
    return made
