"""A function in, the syntax tree of its definition out."""

from __future__ import annotations
import __future__

import ast
import dataclasses
import functools
import linecache
import operator
import types
import weakref
from collections.abc import Iterator
from typing import Any

from autograph.converters.origin import is_library
from autograph.runtime.errors import ConversionError

__all__ = ["Definition", "definition", "remember"]

_Node = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
_FUTURE = functools.reduce(
    operator.or_, (getattr(__future__, name).compiler_flag for name in __future__.all_feature_names)
)


@dataclasses.dataclass(frozen=True)
class Definition:
    """Where and how a function is written.

    Attributes
    ----------
    node : ast.FunctionDef or ast.AsyncFunctionDef or ast.Lambda
        Its definition, with the places of the file.
    classes : tuple of str
        The names of the classes around it, outermost first.
    filename : str
    lines : tuple of str
        The whole file.
    """

    node: _Node
    classes: tuple[str, ...]
    filename: str
    lines: tuple[str, ...]

    @property
    def bare_lambdas(self) -> frozenset[int]:
        """The lines on which lambdas without parameters stand."""
        lambdas = [node for node in ast.walk(self.node) if isinstance(node, ast.Lambda)]
        return frozenset(node.lineno for node in lambdas if not _parameters(node))


def _error(function: types.FunctionType, message: str, reason: str) -> ConversionError:
    code = function.__code__
    text = linecache.getline(code.co_filename, code.co_firstlineno, function.__globals__)
    error = ConversionError(message, (code.co_filename, code.co_firstlineno, 1, text or None))
    error.reason = reason  # type: ignore[attr-defined]
    return error


class _Statement:
    """A statement of a file, and what it compiles to: notebooks compile each by itself."""

    def __init__(self, tree: ast.stmt, file: ast.Module) -> None:
        self.units = [ast.Module([tree], []), file]
        self._codes: dict[tuple[int, int], list[types.CodeType]] = {}

    def gives(self, code: types.CodeType) -> bool:
        """Say whether some function in it still has that code: files are edited while programs run."""
        if is_library(code.co_filename) or _is_rewritten(code):
            return True
        return any(_is_same(one, code) for unit in (0, 1) for one in self._compiled(unit, code))

    def _compiled(self, unit: int, code: types.CodeType) -> list[types.CodeType]:
        """Return the code of all functions in a unit, with the same features of the future."""
        options = code.co_flags & _FUTURE
        if (unit, options) not in self._codes:
            try:
                whole = compile(self.units[unit], code.co_filename, "exec", options, dont_inherit=True)
            except (RecursionError, SyntaxError):
                return []
            self._codes[unit, options] = list(_codes(whole))
        return self._codes[unit, options]


_Place = tuple[_Node, tuple[str, ...], _Statement]
"""A definition, the classes that it is in, and the statement of the file that it is in."""


@functools.lru_cache(maxsize=8)  # a file's tree is large
def _definitions(text: str) -> dict[int, list[_Place]]:
    """Return the definitions in a text by the number of their first line, decorators included."""
    found: dict[int, list[_Place]] = {}

    def visit(node: ast.AST, classes: tuple[str, ...], around: _Statement) -> None:
        if isinstance(node, _Node):
            decorators = getattr(node, "decorator_list", [])
            first = min([node.lineno, *(decorator.lineno for decorator in decorators)])
            found.setdefault(first, []).append((node, classes, around))
        elif isinstance(node, ast.ClassDef):
            classes = (*classes, node.name)
        for child in ast.iter_child_nodes(node):
            visit(child, classes, around)

    file = ast.parse(text)
    for statement in file.body:
        visit(statement, (), _Statement(statement, file))
    return found


def _parameters(node: _Node) -> tuple[str, ...]:
    arguments = node.args
    names = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    names += [name for name in (arguments.vararg, arguments.kwarg) if name is not None]
    return tuple(name.arg for name in names)


def _mangled(name: str, classes: tuple[str, ...]) -> str:
    owner = classes[-1].lstrip("_") if classes else ""
    if not owner or not name.startswith("__") or name.endswith("__"):
        return name
    return f"_{owner}{name}"


