"""A generator in, the function that each ``next`` of it calls out: its variables are attributes."""

from __future__ import annotations

import copy
from typing import Any

import gast

from autograph.converters.analysis.walking import walk
from autograph.converters.base import constant, quote

__all__ = ["NotResumable", "resumable"]

_LOOPS = (gast.While, gast.For)
_SCOPES = (gast.FunctionDef, gast.AsyncFunctionDef, gast.ClassDef)
_COMPREHENSIONS = (gast.ListComp, gast.SetComp, gast.DictComp, gast.GeneratorExp)
_REFUSED = (gast.Try, gast.With, gast.Match, gast.AsyncFor, gast.AsyncWith)
_DECLARATIONS = (gast.Nonlocal, gast.Global)
_YIELDS = (gast.Yield, gast.YieldFrom)


_AGAIN = """
while again or TEST:
    if again:
        again = False
        REST
    else:
        BODY
"""
_OURS = {"state", "again", "given", "sent"}


class NotResumable(Exception):
    """A generator suspends itself where no function can go on."""


def resumable(tree: gast.FunctionDef, bound: set[str]) -> None:
    """Rewrite a generator as a method of an object that holds its variables.

    ::

        def squares(xs):              def squares(state):
            for x in xs:                  if state.place == 0:
                yield x * x                   state.items = iter(state.xs)
                                              while True: ...
                                                  state.place = 1
                                                  return state.own_x * state.own_x
                                          elif state.place == 1: ...
                                          state.place = -1
                                          return ag__.STOP

    What follows a ``yield`` is written out once more for each.

    Raises
    ------
    NotResumable
        If there is a ``yield`` in an expression, a ``try`` or a ``with``, or another scope with these names.
    """
    _Resumable(tree, bound).rewrite()


def _suspends(node: Any) -> bool:
    if isinstance(node, list):
        return any(map(_suspends, node))
    return any(isinstance(each, _YIELDS) for each in walk(node))


