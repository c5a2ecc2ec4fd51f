"""Arrays as LLVM values: their fields out, and arrays of fields, with no memory in between."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

from llvmlite import ir
from numba.core import cgutils

from autograph.runtime.codegen.machine import WORD

__all__ = ["Fields", "array_value", "item_pointer"]

_BYTE = ir.IntType(8).as_pointer()


class Fields:
    """The fields of an array: ``data``, ``itemsize``, ``nitems``, ``shape``, ``strides`` and its owners."""

    def __init__(self, context: Any, builder: Any, type_: Any, value: Any) -> None:
        self.place = context.data_model_manager[type_].get_field_position
        self._builder = builder
        self._value = value

    def __getattr__(self, name: str) -> Any:
        """Return a field."""
        return self._builder.extract_value(self._value, self.place(name))

    def extents(self, name: str) -> list[Any]:
        """Return the ``shape`` or the ``strides``, one value for each axis."""
        return list(cgutils.unpack_tuple(self._builder, getattr(self, name)))


def array_value(  # noqa: PLR0913  (as many as there are fields)
    context: Any,
    builder: Any,
    type_: Any,
    *,
    data: Any,
    shape: Sequence[Any],
    strides: Sequence[Any],
    itemsize: Any,
    owner: Any = None,
    parent: Any = None,
) -> Any:
    """Return an array.

    Parameters
    ----------
    context, builder, type_ : Any
    data : Any
        Its address.
    shape, strides : sequence of Any
    itemsize : Any
    owner, parent : Any
        What owns the memory: Numba's runtime, or an object of Python's.
    """
    model = context.data_model_manager[type_]
    pointer = context.get_value_type(model.get_type("data"))
    given = {
        "meminfo": owner,
        "parent": parent,
        "nitems": functools.reduce(builder.mul, shape, WORD(1)),
        "itemsize": itemsize,
        "data": data if data.type == pointer else builder.bitcast(data, pointer),
        "shape": cgutils.pack_array(builder, shape, WORD),
        "strides": cgutils.pack_array(builder, strides, WORD),
    }
    made = ir.Constant(context.get_value_type(type_), ir.Undefined)
    for name, value in given.items():
        place = model.get_field_position(name)
        if value is None:
            value = ir.Constant(made.type.elements[place], None)  # noqa: PLW2901  (nobody)
        made = builder.insert_value(made, value, place)
    return made


def item_pointer(context: Any, builder: Any, type_: Any, value: Any, index: Sequence[Any]) -> Any:
    """Return the address of an element that is there; one number is its place in an array in one piece."""
    array = Fields(context, builder, type_, value)
    if len(index) == 1 < type_.ndim:
        return builder.gep(array.data, list(index))
    if type_.layout == "A" and index:
        steps = map(builder.mul, array.extents("strides"), index)
        data, offset = builder.bitcast(array.data, _BYTE), functools.reduce(builder.add, steps)
        return builder.bitcast(builder.gep(data, [offset]), array.data.type)
    shape = array.extents("shape") if type_.ndim > 1 else [WORD(1)] * type_.ndim
    return cgutils.get_item_pointer2(
        context, builder, array.data, shape, [], type_.layout, index, wraparound=False, boundscheck=False
    )
