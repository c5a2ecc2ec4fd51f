"""What a variable is, by its spec: turned into values of the graph."""

from __future__ import annotations

import dataclasses
import enum
import functools
from typing import Any

import numpy as np

from autograph.runtime.graph import Value
from autograph.runtime.types import ArrayType, is_python_scalar, python_type, type_of
from autograph.tracing.boxes import without_box
from autograph.tracing.choice import Choice, content_of
from autograph.tracing.containers import (
    Grown,
    Keyed,
    TracedList,
)
from autograph.tracing.flags import both, negated
from autograph.tracing.keyed import KeyedContainer
from autograph.tracing.keying import Keying, Label, Members
from autograph.tracing.kinds import held_by, parts_of, place_of, tags_of, variants
from autograph.tracing.labels import code_of
from autograph.tracing.nothing import NOTHING
from autograph.tracing.pooled import in_pool
from autograph.tracing.seen import Seen, operands_of, window_of
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
    free_size,
    is_empty,
    shapes_of,
)
from autograph.tracing.storage import identity_of, targets, views_of, way_of
from autograph.tracing.tensor import Alternative, Tensor, bare, box_of, clone, size_of, value_of
from autograph.tracing.text import Text, handles_in, worded
from autograph.tracing.trace import Untraceable, current, emit, zero
from autograph.tracing.traced_deque import Queue, is_queue
from autograph.tracing.traced_list import is_in_heap
from autograph.tracing.traced_tuple import TracedTuple
from autograph.tracing.wording import Wording, alike

__all__ = ["TAG", "encode", "has_value", "note_encoded", "types_of"]

TAG = ArrayType(np.dtype(bool), (), "python")
_COUNT = ArrayType(np.dtype(np.int64), (), "python")


def types_of(spec: Spec) -> list[ArrayType]:
    """Return the types of the values that hold an object of that spec."""
    if isinstance(spec, Static | Same | Members):
        return []
    if isinstance(spec, Keying):
        return _types_of_table(spec)
    if isinstance(spec, Reference | Pointer | Label):
        return [_COUNT]
    if isinstance(spec, Chosen):
        values = [type_ for value in spec.values for type_ in types_of(value)]
        return [TAG] * (len(spec.alternatives) + len(spec.others)) + values
    if isinstance(spec, Wording):
        slots = [type_ for _, inner in spec.slots() for slot in inner for type_ in types_of(slot)]
        return [TAG] * (len(spec.variants) if spec.tagged else 0) + slots
    if isinstance(spec, Stacked):
        size = ArrayType(np.dtype(np.int64), (), "python")
        return [size] * spec.ndim + [
            ArrayType(spec.dtype, tuple(free_size() for _ in range(spec.ndim)), "array")
        ]
    if isinstance(spec, Listing):
        buffers = [
            ArrayType(type_.dtype, tuple(free_size() for _ in range(type_.ndim + 1)), "array")
            for type_ in types_of(spec.element)
        ]
        return [*([_COUNT] * _places(spec)), *buffers]
    if isinstance(spec, Number):
        slots = [slot for origin in spec.origins if isinstance(origin, Seen) for slot in origin.slots]
        tags = [TAG] * (len(spec.alternatives) + len(spec.origins))
        number = ([spec.type] if has_value(spec) and spec.type is not None else []) + tags + slots
        return number if spec.array is None else [*number, TAG, *types_of(spec.array)]
    return [type_ for item in spec.items for type_ in types_of(item)]


def _places(spec: Listing) -> int:
    """Return how many ints tell which part of the buffers holds a list: its length, and a deque's start."""
    if is_queue(spec.kind):
        return 2
    return 0 if spec.count is not None else 1


def _types_of_table(spec: Keying) -> list[ArrayType]:
    def column(type_: ArrayType) -> ArrayType:
        return ArrayType(type_.dtype, (free_size(),), "array")

    counts = [_COUNT, _COUNT] if spec.shrank else [_COUNT]
    values = [] if spec.element is None else types_of(spec.element)
    return [*counts, *map(column, [_COUNT, TAG, *types_of(spec.key), *values])]


