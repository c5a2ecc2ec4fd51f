"""Expressions that lambdas cannot hold, and comprehensions that a graph can have, become statements."""

from __future__ import annotations

import copy
from typing import Any

import gast

from autograph.converters.analysis.jumps import has_break
from autograph.converters.analysis.names import written_by_closures
from autograph.converters.analysis.scopes import Scopes
from autograph.converters.analysis.walking import walk
from autograph.converters.base import Converter, quote
from autograph.converters.unfolder import Unfolder

__all__ = ["Unfoldings"]

_LOWERED = (gast.ListComp, gast.SetComp, gast.DictComp, gast.GeneratorExp)
_UNFOLDED = {*_LOWERED, gast.NamedExpr}


class Unfoldings(Converter):
    """Takes expressions apart: ``:=`` that may not be reached, conditions that change variables.

    ::

        if a and (m := b) > 1:    value = a
            c                     if value:
                                      value = (m := b) > 1
                                  if value:
                                      c

        while (m := m - 1) > 0:   while True:
            a                         if (m := m - 1) > 0:
        else:                             a
            b                         else:
                                          break
                                  b

    Comprehensions stay for Python's own values; where a graph is traced, loops stand for them.

    ::

        y = [a for a in x]        if ag__.unfolds():
                                      made = []
                                      for a_1 in ag__.items(x):
                                          made.append(a_1)
                                      y = made
                                  else:
                                      y = [a for a in x]
    """

    def convert(self, tree: gast.AST) -> gast.AST:
        """Find the scopes, if there is something to do at all."""
        kinds = {type(node) for node in walk(tree)}
        if not kinds.isdisjoint(_UNFOLDED) or kinds >= {gast.While, gast.Nonlocal}:
            self._scopes = Scopes(tree, self.context.shared)
            return super().convert(tree)
        return tree

    def visit_If(self, node: gast.If) -> Any:
        """Convert the condition."""
        self.generic_visit(node)
        return [*self._before(node, "test"), node]

    def visit_For(self, node: gast.For) -> Any:
        """Convert what is iterated over."""
        self.generic_visit(node)
        return [*self._before(node, "iter"), node]

    def visit_While(self, node: gast.While) -> Any:
        """Move a condition that changes variables into the body."""
        if not self._changes(node.test):
            self.generic_visit(node)
            return node
        before: list[Any] = []
        otherwise, leave = gast.Module(node.orelse, []), "break"
        if node.orelse and any(has_break(statement) for statement in node.body):
            ended = self.context.fresh("ended")
            before = quote("ENDED = False", node, ENDED=ended)
            otherwise.body = quote("if ENDED:\n    OTHERWISE", node, ENDED=ended, OTHERWISE=node.orelse)
            leave = f"{ended} = True\n    break"
        node.body = quote(f"if TEST:\n    BODY\nelse:\n    {leave}", node, TEST=node.test, BODY=node.body)
        node.test = gast.copy_location(gast.Constant(True, None), node.test)
        node.orelse = []
        self.generic_visit(node)
        self.generic_visit(otherwise)
        return [*before, node, *otherwise.body]

    def _changes(self, test: Any) -> bool:
        inside = list(walk(test))
        if any(isinstance(node, gast.NamedExpr) for node in inside):
            return True
        if Unfolder(self.context, self._scopes, lowers=True).needs(test):
            return True
        scope = self._scopes.at.get(test)
        called = scope is not None and (
            scope.declared_nonlocal or (scope.parent is not None and written_by_closures(self._scopes, scope))
        )
        return bool(called) and any(isinstance(node, gast.Call) for node in inside)

    def visit_Return(self, node: gast.Return) -> Any:
        """Convert the value."""
        return [*self._before(node, "value"), node]

    def visit_Expr(self, node: gast.Expr) -> Any:
        """Convert the value."""
        return [*self._before(node, "value"), node]

    def visit_Raise(self, node: gast.Raise) -> Any:
        """Convert the exception."""
        return [*self._before(node, "exc"), node]

    def visit_Assign(self, node: gast.Assign) -> Any:
        """Convert the value, and what is in the index of a target: that comes after the value."""
        (target, *others), lowered = node.targets, Unfolder(self.context, self._scopes, lowers=True)
        if others or not isinstance(target, gast.Subscript) or not self._has_loops(target, lowered):
            return [*self._before(node, "value"), node]
        if Unfolder(self.context, self._scopes, lowers=False).needs(node.value):
            return node
        name = self.context.fresh("value")
        self.context.generated.discard(name)
        loops = lowered.unfold_into(name, node.value)
        place = lowered.unfold(target)
        value = gast.copy_location(gast.Name(name, gast.Load(), None, None), node.value)
        loops += [*lowered.statements, gast.copy_location(gast.Assign([place], value), node)]
        return quote("if ag__.unfolds():\n    LOOPS\nelse:\n    PLAIN", node, LOOPS=loops, PLAIN=[node])

    def visit_AnnAssign(self, node: gast.AnnAssign) -> Any:
        """Convert the value."""
        return [*self._before(node, "value"), node]

    def visit_AugAssign(self, node: gast.AugAssign) -> Any:
        """Lower the comprehensions in the value; Python reads the variable, item or attribute before it."""
        lowered = Unfolder(self.context, self._scopes, lowers=True)
        if not self._has_loops(node.value, lowered):
            return node
        before: list[Any] = []
        after: list[Any] = []
        if isinstance(node.target, gast.Name):
            name = node.target.id
        elif any(isinstance(inner, gast.Slice) for inner in walk(node.target)):
            return node
        else:
            name, before, after = self._taken_out(node.target)
        value = lowered.unfold(node.value)
        target = gast.copy_location(gast.Name(name, gast.Store(), None, None), node.target)
        changed = gast.copy_location(gast.AugAssign(target, node.op, value), node)
        loops = [*before, *lowered.statements, changed, *after]
        return quote("if ag__.unfolds():\n    LOOPS\nelse:\n    PLAIN", node, LOOPS=loops, PLAIN=[node])

    def _taken_out(self, target: Any) -> tuple[str, list[Any], list[Any]]:
        """Return a variable for an item or attribute, and what reads it before and writes it afterwards."""
        names = {word: self.context.fresh(word.lower()) for word in ("OWNER", "PLACE", "ITEM")}
        self.context.generated.difference_update(names.values())
        before = quote("OWNER = VALUE", target, OWNER=names["OWNER"], VALUE=copy.deepcopy(target.value))
        item = f"OWNER.{target.attr}" if isinstance(target, gast.Attribute) else "OWNER[PLACE]"
        if isinstance(target, gast.Subscript):
            before += quote("PLACE = VALUE", target, PLACE=names["PLACE"], VALUE=copy.deepcopy(target.slice))
        before += quote(f"ITEM = {item}", target, **names)
        return names["ITEM"], before, quote(f"{item} = ITEM", target, **names)

    def visit_With(self, node: gast.With) -> Any:
        """Convert what is entered first."""
        self.generic_visit(node)
        first = node.items[0]
        return [*self._before(first, "context_expr"), node]

    @staticmethod
    def _has_loops(tree: Any, lowered: Unfolder) -> bool:
        return any(isinstance(inner, _LOWERED) for inner in walk(tree)) and lowered.needs(tree)

    def _before(self, node: Any, field: str) -> list[Any]:
        """Return statements that evaluate an expression of a statement, if it is taken apart.

        What is yielded is, if the yield comes last: a yield stays where it is.
        """
        tree = getattr(node, field)
        if isinstance(tree, gast.Yield | gast.YieldFrom):
            return self._before(tree, "value")
        if tree is None:
            return []
        plain = Unfolder(self.context, self._scopes, lowers=False)
        lowered = Unfolder(self.context, self._scopes, lowers=True)
        if self._has_loops(tree, lowered):
            return self._twice(node, field, plain, lowered)
        if not plain.needs(tree):
            return []
        setattr(node, field, plain.unfold(tree))
        return plain.statements

    def _twice(self, node: Any, field: str, plain: Unfolder, lowered: Unfolder) -> list[Any]:
        tree = getattr(node, field)
        name = self.context.fresh("value")
        self.context.generated.discard(name)
        loops = lowered.unfold_into(name, tree)
        text = "if ag__.unfolds():\n    LOOPS\nelse:\n    PLAIN"
        made = quote(text, tree, LOOPS=loops, PLAIN=plain.unfold_into(name, tree))
        setattr(node, field, gast.copy_location(gast.Name(name, gast.Load(), None, None), tree))
        return made
