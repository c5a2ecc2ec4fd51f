"""Draws from NumPy's generators: calls of its compiled functions, given the address of a ``bitgen_t``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from llvmlite import ir
from numba.core import cgutils, types

from autograph.runtime.codegen import libraries
from autograph.runtime.codegen.machine import BOOL, DOUBLE, WORD, Build, Intrinsic
from autograph.runtime.laws import WHOLE

__all__ = ["draw_function"]

_BYTE = ir.IntType(8)
_INT = ir.IntType(32)
_UNIFORM = "random_standard_uniform"


def draw_function(name: str) -> Any:
    """Return the function that kernel source calls ``draw_name``."""
    if name == "gauss":
        return Intrinsic(_type_rule(types.float64, types.int64), _gauss)
    if name.startswith("bounded"):
        return Intrinsic(_type_rule(types.int64, types.int64), _bounded(name == "bounded_masked"))
    result = types.int64 if name in WHOLE else types.float64
    return Intrinsic(_type_rule(result, types.float64), _function(name))


def _type_rule(result: Any, parameter: Any) -> Callable[..., Any]:
    return lambda bits, *given: (result, (types.int64, *(parameter for _ in given)))


def _called(builder: Any, name: str, result: Any, bits: Any, parameters: Sequence[Any]) -> Any:
    pointer = _BYTE.as_pointer()
    kind = ir.FunctionType(result, [pointer, *(parameter.type for parameter in parameters)])
    function = cgutils.get_or_insert_function(builder.module, kind, libraries.provide_draw(name))
    return builder.call(function, [builder.inttoptr(bits, pointer), *parameters])


def _function(name: str) -> Build:
    def build(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
        result = context.get_value_type(sig.return_type)
        return _called(builder, name, result, args[0], args[1:])

    return build


def _bounded(masked: bool) -> Build:
    """Give an int from the one to the other, both included."""

    def build(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
        bits, low, high = args
        out = cgutils.alloca_once(builder, WORD)
        rest = [low, builder.sub(high, low), WORD(1), BOOL(masked), out]
        _called(builder, "random_bounded_uint64_fill", ir.VoidType(), bits, rest)
        return builder.load(out)

    return build


def _gauss(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    """Give a normal number as `RandomState` does: the polar method gives two, one of which is kept."""
    bits, place = args
    kept = builder.inttoptr(place, DOUBLE.as_pointer())
    has = builder.inttoptr(builder.sub(place, WORD(8)), _INT.as_pointer())
    result = cgutils.alloca_once(builder, DOUBLE)
    with builder.if_else(builder.icmp_signed("!=", builder.load(has), _INT(0))) as (then, otherwise):
        with then:
            builder.store(builder.load(kept), result)
            builder.store(DOUBLE(0.0), kept)
            builder.store(_INT(0), has)
        with otherwise:
            first, second = _polar(builder, bits)
            builder.store(first, kept)
            builder.store(_INT(1), has)
            builder.store(second, result)
    return builder.load(result)


def _polar(builder: Any, bits: Any) -> tuple[Any, Any]:
    """Return two normal numbers by Marsaglia's polar method."""
    again = builder.append_basic_block("again")
    done = builder.append_basic_block("done")
    builder.branch(again)
    builder.position_at_end(again)
    x, y = (_centred(builder, bits) for _ in range(2))
    square = builder.fadd(builder.fmul(x, x), builder.fmul(y, y))
    outside = builder.fcmp_ordered(">=", square, DOUBLE(1.0))
    builder.cbranch(builder.or_(outside, builder.fcmp_ordered("==", square, DOUBLE(0.0))), again, done)
    builder.position_at_end(done)
    kind = ir.FunctionType(DOUBLE, [DOUBLE])
    log = cgutils.get_or_insert_function(builder.module, kind, libraries.provide("log"))
    root = builder.module.declare_intrinsic("llvm.sqrt", [DOUBLE])
    ratio = builder.fdiv(builder.fmul(DOUBLE(-2.0), builder.call(log, [square])), square)
    factor = builder.call(root, [ratio])
    return builder.fmul(factor, x), builder.fmul(factor, y)


def _centred(builder: Any, bits: Any) -> Any:
    uniform = _called(builder, _UNIFORM, DOUBLE, bits, [])
    return builder.fsub(builder.fmul(DOUBLE(2.0), uniform), DOUBLE(1.0))
