"""A function in, its converted form out: as a function, as a tree and as text."""

from __future__ import annotations

import builtins
import contextlib
import copy
import dataclasses
import functools
import inspect
import pickle
import types
from collections.abc import Iterator, Set
from typing import Any

import gast

from autograph.converters.analysis.jumps import exits, holds
from autograph.converters.analysis.names import identifiers
from autograph.converters.analysis.scopes import Scopes
from autograph.converters.analysis.walking import walk
from autograph.converters.base import (
    OPERATORS,
    Context,
    Form,
    docstring_length,
    looks_at_frame,
    natives,
    quote,
)
from autograph.converters.beside import beside
from autograph.converters.compile import build
from autograph.converters.declarations import declare_first
from autograph.converters.pipeline import PIPELINE, run
from autograph.converters.private import mangle
from autograph.converters.resuming import NotResumable, resumable
from autograph.converters.source import Definition, definition
from autograph.converters.trees import ast_to_gast
from autograph.converters.writing import write
from autograph.runtime.errors import ConversionError

__all__ = ["PIPELINE", "Converted", "convert", "convert_beside", "definition_in", "prepare", "shallow"]


@dataclasses.dataclass(frozen=True)
class Converted:
    """The converted form of a function.

    Attributes
    ----------
    function : function
        Behaves as the original does, given operators that run Python's values as Python.
    packed : bytes
        Its definition, pickled: the nodes would be thousands of objects for the garbage collector to visit.
    bare_lambdas : frozenset of int
        See `Definition`.
    """

    function: types.FunctionType
    packed: bytes
    bare_lambdas: frozenset[int]

    @property
    def tree(self) -> Any:
        """The converted definition, a `gast.FunctionDef` or `gast.Lambda`, made anew each time."""
        return pickle.loads(self.packed)

    @functools.cached_property
    def source(self) -> str:
        """The converted definition as text, complete but for the name ``ag__``."""
        return write(gast.Module([_statement(self.tree)], []))


def _outside(function: types.FunctionType) -> dict[str, Any]:
    """Return the values of the names that a function does not bind itself."""
    values = {**vars(builtins), **function.__globals__}
    for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=True):
        values.pop(name, None)
        try:
            values[name] = cell.cell_contents
        except ValueError:  # not assigned yet
            continue
    return values


def _tree(found: Definition) -> Any:
    """Return a gast tree of our own, private names written out, decorators dropped."""
    tree = ast_to_gast(found.node)
    if found.classes:
        name = tree.name if isinstance(tree, gast.FunctionDef) else ""
        tree = mangle(tree, found.classes[-1])
        if name:
            tree.name = name
    if isinstance(tree, gast.FunctionDef):
        tree.decorator_list = []
    return tree


def convert(
    function: types.FunctionType,
    operators: Any,
    form: Form = "function",
    *,
    thorough: bool = False,
    shared: Set[str] = frozenset(),
) -> Converted:
    """Convert a function.

    Parameters
    ----------
    function : function
        Written in Python, its source at hand.
    operators : object
        The namespace that the converted code calls as ``ag__``.
    form : {"function", "guarded", "steps", "driven", "iterator", "resumed"}
        ``"guarded"``: what its statements raise goes to a ``try`` of its caller.
        For a generator function, ``"steps"``, where what a ``yield`` suspends stays as it is,
        ``"driven"``: see `Yields`, or ``"resumed"``: see `resumable`.
        For a ``__next__``, ``"iterator"``: see `Endings`.
    thorough : bool
        Whether a branch that raises ends there (see `Branches`), and operators compare all values.
    shared : set of str
        The outer functions' variables that belong to converted code, too.

    Returns
    -------
    Converted

    Raises
    ------
    ConversionError
        If there is no source, or it is a generator or a coroutine, or asks for its ``locals()``.
        Its `reason` is the code: AG001, AG002, AG202, or AG003 where the name ``ag__`` is taken or Python's
        stack does not suffice for how deeply it is nested.
    """
    module, found, context = prepare(function, form)
    context.thorough, context.shared = thorough, shared
    tree = definition_in(module)
    evaluated_outside = tree.args.defaults, tree.args.kw_defaults
    tree.args.defaults, tree.args.kw_defaults = [], [None for _ in tree.args.kwonlyargs]
    with shallow(function, found):
        tree = definition_in(run(module, context))
        built = build(tree, function, {OPERATORS: operators})
        tree.args.defaults, tree.args.kw_defaults = evaluated_outside
        return Converted(built, pickle.dumps(tree), found.bare_lambdas)


