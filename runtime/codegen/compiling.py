"""Kernel source in, object code out: the only place that runs Numba's compiler."""

from __future__ import annotations

import ast
import functools
from collections.abc import Callable, Sequence
from typing import Any

import llvmlite.binding as llvm
import numpy as np
from numba.core import codegen, types
from numba.core.callconv import create_error_model
from numba.core.compiler_lock import global_compiler_lock
from numba.core.lowering import Environment
from numba.np import numpy_support

from autograph.runtime.codegen import libraries, support
from autograph.runtime.codegen.contexts import target_context, typing_context
from autograph.runtime.codegen.dialect import translate
from autograph.runtime.codegen.machine_bodies import Body, call_of
from autograph.runtime.codegen.machine_code import MachineCode
from autograph.runtime.codegen.machine_entry import Facts, write_entry
from autograph.runtime.codegen.machine_pool import pool_module
from autograph.runtime.codegen.machine_reserve import reserve_module
from autograph.runtime.codegen.machine_sharing import sharing
from autograph.runtime.codegen.program import Program
from autograph.runtime.types import ArrayType, python_type

__all__ = ["LARGE", "compile_prepared", "compile_program"]

# Numba links the functions that a kernel calls as soon as they are compiled, and LLVM ends the process at a
# symbol it does not find.
libraries.tell_of_symbols(llvm.add_symbol)

_PREPARED: dict[str, Callable[[], str]] = {"reserve": reserve_module, "share": pool_module}

LARGE = 400
"""Lines of kernel source; LLVM takes seconds for more."""


def _numba_type(type_: ArrayType, *, strided: bool = False) -> Any:
    scalar = numpy_support.from_dtype(type_.dtype)
    if type_.is_scalar:
        return scalar
    return types.Array(scalar, type_.ndim, "A" if strided else type_.layout)


def _results(kinds: tuple[ArrayType, ...]) -> Any:
    return types.Optional(types.Tuple(tuple(_numba_type(type_, strided=True) for type_ in kinds)))


def compile_program(program: Program, key: str) -> MachineCode:
    """Return the machine code of a kernel; `key` tells it from all other kernels."""
    tree, names, parts = translate(program.source)
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    space = support.namespace(names)
    for name in parts:
        write = functools.partial(_write_part, functions[name], space, name in program.distinct)
        space[name] = sharing(name, write)
    hidden = [
        types.Array(numpy_support.from_dtype(content.dtype), content.ndim, _layout(content))
        for content in program.constants
    ]
    called = []
    for part in program.subprograms:
        given = [_numba_type(type_, strided=True) for type_ in part.input_types]
        body = Body(functions[part.name], space, (types.int64, types.int64, *given, *hidden))
        called.append((body, body.describe(part.name, _results(part.output_types))))
        space[part.name] = call_of(called[-1][1])
    given = [_numba_type(value.type) for value in program.graph.inputs]
    large = program.source.count("\n") > LARGE
    main = Body(functions[program.name], space, (types.int64, *given, *hidden))
    return _object_code(main, called, key, _facts(program), large=large)


def compile_prepared(name: str) -> MachineCode:
    """Return the machine code of a function that all kernels call."""
    symbol = f"autograph_{name}"
    with global_compiler_lock:
        library = _Library(target_context().codegen(), symbol)
        library.add_llvm_module(llvm.parse_assembly(_PREPARED[name]()))
        code, needed = library.emit({symbol: symbol})
    return MachineCode(code, symbol, "no environment", (), needed)


def _facts(program: Program) -> Facts:
    kinds = [value.type for value in program.graph.inputs]
    python = [python_type(type_.dtype) if type_.kind == "python" else None for type_ in kinds]
    written = frozenset(place for place, _ in program.graph.updates)
    return Facts(tuple(python), written)


def _layout(content: np.ndarray[Any, Any]) -> str:
    if content.flags.c_contiguous:
        return "C"
    return "F" if content.flags.f_contiguous else "A"


# ------------------------------------------------------------------ LLVM


class _Library(codegen.JITCodeLibrary):  # type: ignore[misc]
    """Collects a kernel's LLVM modules; they are optimised once, all together.

    Attributes
    ----------
    large : bool
        Whether loops are not to be unrolled, nor more than one vector of theirs to be computed at a time.
    """

    large = False

    def add_llvm_module(self, module: Any) -> None:
        """Take in a module as it is."""
        module.data_layout = self._codegen._data_layout
        self._final_module.link_in(module)

    def emit(self, keep: dict[str, str]) -> tuple[bytes, tuple[str, ...]]:
        """Return object code, and the symbols it needs.

        `keep` holds the new names of the symbols that are seen from outside; others are not.
        """
        for library in dict.fromkeys(self._linking_libraries):
            self._final_module.link_in(library._get_module_for_linking(), preserve=True)
        module = self._final_module
        for symbol in (*module.functions, *module.global_variables):
            if symbol.name in keep:
                symbol.name = keep[symbol.name]
                symbol.linkage = "external"
            elif not symbol.is_declaration and symbol.linkage.name not in ("internal", "private"):
                symbol.linkage = "internal"
        if self.large:
            self._optimize_large()
        else:
            self._optimize_final_module()
        module = self._final_module
        module.verify()
        needed = [
            symbol.name
            for symbol in (*module.functions, *module.global_variables)
            if symbol.is_declaration and not symbol.name.startswith("llvm.")
        ]
        return self._codegen._tm.emit_object(module), tuple(needed)

    def _optimize_large(self) -> None:
        options = llvm.create_pipeline_tuning_options(speed_level=2)
        options.loop_vectorization, options.slp_vectorization = True, False
        options.loop_interleaving = options.loop_unrolling = False
        passes = llvm.create_pass_builder(self._codegen._tm, options)
        passes.getModulePassManager().run(self._final_module, passes)


def _write_part(  # noqa: PLR0913, PLR0917  (the first three say what, the others where)
    function: ast.FunctionDef,
    space: dict[str, Any],
    distinct: bool,
    context: Any,
    module: Any,
    given: tuple[Any, ...],
) -> Any:
    body = Body(function, space, given)
    body.settle(typing_context())
    return body.write_part(context, module, distinct=distinct)


def _object_code(
    main: Body, called: Sequence[tuple[Body, Any]], key: str, facts: Facts, *, large: bool
) -> MachineCode:
    with global_compiler_lock:
        typing, target = typing_context(), target_context()
        model = create_error_model("numpy", target)
        context = target.subtarget(enable_nrt=True, error_model=model)
        name = main.function.name
        library = _Library(context.codegen(), name)
        library.large = large
        main.settle(typing)
        description = main.describe(name)
        with context.push_code_library(library):
            module = library.create_ir_module(name)
            context.declare_env_global(module, context.get_env_name(description))
            for body, own in called:
                body.settle(typing)
                body.write(context, module, own)
            main.write(context, module, description)
            context.post_lowering(module, library)
            library.add_ir_module(module)
            environment = Environment.from_fndesc(description)
            write_entry(context, library, description, environment, facts)
        entry, place = f"autograph_kernel_{key}", f"autograph_environment_{key}"
        keep = {description.llvm_cpython_wrapper_name: entry, target.get_env_name(description): place}
        code, needed = library.emit(keep)
    return MachineCode(code, entry, place, tuple(environment.consts), needed)
