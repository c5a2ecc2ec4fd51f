"""Two things a variable can be in, what holds both out."""

from __future__ import annotations

import dataclasses
import enum
import functools
import types
from typing import Any

import numpy as np

from autograph.runtime.ops.templates import CODES
from autograph.runtime.types import ArrayType, Symbol, type_of
from autograph.tracing.choice import OWN_NAMES
from autograph.tracing.containers import (
    ListContents,
    TracedDict,
    TracedList,
    TracedSet,
    contents,
    is_elsewhere,
)
from autograph.tracing.keying import Keying, Label, Members, same_keys
from autograph.tracing.kinds import OPEN_TUPLE, kind_of
from autograph.tracing.labels import as_label, joined_labels
from autograph.tracing.nothing import NOTHING
from autograph.tracing.open_tuples import any_tuple, is_open_tuple, is_tuple, with_one_tuple
from autograph.tracing.pooled import pool_for
from autograph.tracing.seen import Seen
from autograph.tracing.spec import (
    Chosen,
    Listing,
    Mapping,
    Number,
    Pointer,
    Reference,
    Same,
    Sequence,
    Spec,
    Stacked,
    Static,
    Undefined,
    abstract,
    any_size,
    as_box,
    free_size,
    generalise,
    is_free,
    is_numeric,
    same_count,
    same_static,
    same_what,
)
from autograph.tracing.tensor import Tensor, root_of
from autograph.tracing.trace import Untraceable, current
from autograph.tracing.traced_deque import is_queue
from autograph.tracing.traced_list import LOST
from autograph.tracing.watching import is_own_object
from autograph.tracing.wording import Wording, join_wordings, of_codes

__all__ = ["holds_keys", "join"]


_CHOSEN = (
    *(str, bytes, type(None), Undefined, enum.Enum, TracedList, TracedDict, TracedSet),
    *(types.FunctionType, types.BuiltinFunctionType, types.MethodType, functools.partial),
    *(type, np.ufunc, np.dtype),
)
"""What a variable may be on some paths beside a number."""

_OBJECTS = (str, type(None), Undefined, enum.Enum)
"""What a variable may be on some paths beside tuples, lists and objects."""

MAX_KINDS = 5
"""Of how many kinds a variable may be that holds tuples, lists or objects."""

MAX_TYPES = 3
"""Of how many types beside the main one a number may be."""

MAX_OBJECTS = 16
"""How many strings, members of enumerations, functions and the like a variable may be."""

MAX_DEPTH = 2
"""How deep values of several kinds may lie in each other: what grows in each round is not one of them."""

MAX_ORIGINS = 6
"""How many arrays from before a branch or loop a variable is told to be, or not to be."""


def is_callers(value: Tensor) -> bool:
    """Whether a handle is an array of the caller."""
    trace = current()
    return trace is not None and trace.lifter is not None and value.key in trace.lifter.array_keys


def _as_number(spec: Spec) -> Number:
    if isinstance(spec, Number):
        return spec
    if isinstance(spec, Static):
        if is_numeric(spec):
            return Number(type_of(spec.value))
        return Number(None, (spec.value,))
    raise Untraceable("AG102", "a number on one path, a container on another")


def join(one: Spec, two: Spec) -> Spec:
    """Return a spec that holds both.

    Raises
    ------
    Untraceable
        If there is none.
    """
    known = _join_known(one, two)
    if known is not None:
        return known
    if isinstance(one, Label) or isinstance(two, Label):
        return _join_labels(one, two)
    one, two = _contents_beside(one, two), _contents_beside(two, one)
    if isinstance(one, Same) or isinstance(two, Same):
        return _join_identities(one, two)
    one, two = (abstract(spec.value) if isinstance(spec, Static) else spec for spec in (one, two))
    if holds_keys(one) and holds_keys(two) and not _are_of_two_classes(one, two):
        return _join_keyed(one, two)
    if any(map(is_open_tuple, (one, two))) and all(map(is_tuple, (one, two))):
        return any_tuple(one, two) or _join_choices(one, two)
    if all(isinstance(spec, Listing | Sequence) for spec in (one, two)) and kind_of(one) == kind_of(two):
        return _join_sequences(one, two)
    if isinstance(one, Wording) or isinstance(two, Wording):
        return _join_texts(_as_wording(one), _as_wording(two))
    if any(isinstance(spec, (Chosen, *_CONTAINERS)) for spec in (one, two)):
        return _join_choices(one, two)
    one, two = _as_number(one), _as_number(two)
    if _are_of_two_kinds(one, two):
        return _join_choices(one, two)
    return _join_numbers(one, two)


