"""A variable made again of the values of the graph that `encoding` turned it into."""

from __future__ import annotations

import dataclasses
from typing import Any

from autograph.tracing.choice import Choice
from autograph.tracing.containers import Grown, ListContents, TracedList, TracedSet, register, restore
from autograph.tracing.encoding import TAG, has_value, types_of
from autograph.tracing.keyed import Keyed
from autograph.tracing.keying import Keying, Label, Members
from autograph.tracing.labels import decoded
from autograph.tracing.pooled import object_at, pool_for
from autograph.tracing.seen import Seen, rebuilt, window_of
from autograph.tracing.spec import (
    UNDEFINED,
    Chosen,
    Listing,
    Mapping,
    Number,
    Pointer,
    Reference,
    Same,
    Spec,
    Stacked,
    Static,
)
from autograph.tracing.storage import link, note_absent
from autograph.tracing.tensor import Alternative, Member, Tensor
from autograph.tracing.text import Text
from autograph.tracing.trace import Region
from autograph.tracing.traced_deque import Queue, is_queue
from autograph.tracing.traced_list import Home
from autograph.tracing.traced_tuple import TracedTuple
from autograph.tracing.wording import Wording, rebuilt_text

__all__ = ["at_place", "decode", "in_heap"]


def decode(spec: Spec, values: list[Any], region: Region, sources: Any = None) -> Any:
    """Return a fresh object of that spec for `values` of `region`, taken off the list's front."""
    if isinstance(spec, Static | Same):
        return spec.value
    if isinstance(spec, Members):
        return TracedSet(spec.items)
    if isinstance(spec, Keying):
        return _decode_table(spec, values, region, sources)
    if isinstance(spec, Number):
        return _decode_number(spec, values, region, sources)
    if isinstance(spec, Reference | Pointer | Label):
        number = _adopted(spec, values, region, sources)[0]
        return decoded(spec, number, region) if isinstance(spec, Label) else at_place(spec, number)
    if isinstance(spec, Chosen):
        return _decode_choice(spec, values, region, sources)
    if isinstance(spec, Listing):
        return _decode_list(spec, values, region, sources)
    if isinstance(spec, Wording):
        return _decode_text(spec, values, region, sources)
    assert not isinstance(spec, Stacked)  # those are in lists alone
    items = [decode(item, values, region, sources) for item in spec.items]
    if isinstance(spec, Mapping):
        return _made(spec.kind, dict(zip(spec.keys, items, strict=True)))
    return spec.kind(*items) if hasattr(spec.kind, "_fields") else spec.kind(items)


def _made(kind: Any, held: dict[Any, Any]) -> Any:
    """Return a new dict, or object, that holds something."""
    if issubclass(kind, dict):
        return kind(held)
    made = register(object.__new__(kind))
    restore(made, held)
    return made


def _tag(values: list[Any], region: Region, sources: Any) -> Tensor:
    """Return a new handle for the next value, a bool that tells what something is."""
    tag = Tensor(TAG, sources)
    region.adopt(tag, values.pop(0))
    return tag


def _decode_text(spec: Wording, values: list[Any], region: Region, sources: Any) -> Text:
    tags = [_tag(values, region, sources) for _ in (spec.variants if spec.tagged else ())]
    texts = []
    for shape, slots in spec.slots():
        texts.append(rebuilt_text(shape, iter([decode(slot, values, region, sources) for slot in slots])))
    return Text.chosen(tuple(zip(tags, texts, strict=True))) if tags else texts[0]


def _decode_choice(spec: Chosen, values: list[Any], region: Region, sources: Any) -> Any:
    found = [Alternative(what, _tag(values, region, sources)) for what in spec.alternatives]
    tags = [_tag(values, region, sources) for _ in spec.others]
    container = decode(spec.container, values, region, sources)
    note_absent(container)
    for other, tag in zip(spec.others, tags, strict=True):
        held = decode(other, values, region, sources)
        note_absent(held)
        found.append(Member(held, tag))
    return Choice(container, tuple(found))


