"""The processor's floating-point status in a kernel: cleared when it starts, looked at when it is done."""

from __future__ import annotations

import platform
from collections.abc import Callable, Sequence
from typing import Any

from llvmlite import ir
from numba.core import cgutils, types

from autograph.runtime.codegen import libraries
from autograph.runtime.codegen.machine import DOUBLE, WORD, Intrinsic, none
from autograph.runtime.floating import STATUS, TOLD

__all__ = ["FIXED", "call_python", "keeping_status", "raise_divide"]

_BYTES = ir.IntType(8).as_pointer()
_HALF = ir.IntType(32)
_ALL = _HALF(sum(STATUS.values()))
_DIVIDE = _HALF(STATUS.get("divide", 0))
_HAS_INSTRUCTIONS = platform.machine().lower() in ("x86_64", "amd64")
"""Whether two instructions move the status; elsewhere the C library's functions do, by the same bits."""


def _move(builder: Any, name: str, place: Any) -> None:
    """Write the instruction that moves the word of control and status to memory, or from it."""
    function_type = ir.FunctionType(ir.VoidType(), [_BYTES])
    function = cgutils.get_or_insert_function(builder.module, function_type, f"llvm.x86.sse.{name}")
    builder.call(function, [builder.bitcast(place, _BYTES)])


def _library(builder: Any, name: str, bits: Any) -> Any:
    function_type = ir.FunctionType(_HALF, [_HALF])
    symbol = libraries.provide(name)
    return builder.call(cgutils.get_or_insert_function(builder.module, function_type, symbol), [bits])


def _word(builder: Any) -> Any:
    place = cgutils.alloca_once(builder, _HALF)
    _move(builder, "stmxcsr", place)
    return builder.load(place)


def _status(builder: Any) -> Any:
    """Return which errors there have been."""
    if not _HAS_INSTRUCTIONS:
        return _library(builder, "fetestexcept", _ALL)
    return builder.and_(_word(builder), _ALL)


def _set_status(builder: Any, bits: Any) -> None:
    """Let these errors have been, and no others."""
    if not _HAS_INSTRUCTIONS:
        _library(builder, "feclearexcept", _ALL)
        _library(builder, "feraiseexcept", bits)
        return
    place = cgutils.alloca_once(builder, _HALF)
    builder.store(builder.or_(builder.and_(_word(builder), builder.not_(_ALL)), bits), place)
    _move(builder, "ldmxcsr", place)


def _clear_status(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    # writing it takes longer than looking at it, and is seldom needed
    with builder.if_then(builder.icmp_unsigned("!=", _status(builder), _HALF(0)), likely=False):
        _set_status(builder, _HALF(0))
    return context.get_dummy_value()


def _parts(context: Any, builder: Any, type_: Any, value: Any) -> list[Any]:
    """Return the numbers that a result is made of."""
    if isinstance(type_, types.Complex):
        pair = context.make_complex(builder, type_, value)
        return [pair.real, pair.imag]
    return [value]


def _bits_of(builder: Any, value: Any) -> Any:
    width = {DOUBLE: WORD, ir.FloatType(): _HALF}.get(value.type)
    bits = value if width is None else builder.bitcast(value, width)
    return bits if bits.type == WORD else builder.zext(bits, WORD)


def _tell(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    place = builder.inttoptr(args[0], WORD.as_pointer())
    mark = WORD(0)
    for type_, value in zip(sig.args[2:], args[2:], strict=True):
        for part in _parts(context, builder, type_, value):
            mark = builder.xor(mark, _bits_of(builder, part))
    builder.store(mark, place)  # so that all of them are computed by now
    wanted = builder.trunc(context.cast(builder, args[1], sig.args[1], types.int64), _HALF)
    # asked of the C library, which notes overflows of its own and NumPy's in another word
    found = builder.and_(_library(builder, "fetestexcept", _ALL), wanted)
    with builder.if_then(builder.icmp_unsigned("!=", found, _HALF(0)), likely=False):
        _library(builder, "feclearexcept", _ALL)
        builder.store(builder.sub(WORD(TOLD), builder.zext(found, WORD)), place)
        call_python(builder, args[0])
    return context.get_dummy_value()


def call_python(builder: Any, fault: Any) -> Any:
    """Write the call of what Python does at the site noted in the fault buffer; returns whether it failed."""
    function_type = ir.FunctionType(WORD, [WORD])
    function = cgutils.get_or_insert_function(builder.module, function_type, libraries.TRAMPOLINE)
    return builder.call(function, [fault])


def keeping_status(builder: Any, call: Callable[[], Any]) -> Any:
    """Return what `call` writes; the status is afterwards what it was before."""
    if not STATUS:
        return call()
    before = _status(builder)
    result = call()
    _set_status(builder, before)
    return result


def raise_divide(builder: Any, condition: Any) -> None:
    """Write that, where the condition holds, the status says that something was divided by zero."""
    if STATUS:
        with builder.if_then(condition, likely=False):
            _set_status(builder, builder.or_(_status(builder), _DIVIDE))


FIXED = {"clear_status": Intrinsic(none, _clear_status), "tell": Intrinsic(none, _tell)}
"""What names mean: ``tell(fault, bits, results...)`` lets Python know which of these errors there were."""