class _Resumable:
    def __init__(self, tree: gast.FunctionDef, bound: set[str]) -> None:
        self.tree = tree
        self.bound = set(bound)
        self.yields: dict[int, int] = {}
        self.iterators: dict[int, str] = {}
        self.paths: list[list[tuple[list[Any], int]]] = []

    def rewrite(self) -> None:
        self._check()
        declared = [node for node in self.tree.body if isinstance(node, _DECLARATIONS)]
        rest = [node for node in self.tree.body if node not in declared]
        body = self.tree.body = self._spread(rest)
        self._find(body, [])
        start = self._block(body)
        parts = [start, *(self._rest(path) for path in self.paths)]
        at = self.tree
        chosen: list[Any] = []
        for place, part in reversed(list(enumerate(parts))):
            test = quote("if state.place == PLACE:\n    BODY", at, PLACE=constant(place), BODY=part)
            test[0].orelse = chosen
            chosen = test
        begun = quote("sent = state.sent\nstate.sent = None", at)
        self.tree.body = [*declared, *begun, *chosen, *quote("state.place = -1\nreturn ag__.STOP", at)]
        _Attributes(self.bound).visit(self.tree)
        state = gast.copy_location(gast.Name("state", gast.Param(), None, None), at)
        self.tree.args = gast.arguments([state], [], None, [], [], None, [])

    def _check(self) -> None:
        names = {node.id for node in walk(self.tree) if isinstance(node, gast.Name)}
        if _OURS & (names - self.bound):
            raise NotResumable
        for node in walk(self.tree):
            if isinstance(node, _REFUSED) or (isinstance(node, _SCOPES) and node is not self.tree):
                raise NotResumable
            if isinstance(node, gast.Lambda) and self.bound & {each.id for each in _parameters(node)}:
                raise NotResumable
            if isinstance(node, gast.Return) and node.value is not None:
                raise NotResumable
            if isinstance(node, _LOOPS) and node.orelse and _suspends(node):
                raise NotResumable
            if isinstance(node, _COMPREHENSIONS):
                targets = [each for part in node.generators for each in walk(part.target)]
                if self.bound & {each.id for each in targets if isinstance(each, gast.Name)}:
                    raise NotResumable

    def _spread(self, block: list[Any]) -> list[Any]:
        """Write ``yield from`` as a loop."""
        made = []
        for node in block:
            if isinstance(node, gast.Expr) and isinstance(node.value, gast.YieldFrom):
                made += quote("for item in ITEMS:\n    yield item", node, ITEMS=node.value.value)
                self.bound.add("item")
                continue
            if isinstance(node, (gast.If, *_LOOPS)):
                node.body, node.orelse = self._spread(node.body), self._spread(node.orelse)
            made.append(node)
        return made

    def _find(self, block: list[Any], path: list[tuple[list[Any], int]]) -> None:
        """Give numbers to the yields of a block, each with the way that leads to it."""
        for place, node in enumerate(block):
            here = [*path, (block, place)]
            if _is_yield(node):
                self.paths.append(here)
                self.yields[id(node)] = len(self.paths)
                if _suspends([node.value.value] if node.value.value is not None else []):
                    raise NotResumable
            elif isinstance(node, (gast.If, *_LOOPS)):
                self._find(node.body, here)
                self._find(node.orelse, here)
                heads = [node.test] if not isinstance(node, gast.For) else [node.iter, node.target]
                if _suspends(heads):
                    raise NotResumable
                if isinstance(node, gast.For) and _suspends(node.body):
                    self.iterators[id(node)] = f"items_{len(self.iterators)}"
            elif _suspends(node):
                raise NotResumable

    def _block(self, block: list[Any]) -> list[Any]:
        """Return a block in which each ``yield`` returns."""
        made: list[Any] = []
        for node in block:
            if id(node) in self.yields:
                value = node.value.value if node.value.value is not None else constant(None)
                parts = {"PLACE": constant(self.yields[id(node)]), "VALUE": copy.deepcopy(value)}
                made += quote("state.place = PLACE\nreturn VALUE", node, **parts)
                break
            if isinstance(node, gast.Return):
                made += quote("state.place = -1\nreturn ag__.STOP", node)
                break
            made += self._statement(node)
        return made or quote("pass", self.tree)

    def _statement(self, node: Any) -> list[Any]:
        if isinstance(node, gast.If):
            orelse = self._block(node.orelse) if node.orelse else []
            made = gast.If(copy.deepcopy(node.test), self._block(node.body), orelse)
            return [gast.copy_location(made, node)]
        if id(node) in self.iterators:
            name = self.iterators[id(node)]
            begun = quote(f"state.{name} = ag__.begun(ITEMS)", node, ITEMS=copy.deepcopy(node.iter))
            return [*begun, self._loop(node, None)]
        if isinstance(node, _LOOPS):
            made = copy.copy(node)
            made.body = self._block(node.body)
            return [made]
        return [copy.deepcopy(node)]

    def _loop(self, node: Any, rest: list[Any] | None) -> Any:
        """Return a loop that goes on, at first with the `rest` of a round."""
        if isinstance(node, gast.For):
            body = quote(
                f"given = ag__.item_of(state.{self.iterators[id(node)]})\nif given is ag__.STOP:\n    break\n"
                "TARGET = ag__.present(given)",
                node,
                TARGET=copy.deepcopy(node.target),
            )
            body += self._block(node.body)
            test: Any = constant(True)
        else:
            body, test = self._block(node.body), copy.deepcopy(node.test)
        if rest is None:
            return quote("while TEST:\n    BODY", node, TEST=test, BODY=body)[0]
        return quote(_AGAIN, node, TEST=test, REST=rest, BODY=body)[0]

    def _rest(self, path: list[tuple[list[Any], int]]) -> list[Any]:
        """Return what follows a ``yield``."""
        block, place = path[-1]
        node = block[place]
        made: list[Any] = []
        if isinstance(node, gast.Assign):
            made = quote("TARGET = sent", node, TARGET=copy.deepcopy(node.targets[0]))
        made += self._block(block[place + 1 :])
        for block, place in reversed(path[:-1]):
            node = block[place]
            if isinstance(node, _LOOPS):
                made = [*quote("again = True", node), self._loop(node, made)]
            made = made + self._block(block[place + 1 :])
        return made


def _parameters(node: gast.Lambda) -> list[Any]:
    return [each for each in walk(node.args) if isinstance(each, gast.Name)]


def _is_yield(node: Any) -> bool:
    if isinstance(node, gast.Assign):
        return len(node.targets) == 1 and isinstance(node.value, gast.Yield)
    return isinstance(node, gast.Expr) and isinstance(node.value, gast.Yield)


class _Attributes(gast.NodeTransformer):
    """Replaces variables by attributes of the state."""

    def __init__(self, names: set[str]) -> None:
        self.names = names

    def visit_Name(self, node: gast.Name) -> Any:
        if node.id not in self.names:
            return node
        made = quote("state.name", node)[0].value
        made.attr, made.ctx = f"own_{node.id}", node.ctx
        return made
