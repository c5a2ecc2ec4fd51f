"""A node and its scopes in, the variables it reads, writes and hands to closures out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import gast

from autograph.converters.analysis.scopes import Scope, Scopes, bound_names
from autograph.converters.analysis.walking import children, walk

__all__ = [
    "captured",
    "closures_in",
    "evaluated_at_once",
    "identifiers",
    "nodes_of",
    "parameters",
    "reads",
    "unbound_names",
    "writes",
    "written_by_closures",
    "yields",
]

_LATER = (gast.FunctionDef, gast.AsyncFunctionDef, gast.Lambda, gast.ClassDef, gast.GeneratorExp)
_CONSUMERS = ("sum", "any", "all", "min", "max", "list", "tuple", "sorted", "set", "frozenset", "dict")
_CLOSED = (gast.FunctionDef, gast.AsyncFunctionDef, gast.Lambda, gast.ClassDef)


def nodes_of(tree: Any) -> Iterator[gast.AST]:
    """Yield the nodes of a node or a list of nodes that run where they stand.

    Nested functions, lambdas and classes are yielded, what is inside them is not; their defaults
    and decorators are.
    """
    todo = tree[::-1] if isinstance(tree, list) else [tree]
    while todo:
        node = todo.pop()
        yield node
        below = evaluated_at_once(node) if isinstance(node, _CLOSED) else children(node)
        below.reverse()
        todo += below


def yields(tree: Any) -> bool:
    """Say whether a node, or a list of nodes, suspends the generator that it stands in."""
    return any(isinstance(node, gast.Yield | gast.YieldFrom) for node in nodes_of(tree))


def evaluated_at_once(node: Any) -> list[gast.AST]:
    """Return what a nested function or class evaluates where it stands: defaults, decorators, bases.

    Of type parameters nothing is: their bounds wait until they are asked for.
    """
    if not isinstance(node, _CLOSED):
        return []
    if isinstance(node, gast.ClassDef):
        return [*node.decorator_list, *node.bases, *(word.value for word in node.keywords)]
    decorators = [] if isinstance(node, gast.Lambda) else node.decorator_list
    return [*decorators, *node.args.defaults, *(default for default in node.args.kw_defaults if default)]


def parameters(function: Any) -> set[str]:
    """Return the names of the parameters of a function or lambda."""
    arguments = function.args
    names = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    return {name.id for name in (*names, arguments.vararg, arguments.kwarg) if name is not None}


def reads(tree: Any, scopes: Scopes, scope: Scope) -> set[str]:
    """Return the variables of `scope` that a node or list of nodes reads, now or in its closures."""
    names: set[str] = set()
    for root in tree if isinstance(tree, list) else [tree]:
        for node in walk(root):
            is_read = isinstance(node, gast.Name) and isinstance(node.ctx, gast.Load) and node in scopes.at
            if is_read and scopes.at[node].owner(node.id) is scope:
                names.add(node.id)
    return names


def writes(tree: Any, scopes: Scopes, scope: Scope) -> list[str]:
    """Return the variables written where the nodes stand, in order of appearance.

    These are `scope`'s own variables and those it declares nonlocal.
    """
    names: dict[str, None] = {}
    for node in nodes_of(tree):
        if scopes.at.get(node) is scope:
            names.update((name, None) for name in bound_names(node) if name not in scope.declared_global)
    return list(names)


def closures_in(nodes: Iterable[gast.AST], scopes: Scopes) -> list[gast.AST]:
    """Return those nodes that may look at variables later.

    A generator expression that a builtin uses up at once, as in ``sum(x * x for x in xs)``, is none.
    """
    nodes = list(nodes)
    used_up = {node.args[0] for node in nodes if _uses_up(node, scopes)}
    return [node for node in nodes if isinstance(node, _LATER) and node not in used_up]


def _uses_up(node: Any, scopes: Scopes) -> bool:
    if not isinstance(node, gast.Call) or not isinstance(node.func, gast.Name):
        return False
    scope = scopes.at.get(node.func)
    is_builtin = node.func.id in _CONSUMERS and scope is not None and scope.owner(node.func.id) is None
    return is_builtin and len(node.args) == 1 and isinstance(node.args[0], gast.GeneratorExp)


def unbound_names(node: gast.AST) -> list[str]:
    """Return the names that this very node deletes: ``del x``, and the end of ``except E as x``.

    Examples
    --------
    >>> import gast
    >>> [name for node in gast.walk(gast.parse("del x[i], y")) for name in unbound_names(node)]
    ['y']
    """
    name = node.name if isinstance(node, gast.ExceptHandler) else node
    if isinstance(name, gast.Name) and (name is not node or isinstance(name.ctx, gast.Del)):
        return [name.id]
    return []


def captured(scopes: Scopes, scope: Scope) -> set[str]:
    """Return the variables of `scope` that closures inside it name: they may be read at any time."""
    names = set()
    for closure in closures_in(nodes_of(list(children(scope.node))), scopes):
        for node in walk(closure):
            here = scopes.at.get(node)
            if isinstance(node, gast.Name) and here is not None and here is not scope:
                names |= {node.id} if here.owner(node.id) is scope else set()
    return names | written_by_closures(scopes, scope)


def written_by_closures(scopes: Scopes, scope: Scope) -> set[str]:
    """Return the variables of `scope` that functions inside it declare nonlocal."""
    return {
        name
        for inner in scopes.of.values()
        for name in inner.declared_nonlocal
        if inner is not scope and inner.owner(name) is scope
    }


def identifiers(tree: gast.AST) -> set[str]:
    """Return every identifier in a tree that might be a variable's name."""
    names = set()
    for node in walk(tree):
        names.update(bound_names(node))
        if isinstance(node, gast.Name):
            names.add(node.id)
        elif isinstance(node, gast.Global | gast.Nonlocal):
            names.update(node.names)
    return names
