"""Reads of globals and of outer functions' variables that hold data go through an operator."""

from __future__ import annotations

import builtins
import types
from typing import Any

import gast

from autograph.converters.base import OPERATORS, quote_expression
from autograph.converters.lookup import MISSING, Resolver

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


class Loads(Resolver):
    """Wraps reads of variables from outside, unless they hold code: functions, classes, modules.

    ::

        return x * SCALE          return x * ag__.load(SCALE, 'SCALE')
    """

    def _is_builtin(self, name: str, value: Any) -> bool:
        return vars(builtins).get(name, MISSING) is value is not MISSING

    def visit_Name(self, node: gast.Name) -> Any:
        """Convert one read."""
        if not isinstance(node.ctx, gast.Load) or node.id in (OPERATORS, "__class__"):
            return node
        value = self.outside(node)
        if not self.is_outside(node) or isinstance(value, _CODE) or self._is_builtin(node.id, value):
            return node
        return quote_expression(f"ag__.load(NAME, {node.id!r})", node, NAME=node)