def _join_labels(one: Spec, two: Spec) -> Spec:
    """Return the spec of what may be one of some texts; made of data, where one of two is no label."""
    from autograph.tracing.text_columns import as_wording  # noqa: PLC0415  (columns are made of specs)

    if any(isinstance(spec, Wording) and as_label(spec) is None for spec in (one, two)):
        return join(as_wording(one), as_wording(two))
    return joined_labels(one, two)


_CONTAINERS = (Sequence, Listing, Mapping, Members, Keying, Reference, Pointer)


def _are_of_two_kinds(*numbers: Number) -> bool:
    """Whether these are arrays of several ranks or dtypes, or numbers and arrays of some dimensions."""
    types_ = [number.type for number in numbers if number.type is not None]
    types_ += [number.array.type for number in numbers if number.array is not None and number.array.type]
    kinds = {(type_.ndim, type_.dtype) for type_ in types_ if type_.kind == "array"}
    return len(kinds) > 1 or (any(ndim for ndim, _ in kinds) and any(type_.is_scalar for type_ in types_))


def _are_of_two_classes(one: Spec, two: Spec) -> bool:
    """Whether two variables are objects of two classes of the program, or one of them is a dict."""
    return isinstance(one, Mapping) and isinstance(two, Mapping) and kind_of(one) != kind_of(two)


def _join_known(one: Spec, two: Spec) -> Spec | None:
    """Return the spec that holds both where nothing of what they hold need be looked at."""
    for spec, other in ((one, two), (two, one)):
        if isinstance(spec, Static) and spec.value is NOTHING:
            return other
    if isinstance(one, Static | Same | Stacked | Reference | Pointer) and one == two:
        return one
    if any(isinstance(spec, Reference) for spec in (one, two)) and all(map(_is_container, (one, two))):
        raise Untraceable("AG105", "a list of a dict of data, or another list")
    if isinstance(one, Stacked) or isinstance(two, Stacked):
        raise Untraceable("AG105", "a list of arrays of several dtypes or ranks, or of other things too")
    if any(isinstance(spec, Static) and is_elsewhere(spec.value) for spec in (one, two)):
        return Static(LOST)
    objects = (isinstance(spec, Same | Static) for spec in (one, two))
    if any(isinstance(spec, Same) for spec in (one, two)) and all(objects):
        return _join_identities(one, two)
    return None


def _is_container(spec: Spec) -> bool:
    return isinstance(spec, Sequence | Mapping | Members | Keying | Listing | Same | Reference)


def is_copied(what: Any) -> bool:
    """Whether what a variable is known to be is a list whose items a copy can hold instead."""
    return isinstance(what, TracedList) and not is_elsewhere(contents(what))


def _contents_beside(spec: Spec, other: Spec) -> Spec:
    """Return what a list holds that is known by its identity, where the other one is a new list."""
    is_list = isinstance(spec, Same) and isinstance(spec.value, TracedList)
    new = isinstance(other, Listing) or (isinstance(other, Sequence) and issubclass(other.kind, TracedList))
    if not (is_list and new and isinstance(spec, Same)) or is_elsewhere(contents(spec.value)):
        return spec
    return abstract(spec.value)


def _join_identities(one: Spec, two: Spec) -> Spec:
    """Return the spec of a variable that is one of several lists, dicts or other objects."""
    if any(isinstance(s, Chosen) or (isinstance(s, Same) and is_own_object(s.value)) for s in (one, two)):
        return _join_choices(one, two)
    found = []
    for spec in (one, two):
        if isinstance(spec, Same) or (isinstance(spec, Static) and not is_numeric(spec)):
            found.append(Number(None, (spec.value,)))
        elif isinstance(spec, Number) and (spec.type is None or spec.type.is_scalar):
            found.append(spec)
        else:
            raise Untraceable("AG105", "a list with several names, or another object")
    return _join_numbers(*found)


