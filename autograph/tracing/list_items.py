"""The Python objects of a list that a graph returned as arrays."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from autograph.runtime.ops.templates import format_template
from autograph.runtime.types import ArrayType, python_type
from autograph.tracing.encoding import types_of
from autograph.tracing.keying import Label
from autograph.tracing.labels import whats_in
from autograph.tracing.spec import (
    Chosen,
    Listing,
    Number,
    Pointer,
    Reference,
    Sequence,
    Spec,
    Stacked,
    Static,
)
from autograph.tracing.text_columns import template_for
from autograph.tracing.wording import Wording

__all__ = ["items_of"]

Heaps = Mapping[Any, list[Any]]
"""The lists that those in a heap are, by the identity of the heap; the objects in a pool, by their class."""


def items_of(
    element: Spec, columns: list[np.ndarray[Any, Any]], count: int, heaps: Heaps = MappingProxyType({})
) -> list[Any]:
    """Return the items of a list.

    Parameters
    ----------
    element : Spec
        What one item is.
    columns : list of ndarray
        Of shape (count, ...), one for each value an item is made of.
    count : int
    heaps : mapping
        Those of the lists and objects that items refer to.
    """
    found, rest = _items(element, columns, count, heaps)
    assert not rest
    return found


def _items(spec: Spec, columns: list[Any], count: int, heaps: Heaps) -> tuple[list[Any], list[Any]]:
    if isinstance(spec, Static):
        return [spec.value] * count, columns
    if isinstance(spec, Sequence):
        parts = []
        for item in spec.items:
            part, columns = _items(item, columns, count, heaps)
            parts.append(part)
        made = list(zip(*parts, strict=True)) if parts else [()] * count
        kind: Any = spec.kind
        return ([kind(*item) for item in made] if hasattr(kind, "_fields") else made), columns
    if isinstance(spec, Label | Wording):
        return _texts(spec, columns, count)
    if isinstance(spec, Listing):
        width = len(types_of(spec))
        counts, *inner = columns[:width]
        rows = [
            items_of(spec.element, [column[place, :size] for column in inner], size, heaps)
            for place, size in enumerate(counts.tolist())
        ]
        return rows, columns[width:]
    if isinstance(spec, Reference):
        return [heaps[id(spec.heap)][place] for place in columns[0].tolist()], columns[1:]
    if isinstance(spec, Pointer):
        known = heaps[spec.kind]
        return [known[place] if place < len(known) else None for place in columns[0].tolist()], columns[1:]
    if isinstance(spec, Chosen):
        return _chosen(spec, columns, count, heaps)
    if isinstance(spec, Stacked):
        *sizes, values = columns[: spec.ndim + 1]
        shapes = zip(*(size.tolist() for size in sizes), strict=True)
        arrays = [values[(place, *map(slice, shape))].copy() for place, shape in enumerate(shapes)]
        return arrays, columns[spec.ndim + 1 :]
    assert isinstance(spec, Number)
    used = len(types_of(spec))
    return _numbers(spec, columns[:used]), columns[used:]


def _texts(spec: Label | Wording, columns: list[Any], count: int) -> tuple[list[Any], list[Any]]:
    """Return items that are known texts, or texts of some shapes."""
    if isinstance(spec, Label):
        return whats_in(spec, columns[0].tolist()), columns[1:]
    width = len(spec.variants) if spec.tagged else 0
    tags, rest = columns[:width], columns[width:]
    made = [""] * count
    for number, (shape, slots) in enumerate(spec.slots()):
        held = []
        for slot in slots:
            found, rest = _items(slot, rest, count, {})
            held.append(found)
        template = template_for(shape)
        for place in np.flatnonzero(tags[number]).tolist() if tags else range(count):
            made[place] = format_template(template, [found[place] for found in held])
    return made, rest


def _chosen(spec: Chosen, columns: list[Any], count: int, heaps: Heaps) -> tuple[list[Any], list[Any]]:
    """Return items that are one of several things; where one is another, the first is whatever was there."""
    tags = columns[: len(spec.alternatives) + len(spec.others)]
    rest = columns[len(tags) :]
    values = []
    for value in spec.values:
        found, rest = _items(value, rest, count, heaps)
        values.append(found)
    made, others = values[0], values[1:]
    for what, tag in zip(spec.alternatives, tags, strict=False):
        for place in np.flatnonzero(tag):
            made[place] = what
    for other, tag in zip(others, tags[len(spec.alternatives) :], strict=True):
        for place in np.flatnonzero(tag):
            made[place] = other[place]
    return made, rest


def _numbers(spec: Number, columns: list[Any]) -> list[Any]:
    if spec.type is None and all(type(what) in (str, type(None)) for what in spec.alternatives):
        objects = np.full(len(columns[0]), None, object)
        for what, tag in zip(spec.alternatives, columns, strict=True):
            objects[tag] = what
        return objects.tolist()
    if spec.type is None:
        found: list[Any] = [None] * len(columns[0])
    else:
        found = columns[0].tolist() if spec.type.kind == "python" else list(columns[0])
    tags = columns[0 if spec.type is None else 1 :]
    for what, tag in zip(spec.alternatives, tags, strict=True):
        for place in np.flatnonzero(tag):
            found[place] = _as(what, found[place])
    return found


def _as(what: Any, number: Any) -> Any:
    if not isinstance(what, ArrayType):
        return what
    if what.dtype.kind != "c" and isinstance(number, complex):
        number = number.real
    return python_type(what.dtype)(number) if what.kind == "python" else what.dtype.type(number)
