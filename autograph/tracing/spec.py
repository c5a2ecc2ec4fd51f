"""What a variable of a branch or a loop can be, joined over paths."""

from __future__ import annotations

import dataclasses
import functools
import weakref
from typing import Any

import numpy as np

from autograph.runtime.types import ArrayType, Symbol, is_python_scalar, symbol, type_of
from autograph.tracing.choice import Choice
from autograph.tracing.containers import (
    DictContents,
    Grown,
    Keyed,
    ListContents,
    TracedDict,
    TracedList,
    TracedSet,
    is_elsewhere,
)
from autograph.tracing.keying import Keying, Members, same_keys
from autograph.tracing.nothing import NOTHING
from autograph.tracing.seen import Seen, seen_of
from autograph.tracing.storage import is_local, targets
from autograph.tracing.tensor import Tensor, root_of
from autograph.tracing.text import Text, Wording, join_wordings, shape_of
from autograph.tracing.trace import Region, Untraceable, current
from autograph.tracing.traced_deque import Queue, QueueContents, TracedDeque, is_queue
from autograph.tracing.traced_list import LOST

__all__ = [
    "NOTHING",
    "UNDEFINED",
    "Listing",
    "Mapping",
    "Number",
    "Same",
    "Sequence",
    "Spec",
    "Stacked",
    "Static",
    "abstract",
    "free_size",
    "generalise",
    "is_empty",
    "join",
    "same_what",
    "shapes_of",
]


class _Undefined:
    """Stands for a variable that has no value."""

    def __repr__(self) -> str:
        return "<undefined>"


UNDEFINED = _Undefined()


@dataclasses.dataclass(frozen=True)
class Static:
    """One Python object, the same on every path."""

    value: Any

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Static) and same_static(self.value, other.value)

    def __hash__(self) -> int:
        return 0


@dataclasses.dataclass(frozen=True)
class Number:
    """A number or array: its main type (None: only alternatives), and what else it can be.

    A `carrier` is of its main type in the graph only: in the program it is one of the alternatives.

    An array may be one of the `origins`, and a new one if it may be its `own`. It may lie in the
    memory of the `loose` ones, too. What is carried of it are its elements ("content"), its elements
    where it is none of the origins ("own"), or nothing where the origins' elements are enough. If
    it was `moved`, then nothing but the graph's value holds the elements of its origins.
    """

    type: ArrayType | None
    alternatives: tuple[Any, ...] = ()
    origins: tuple[Tensor | Seen, ...] = ()
    carrier: bool = False
    own: bool = True
    loose: tuple[Tensor, ...] = ()
    read_only: bool = False
    carried: str = "content"
    moved: bool = False

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Number)
            and self._plain() == other._plain()
            and [handle.key for handle in self.origins] == [handle.key for handle in other.origins]
            and {handle.key for handle in self.loose} == {handle.key for handle in other.loose}
        )

    def _plain(self) -> tuple[Any, ...]:
        flags = (self.carrier, self.own, self.read_only, self.carried, self.moved)
        return (self.type, self.alternatives, *flags)

    def __hash__(self) -> int:
        return hash(self.type)


@dataclasses.dataclass(frozen=True)
class Sequence:
    """A tuple or a list, new on every path."""

    kind: type
    items: tuple[Any, ...]


@dataclasses.dataclass(frozen=True)
class Mapping:
    """A dict, new on every path, or what a dict or an object holds."""

    kind: type
    keys: tuple[Any, ...]
    items: tuple[Any, ...]


@dataclasses.dataclass(frozen=True, eq=False)
class Listing:
    """A list whose length is data: what a container holds (`Grown`), or a new list on every path.

    Attributes
    ----------
    kind : type
    element : Spec
    order : object or None
        Its elements lie where they lay in this order, if on every path they do.
    count : Tensor or int or None
        Its length, if that is the same on every path.
    """

    kind: type
    element: Any
    order: Any = None
    count: Any = None

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Listing)
            and self.kind is other.kind
            and self.element == other.element
            and self.order is other.order
            and same_count(self.count, other.count)
        )

    def __hash__(self) -> int:
        return hash(self.kind)


def same_count(one: Any, two: Any) -> bool:
    """Whether two lengths are known to be equal."""
    if isinstance(one, Tensor) and isinstance(two, Tensor):
        return bool(one.key == two.key)
    return type(one) is type(two) and one == two


@dataclasses.dataclass(frozen=True)
class Stacked:
    """An array in a list in arrays."""

    dtype: np.dtype[Any]
    ndim: int


