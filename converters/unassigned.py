"""Variables that may be unassigned where statements hand them on hold a marker meanwhile."""

from __future__ import annotations

import sys
from typing import Any

import gast

from autograph.converters.analysis.names import parameters
from autograph.converters.analysis.scopes import Scope, Scopes
from autograph.converters.analysis.states import States, depths
from autograph.converters.base import Context, Converter, insert_first, quote, quote_expression

__all__ = ["Unassigned", "check_reads"]

_INLINED = (gast.ListComp, gast.SetComp, gast.DictComp) if sys.version_info >= (3, 12) else ()


class Unassigned(Converter):
    """Marks unassigned variables, and checks the reads of them; works out all states on the way.

    ::

        if x > 0:                 y = ag__.UNDEFINED
            y = 1                 if x > 0:
        return y                      y = 1
                                  return ag__.read(y, 'y')
    """

    def convert(self, tree: gast.AST) -> gast.AST:
        """Analyse all functions of the tree, then mark and check their variables."""
        self.scopes = Scopes(tree, self.context.shared)
        self.context.depths = depths(tree, self.context.suspends)
        self.marked: set[tuple[Scope, str]] = set()
        self.unsure: set[gast.AST] = set()
        functions = [
            node
            for node in self.scopes.of
            if isinstance(node, gast.FunctionDef) and node not in self.context.natives
        ]
        context = self.context
        analyses = {
            node: States(self.scopes, self.scopes.of[node], context.stops, context.depths)
            for node in functions
        }
        for node, states in analyses.items():
            self.context.states.update(states.of)
            self.context.items |= states.items
            self.unsure |= states.assignment.unsure
            self.marked |= {(self.scopes.of[node], name) for name in states.unbound}
        shared = self._shared()
        for node, states in analyses.items():
            self._mark_nonlocals(node, states, analyses)
            scope = self.scopes.of[node]
            seen = scope.declared_nonlocal | shared.get(scope, set())
            for statement, changed in states.of.items():
                if not seen.isdisjoint(changed):
                    context.seen[statement] = tuple(name for name in changed if name in seen)
        for node in functions:
            names = sorted(name for scope, name in self.marked if scope is self.scopes.of[node])
            names = [name for name in names if name not in parameters(node)]
            if names:
                targets = " = ".join(name for name in names)
                insert_first(node, quote(f"{targets} = ag__.UNDEFINED", node))
        return super().convert(tree)

    def _shared(self) -> dict[Scope, set[str]]:
        """Return the variables of each function that functions inside it read or assign."""
        found: dict[Scope, set[str]] = {}
        for node, scope in self.scopes.at.items():
            owner = scope.owner(node.id) if isinstance(node, gast.Name) else None
            if owner is not None and owner is not scope and self._is_free(node):
                found.setdefault(owner, set()).add(node.id)
        return found

    def _mark_nonlocals(self, node: Any, states: States, analyses: dict[Any, States]) -> None:
        """Mark the variables of outer functions that this one's statements hand on."""
        scope = self.scopes.of[node]
        for name in {name for names in states.of.values() for name in names} & scope.declared_nonlocal:
            owner = scope.owner(name)
            if owner is None or owner.node not in analyses:
                continue
            if name not in analyses[owner.node].assignment.entry.get(node, frozenset()):
                self.marked.add((owner, name))

    def _is_marked(self, node: gast.Name) -> bool:
        if node.id in self.context.generated:
            return False
        scope = self.scopes.at.get(node)
        owner = scope.owner(node.id) if scope is not None else None
        return owner is not None and (owner, node.id) in self.marked

    def _is_free(self, node: Any) -> bool:
        scope: Any = self.scopes.at[node]
        owner = scope.owner(node.id)
        while scope is not owner and isinstance(scope.node, _INLINED):
            scope = scope.parent
        return scope is not owner

    def _read(self, node: gast.Name) -> Any:
        name = gast.copy_location(gast.Name(node.id, gast.Load(), None, None), node)
        read = "ag__.read_free" if self._is_free(node) else "ag__.read"
        return quote_expression(f"{read}(NAME, {node.id!r})", node, NAME=name)

    def visit_Name(self, node: gast.Name) -> Any:
        """Check a read that may come too early."""
        if isinstance(node.ctx, gast.Load) and node in self.unsure and self._is_marked(node):
            return self._read(node)
        return node

    def visit_AugAssign(self, node: gast.AugAssign) -> Any:
        """Check the variable before the value is evaluated."""
        self.generic_visit(node)
        if isinstance(node.target, gast.Name) and node.target in self.unsure and self._is_marked(node.target):
            return [self._statement(self._read(node.target)), node]
        return node

    def _statement(self, node: Any) -> Any:
        return gast.copy_location(gast.Expr(node), node)

    def visit_Delete(self, node: gast.Delete) -> Any:
        """Mark a deleted variable instead."""
        flat = _flatten(node.targets)
        if not any(isinstance(target, gast.Name) and self._is_marked(target) for target in flat):
            return self.generic_visit(node)
        done: list[Any] = []
        for target in flat:
            if isinstance(target, gast.Name) and self._is_marked(target):
                if target in self.unsure:
                    done.append(self._statement(self._read(target)))
                done += quote("NAME = ag__.UNDEFINED", node, NAME=target.id)
            else:
                done.append(gast.copy_location(gast.Delete([self.visit(target)]), node))
        return done

    def visit_ExceptHandler(self, node: gast.ExceptHandler) -> Any:
        """Mark the variable of a handler at its end, where Python deletes it."""
        self.generic_visit(node)
        if node.name is not None and self._is_marked(node.name):
            name, caught = node.name.id, self.context.fresh("caught")
            node.name = gast.copy_location(gast.Name(caught, gast.Store(), None, None), node)
            node.body = quote(
                "NAME = CAUGHT\ntry:\n    BODY\nfinally:\n    NAME = ag__.UNDEFINED",
                node,
                NAME=name,
                CAUGHT=caught,
                BODY=node.body,
            )
        return node

    def visit_FunctionDef(self, node: gast.FunctionDef) -> Any:
        """Check the reads in every function, generators among them."""
        return self.generic_visit(node)

    visit_AsyncFunctionDef = visit_Lambda = visit_ClassDef = visit_FunctionDef


def check_reads(
    tree: gast.AST,
    context: Context,
    scopes: Scopes,
    marked: set[tuple[Scope, str]],
    unsure: set[gast.AST],
) -> None:
    """Check the unsure reads of some variables, in place; see `Unassigned`."""
    converter = Unassigned(context)
    converter.scopes, converter.marked, converter.unsure = scopes, marked, unsure
    converter.visit(tree)


def _flatten(targets: list[Any]) -> list[Any]:
    flat: list[Any] = []
    for target in targets:
        flat += _flatten(target.elts) if isinstance(target, gast.Tuple | gast.List) else [target]
    return flat
