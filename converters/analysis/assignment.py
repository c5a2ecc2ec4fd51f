"""A function in, the reads of variables that may not be assigned yet out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import gast

from autograph.converters.analysis.names import evaluated_at_once, nodes_of, parameters, unbound_names, writes
from autograph.converters.analysis.scopes import Scope, Scopes
from autograph.converters.analysis.walking import children, walk

__all__ = ["Assignment"]

_Bound = frozenset[str] | None
"""The variables surely assigned; None where control does not come."""


def _meet(*states: _Bound) -> _Bound:
    reached = [state for state in states if state is not None]
    return frozenset.intersection(*reached) if reached else None


class Assignment:
    """Which variables of one function are surely assigned where.

    Parameters
    ----------
    scopes : Scopes
    scope : Scope
        The function's.
    stops : mapping of gast.AST to str
        For some loops, a variable that is tested after each round, and ends the loop.

    Attributes
    ----------
    entry : dict of gast.AST to frozenset of str
        The variables surely assigned before each statement that control reaches.
    unsure : set of gast.AST
        The names that read, or delete, a variable of this function that may be unassigned.
    postponed : set of str
        Those among them that stand where converted code evaluates them in a lambda.
    """

    def __init__(self, scopes: Scopes, scope: Scope, stops: Mapping[gast.AST, str]) -> None:
        self._scopes = scopes
        self._scope = scope
        self._stops = stops
        self._jumps: list[tuple[list[_Bound], list[_Bound]]] = []
        self._lazy = 0
        self.entry: dict[gast.AST, frozenset[str]] = {}
        self.unsure: set[gast.AST] = set()
        self.postponed: set[str] = set()
        function: Any = scope.node
        self._fragile = self._deleted_names()
        written = set(writes(function.body, scopes, scope))
        self._block(function.body, frozenset(scope.bound - written | parameters(function)))

    def _deleted_names(self) -> set[str]:
        return {name for node in walk(self._scope.node) for name in unbound_names(node)}

    # expressions

    def _read(self, tree: Any, bound: _Bound) -> _Bound:
        """Note the unsure reads of an expression; return what is assigned after it."""
        if tree is None or bound is None:
            return bound
        if isinstance(tree, list):
            return self._read_all(tree, bound)
        if tree in self._scopes.of:
            return self._scope_inside(tree, bound)
        if isinstance(tree, gast.Name):
            return self._name(tree, bound)
        return self._read_operator(tree, bound)

    def _read_all(self, trees: Iterable[Any], bound: _Bound) -> _Bound:
        for tree in trees:
            bound = self._read(tree, bound)
        return bound

    def _read_operator(self, tree: Any, bound: _Bound) -> _Bound:
        if isinstance(tree, gast.NamedExpr):
            return self._read(tree.target, self._read(tree.value, bound))
        if isinstance(tree, gast.BoolOp):
            return self._lazily(tree.values[:1], tree.values[1:], bound)
        if isinstance(tree, gast.IfExp):
            bound = self._read(tree.test, bound)
            return _meet(self._lazily([], [tree.body], bound), self._lazily([], [tree.orelse], bound))
        if isinstance(tree, gast.Compare) and len(tree.ops) > 1:
            return self._lazily([tree.left], tree.comparators, bound)
        if isinstance(tree, gast.Dict):
            return self._read(
                [item for pair in zip(tree.keys, tree.values, strict=True) for item in pair], bound
            )
        return self._read_all(children(tree), bound)

    def _lazily(self, now: list[Any], later: list[Any], bound: _Bound) -> _Bound:
        bound = self._read(now, bound)
        self._lazy += 1
        self._read(later, bound)
        self._lazy -= 1
        return bound

    def _name(self, node: gast.Name, bound: frozenset[str]) -> _Bound:
        if self._scopes.at.get(node) is not self._scope:
            if not isinstance(node.ctx, gast.Store):
                self._foreign(node, bound)
            return bound
        if node.id not in self._scope.bound or node.id in self._scope.declared_nonlocal:
            return bound
        if isinstance(node.ctx, gast.Store):
            return bound | {node.id}
        if node.id not in bound:
            self._doubt(node)
        return bound - {node.id} if isinstance(node.ctx, gast.Del) else bound | {node.id}

    def _doubt(self, node: gast.Name) -> None:
        self.unsure.add(node)
        if self._lazy:
            self.postponed.add(node.id)

    def _scope_inside(self, tree: Any, bound: frozenset[str]) -> _Bound:
        if not hasattr(tree, "generators"):
            after = self._read(evaluated_at_once(tree), bound)
            self._closure(tree, bound)
            return after
        after = self._read(tree.generators[0].iter, bound)
        lazy = any(isinstance(node, gast.BoolOp | gast.IfExp | gast.Compare) for node in walk(tree))
        self._lazy += lazy
        self._closure(tree, bound)
        self._lazy -= lazy
        return after

    def _closure(self, tree: gast.AST, bound: frozenset[str]) -> None:
        for node in walk(tree):
            if isinstance(node, gast.Name) and not isinstance(node.ctx, gast.Store | gast.Param):
                self._foreign(node, bound)
            elif isinstance(node, gast.AugAssign) and isinstance(node.target, gast.Name):
                self._foreign(node.target, bound)

    def _foreign(self, node: gast.Name, bound: frozenset[str]) -> None:
        """Note a read in a nested scope of one of this function's variables."""
        scope = self._scopes.at.get(node)
        if scope is None or scope is self._scope:
            return
        if scope.owner(node.id) is self._scope and (node.id not in bound or node.id in self._fragile):
            self._doubt(node)

    # statements

    def _block(self, block: list[Any], bound: _Bound) -> _Bound:
        for node in block:
            if bound is None:
                return None
            self.entry[node] = bound
            bound = self._statement(node, bound)
        return bound

    def _statement(self, node: Any, bound: frozenset[str]) -> _Bound:
        method = getattr(self, f"_{type(node).__name__.lower()}", None)
        if method is not None:
            result: _Bound = method(node, bound)
            return result
        if isinstance(node, gast.FunctionDef | gast.AsyncFunctionDef | gast.ClassDef):
            defined = self._scope_inside(node, bound)
            return None if defined is None else defined | {node.name}
        if isinstance(node, gast.Import | gast.ImportFrom):
            return bound | set(writes(node, self._scopes, self._scope))
        return self._read(list(children(node)), bound)

    def _assign(self, node: gast.Assign, bound: _Bound) -> _Bound:
        return self._read(node.targets, self._read(node.value, bound))

    def _annassign(self, node: gast.AnnAssign, bound: _Bound) -> _Bound:
        if node.value is None:
            return bound
        return self._read(node.target, self._read(node.value, bound))

    def _augassign(self, node: gast.AugAssign, bound: _Bound) -> _Bound:
        own = self._scope.bound - self._scope.declared_nonlocal - (bound or frozenset())
        if not isinstance(node.target, gast.Name):  # its place is evaluated first
            return self._read(node.value, self._read(node.target, bound))
        if node.target.id in own:
            self._doubt(node.target)
        return self._read(node.target, self._read(node.value, bound))

    def _assert(self, node: gast.Assert, bound: _Bound) -> _Bound:
        return self._lazily([node.test], [node.msg], bound)

    def _if(self, node: gast.If, bound: _Bound) -> _Bound:
        bound = self._read(node.test, bound)
        return _meet(self._block(node.body, bound), self._block(node.orelse, bound))

    def _without_deleted(self, bound: _Bound, *blocks: list[Any]) -> _Bound:
        """Return what stays assigned wherever in some blocks control leaves them."""
        if bound is None:
            return None
        inside = nodes_of([statement for block in blocks for statement in block])
        return bound - {name for node in inside for name in unbound_names(node)}

    def _loop(self, node: Any, bound: _Bound) -> _Bound:
        bound = self._without_deleted(bound, node.body)
        self._jumps.append(([], []))
        if isinstance(node, gast.While):
            bound = self._read(node.test, bound)
            body = bound
        else:
            body = self._read(node.target, bound)
        end = self._block(node.body, body)
        breaks, continues = self._jumps.pop()
        if node in self._stops:
            breaks = [end, *continues, *breaks]
        endless = isinstance(node, gast.While) and isinstance(node.test, gast.Constant) and node.test.value
        ended = self._block(node.orelse, None if endless else bound)
        return _meet(ended, *breaks)

    def _while(self, node: gast.While, bound: _Bound) -> _Bound:
        return self._loop(node, bound)

    def _for(self, node: gast.For, bound: _Bound) -> _Bound:
        return self._loop(node, self._read(node.iter, bound))

    def _with(self, node: gast.With, bound: _Bound) -> _Bound:
        inside = bound
        for item in node.items:
            inside = self._read(item.optional_vars, self._read(item.context_expr, inside))
        return _meet(self._block(node.body, inside), self._without_deleted(bound, node.body))

    def _try(self, node: gast.Try, bound: _Bound) -> _Bound:
        caught = self._without_deleted(bound, node.body)
        ended = [self._block(node.orelse, self._block(node.body, bound))]
        for handler in node.handlers:
            start = self._read(handler.type, caught)
            if handler.name is not None and start is not None:
                start = start | {handler.name.id}
            end = self._block(handler.body, start)
            if handler.name is not None and end is not None:
                end = end - {handler.name.id}
            ended.append(end)
        after = _meet(*ended)
        if not node.finalbody:
            return after
        before = self._without_deleted(bound, node.body, node.handlers, node.orelse)
        final = self._block(node.finalbody, before)
        if after is None or final is None or before is None:
            return None
        kept = self._without_deleted(after, node.finalbody) or frozenset()
        return kept | (final - before)

    _trystar = _try

    def _match(self, node: gast.Match, bound: _Bound) -> _Bound:
        bound = self._read(node.subject, bound)
        ended: list[_Bound] = []
        for case in node.cases:
            captured = frozenset(writes(case.pattern, self._scopes, self._scope))
            start = None if bound is None else bound | captured
            start = self._read(case.guard, self._read(case.pattern, start))
            ended.append(self._block(case.body, start))
        return _meet(bound, *ended)

    def _break(self, node: gast.AST, bound: _Bound) -> _Bound:
        self._jumps[-1][0].append(bound)
        return None

    def _continue(self, node: gast.AST, bound: _Bound) -> _Bound:
        self._jumps[-1][1].append(bound)
        return None

    def _return(self, node: gast.Return, bound: _Bound) -> _Bound:
        self._read(node.value, bound)
        return None

    def _raise(self, node: gast.Raise, bound: _Bound) -> _Bound:
        self._lazily([], [node.exc, node.cause], bound)
        return None
