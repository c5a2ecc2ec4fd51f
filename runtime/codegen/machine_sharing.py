"""Calls of a kernel's parts, loops that were made functions: all at once, or in pieces by several threads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from llvmlite import ir
from numba.core import cgutils, types

from autograph.runtime.codegen.machine import WORD, Intrinsic
from autograph.runtime.codegen.machine_pool import can_share

__all__ = ["sharing"]

_WORTH = 300_000
"""From how many operations on a loop is shared: some 16 take a nanosecond."""

_BYTE = ir.IntType(8).as_pointer()

Write = Callable[[Any, Any, tuple[Any, ...]], Callable[[Any, Sequence[Any]], None]]
"""``write(context, module, argument_types)`` adds the function to a module; returns what writes its calls."""


def sharing(name: str, write: Write) -> Any:
    """Return ``part(rounds, each, operands...)``: runs ``function(first, last, operands...)`` for all rounds.

    Parameters
    ----------
    name : str
        The function's.
    write : callable
    """

    def typed(rounds: Any, each: Any, *operands: Any) -> Any:
        return types.none, (types.int64, types.int64, *operands)

    def build(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
        call = write(context, builder.module, (types.int64, types.int64, *sig.args[2:]))
        (rounds, each), operands = args[:2], list(args[2:])
        if not can_share():
            call(builder, [WORD(0), rounds, *operands])
            return context.get_dummy_value()
        piece = _Piece(builder, name, operands, call)
        work = builder.mul(rounds, each)
        several = builder.icmp_signed(">", rounds, WORD(1))
        large = builder.and_(several, builder.icmp_signed(">=", work, WORD(_WORTH)))
        alone = cgutils.alloca_once_value(builder, ir.Constant(ir.IntType(1), 1))
        builder.store(ir.Constant(ir.IntType(1), 1), alone)
        with builder.if_then(large, likely=False):
            done = piece.shared(rounds, each)
            builder.store(builder.not_(done), alone)
        with builder.if_then(builder.load(alone)):
            piece.run(WORD(0), rounds)  # the same code: another copy takes as long to compile
        return context.get_dummy_value()

    return Intrinsic(typed, build)


class _Piece:
    """The function that runs some of the rounds on operands that lie together in memory."""

    def __init__(self, builder: Any, name: str, operands: Sequence[Any], call: Callable[..., None]) -> None:
        self._builder = builder
        kind = ir.LiteralStructType([value.type for value in operands])
        self._place = cgutils.alloca_once(builder, kind)
        self._operands = operands
        module = builder.module
        self._run = ir.Function(
            module,
            ir.FunctionType(ir.VoidType(), [_BYTE, WORD, WORD]),
            module.get_unique_name(f"{name}_piece"),
        )
        self._run.linkage = "internal"
        self._run.attributes.add("noinline")
        inner = ir.IRBuilder(self._run.append_basic_block("entry"))
        given, first, last = self._run.args
        there = inner.bitcast(given, kind.as_pointer())
        places = (cgutils.gep_inbounds(inner, there, 0, number) for number in range(len(operands)))
        call(inner, [first, last, *map(inner.load, places)])
        inner.ret_void()

    def _given(self) -> Any:
        for number, value in enumerate(self._operands):
            self._builder.store(value, cgutils.gep_inbounds(self._builder, self._place, 0, number))
        return self._builder.bitcast(self._place, _BYTE)

    def run(self, first: Any, last: Any) -> None:
        """Write the call for these rounds."""
        self._builder.call(self._run, [self._given(), first, last])

    def shared(self, rounds: Any, each: Any) -> Any:
        """Write the call that shares rounds with other threads; return whether they are done."""
        share = cgutils.get_or_insert_function(
            self._builder.module,
            ir.FunctionType(ir.IntType(1), [_BYTE, _BYTE, WORD, WORD]),
            "autograph_share",
        )
        run = self._builder.bitcast(self._run, _BYTE)
        return self._builder.call(share, [run, self._given(), rounds, each])
