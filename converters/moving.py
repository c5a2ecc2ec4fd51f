"""A function's tree in, the same with its loops in definitions of their own out."""

from __future__ import annotations

import builtins
import copy
import dataclasses
import types
from typing import Any

import gast

from autograph.converters.analysis.assignment import Assignment
from autograph.converters.analysis.jumps import LOOPS, blocks
from autograph.converters.analysis.liveness import Liveness
from autograph.converters.analysis.movable import is_movable
from autograph.converters.analysis.names import nodes_of, parameters, reads, writes
from autograph.converters.analysis.scopes import Scope, Scopes
from autograph.converters.base import (
    Context,
    constant,
    insert_first,
    is_generated,
    names_tuple,
    quote,
    quote_expression,
)
from autograph.converters.lookup import MISSING, Resolver
from autograph.converters.unassigned import check_reads

__all__ = ["Moved", "Mover", "UserCalls"]


@dataclasses.dataclass(frozen=True)
class Moved:
    """The definitions that a loop became; see `autograph.converters.loops.Loop`."""

    definition: Any
    results: tuple[str, ...]
    counted: bool
    rounds: Any


class Mover:
    """Moves the loops of one function."""

    def __init__(self, module: gast.Module, tree: gast.FunctionDef, context: Context) -> None:
        self.context = context
        self.tree = tree
        self.scopes = Scopes(module, self.context.shared)
        self.scope: Scope = self.scopes.of[tree]
        self.live = Liveness(self.scopes, self.scope, {})
        self.assignment = Assignment(self.scopes, self.scope, {})
        self.moved: dict[str, Moved] = {}
        self.marked: set[str] = set()

    def move(self, block: list[Any], keep: int) -> None:
        """Replace the loops of a block, and of the blocks in it, but for those inside fewer than `keep`."""
        moved: list[Any] = []
        for node in block:
            is_loop = isinstance(node, LOOPS)
            if is_loop and keep <= 0 and self._is_movable(node):
                moved += self._call(node)
                continue
            for inner in blocks(node):
                self.move(inner, keep - is_loop)
            moved.append(node)
        block[:] = moved

    def _is_movable(self, node: Any) -> bool:
        return is_movable(node, self.scopes, self.scope, self.live, self.assignment)

    def mark(self) -> None:
        """Give the variables that a loop may leave unassigned a marker, and check the reads of them."""
        self.marked |= self._lost()
        names = sorted(self.marked - parameters(self.tree))
        if self.marked:
            check_reads(
                self.tree,
                self.context,
                self.scopes,
                {(self.scope, name) for name in self.marked},
                self.assignment.unsure,
            )
        if names:
            insert_first(self.tree, quote(f"{' = '.join(names)} = ag__.UNDEFINED", self.tree))

    def _lost(self) -> set[str]:
        """Return the variables that moved loops alone bind, and that are read outside, if too early."""
        bound = {*writes(self.tree.body, self.scopes, self.scope), *parameters(self.tree)}
        returned = {name for moved in self.moved.values() for name in moved.results}
        return reads(self.tree.body, self.scopes, self.scope) - bound - returned

    def _variables(self, node: Any, *, counted: bool) -> tuple[list[str], list[str]]:
        """Return the variables that a loop's function takes, the last of which are those that it returns."""
        written = writes(node, self.scopes, self.scope)
        outer = self.scope.declared_nonlocal
        inside = [node.target, *node.body] if counted else node
        touched = reads(inside, self.scopes, self.scope) | (set(written) - outer)
        used = touched & self.live.before[node]
        used &= self.assignment.entry[node]  # what else is read was written in the loop before
        in_parts = counted or _in_rounds(node)
        results = [
            name
            for name in written
            if name not in outer and (name in self.live.after[node] or (in_parts and name in used))
        ]
        return [*sorted(used - set(results)), *results], results

    def _call(self, node: Any) -> list[Any]:
        """Return what stands in the place of a loop; its function is kept."""
        counted = self._is_counted(node)
        names, results = self._variables(node, counted=counted)
        self.marked |= set(results) - self.assignment.entry.get(node, frozenset())
        name = self.context.fresh("loop")
        returns = any(isinstance(inner, gast.Return) for inner in nodes_of(node))
        values = [node.iter, *names] if counted else names
        parts = _Parts(names, results, returns)
        if counted:
            parts.items, parts.left = self.context.fresh("items"), self.context.fresh("left")
            node.iter = gast.copy_location(gast.Name(parts.items, gast.Load(), None, None), node.iter)
        rounds = None
        if _in_rounds(node):
            rounds = self._rounds(name, copy.deepcopy(node), parts)
        called = quote(
            "ag__.loop_call(LOOP, NAMES, (VALUES,))" if values else "ag__.loop_call(LOOP, (), ())",
            node,
            LOOP=name,
            NAMES=names_tuple(parts.parameters),
            VALUES=values,
        )
        targets, after = list(results), []
        if returns:
            flag, result = self.context.fresh("returned"), self.context.fresh("result")
            targets = [flag, result, *results]
            after = quote("if FLAG:\n    return RESULT", node, FLAG=flag, RESULT=result)
        if counted:
            targets.append(parts.left)
        if targets:
            called = quote("(TARGETS,) = CALL", node, TARGETS=targets, CALL=called[0].value)
        self.moved[name] = Moved(self._definition(name, node, parts), tuple(results), counted, rounds)
        return called + after

    def _is_counted(self, node: Any) -> bool:
        """Say whether a loop is over a range or a variable, so that what it runs over can be handed to it."""
        if not isinstance(node, gast.For) or node.orelse:
            return False
        made = node.iter.func if isinstance(node.iter, gast.Call) else None
        if not isinstance(made, gast.Name):
            return isinstance(node.iter, gast.Name)
        return (
            made.id == "range"
            and self.scopes.at[made].owner("range") is None
            and self.context.outside.get("range", range) is builtins.range
        )

    def _empty(self, name: str, node: Any, parameters: list[str]) -> Any:
        """Return a definition without a body but for the declarations that the loop needs."""
        seen = {inner.id for inner in nodes_of(node) if isinstance(inner, gast.Name)}
        definition = quote("def LOOP():\n    pass", node)[0]
        definition.name = name
        definition.args.args = [
            gast.copy_location(gast.Name(parameter, gast.Param(), None, None), node)
            for parameter in parameters
        ]
        definition.body = [
            gast.copy_location(kind(sorted(seen & declared)), node)
            for kind, declared in (
                (gast.Global, self.scope.declared_global),
                (gast.Nonlocal, self.scope.declared_nonlocal),
            )
            if seen & declared
        ]
        return definition

    def _definition(self, name: str, node: Any, parts: _Parts) -> Any:
        definition = self._empty(name, node, parts.parameters)
        if parts.left:
            definition.body += quote("LEFT = False", node, LEFT=parts.left)
        _Leaving(parts).visit(node)
        definition.body.append(node)
        if parts.results or parts.returns or parts.left:
            definition.body += parts.leave(node, last=parts.left)
        return definition

    def _rounds(self, name: str, node: Any, parts: _Parts) -> Any:
        """Return the definition that does some rounds of a ``while`` alone."""
        limit, number = self.context.fresh("limit"), self.context.fresh("number")
        definition = self._empty(name, node, [limit, *parts.parameters])
        inside = dataclasses.replace(parts, over=True)
        _Leaving(inside).visit(node)
        made = quote(
            "for NUMBER in range(LIMIT):\n    if not TEST:\n        LEAVE\n    BODY",
            node,
            NUMBER=number,
            LIMIT=limit,
            TEST=node.test,
            LEAVE=inside.leave(node, last=True),
            BODY=node.body,
        )
        definition.body += [*made, *inside.leave(node, last=False)]
        return definition


