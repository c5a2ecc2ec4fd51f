"""Kernel source in, machine code out: the only place that runs Numba's compiler."""

from __future__ import annotations

import linecache
from collections.abc import Callable
from typing import Any

import numba
import numpy as np
from numba.core import types
from numba.np import numpy_support

from autograph.runtime.codegen import support
from autograph.runtime.codegen.dialect import translate
from autograph.runtime.codegen.program import Program
from autograph.runtime.types import ArrayType

__all__ = ["compile_program"]

_OPTIONS = {"nogil": True, "error_model": "numpy", "boundscheck": False, "no_cpython_wrapper": False}


def _numba_type(type_: ArrayType, *, strided: bool = False) -> Any:
    scalar = numpy_support.from_dtype(type_.dtype)
    if type_.is_scalar:
        return scalar
    return types.Array(scalar, type_.ndim, "A" if strided else type_.layout)


def _results(kinds: tuple[ArrayType, ...]) -> Any:
    return types.Optional(types.Tuple(tuple(_numba_type(type_, strided=True) for type_ in kinds)))


def compile_program(program: Program) -> tuple[Callable[..., Any], Any]:
    """Return the machine code of a kernel, and what must be kept as long as it is used.

    The machine code is a callable that takes the fault buffer's address and the arguments.
    """
    tree, names = translate(program.source)
    space = support.namespace(names)
    file = f"<kernel {program.name}>"
    linecache.cache[file] = (len(program.source), None, program.source.splitlines(True), file)
    exec(compile(tree, file, "exec"), space)
    hidden = [
        types.Array(numpy_support.from_dtype(content.dtype), content.ndim, _layout(content))
        for content in program.constants
    ]
    for part in program.subprograms:
        given = [_numba_type(type_, strided=True) for type_ in part.input_types]
        signature = _results(part.output_types)(types.int64, types.int64, *given, *hidden)
        space[part.name] = numba.njit(signature, **_OPTIONS)(space[part.name])
    given = [_numba_type(value.type) for value in program.graph.inputs]
    function = numba.njit((types.int64, *given, *hidden), **_OPTIONS)(space[program.name])
    (compiled,) = function.overloads.values()
    return compiled.entry_point, function


def _layout(content: np.ndarray[Any, Any]) -> str:
    if content.flags.c_contiguous:
        return "C"
    return "F" if content.flags.f_contiguous else "A"