def _decode_list(spec: Listing, values: list[Any], region: Region, sources: Any) -> Any:
    found = _adopted(spec, values, region, sources)
    if is_queue(spec.kind):
        count, start, *buffers = found
        held: Grown = Queue(spec.element, count, tuple(buffers), start=start)
    else:
        count = spec.count if spec.count is not None else found.pop(0)
        held = Grown(spec.element, count, tuple(found), order=spec.order or object())
    if issubclass(spec.kind, ListContents):
        return held
    made: Any = TracedList() if spec.kind is TracedTuple else spec.kind()
    made.own = held
    return TracedTuple(made) if spec.kind is TracedTuple else made


def at_place(spec: Reference | Pointer, place: Any) -> Any:
    """Return the list at a place of its heap, or the object at a place of its pool."""
    return in_heap(spec.heap, place) if isinstance(spec, Reference) else object_at(pool_for(spec.kind), place)


def in_heap(heap: TracedList, place: Any) -> TracedList:
    """Return the list at a place of a heap."""
    made = TracedList()
    made.home = Home(heap, place, place, (), None)
    return made


def _adopted(spec: Spec, values: list[Any], region: Region, sources: Any) -> list[Tensor]:
    """Return new handles for the values that hold a container."""
    found = []
    for value in [values.pop(0) for _ in types_of(spec)]:
        handle = Tensor(value.type, sources if value.type.is_scalar else None)
        region.adopt(handle, value)
        found.append(handle)
    return found


def _decode_table(spec: Keying, values: list[Any], region: Region, sources: Any) -> Any:
    count, *found = _adopted(spec, values, region, sources)
    used = found.pop(0) if spec.shrank else count
    index, live, *buffers = found
    split = len(types_of(spec.key))
    keys = Grown(spec.key, used, tuple(buffers[:split]))
    columns = None if spec.element is None else Grown(spec.element, used, tuple(buffers[split:]))
    held = Keyed(keys, columns, count, index, live, spec.shrank)
    if spec.kind is Keyed:
        return held
    made: Any = spec.kind()
    made.keyed = held
    return made


def _decode_number(spec: Number, values: list[Any], region: Region, sources: Any) -> Tensor:
    if spec.array is not None:
        return _decode_boxed(spec, spec.array, values, region, sources)
    if has_value(spec):
        value = values.pop(0)
        handle = Tensor(value.type, sources if value.type.is_scalar else None)
        region.adopt(handle, value)
    else:
        handle = Tensor(spec.type if spec.type is not None else TAG)
        region.born.add(handle.key)
    found = [Alternative(what, _tag(values, region, sources)) for what in spec.alternatives]
    if spec.type is None:
        found.append(Alternative(UNDEFINED, True))
    handle.alternatives = tuple(found)
    handle.carrier = spec.carrier
    handle.read_only = spec.read_only
    tags = [_tag(values, region, sources) for _ in spec.origins]
    origins = [
        (_decode_view(origin, values, region) if isinstance(origin, Seen) else origin, tag)
        for origin, tag in zip(spec.origins, tags, strict=True)
    ]
    made = _decode_array(spec, handle, tuple(origins)) if origins or spec.loose else handle
    if made.alternatives:
        note_absent(made)
    return made


def _decode_boxed(
    spec: Number, array_spec: Number, values: list[Any], region: Region, sources: Any
) -> Tensor:
    handle = _decode_number(dataclasses.replace(spec, array=None), values, region, sources)
    tag = _tag(values, region, sources)
    array = _decode_number(array_spec, values, region, sources)
    handle.alternatives = (Alternative(array, tag), *handle.alternatives)
    return handle


def _decode_view(origin: Seen, values: list[Any], region: Region) -> Tensor:
    operands = []
    for _ in origin.slots:
        value = values.pop(0)
        operand = Tensor(value.type)
        region.adopt(operand, value)
        operands.append(operand)
    return rebuilt(origin, operands)


def _decode_array(spec: Number, handle: Tensor, origins: tuple[tuple[Tensor, Any], ...]) -> Tensor:
    if len(origins) == 1 and not (spec.own or spec.moved or handle.alternatives):
        return origins[0][0]
    if spec.moved:
        handle.identity = origins
    else:
        handle.origins, handle.own = origins, spec.own
        if not (spec.own or handle.alternatives) and window_of(spec.origins) is not None:
            handle.window = next(origin for origin, _ in origins if origin.through is not None)
    for other in spec.loose:
        link(handle, other)
    return handle
