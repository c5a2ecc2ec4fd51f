"""A function in, the same function with its loops as functions of their own out."""

from __future__ import annotations

import dataclasses
import functools
import types
from typing import Any

import gast

from autograph.converters.analysis.assignment import Assignment
from autograph.converters.analysis.jumps import LOOPS, blocks
from autograph.converters.analysis.liveness import Liveness
from autograph.converters.analysis.movable import is_movable
from autograph.converters.analysis.names import nodes_of, parameters, reads, writes
from autograph.converters.analysis.scopes import Scope, Scopes
from autograph.converters.base import OPERATORS, Context, constant, insert_first, names_tuple, quote
from autograph.converters.compile import assemble, build, cells_of
from autograph.converters.conversion import definition_in, prepare
from autograph.converters.source import Definition, remember
from autograph.converters.unassigned import check_reads
from autograph.converters.writing import write

__all__ = ["Loop", "Outlined", "outline"]


@dataclasses.dataclass(frozen=True)
class Loop:
    """One loop as a function of its own.

    Attributes
    ----------
    function : function
        Takes the loop's variables, returns those it may have changed; it can be converted itself.
    parameters, results : tuple of str
        A loop with a ``return`` has two more results before these: whether it returned, and what.
    lineno : int
    """

    function: types.FunctionType
    parameters: tuple[str, ...]
    results: tuple[str, ...]
    lineno: int


@dataclasses.dataclass(frozen=True)
class Outlined:
    """A function whose outermost loops are calls.

    Attributes
    ----------
    function : function
        Behaves as the original does.
    loops : tuple of Loop
        Empty if no loop could be moved.
    tree : gast.FunctionDef
    """

    function: types.FunctionType
    loops: tuple[Loop, ...]
    tree: Any
    _trees: tuple[Any, ...]

    @functools.cached_property
    def source(self) -> str:
        """The loops' functions and the function that calls them, as text."""
        return write(gast.Module([*self._trees, self.tree], []))


def outline(function: types.FunctionType, operators: Any) -> Outlined:
    """Move the outermost loops of a function into functions of their own.

    ::

        def f(xs, total):         def loop(xs, total):
            for x in xs:              for x in xs:
                total += x                total += x
            return total              return total,

                                  def f(xs, total):
                                      total, = ag__.loop_call(loop, ('xs', 'total'), (xs, total))
                                      return total

    A loop stays where moving it could be noticed: where a closure or an exception handler may see
    its variables, where it reads a variable that may be unassigned, or deletes one.

    Parameters
    ----------
    function : function
    operators : object
        The namespace under the name ``ag__``, with ``loop_call``, ``UNDEFINED``, ``read``, ``read_free``.

    Returns
    -------
    Outlined

    Raises
    ------
    ConversionError
        As `convert` does.
    """
    module, found, context = prepare(function)
    tree = definition_in(module)
    if isinstance(tree, gast.Lambda):
        return Outlined(function, (), tree, ())
    mover = _Mover(module, tree, context)
    mover.move(tree.body)
    mover.mark()
    cells = cells_of(function)
    loops = {}
    for name, (definition, results) in mover.moved.items():
        built = assemble(definition, function, cells)
        remember(built, Definition(gast.gast_to_ast(definition), (), found.filename, found.lines))
        names = tuple(parameter.id for parameter in definition.args.args)
        loops[name] = Loop(built, names, results, definition.lineno)
    added = {OPERATORS: operators, **{name: loop.function for name, loop in loops.items()}}
    trees = tuple(definition for definition, _ in mover.moved.values())
    return Outlined(build(tree, function, added), tuple(loops.values()), tree, trees)


