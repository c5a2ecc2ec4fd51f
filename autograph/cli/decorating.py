"""A script's syntax tree in, the same with every function decorated where it is defined out."""

from __future__ import annotations

import ast

__all__ = ["decorate_all"]

# Decorators that call what they are given and leave it as it is: ours goes below them.
_TRANSPARENT = {
    "staticmethod",
    "classmethod",
    "property",
    "setter",
    "getter",
    "deleter",
    "cached_property",
    "cache",
    "lru_cache",
    "wraps",
    "abstractmethod",
    "override",
    "overload",
}


class _Decorate(ast.NodeTransformer):
    r"""Adds the decorator to the functions and methods of a module.

    Local functions and lambdas are left: they are converted with the function that holds them.

    Examples
    --------
    >>> tree = ast.parse("@property\ndef f(self): return 1")
    >>> print(ast.unparse(_Decorate("ours").visit(tree)))
    @property
    @ours
    def f(self):
        return 1
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        # A function begins at its first decorator: where that is ours, it stands where the other one did.
        ours = ast.copy_location(ast.Name(self.name, ast.Load()), (*node.decorator_list, node)[0])
        # Below decorators that are known, above others: those may want the plain function (Numba's do).
        known = all(_last_name(decorator) in _TRANSPARENT for decorator in node.decorator_list)
        node.decorator_list.insert(len(node.decorator_list) if known else 0, ours)
        return node

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AsyncFunctionDef:
        return node

    def visit_Lambda(self, node: ast.Lambda) -> ast.Lambda:
        return node


def decorate_all(source: bytes, file: str, name: str) -> ast.Module:
    """Return the tree of `source`, every function and method decorated with `name`.

    Raises
    ------
    SyntaxError
        The source is not Python.
    """
    tree = _Decorate(name).visit(ast.parse(source, file))
    assert isinstance(tree, ast.Module)
    return tree


def _last_name(decorator: ast.expr) -> str:
    if isinstance(decorator, ast.Call):
        decorator = decorator.func
    return decorator.attr if isinstance(decorator, ast.Attribute) else getattr(decorator, "id", "")
