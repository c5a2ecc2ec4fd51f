"""Lists whose length is data: one buffer for each number an element is made of, and a count."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable
from typing import Any

import numpy as np

from autograph.runtime.types import ArrayType, python_type
from autograph.tracing.containers import Grown
from autograph.tracing.encoding import decode, encode, types_of
from autograph.tracing.spec import Number, Sequence, Spec, Static, abstract, generalise, join
from autograph.tracing.tensor import Tensor, value_of
from autograph.tracing.trace import Untraceable, current, emit

__all__ = ["appended", "element", "grown_from", "joined_element", "stored", "widened", "with_room"]


def joined_element(items: Iterable[Any], *specs: Spec) -> Spec:
    """Return what an element is in a list that may hold any of `items`.

    Raises
    ------
    Untraceable
        If such elements cannot lie in arrays.
    """
    found = [_numbered(spec) for spec in (*specs, *(generalise(abstract(item)) for item in items))]
    made = functools.reduce(join, found)
    _require_flat(made)
    return made


def _numbered(spec: Spec) -> Spec:
    """Return the spec of an element with bools as numbers, which they are in an array."""
    if isinstance(spec, Static) and isinstance(spec.value, bool):
        return Number(ArrayType(np.dtype(bool), (), "python"))
    if isinstance(spec, Sequence):
        return Sequence(spec.kind, tuple(map(_numbered, spec.items)))
    return spec


def _require_flat(spec: Spec) -> None:
    if isinstance(spec, Sequence) and issubclass(spec.kind, tuple):
        for item in spec.items:
            _require_flat(item)
    elif isinstance(spec, Number):
        if spec.type is not None and spec.type.kind == "array":
            raise Untraceable("AG105", "a list of arrays whose length data decides")
    elif not isinstance(spec, Static) or not isinstance(spec.value, str | bytes | type(None)):
        raise Untraceable("AG105", "a list of objects whose length data decides")


def grown_from(items: tuple[Any, ...], element: Spec) -> Grown:
    """Return a list of known items as one whose length is data."""
    columns: list[list[Any]] = [[] for _ in types_of(element)]
    for item in items:
        for column, operand in zip(columns, encode(item, element), strict=True):
            column.append(operand)
    buffers = [_column(column, type_) for column, type_ in zip(columns, types_of(element), strict=True)]
    return Grown(element, len(items), tuple(buffers))


def _column(operands: list[Any], type_: ArrayType) -> Tensor:
    made: Tensor
    if not operands:
        made = emit("empty", 0, dtype=type_.dtype)
    elif any(isinstance(operand, Tensor) for operand in operands):
        arrays = [
            operand if isinstance(operand, Tensor) else type_.dtype.type(operand) for operand in operands
        ]
        made = emit("cast", emit("stack", *arrays, axis=0), dtype=type_.dtype)
    else:
        made = emit("copy", np.array(operands, type_.dtype))
    return made


def element(held: Grown, place: Any) -> Any:
    """Return the element at `place`, which is known to be in range."""
    trace = current()
    assert trace is not None
    values = []
    for buffer, type_ in zip(held.buffers, types_of(held.element), strict=True):
        item = emit("get_item", buffer, place, index=(("int",),))
        if type_.kind == "python":
            item = emit("to_python", item, type=python_type(type_.dtype))
        values.append(value_of(item, trace.region))
    sources = place.sources if isinstance(place, Tensor) else None
    return decode(held.element, values, trace.region, sources)


def stored(held: Grown, place: Any, value: Any) -> Grown:
    """Return the list, which can take `value`, with it at `place`, which is known to be in range."""
    buffers = tuple(
        emit("set_item", buffer, operand, place, index=(("int",),))
        for buffer, operand in zip(held.buffers, encode(value, held.element), strict=True)
    )
    return dataclasses.replace(held, buffers=buffers)


def appended(held: Grown, value: Any) -> Grown:
    """Return the list, which can take `value`, with it as one element more."""
    roomy = with_room(held, held.count)
    made = stored(roomy, held.count, value)
    return dataclasses.replace(made, count=held.count + 1)


def with_room(held: Grown, count: Any) -> Grown:
    """Return the list with buffers longer than `count`, which is at most its length."""
    return dataclasses.replace(held, buffers=tuple(emit("reserve", buffer, count) for buffer in held.buffers))


def widened(held: Grown, element_: Spec) -> Grown:
    """Return the list with elements that can be more than they could before."""
    if held.element == element_:
        return held
    buffers, rest = _recast(held.element, list(held.buffers), element_, held)
    assert not rest
    return Grown(element_, held.count, tuple(buffers))


def _recast(one: Spec, buffers: list[Any], two: Spec, held: Grown) -> tuple[list[Any], list[Any]]:
    """Return the buffers of elements `two` for those of elements `one`, and the buffers not used."""
    if isinstance(one, Sequence):
        assert isinstance(two, Sequence)
        made: list[Any] = []
        for first, second in zip(one.items, two.items, strict=True):
            part, buffers = _recast(first, buffers, second, held)
            made += part
        return made, buffers
    if one == two:
        count = len(types_of(one))
        return buffers[:count], buffers[count:]
    size = _room_of(held)
    if isinstance(one, Static):
        values = encode(one.value, two)
        return [
            emit("full", size, value, dtype=type_.dtype)
            for value, type_ in zip(values, types_of(two), strict=True)
        ], buffers
    assert isinstance(one, Number)
    assert isinstance(two, Number)
    return _recast_number(one, buffers, two, (size, held.count))


def _room_of(held: Grown) -> Any:
    return emit("size", held.buffers[0], axis=0) if held.buffers else held.count


def _recast_number(
    one: Number, buffers: list[Any], two: Number, sizes: tuple[Any, Any]
) -> tuple[list[Any], list[Any]]:
    main = buffers[0] if one.type is not None else None
    first = 0 if main is None else 1
    count = first + len(one.alternatives)
    tags = buffers[first:count]
    made: list[Any] = []
    if two.type is not None:
        if main is None:
            made.append(emit("full", sizes[0], two.type.dtype.type(0), dtype=two.type.dtype))
        else:
            assert one.type is not None
            _assume_exact(main, one.type, two.type, sizes[1])
            made.append(emit("cast", main, dtype=two.type.dtype))
    for what in two.alternatives:
        place = next((place for place, known in enumerate(one.alternatives) if known == what), None)
        if place is not None:
            made.append(tags[place])
        elif isinstance(what, ArrayType) and what == one.type and not one.carrier:
            made.append(_none_of(tags, sizes[0]))
        else:
            made.append(emit("full", sizes[0], False, dtype=np.dtype(bool)))
    return made, buffers[count:]


def _none_of(tags: list[Any], size: Any) -> Any:
    if not tags:
        return emit("full", size, True, dtype=np.dtype(bool))
    return emit("logical_not", functools.reduce(functools.partial(emit, "logical_or"), tags))


def _assume_exact(main: Any, known: ArrayType, target: ArrayType, count: Any) -> None:
    """Stake the run on ints that become floats being such that floats can hold them."""
    if known.dtype.kind not in "iu" or known.dtype.itemsize < 8 or target.dtype.kind not in "fc":
        return
    used = main[:count]
    small = emit("all", emit("less_equal", emit("absolute", used), np.int64(2**53)), axis=None)
    emit("assume", emit("to_python", small, type=bool), reason="an int beyond 2**53 among floats")


def mapped(held: Grown, change: Any) -> Grown:
    """Return the list whose buffers `change` makes of the part that is in use."""
    return dataclasses.replace(held, buffers=tuple(change(buffer[: held.count]) for buffer in held.buffers))


def as_array(held: Grown) -> Any:
    """Return the array that NumPy makes of a list.

    Raises
    ------
    Untraceable
        If its dtype or rank depends on what the list holds.
    """
    columns, rest = _columns(held.element, [buffer[: held.count] for buffer in held.buffers])
    assert not rest
    if isinstance(held.element, Sequence) and not columns:
        raise Untraceable("AG105", "an array of a list that holds no data")
    dtype = np.result_type(*(column.type.dtype for column in columns))
    if isinstance(held.element, Sequence) or dtype != np.float64:
        emit("assume", held.count > 0, reason="an array of an empty list")
    if not isinstance(held.element, Sequence):
        return emit("copy", columns[0])
    return emit("stack", *(emit("cast", column, dtype=dtype) for column in columns), axis=1)


def _columns(spec: Spec, buffers: list[Any]) -> tuple[list[Any], list[Any]]:
    if isinstance(spec, Sequence):
        made: list[Any] = []
        for item in spec.items:
            if isinstance(item, Sequence):
                raise Untraceable("AG105", "an array of a list of nested tuples")
            part, buffers = _columns(item, buffers)
            made += part
        return made, buffers
    if not isinstance(spec, Number) or spec.type is None or spec.carrier:
        raise Untraceable("AG105", "an array of a list of various items")
    count = len(types_of(spec))
    tags = buffers[1:count]
    for what in spec.alternatives:
        if not isinstance(what, ArrayType) or np.result_type(what.dtype, spec.type.dtype) != spec.type.dtype:
            raise Untraceable("AG105", "an array of a list of various items")
    if tags:
        plain = emit("to_python", emit("any", _none_of(tags, 0), axis=None), type=bool)
        emit("assume", plain, reason="an array of a list of numbers of another type")
    return [buffers[0]], buffers[count:]
