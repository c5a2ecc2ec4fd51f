"""Calls of a kernel's parts, loops that were made functions: all at once, or in pieces by several threads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import llvmlite.binding as llvm
from llvmlite import ir
from numba.core import cgutils, types

from autograph.runtime.codegen.machine import WORD, intrinsic_of
from autograph.runtime.codegen.machine_pool import can_share, pool_module

__all__ = ["sharing"]

_WORTH = 300_000
"""From how many operations on a loop is shared: some 16 take a nanosecond."""

_BYTE = ir.IntType(8).as_pointer()

Compile = Callable[[Any, tuple[Any, ...]], Any]
"""``compile(function, argument_types)`` returns what Numba says of it; its code goes with the kernel's."""


def sharing(function: Any, count: int, compile_part: Compile) -> Any:
    """Return ``part(rounds, each, operands...)``: runs ``function(first, last, operands...)`` for all rounds.

    Parameters
    ----------
    function : function
        Kernel source.
    count : int
        How many operands it takes.
    compile_part : callable
    """

    def typed(rounds: Any, each: Any, *operands: Any) -> Any:
        return types.none, (types.int64, types.int64, *map(types.unliteral, operands))

    def build(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
        own = (types.int64, types.int64, *sig.args[2:])
        found = compile_part(function, own)
        (rounds, each), operands = args[:2], list(args[2:])

        def call(inner: Any, values: Sequence[Any]) -> None:
            callee = context.declare_function(inner.module, found.fndesc)
            context.call_conv.call_function(inner, callee, types.none, own, values)

        if not can_share():
            call(builder, [WORD(0), rounds, *operands])
            return context.get_dummy_value()
        _link_pool(context)
        work = builder.mul(rounds, each)
        several = builder.icmp_signed(">", rounds, WORD(1))
        large = builder.and_(several, builder.icmp_signed(">=", work, WORD(_WORTH)))
        alone = cgutils.alloca_once_value(builder, ir.Constant(ir.IntType(1), 1))
        builder.store(ir.Constant(ir.IntType(1), 1), alone)
        with builder.if_then(large, likely=False):
            done = _shared(builder, function.__name__, args[:2], operands, call)
            builder.store(builder.not_(done), alone)
        with builder.if_then(builder.load(alone)):
            call(builder, [WORD(0), rounds, *operands])
        return context.get_dummy_value()

    return intrinsic_of(count + 2, typed, build)


def _link_pool(context: Any) -> None:
    library = context.active_code_library
    if not library.shares:
        library.shares = True
        library.add_llvm_module(llvm.parse_assembly(pool_module()))


def _shared(
    builder: Any, name: str, sizes: Sequence[Any], operands: Sequence[Any], call: Callable[..., None]
) -> Any:
    """Write the call that shares rounds with other threads; return whether they are done."""
    module = builder.module
    kind = ir.LiteralStructType([value.type for value in operands])
    place = cgutils.alloca_once(builder, kind)
    for number, value in enumerate(operands):
        builder.store(value, cgutils.gep_inbounds(builder, place, 0, number))
    run = ir.Function(
        module, ir.FunctionType(ir.VoidType(), [_BYTE, WORD, WORD]), module.get_unique_name(f"{name}_piece")
    )
    run.linkage = "internal"
    inner = ir.IRBuilder(run.append_basic_block("entry"))
    given, first, last = run.args
    there = inner.bitcast(given, kind.as_pointer())
    taken = [inner.load(cgutils.gep_inbounds(inner, there, 0, number)) for number in range(len(operands))]
    call(inner, [first, last, *taken])
    inner.ret_void()
    share = cgutils.get_or_insert_function(
        module, ir.FunctionType(ir.IntType(1), [_BYTE, _BYTE, WORD, WORD]), "autograph_share"
    )
    return builder.call(share, [builder.bitcast(run, _BYTE), builder.bitcast(place, _BYTE), *sizes])