def has_value(spec: Number) -> bool:
    """Whether a value of its own holds the number, besides what tells which it is."""
    return spec.type is not None and spec.carried != "nothing"


def encode(value: Any, spec: Spec) -> list[Any]:
    """Return the operands, in the current region, that hold `value`."""
    if isinstance(spec, Static | Same | Members):
        return []
    value = _noted(value, spec)
    if isinstance(spec, Keying):
        return _encode_table(value, spec)
    if isinstance(spec, Label):
        return [0 if value is NOTHING or value is UNDEFINED else code_of(value, spec)]
    if isinstance(spec, Reference | Pointer):
        return [_place(value, spec)]
    if isinstance(spec, Number):
        number = value.value if isinstance(value, Same) else value
        return (_encode_number if spec.array is None else _encode_boxed)(number, spec)
    if isinstance(spec, Listing):
        return (
            _encode_tuples(variants(value), spec) if isinstance(value, Choice) else _encode_list(value, spec)
        )
    if isinstance(spec, Chosen):
        return _encode_choice(_with_one_tuple(value, spec), spec)
    if isinstance(spec, Wording):
        return _encode_text(value, spec)
    assert not isinstance(spec, Stacked)  # those are in lists alone
    if value is NOTHING or value is UNDEFINED:
        items: list[Any] = [value] * len(spec.items)
    else:
        items = list(held_by(value)) if isinstance(spec, Mapping) else list(value)
    return [operand for item, inner in zip(items, spec.items, strict=True) for operand in encode(item, inner)]


def _noted(value: Any, spec: Spec) -> Any:
    """Return the container that stands behind a name, where it is not known by that; a list is noted."""
    if isinstance(value, Same) and not isinstance(spec, Number | Chosen):
        value = value.value
    note_encoded(value)
    return value


def note_encoded(value: Any) -> None:
    """Note of a list that there is a copy of it elsewhere."""
    trace = current()
    if isinstance(value, TracedList) and trace is not None:
        trace.encoded.add(id(value))


def _place_in_heap(value: Any, spec: Reference) -> Any:
    if value is NOTHING or value is UNDEFINED:
        return 0
    if not is_in_heap(value) or value.home.owner is not spec.heap:
        raise Untraceable("AG105", "a list of a dict of data, or another list")
    return value.home.place


def _place(value: Any, spec: Reference | Pointer) -> Any:
    """Return where a list lies in its heap, or an object in its pool."""
    return _place_in_heap(value, spec) if isinstance(spec, Reference) else _place_in_pool(value, spec)


def _place_in_pool(value: Any, spec: Pointer) -> Any:
    if value is NOTHING or value is UNDEFINED:
        return 0
    place = in_pool(value)
    if place is None or place.pool.kind is not spec.kind:
        raise Untraceable("AG102", "an object of a class, or of another one")
    return place.number


def _encode_text(value: Any, spec: Wording) -> list[Any]:
    value = worded(value)
    if spec.is_codes and isinstance(value, str | Text):
        ((_, (slot,)),) = spec.slots()
        return encode((value if isinstance(value, Text) else Text((value,))).codes(), slot)
    given: tuple[tuple[Any, Text], ...] = ()
    if isinstance(value, str | Text):
        text = value if isinstance(value, Text) else Text((value,))
        given = text.variants or ((True, text),)
    known = [(shape, tag, text) for tag, text in given for shape in shapes_of(text)]
    tags: list[Any] = []
    operands: list[Any] = []
    for shape, slots in spec.slots():
        found = [(tag, text) for own, tag, text in known if alike(own, shape)]
        tags.append(found[0][0] if found else False)
        handles: list[Any] = list(handles_in(found[0][1])) if found else [NOTHING] * len(slots)
        for handle, slot in zip(handles, slots, strict=True):
            operands += encode(handle, slot)
    if len(known) > sum(tag is not False for tag in tags):
        raise Untraceable("AG102", "a text of another kind")
    return (tags if spec.tagged else []) + operands


