"""Arrays in a kernel: loads, stores, new arrays, views; and leaving it, to stop or to call Python."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from llvmlite import ir
from numba.core import cgutils, types

from autograph.runtime.codegen.dialect import SLOTS
from autograph.runtime.codegen.machine import (
    BOOL,
    DOUBLE,
    WORD,
    Intrinsic,
    boolean,
    none,
)
from autograph.runtime.codegen.machine_arrays import Fields, array_value, item_pointer
from autograph.runtime.codegen.machine_reserve import reserved
from autograph.runtime.codegen.machine_status import call_python, keeping_status

__all__ = ["FIXED", "NUMBERED", "fetch"]


def extent(field: str) -> Callable[[int], Any]:
    """Return what gives ``shape(axis)`` or ``strides(axis)``: the function of an array for one axis."""

    def made(axis: int) -> Any:
        def build(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
            place = context.data_model_manager[sig.args[0]].get_field_position(field)
            return builder.extract_value(args[0], (place, axis))

        return Intrinsic(lambda array: types.int64, build)

    return made


def _dtype_of(type_: Any) -> Any:
    return type_.instance_type if isinstance(type_, types.NumberClass) else type_.dtype


def _pointer(  # noqa: PLR0913, PLR0917  (what Numba hands to every lowering)
    context: Any, builder: Any, type_: Any, array: Any, indices: Sequence[Any], index_types: Any
) -> Any:
    whole = [context.cast(builder, v, t, types.intp) for v, t in zip(indices, index_types, strict=True)]
    return item_pointer(context, builder, type_, array, whole)


def _load(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    pointer = _pointer(context, builder, sig.args[0], args[0], args[1:], sig.args[1:])
    return context.unpack_value(builder, sig.return_type, pointer)


def _store(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    pointer = _pointer(context, builder, sig.args[0], args[0], args[1:-1], sig.args[1:-1])
    value = context.cast(builder, args[-1], sig.args[-1], sig.args[0].dtype)
    context.pack_value(builder, sig.args[0].dtype, value, pointer)
    return context.get_dummy_value()


LOAD = Intrinsic(lambda array, *index: array.dtype, _load)
"""``load(array, i, j, ...)``: an element, the index taken as it is."""


STORE = Intrinsic(none, _store)
"""``store(array, i, j, ..., value)``."""


def _empty(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    shapes = [context.cast(builder, v, t, types.intp) for v, t in zip(args[:-1], sig.args[:-1], strict=True)]

    def reserve(size: Any) -> Any:
        owner = reserved(builder, size)
        with builder.if_then(cgutils.is_null(builder, owner), likely=False):
            message = "Allocation failed (probably too large)."
            context.call_conv.return_user_exc(builder, MemoryError, (message,))
        return owner

    return _laid_out(context, builder, sig.return_type, shapes, reserve)


def _laid_out(
    context: Any, builder: Any, type_: Any, shapes: Sequence[Any], reserve: Callable[[Any], Any]
) -> Any:
    """Return an array in C order; `reserve` turns its size in bytes into what owns the memory."""
    itemsize = WORD(context.get_abi_sizeof(context.get_data_type(type_.dtype)))
    size, overflow, nothing = itemsize, BOOL(0), BOOL(0)
    strides: list[Any] = []
    for length in reversed(shapes):  # as NumPy does, an axis of no length counts as one
        strides.insert(0, size)
        none_ = builder.icmp_unsigned("==", length, WORD(0))
        product = builder.smul_with_overflow(size, builder.select(none_, WORD(1), length))
        size = builder.extract_value(product, 0)
        overflow = builder.or_(overflow, builder.extract_value(product, 1))
        nothing = builder.or_(nothing, none_)
    with builder.if_then(overflow, likely=False):
        context.call_conv.return_user_exc(builder, ValueError, ("array is too big",))
    owner = reserve(builder.select(nothing, WORD(0), size))
    byte = ir.IntType(8).as_pointer()
    owner = owner if owner.type == byte else builder.inttoptr(owner, byte)
    data = context.nrt.meminfo_data(builder, owner)
    return array_value(
        context, builder, type_, data=data, shape=shapes, strides=strides, itemsize=itemsize, owner=owner
    )


EMPTY = Intrinsic(lambda *given: types.Array(_dtype_of(given[-1]), len(given) - 1, "C"), _empty)
"""``empty(n, m, ..., dtype)``: a new array in C order."""


def scratch(number: int) -> Any:
    """Return ``scratch(dtype)``: memory of the running call, the same for the same slot and dtype."""
    size, slot = divmod(number, SLOTS)

    def build(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
        kind = context.get_data_type(sig.return_type.dtype)
        name = f"scratch.{size}.{slot}.{sig.return_type.dtype}"
        entry = builder.function.entry_basic_block
        found = next((one for one in entry.instructions if one.name == name), None)
        if found is None:
            with builder.goto_entry_block():
                found = builder.alloca(kind, size, name)
                found.align = 64
        width = WORD(context.get_abi_sizeof(kind))
        return array_value(
            context, builder, sig.return_type, data=found, shape=[WORD(size)], strides=[width], itemsize=width
        )

    return Intrinsic(lambda dtype: types.Array(_dtype_of(dtype), 1, "C"), build)


def _lay(  # noqa: PLR0913, PLR0917  (what an array is made of)
    context: Any,
    builder: Any,
    type_: Any,
    base: Fields,
    data: Any,
    shape: Sequence[Any],
    strides: Sequence[Any],
) -> Any:
    """Return an array over the memory of another one."""
    made = array_value(
        context, builder, type_, data=data, shape=shape, strides=strides, itemsize=base.itemsize,
        owner=base.meminfo, parent=base.parent,
    )  # fmt: skip
    context.nrt.incref(builder, type_, made)
    return made


def _strided(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    base = Fields(context, builder, sig.args[0], args[0])
    whole = [context.cast(builder, v, t, types.intp) for v, t in zip(args[1:], sig.args[1:], strict=True)]
    rank = (len(whole) - 1) // 2
    byte = builder.bitcast(base.data, ir.IntType(8).as_pointer())
    data = builder.gep(byte, [whole[0]])
    return _lay(context, builder, sig.return_type, base, data, whole[1 : 1 + rank], whole[1 + rank :])


STRIDED = Intrinsic(lambda array, *rest: types.Array(array.dtype, (len(rest) - 1) // 2, "A"), _strided)
"""``strided(array, start, n, m, ..., stride, stride, ...)``: a view, in bytes."""


def _reshaped(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    base = Fields(context, builder, sig.args[0], args[0])
    shape = [context.cast(builder, v, t, types.intp) for v, t in zip(args[1:], sig.args[1:], strict=True)]
    strides: list[Any] = []
    step = base.itemsize
    for size in reversed(shape):
        strides.insert(0, step)
        step = builder.mul(step, size)
    return _lay(context, builder, sig.return_type, base, base.data, shape, strides)


RESHAPED = Intrinsic(lambda array, *shape: types.Array(array.dtype, len(shape), "C"), _reshaped)
"""``reshaped(array, n, m, ...)``: the same memory, which lies in C order, under another shape."""


def _of_any_layout(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    base = Fields(context, builder, sig.args[0], args[0])
    shape, strides = base.extents("shape"), base.extents("strides")
    return _lay(context, builder, sig.return_type, base, base.data, shape, strides)


OF_ANY_LAYOUT = Intrinsic(lambda array: types.Array(array.dtype, array.ndim, "A"), _of_any_layout)


def _as_bits(context: Any, builder: Any, type_: Any, value: Any) -> list[Any]:
    """Return a scalar as one or two 64-bit words."""
    if isinstance(type_, types.Complex):
        pair = context.make_complex(builder, type_, value)
        part = type_.underlying_float
        return _as_bits(context, builder, part, pair.real) + _as_bits(context, builder, part, pair.imag)
    if isinstance(type_, types.Float):
        return [builder.bitcast(context.cast(builder, value, type_, types.float64), WORD)]
    if isinstance(type_, types.Boolean):
        return [builder.zext(value, WORD)]
    return [context.cast(builder, value, type_, types.uint64 if not type_.signed else types.int64)]


def _words(context: Any, builder: Any, type_: Any, value: Any) -> list[Any]:
    """Return what describes an operand: a scalar's bits, or an array's address, sizes and strides."""
    if not isinstance(type_, types.Array):
        return _as_bits(context, builder, type_, value)
    array = Fields(context, builder, type_, value)
    return [builder.ptrtoint(array.data, WORD), *array.extents("shape"), *array.extents("strides")]


def _record(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> None:
    place = builder.inttoptr(args[0], WORD.as_pointer())
    words = [
        word for t, v in zip(sig.args[1:], args[1:], strict=True) for word in _words(context, builder, t, v)
    ]
    for position, word in enumerate(words):
        builder.store(word, builder.gep(place, [WORD(position)]))


def _stop(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    _record(context, builder, sig, args)
    return context.get_dummy_value()


STOP = Intrinsic(none, _stop)
"""``stop(fault, site, operands...)``: notes where the kernel stops."""


def _host(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    _record(context, builder, sig, args)
    status = keeping_status(builder, lambda: call_python(builder, args[0]))
    return builder.icmp_signed("!=", status, WORD(0))


HOST = Intrinsic(boolean, _host)
"""``host(fault, site, operands...)``: runs a node in Python; true where that failed."""


def _word(builder: Any, fault: Any, slot: Any) -> Any:
    place = builder.inttoptr(fault, WORD.as_pointer())
    return builder.load(builder.gep(place, [slot]))


def _fetch_scalar(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    type_ = sig.return_type
    slot = context.cast(builder, args[1], sig.args[1], types.intp)
    word = _word(builder, args[0], slot)
    if isinstance(type_, types.Complex):
        pair = context.make_complex(builder, type_)
        part = type_.underlying_float
        other = _word(builder, args[0], builder.add(slot, WORD(1)))
        pair.real = context.cast(builder, builder.bitcast(word, DOUBLE), types.float64, part)
        pair.imag = context.cast(builder, builder.bitcast(other, DOUBLE), types.float64, part)
        return pair._getvalue()
    if isinstance(type_, types.Float):
        return context.cast(builder, builder.bitcast(word, DOUBLE), types.float64, type_)
    if isinstance(type_, types.Boolean):
        return builder.trunc(word, BOOL)
    return context.cast(builder, word, types.int64, type_)


FETCH_SCALAR = Intrinsic(lambda fault, slot, dtype: _dtype_of(dtype), _fetch_scalar)


def fetch(rank: int) -> Any:
    """Return ``fetch(fault, slot, dtype)``: an array in C order that Python has left, now the kernel's."""

    def build(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
        slot = context.cast(builder, args[1], sig.args[1], types.intp)
        words = [_word(builder, args[0], builder.add(slot, WORD(k))) for k in range(rank + 1)]
        return _laid_out(context, builder, sig.return_type, words[1:], lambda _: words[0])

    return Intrinsic(lambda fault, slot, dtype: types.Array(_dtype_of(dtype), rank, "C"), build)


def _value_of(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
    optional = context.make_helper(builder, sig.args[0], args[0])
    context.nrt.incref(builder, sig.return_type, optional.data)
    return optional.data


VALUE_OF = Intrinsic(lambda given: given.type if isinstance(given, types.Optional) else given, _value_of)

FIXED = {
    "load": LOAD,
    "store": STORE,
    "empty": EMPTY,
    "strided": STRIDED,
    "reshaped": RESHAPED,
    "stop": STOP,
    "host": HOST,
    "fetch_scalar": FETCH_SCALAR,
    "of_any_layout": OF_ANY_LAYOUT,
    "value_of": VALUE_OF,
}
"""What names mean."""

NUMBERED = {"scratch": scratch, "shape": extent("shape"), "strides": extent("strides")}
"""What a name means with a number, its axis for example: ``NUMBERED["shape"](0)``."""
