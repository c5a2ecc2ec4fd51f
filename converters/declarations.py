"""A tree in, the same with each function's ``global`` and ``nonlocal`` before all else out."""

from __future__ import annotations

from typing import Any

import gast

from autograph.converters.analysis.names import nodes_of
from autograph.converters.analysis.walking import walk
from autograph.converters.base import docstring_length

__all__ = ["declare_first"]

_DECLARATIONS = (gast.Global, gast.Nonlocal)


def declare_first(tree: gast.AST) -> None:
    """Move declarations to the top, where what the converters put before statements comes after them.

    ::

        for i in range(n):        nonlocal total
            print(i)              for i in range(n):
        nonlocal total                print(i)
        total = n                 pass
                                  total = n
    """
    for node in walk(tree):
        if isinstance(node, gast.FunctionDef | gast.AsyncFunctionDef):
            _declare_first(node)


def _declare_first(function: Any) -> None:
    found = [node for node in nodes_of(function.body) if isinstance(node, _DECLARATIONS)]
    start = docstring_length(function.body)
    if any(one is not other for one, other in zip(found, function.body[start:], strict=False)):
        body = [_Undeclared().visit(node) for node in function.body[start:]]
        function.body[start:] = [*found, *body]


class _Undeclared(gast.NodeTransformer):
    """Leaves nothing where a function's own declarations stood."""

    def visit_Global(self, node: gast.Global) -> Any:
        return gast.copy_location(gast.Pass(), node)

    visit_Nonlocal = visit_Global

    def visit_FunctionDef(self, node: gast.FunctionDef) -> Any:
        return node

    visit_AsyncFunctionDef = visit_ClassDef = visit_Lambda = visit_FunctionDef
