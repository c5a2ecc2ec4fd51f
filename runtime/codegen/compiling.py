"""Kernel source in, machine code out: the only place that runs Numba's compiler."""

from __future__ import annotations

import ast
import linecache
from collections.abc import Callable
from typing import Any

import numba
import numpy as np
from numba.core import types
from numba.np import numpy_support

from autograph.runtime.codegen import support
from autograph.runtime.codegen.program import Program
from autograph.runtime.types import ArrayType

__all__ = ["compile_program"]

_VARIADIC = frozenset(["empty", "strided", "reshaped", "stop", "host"])
_OPTIONS = {"nogil": True, "error_model": "numpy", "boundscheck": False, "no_cpython_wrapper": False}


class _Dialect(ast.NodeTransformer):
    """Turns the dialect of kernel source into calls: ``x[i, j]`` is a plain load or store, unchecked."""

    def __init__(self) -> None:
        self.names: dict[str, int] = {}

    def visit_Name(self, node: ast.Name) -> ast.AST:
        """Note a name that is used without a call."""
        self.names.setdefault(node.id, 0)
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Name functions of any number of arguments after that number."""
        for argument in node.args:
            self.visit(argument)
        node.args = [self.visit(argument) for argument in node.args]
        if isinstance(node.func, ast.Name):
            if node.func.id in _VARIADIC:
                node.func.id = f"{node.func.id}_{len(node.args)}"
            self.names[node.func.id] = len(node.args)
        return node

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        """Make a load of ``x[i, j]``."""
        if not isinstance(node.value, ast.Name) or not isinstance(node.ctx, ast.Load):
            return node
        index = [self.visit(place) for place in _places(node.slice)]
        return self._call(f"load_{len(index) + 1}", [node.value, *index])

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        """Make a store of ``x[i, j] = v``."""
        target = node.targets[0]
        node.value = self.visit(node.value)
        if isinstance(target, ast.Subscript):
            index = [self.visit(place) for place in _places(target.slice)]
            array = ast.Name(target.value.id, ast.Load())  # type: ignore[attr-defined]
            return ast.Expr(self._call(f"store_{len(index) + 2}", [array, *index, node.value]))
        return node

    def _call(self, name: str, arguments: list[Any]) -> ast.Call:
        self.names[name] = len(arguments)
        return ast.Call(ast.Name(name, ast.Load()), arguments, [])


def _places(index: ast.expr) -> list[ast.expr]:
    return list(index.elts) if isinstance(index, ast.Tuple) else [index]


def _numba_type(type_: ArrayType, *, strided: bool = False) -> Any:
    scalar = numpy_support.from_dtype(type_.dtype)
    if type_.is_scalar:
        return scalar
    return types.Array(scalar, type_.ndim, "A" if strided else type_.layout)


def _results(kinds: tuple[ArrayType, ...]) -> Any:
    return types.Optional(types.Tuple(tuple(_numba_type(type_, strided=True) for type_ in kinds)))


def compile_program(program: Program) -> Callable[..., Any]:
    """Return the machine code of a kernel: a callable that takes the fault buffer's address and the arguments."""
    tree = ast.parse(program.source)
    dialect = _Dialect()
    tree = ast.fix_missing_locations(dialect.visit(tree))
    own = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    space = support.namespace({name: count for name, count in dialect.names.items() if name not in own})
    file = f"<kernel {program.name}>"
    linecache.cache[file] = (len(program.source), None, program.source.splitlines(True), file)
    exec(compile(tree, file, "exec"), space)  # noqa: S102  (the source is our own)
    hidden = [types.Array(numpy_support.from_dtype(content.dtype), content.ndim, _layout(content))
              for content in program.constants]
    for part in program.subprograms:
        given = [_numba_type(type_, strided=True) for type_ in part.input_types]
        signature = _results(part.output_types)(types.int64, types.int64, *given, *hidden)
        space[part.name] = numba.njit(signature, **_OPTIONS)(space[part.name])
    given = [_numba_type(value.type) for value in program.graph.inputs]
    function = numba.njit((types.int64, *given, *hidden), **_OPTIONS)(space[program.name])
    (compiled,) = function.overloads.values()
    entry: Callable[..., Any] = compiled.entry_point
    entry_keeper[entry] = function
    return entry


entry_keeper: dict[Any, Any] = {}
"""Keeps compiled functions alive as long as the process lives."""


def _layout(content: np.ndarray[Any, Any]) -> str:
    if content.flags.c_contiguous:
        return "C"
    return "F" if content.flags.f_contiguous else "A"
