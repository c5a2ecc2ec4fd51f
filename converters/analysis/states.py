"""A function in, the variables that each of its ``if``, ``while`` and ``for`` changes out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import gast

from autograph.converters.analysis.assignment import Assignment
from autograph.converters.analysis.jumps import is_jump_free
from autograph.converters.analysis.liveness import Liveness
from autograph.converters.analysis.names import nodes_of, writes, written_by_closures, yields
from autograph.converters.analysis.scopes import Scope, Scopes
from autograph.converters.analysis.walking import children

__all__ = ["States", "depths"]

_DEEPEST = 16
_OPERATORS = "ag__"
_CALLING = (gast.Call, gast.Attribute, gast.Subscript, gast.For, gast.With, gast.Yield)


class States:
    """The variables that the statements of one function hand from branch to branch, round to round.

    Parameters
    ----------
    scopes, scope, stops
        As of `Liveness`.
    deep : mapping of gast.AST to int
        What `depths` says.

    Attributes
    ----------
    of : dict of gast.AST to tuple of str
        For each statement that becomes an operator, the variables it may change and that are read
        afterwards or in a loop's next round.
    items : set of gast.AST
        The ``for`` loops whose target is such a variable, or no plain name.
    unbound : set of str
        The variables of the function that must hold a marker while they are unassigned.
    """

    def __init__(
        self, scopes: Scopes, scope: Scope, stops: Mapping[gast.AST, str], deep: Mapping[gast.AST, int]
    ) -> None:
        self._scopes = scopes
        self._scope = scope
        self._live = Liveness(scopes, scope, stops)
        self.assignment = Assignment(scopes, scope, stops)
        self._depths = deep
        self._others = {name for name in scope.declared_nonlocal if scope.owner(name) is None}
        self._called = sorted((written_by_closures(scopes, scope) | scope.declared_nonlocal) - self._others)
        self.of: dict[gast.AST, tuple[str, ...]] = {}
        self.items: set[gast.AST] = set()
        self.unbound: set[str] = set(self.assignment.postponed)
        function: Any = scope.node
        for node in self._statements(function.body):
            if isinstance(node, gast.For) and self._needs_item(node):
                self.items.add(node)
            names = self._changed(node)
            self.of[node] = tuple(names)
            bound = self.assignment.entry.get(node, frozenset())
            self.unbound.update(name for name in names if name not in bound)
        deleted = {
            node.id
            for node in nodes_of(function.body)
            if isinstance(node, gast.Name) and isinstance(node.ctx, gast.Del)
        }
        changed = {name for names in self.of.values() for name in names}
        self.unbound |= deleted & changed
        self.unbound -= scope.declared_nonlocal

    def _statements(self, block: list[Any]) -> Iterator[Any]:
        for node in nodes_of(block):
            if (
                node in self._depths
                and not isinstance(node, gast.Try)
                and (not isinstance(node, gast.If) or is_jump_free(node))
            ):
                yield node

    def _writes(self, *trees: Any) -> list[str]:
        """Return what is written, but for the variables of others: those are no state of the statement."""
        found = writes(list(trees), self._scopes, self._scope)
        return [name for name in found if name not in self._others]

    def _needs_item(self, node: gast.For) -> bool:
        if not isinstance(node.target, gast.Name):
            return True
        name = node.target.id
        return (
            name in self._live.after.get(node, ())
            or name in self._scope.declared_global | self._scope.declared_nonlocal
            or name in self._writes(*node.body)
            or name in self._live.again.get(node, ())
        )

    def _changed(self, node: Any) -> list[str]:
        parts = [*node.body, *node.orelse]
        if isinstance(node, gast.While):
            parts = [node.test, *node.body]
        elif isinstance(node, gast.For):
            parts = [node.target, *node.body] if node in self.items else node.body
        names = self._writes(*parts)
        if any(isinstance(inside, _CALLING) for inside in nodes_of(parts)):
            names += [name for name in self._called if name not in names]
        live = self._live.after.get(node, frozenset()) | self._live.again.get(node, frozenset())
        return [name for name in names if name in live]


def _is_plain(test: Any) -> bool:
    """Say whether a test is never data: a constant, or an operator's question."""
    if isinstance(test, gast.Call) and isinstance(test.func, gast.Attribute):
        return isinstance(test.func.value, gast.Name) and test.func.value.id == _OPERATORS
    return isinstance(test, gast.Constant)


def depths(tree: gast.AST, suspends: Callable[[Any], bool] = yields) -> dict[gast.AST, int]:
    """Return for each ``if``, loop and ``try`` how many of its kind stand around it in its function.

    Each of them will need a block of its own, and Python allows no more than 20 inside one another:
    an ``if`` too deep for that is left out. So are those that `suspends` says a ``yield`` suspends.
    """
    found: dict[gast.AST, int] = {}

    def visit(node: gast.AST, branches: int, loops: int, others: int) -> None:
        if isinstance(node, gast.FunctionDef):
            branches = loops = others = 0
        elif isinstance(node, gast.If):
            shallow = branches + loops + others < _DEEPEST
            if shallow and not _is_plain(node.test) and not suspends(node):
                found[node] = branches
                branches += 1
        elif isinstance(node, gast.For | gast.While):
            if not suspends(node):
                found[node] = loops
            loops += 1
        elif isinstance(node, gast.Try | gast.TryStar):
            found[node] = others
            others += 2
        elif isinstance(node, gast.With):
            others += len(node.items)
        for child in children(node):
            visit(child, branches, loops, others)

    visit(tree, 0, 0, 0)
    return found