@dataclasses.dataclass(frozen=True, eq=False)
class Same:
    """That very list or dict, which can be reached in other ways, too."""

    value: Any

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.value is self.value

    __hash__ = None  # type: ignore[assignment]


@dataclasses.dataclass(frozen=True)
class Chosen:
    """A container, or one of some objects that are none."""

    container: Any
    alternatives: tuple[Any, ...]


Spec = Chosen | Static | Number | Sequence | Mapping | Members | Keying | Listing | Same | Wording | Stacked


def same_static(one: Any, two: Any) -> bool:
    """Whether two Python objects are interchangeable."""
    if one is two:
        return True
    if type(one) is not type(two):
        return False
    if isinstance(one, float | complex | np.generic):
        return repr(one) == repr(two)
    if isinstance(one, int | str | bytes | frozenset | range | np.dtype):
        return bool(one == two)
    return False


def abstract(value: Any, region: Region | None = None) -> Spec:
    """Return the spec of one object, as it can be seen outside of `region`."""
    if isinstance(value, Tensor):
        whats = tuple(a.what for a in value.alternatives if a.tag is not True or a.what is not UNDEFINED)
        main = None if is_empty(value) else value.type
        spec = Number(main, whats, carrier=value.carrier and main is not None)
        return spec if main is None or main.kind != "array" else _with_arrays(spec, value, region)
    if isinstance(value, Same):
        return value
    if isinstance(value, Text):
        return Wording(shapes_of(value))
    if isinstance(value, Choice):
        return Chosen(abstract(value.value, region), tuple(a.what for a in value.alternatives))
    if isinstance(value, Grown | TracedList):
        return _abstract_list(value, region)
    if type(value) in _TUPLES or (isinstance(value, tuple) and hasattr(value, "_fields")):
        return Sequence(type(value), tuple(abstract(item, region) for item in value))
    if type(value) in (Keyed, TracedDict, TracedSet, DictContents):
        return _abstract_keyed(value, region)
    return Static(value)


_TUPLES = (tuple, ListContents, QueueContents)


def _abstract_keyed(value: Any, region: Region | None) -> Spec:
    """Return the spec of a dict or set, or of what one holds."""
    held = value if isinstance(value, Keyed) else getattr(value, "keyed", None)
    if held is not None:
        element = None if held.values is None else held.values.element
        return Keying(type(value), held.keys.element, element, held.shrank)
    if isinstance(value, dict):
        items = tuple(abstract(item, region) for item in dict.values(value))
        return Mapping(type(value), tuple(dict.keys(value)), items)
    return Members(tuple(set.__iter__(value)))


def _abstract_list(value: Any, region: Region | None) -> Spec:
    """Return the spec of a list or deque, or of what one in arrays holds."""
    if isinstance(value, Queue):
        return Listing(QueueContents, value.element)
    if isinstance(value, Grown):
        count = value.count
        inside = region is not None and isinstance(count, Tensor) and is_local(region, count)
        return Listing(ListContents, value.element, value.order, None if inside else count)
    if isinstance(value, TracedDeque) and value.maxlen is not None:
        raise Untraceable("AG105", "a variable that is one deque of limited length or another")
    if (held := value.grown) is not None:
        return Listing(type(value), held.element)
    return Sequence(type(value), tuple(abstract(item, region) for item in list.__iter__(value)))


def shapes_of(text: Text) -> tuple[Any, ...]:
    """Return the shapes that a text can have."""
    return tuple(shape_of(one, _slot) for one in ([one for _, one in text.variants] or [text]))


def _slot(value: Tensor) -> Spec:
    """Return the spec of data in a text, which nobody can write any more."""
    spec = abstract(value)
    assert isinstance(spec, Number)
    if spec.type is None or spec.type.kind != "array":
        return spec
    return Number(_any_size(spec.type).with_(layout="A"), spec.alternatives)


def _with_arrays(spec: Number, value: Tensor, region: Region | None) -> Number:
    """Note which arrays from outside of `region` an array is, and in whose memory it may lie."""
    origins: dict[Any, Tensor | Seen] = {}
    loose: dict[int, Tensor] = {}
    own = False
    if value.view is not None or any(target.view is not None for target, _ in targets(value)):
        assert spec.type is not None
        spec = dataclasses.replace(spec, type=spec.type.with_(layout="A"))
    for target, _ in targets(value):
        seen = seen_of(target) if target.view is not None else None
        if region is None or not is_local(region, root_of(target) if seen is not None else target):
            found = seen if seen is not None else target
            origins[found.key] = found
            continue
        if target.identity:
            origins.update((base.key, base) for base, _ in target.identity)
            continue
        own = True
        for base, _ in targets(root_of(target)):
            moved = (array for array, _ in root_of(base).identity)
            for other in (root_of(base), *root_of(base).aliases.values(), *moved):
                if not is_local(region, other):
                    loose[other.key] = other
    return dataclasses.replace(
        spec,
        origins=tuple(origins.values()),
        own=own,
        loose=tuple(loose.values()),
        read_only=value.read_only,
    )