def _join_choices(one: Spec, two: Spec) -> Spec:
    """Return the spec of a variable that is a container on some paths only, or one of several kinds."""
    values: list[Spec] = []
    found: list[Any] = []
    for spec in (one, two):
        held, whats = _parts(spec)
        values += held
        found += whats
    if any(isinstance(spec, Wording) for spec in values):
        values += [Wording(((what,),)) for what in found if isinstance(what, str)]
        found = [what for what in found if not isinstance(what, str)]
    kinds: dict[Any, Spec] = {}
    for spec in values:
        kind = kind_of(spec)
        kinds[kind] = join(kinds[kind], spec) if kind in kinds else spec
    if len(kinds) > MAX_KINDS or OPEN_TUPLE in kinds:
        kinds = with_one_tuple(kinds)
    known: list[Any] = []
    for what in found:
        if not any(same_static(what, other) for other in known):
            known.append(what)
    if not known and list(kinds) == [OPEN_TUPLE]:
        return kinds[OPEN_TUPLE]
    containers = [spec for kind, spec in kinds.items() if kind != "number"]
    _require_choosable(list(kinds.values()), containers, known)
    others = tuple(_any_length(spec) for spec in kinds.values() if spec is not containers[0])
    return Chosen(_any_length(containers[0]) if others else containers[0], tuple(known), others)


def _any_length(spec: Spec) -> Spec:
    """Return the spec of a value that may be missing: its arrays have no known sizes to rely on."""
    if isinstance(spec, Number) and spec.type is not None and spec.type.kind == "array":
        known = any(isinstance(size, int) for size in spec.type.shape)
        return dataclasses.replace(spec, type=any_size(spec.type)) if known else spec
    if isinstance(spec, Sequence | Mapping):
        return dataclasses.replace(spec, items=tuple(map(_any_length, spec.items)))
    return spec


def _parts(spec: Spec) -> tuple[list[Spec], list[Any]]:
    """Return what a variable may be: values that are made on their paths, and known objects."""
    if isinstance(spec, Chosen):
        return [*spec.values], [*spec.alternatives]
    if isinstance(spec, Static) and isinstance(spec.value, _OBJECTS):
        return [], [spec.value]
    if isinstance(spec, Static) and is_numeric(spec):
        return [Number(type_of(spec.value))], []
    if isinstance(spec, Number):
        types_ = tuple(what for what in spec.alternatives if isinstance(what, ArrayType))
        lists = [what for what in spec.alternatives if is_copied(what)]
        whats = [what for what in spec.alternatives if not (isinstance(what, ArrayType) or is_copied(what))]
        if len(lists) > 1:
            raise Untraceable("AG105", "a list with several names, or another object")
        own: list[Spec] = [abstract(what) for what in lists]
        if spec.type is not None:
            own.append(dataclasses.replace(spec, alternatives=types_, array=None))
        return own + ([] if spec.array is None else [spec.array]), whats
    if isinstance(spec, (Same, Wording, *_CONTAINERS)):
        return [spec], []
    raise Untraceable("AG102", "a container on one path, an object on another")


def _depth(spec: Spec) -> int:
    """Return how deep what is of several kinds lies in what is."""
    if isinstance(spec, Chosen):
        return bool(spec.others) + max(map(_depth, spec.values))
    return max(map(_depth, spec.items), default=0) if isinstance(spec, Sequence | Mapping) else 0


def _require_choosable(values: list[Spec], containers: list[Spec], others: list[Any]) -> None:
    """Refuse what a variable cannot be on some paths only."""
    if not containers:
        raise Untraceable("AG102", "arrays of several ranks or types, or a number")
    if len(values) > 1 and any(isinstance(spec, Reference) for spec in values):
        raise Untraceable("AG105", "a list of a dict of data, or another value")
    if len(values) > MAX_KINDS or max(map(_depth, values)) >= MAX_DEPTH:
        raise Untraceable("AG105", "a variable of too many kinds")
    for spec in containers:
        names = [*spec.keys, *dir(spec.kind)] if isinstance(spec, Mapping) else []
        names += [*pool_for(spec.kind).names, *dir(spec.kind)] if isinstance(spec, Pointer) else []
        if not OWN_NAMES.isdisjoint(dir(spec.value) if isinstance(spec, Same) else names):
            raise Untraceable("AG102", "an object on one path, something else on another")
    if not all(isinstance(what, _OBJECTS) for what in others):
        raise Untraceable("AG105", "a list with several names, or another object")


def _join_texts(one: Spec, two: Spec) -> Spec:
    if isinstance(one, Wording) and isinstance(two, Wording):
        joined = join_wordings(one, two)
        return joined if joined is not None else of_codes(Number(_code_points()))
    return _join_choices(one, two)


