"""A function in, what it reads from outside that may be another thing at its next call out."""

from __future__ import annotations

import ast
import enum
import functools
import inspect
import types
from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np

from autograph.converters.origin import file_of, is_library

__all__ = ["changeable_read"]

_CONSTANT = (int, float, complex, str, bytes, type(None), np.generic, range, enum.Enum)
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


def changeable_read(function: Any) -> str | None:
    """Return the name of a variable from outside that a function, or one that it calls, may find changed.

    A number, a text or a tuple of these that its file assigns once stays as it is.
    """
    todo, seen = [function], set()
    while todo:
        each = todo.pop()
        if not isinstance(each, types.FunctionType) or is_library(each.__code__.co_filename):
            continue
        if each in seen:
            continue
        seen.add(each)
        for name, value in _read(each):
            code = getattr(value, "__wrapped__", value)
            if isinstance(code, types.FunctionType):
                todo.append(code)
            elif not _is_code(code) and not (_is_constant(value) and _is_assigned_once(each, name)):
                return name
    return None


def _read(function: types.FunctionType) -> Iterator[tuple[str, Any]]:
    """Yield what a function's names stand for outside, and what they ask of the program's own modules."""
    names = {name for code in _codes(function.__code__) for name in code.co_names}
    cells = zip(function.__code__.co_freevars, function.__closure__ or (), strict=True)
    found = {name: function.__globals__[name] for name in names & function.__globals__.keys()}
    found |= {name: cell.cell_contents for name, cell in cells if cell != types.CellType()}
    for name, value in found.items():
        yield name, value
        if isinstance(value, types.ModuleType | type) and not is_library(file_of(inspect.getmodule(value))):
            for attribute in names & vars(value).keys():
                yield attribute, vars(value)[attribute]


def _codes(code: types.CodeType) -> Iterator[types.CodeType]:
    yield code
    for item in code.co_consts:
        if isinstance(item, types.CodeType):
            yield from _codes(item)


def _is_code(value: Any) -> bool:
    return isinstance(value, types.ModuleType | type | types.BuiltinFunctionType | np.ufunc) or (
        callable(value) and is_library(file_of(inspect.getmodule(value)))
    )


def _is_constant(value: Any) -> bool:
    if isinstance(value, tuple | frozenset):
        return all(map(_is_constant, value))
    return isinstance(value, _CONSTANT)


def _is_assigned_once(function: types.FunctionType, name: str) -> bool:
    """Whether only one statement of a function's file gives a variable a value."""
    try:
        lines = inspect.findsource(function)[0]
    except OSError:
        return False
    own = name in function.__code__.co_freevars
    return _assignments("".join(lines))[own, name] <= 1


@functools.lru_cache(maxsize=64)
def _assignments(source: str) -> Counter[tuple[bool, str]]:
    """Return how often a file assigns each name: in functions (True), and to a module's variables (False)."""
    found: Counter[tuple[bool, str]] = Counter()
    todo: list[tuple[ast.AST, bool]] = [(ast.parse(source), False)]
    while todo:
        node, inside = todo.pop()
        if isinstance(node, ast.Global | ast.Nonlocal):
            found.update(dict.fromkeys([(kind, name) for kind in (True, False) for name in node.names], 2))
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            found[inside, node.id] += 1
        elif isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load):
            found[False, node.attr] += 2
        elif isinstance(node, ast.For | ast.While):
            todo += [(child, inside) for child in node.body]  # whose statements run more than once
        todo += [(child, inside or isinstance(node, _SCOPES)) for child in ast.iter_child_nodes(node)]
    return found