def is_callers(value: Tensor) -> bool:
    """Whether a handle is an array of the caller."""
    trace = current()
    return trace is not None and trace.lifter is not None and value.key in trace.lifter.array_keys


def is_empty(value: Tensor) -> bool:
    """Whether a handle stands for no number."""
    return any(a.tag is True for a in value.alternatives)


def _numeric(static: Static) -> bool:
    return is_python_scalar(static.value) or isinstance(static.value, np.generic | np.ndarray)


def _as_number(spec: Spec) -> Number:
    if isinstance(spec, Number):
        return spec
    if isinstance(spec, Static):
        if _numeric(spec):
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
    one, two = _contents_beside(one, two), _contents_beside(two, one)
    if isinstance(one, Same) or isinstance(two, Same):
        return _join_identities(one, two)
    one, two = (abstract(spec.value) if isinstance(spec, Static) else spec for spec in (one, two))
    if isinstance(one, Sequence) and isinstance(two, Sequence) and one.kind is two.kind:
        return _join_sequences(one, two)
    if all(isinstance(spec, Listing | Sequence) for spec in (one, two)):
        return _listing(one, two)
    if holds_keys(one) and holds_keys(two):
        return _join_keyed(one, two)
    if isinstance(one, Wording) or isinstance(two, Wording):
        return _join_texts(_as_wording(one), _as_wording(two))
    if any(isinstance(spec, Chosen | Sequence | Mapping | Members | Keying) for spec in (one, two)):
        return _join_choices(one, two)
    return _join_numbers(_as_number(one), _as_number(two))


def _join_known(one: Spec, two: Spec) -> Spec | None:
    """Return the spec that holds both where nothing of what they hold need be looked at."""
    for spec, other in ((one, two), (two, one)):
        if isinstance(spec, Static) and spec.value is NOTHING:
            return other
    if isinstance(one, Static | Same | Stacked) and one == two:
        return one
    if isinstance(one, Stacked) or isinstance(two, Stacked):
        raise Untraceable("AG105", "a list of arrays of several dtypes or ranks, or of other things too")
    if any(isinstance(spec, Static) and is_elsewhere(spec.value) for spec in (one, two)):
        return Static(LOST)
    objects = (isinstance(spec, Same | Static) for spec in (one, two))
    if any(isinstance(spec, Same) for spec in (one, two)) and all(objects):
        return _join_identities(one, two)
    return None


def _contents_beside(spec: Spec, other: Spec) -> Spec:
    """Return what a list holds that is known by its identity, where the other one is a new list."""
    is_list = isinstance(spec, Same) and isinstance(spec.value, TracedList)
    new = isinstance(other, Listing) or (isinstance(other, Sequence) and issubclass(other.kind, TracedList))
    return abstract(spec.value) if is_list and new and isinstance(spec, Same) else spec


def _join_identities(one: Spec, two: Spec) -> Number:
    """Return the spec of a variable that is one of several lists, dicts or other objects."""
    found = []
    for spec in (one, two):
        if isinstance(spec, Same) or (isinstance(spec, Static) and not _numeric(spec)):
            found.append(Number(None, (spec.value,)))
        elif isinstance(spec, Number) and (spec.type is None or spec.type.is_scalar):
            found.append(spec)
        else:
            raise Untraceable("AG105", "a list with several names, or another object")
    return _join_numbers(*found)


