"""Subscripts of what a library offers become calls; what may be a tuple or a text is asked by an operator."""

from __future__ import annotations

import collections.abc
import inspect
import sys
import types
from typing import Any

import gast

from autograph.converters.base import constant, quote_expression
from autograph.converters.lookup import MISSING, Resolver
from autograph.converters.origin import file_of, is_library

__all__ = ["Subscripts"]


class Subscripts(Resolver):
    """Replaces subscripts of a library's objects whose ``__getitem__`` is written in Python.

    What others are read from goes through an operator, if the index may be data.

    ::

        np.c_[x, y]               np.c_.__getitem__((x, y))
        np.r_[0:n, x]             np.r_.__getitem__((ag__.slice_(0, n, None), x))
        names[k], names[a:b]      ag__.subscripted(names)[k], ag__.subscripted(names)[a:b]
        x[0], x[i, j], x[:]       x[0], x[i, j], x[:]
    """

    moves_names = False

    def visit_Subscript(self, node: gast.Subscript) -> Any:
        """Convert one read."""
        self.generic_visit(node)
        if not isinstance(node.ctx, gast.Load):
            return node
        if _is_asked_by_call(self._offered(node.value)):
            text = "OBJECT.__getitem__(INDEX)"
            return quote_expression(text, node, OBJECT=node.value, INDEX=_index(node.slice, node))
        if _may_be_data(node.slice) and not (self._is_type(node.value) or self._is_type(node.slice)):
            node.value = quote_expression("ag__.subscripted(OBJECT)", node.value, OBJECT=node.value)
        return node

    def visit_AnnAssign(self, node: gast.AnnAssign) -> Any:
        """Convert an assignment, its annotation left alone."""
        node.target = self.visit(node.target)
        node.value = None if node.value is None else self.visit(node.value)
        return node

    def _is_type(self, node: Any) -> bool:
        """Whether a name is that of a class, or of what `typing` offers: a subscript makes a type of it."""
        found = self._named(node)
        return isinstance(found, type) or type(found).__module__ in ("typing", "types")

    def _named(self, node: Any) -> Any:
        """Return what a dotted name from outside means, else `MISSING`."""
        if isinstance(node, gast.Name):
            return self.outside(node)
        owner = self._named(node.value) if isinstance(node, gast.Attribute) else MISSING
        return (
            inspect.getattr_static(owner, node.attr, MISSING)
            if isinstance(owner, types.ModuleType)
            else MISSING
        )

    def _offered(self, node: Any) -> Any:
        """Return what a library has under a name, or under a name imported from it; else `MISSING`."""
        if isinstance(node, gast.Attribute) and isinstance(node.value, gast.Name):
            owner = self.outside(node.value)
            if isinstance(owner, types.ModuleType) and is_library(file_of(owner)):
                return inspect.getattr_static(owner, node.attr, MISSING)
        if isinstance(node, gast.Name):
            found = self.outside(node)
            home = sys.modules.get(type(found).__module__.partition(".")[0])
            return found if inspect.getattr_static(home, node.id, MISSING) is found else MISSING
        return MISSING


def _is_asked_by_call(value: Any) -> bool:
    """Whether a subscript of an object runs Python that makes something of the index."""
    if callable(value) or isinstance(value, collections.abc.Mapping):
        return False
    return isinstance(getattr(type(value), "__getitem__", None), types.FunctionType)


def _may_be_data(node: Any) -> bool:
    """Whether an index, or a bound of a slice, is neither written out nor a tuple."""
    if isinstance(node, gast.Slice):
        return any(part is not None and _may_be_data(part) for part in (node.lower, node.upper, node.step))
    if isinstance(node, gast.UnaryOp):
        return _may_be_data(node.operand)
    return not isinstance(node, gast.Constant | gast.Tuple)


def _index(node: Any, at: gast.AST) -> Any:
    """Return what a subscript passes on, as an expression."""
    if isinstance(node, gast.Slice):
        lower, upper, step = (part or constant(None) for part in (node.lower, node.upper, node.step))
        return quote_expression("ag__.slice_(LOWER, UPPER, STEP)", at, LOWER=lower, UPPER=upper, STEP=step)
    if isinstance(node, gast.Tuple):
        node.elts = [_index(part, at) for part in node.elts]
    return node