def convert_beside(function: types.FunctionType, found: Converted, operators: Any) -> types.FunctionType:
    """Return a function that runs as written, and as `found` says where its converted form is asked for.

    Raises
    ------
    ConversionError
        See `convert`.
    """
    written = definition(function)
    with shallow(function, written):
        tree = beside(found.tree, _tree(written))
        tree.args = copy.copy(tree.args)
        tree.args.defaults, tree.args.kw_defaults = [], [None for _ in tree.args.kwonlyargs]
        return build(tree, function, {OPERATORS: operators})


@contextlib.contextmanager
def shallow(function: types.FunctionType, found: Definition) -> Iterator[None]:
    """Refuse a definition nested so deeply that Python's stack, or its blocks, do not suffice for it."""
    try:
        yield
    except (RecursionError, SyntaxError) as error:
        if isinstance(error, SyntaxError) and error.msg != _TOO_DEEP:
            raise
        raise _refusal(function, found, "the function is nested too deeply", "AG003") from None


_TOO_DEEP = "too many statically nested blocks"
"""What Python says where a function, with what stands for its branches, has more than 20."""


def prepare(function: types.FunctionType, form: Form = "function") -> tuple[gast.Module, Definition, Context]:
    """Return a function's definition as the one statement of a module, with what is known of it.

    Raises
    ------
    ConversionError
        See `convert`.
    """
    found = definition(function)
    with shallow(function, found):
        tree = _tree(found)
        declare_first(tree)
        left = natives(tree)
    looks = tree in left and any(looks_at_frame(node) for node in walk(tree))
    if form in ("steps", "driven", "resumed") and inspect.isgeneratorfunction(function) and not looks:
        left.discard(tree)
    if tree in left:
        if looks:
            raise _refusal(function, found, "the function looks at its own variables", "AG202")
        raise _refusal(function, found, "generators and coroutines are not converted", "AG002")
    taken = identifiers(tree) | set(function.__code__.co_freevars)
    if OPERATORS in taken:
        raise _refusal(function, found, f"the name {OPERATORS} is taken", "AG003")
    whole = _whole(tree) if form == "guarded" else None
    module = gast.Module([_statement(tree)], [])
    if form == "resumed":
        try:
            scope = Scopes(module).of[tree]
            resumable(tree, scope.bound - scope.declared_nonlocal - scope.declared_global)
        except NotResumable:
            raise _refusal(function, found, "a generator that cannot be resumed", "AG202") from None
    bound = {node: scope.bound for node, scope in Scopes(module).of.items()}
    return module, found, Context(taken, _outside(function), bound, left, form=form, whole=whole)


def _whole(tree: Any) -> gast.Try | None:
    """Put the body of a function into a ``try``, and return that."""
    if not isinstance(tree, gast.FunctionDef):
        return None
    start = docstring_length(tree.body)
    rest = tree.body[start:]
    if not rest:
        return None
    if any(holds(statement, gast.Return) for statement in rest) and not exits(rest):
        rest = rest + quote("return None", rest[-1])
    made: gast.Try = quote("try:\n    BODY\nfinally:\n    pass", rest[0], BODY=rest)[0]
    tree.body[start:] = [made]
    return made


def definition_in(module: Any) -> Any:
    """Return the function or lambda that is the one statement of a module."""
    statement = module.body[0]
    return statement.value if isinstance(statement, gast.Expr) else statement


def _statement(tree: Any) -> Any:
    return gast.copy_location(gast.Expr(tree), tree) if isinstance(tree, gast.Lambda) else tree


def _refusal(function: types.FunctionType, found: Definition, message: str, reason: str) -> ConversionError:
    line = found.node.lineno
    text = found.lines[line - 1] if line <= len(found.lines) else None
    error = ConversionError(message, (found.filename, line, found.node.col_offset + 1, text))
    error.reason = reason  # type: ignore[attr-defined]
    return error