def _encode_choice(value: Any, spec: Chosen) -> list[Any]:
    if spec.others:
        kinds = tags_of(value, spec)
        missing = [kinds, *([_unless(tag)] for tag in kinds[len(spec.alternatives) :])]
        held = zip(parts_of(value, spec), spec.values, missing, strict=True)
        return kinds + [
            operand for part, each, gone in held for operand in _where_there(encode(part, each), gone)
        ]
    tags: list[Any] = [False] * len(spec.alternatives)
    value = value.value if isinstance(value, Same) else value
    content = value
    texts_apart = isinstance(spec.container, Wording)
    loose: Any = enum.Enum if texts_apart else (str, enum.Enum)
    if isinstance(value, Choice):
        for alternative in value.alternatives:
            tags[place_of(spec, alternative.what)] = alternative.tag
        content = content_of(value)
    elif isinstance(value, Tensor):
        content = NOTHING
        texts = []
        for alternative in value.alternatives:
            if isinstance(alternative.what, str) and texts_apart:
                texts.append((alternative.tag, Text((alternative.what,))))
            elif isinstance(alternative.what, TracedList):
                content = alternative.what
            elif alternative.tag is not True:
                tags[place_of(spec, alternative.what)] = alternative.tag
        content = Text.chosen(tuple(texts)) if texts else content
    elif value is None or value is UNDEFINED or isinstance(value, loose):
        tags[place_of(spec, value)] = True
        content = NOTHING
    return tags + _where_there(encode(content, spec.container), tags)


def _unless(tag: Any) -> Any:
    return not tag if isinstance(tag, bool) else negated(tag)


def _where_there(operands: list[Any], missing: list[Any]) -> list[Any]:
    """Return operands whose views are looked up only where none of some tags says that there is nothing."""
    views = [isinstance(operand, Tensor) and _is_view(operand) for operand in operands]
    tags = [tag for tag in missing if tag is not False]
    if not any(views) or not tags or any(tag is True for tag in tags):
        return operands
    there = functools.reduce(both, map(negated, tags))
    return [_looked_up(one, there) if is_view else one for one, is_view in zip(operands, views, strict=True)]


def _is_view(handle: Tensor) -> bool:
    return handle.type.kind == "array" and any(target.through is not None for target, _ in targets(handle))


def _looked_up(view: Tensor, there: Any) -> Tensor:
    """Return the elements of a view, if it is there: what it is a view of may have no such place."""
    from autograph.tracing.regions import branch  # noqa: PLC0415  (regions are made of operands)

    trace = current()
    assert trace is not None

    def of(operand: Any) -> list[Value]:
        trace.region.inherit = False  # nor is it looked up around the branch
        return [value_of(operand, trace.region)]

    (value,) = branch(there, lambda: of(bare(view)), lambda: of(_dummy(view.type)))
    made = Tensor(value.type)
    trace.region.adopt(made, value)
    return made


def _encode_list(value: Any, spec: Listing) -> list[Any]:
    from autograph.tracing.lists import alone, grown_from  # noqa: PLC0415  (lists are made of specs)
    from autograph.tracing.recasting import widened  # noqa: PLC0415

    value = value.held if isinstance(value, TracedTuple) else value
    held: Any = value.grown if isinstance(value, TracedList) and value.in_arrays else value
    if isinstance(held, Queue) and is_queue(spec.kind):
        made = widened(held, spec.element)
    elif isinstance(held, Grown):
        made = widened(alone(held), spec.element)
    else:
        made = grown_from(() if held is NOTHING or held is UNDEFINED else tuple(held), spec.element)
    return [*(made.count, made.start)[: _places(spec)], *made.buffers]


