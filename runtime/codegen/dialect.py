"""The dialect of kernel source: ``x[i, j]`` is a plain load or store; calls take any number of arguments."""

from __future__ import annotations

import ast
from typing import Any

__all__ = ["translate"]

_VARIADIC = frozenset(["empty", "strided", "reshaped", "stop", "host"])


def translate(source: str) -> tuple[ast.Module, dict[str, int]]:
    """Return kernel source as ordinary Python that calls functions of fixed numbers of arguments.

    Returns
    -------
    tree : ast.Module
    names : dict of str to int
        The names it uses that it does not define, with the number of arguments of their calls.
    """
    calls = _Calls()
    tree = ast.fix_missing_locations(calls.visit(ast.parse(source)))
    own = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    return tree, {name: count for name, count in calls.names.items() if name not in own}


class _Calls(ast.NodeTransformer):
    """Turns the dialect of kernel source into calls: ``x[i, j]`` is a plain load or store, unchecked."""

    def __init__(self) -> None:
        self.names: dict[str, int] = {}

    def visit_Name(self, node: ast.Name) -> ast.AST:
        """Note a name that is used without a call."""
        self.names.setdefault(node.id, 0)
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Name functions of any number of arguments after that number."""
        for argument in node.args:
            self.visit(argument)
        node.args = [self.visit(argument) for argument in node.args]
        if isinstance(node.func, ast.Name):
            if node.func.id in _VARIADIC or node.func.id.startswith("np_"):
                node.func.id = f"{node.func.id}__{len(node.args)}"
            self.names[node.func.id] = len(node.args)
        return node

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        """Make a load of ``x[i, j]``."""
        if not isinstance(node.value, ast.Name) or not isinstance(node.ctx, ast.Load):
            return node
        index = [self.visit(place) for place in _places(node.slice)]
        return self._call(f"load__{len(index) + 1}", [node.value, *index])

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        """Make a store of ``x[i, j] = v``."""
        target = node.targets[0]
        node.value = self.visit(node.value)
        if isinstance(target, ast.Subscript):
            index = [self.visit(place) for place in _places(target.slice)]
            array = ast.Name(target.value.id, ast.Load())  # type: ignore[attr-defined]
            return ast.Expr(self._call(f"store__{len(index) + 2}", [array, *index, node.value]))
        return node

    def _call(self, name: str, arguments: list[Any]) -> ast.Call:
        self.names[name] = len(arguments)
        return ast.Call(ast.Name(name, ast.Load()), arguments, [])


def _places(index: ast.expr) -> list[ast.expr]:
    return list(index.elts) if isinstance(index, ast.Tuple) else [index]
