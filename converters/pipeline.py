"""The converters, in the order in which they run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gast

from autograph.converters.analysis.scopes import Scopes
from autograph.converters.analysis.walking import children, walk
from autograph.converters.assert_ import Assertions
from autograph.converters.attempts import Attempts
from autograph.converters.base import Context, Converter
from autograph.converters.boolean import BooleanOperators
from autograph.converters.break_ import Breaks
from autograph.converters.calls import Calls
from autograph.converters.compare import Comparisons
from autograph.converters.comprehension import Comprehensions
from autograph.converters.condition import Conditions
from autograph.converters.continue_ import Continues
from autograph.converters.displays import Displays
from autograph.converters.ending import Endings
from autograph.converters.finals import Finals
from autograph.converters.flags import Flags
from autograph.converters.for_ import Fors
from autograph.converters.fstring import FormattedStrings
from autograph.converters.generator import Generators
from autograph.converters.hidden import Attributes
from autograph.converters.if_ import Branches
from autograph.converters.loads import Loads
from autograph.converters.match_ import Matches
from autograph.converters.outer import OuterVariables
from autograph.converters.percent import Percents
from autograph.converters.print_ import Prints
from autograph.converters.raise_ import Raises
from autograph.converters.recursion import Recursions
from autograph.converters.return_ import Returns
from autograph.converters.stores import Stores
from autograph.converters.subscript import Subscripts
from autograph.converters.ternary import ConditionalExpressions
from autograph.converters.try_ import Tries
from autograph.converters.unassigned import Unassigned
from autograph.converters.unfolding import Unfoldings
from autograph.converters.unsupported import Markers
from autograph.converters.while_ import Whiles
from autograph.converters.with_ import Withs
from autograph.converters.yield_ import Yields

__all__ = ["PIPELINE", "run"]

PIPELINE: tuple[type[Converter], ...] = (
    Comprehensions,  # while every name is still the user's
    Matches,  # makes `if`
    Recursions,  # makes `if` and `return`
    Assertions,  # makes `if` and `raise` that the others convert
    Endings,  # makes `return`
    Yields,  # makes `if`, `for` and `return`
    Unfoldings,  # makes `if`, `for` and `break`
    Finals,  # makes jumps
    Returns,  # makes `break` in loops
    Breaks,  # a loop's `else` may hold the outer loop's `continue`
    Continues,  # the last jump: from here on blocks run from top to bottom
    Attempts,  # likewise: blocks of a `try` then run from top to bottom
    Conditions,  # after the jumps: each round ends in one place
    Flags,  # what the jumps left behind must not become a state
    Unassigned,  # works out the states of all statements, while those are still Python's
    Markers,
    FormattedStrings,  # while a name is still a name
    Percents,  # likewise
    Displays,  # before `Comparisons`, to see `in [a, b]`
    BooleanOperators,
    ConditionalExpressions,
    Comparisons,
    Subscripts,  # makes calls
    Generators,  # while a builtin's name is still a name
    Prints,  # before `Calls`, which takes what is left
    Calls,
    Stores,
    Withs,
    OuterVariables,  # before `Loads`, which takes what is left
    Loads,  # for it hides names in calls
    Attributes,  # likewise
    Branches,  # the rest after all expressions: a tree with its operators has many more of them
    Whiles,
    Fors,
    Raises,  # after `Branches`: its own `if` is Python's
    Tries,  # likewise
)
"""The order in which the converters run, each row with the reason for its place."""

_MADE = frozenset((gast.Attribute, gast.Call, gast.Lambda, gast.Name, gast.Tuple))
"""The kinds of nodes that converters make of expressions."""


def _left(tree: gast.AST, context: Context) -> Iterator[str]:
    """Yield what converters should have removed."""
    converters = [kind(context) for kind in PIPELINE if kind.removes]
    removed = {node: converter for converter in converters for node in converter.removes}
    if not any(type(node) in removed for node in walk(tree)):
        return
    todo: list[Any] = [tree]
    while todo:
        node = todo.pop()
        if node in context.natives:
            continue
        converter = removed.get(type(node))
        if converter is not None and not converter.keeps(node):
            yield f"{type(converter).__name__} left a {type(node).__name__} (line {node.lineno})"
        todo += _parts(node)


def _parts(node: Any) -> list[Any]:
    """Return the nodes right below a node that are converted."""
    if isinstance(node, gast.arguments | gast.pattern):
        return []
    if isinstance(node, gast.FunctionDef):
        return [*node.body, *node.decorator_list]
    if isinstance(node, gast.AnnAssign):
        return [child for child in (node.target, node.value) if child is not None]
    return children(node)


def run(tree: gast.AST, context: Context) -> gast.AST:
    """Apply all converters to a tree, which may be changed.

    Raises
    ------
    RuntimeError
        If a converter left nodes that it promises to remove: a defect of that converter.
    """
    present: frozenset[type] = frozenset()
    for kind in PIPELINE:
        if kind.moves_names:
            context.scopes = None
        elif context.scopes is None:
            context.scopes = Scopes(tree, context.shared)
            present = _MADE.union(type(node) for node in context.scopes.at)
        handled = kind.handled()
        if kind.moves_names or not handled or handled & present:
            tree = kind(context).convert(tree)
    context.scopes = None
    left = next(_left(tree, context), None)
    if left is not None:
        raise RuntimeError(left)
    return tree
