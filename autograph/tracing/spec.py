"""What a variable of a branch or a loop can be, joined over paths."""

from __future__ import annotations

import dataclasses
import weakref
from typing import Any

import numpy as np

from autograph.runtime.records import record
from autograph.runtime.types import ArrayType, Symbol, is_python_scalar, symbol, type_of
from autograph.tracing.choice import Choice, values_of
from autograph.tracing.containers import (
    DictContents,
    FixedContents,
    Grown,
    Keyed,
    ListContents,
    TracedDict,
    TracedList,
    TracedSet,
    contents,
)
from autograph.tracing.keying import Keying, Label, Members
from autograph.tracing.nothing import NOTHING
from autograph.tracing.own_classes import class_of
from autograph.tracing.pooled import in_pool
from autograph.tracing.seen import Seen, seen_of
from autograph.tracing.storage import is_local, targets
from autograph.tracing.tensor import Member, Tensor, box_of, root_of
from autograph.tracing.text import Text
from autograph.tracing.trace import Region, Untraceable
from autograph.tracing.traced_deque import Queue, QueueContents, TracedDeque
from autograph.tracing.traced_list import is_in_heap
from autograph.tracing.traced_tuple import TracedTuple
from autograph.tracing.watching import is_own_object
from autograph.tracing.wording import Wording, shape_of

__all__ = [
    "NOTHING",
    "UNDEFINED",
    "Listing",
    "Mapping",
    "Number",
    "Pointer",
    "Reference",
    "Same",
    "Sequence",
    "Spec",
    "Stacked",
    "Static",
    "Undefined",
    "abstract",
    "any_size",
    "as_box",
    "free_size",
    "generalise",
    "is_empty",
    "is_free",
    "is_numeric",
    "is_mixed",
    "own_kinds",
    "own_sizes",
    "same_what",
    "shapes_of",
]


class Undefined:
    """Stands for a variable that has no value."""

    def __repr__(self) -> str:
        return "<undefined>"

    def __reduce__(self) -> str:
        return "UNDEFINED"


UNDEFINED = Undefined()


@record(frozen=True)
class Static:
    """One Python object, the same on every path."""

    value: Any

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Static) and same_static(self.value, other.value)

    def __hash__(self) -> int:
        return 0


