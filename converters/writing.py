"""A tree in, Python text that parses to the same tree out; the only module that knows astor."""

from __future__ import annotations

import ast
import functools
import warnings
from typing import Any

import gast

from autograph.converters.trees import gast_to_ast

__all__ = ["write"]


@functools.cache
def _astor() -> Any:
    """Return what writes trees; None where astor 0.8 breaks at import, on Pythons that it does not know."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            from astor import to_source  # noqa: PLC0415  (few programs look at converted source)
        except Exception:  # whatever it stumbles over
            return None
    return to_source


class _Canonical(ast.NodeTransformer):
    """Joins neighbouring texts in f-strings and drops marks that text cannot keep."""

    def visit_JoinedStr(self, node: ast.JoinedStr) -> Any:
        self.generic_visit(node)
        values: list[Any] = []
        for value in node.values:
            if not isinstance(value, ast.Constant):
                values.append(value)
            elif values and isinstance(values[-1], ast.Constant):
                values[-1] = ast.Constant(str(values[-1].value) + str(value.value))
            elif value.value:
                values.append(value)
        node.values = values
        return node

    def visit_Constant(self, node: ast.Constant) -> Any:
        node.kind = None
        return node


def _canonical(tree: ast.AST) -> str:
    return ast.dump(_Canonical().visit(tree))


def write(tree: gast.AST) -> str:
    """Return the source text of a gast tree.

    Where astor cannot write a node, or writes text that means something else, `ast.unparse` does.

    Examples
    --------
    >>> import gast
    >>> print(write(gast.parse("x = 1")))
    x = 1
    <BLANKLINE>
    """
    plain = gast_to_ast(tree)
    to_source = _astor()
    if to_source is not None:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                text: str = to_source(plain, pretty_source="".join)
            if _canonical(ast.parse(text)) == _canonical(gast_to_ast(tree)):
                return text
        except Exception:  # (whatever astor stumbles over, there is another way)
            pass
    return ast.unparse(plain) + "\n"
