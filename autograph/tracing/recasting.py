"""Lists in arrays whose elements can be more than they could before."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable
from typing import Any

import numpy as np

from autograph.runtime.types import ArrayType
from autograph.tracing.containers import Grown
from autograph.tracing.encoding import encode, types_of
from autograph.tracing.keying import Label
from autograph.tracing.labels import known_code
from autograph.tracing.nothing import NOTHING
from autograph.tracing.recast_choices import none_of, recast_choice
from autograph.tracing.spec import Chosen, Listing, Number, Sequence, Spec, Static
from autograph.tracing.text_columns import recast_text
from autograph.tracing.trace import emit
from autograph.tracing.wording import Wording

__all__ = ["none_of", "widened"]

Shape = Callable[[], list[Any]]
"""Returns the sizes that a new buffer has."""


def widened(held: Grown, element: Spec) -> Grown:
    """Return the list with elements that can be more than they could before."""
    if held.element == element:
        return held
    shape = functools.partial(_shape, held.buffers[:1], held.counts, held.count)
    buffers, rest = _recast(held.element, list(held.buffers), element, shape)
    assert not rest
    return dataclasses.replace(held, element=element, buffers=tuple(buffers))


def _shape(buffers: Any, counts: Any, count: Any) -> list[Any]:
    """Return the sizes of the buffers of a list that has such ones, or whose length is in `counts`."""
    if buffers:
        ndim = 1 if counts is None else counts.type.ndim + 1
        return [emit("size", buffers[0], axis=axis) for axis in range(ndim)]
    if counts is None:
        return [count]
    longest = emit("to_python", np.max(counts, initial=0), type=int)
    return [*(emit("size", counts, axis=axis) for axis in range(counts.type.ndim)), longest]


def _recast(one: Spec, buffers: list[Any], two: Spec, shape: Shape) -> tuple[list[Any], list[Any]]:
    """Return the buffers of elements `two` for those of elements `one`, and the buffers not used."""
    if one == two:
        count = len(types_of(one))
        return buffers[:count], buffers[count:]
    if isinstance(one, Static):
        return _constant(one, two, shape()), buffers
    if isinstance(two, Label):
        count = len(types_of(one))
        return [_codes(one, buffers[:count])], buffers[count:]
    if isinstance(two, Wording):
        count = len(types_of(one))
        return recast_text(one, buffers[:count], two, shape()), buffers[count:]
    if isinstance(two, Chosen):
        count = len(types_of(one))

        def recast(first: Spec, held: list[Any], second: Spec) -> list[Any]:
            return _recast(first, held, second, shape)[0]

        return recast_choice(one, buffers[:count], two, shape(), recast), buffers[count:]
    if isinstance(one, Sequence):
        assert isinstance(two, Sequence)
        made: list[Any] = []
        for first, second in zip(one.items, two.items, strict=True):
            part, buffers = _recast(first, buffers, second, shape)
            made += part
        return made, buffers
    if isinstance(one, Listing):
        assert isinstance(two, Listing)
        counts, *inner = buffers
        own = inner[: min(1, len(types_of(one.element)))]
        made, rest = _recast(one.element, inner, two.element, functools.partial(_shape, own, counts, None))
        return [counts, *made], rest
    assert isinstance(one, Number)
    assert isinstance(two, Number)
    return _recast_number(one, buffers, two, shape())


def _codes(one: Spec, buffers: list[Any]) -> Any:
    """Return the numbers of labels, which are the same throughout a trace."""
    if isinstance(one, Label):
        return buffers[0]
    assert isinstance(one, Number)
    codes: Any = np.int64(0)
    for what, tag in zip(one.alternatives, buffers, strict=True):
        codes = np.where(tag, np.int64(known_code(what)), codes)
    return codes


def _constant(one: Static, two: Spec, shape: list[Any]) -> list[Any]:
    """Return buffers full of one object, or of nothing."""
    types = types_of(two)
    if one.value is NOTHING:
        blank = [type_.dtype.type(0) for type_ in types]
        shapes = [shape + [0] * type_.ndim for type_ in types]
    else:
        blank, shapes = encode(one.value, two), [shape] * len(types)
    return [
        emit("full", *sizes, value, dtype=type_.dtype)
        for sizes, value, type_ in zip(shapes, blank, types, strict=True)
    ]


def _recast_number(
    one: Number, buffers: list[Any], two: Number, shape: list[Any]
) -> tuple[list[Any], list[Any]]:
    main = buffers[0] if one.type is not None else None
    first = 0 if main is None else 1
    count = first + len(one.alternatives)
    tags = buffers[first:count]
    made: list[Any] = []
    if two.type is not None:
        if main is None:
            made.append(emit("full", *shape, two.type.dtype.type(0), dtype=two.type.dtype))
        else:
            assert one.type is not None
            _assume_exact(main, one.type, two.type)
            made.append(emit("cast", main, dtype=two.type.dtype))
    for what in two.alternatives:
        place = next((place for place, known in enumerate(one.alternatives) if known == what), None)
        if place is not None:
            made.append(tags[place])
        elif isinstance(what, ArrayType) and what == one.type and not one.carrier:
            made.append(none_of(tags, shape))
        else:
            made.append(emit("full", *shape, False, dtype=np.dtype(bool)))
    return made, buffers[count:]


def _assume_exact(main: Any, known: ArrayType, target: ArrayType) -> None:
    """Stake the run on ints that become floats being such that floats can hold them."""
    if known.dtype.kind not in "iu" or known.dtype.itemsize < 8 or target.dtype.kind not in "fc":
        return
    small = emit("all", emit("less_equal", emit("absolute", main), np.int64(2**53)), axis=None)
    emit("assume", emit("to_python", small, type=bool), reason="an int beyond 2**53 among floats")