class _Mover:
    """Moves the loops of one function."""

    def __init__(self, module: gast.Module, tree: gast.FunctionDef, context: Context) -> None:
        self.context = context
        self.tree = tree
        self.scopes = Scopes(module)
        self.scope: Scope = self.scopes.of[tree]
        self.live = Liveness(self.scopes, self.scope, {})
        self.assignment = Assignment(self.scopes, self.scope, {})
        self.moved: dict[str, tuple[Any, tuple[str, ...]]] = {}
        self.marked: set[str] = set()

    def move(self, block: list[Any]) -> None:
        """Replace the loops of a block, and of the blocks in it."""
        moved: list[Any] = []
        for node in block:
            if isinstance(node, LOOPS):
                movable = is_movable(node, self.scopes, self.scope, self.live, self.assignment)
                moved += self._call(node) if movable else [node]
                continue
            for inner in blocks(node):
                self.move(inner)
            moved.append(node)
        block[:] = moved

    def mark(self) -> None:
        """Give the variables that a loop may leave unassigned a marker, and check the reads of them."""
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

    def _call(self, node: Any) -> list[Any]:
        written = writes(node, self.scopes, self.scope)
        outer = self.scope.declared_nonlocal
        results = [name for name in written if name in self.live.after[node] and name not in outer]
        used = reads(node, self.scopes, self.scope) & self.live.before[node]
        names = [*sorted(used - set(results)), *results]
        self.marked |= set(results) - self.assignment.entry.get(node, frozenset())
        name = self.context.fresh("loop")
        returns = any(isinstance(inner, gast.Return) for inner in nodes_of(node))
        called = quote(
            "ag__.loop_call(LOOP, NAMES, (VALUES,))" if names else "ag__.loop_call(LOOP, (), ())",
            node,
            LOOP=name,
            NAMES=names_tuple(names),
            VALUES=names,
        )
        statements = called
        targets = list(results)
        if returns:
            flag, result = self.context.fresh("returned"), self.context.fresh("result")
            targets = [flag, result, *results]
            after = quote("if FLAG:\n    return RESULT", node, FLAG=flag, RESULT=result)
        if targets:
            statements = quote("(TARGETS,) = CALL", node, TARGETS=targets, CALL=called[0].value)
        self.moved[name] = self._definition(name, node, names, results, returns), tuple(results)
        return statements + (after if returns else [])

    def _definition(self, name: str, node: Any, names: list[str], results: list[str], returns: bool) -> Any:
        globals_ = sorted(set(_written_anywhere(node)) & self.scope.declared_global)
        nonlocals = sorted(set(_written_anywhere(node)) & self.scope.declared_nonlocal)
        definition = quote("def LOOP():\n    pass", node)[0]
        definition.name = name
        definition.args.args = [
            gast.copy_location(gast.Name(parameter, gast.Param(), None, None), node) for parameter in names
        ]
        body: list[Any] = []
        if globals_:
            body.append(gast.copy_location(gast.Global(globals_), node))
        if nonlocals:
            body.append(gast.copy_location(gast.Nonlocal(nonlocals), node))
        if returns:
            _Leaving(len(results)).visit(node)
            text = "return (False, None, VALUES)" if results else "return (False, None)"
            end = quote(text, node, VALUES=results)
        else:
            end = quote("return (VALUES,)" if results else "return None", node, VALUES=results)
        definition.body = [*body, node, *(end if results or returns else [])]
        return definition


def _written_anywhere(node: Any) -> list[str]:
    return [inner.id for inner in nodes_of(node) if isinstance(inner, gast.Name)]


class _Leaving(gast.NodeTransformer):
    """Lets the returns in a loop say that they were."""

    def __init__(self, results: int) -> None:
        self._nothing = [constant(None) for _ in range(results)]

    def visit_Return(self, node: gast.Return) -> Any:
        value = node.value if node.value is not None else gast.copy_location(constant(None), node)
        text = "return (True, VALUE, NOTHING)" if self._nothing else "return (True, VALUE)"
        nothing = [gast.copy_location(constant(None), node) for _ in self._nothing]
        return quote(text, node, VALUE=value, NOTHING=nothing)

    def visit_FunctionDef(self, node: gast.FunctionDef) -> Any:
        """Leave local functions alone."""
        return node

    visit_AsyncFunctionDef = visit_ClassDef = visit_Lambda = visit_FunctionDef