def _code_points() -> ArrayType:
    return ArrayType(CODES, (free_size(),), layout="A")


def _as_wording(spec: Spec) -> Spec:
    """Return the spec of strings alone as one of text."""
    whats = (spec.value,) if isinstance(spec, Static) else ()
    if isinstance(spec, Number) and spec.type is None:
        whats = spec.alternatives
    if not whats or not all(type(what) is str for what in whats):
        return spec
    return Wording(tuple((what,) for what in whats))


def holds_keys(spec: Spec) -> bool:
    """Whether a spec is that of a dict or set, or of what one holds."""
    return isinstance(spec, Mapping | Members | Keying) or (
        isinstance(spec, Static) and isinstance(spec.value, frozenset)
    )


def _join_keyed(one: Spec, two: Spec) -> Spec:
    """Return the spec of a dict or set that may be one of two."""
    from autograph.tracing.key_joins import joined_keying  # noqa: PLC0415  (tables are made of specs)

    if isinstance(one, Keying) or isinstance(two, Keying):
        return joined_keying(one, two)
    if isinstance(one, Members) and one == two:
        return one
    if isinstance(one, Mapping) and isinstance(two, Mapping) and same_keys(one.keys, two.keys):
        items = tuple(join(a, b) for a, b in zip(one.items, two.items, strict=True))
        return Mapping(one.kind, one.keys, items)
    raise Untraceable("AG105", "a dict or set with other keys")


def _join_sequences(one: Any, two: Any) -> Spec:
    """Return the spec of a tuple or list that may be one of two; tuples are of one length."""
    known = isinstance(one, Sequence) and isinstance(two, Sequence) and one.kind is two.kind
    if known and len(one.items) == len(two.items):
        return Sequence(one.kind, tuple(join(a, b) for a, b in zip(one.items, two.items, strict=True)))
    return _listing(one, two)


def _listing(one: Spec, two: Spec) -> Listing:
    """Return the spec of a list that has items like those of two lists."""
    from autograph.tracing.lists import joined_element  # noqa: PLC0415  (lists are made of specs)

    elements: list[Spec] = []
    for spec in (one, two):
        if not isinstance(spec, Listing | Sequence) or not issubclass(spec.kind, TracedList | ListContents):
            raise Untraceable("AG102", "a list on one path, something else on another")
        elements += [spec.element] if isinstance(spec, Listing) else map(generalise, spec.items)
    assert isinstance(one, Listing | Sequence)
    assert isinstance(two, Listing | Sequence)
    if is_queue(one.kind) != is_queue(two.kind):
        raise Untraceable("AG102", "a list on one path, a deque on another")
    element = joined_element((), *elements)
    if isinstance(one, Listing) and isinstance(two, Listing):
        order = one.order if one.order is two.order else None
        return Listing(one.kind, element, order, one.count if same_count(one.count, two.count) else None)
    return Listing(one.kind, element)


def _join_numbers(one: Number, two: Number) -> Number:
    if _is_boxed(one, two) or _is_boxed(two, one):
        return _join_boxes(one, two)
    main, extra = _main(one.type, two.type)
    alternatives = list(one.alternatives)
    for what in (*two.alternatives, *extra):
        if not any(same_what(what, known) for known in alternatives):
            alternatives.append(what)
    alternatives = [what for what in alternatives if not (isinstance(what, ArrayType) and what == main)]
    for what in alternatives:
        if isinstance(what, ArrayType) and main is not None and not _tells(main, what):
            raise Untraceable("AG102", f"{_words(main)} or {_words(what)}")
        if not isinstance(what, (ArrayType, *_CHOSEN)):
            raise Untraceable("AG102", f"a number or a {type(what).__name__}")
    types_ = sum(isinstance(what, ArrayType) for what in alternatives)
    if types_ > MAX_TYPES or len(alternatives) - types_ > MAX_OBJECTS:
        raise Untraceable("AG102", "a variable of too many kinds")
    is_array = main is not None and main.kind == "array"
    held = [number.type for number in (one, two) if number.type is not None and not number.carrier]
    real = bool(held) if is_array else main in held
    if main is not None and is_array and alternatives:
        main = any_size(main)
    joined = Number(main, tuple(alternatives), carrier=main is not None and not real)
    return joined if main is None or main.kind != "array" else _join_arrays(joined, one, two)


def _is_boxed(spec: Number, other: Number) -> bool:
    """Whether one of two variables is a number or a 0-d array, or is such an array beside a number."""
    if spec.array is not None:
        return True
    return spec.type is not None and _is_0d(spec.type) and other.type is not None and other.type.is_scalar