def _matches(node: _Node, classes: tuple[str, ...], code: types.CodeType) -> bool:
    count = code.co_argcount + code.co_kwonlyargcount
    count += bool(code.co_flags & 0x04) + bool(code.co_flags & 0x08)
    names = tuple(_mangled(name, classes) for name in _parameters(node))
    own = getattr(node, "name", "<lambda>")
    return code.co_name in (own, _mangled(own, classes)) and names == code.co_varnames[:count]


def _places(code: types.CodeType) -> Iterator[tuple[int, int, int, int]]:
    for line, end_line, column, end_column in code.co_positions():
        if line is not None and end_line is not None and column is not None and end_column is not None:
            yield line, column, end_line, end_column


def _is_at(node: Any, code: types.CodeType) -> bool:
    """Say whether some instruction of the code has exactly the place of a lambda's body."""
    body = node.body
    place = body.lineno, body.col_offset, body.end_lineno, body.end_col_offset
    return any(found == place for found in _places(code))


def _same_code(node: Any, code: types.CodeType) -> bool:
    compiled = compile(ast.Expression(node), code.co_filename, "eval", dont_inherit=True)
    inner = next(const for const in compiled.co_consts if isinstance(const, types.CodeType))
    return inner.co_code == code.co_code and inner.co_names == code.co_names


_REMEMBERED: weakref.WeakKeyDictionary[types.FunctionType, Definition] = weakref.WeakKeyDictionary()


def remember(function: types.FunctionType, found: Definition) -> None:
    """Say what the definition of a function is that nobody wrote."""
    _REMEMBERED[function] = found


def definition(function: types.FunctionType) -> Definition:
    """Find the definition of a function in its file, notebook cell or interactive input.

    Raises
    ------
    ConversionError
        If there is no source, or the source has changed and no longer holds the function.
    """
    code = function.__code__
    if function in _REMEMBERED:
        return _REMEMBERED[function]
    found = _found(function)
    if found is None:
        linecache.checkcache(code.co_filename)  # a module that was loaded anew has other lines there
        found = _found(function)
    if found is None:
        message = f"the source of {function.__qualname__} is not what was compiled"
        raise _error(function, message, "AG001")
    return found


def _found(function: types.FunctionType) -> Definition | None:
    """Return the definition in the lines that are known of the file; None if they hold another function."""
    code = function.__code__
    lines = linecache.getlines(code.co_filename, function.__globals__)
    if not lines:
        raise _error(function, f"the source of {function.__qualname__} cannot be found", "AG001")
    text = "".join(lines)
    try:
        by_line = _definitions(text)
    except (SyntaxError, ValueError, RecursionError) as error:
        raise _error(function, f"the source of {function.__qualname__} cannot be read", "AG001") from error
    candidates = [
        (node, classes, around)
        for node, classes, around in by_line.get(code.co_firstlineno, [])
        if _matches(node, classes, code)
    ]
    if code.co_name == "<lambda>" and candidates:
        placed = [found for found in candidates if _is_at(found[0], code)]
        candidates = placed or [found for found in candidates if _same_code(found[0], code)]
    if not candidates or not candidates[-1][2].gives(code):
        return None
    node, classes, _ = candidates[-1]
    return Definition(node, classes, code.co_filename, tuple(lines))


def _codes(code: types.CodeType) -> Iterator[types.CodeType]:
    """Yield the code of a module, class or function, and of all that it defines."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _codes(constant)


def _is_rewritten(code: types.CodeType) -> bool:
    """Say whether a tool such as pytest has put statements of its own into a function."""
    names = {name for one in _codes(code) for name in (*one.co_names, *one.co_varnames)}
    return any(not name.isidentifier() and not name.startswith(".") for name in names)  # nobody writes these


def _is_same(one: types.CodeType, two: types.CodeType) -> bool:
    """Say whether two functions do the same: their instructions, names and constants."""
    return (
        one.co_name == two.co_name
        and one.co_firstlineno == two.co_firstlineno
        and one.co_code == two.co_code
        and one.co_names == two.co_names
        and one.co_varnames == two.co_varnames
        and len(one.co_consts) == len(two.co_consts)
        and all(map(_is_same_constant, one.co_consts, two.co_consts))
    )


def _is_same_constant(one: Any, two: Any) -> bool:
    if isinstance(one, types.CodeType) and isinstance(two, types.CodeType):
        return _is_same(one, two)
    if isinstance(one, frozenset) and isinstance(two, frozenset):
        return one == two
    return repr(one) == repr(two)  # which tells 0.0, -0.0, 0 and False apart