def _encode_tuples(found: list[tuple[Any, Any]], spec: Listing) -> list[Any]:
    """Return the operands of one of several tuples, each with the bool that tells that it is the one."""
    from autograph.tracing.regions import branch  # noqa: PLC0415  (regions are made of operands)

    trace = current()
    assert trace is not None
    (what, tag), *rest = found
    if not rest:
        return _encode_list(what, spec)

    def first() -> list[Value]:
        return [value_of(operand, trace.region) for operand in _encode_list(what, spec)]

    def others() -> list[Value]:
        return [value_of(operand, trace.region) for operand in _encode_tuples(rest, spec)]

    made = []
    for value in branch(tag, first, others):
        made.append(Tensor(value.type))
        trace.region.adopt(made[-1], value)
    return made


def _with_one_tuple(value: Any, spec: Chosen) -> Any:
    """Return a variable that may be one of several tuples as one where they are one for the spec."""
    from autograph.tracing.decoding import decode  # noqa: PLC0415  (it needs the types of operands)

    whole = next(
        (each for each in spec.values if isinstance(each, Listing) and each.kind is TracedTuple), None
    )
    if whole is None or not isinstance(value, Choice):
        return value
    found = [(what, tag) for what, tag in variants(value) if isinstance(what, tuple | TracedTuple)]
    if len(found) < 2:
        return value
    if found[-1][1] is not None:
        raise Untraceable("AG105", "one of several tuples, or something else")
    trace = current()
    assert trace is not None
    values = [value_of(operand, trace.region) for operand in _encode_tuples(found, whole)]
    others = tuple(each for each in value.alternatives if not isinstance(each.what, tuple | TracedTuple))
    made = decode(whole, values, trace.region)
    return Choice(made, others) if others else made


def _encode_table(value: Any, spec: Keying) -> list[Any]:
    from autograph.tracing.key_table import table_from, widened_table  # noqa: PLC0415  (tables are made of specs)

    held = value.keyed if isinstance(value, KeyedContainer) and value.keyed is not None else value
    if not isinstance(held, Keyed):
        known = () if held in (NOTHING, UNDEFINED) else tuple(held)
        values = None if spec.element is None else tuple(held.values()) if known else ()
        held = table_from(known, spec.key, values, spec.element, shrank=spec.shrank)
    held = widened_table(held, spec.key, spec.element)
    values = () if held.values is None else held.values.buffers
    counts = [held.count, held.used] if spec.shrank else [held.count]
    return [*counts, held.index, held.live, *held.keys.buffers, *values]


def _encode_boxed(value: Any, spec: Number) -> list[Any]:
    """Return the operands of a number, and of the array that it may be instead."""
    number: Any = value
    array: Any = NOTHING
    tag: Any = False
    box = box_of(value)
    assert spec.array is not None
    if box is not None:
        number, array, tag = without_box(value), box.what, box.tag
    elif isinstance(value, np.ndarray):
        number, array, tag = NOTHING, value, True
    elif isinstance(value, Tensor) and value.type.kind == "array":
        array, tag = bare(value), True
        for alternative in value.alternatives:
            tag = both(tag, negated(alternative.tag))
        number = clone(value, (*value.alternatives, Alternative(UNDEFINED, True)))
    numbers = _encode_number(number, dataclasses.replace(spec, array=None), tag)
    return [*numbers, tag, *encode(array, spec.array)]


def _encode_number(value: Any, spec: Number, elsewhere: Any = False) -> list[Any]:
    """Return the operands of a number or array, which it is where `elsewhere` is not true."""
    tags: list[Any] = [False] * len(spec.alternatives)
    known: ArrayType | None = None
    if isinstance(value, Tensor):
        for alternative in value.alternatives:
            if alternative.tag is True:
                continue
            place = place_of(spec, alternative.what)
            tags[place] = alternative.tag
        known = value.type if not is_empty(value) else None
    elif is_python_scalar(value) or isinstance(value, np.generic | np.ndarray):
        known = type_of(value)
    elif value is not NOTHING:
        tags[place_of(spec, value)] = True
    if known is None or spec.type is None:
        number = _dummy(spec.type) if spec.type is not None else None
    else:
        number = bare(value)
        if spec.type.kind != "array" and known != spec.type:
            if not (isinstance(value, Tensor) and value.carrier):
                tags = _tag_type(tags, spec, known, elsewhere)
            number = _convert(number, known, spec.type)
        elif spec.type.kind == "array":
            number = _held(number, spec, tags)
    is_array = known is not None and isinstance(value, Tensor)
    same = [identity_of(value, origin) if is_array else False for origin in spec.origins]
    slots = [
        operand
        for origin in spec.origins
        if isinstance(origin, Seen)
        for operand in (_chosen_operands(value, origin) if is_array else map(zero, origin.slots))
    ]
    return ([number] if has_value(spec) else []) + tags + same + slots