def _is_0d(type_: ArrayType) -> bool:
    return type_.kind == "array" and not type_.ndim


def _join_boxes(one: Number, two: Number) -> Number:
    """Return the spec of a variable that is a 0-d array on some paths, and a number on others."""
    numbers, boxes = [], []
    for spec in (one, two):
        if spec.type is not None and _is_0d(spec.type):
            numbers.append(Number(None, spec.alternatives))
            boxes.append(dataclasses.replace(spec, alternatives=()))
        else:
            numbers.append(dataclasses.replace(spec, array=None))
            boxes += [] if spec.array is None else [spec.array]
    box = functools.reduce(_join_numbers, boxes)
    return dataclasses.replace(_join_numbers(*numbers), array=as_box(box))


def _join_arrays(joined: Number, *parts: Number) -> Number:
    """Note which arrays a variable may be that may be those of two others."""
    parts = tuple(part for part in parts if part.type is not None)
    origins = {handle.key: handle for part in parts for handle in part.origins}
    loose = {handle.key: handle for part in parts for handle in part.loose}
    if len({part.read_only for part in parts}) > 1:
        raise Untraceable("AG104", "an array that may be read-only")
    kept = sorted(origins.values(), key=lambda handle: not is_callers(_base(handle)))
    return dataclasses.replace(
        joined,
        origins=tuple(kept[:MAX_ORIGINS]),
        own=any(part.own for part in parts) or len(kept) > MAX_ORIGINS,
        loose=tuple({**loose, **{_base(item).key: _base(item) for item in kept[MAX_ORIGINS:]}}.values()),
        read_only=any(part.read_only for part in parts),
        carried=parts[0].carried,
        moved=any(part.moved for part in parts),
    )


def _base(origin: Tensor | Seen) -> Tensor:
    return origin.base if isinstance(origin, Seen) else root_of(origin)


def _words(type_: ArrayType) -> str:
    owner = {"python": "Python's ", "scalar": "NumPy's ", "array": f"a {type_.ndim}-d array of "}[type_.kind]
    return owner + type_.dtype.name


def _main(one: ArrayType | None, two: ArrayType | None) -> tuple[ArrayType | None, tuple[ArrayType, ...]]:
    """Return a type that holds both, and those of the two that it must be told from."""
    if one is None or two is None:
        return (two if one is None else one), ()
    if one.kind == "array" and two.kind == "array" and one.dtype == two.dtype and one.ndim == two.ndim:
        return _same_rank(one, two), ()
    if one == two:
        return one, ()
    if not (one.is_scalar and two.is_scalar):
        raise Untraceable("AG102", f"{_words(one)} or {_words(two)}")
    if _holds(one, two):
        return one, (two,)
    if _holds(two, one):
        return two, (one,)
    wider = ArrayType(np.result_type(one.dtype, two.dtype), (), "scalar")
    if wider.dtype.kind in "bifc" and _holds(wider, one) and _holds(wider, two):
        return wider, (one, two)
    raise Untraceable("AG102", f"{_words(one)} or {_words(two)}")


def _holds(main: ArrayType, other: ArrayType) -> bool:
    """Whether every number of type `other` is one of type `main`, so that it can be given back."""
    if not (main.is_scalar and other.is_scalar):
        return False
    if main.kind == "python" and other.kind == "scalar":
        return main.dtype.kind != other.dtype.kind and np.can_cast(other.dtype, main.dtype)
    if other.kind == "python" and other.dtype.kind == "i" and main.dtype.kind == "f":
        return main.dtype.itemsize == 8
    return bool(np.can_cast(other.dtype, main.dtype))


def _tells(main: ArrayType, other: ArrayType) -> bool:
    """Whether a number of type `other` can be held as one of type `main`, and given back."""
    return _holds(main, other) or (main.is_scalar and other.is_scalar and main.dtype == other.dtype)


def _same_rank(one: ArrayType, two: ArrayType) -> ArrayType:
    shape = tuple(_either(a, b) for a, b in zip(one.shape, two.shape, strict=True))
    layout = one.layout if one.layout == two.layout else "A"
    return one.with_(shape=shape, layout=layout)


def _either(one: int | Symbol, two: int | Symbol) -> int | Symbol:
    if one == two or is_free(one):
        return one
    return two if is_free(two) else free_size()
