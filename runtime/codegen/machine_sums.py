"""Sums of floats in NumPy's order, written out: what its own loop gives, several elements at a time.

NumPy adds up to 128 elements in eight sums, each of every eighth element, and these in pairs; more are
halved, at a multiple of eight (``pairwise_sum`` in its ``loops_utils.h.src``; N. J. Higham says why in "The
accuracy of floating point summation", 1993). Eight sums side by side are a vector.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

import numpy as np
from llvmlite import ir
from numba.core import cgutils, types
from numba.np import numpy_support

from autograph.runtime.codegen import libraries
from autograph.runtime.codegen.machine import WORD, Intrinsic
from autograph.runtime.codegen.machine_arrays import Fields, item_pointer
from autograph.runtime.codegen.machine_loops import call_loop

__all__ = ["FIXED"]

_SIDE_BY_SIDE, _AT_ONCE = 8, 128
_KINDS = {types.float64: ir.DoubleType(), types.float32: ir.FloatType()}


@functools.cache
def _is_known() -> bool:
    """Whether NumPy adds in the order described above."""
    x = np.random.default_rng(0).normal(size=300)
    return all(float(np.sum(x[:size])) == _in_pairs(x[:size].tolist()) for size in (5, 8, 77, 128, 300))


def _in_pairs(x: Sequence[float]) -> float:
    size = len(x)
    if size > _AT_ONCE:
        half = size // 2 // _SIDE_BY_SIDE * _SIDE_BY_SIDE
        return _in_pairs(x[:half]) + _in_pairs(x[half:])
    whole = size // _SIDE_BY_SIDE * _SIDE_BY_SIDE
    sums = [_in_turn(x[lane:whole:_SIDE_BY_SIDE]) for lane in range(_SIDE_BY_SIDE if whole else 0)]
    while len(sums) > 1:
        sums = [sums[place] + sums[place + 1] for place in range(0, len(sums), 2)]
    return _in_turn([*sums, *x[whole:]])


def _in_turn(x: Sequence[float]) -> float:
    return functools.reduce(lambda a, b: a + b, x, 0.0)


def _pairwise_sum(module: Any, kind: Any) -> Any:
    """Return the function ``f(x, count)`` of a module that adds up elements that lie in one piece."""
    form = ir.FunctionType(kind, [kind.as_pointer(), WORD])
    function = cgutils.get_or_insert_function(module, form, f"autograph_sum_{kind}")
    if function.is_declaration:
        function.linkage = "linkonce_odr"  # the modules of a kernel are linked
        function.attributes.add("noinline")
        _define(function, kind)
    return function


def _define(function: Any, kind: Any) -> None:
    builder = ir.IRBuilder(function.append_basic_block("entry"))
    x, count = function.args
    with builder.if_then(builder.icmp_signed(">", count, WORD(_AT_ONCE))):
        half = builder.shl(builder.lshr(count, WORD(4)), WORD(3))
        left = builder.call(function, [x, half])
        right = builder.call(function, [builder.gep(x, [half]), builder.sub(count, half)])
        builder.ret(builder.fadd(left, right))
    total = cgutils.alloca_once_value(builder, ir.Constant(kind, 0.0))
    whole = builder.and_(count, WORD(-_SIDE_BY_SIDE))
    with builder.if_then(builder.icmp_signed(">", whole, WORD(0)), likely=True):
        builder.store(_side_by_side(builder, x, whole, kind), total)
    with cgutils.for_range_slice(builder, whole, count, WORD(1), WORD) as (place, _):
        element = builder.load(builder.gep(x, [place]))
        builder.store(builder.fadd(builder.load(total), element), total)
    builder.ret(builder.load(total))


def _side_by_side(builder: Any, x: Any, count: Any, kind: Any) -> Any:
    """Return the sum of `count` elements, a multiple of eight."""
    vector = ir.VectorType(kind, _SIDE_BY_SIDE)

    def eight(place: Any) -> Any:
        address = builder.bitcast(builder.gep(x, [place]), vector.as_pointer())
        return builder.load(address, align=8 if kind == ir.DoubleType() else 4)

    sums = cgutils.alloca_once_value(builder, eight(WORD(0)))
    with cgutils.for_range_slice(builder, WORD(_SIDE_BY_SIDE), count, WORD(_SIDE_BY_SIDE), WORD) as (
        place,
        _,
    ):
        builder.store(builder.fadd(builder.load(sums), eight(place)), sums)
    total = builder.load(sums)
    for apart in (1, 2, 4):
        other = [lane ^ apart for lane in range(_SIDE_BY_SIDE)]
        mask = ir.Constant(ir.VectorType(ir.IntType(32), _SIDE_BY_SIDE), other)
        total = builder.fadd(total, builder.shuffle_vector(total, total, mask))
    return builder.extract_element(total, ir.Constant(ir.IntType(32), 0))


def _summed(  # noqa: PLR0913, PLR0917  (what Numba hands to every lowering)
    context: Any, builder: Any, dtype: Any, first: Any, count: Any, stride: Any
) -> Any:
    """Write ``0.0 +`` the sum of so many elements; without a stride they lie in one piece."""
    zero = context.get_constant(dtype, 0.0)
    if stride is None and dtype in _KINDS and _is_known():
        total = builder.call(_pairwise_sum(builder.module, _KINDS[dtype]), [first, count])
        return builder.fadd(zero, total)
    of_numpy = numpy_support.as_dtype(dtype)
    step = WORD(of_numpy.itemsize) if stride is None else stride
    place = cgutils.alloca_once_value(builder, zero)
    symbol = libraries.provide_loop("add", of_numpy.char * 3)
    call_loop(context, builder, symbol, [place, first, place], count, [WORD(0), step, WORD(0)])
    return builder.load(place)


def _add_reduce(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    """Add up an array that lies in one piece, or one axis of any; so many of it, or from some element on."""
    type_ = sig.args[0]
    array = Fields(context, builder, type_, args[0])
    stride = array.extents("strides")[0] if type_.ndim == 1 and type_.layout == "A" else None
    first = item_pointer(context, builder, type_, args[0], [args[1]]) if len(args) > 2 else array.data
    return _summed(context, builder, type_.dtype, first, args[-1] if len(args) > 1 else array.nitems, stride)


def _add_reduce_row(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    """Add up what lies along the last axis of an array at an index of all others."""
    type_ = sig.args[0]
    array = Fields(context, builder, type_, args[0])
    outer = [context.cast(builder, v, t, types.intp) for v, t in zip(args[1:], sig.args[1:], strict=True)]
    first = item_pointer(context, builder, type_, args[0], [*outer, WORD(0)])
    count, stride = (array.extents(name)[-1] for name in ("shape", "strides"))
    return _summed(context, builder, type_.dtype, first, count, None if type_.layout == "C" else stride)


def _type(array: Any, *numbers: Any) -> Any:
    return array.dtype, (array, *[types.int64] * len(numbers))


FIXED = {
    "np_add_reduce": Intrinsic(_type, _add_reduce),
    "np_add_reduce_row": Intrinsic(_type, _add_reduce_row),
}
"""What names mean."""