def _chosen_operands(value: Tensor, origin: Seen) -> list[Any]:
    """Return the indices, where they are data, with which an array is a view."""
    chosen: list[Any] = []
    for target, tag in reversed(views_of(value, origin)):
        operands = operands_of(target)
        chosen = (
            [
                one if one is two else emit("select_scalar", tag, one, two)
                for one, two in zip(operands, chosen, strict=True)
            ]
            if chosen
            else operands
        )
    if window_of([origin]) is None:
        return chosen or [zero(slot) for slot in origin.slots]
    return _or_whole(value, origin, chosen)


def _or_whole(value: Tensor, origin: Seen, section: list[Any]) -> list[Any]:
    """Return a section's bounds, which are those of all of the array where it is that."""
    whole = [bound for axis in range(origin.base.type.ndim) for bound in (0, size_of(origin.base, axis))]
    tag = identity_of(value, origin.base)
    if not section or tag is True:
        return whole
    if tag is False:
        return section
    return [emit("select_scalar", tag, *pair) for pair in zip(whole, section, strict=True)]


def _held(value: Any, spec: Number, missing: list[Any]) -> Any:
    """Return the operand that holds the elements of an array, as much as `spec` wants of them.

    One of the tags of what is `missing` says where there is none.
    """
    return _where_there([_wanted(value, spec)], missing)[0] if has_value(spec) else value


def _wanted(value: Any, spec: Number) -> Any:
    if not isinstance(value, Tensor):
        return emit("copy", value)
    if spec.carried == "content":
        return value
    known = {origin.key for origin in spec.origins}
    own = [
        target
        for target, _ in targets(value)
        if way_of(target) not in known and not any(base.key in known for base, _ in target.identity)
    ]
    return own[0] if len(own) == 1 else value


def _tag_type(tags: list[Any], spec: Number, known: ArrayType, elsewhere: Any) -> list[Any]:
    """Mark the number as one of type `known` where no other alternative holds, nor `elsewhere`."""
    place = place_of(spec, known)
    others = [tag for number, tag in enumerate(tags) if number != place and tag is not False]
    others += [] if elsewhere is False else [elsewhere]
    mine: Any = True
    for tag in others:
        mine = both(mine, negated(tag))
    tags[place] = mine
    return tags


def _convert(number: Any, known: ArrayType, target: ArrayType) -> Any:
    if known.dtype.kind in "iu" and known.dtype.itemsize == 8 and target.dtype.kind in "fc":
        if not isinstance(number, Tensor):
            if abs(number) > 2**53:
                raise Untraceable("AG102", "an int beyond 2**53 among floats")
        else:
            emit(
                "assume",
                emit("less_equal", emit("absolute", number), 2**53),
                reason="an int beyond 2**53 among floats",
            )
    if target.kind == "scalar":
        return emit("to_numpy", number, dtype=target.dtype)
    return emit("to_python", number, type=python_type(target.dtype))


def _dummy(type_: ArrayType) -> Any:
    if type_.kind != "array":
        return zero(type_)
    known = tuple(size if isinstance(size, int) else None for size in type_.shape)
    sizes = [size or 0 for size in known]
    return emit("full", *sizes, type_.dtype.type(0), dtype=type_.dtype, shape=known)
