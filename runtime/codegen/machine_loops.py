"""NumPy's own inner loops in a kernel: ufuncs, sums in pairs, products by BLAS."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from llvmlite import ir
from numba.core import cgutils, types
from numba.np import numpy_support

from autograph.runtime.codegen import libraries
from autograph.runtime.codegen.machine import (
    WORD,
    Build,
    Intrinsic,
    none,
)
from autograph.runtime.codegen.machine_arrays import Fields, item_pointer
from autograph.runtime.codegen.machine_waves import is_known, wave_function

__all__ = ["FIXED", "call_loop", "numpy_loop"]


def numpy_loop(name: str) -> Any:
    """Return what ``np_...`` means: a ufunc's reduction, or its loop for the dtypes at the end."""
    if name.startswith("fold_row_"):
        return Intrinsic(_fold_row_type, _fold_row(name.removeprefix("fold_row_")))
    if name.startswith("fold_"):
        return Intrinsic(_fold_type, _fold(name.removeprefix("fold_")))
    function, dtypes = name.rsplit("_", 1)
    return Intrinsic(*_inner_loop(function, dtypes.replace("T", "?")))


def _inner_loop(name: str, dtypes: str) -> Any:
    """Return ``loop(operands..., out)`` over arrays, with a count of strips, or of scalars."""
    symbol = libraries.provide_loop(name, dtypes)
    scalar_types = tuple(numpy_support.from_dtype(np.dtype(character)) for character in dtypes)

    def result(*given: Any) -> Any:
        if len(given) >= len(dtypes):
            return types.none, given
        return scalar_types[-1], scalar_types[:-1]

    def build(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
        if dtypes == "dd" and len(args) > 1 and is_known(name) and _in_pieces(sig.args[:2]):
            return _waves(context, builder, sig, args, name)
        if len(args) > len(dtypes):
            return _loop_strip(context, builder, sig, args, symbol, scalar_types)
        if len(args) == len(dtypes):
            return _loop_arrays(context, builder, sig, args, symbol, scalar_types)
        return _loop_scalars(context, builder, args, symbol, scalar_types)

    return result, build


def _in_pieces(types_: Sequence[Any]) -> bool:
    return all(isinstance(type_, types.Array) and type_.layout == "C" for type_ in types_)


def _waves(context: Any, builder: Any, sig: Any, args: Sequence[Any], name: str) -> Any:
    """Write a call of the fast way to what one of NumPy's loops gives."""
    source, target = (Fields(context, builder, t, v) for t, v in zip(sig.args[:2], args, strict=False))
    count = context.cast(builder, args[2], sig.args[2], types.intp) if len(args) > 2 else target.nitems
    builder.call(wave_function(builder.module, name), [source.data, target.data, count])
    return context.get_dummy_value()


def _words_at(builder: Any, values: Sequence[Any]) -> Any:
    """Return the address of these words."""
    place = cgutils.alloca_once(builder, values[0].type, size=WORD(len(values)))
    for position, value in enumerate(values):
        builder.store(value, builder.gep(place, [WORD(position)]))
    return place


def call_loop(context: Any, builder: Any, symbol: str, pointers: Any, sizes: Any, strides: Any) -> None:  # noqa: PLR0913, PLR0917  (what Numba hands to every lowering)
    """Write the call of one of NumPy's loops; `sizes` is the count, or the sizes of all its dimensions."""
    byte = ir.IntType(8).as_pointer()
    arguments = _words_at(builder, [builder.bitcast(pointer, byte) for pointer in pointers])
    steps = _words_at(builder, list(strides))
    size = _words_at(builder, sizes if isinstance(sizes, list) else [sizes])
    kind = ir.FunctionType(ir.VoidType(), [byte.as_pointer(), WORD.as_pointer(), WORD.as_pointer(), byte])
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
    call_loop(context, builder, symbol, pointers, WORD(1), [WORD(0)] * len(pointers))
    return context.data_model_manager[scalar_types[-1]].from_data(builder, builder.load(out))


def _operand(context: Any, builder: Any, type_: Any, value: Any, scalar: Any) -> Any:
    """Return an operand of a loop: an array, or the address of a scalar."""
    if isinstance(type_, types.Array):
        return Fields(context, builder, type_, value)
    place = cgutils.alloca_once(builder, context.get_data_type(scalar))
    cast = context.cast(builder, value, type_, scalar)
    builder.store(context.data_model_manager[scalar].as_data(builder, cast), place)
    return place


def _loop_strip(  # noqa: PLR0913, PLR0917  (what Numba hands to every lowering)
    context: Any, builder: Any, sig: Any, args: Sequence[Any], symbol: str, scalar_types: Any
) -> Any:
    """Call the loop over the first elements of arrays of one axis."""
    operands = list(zip(sig.args[:-1], args[:-1], scalar_types, strict=True))
    given = [_operand(context, builder, t, v, s) for t, v, s in operands]
    pointers = [
        one.data if isinstance(t, types.Array) else one for one, t in zip(given, sig.args, strict=False)
    ]
    steps = [
        one.itemsize if isinstance(t, types.Array) else WORD(0)
        for one, t in zip(given, sig.args, strict=False)
    ]
    count = context.cast(builder, args[-1], sig.args[-1], types.intp)
    call_loop(context, builder, symbol, pointers, count, steps)
    return context.get_dummy_value()


def _loop_arrays(  # noqa: PLR0913, PLR0917  (what Numba hands to every lowering)
    context: Any, builder: Any, sig: Any, args: Sequence[Any], symbol: str, scalar_types: Any
) -> Any:
    """Call the loop once over whole arrays in C order, or row by row along the last axis."""
    out_type = sig.args[-1]
    out = Fields(context, builder, out_type, args[-1])
    rank = out_type.ndim
    shape = cgutils.unpack_tuple(builder, out.shape)
    operands = zip(sig.args, args, scalar_types, strict=True)
    arrays = [_operand(context, builder, type_, value, scalar) for type_, value, scalar in operands]
    whole = all(not isinstance(t, types.Array) or t.layout == "C" for t in sig.args)
    if whole or rank <= 1:
        strides = [
            WORD(0)
            if not isinstance(t, types.Array) or not t.ndim
            else (a.itemsize if whole else cgutils.unpack_tuple(builder, a.strides)[-1])
            for a, t in zip(arrays, sig.args, strict=True)
        ]
        pointers = [
            a.data if isinstance(t, types.Array) else a for a, t in zip(arrays, sig.args, strict=True)
        ]
        call_loop(context, builder, symbol, pointers, out.nitems, strides)
        return context.get_dummy_value()
    with cgutils.loop_nest(builder, shape[:-1], WORD) as indices:
        pointers, strides = [], []
        for array, type_ in zip(arrays, sig.args, strict=True):
            if not isinstance(type_, types.Array):
                pointers.append(array)
                strides.append(WORD(0))
                continue
            pointers.append(
                cgutils.get_item_pointer(
                    context, builder, type_, array, [*indices, WORD(0)], wraparound=False
                )
            )
            strides.append(cgutils.unpack_tuple(builder, array.strides)[-1])
        call_loop(context, builder, symbol, pointers, shape[-1], strides)
    return context.get_dummy_value()


def _fold_row(name: str) -> Build:
    """Return ``fold(start, array, i, ...)``: the ufunc's own reduction of what lies along the last axis."""

    def build(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
        return _row_reduced(context, builder, name, args[0], sig.args[1:], args[1:])

    return build


def _row_reduced(  # noqa: PLR0913, PLR0917  (what Numba hands to every lowering)
    context: Any, builder: Any, name: str, start: Any, types_: Sequence[Any], args: Sequence[Any]
) -> Any:
    type_ = types_[0]
    array = Fields(context, builder, type_, args[0])
    outer = [context.cast(builder, v, t, types.intp) for v, t in zip(args[1:], types_[1:], strict=True)]
    first = item_pointer(context, builder, type_, args[0], [*outer, WORD(0)])
    total = cgutils.alloca_once(builder, context.get_data_type(type_.dtype))
    builder.store(start, total)
    character = numpy_support.as_dtype(type_.dtype).char
    symbol = libraries.provide_loop(name, character * 3)
    count, stride = (cgutils.unpack_tuple(builder, extents)[-1] for extents in (array.shape, array.strides))
    call_loop(context, builder, symbol, [total, first, total], count, [WORD(0), stride, WORD(0)])
    return builder.load(total)


def _fold(name: str) -> Build:
    """Return ``fold(start, array)``, or of an array's first elements: the ufunc's own reduction of them."""

    def build(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
        return _reduced(context, builder, name, args[0], sig.args[1:], args[1:])

    return build


def _reduced(  # noqa: PLR0913, PLR0917  (what Numba hands to every lowering)
    context: Any, builder: Any, name: str, start: Any, types_: Sequence[Any], args: Sequence[Any]
) -> Any:
    type_ = types_[0]
    array = Fields(context, builder, type_, args[0])
    character = numpy_support.as_dtype(type_.dtype).char
    symbol = libraries.provide_loop(name, character * 3)
    total = cgutils.alloca_once_value(builder, start)
    count = args[1] if len(args) > 1 else array.nitems
    stride = (
        cgutils.unpack_tuple(builder, array.strides)[0]
        if type_.ndim == 1 and type_.layout == "A"
        else array.itemsize
    )
    call_loop(context, builder, symbol, [total, array.data, total], count, [WORD(0), stride, WORD(0)])
    return builder.load(total)


def _fold_type(start: Any, array: Any, *count: Any) -> Any:
    return array.dtype, (array.dtype, array, *[types.int64] * len(count))


def _fold_row_type(start: Any, array: Any, *index: Any) -> Any:
    return array.dtype, (array.dtype, array, *[types.int64] * len(index))


def _matmul(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    """Call NumPy's loop of ``matmul``; a vector is a row on the left, a column on the right."""
    arrays = [Fields(context, builder, t, v) for t, v in zip(sig.args, args, strict=True)]
    kinds = list(sig.args)
    dtype = kinds[0].dtype
    symbol = libraries.provide_loop("matmul", numpy_support.as_dtype(dtype).char * 3)
    shapes = [cgutils.unpack_tuple(builder, array.shape) for array in arrays]
    strides = [cgutils.unpack_tuple(builder, array.strides) for array in arrays]
    (a, b), (p, q) = shapes[:2], strides[:2]
    one, zero = WORD(1), WORD(0)
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
    call_loop(context, builder, symbol, pointers, sizes, [zero, zero, zero, *left, *right, *out])
    if len(arrays) == 3:
        return context.get_dummy_value()
    return context.data_model_manager[dtype].from_data(builder, builder.load(target))


FIXED = {
    "np_matmul": Intrinsic(none, _matmul),
    "np_dot": Intrinsic(lambda a, b: a.dtype, _matmul),
}
"""What names mean."""