@record(frozen=True)
class Number:
    """A number or array: its main type (None: only alternatives), and what else it can be.

    A `carrier` is of its main type in the graph only: in the program it is one of the alternatives.

    An array may be one of the `origins`, and a new one if it may be its `own`. It may lie in the
    memory of the `loose` ones, too. What is carried of it are its elements ("content"), its elements
    where it is none of the origins ("own"), or nothing where the origins' elements are enough. If
    it was `moved`, then nothing but the graph's value holds the elements of its origins.

    A number may be an `array` instead, of no dimensions.
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
    array: Number | None = None

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Number)
            and self._plain() == other._plain()
            and [handle.key for handle in self.origins] == [handle.key for handle in other.origins]
            and {handle.key for handle in self.loose} == {handle.key for handle in other.loose}
            and self.array == other.array
        )

    def _plain(self) -> tuple[Any, ...]:
        flags = (self.carrier, self.own, self.read_only, self.carried, self.moved)
        return (self.type, self.alternatives, *flags)

    def __hash__(self) -> int:
        return hash(self.type)


@record(frozen=True)
class Sequence:
    """A tuple or a list, new on every path."""

    kind: type
    items: tuple[Any, ...]


@record(frozen=True)
class Mapping:
    """A dict, new on every path, or what a dict or an object holds."""

    kind: type
    keys: tuple[Any, ...]
    items: tuple[Any, ...]


@record(frozen=True, eq=False)
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


@record(frozen=True)
class Stacked:
    """An array in a list in arrays."""

    dtype: np.dtype[Any]
    ndim: int


@record(frozen=True, eq=False)
class Reference:
    """One of the lists in a heap, by its place there.

    Attributes
    ----------
    heap : TracedList
    """

    heap: TracedList

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Reference) and other.heap is self.heap

    def __hash__(self) -> int:
        return id(self.heap)


@record(frozen=True)
class Pointer:
    """One of the objects of a class that lie in a pool, by its place there.

    Attributes
    ----------
    kind : type
    """

    kind: type


@record(frozen=True, eq=False)
class Same:
    """That very list or dict, which can be reached in other ways, too."""

    value: Any

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.value is self.value

    __hash__ = None  # type: ignore[assignment]


@record(frozen=True)
class Chosen:
    """A container, or one of some objects that are none, or a value of another kind."""

    container: Any
    alternatives: tuple[Any, ...]
    others: tuple[Any, ...] = ()

    @property
    def values(self) -> tuple[Any, ...]:
        """The specs of the values that it may be."""
        return (self.container, *self.others)


Objects = Chosen | Static | Number | Same | Wording | Stacked | Reference | Pointer | Label
Spec = Objects | Sequence | Mapping | Members | Keying | Listing


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
        whats = tuple(
            a.what
            for a in value.alternatives
            if not isinstance(a.what, Tensor) and (a.tag is not True or a.what is not UNDEFINED)
        )
        main = None if is_empty(value) else value.type
        box = box_of(value)
        array = None if box is None else as_box(abstract(box.what, region))
        spec = Number(main, whats, carrier=value.carrier and main is not None, array=array)
        return spec if main is None or main.kind != "array" else _with_arrays(spec, value, region)
    if isinstance(value, Same):
        return value
    if isinstance(value, Text):
        return Wording(shapes_of(value))
    if isinstance(value, Choice):
        whats = tuple(a.what for a in value.alternatives if not isinstance(a, Member))
        container, *others = (abstract(item, region) for item in values_of(value))
        return Chosen(container, whats, tuple(others))
    if isinstance(value, Grown | TracedList | TracedTuple):
        return _abstract_list(value, region)
    if type(value) in _TUPLES or (isinstance(value, tuple) and hasattr(value, "_fields")):
        return Sequence(type(value), tuple(abstract(item, region) for item in value))
    if isinstance(value, TracedDict) or type(value) in (Keyed, TracedSet, DictContents, FixedContents):
        return _abstract_keyed(value, region)
    if (place := in_pool(value)) is not None:
        return Pointer(place.pool.kind)
    if is_own_object(value):
        held = contents(value)
        return Mapping(type(value), tuple(held), tuple(abstract(item, region) for item in held.values()))
    return Static(value)


_TUPLES = (tuple, ListContents, QueueContents)


def as_box(spec: Spec) -> Number:
    """Return the spec of an array as that of one which a number may be instead: never carried twice."""
    assert isinstance(spec, Number)
    if spec.moved:
        raise Untraceable("AG104", "a number, or one of the arrays that change places")
    return dataclasses.replace(spec, carried="own" if spec.own else "nothing")


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
    if isinstance(value, TracedTuple):
        held = value.held.grown
        if held is None or is_in_heap(value.held):
            raise Untraceable("AG105", "a tuple made of one of several lists is left by a branch or loop")
        return Listing(TracedTuple, held.element)
    if isinstance(value, Queue):
        return Listing(QueueContents, value.element)
    if isinstance(value, Grown):
        count = value.count
        inside = region is not None and isinstance(count, Tensor) and is_local(region, count)
        return Listing(ListContents, value.element, value.order, None if inside else count)
    if is_in_heap(value):
        return Reference(value.home.owner)
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
    return Number(any_size(spec.type).with_(layout="A"), spec.alternatives)


def _with_arrays(spec: Number, value: Tensor, region: Region | None) -> Number:
    """Note which arrays from outside of `region` an array is, and in whose memory it may lie."""
    origins: dict[Any, Tensor | Seen] = {}
    loose: dict[int, Tensor] = {}
    own = False
    if value.through is not None or any(target.through is not None for target, _ in targets(value)):
        assert spec.type is not None
        spec = dataclasses.replace(spec, type=spec.type.with_(layout="A"))
    for target, _ in targets(value):
        seen = seen_of(target) if target.through is not None else None
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


def is_empty(value: Tensor) -> bool:
    """Whether a handle stands for no number."""
    return any(a.tag is True for a in value.alternatives)


def is_mixed(spec: Spec) -> bool:
    """Whether something in a variable is of several kinds: a number or a 0-d array, a number or a tuple."""
    if isinstance(spec, Number):
        return spec.array is not None
    if isinstance(spec, Chosen):
        return bool(spec.others) or is_mixed(spec.container)
    return isinstance(spec, Sequence | Mapping) and any(map(is_mixed, spec.items))


def is_numeric(static: Static) -> bool:
    """Whether a constant is a number or an array."""
    return is_python_scalar(static.value) or isinstance(static.value, np.generic | np.ndarray)


def same_what(one: Any, two: Any) -> bool:
    """Whether two alternatives are the same type, or the same object."""
    if isinstance(one, ArrayType) and isinstance(two, ArrayType):
        return one == two
    return same_static(one, two)


_free: weakref.WeakSet[Symbol] = weakref.WeakSet()
"""Sizes that a join made: they stand for any size, so joining them again changes nothing."""


def is_free(size: int | Symbol) -> bool:
    """Whether a size stands for any."""
    return size in _free


def free_size() -> Symbol:
    """Return a size that stands for any."""
    made = symbol()
    _free.add(made)
    return made


def any_size(type_: ArrayType) -> ArrayType:
    """Return the type with every size free: an array that may be missing has no size to rely on."""
    return type_.with_(shape=tuple(size if size in _free else free_size() for size in type_.shape))


def own_sizes(type_: ArrayType) -> ArrayType:
    """Return the type with free sizes of its own: that two arrays may be of any size makes them no equals."""
    return type_.with_(shape=tuple(free_size() if size in _free else size for size in type_.shape))


def own_kinds(spec: Spec) -> frozenset[Any]:
    """Return the classes of the program's objects that are told by what they hold, and the keys of dicts."""
    if isinstance(spec, Chosen):
        return frozenset[Any]().union(*map(own_kinds, spec.values))
    if isinstance(spec, Same) and is_own_object(spec.value):
        return frozenset([class_of(spec.value)])
    if isinstance(spec, Same) and type(spec.value) is TracedDict:
        return frozenset([tuple(dict.keys(spec.value))])
    if not isinstance(spec, Sequence | Mapping):
        return frozenset()
    inner = frozenset[Any]().union(*map(own_kinds, spec.items))
    if isinstance(spec, Mapping) and spec.kind in (TracedDict, DictContents):
        return inner | {spec.keys}
    is_own = isinstance(spec, Mapping) and spec.kind is not FixedContents
    return inner | {getattr(spec.kind, "_autograph_class", spec.kind)} if is_own else inner


def generalise(spec: Spec) -> Spec:
    """Return `spec` with every number in it a value of the program instead of a constant."""
    if isinstance(spec, Static) and is_numeric(spec) and not isinstance(spec.value, bool):
        return Number(type_of(spec.value))
    if isinstance(spec, Chosen):
        container, *others = map(generalise, spec.values)
        return Chosen(container, spec.alternatives, tuple(others))
    if isinstance(spec, Sequence):
        return Sequence(spec.kind, tuple(generalise(item) for item in spec.items))
    return spec
