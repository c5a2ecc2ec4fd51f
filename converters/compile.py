"""A converted tree in, a function with the original's surroundings and line numbers out."""

from __future__ import annotations
import __future__

import ast
import functools
import types
from collections.abc import Mapping
from typing import Any

import gast

from autograph.converters.trees import gast_to_ast

__all__ = ["assemble", "build", "cells_of"]

_FACTORY = "ag__factory"
_FUNCTION = "ag__function"  # not its own name, which may be a global that it reads
_FUTURES = functools.reduce(
    lambda flags, name: flags | getattr(__future__, name).compiler_flag, __future__.all_feature_names, 0
)


def _stripped(tree: Any) -> Any:
    """Return a definition without what is evaluated outside it: defaults, annotations, decorators."""
    arguments = tree.args
    bare = gast.arguments(
        args=[_bare(name) for name in arguments.args],
        posonlyargs=[_bare(name) for name in arguments.posonlyargs],
        vararg=_bare(arguments.vararg),
        kwonlyargs=[_bare(name) for name in arguments.kwonlyargs],
        kw_defaults=[None for _ in arguments.kwonlyargs],
        kwarg=_bare(arguments.kwarg),
        defaults=[],
    )
    if isinstance(tree, gast.Lambda):
        return gast.copy_location(gast.Lambda(bare, tree.body), tree)
    return gast.copy_location(gast.FunctionDef(_FUNCTION, bare, tree.body, [], None, None, []), tree)


def _bare(name: Any) -> Any:
    return None if name is None else gast.copy_location(gast.Name(name.id, gast.Param(), None, None), name)


def _factory(tree: Any, free: tuple[str, ...]) -> ast.Module:
    """Return a module with a function that binds the free variables around the definition."""
    module = gast.parse(f"def {_FACTORY}({', '.join(free)}):\n    pass")
    inner = _stripped(tree)
    if isinstance(tree, gast.Lambda):
        inner = gast.copy_location(gast.Expr(inner), tree)
    module.body[0].body = [inner]
    converted: ast.Module = gast_to_ast(module)
    return converted


def _find(code: types.CodeType, name: str) -> types.CodeType:
    codes = (const for const in code.co_consts if isinstance(const, types.CodeType))
    return next(inner for inner in codes if inner.co_name == name)


def _renamed(code: types.CodeType, old: str, new: str) -> types.CodeType:
    """Return code whose qualified names, and those of all code inside it, begin with `new`."""

    def rename(const: Any) -> Any:
        if isinstance(const, types.CodeType):
            return _renamed(const, old, new)
        if isinstance(const, str) and const.startswith(old):
            return new + const.removeprefix(old)
        return const

    consts = tuple(rename(const) for const in code.co_consts)
    return code.replace(co_consts=consts, co_qualname=rename(code.co_qualname))


def assemble(
    tree: Any, function: types.FunctionType, cells: Mapping[str, types.CellType]
) -> types.FunctionType:
    """Compile a definition among the globals, in the file and under the name of a function.

    Parameters
    ----------
    tree : gast.FunctionDef or gast.Lambda
    function : function
    cells : mapping of str to cell
        The variables from outside, beside the globals, that the definition may use.

    Returns
    -------
    function
        Without defaults and attributes.
    """
    original = function.__code__
    futures = original.co_flags & _FUTURES
    factory = _factory(tree, tuple(cells))
    module = compile(factory, original.co_filename, "exec", flags=futures, dont_inherit=True)
    code = _find(_find(module, _FACTORY), "<lambda>" if isinstance(tree, gast.Lambda) else _FUNCTION)
    code = _renamed(code, f"{_FACTORY}.<locals>.{code.co_name}", original.co_qualname)
    code = code.replace(co_name=original.co_name)
    closure = tuple(cells[name] for name in code.co_freevars)
    built = types.FunctionType(code, function.__globals__, function.__name__, None, closure)
    built.__qualname__ = function.__qualname__
    built.__module__ = function.__module__
    return built


def cells_of(function: types.FunctionType) -> dict[str, types.CellType]:
    """Return the variables of outer functions that a function uses."""
    return dict(zip(function.__code__.co_freevars, function.__closure__ or (), strict=True))


def build(tree: Any, function: types.FunctionType, added: Mapping[str, Any]) -> types.FunctionType:
    """Compile a converted definition into a function that stands for the original.

    Parameters
    ----------
    tree : gast.FunctionDef or gast.Lambda
    function : function
        The original: its globals, closure, defaults, names and attributes are taken over.
    added : mapping of str to object
        What converted code finds beside: the operators, under the name ``ag__``.

    Returns
    -------
    function
    """
    new = {name: types.CellType(value) for name, value in added.items()}
    built = assemble(tree, function, cells_of(function) | new)
    built.__defaults__ = function.__defaults__
    built.__kwdefaults__ = function.__kwdefaults__
    built.__doc__ = function.__doc__
    built.__annotations__ = function.__annotations__
    built.__dict__.update(function.__dict__)
    if hasattr(function, "__type_params__"):
        built.__type_params__ = function.__type_params__  # type: ignore[attr-defined, unused-ignore]
    return built
