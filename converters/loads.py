"""Reads of globals and of outer functions' variables that hold data go through an operator."""

from __future__ import annotations

import builtins
import inspect
import sys
import types
from typing import Any

import gast

from autograph.converters.base import OPERATORS, quote_expression
from autograph.converters.lookup import MISSING, Resolver
from autograph.converters.origin import file_of, is_library

__all__ = ["Loads"]

_CODE = (
    type,
    types.ModuleType,
    types.FunctionType,
    types.BuiltinFunctionType,
    types.MethodType,
    types.MethodDescriptorType,
    types.GenericAlias,
)
_OWNERS = (type, types.ModuleType, types.FunctionType)


def _wrapped(value: Any) -> Any:
    """Return the function that a library's object stands for, if it does; else the object."""
    function = inspect.getattr_static(value, "__wrapped__", None)
    stands = isinstance(function, types.FunctionType) and is_library(_file_of(type(value)))
    return function if stands else value


def _file_of(value: Any) -> str:
    """Return the file of a module, a function, or the module of a class."""
    if isinstance(value, types.FunctionType):
        return value.__code__.co_filename
    return file_of(sys.modules.get(value.__module__) if isinstance(value, type) else value)


class Loads(Resolver):
    """Wraps reads of variables from outside, unless they hold code: functions, classes, modules.

    ::

        return x * SCALE          return x * ag__.load(SCALE, 'SCALE')
        return x * mod.SCALE      return x * ag__.load(mod.SCALE, 'mod.SCALE')
        return function.calls     return ag__.load(function.calls, 'function.calls')
    """

    def _is_builtin(self, name: str, value: Any) -> bool:
        return vars(builtins).get(name, MISSING) is value is not MISSING

    def visit_Attribute(self, node: gast.Attribute) -> Any:
        """Convert a read of what a module, a class or a function of the user's holds."""
        name, value = self._held(node)
        if not name or value is MISSING or not isinstance(node.ctx, gast.Load):
            return self.generic_visit(node)
        if isinstance(value, _CODE) or hasattr(type(value), "__get__"):
            return self.generic_visit(node)
        return quote_expression(f"ag__.load(ATTRIBUTE, {name!r})", node, ATTRIBUTE=node)

    def visit_MatchValue(self, node: gast.MatchValue) -> Any:
        """Leave a pattern as it is: it must be a dotted name."""
        return node

    def _held(self, node: Any) -> tuple[str, Any]:
        """Return the dotted name of a module's or class's attribute, and what it holds now."""
        if isinstance(node, gast.Name):
            value = self.outside(node)
            owner = _wrapped(value)
            is_users = isinstance(owner, _OWNERS) and not is_library(_file_of(owner))
            return (node.id, value) if is_users else ("", MISSING)
        if not isinstance(node, gast.Attribute):
            return "", MISSING
        name, owner = self._held(node.value)
        stands_for = _wrapped(owner)
        if not isinstance(stands_for, _OWNERS):
            return "", MISSING
        later = None if isinstance(stands_for, types.FunctionType) else MISSING  # a function may get it later
        return f"{name}.{node.attr}", inspect.getattr_static(owner, node.attr, later)

    def visit_Name(self, node: gast.Name) -> Any:
        """Convert one read."""
        if not isinstance(node.ctx, gast.Load) or node.id in (OPERATORS, "__class__"):
            return node
        value = self.outside(node)
        if not self.is_outside(node) or isinstance(value, _CODE) or self._is_builtin(node.id, value):
            return node
        return quote_expression(f"ag__.load(NAME, {node.id!r})", node, NAME=node)
