"""The functions that kernel source calls: Numba intrinsics, one LLVM fragment each."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from llvmlite import ir
from numba.core import cgutils, types
from numba.core.errors import TypingError
from numba.extending import intrinsic
from numba.np import arrayobj, numpy_support

from autograph.runtime.codegen import libraries

__all__ = ["namespace"]

_I64 = ir.IntType(64)
_I1 = ir.IntType(1)
_F64 = ir.DoubleType()

Build = Callable[[Any, Any, Any, Sequence[Any]], Any]
"""``build(context, builder, signature, arguments)`` returns an LLVM value."""


# ------------------------------------------------------------------ making intrinsics


@functools.lru_cache(maxsize=512)
def _intrinsic(count: int, result: Callable[..., Any], build: Build) -> Any:
    """Return an intrinsic of `count` arguments, whose type rule is `result`."""
    names = ", ".join(f"a{k}" for k in range(count))
    text = f"def made(typingctx{', ' if names else ''}{names}):\n    return give(({names}{',' if names else ''}))\n"

    def give(argument_types: tuple[Any, ...]) -> Any:
        result_type = result(*argument_types)
        if result_type is None:
            raise TypingError(f"no kernel function for {argument_types}")
        if isinstance(result_type, tuple):
            result_type, argument_types = result_type
        signature = result_type(*argument_types)

        def generate(context: Any, builder: Any, own: Any, arguments: Any) -> Any:
            return build(context, builder, own, arguments)

        return signature, generate

    space: dict[str, Any] = {"give": give}
    exec(text, space)  # noqa: S102  (an intrinsic's number of arguments is that of a Python function)
    return intrinsic(space["made"])


def _same(*given: Any) -> Any:
    return given[0]


def _boolean(*given: Any) -> Any:
    return types.boolean


def _none(*given: Any) -> Any:
    return types.none


# ------------------------------------------------------------------ memory


def _dtype_of(type_: Any) -> Any:
    return type_.instance_type if isinstance(type_, types.NumberClass) else type_.dtype


def _pointer(context: Any, builder: Any, type_: Any, array: Any, indices: Sequence[Any], index_types: Any) -> Any:
    made = context.make_array(type_)(context, builder, array)
    whole = [context.cast(builder, v, t, types.intp) for v, t in zip(indices, index_types, strict=True)]
    return cgutils.get_item_pointer(context, builder, type_, made, whole, wraparound=False)


def _load(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    pointer = _pointer(context, builder, sig.args[0], args[0], args[1:], sig.args[1:])
    return arrayobj.load_item(context, builder, sig.args[0], pointer)


def _store(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    pointer = _pointer(context, builder, sig.args[0], args[0], args[1:-1], sig.args[1:-1])
    value = context.cast(builder, args[-1], sig.args[-1], sig.args[0].dtype)
    arrayobj.store_item(context, builder, sig.args[0], value, pointer)
    return context.get_dummy_value()


def load(count: int) -> Any:
    """Return ``load(array, i, j, ...)``: an element, the index taken as it is."""
    return _intrinsic(count, lambda array, *index: array.dtype, _load)


def store(count: int) -> Any:
    """Return ``store(array, i, j, ..., value)``."""
    return _intrinsic(count, _none, _store)


def _empty(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    shapes = [context.cast(builder, v, t, types.intp) for v, t in zip(args[:-1], sig.args[:-1], strict=True)]
    return arrayobj._empty_nd_impl(context, builder, sig.return_type, shapes)._getvalue()


def empty(count: int) -> Any:
    """Return ``empty(n, m, ..., dtype)``: a new array in C order."""
    return _intrinsic(count, lambda *given: types.Array(_dtype_of(given[-1]), len(given) - 1, "C"), _empty)


def _lay(context: Any, builder: Any, sig: Any, source: Any, data: Any, shape: Any, strides: Any) -> Any:
    """Return an array over the memory of `source`."""
    array = context.make_array(sig.return_type)(context, builder)
    base = context.make_array(sig.args[0])(context, builder, source)
    pointer = builder.bitcast(data, array.data.type)
    arrayobj.populate_array(array, pointer, shape, strides, base.itemsize, base.meminfo, base.parent)
    context.nrt.incref(builder, sig.return_type, array._getvalue())
    return array._getvalue()


def _strided(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    base = context.make_array(sig.args[0])(context, builder, args[0])
    whole = [context.cast(builder, v, t, types.intp) for v, t in zip(args[1:], sig.args[1:], strict=True)]
    rank = (len(whole) - 1) // 2
    byte = builder.bitcast(base.data, ir.IntType(8).as_pointer())
    data = builder.gep(byte, [whole[0]])
    return _lay(context, builder, sig, args[0], data, whole[1 : 1 + rank], whole[1 + rank :])


def strided(count: int) -> Any:
    """Return ``strided(array, start, n, m, ..., stride, stride, ...)``: a view, in bytes."""
    return _intrinsic(count, lambda array, *rest: types.Array(array.dtype, (len(rest) - 1) // 2, "A"), _strided)


def _reshaped(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    base = context.make_array(sig.args[0])(context, builder, args[0])
    shape = [context.cast(builder, v, t, types.intp) for v, t in zip(args[1:], sig.args[1:], strict=True)]
    strides: list[Any] = []
    step = base.itemsize
    for size in reversed(shape):
        strides.insert(0, step)
        step = builder.mul(step, size)
    return _lay(context, builder, sig, args[0], base.data, shape, strides)


def reshaped(count: int) -> Any:
    """Return ``reshaped(array, n, m, ...)``: the same memory, which lies in C order, under another shape."""
    return _intrinsic(count, lambda array, *shape: types.Array(array.dtype, len(shape), "C"), _reshaped)


# ------------------------------------------------------------------ stopping and calling Python


def _as_bits(context: Any, builder: Any, type_: Any, value: Any) -> list[Any]:
    """Return a scalar as one or two 64-bit words."""
    if isinstance(type_, types.Complex):
        pair = context.make_complex(builder, type_, value)
        part = type_.underlying_float
        return _as_bits(context, builder, part, pair.real) + _as_bits(context, builder, part, pair.imag)
    if isinstance(type_, types.Float):
        return [builder.bitcast(context.cast(builder, value, type_, types.float64), _I64)]
    if isinstance(type_, types.Literal):
        type_ = types.unliteral(type_)
    if isinstance(type_, types.Boolean):
        return [builder.zext(value, _I64)]
    return [context.cast(builder, value, type_, types.uint64 if not type_.signed else types.int64)]


def _words(context: Any, builder: Any, type_: Any, value: Any) -> list[Any]:
    """Return what describes an operand: a scalar's bits, or an array's address, sizes and strides."""
    if not isinstance(type_, types.Array):
        return _as_bits(context, builder, type_, value)
    array = context.make_array(type_)(context, builder, value)
    address = builder.ptrtoint(array.data, _I64)
    return [address, *cgutils.unpack_tuple(builder, array.shape), *cgutils.unpack_tuple(builder, array.strides)]


def _record(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> None:
    place = builder.inttoptr(args[0], _I64.as_pointer())
    words = [word for t, v in zip(sig.args[1:], args[1:], strict=True) for word in _words(context, builder, t, v)]
    for position, word in enumerate(words):
        builder.store(word, builder.gep(place, [_I64(position)]))


def _stop(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    _record(context, builder, sig, args)
    return context.get_dummy_value()


def stop(count: int) -> Any:
    """Return ``stop(fault, site, operands...)``: notes where the kernel stops."""
    return _intrinsic(count, _none, _stop)


def _host(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    _record(context, builder, sig, args)
    function_type = ir.FunctionType(_I64, [_I64])
    function = cgutils.get_or_insert_function(builder.module, function_type, libraries.TRAMPOLINE)
    status = builder.call(function, [args[0]])
    return builder.icmp_signed("!=", status, _I64(0))


def host(count: int) -> Any:
    """Return ``host(fault, site, operands...)``: runs a node in Python; true where that failed."""
    return _intrinsic(count, _boolean, _host)


def _word(builder: Any, fault: Any, slot: Any) -> Any:
    place = builder.inttoptr(fault, _I64.as_pointer())
    return builder.load(builder.gep(place, [slot]))


def _fetch_scalar(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    type_ = sig.return_type
    slot = context.cast(builder, args[1], sig.args[1], types.intp)
    word = _word(builder, args[0], slot)
    if isinstance(type_, types.Complex):
        pair = context.make_complex(builder, type_)
        part = type_.underlying_float
        other = _word(builder, args[0], builder.add(slot, _I64(1)))
        pair.real = context.cast(builder, builder.bitcast(word, _F64), types.float64, part)
        pair.imag = context.cast(builder, builder.bitcast(other, _F64), types.float64, part)
        return pair._getvalue()
    if isinstance(type_, types.Float):
        return context.cast(builder, builder.bitcast(word, _F64), types.float64, type_)
    if isinstance(type_, types.Boolean):
        return builder.trunc(word, _I1)
    return context.cast(builder, word, types.int64, type_)


FETCH_SCALAR = _intrinsic(3, lambda fault, slot, dtype: _dtype_of(dtype), _fetch_scalar)


def fetch(rank: int) -> Any:
    """Return ``fetch(fault, slot, dtype)``: an array that Python has left for the kernel, copied."""

    def build(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
        slot = context.cast(builder, args[1], sig.args[1], types.intp)
        words = [_word(builder, args[0], builder.add(slot, _I64(k))) for k in range(rank + 1)]
        array = arrayobj._empty_nd_impl(context, builder, sig.return_type, words[1:])
        size = builder.mul(array.nitems, array.itemsize)
        source = builder.inttoptr(words[0], ir.IntType(8).as_pointer())
        cgutils.raw_memcpy(builder, builder.bitcast(array.data, source.type), source, size, 1)
        return array._getvalue()

    return _intrinsic(3, lambda fault, slot, dtype: types.Array(_dtype_of(dtype), rank, "C"), build)


def _value_of(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    optional = context.make_helper(builder, sig.args[0], args[0])
    context.nrt.incref(builder, sig.return_type, optional.data)
    return optional.data


VALUE_OF = _intrinsic(1, lambda given: given.type if isinstance(given, types.Optional) else given, _value_of)


# ------------------------------------------------------------------ numbers


def _wrap(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    index, size = args
    negative = builder.icmp_signed("<", index, _I64(0))
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
    return _limit(builder, _wrap(context, builder, sig, args), _I64(0), args[1])


def _slice_bound_back(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    return _limit(builder, _wrap(context, builder, sig, args), _I64(-1), builder.sub(args[1], _I64(1)))


def _slice_count(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    start, stop_, step_ = args
    forward = builder.icmp_signed(">", step_, _I64(0))
    distance = builder.select(forward, builder.sub(stop_, start), builder.sub(start, stop_))
    size = builder.select(forward, step_, builder.neg(step_))
    some = builder.icmp_signed(">", distance, _I64(0))
    safe = builder.select(builder.icmp_signed("==", size, _I64(0)), _I64(1), size)
    count = builder.add(builder.udiv(builder.sub(distance, _I64(1)), safe), _I64(1))
    return builder.select(some, count, _I64(0))


def _step(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    return builder.select(builder.icmp_signed("==", args[0], _I64(1)), _I64(0), _I64(1))


def _together(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    return builder.select(builder.icmp_signed("==", args[0], _I64(1)), args[1], args[0])


def _overflows(name: str) -> Build:
    def build(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
        method = {"add": builder.sadd_with_overflow, "subtract": builder.ssub_with_overflow,
                  "multiply": builder.smul_with_overflow}[name]
        return builder.extract_value(method(*args), 1)

    return build


def _shift_overflows(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    number, count = args
    large = builder.icmp_unsigned(">", count, _I64(62))
    safe = builder.select(large, _I64(0), count)
    back = builder.ashr(builder.shl(number, safe), safe)
    lost = builder.icmp_signed("!=", back, number)
    some = builder.icmp_signed("!=", number, _I64(0))
    return builder.and_(some, builder.or_(large, lost))


def _select(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    a = context.cast(builder, args[1], sig.args[1], sig.return_type)
    b = context.cast(builder, args[2], sig.args[2], sig.return_type)
    return builder.select(args[0], a, b)


def _select_type(test: Any, a: Any, b: Any) -> Any:
    return types.unliteral(a), (types.boolean, types.unliteral(a), types.unliteral(a))


def _alike(a: Any, b: Any) -> Any:
    a = types.unliteral(a)
    return a, (a, a)


def _chosen(test: str, *, nan_wins: bool) -> Build:
    """Return a choice of one of two numbers: the first if ``first test second``, or if it is NaN."""

    def build(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
        a, b = args
        type_ = sig.return_type
        if isinstance(type_, types.Float):
            first = builder.fcmp_ordered(test, a, b)
            if nan_wins:
                first = builder.or_(first, builder.fcmp_unordered("uno", a, a))
        elif isinstance(type_, types.Boolean) or not type_.signed:
            first = builder.icmp_unsigned(test, a, b)
        else:
            first = builder.icmp_signed(test, a, b)
        return builder.select(first, a, b)

    return build


def _python_chosen(test: str) -> Build:
    """Return Python's min (``<``) or max (``>``): the second only if ``second test first``."""

    def build(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
        a, b = args
        type_ = sig.return_type
        if isinstance(type_, types.Float):
            second = builder.fcmp_ordered(test, b, a)
        elif isinstance(type_, types.Boolean) or not type_.signed:
            second = builder.icmp_unsigned(test, b, a)
        else:
            second = builder.icmp_signed(test, b, a)
        return builder.select(second, b, a)

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


def _truncate(target: Any) -> Build:
    """Return a conversion of a float to an integer as the processor does it, without undefined cases."""
    wide = target.bitwidth == 64 or target is types.uint32

    def build(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
        value = context.cast(builder, args[0], sig.args[0], types.float64)
        if target is types.uint64:
            large = builder.fcmp_ordered(">=", value, _F64(2.0**63))
            small = _to_int(builder, value, 64)
            rest = builder.xor(_to_int(builder, builder.fsub(value, _F64(2.0**63)), 64), _I64(-(2**63)))
            return builder.select(large, rest, small)
        found = _to_int(builder, value, 64 if wide else 32)
        own = ir.IntType(target.bitwidth)
        return found if found.type == own else builder.trunc(found, own)

    return build


def _to_int(builder: Any, value: Any, width: int) -> Any:
    kind = ir.IntType(width)
    limit = 2.0 ** (width - 1)
    low = builder.fcmp_ordered(">", value, _F64(-limit - (1.0 if width == 32 else 0.0)))
    if width == 64:
        low = builder.fcmp_ordered(">=", value, _F64(-limit))
    good = builder.and_(low, builder.fcmp_ordered("<", value, _F64(limit)))
    safe = builder.select(good, value, _F64(0.0))
    return builder.select(good, builder.fptosi(safe, kind), kind(-(2 ** (width - 1))))


def _library(symbol: str, kind: Any = _F64) -> Build:
    """Return a call of a C function."""

    def build(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
        libraries.provide(symbol)
        own = ir.FloatType() if sig.return_type == types.float32 else _F64
        function_type = ir.FunctionType(own, [own] * len(args))
        function = cgutils.get_or_insert_function(builder.module, function_type, libraries.name_of(symbol))
        return builder.call(function, list(args))

    return build


def _floats(*given: Any) -> Any:
    return types.float64, (types.float64,) * len(given)


def _pow_type(a: Any, b: Any) -> Any:
    return types.float64, (types.float64, types.float64)


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
    wide = builder.sext(signed, _I64) if signed.type.width < 64 else signed
    other = builder.zext(unsigned, _I64) if unsigned.type.width < 64 else unsigned
    less = builder.icmp_unsigned("<", wide, other)
    more = builder.icmp_unsigned(">", wide, other)
    found = builder.sub(builder.zext(more, _I64), builder.zext(less, _I64))
    return builder.select(builder.icmp_signed("<", wide, _I64(0)), _I64(-1), found)


def _compare_int_float(builder: Any, whole: Any, number: Any) -> Any:
    """Compare an int64 with a float exactly; NaN counts as larger (only used where that is equal to unequal)."""
    high = builder.fcmp_ordered(">=", number, _F64(2.0**63))
    low = builder.fcmp_ordered("<", number, _F64(-(2.0**63)))
    nan = builder.fcmp_unordered("uno", number, number)
    outside = builder.or_(builder.or_(high, low), nan)
    safe = builder.select(outside, _F64(0.0), number)
    cut = builder.fptosi(safe, _I64)
    back = builder.sitofp(cut, _F64)
    less = builder.icmp_signed("<", whole, cut)
    more = builder.icmp_signed(">", whole, cut)
    found = builder.sub(builder.zext(more, _I64), builder.zext(less, _I64))
    beyond = builder.sub(
        builder.zext(builder.fcmp_ordered("<", safe, back), _I64),
        builder.zext(builder.fcmp_ordered(">", safe, back), _I64),
    )
    found = builder.select(builder.icmp_signed("==", found, _I64(0)), beyond, found)
    found = builder.select(builder.or_(high, nan), _I64(-1), found)
    return builder.select(low, _I64(1), found)


def _exact_test(test: str) -> Build:
    def build(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
        number = args[0] if isinstance(sig.args[0], types.Float) else args[1]
        found = builder.icmp_signed(test, _compare(context, builder, sig, args), _I64(0))
        return builder.and_(found, builder.fcmp_ordered("ord", number, number))

    return build


def _mixed(a: Any, b: Any) -> Any:
    return types.int64, (types.unliteral(a), types.unliteral(b))


def _mixed_test(a: Any, b: Any) -> Any:
    return types.boolean, (types.unliteral(a), types.unliteral(b))


# ------------------------------------------------------------------ NumPy's inner loops


def inner_loop(name: str, dtypes: str) -> Any:
    """Return ``loop(operands..., out)`` over arrays, or ``loop(operands...)`` of scalars."""
    symbol = libraries.provide_loop(name, dtypes)
    scalar_types = tuple(numpy_support.from_dtype(np.dtype(character)) for character in dtypes)

    def result(*given: Any) -> Any:
        if len(given) == len(dtypes):
            return types.none, given
        return scalar_types[-1], scalar_types[:-1]

    def build(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
        if len(args) == len(dtypes):
            return _loop_arrays(context, builder, sig, args, symbol, scalar_types)
        return _loop_scalars(context, builder, args, symbol, scalar_types)

    return result, build


def _words_at(builder: Any, values: Sequence[Any]) -> Any:
    """Return the address of these words."""
    place = cgutils.alloca_once(builder, values[0].type, size=_I64(len(values)))
    for position, value in enumerate(values):
        builder.store(value, builder.gep(place, [_I64(position)]))
    return place


def _call_loop(context: Any, builder: Any, symbol: str, pointers: Any, sizes: Any, strides: Any) -> None:
    """Write the call of one of NumPy's loops; `sizes` is the count, or the sizes of all its dimensions."""
    byte = ir.IntType(8).as_pointer()
    arguments = _words_at(builder, [builder.bitcast(pointer, byte) for pointer in pointers])
    steps = _words_at(builder, list(strides))
    size = _words_at(builder, sizes if isinstance(sizes, list) else [sizes])
    kind = ir.FunctionType(ir.VoidType(), [byte.as_pointer(), _I64.as_pointer(), _I64.as_pointer(), byte])
    place = cgutils.get_or_insert_function(builder.module, kind, symbol)
    data_symbol = libraries.data_name(symbol)
    data = cgutils.get_or_insert_function(builder.module, ir.FunctionType(ir.VoidType(), []), data_symbol)
    address = builder.bitcast(data, byte) if libraries.has_data(symbol) else ir.Constant(byte, None)
    builder.call(place, [arguments, size, steps, address])


def _loop_scalars(context: Any, builder: Any, args: Sequence[Any], symbol: str, scalar_types: Any) -> Any:
    pointers = []
    for value, type_ in zip(args, scalar_types, strict=False):
        place = cgutils.alloca_once(builder, context.get_data_type(type_))
        builder.store(context.data_model_manager[type_].as_data(builder, value), place)
        pointers.append(place)
    out = cgutils.alloca_once(builder, context.get_data_type(scalar_types[-1]))
    pointers.append(out)
    _call_loop(context, builder, symbol, pointers, _I64(1), [_I64(0)] * len(pointers))
    return context.data_model_manager[scalar_types[-1]].from_data(builder, builder.load(out))


def _loop_arrays(
    context: Any, builder: Any, sig: Any, args: Sequence[Any], symbol: str, scalar_types: Any
) -> Any:
    """Call the loop once over whole arrays in C order, or row by row along the last axis."""
    out_type = sig.args[-1]
    out = context.make_array(out_type)(context, builder, args[-1])
    rank = out_type.ndim
    shape = cgutils.unpack_tuple(builder, out.shape)
    arrays: list[Any] = []
    for value, type_, scalar in zip(args, sig.args, scalar_types, strict=True):
        if isinstance(type_, types.Array):
            arrays.append(context.make_array(type_)(context, builder, value))
        else:
            place = cgutils.alloca_once(builder, context.get_data_type(scalar))
            cast = context.cast(builder, value, type_, scalar)
            builder.store(context.data_model_manager[scalar].as_data(builder, cast), place)
            arrays.append(place)
    whole = all(not isinstance(t, types.Array) or t.layout == "C" for t in sig.args)
    if whole or rank <= 1:
        strides = [
            _I64(0) if not isinstance(t, types.Array) or not t.ndim
            else (a.itemsize if whole else cgutils.unpack_tuple(builder, a.strides)[-1])
            for a, t in zip(arrays, sig.args, strict=True)
        ]
        pointers = [a.data if isinstance(t, types.Array) else a for a, t in zip(arrays, sig.args, strict=True)]
        _call_loop(context, builder, symbol, pointers, out.nitems, strides)
        return context.get_dummy_value()
    with cgutils.loop_nest(builder, shape[:-1], _I64) as indices:
        pointers, strides = [], []
        for array, type_ in zip(arrays, sig.args, strict=True):
            if not isinstance(type_, types.Array):
                pointers.append(array)
                strides.append(_I64(0))
                continue
            pointers.append(
                cgutils.get_item_pointer(context, builder, type_, array, [*indices, _I64(0)], wraparound=False)
            )
            strides.append(cgutils.unpack_tuple(builder, array.strides)[-1])
        _call_loop(context, builder, symbol, pointers, shape[-1], strides)
    return context.get_dummy_value()


def _add_reduce(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    """Add up an array that lies in one piece, or one axis of any, by NumPy's loop: 0.0 + its sum in pairs."""
    type_ = sig.args[0]
    array = context.make_array(type_)(context, builder, args[0])
    character = numpy_support.as_dtype(type_.dtype).char
    symbol = libraries.provide_loop("add", character * 3)
    total = cgutils.alloca_once_value(builder, context.get_constant(type_.dtype, 0.0))
    count = args[1] if len(args) > 1 else array.nitems
    stride = cgutils.unpack_tuple(builder, array.strides)[0] if type_.ndim == 1 and type_.layout == "A" else array.itemsize
    _call_loop(context, builder, symbol, [total, array.data, total], count, [_I64(0), stride, _I64(0)])
    return builder.load(total)


def _add_reduce_type(array: Any, *count: Any) -> Any:
    return array.dtype, (array, *[types.int64] * len(count))


def _matmul(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    """Call NumPy's loop of ``matmul`` on operands of one or two axes; a vector is a row before, a column after."""
    arrays = [context.make_array(t)(context, builder, v) for t, v in zip(sig.args, args, strict=True)]
    kinds = list(sig.args)
    dtype = kinds[0].dtype
    symbol = libraries.provide_loop("matmul", numpy_support.as_dtype(dtype).char * 3)
    shapes = [cgutils.unpack_tuple(builder, array.shape) for array in arrays]
    strides = [cgutils.unpack_tuple(builder, array.strides) for array in arrays]
    (a, b), (p, q) = shapes[:2], strides[:2]
    one, zero = _I64(1), _I64(0)
    rows, inner = (a[0], a[1]) if len(a) == 2 else (one, a[0])
    columns = b[1] if len(b) == 2 else one
    left = list(p) if len(a) == 2 else [zero, p[0]]
    right = list(q) if len(b) == 2 else [q[0], zero]
    itemsize = arrays[0].itemsize
    if len(arrays) == 3:
        target = arrays[2].data
        if len(a) == 2 and len(b) == 2:
            out = list(strides[2])
        else:
            out = [strides[2][0], zero] if len(a) == 2 else [zero, strides[2][0]]
    else:
        target = cgutils.alloca_once(builder, context.get_data_type(dtype))
        out = [itemsize, itemsize]
    pointers = [arrays[0].data, arrays[1].data, target]
    sizes = [one, rows, inner, columns]
    _call_loop(context, builder, symbol, pointers, sizes, [zero, zero, zero, *left, *right, *out])
    if len(arrays) == 3:
        return context.get_dummy_value()
    return context.data_model_manager[dtype].from_data(builder, builder.load(target))


# ------------------------------------------------------------------ all names

_FIXED: dict[str, tuple[int, Callable[..., Any], Build]] = {
    "wrap": (2, _two_ints, _wrap),
    "outside": (2, _bool_of_two_ints, _outside),
    "slice_bound": (2, _two_ints, _slice_bound),
    "slice_bound_back": (2, _two_ints, _slice_bound_back),
    "slice_count": (3, _int_of_ints, _slice_count),
    "step": (1, _int_of_ints, _step),
    "together": (2, _two_ints, _together),
    "add_overflows": (2, _bool_of_two_ints, _overflows("add")),
    "subtract_overflows": (2, _bool_of_two_ints, _overflows("subtract")),
    "multiply_overflows": (2, _bool_of_two_ints, _overflows("multiply")),
    "shift_overflows": (2, _bool_of_two_ints, _shift_overflows),
    "select": (3, _select_type, _select),
    "maximum": (2, _alike, _chosen(">", nan_wins=True)),
    "minimum": (2, _alike, _chosen("<", nan_wins=True)),
    "first_smaller": (2, _alike, _python_chosen("<")),
    "first_larger": (2, _alike, _python_chosen(">")),
    "absolute": (1, lambda a: (types.unliteral(a), (types.unliteral(a),)), _absolute),
    "square": (1, lambda a: (types.unliteral(a), (types.unliteral(a),)), _square),
    "sqrt": (1, _same, _llvm("llvm.sqrt")),
    "floor": (1, _same, _llvm("llvm.floor")),
    "ceil": (1, _same, _llvm("llvm.ceil")),
    "trunc": (1, _same, _llvm("llvm.trunc")),
    "rint": (1, _same, _llvm("llvm.rint")),
    "copysign": (2, _alike, _llvm("llvm.copysign")),
    "isnan": (1, _boolean, _isnan),
    "isinf": (1, _boolean, _isinf),
    "isfinite": (1, _boolean, _isfinite),
    "signbit": (1, _boolean, _signbit),
    "left_shift": (2, _alike, _shift("left")),
    "right_shift": (2, _alike, _shift("right")),
    "floor_divide": (2, _alike, _division(quotient=True)),
    "remainder": (2, _alike, _division(quotient=False)),
    "unsigned_floor_divide": (2, _two_ints, _unsigned("udiv")),
    "unsigned_remainder": (2, _two_ints, _unsigned("urem")),
    "compare": (2, _mixed, _compare),
    "compare_less": (2, _mixed_test, _exact_test("<")),
    "compare_less_equal": (2, _mixed_test, _exact_test("<=")),
    "compare_greater": (2, _mixed_test, _exact_test(">")),
    "compare_greater_equal": (2, _mixed_test, _exact_test(">=")),
    "pow": (2, _pow_type, _library("pow")),
    "hypot": (2, _floats, _library("hypot")),
    "np_matmul": (3, _none, _matmul),
    "np_dot": (2, lambda a, b: a.dtype, _matmul),
}
_TRUNCATIONS = {f"truncate_{t.name}": t for t in
                (types.int8, types.int16, types.int32, types.int64, types.uint8, types.uint16, types.uint32, types.uint64)}
_COUNTED = {"load": load, "store": store, "empty": empty, "strided": strided, "reshaped": reshaped, "stop": stop,
            "host": host}
_TYPES = {
    name: getattr(np, name)
    for name in "int8 int16 int32 int64 uint8 uint16 uint32 uint64 float32 float64 complex64 complex128 bool_".split()
}


def _made(name: str) -> Any:
    """Return what a name in a kernel's source means; None for Python's own."""
    if name in _FIXED:
        return _intrinsic(*_FIXED[name])
    if name in _TRUNCATIONS:
        target = _TRUNCATIONS[name]
        return _intrinsic(1, lambda given: target, _truncate(target))
    if name == "fetch_scalar":
        return FETCH_SCALAR
    if name == "value_of":
        return VALUE_OF
    if name.startswith("fetch_") and name.endswith("d"):
        return fetch(int(name[6:-1]))
    if name.startswith("c_"):
        return _intrinsic(2 if name in ("c_atan2", "c_fmod", "c_pow") else 1, _floats, _library(name[2:]))
    head, _, count = name.rpartition("_")
    if head in _COUNTED and count.isdigit():
        return _COUNTED[head](int(count))
    return None


@functools.lru_cache(maxsize=4096)
def _loop(name: str, count: int) -> Any:
    _, rest = name.split("np_", 1)
    function, dtypes = rest.rsplit("_", 1)
    result, build = inner_loop(function, dtypes.replace("T", "?"))
    return _intrinsic(count, result, build)


@functools.lru_cache(maxsize=4096)
def meaning(name: str, count: int) -> Any:
    """Return what a name in a kernel's source means, given the number of arguments of its call."""
    if name in _TYPES:
        return _TYPES[name]
    if name in ("inf", "nan"):
        return getattr(np, name)
    if name.startswith("np_add_reduce_"):
        return _intrinsic(count, _add_reduce_type, _add_reduce)
    if name.startswith("np_") and name not in _FIXED:
        return _loop(name, count)
    return _made(name)


def namespace(names: dict[str, int]) -> dict[str, Any]:
    """Return the globals of a kernel module, given the names it uses and their calls' argument counts."""
    found = {name: meaning(name, count) for name, count in names.items()}
    return {name: value for name, value in found.items() if value is not None}