@dataclasses.dataclass
class _Parts:
    """What the function of a loop takes and returns."""

    names: list[str]
    results: list[str]
    returns: bool
    items: str = ""
    left: str = ""
    over: bool = False

    @property
    def parameters(self) -> list[str]:
        """The names of its parameters."""
        return [self.items, *self.names] if self.items else self.names

    def leave(self, at: Any, value: Any = None, last: Any = "") -> list[Any]:
        """Return the statement that leaves the function: in `value` is what the user's ``return`` returns."""
        if value is not None:
            nothing = [gast.copy_location(constant(None), at) for _ in self.results]
            items: list[Any] = [_constant(True, at), value, *nothing]
        else:
            items = [_constant(False, at), _constant(None, at)] if self.returns else []
            items += self.results
        if last != "":
            items.append(last if isinstance(last, str) else _constant(last, at))
        return quote("return (ITEMS,)" if items else "return ()", at, ITEMS=items)


def _in_rounds(node: Any) -> bool:
    """Say whether some rounds of a loop, but for its ``else``, may be run alone because it is a ``while``."""
    return isinstance(node, gast.While) and not node.orelse


def _constant(value: Any, at: Any) -> Any:
    return gast.copy_location(constant(value), at)


class _Leaving(gast.NodeTransformer):
    """Lets what leaves a loop say so."""

    def __init__(self, parts: _Parts) -> None:
        self.parts = parts
        self.depth = 0

    def visit_Return(self, node: gast.Return) -> Any:
        value = node.value if node.value is not None else _constant(None, node)
        last = True if self.parts.left or self.parts.over else ""
        return self.parts.leave(node, value, last)

    def visit_Break(self, node: gast.Break) -> Any:
        if self.depth != 1 or not (self.parts.left or self.parts.over):
            return node
        if self.parts.over:
            return self.parts.leave(node, last=True)
        return [*quote("LEFT = True", node, LEFT=self.parts.left), node]

    def visit_For(self, node: Any) -> Any:
        """Count the loops around; the ``else`` of one belongs to the loop outside."""
        self.depth += 1
        node.body = self._block(node.body)
        self.depth -= 1
        node.orelse = self._block(node.orelse)
        return node

    visit_While = visit_For

    def _block(self, block: list[Any]) -> list[Any]:
        done: list[Any] = []
        for node in block:
            made = self.visit(node)
            done += made if isinstance(made, list) else [made]
        return done

    def visit_FunctionDef(self, node: gast.FunctionDef) -> Any:
        """Leave local functions alone."""
        return node

    visit_AsyncFunctionDef = visit_ClassDef = visit_Lambda = visit_FunctionDef


class UserCalls(Resolver):
    """Lets calls of plain Python functions from outside go through an operator.

    ::

        total = add(x, y)         total = ag__.converted(add)(x, y)

    Attributes
    ----------
    found : int
        How many calls that were.
    """

    found = 0

    def visit_Call(self, node: gast.Call) -> Any:
        """Convert one call."""
        self.generic_visit(node)
        if is_generated(node.func, self.context) or not isinstance(
            self._value(node.func), types.FunctionType
        ):
            return node
        self.found += 1
        node.func = quote_expression("ag__.converted(FUNCTION)", node.func, FUNCTION=node.func)
        return node

    def _value(self, node: Any) -> Any:
        """Return the function that a name means, or a module's attribute."""
        if isinstance(node, gast.Name):
            return self.outside(node)
        if isinstance(node, gast.Attribute):
            owner = self._value(node.value)
            if isinstance(owner, types.ModuleType):
                return getattr(owner, node.attr, MISSING)
        return MISSING
