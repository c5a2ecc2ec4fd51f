"""A tree in, the scopes of its functions, lambdas, comprehensions and classes out."""

from __future__ import annotations

from collections.abc import Callable, Set
from typing import Any, ClassVar

import gast

from autograph.converters.analysis.walking import children

__all__ = ["Scope", "Scopes", "bound_names"]

_COMPREHENSIONS = (gast.ListComp, gast.SetComp, gast.DictComp, gast.GeneratorExp)
_NAMING = (gast.Import, gast.ImportFrom, gast.MatchAs, gast.MatchStar, gast.MatchMapping)
_BINDING = {*_NAMING, gast.FunctionDef, gast.AsyncFunctionDef, gast.ClassDef}
_FUNCTIONS = (gast.FunctionDef, gast.AsyncFunctionDef, gast.Lambda)


class Scope:
    """One scope and the names bound in it.

    Attributes
    ----------
    node : gast.AST
        The function, lambda, comprehension, class or module.
    parent : Scope or None
    bound : set of str
        The names it binds itself, nonlocal and global ones left out.
    shared : set of str
        Of the place where the whole tree stands: the variables that belong to converted code, too.
    """

    def __init__(self, node: gast.AST, parent: Scope | None) -> None:
        self.node = node
        self.parent = parent
        self.bound: set[str] = set()
        self.declared_global: set[str] = set()
        self.declared_nonlocal: set[str] = set()
        self.shared: Set[str] = frozenset()

    @property
    def is_class(self) -> bool:
        """Whether this is the body of a class."""
        return isinstance(self.node, gast.ClassDef)

    @property
    def is_comprehension(self) -> bool:
        """Whether this is a comprehension or a generator expression."""
        return isinstance(self.node, _COMPREHENSIONS)

    def owner(self, name: str) -> Scope | None:
        """Return the scope whose variable `name` means here.

        None means a global, or a variable of a function around the whole tree; the outermost scope
        is the place where the tree stands, and owns nothing but what converted code there shares.
        """
        scope = self
        while scope.parent is not None:
            if scope is self or not scope.is_class:
                if name in scope.declared_global:
                    return None
                if name in scope.bound and name not in scope.declared_nonlocal:
                    return scope
            scope = scope.parent
        return scope if name in scope.shared else None


class Scopes:
    """The scopes below a node.

    Attributes
    ----------
    of : dict of gast.AST to Scope
        For each node that opens a scope, that scope.
    at : dict of gast.AST to Scope
        For each node that names a variable, the scope it stands in.
    """

    def __init__(self, tree: gast.AST, shared: Set[str] = frozenset()) -> None:
        self.scope = Scope(tree, None)
        self.scope.shared = shared
        self.root = self.scope
        self.of: dict[gast.AST, Scope] = {}
        self.at: dict[gast.AST, Scope] = {}
        self.visit(tree)

    def visit(self, node: Any) -> None:
        """Record the scope of `node`, and of all nodes in it."""
        self.at[node] = self.scope
        kind = type(node)
        if kind is gast.Name:
            if not isinstance(node.ctx, gast.Load | gast.Param):
                self.scope.bound.add(node.id)
            if node.annotation is None:
                return
        method = self._METHODS.get(kind)
        if method is not None:
            method(self, node)
        else:
            for child in children(node):
                self.visit(child)

    def _names(self, node: Any) -> None:
        self.scope.bound.update(bound_names(node))
        for child in children(node):
            self.visit(child)

    def _global(self, node: gast.Global) -> None:
        self.scope.declared_global.update(node.names)

    def _nonlocal(self, node: gast.Nonlocal) -> None:
        self.scope.declared_nonlocal.update(node.names)

    def _bind(self, name: str) -> None:
        self.scope.bound.add(name)

    def _open(self, node: gast.AST) -> Scope:
        outer = self.scope
        self.scope = self.of[node] = Scope(node, outer)
        return outer

    def _visit_all(self, *nodes: Any) -> None:
        for node in nodes:
            if isinstance(node, list):
                self._visit_all(*node)
            elif node is not None:
                self.visit(node)

    def _function(self, node: Any) -> None:
        if not isinstance(node, gast.Lambda):
            self._bind(node.name)
        arguments = node.args
        parameters = [*arguments.posonlyargs, *arguments.args, arguments.vararg, *arguments.kwonlyargs]
        parameters = [name for name in [*parameters, arguments.kwarg] if name is not None]
        self._visit_all(arguments.defaults, arguments.kw_defaults)
        outer = self.scope
        if not isinstance(node, gast.Lambda):
            self._visit_all(node.decorator_list)
            self._type_parameters(node)
            self._visit_all(node.returns)
        self._visit_all([name.annotation for name in parameters if name.annotation is not None])
        self._open(node)
        for name in parameters:
            self.at[name] = self.scope
            self._bind(name.id)
        self._visit_all(node.body)
        self.scope = outer

    def _type_parameters(self, node: Any) -> None:
        """Open the scope that type parameters have of their own, around what they belong to."""
        types = getattr(node, "type_params", None)
        if types:
            self._open(types[0])
            for type_ in types:
                self.at[type_] = self.scope
                self._bind(type_.name)
            self._visit_all([part for type_ in types for part in children(type_)])

    def _comprehension(self, node: Any) -> None:
        self.visit(node.generators[0].iter)
        outer = self._open(node)
        for number, generator in enumerate(node.generators):
            self.at[generator] = self.scope
            self._visit_all(generator.target, generator.iter if number else None, generator.ifs)
        if isinstance(node, gast.DictComp):
            self._visit_all(node.key, node.value)
        else:
            self.visit(node.elt)
        self.scope = outer

    def _class(self, node: gast.ClassDef) -> None:
        self._bind(node.name)
        self._visit_all(node.decorator_list)
        outer = self.scope
        self._type_parameters(node)
        self._visit_all(node.bases, node.keywords)
        self._open(node)
        self._visit_all(node.body)
        self.scope = outer

    def _alias(self, node: Any) -> None:
        self.visit(node.name)
        outer = self.scope
        self._type_parameters(node)
        self.visit(node.value)
        self.scope = outer

    def _walrus(self, node: gast.NamedExpr) -> None:
        inner = self.scope
        while self.scope.is_comprehension and self.scope.parent is not None:
            self.scope = self.scope.parent
        self.visit(node.target)
        self.scope = inner
        self.visit(node.value)

    _METHODS: ClassVar[dict[type, Callable[[Scopes, Any], None]]] = {
        gast.Global: _global,
        gast.Nonlocal: _nonlocal,
        gast.NamedExpr: _walrus,
        gast.ClassDef: _class,
        gast.TypeAlias: _alias,
        **dict.fromkeys(_FUNCTIONS, _function),
        **dict.fromkeys(_COMPREHENSIONS, _comprehension),
        **dict.fromkeys(_NAMING, _names),
    }


def bound_names(node: Any) -> list[str]:
    """Return the names that this very node binds or unbinds, the nodes below it left out.

    Examples
    --------
    >>> import gast
    >>> bound_names(gast.parse("import os.path as p, sys").body[0])
    ['p', 'sys']
    """
    kind: Any = type(node)
    if kind is gast.Name:
        return [] if isinstance(node.ctx, gast.Load | gast.Param) else [node.id]
    if kind not in _BINDING:
        return []
    if isinstance(node, gast.Import | gast.ImportFrom):
        return [alias.asname or alias.name.split(".")[0] for alias in node.names if alias.name != "*"]
    if isinstance(node, gast.MatchMapping):
        return [node.rest] if node.rest else []
    return [node.name] if node.name else []
