"""``try`` gets a second form for graphs: branches on a flag that says whether a statement has raised."""

from __future__ import annotations

import copy
from typing import Any

import gast

from autograph.converters.analysis.jumps import TRIES, blocks, holds, is_jump_free, is_steered
from autograph.converters.analysis.walking import walk
from autograph.converters.attempted import Body
from autograph.converters.base import Context, Converter, quote

__all__ = ["Attempts", "can_be_branches", "twin"]


class Attempts(Converter):
    """Doubles a ``try``: one for graphs, and Python's own.

    ::

        try:                      if ag__.staging():
            y = 1 / x                 attempt = ag__.trial(lambda: (ZeroDivisionError,), (False,))
        except ZeroDivisionError:     raised = False
            y = 0                     kind = 0
                                      try:
                                          ag__.statement(attempt)
                                          held = 1 / x
                                      except BaseException:
                                          ag__.failed(attempt)
                                      raised, kind = ag__.raised(attempt)
                                      if not raised:
                                          y = held
                                      ag__.tried(attempt)
                                      if raised:
                                          match = ag__.catches(attempt, 0, kind)
                                          if match:
                                              y = 0
                                              ag__.handled(attempt)
                                          else:
                                              ag__.again(attempt, kind)
                                  else:
                                      try: ...

    One with a jump left in it stays what it is, and so does one whose handlers look at more of an
    exception than its class, its arguments and its attributes.
    """

    def visit_Try(self, node: gast.Try) -> Any:
        """Convert one statement."""
        if node in self.context.own_tries:
            return node
        if node is self.context.whole:
            return self._convert_whole(node)
        if node in self.context.finals:
            return self._convert_held(node)
        if not self._can_be_branches(node):
            return self.generic_visit(node)
        plain = twin(self.context, node)
        self.context.own_tries |= {each for each in walk(plain) if isinstance(each, TRIES)}
        staged = Body(self.context, None, "").lower(node)
        return quote("if ag__.staging():\n    STAGED\nelse:\n    PLAIN", node, STAGED=staged, PLAIN=[plain])

    def _can_be_branches(self, node: gast.Try) -> bool:
        leaves = holds(node, gast.Return) or not is_jump_free(node) or any(map(_holds_return, walk(node)))
        return not leaves and is_steered(node) and can_be_branches(self.context, node)

    def _convert_held(self, node: gast.Try) -> Any:
        """Convert a block that its ``finally`` follows."""
        if self._can_be_branches(node):
            return Body(self.context, None, "").lower(node)
        text = "ag__.unsupported('try')\nRAISED = KIND = DATA = ATTEMPT = None"
        return quote(text, node, **self.context.finals[node])

    def _convert_whole(self, node: gast.Try) -> Any:
        """Convert the body of a function that is called in a ``try``."""
        if self._can_be_branches(node):
            return Body(self.context, None, "").lower_whole(node)
        return [self.visit(statement) for statement in node.body]


def twin(context: Context, node: gast.Try) -> gast.Try:
    """Return a copy of a statement of which as much is known."""
    made = copy.deepcopy(node)
    for old, new in zip(walk(node), walk(made), strict=True):
        if old in context.natives:
            context.natives = frozenset([*context.natives, new])
        if old in context.stops:
            context.stops[new] = context.stops[old]
        if old in context.bound:
            context.bound = {**context.bound, new: context.bound[old]}
    return made


def can_be_branches(context: Context, node: gast.Try) -> bool:
    """Whether a graph may have branches in the place of a ``try``, if no jump is left in it."""
    if context.suspends(node) or any(map(_must_stay, walk(node))):
        return False
    assigned = {
        name.id
        for name in walk(node)
        if isinstance(name, gast.Name) and isinstance(name.ctx, gast.Store | gast.Del)
    }
    tries = [inner for inner in walk(node) if isinstance(inner, gast.Try)]
    handlers = [handler for inner in tries for handler in inner.handlers]
    return all(_is_plain(handler.type, assigned) for handler in handlers) and not any(
        _looks_closely(inner) for handler in handlers for inner in walk(handler)
    )


def _must_stay(node: Any) -> bool:
    """Whether a node binds names, or takes them away, amid what may raise."""
    if isinstance(node, gast.FunctionDef):
        return bool(node.decorator_list or node.args.defaults or any(node.args.kw_defaults))
    if isinstance(node, gast.For):
        return any(isinstance(part, gast.Subscript | gast.Attribute) for part in walk(node.target))
    kinds = (gast.TryStar, gast.Delete, gast.NamedExpr, gast.AnnAssign, gast.ClassDef)
    return isinstance(node, kinds)


def _holds_return(node: Any) -> bool:
    inside = blocks(node) if isinstance(node, gast.stmt) else []
    return any(isinstance(inner, gast.Return) for block in inside for inner in block)


def _is_plain(kind: Any, assigned: set[str]) -> bool:
    """Whether it does not matter when the classes that a handler names are looked up."""
    if kind is None:
        return True
    if isinstance(kind, gast.Tuple):
        return all(_is_plain(item, assigned) for item in kind.elts)
    while isinstance(kind, gast.Attribute):
        kind = kind.value
    return isinstance(kind, gast.Name) and kind.id not in assigned


_CLOSE = frozenset(
    [
        "__traceback__",
        "__context__",
        "__cause__",
        "__suppress_context__",
        "with_traceback",
        "add_note",
        "exc_info",
        "exception",
        "format_exc",
        "print_exc",
        "exc_text",
        "traceback",
    ]
)


def _looks_closely(node: Any) -> bool:
    """Whether a node in a handler may look at more than the exception itself."""
    name = node.attr if isinstance(node, gast.Attribute) else getattr(node, "id", "")
    return name in _CLOSE
