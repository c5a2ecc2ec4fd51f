"""The converters, in the order in which they run."""

from __future__ import annotations

from collections.abc import Iterator

import gast

from autograph.converters.assert_ import Assertions
from autograph.converters.base import Context, Converter
from autograph.converters.boolean import BooleanOperators
from autograph.converters.break_ import Breaks
from autograph.converters.calls import Calls
from autograph.converters.compare import Comparisons
from autograph.converters.comprehension import Comprehensions
from autograph.converters.continue_ import Continues
from autograph.converters.displays import Displays
from autograph.converters.flags import Flags
from autograph.converters.for_ import Fors
from autograph.converters.fstring import FormattedStrings
from autograph.converters.if_ import Branches
from autograph.converters.loads import Loads
from autograph.converters.match_ import Matches
from autograph.converters.print_ import Prints
from autograph.converters.raise_ import Raises
from autograph.converters.recursion import Recursions
from autograph.converters.return_ import Returns
from autograph.converters.stores import Stores
from autograph.converters.ternary import ConditionalExpressions
from autograph.converters.unassigned import Unassigned
from autograph.converters.unsupported import Markers
from autograph.converters.while_ import Whiles

__all__ = ["PIPELINE", "run"]

PIPELINE: tuple[type[Converter], ...] = (
    Comprehensions,  # while every name is still the user's
    Matches,  # makes `if`
    Recursions,  # makes `if` and `return`
    Assertions,  # makes `if` and `raise` that the others convert
    Returns,  # makes `break` in loops
    Breaks,  # a loop's `else` may hold the outer loop's `continue`
    Continues,  # the last jump: from here on blocks run from top to bottom
    Flags,  # what the jumps left behind must not become a state
    Unassigned,  # works out the states of all statements, while those are still Python's
    Branches,
    Whiles,
    Fors,
    Raises,  # after `Branches`: its own `if` is Python's
    Markers,
    FormattedStrings,  # while a name is still a name
    Displays,  # before `Comparisons`, to see `in [a, b]`
    BooleanOperators,
    ConditionalExpressions,
    Comparisons,
    Prints,  # before `Calls`, which takes what is left
    Calls,
    Stores,
    Loads,  # last, for it hides names in calls
)
"""The order in which the converters run, each row with the reason for its place."""


def _left(node: gast.AST, converter: Converter) -> Iterator[gast.AST]:
    """Yield the nodes that a converter should have removed."""
    if node in converter.context.natives:
        return
    if isinstance(node, converter.removes) and not converter.keeps(node):
        yield node
    if isinstance(node, gast.arguments):
        return
    for field, value in gast.iter_fields(node):
        if field not in ("annotation", "returns", "pattern"):
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, gast.AST):
                    yield from _left(child, converter)


def run(tree: gast.AST, context: Context) -> gast.AST:
    """Apply all converters to a tree, which may be changed.

    Raises
    ------
    RuntimeError
        If a converter left nodes that it promises to remove: a defect of that converter.
    """
    for kind in PIPELINE:
        converter = kind(context)
        tree = converter.convert(tree)
        left = next(_left(tree, converter), None) if kind.removes else None
        if left is not None:
            raise RuntimeError(f"{kind.__name__} left a {type(left).__name__} (line {left.lineno})")
    return tree
