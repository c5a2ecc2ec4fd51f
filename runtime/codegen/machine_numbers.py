"""Numbers in a kernel: what Numba has not, or has in another way than Python and NumPy."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from llvmlite import ir
from numba.core import cgutils, types

from autograph.runtime.codegen import libraries
from autograph.runtime.codegen.machine import (
    DOUBLE,
    WORD,
    Build,
    Intrinsic,
    alike,
    boolean,
    floats,
    same,
)
from autograph.runtime.codegen.machine_status import raise_divide

__all__ = ["COMPLEX_PRODUCT", "FIXED", "library_function", "truncate"]


def _wrap(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    index, size = args
    negative = builder.icmp_signed("<", index, WORD(0))
    return builder.select(negative, builder.add(index, size), index)


def _outside(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    return builder.icmp_unsigned(">=", args[0], args[1])


def _two_ints(a: Any, b: Any) -> Any:
    return types.int64, (types.int64, types.int64)


def _bool_of_two_ints(a: Any, b: Any) -> Any:
    return types.boolean, (types.int64, types.int64)


def _int_of_ints(*given: Any) -> Any:
    return types.int64, (types.int64,) * len(given)


def _limit(builder: Any, value: Any, low: Any, high: Any) -> Any:
    value = builder.select(builder.icmp_signed("<", value, low), low, value)
    return builder.select(builder.icmp_signed(">", value, high), high, value)


def _slice_bound(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    return _limit(builder, _wrap(context, builder, sig, args), WORD(0), args[1])


def _slice_bound_back(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    return _limit(builder, _wrap(context, builder, sig, args), WORD(-1), builder.sub(args[1], WORD(1)))


def _slice_count(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    start, stop_, step_ = args
    forward = builder.icmp_signed(">", step_, WORD(0))
    distance = builder.select(forward, builder.sub(stop_, start), builder.sub(start, stop_))
    size = builder.select(forward, step_, builder.neg(step_))
    some = builder.icmp_signed(">", distance, WORD(0))
    safe = builder.select(builder.icmp_signed("==", size, WORD(0)), WORD(1), size)
    count = builder.add(builder.udiv(builder.sub(distance, WORD(1)), safe), WORD(1))
    return builder.select(some, count, WORD(0))


def _step(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    return builder.select(builder.icmp_signed("==", args[0], WORD(1)), WORD(0), WORD(1))


def _together(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    return builder.select(builder.icmp_signed("==", args[0], WORD(1)), args[1], args[0])


def _overflows(name: str) -> Build:
    def build(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
        method = {
            "add": builder.sadd_with_overflow,
            "subtract": builder.ssub_with_overflow,
            "multiply": builder.smul_with_overflow,
        }[name]
        return builder.extract_value(method(*args), 1)

    return build


def _shift_overflows(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    number, count = args
    large = builder.icmp_unsigned(">", count, WORD(62))
    safe = builder.select(large, WORD(0), count)
    back = builder.ashr(builder.shl(number, safe), safe)
    lost = builder.icmp_signed("!=", back, number)
    some = builder.icmp_signed("!=", number, WORD(0))
    return builder.and_(some, builder.or_(large, lost))


def _select(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    a = context.cast(builder, args[1], sig.args[1], sig.return_type)
    b = context.cast(builder, args[2], sig.args[2], sig.return_type)
    return builder.select(args[0], a, b)


def _select_type(test: Any, a: Any, b: Any) -> Any:
    return a, (types.boolean, a, a)


def _holds(builder: Any, test: str, kind: Any, a: Any, b: Any) -> Any:
    """Return ``a test b`` for two numbers of one Numba type; it does not hold of a NaN."""
    if isinstance(kind, types.Float):
        return builder.fcmp_ordered(test, a, b)
    if isinstance(kind, types.Boolean) or not kind.signed:
        return builder.icmp_unsigned(test, a, b)
    return builder.icmp_signed(test, a, b)


def _chosen(test: str, *, nan_wins: bool) -> Build:
    """Return a choice of one of two numbers: the first if ``first test second``, or if it is NaN."""

    def build(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
        a, b = args
        first = _holds(builder, test, sig.return_type, a, b)
        if nan_wins and isinstance(sig.return_type, types.Float):
            first = builder.or_(first, builder.fcmp_unordered("uno", a, a))
        return builder.select(first, a, b)

    return build


def _python_chosen(test: str) -> Build:
    """Return Python's min (``<``) or max (``>``): the second only if ``second test first``."""

    def build(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
        a, b = args
        return builder.select(_holds(builder, test, sig.return_type, b, a), b, a)

    return build


def _llvm(name: str) -> Build:
    def build(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
        kind = args[0].type
        own = ir.FunctionType(kind, [kind] * len(args))
        return builder.call(builder.module.declare_intrinsic(name, [kind], own), list(args))

    return build


def _absolute(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    if isinstance(sig.return_type, types.Float):
        return _llvm("llvm.fabs")(context, builder, sig, args)
    zero = args[0].type(0)
    return builder.select(builder.icmp_signed("<", args[0], zero), builder.sub(zero, args[0]), args[0])


def _square(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    method = builder.fmul if isinstance(sig.return_type, types.Float) else builder.mul
    return method(args[0], args[0])


def _multiply(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    """Multiply complex numbers as Python does: each product is rounded."""
    a, b = (context.make_complex(builder, sig.return_type, value) for value in args)
    found = context.make_complex(builder, sig.return_type)
    found.real = builder.fsub(builder.fmul(a.real, b.real), builder.fmul(a.imag, b.imag))
    found.imag = builder.fadd(builder.fmul(a.real, b.imag), builder.fmul(a.imag, b.real))
    return found._getvalue()


COMPLEX_PRODUCT = Intrinsic(alike, _multiply)


def _multiply_fused(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    """Multiply complex numbers as NumPy's vector loops do: one product of each part is not rounded."""
    a, b = (context.make_complex(builder, sig.return_type, value) for value in args)
    found = context.make_complex(builder, sig.return_type)
    found.real = builder.fma(a.real, b.real, builder.fneg(builder.fmul(a.imag, b.imag)))
    found.imag = builder.fma(a.real, b.imag, builder.fmul(a.imag, b.real))
    return found._getvalue()


def _isnan(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    return builder.fcmp_unordered("uno", args[0], args[0])


def _isinf(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    size = _llvm("llvm.fabs")(context, builder, sig, args)
    return builder.fcmp_ordered("==", size, args[0].type(math.inf))


def _isfinite(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    size = _llvm("llvm.fabs")(context, builder, sig, args)
    return builder.fcmp_ordered("<", size, args[0].type(math.inf))


def _signbit(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    whole = ir.IntType(sig.args[0].bitwidth)
    return builder.icmp_signed("<", builder.bitcast(args[0], whole), whole(0))


def _shift(name: str) -> Build:
    """Return a shift in which a count as wide as the number gives what NumPy gives."""

    def build(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
        number, count = args
        type_ = sig.return_type
        width = number.type(type_.bitwidth)
        large = builder.icmp_unsigned(">=", count, width)
        safe = builder.select(large, number.type(0), count)
        if name == "left":
            return builder.select(large, number.type(0), builder.shl(number, safe))
        if type_.signed:
            return builder.ashr(number, builder.select(large, number.type(type_.bitwidth - 1), count))
        return builder.select(large, number.type(0), builder.lshr(number, safe))

    return build


def _int_division(builder: Any, signed: bool, a: Any, b: Any, *, quotient: bool) -> Any:
    zero, one = a.type(0), a.type(1)
    none = builder.icmp_signed("==", b, zero)
    raise_divide(builder, none)
    if not signed:
        safe = builder.select(none, one, b)
        found = builder.udiv(a, safe) if quotient else builder.urem(a, safe)
        return builder.select(none, zero, found)
    minus = builder.icmp_signed("==", b, a.type(-1))
    safe = builder.select(builder.or_(none, minus), one, b)
    rest = builder.srem(a, safe)
    crossed = builder.and_(
        builder.icmp_signed("!=", rest, zero), builder.icmp_signed("<", builder.xor(rest, b), zero)
    )
    if quotient:
        found = builder.sdiv(a, safe)
        found = builder.select(crossed, builder.sub(found, one), found)
        found = builder.select(minus, builder.neg(a), found)
    else:
        found = builder.select(crossed, builder.add(rest, b), rest)
        found = builder.select(minus, zero, found)
    return builder.select(none, zero, found)


def _float_division(context: Any, builder: Any, a: Any, b: Any, *, quotient: bool) -> Any:
    """Write floor division or remainder as Python and NumPy both do; b == 0 as NumPy does."""
    kind = a.type
    zero, one, half = kind(0.0), kind(1.0), kind(0.5)
    copysign = builder.module.declare_intrinsic("llvm.copysign", [kind], ir.FunctionType(kind, [kind, kind]))
    floor = builder.module.declare_intrinsic("llvm.floor", [kind])
    rest = builder.frem(a, b)
    whole = builder.fdiv(builder.fsub(a, rest), b)
    some = builder.fcmp_unordered("!=", rest, zero)
    negative_b = builder.fcmp_ordered("<", b, zero)
    negative_rest = builder.fcmp_ordered("<", rest, zero)
    crossed = builder.and_(some, builder.xor(negative_b, negative_rest))
    none = builder.fcmp_ordered("==", b, zero)
    if not quotient:
        moved = builder.select(crossed, builder.fadd(rest, b), rest)
        kept = builder.select(some, moved, builder.call(copysign, [zero, b]))
        return builder.select(none, rest, kept)
    whole = builder.select(crossed, builder.fsub(whole, one), whole)
    floored = builder.call(floor, [whole])
    up = builder.fcmp_ordered(">", builder.fsub(whole, floored), half)
    floored = builder.select(up, builder.fadd(floored, one), floored)
    ratio = builder.fdiv(a, b)
    found = builder.select(
        builder.fcmp_unordered("!=", whole, zero), floored, builder.call(copysign, [zero, ratio])
    )
    return builder.select(none, ratio, found)


def _division(*, quotient: bool) -> Build:
    def build(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
        type_ = sig.return_type
        if isinstance(type_, types.Float):
            return _float_division(context, builder, *args, quotient=quotient)
        return _int_division(builder, type_.signed, *args, quotient=quotient)

    return build


def _unsigned(name: str) -> Build:
    return lambda context, builder, sig, args: getattr(builder, name)(*args)


def _truncation(target: Any) -> Build:
    """Return a conversion of a float to an integer as the processor does it, without undefined cases."""
    wide = target.bitwidth == 64 or target is types.uint32

    def build(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
        value = context.cast(builder, args[0], sig.args[0], types.float64)
        if target is types.uint64:
            large = builder.fcmp_ordered(">=", value, DOUBLE(2.0**63))
            small = _to_int(builder, value, 64)
            rest = builder.xor(_to_int(builder, builder.fsub(value, DOUBLE(2.0**63)), 64), WORD(-(2**63)))
            return builder.select(large, rest, small)
        found = _to_int(builder, value, 64 if wide else 32)
        own = ir.IntType(target.bitwidth)
        return found if found.type == own else builder.trunc(found, own)

    return build


def _to_int(builder: Any, value: Any, width: int) -> Any:
    kind = ir.IntType(width)
    limit = 2.0 ** (width - 1)
    low = builder.fcmp_ordered(">", value, DOUBLE(-limit - (1.0 if width == 32 else 0.0)))
    if width == 64:
        low = builder.fcmp_ordered(">=", value, DOUBLE(-limit))
    good = builder.and_(low, builder.fcmp_ordered("<", value, DOUBLE(limit)))
    safe = builder.select(good, value, DOUBLE(0.0))
    return builder.select(good, builder.fptosi(safe, kind), kind(-(2 ** (width - 1))))


def _library(symbol: str) -> Build:
    """Return a call of a C function; for floats of single precision, of its sister of that precision."""

    def build(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
        single = sig.return_type == types.float32
        own = ir.FloatType() if single else DOUBLE
        function_type = ir.FunctionType(own, [own] * len(args))
        name = libraries.provide(symbol + "f" * single)
        function = cgutils.get_or_insert_function(builder.module, function_type, name)
        return builder.call(function, list(args))

    return build


def _alike_floats(a: Any, b: Any) -> Any:
    kind = types.float32 if a == b == types.float32 else types.float64
    return kind, (kind, kind)


def _compare(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    """Return -1, 0 or 1 for two numbers of different kinds, compared exactly."""
    a, b = args
    first, second = sig.args
    if isinstance(first, types.Float):
        return builder.neg(_compare_int_float(builder, b, a))
    if isinstance(second, types.Float):
        return _compare_int_float(builder, a, b)
    if first.signed:
        return _compare_signs(builder, a, b)
    return builder.neg(_compare_signs(builder, b, a))


def _compare_signs(builder: Any, signed: Any, unsigned: Any) -> Any:
    wide = builder.sext(signed, WORD) if signed.type.width < 64 else signed
    other = builder.zext(unsigned, WORD) if unsigned.type.width < 64 else unsigned
    less = builder.icmp_unsigned("<", wide, other)
    more = builder.icmp_unsigned(">", wide, other)
    found = builder.sub(builder.zext(more, WORD), builder.zext(less, WORD))
    return builder.select(builder.icmp_signed("<", wide, WORD(0)), WORD(-1), found)


def _compare_int_float(builder: Any, whole: Any, number: Any) -> Any:
    """Compare an int64 with a float exactly; NaN counts as larger."""
    high = builder.fcmp_ordered(">=", number, DOUBLE(2.0**63))
    low = builder.fcmp_ordered("<", number, DOUBLE(-(2.0**63)))
    nan = builder.fcmp_unordered("uno", number, number)
    outside = builder.or_(builder.or_(high, low), nan)
    safe = builder.select(outside, DOUBLE(0.0), number)
    cut = builder.fptosi(safe, WORD)
    back = builder.sitofp(cut, DOUBLE)
    less = builder.icmp_signed("<", whole, cut)
    more = builder.icmp_signed(">", whole, cut)
    found = builder.sub(builder.zext(more, WORD), builder.zext(less, WORD))
    beyond = builder.sub(
        builder.zext(builder.fcmp_ordered("<", safe, back), WORD),
        builder.zext(builder.fcmp_ordered(">", safe, back), WORD),
    )
    found = builder.select(builder.icmp_signed("==", found, WORD(0)), beyond, found)
    found = builder.select(builder.or_(high, nan), WORD(-1), found)
    return builder.select(low, WORD(1), found)


def _exact_test(test: str) -> Build:
    def build(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
        number = args[0] if isinstance(sig.args[0], types.Float) else args[1]
        found = builder.icmp_signed(test, _compare(context, builder, sig, args), WORD(0))
        return builder.and_(found, builder.fcmp_ordered("ord", number, number))

    return build


def _mixed(a: Any, b: Any) -> Any:
    return types.int64, (a, b)


def _mixed_test(a: Any, b: Any) -> Any:
    return types.boolean, (a, b)


def truncate(name: str) -> Any:
    """Return ``truncate(x)``: a float, cut to an integer of the named dtype."""
    target = getattr(types, name)
    return Intrinsic(lambda given: target, _truncation(target))


def library_function(name: str) -> Any:
    """Return a function of doubles of the C library."""
    return Intrinsic(floats, _library(name))


FIXED = {
    "wrap": Intrinsic(_two_ints, _wrap),
    "outside": Intrinsic(_bool_of_two_ints, _outside),
    "slice_bound": Intrinsic(_two_ints, _slice_bound),
    "slice_bound_back": Intrinsic(_two_ints, _slice_bound_back),
    "slice_count": Intrinsic(_int_of_ints, _slice_count),
    "step": Intrinsic(_int_of_ints, _step),
    "together": Intrinsic(_two_ints, _together),
    "add_overflows": Intrinsic(_bool_of_two_ints, _overflows("add")),
    "subtract_overflows": Intrinsic(_bool_of_two_ints, _overflows("subtract")),
    "multiply_overflows": Intrinsic(_bool_of_two_ints, _overflows("multiply")),
    "shift_overflows": Intrinsic(_bool_of_two_ints, _shift_overflows),
    "select": Intrinsic(_select_type, _select),
    "max": Intrinsic(_two_ints, _chosen(">", nan_wins=True)),
    "maximum": Intrinsic(alike, _chosen(">", nan_wins=True)),
    "minimum": Intrinsic(alike, _chosen("<", nan_wins=True)),
    "first_smaller": Intrinsic(alike, _python_chosen("<")),
    "first_larger": Intrinsic(alike, _python_chosen(">")),
    "absolute": Intrinsic(same, _absolute),
    "square": Intrinsic(same, _square),
    "multiply_fused": Intrinsic(alike, _multiply_fused),
    "sqrt": Intrinsic(same, _llvm("llvm.sqrt")),
    "floor": Intrinsic(same, _llvm("llvm.floor")),
    "ceil": Intrinsic(same, _llvm("llvm.ceil")),
    "trunc": Intrinsic(same, _llvm("llvm.trunc")),
    "rint": Intrinsic(same, _llvm("llvm.rint")),
    "copysign": Intrinsic(alike, _llvm("llvm.copysign")),
    "isnan": Intrinsic(boolean, _isnan),
    "isinf": Intrinsic(boolean, _isinf),
    "isfinite": Intrinsic(boolean, _isfinite),
    "signbit": Intrinsic(boolean, _signbit),
    "left_shift": Intrinsic(alike, _shift("left")),
    "right_shift": Intrinsic(alike, _shift("right")),
    "floor_divide": Intrinsic(alike, _division(quotient=True)),
    "remainder": Intrinsic(alike, _division(quotient=False)),
    "unsigned_floor_divide": Intrinsic(_two_ints, _unsigned("udiv")),
    "unsigned_remainder": Intrinsic(_two_ints, _unsigned("urem")),
    "compare": Intrinsic(_mixed, _compare),
    "compare_less": Intrinsic(_mixed_test, _exact_test("<")),
    "compare_less_equal": Intrinsic(_mixed_test, _exact_test("<=")),
    "compare_greater": Intrinsic(_mixed_test, _exact_test(">")),
    "compare_greater_equal": Intrinsic(_mixed_test, _exact_test(">=")),
    "pow": Intrinsic(_alike_floats, _library("pow")),
    "hypot": Intrinsic(_alike_floats, _library("hypot")),
}
"""What names mean."""
