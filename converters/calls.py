"""Calls go through the converted form of what they call."""

from __future__ import annotations

import builtins
import functools
import types
from typing import Any

import gast

from autograph.converters.base import is_generated, quote_expression
from autograph.converters.lookup import Resolver
from autograph.converters.origin import is_library

__all__ = ["Calls"]

_OWN_FRAME = ("super", "locals", "globals", "vars", "dir", "eval", "exec", "print")


class Calls(Resolver):
    """Replaces calls, but those of builtins that look at the frame of their caller.

    ::

        f(x, *rest)               ag__.converted(f)(x, *rest)

        @cache                    @ag__.converted(cache)
        @traced                   @ag__.decorator(traced)
        def f(x): ...             def f(x): ...
    """

    def visit_FunctionDef(self, node: gast.FunctionDef) -> Any:
        """Convert the calls in a function, and those by which caches of results are put round it."""
        made = super().visit_FunctionDef(node)
        node.decorator_list = [self._decorator(each) for each in node.decorator_list]
        return made

    def _decorator(self, node: gast.expr) -> gast.expr:
        """Return what decorates a function in the place of `node`."""
        value: Any = None
        if isinstance(node, gast.Name):
            value = self.outside(node)
        elif isinstance(node, gast.Attribute) and isinstance(node.value, gast.Name):
            value = getattr(self.outside(node.value), node.attr, None)
        if value is functools.cache or value is functools.lru_cache:
            return self._converted(node)
        if isinstance(value, type) or (
            isinstance(value, types.FunctionType) and is_library(value.__code__.co_filename)
        ):
            return node
        return quote_expression("ag__.decorator(FUNCTION)", node, FUNCTION=node)

    @staticmethod
    def _converted(node: gast.expr) -> gast.expr:
        return quote_expression("ag__.converted(FUNCTION)", node, FUNCTION=node)

    def visit_Call(self, node: gast.Call) -> Any:
        """Convert one call."""
        self.generic_visit(node)
        if self._is_ours(node.func):
            return node
        name = node.func.id if isinstance(node.func, gast.Name) else ""
        if name in _OWN_FRAME and self.outside(node.func) is getattr(builtins, name):
            return node
        node.func = self._converted(node.func)
        return node

    def _is_ours(self, function: Any) -> bool:
        """Say whether an operator is called; what one gives, ``(f if x else g)(y)``, is the user's."""
        while isinstance(function, gast.Attribute):
            function = function.value
        return isinstance(function, gast.Name) and is_generated(function, self.context)
