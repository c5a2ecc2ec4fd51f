"""A ``while`` whose condition may change something gets a second form, with the condition at the end."""

from __future__ import annotations

import copy
import types
from typing import Any

import gast

from autograph.converters.analysis.walking import walk
from autograph.converters.base import quote
from autograph.converters.lookup import MISSING, Resolver
from autograph.converters.origin import file_of, is_library

__all__ = ["Conditions"]

_SCOPED = (gast.Lambda, gast.ListComp, gast.SetComp, gast.DictComp, gast.GeneratorExp, gast.NamedExpr)


class Conditions(Resolver):
    """Lets a graph evaluate the condition before the loop and at the end of each round.

    ::

        while g.step():           go = not ag__.tests_last() or not not g.step()
            n += 1                while go and (ag__.tests_last() or g.step()):
                                      n += 1
                                      go = not ag__.tests_last() or not not g.step()

    For the condition of a loop of the graph may change nothing. After a ``break`` it is not evaluated.
    """

    moves_names = True

    def visit_While(self, node: gast.While) -> Any:
        """Convert the loops inside, then this one."""
        self.generic_visit(node)
        nodes = list(walk(node.test))
        calls = [each for each in nodes if isinstance(each, gast.Call)]
        if self.context.suspends(node) or any(isinstance(each, _SCOPED) for each in nodes):
            return node
        if not any(self._may_change(call.func) for call in calls):
            return node
        flag = self.context.fresh("go")
        self.context.generated.discard(flag)
        stop = self.context.stops.get(node)
        first, last = (copy.deepcopy(node.test) for _ in range(2))
        text = "GO = not ag__.tests_last() or {} not not TEST"
        before = quote(text.format(""), node, GO=flag, TEST=first)
        after = quote(text.format(f"{stop} or" if stop else ""), node, GO=flag, TEST=last)
        test = quote("GO and (ag__.tests_last() or TEST)", node.test, GO=flag, TEST=node.test)
        node.test = test[0].value
        node.body = [*node.body, *after]
        return [*before, node]

    def _may_change(self, function: Any) -> bool:
        """Whether a call may change what the program sees: of the user's code, or of a variable's method."""
        if isinstance(function, gast.Name):
            value = self.outside(function)
            if isinstance(value, types.FunctionType):
                return not is_library(value.__code__.co_filename)
            return value is MISSING
        if not isinstance(function, gast.Attribute):
            return False
        root = function.value
        while isinstance(root, gast.Attribute | gast.Subscript):
            root = root.value
        if not isinstance(root, gast.Name):
            return False
        value = self.outside(root)
        return not isinstance(value, types.ModuleType) or not is_library(file_of(value))
