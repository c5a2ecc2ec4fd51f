"""A function in, the same function with its loops as functions of their own out."""

from __future__ import annotations

import dataclasses
import functools
import types
from typing import Any

import gast

from autograph.converters.base import OPERATORS, Context
from autograph.converters.compile import assemble, build, cells_of
from autograph.converters.conversion import definition_in, prepare, shallow
from autograph.converters.moving import Mover, UserCalls
from autograph.converters.source import Definition, remember
from autograph.converters.trees import gast_to_ast
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
        One that is `counted` has one more behind: whether it was left before what it runs over ended.
    lineno : int
    counted : bool
        Whether its first parameter is what it runs over: any part of that may be run by itself.
    rounds : function or None
        Of a ``while``: does some rounds alone. It takes how many before the loop's parameters, and
        returns whether the loop is over behind the loop's results.
    """

    function: types.FunctionType
    parameters: tuple[str, ...]
    results: tuple[str, ...]
    lineno: int
    counted: bool = False
    rounds: types.FunctionType | None = None


@dataclasses.dataclass(frozen=True)
class Outlined:
    """A function whose loops are calls.

    Attributes
    ----------
    function : function
        Behaves as the original does.
    loops : tuple of Loop
        Empty if no loop could be moved.
    calls : int
        How many calls of plain functions from outside there are beside.
    tree : gast.FunctionDef
    """

    function: types.FunctionType
    loops: tuple[Loop, ...]
    calls: int
    tree: Any
    _trees: tuple[Any, ...]

    @functools.cached_property
    def source(self) -> str:
        """The loops' functions and the function that calls them, as text."""
        return write(gast.Module([*self._trees, self.tree], []))


def outline(function: types.FunctionType, operators: Any, keep: int = 0) -> Outlined:
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
    its variables, where it reads a variable that may be unassigned, or deletes one. Then the loops
    inside it are moved. Calls of plain functions that stay go through ``ag__.converted``.

    Parameters
    ----------
    function : function
    operators : object
        The namespace under the name ``ag__``, with ``loop_call``, ``converted``, ``UNDEFINED``, ``read``,
        ``read_free``.
    keep : int
        How many loops around others are left where they are.

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
        return Outlined(function, (), 0, tree, ())
    with shallow(function, found):
        return _outlined(function, operators, keep, (module, found, context))


def _outlined(
    function: types.FunctionType, operators: Any, keep: int, prepared: tuple[gast.Module, Definition, Context]
) -> Outlined:
    module, found, context = prepared
    tree: Any = definition_in(module)
    mover = Mover(module, tree, context)
    mover.move(tree.body, keep)
    mover.mark()
    calls = UserCalls(context)
    calls.convert(module)
    cells = cells_of(function)
    loops = {}
    for name, moved in mover.moved.items():
        definition = moved.definition
        built = assemble(definition, function, cells)
        remember(built, Definition(gast_to_ast(definition), (), found.filename, found.lines))
        names = tuple(parameter.id for parameter in definition.args.args)
        rounds = None
        if moved.rounds is not None:
            rounds = assemble(moved.rounds, function, cells)
            remember(rounds, Definition(gast.gast_to_ast(moved.rounds), (), found.filename, found.lines))
        loops[name] = Loop(built, names, moved.results, definition.lineno, moved.counted, rounds)
    added = {OPERATORS: operators, **{name: loop.function for name, loop in loops.items()}}
    trees = tuple(moved.definition for moved in mover.moved.values())
    return Outlined(build(tree, function, added), tuple(loops.values()), calls.found, tree, trees)
