"""Python's syntax tree in, gast's out, and back: what gast does, several times faster."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import gast
from gast.ast3 import Ast3ToGAst, GAstToAst3

__all__ = ["ast_to_gast", "gast_to_ast"]

_Method = Callable[[Any, Any], Any]
_PLACES = ("lineno", "col_offset", "end_lineno", "end_col_offset")
_NOWHERE = {"lineno": 1, "col_offset": 0, "end_lineno": 1, "end_col_offset": 0}


class _Fast:
    """Translates the nodes that are the same in both forms; the others are left to gast."""

    module: Any
    _methods: ClassVar[dict[type, _Method]]
    place: Mapping[str, Any] = _NOWHERE

    def visit(self, node: Any) -> Any:
        """Translate a node by the method of its kind."""
        kind = type(node)
        method = self._methods.get(kind)
        if method is None:
            own = getattr(type(self), f"visit_{kind.__name__}", None)
            method = self._methods[kind] = own if own is not None else self._translator(kind)
        return method(self, node)

    def _visit(self, value: Any) -> Any:
        if isinstance(value, ast.AST):
            return self.visit(value)
        if type(value) is list:
            return [self.visit(item) if isinstance(item, ast.AST) else self._visit(item) for item in value]
        return value

    def generic_visit(self, node: Any) -> Any:
        """Translate a node for which gast has a method, as if it had none."""
        return self._translator(type(node))(self, node)

    def _translator(self, kind: Any) -> _Method:
        target = getattr(self.module, kind.__name__)
        if not kind._fields and not kind._attributes:
            mark = target()
            return lambda translator, node: mark
        fields = kind._fields
        has_place = bool(kind._attributes)

        def translate(translator: Any, node: Any) -> Any:
            made = target.__new__(target)
            new, old = made.__dict__, node.__dict__
            around = translator.place
            if has_place:
                if old.get("end_lineno") is not None:
                    translator.place = {name: old[name] for name in _PLACES}
                new.update(translator.place)
            for field in fields:
                if field in old:
                    value = old[field]
                    if isinstance(value, ast.AST):
                        value = translator.visit(value)
                    elif type(value) is list:
                        value = translator._visit(value)
                    new[field] = value
            translator.place = around
            return made

        return translate


class _ToGast(_Fast, Ast3ToGAst):
    module = gast
    _methods: ClassVar[dict[type, _Method]] = {}

    def visit_Name(self, node: ast.Name) -> Any:
        made = gast.Name.__new__(gast.Name)
        made.__dict__.update(node.__dict__, ctx=self.visit(node.ctx), annotation=None, type_comment=None)
        return made


class _ToAst(_Fast, GAstToAst3):
    module = ast
    _methods: ClassVar[dict[type, _Method]] = {}

    def visit_Name(self, node: gast.Name) -> Any:
        made = ast.Name.__new__(ast.Name)
        inside = made.__dict__
        inside.update(self.place)
        inside.update(node.__dict__, ctx=self.visit(node.ctx))
        del inside["annotation"], inside["type_comment"]
        return made

    def visit_Assign(self, node: gast.Assign) -> Any:
        return self.generic_visit(node)


def ast_to_gast(tree: ast.AST) -> Any:
    """Return gast's form of a tree.

    Examples
    --------
    >>> import ast
    >>> type(ast_to_gast(ast.parse("x"))).__module__
    'gast.gast'
    """
    return _ToGast().visit(tree)


def gast_to_ast(tree: gast.AST) -> Any:
    """Return Python's form of a tree; a node that has no place in the source gets that of the one around it.

    Examples
    --------
    >>> import ast, gast
    >>> ast.dump(gast_to_ast(gast.parse("x = 1"))) == ast.dump(ast.parse("x = 1"))
    True
    """
    return _ToAst().visit(tree)