def _join_choices(one: Spec, two: Spec) -> Chosen:
    """Return the spec of a variable that is a container on some paths only."""
    containers: list[Spec] = []
    found: list[Any] = []
    for spec in (one, two):
        if isinstance(spec, Chosen):
            containers.append(spec.container)
            found += spec.alternatives
        elif isinstance(spec, Static) and isinstance(spec.value, str | type(None) | _Undefined):
            found.append(spec.value)
        elif isinstance(spec, Number) and spec.type is None:
            found += spec.alternatives
        elif isinstance(spec, Sequence | Mapping | Members | Keying | Listing | Wording):
            containers.append(spec)
        else:
            raise Untraceable("AG102", "a number on one path, a container on another")
    if any(isinstance(spec, Wording) for spec in containers):
        containers += [Wording(((what,),)) for what in found if isinstance(what, str)]
        found = [what for what in found if not isinstance(what, str)]
    if any(isinstance(what, TracedList | TracedDict | TracedSet) for what in found):
        raise Untraceable("AG105", "a list with several names, or another one")
    whats: list[Any] = []
    for what in found:
        if not any(same_static(what, known) for known in whats):
            whats.append(what)
    return Chosen(functools.reduce(join, containers), tuple(whats))


def _join_texts(one: Spec, two: Spec) -> Spec:
    if isinstance(one, Wording) and isinstance(two, Wording):
        return join_wordings(one, two)
    return _join_choices(one, two)


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


def _join_sequences(one: Sequence, two: Sequence) -> Spec:
    if len(one.items) == len(two.items):
        return Sequence(one.kind, tuple(join(a, b) for a, b in zip(one.items, two.items, strict=True)))
    if one.kind in (TracedList, ListContents):
        return _listing(one, two)
    raise Untraceable("AG105", f"a {_name(one.kind)} of {len(one.items)} or {len(two.items)} items")


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


def _name(kind: type) -> str:
    return "list" if kind in (TracedList, ListContents) else kind.__name__


def _join_numbers(one: Number, two: Number) -> Number:
    main, extra = _main(one.type, two.type)
    alternatives = list(one.alternatives)
    for what in (*two.alternatives, *extra):
        if not any(same_what(what, known) for known in alternatives):
            alternatives.append(what)
    alternatives = [what for what in alternatives if not (isinstance(what, ArrayType) and what == main)]
    for what in alternatives:
        if isinstance(what, ArrayType) and main is not None and not _holds(main, what):
            raise Untraceable("AG102", f"{_words(main)} or {_words(what)}")
        if not isinstance(what, ArrayType) and not isinstance(
            what, str | bytes | type(None) | _Undefined | TracedList | TracedDict | TracedSet
        ):
            raise Untraceable("AG102", f"a number or a {type(what).__name__}")
    if len(alternatives) > 3:
        raise Untraceable("AG102", "a variable of too many kinds")
    is_array = main is not None and main.kind == "array"
    held = [number.type for number in (one, two) if number.type is not None and not number.carrier]
    real = bool(held) if is_array else main in held
    if main is not None and is_array and alternatives:
        main = _any_size(main)
    joined = Number(main, tuple(alternatives), carrier=main is not None and not real)
    return joined if main is None or main.kind != "array" else _join_arrays(joined, one, two)


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


def same_what(one: Any, two: Any) -> bool:
    """Whether two alternatives are the same type, or the same object."""
    if isinstance(one, ArrayType) and isinstance(two, ArrayType):
        return one == two
    return same_static(one, two)


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


MAX_ORIGINS = 6
"""How many arrays from before a branch or loop a variable is told to be, or not to be."""

_free: weakref.WeakSet[Symbol] = weakref.WeakSet()
"""Sizes that a join made: they stand for any size, so joining them again changes nothing."""


def free_size() -> Symbol:
    """Return a size that stands for any."""
    made = symbol()
    _free.add(made)
    return made


def _same_rank(one: ArrayType, two: ArrayType) -> ArrayType:
    shape = tuple(_either(a, b) for a, b in zip(one.shape, two.shape, strict=True))
    layout = one.layout if one.layout == two.layout else "A"
    return one.with_(shape=shape, layout=layout)


def _either(one: int | Symbol, two: int | Symbol) -> int | Symbol:
    if one == two or one in _free:
        return one
    return two if two in _free else free_size()


def _any_size(type_: ArrayType) -> ArrayType:
    """Return the type with every size free: an array that may be missing has no size to rely on."""
    return type_.with_(shape=tuple(size if size in _free else free_size() for size in type_.shape))


def generalise(spec: Spec) -> Spec:
    """Return `spec` with every number in it a value of the program instead of a constant."""
    if isinstance(spec, Static) and _numeric(spec) and not isinstance(spec.value, bool):
        return Number(type_of(spec.value))
    if isinstance(spec, Chosen):
        return Chosen(generalise(spec.container), spec.alternatives)
    if isinstance(spec, Sequence):
        return Sequence(spec.kind, tuple(generalise(item) for item in spec.items))
    return spec
