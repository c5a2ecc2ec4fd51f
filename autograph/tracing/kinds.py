"""Values of several kinds in one variable: what tells the kinds apart, and which of them an object is."""

from __future__ import annotations

import enum
import functools
from typing import Any

from autograph.runtime.types import ArrayType, type_of
from autograph.tracing.choice import Choice, content_of
from autograph.tracing.containers import (
    DictContents,
    FixedContents,
    ListContents,
    TracedDict,
    TracedList,
    contents,
)
from autograph.tracing.flags import both, negated
from autograph.tracing.keying import Keying, Members
from autograph.tracing.nothing import NOTHING
from autograph.tracing.spec import (
    UNDEFINED,
    Chosen,
    Listing,
    Mapping,
    Number,
    Pointer,
    Reference,
    Same,
    Sequence,
    Spec,
    Static,
    abstract,
    is_empty,
    is_mixed,
    is_numeric,
    same_what,
)
from autograph.tracing.storage import arrays_in
from autograph.tracing.tensor import Tensor, clone
from autograph.tracing.trace import Untraceable
from autograph.tracing.traced_deque import is_queue
from autograph.tracing.wording import Wording

__all__ = [
    "OPEN_TUPLE",
    "arrays_along",
    "held_by",
    "is_object",
    "itself",
    "kind_of",
    "parts_of",
    "place_of",
    "tags_of",
    "variants",
]


def itself(value: Any) -> Any:
    """Return the kind of that very object."""
    return ("itself", id(value))


def kind_of(spec: Spec) -> Any:
    """Return what two values have in common that one spec can hold both of, as a rule."""
    if isinstance(spec, Static) and is_numeric(spec):
        spec = Number(type_of(spec.value))
    if isinstance(spec, Number):
        type_ = spec.type
        return "number" if type_ is None or type_.kind != "array" else ("array", type_.ndim, type_.dtype)
    if isinstance(spec, Pointer):
        return ("in a pool", spec.kind)
    if isinstance(spec, Wording | Reference):
        return "text" if isinstance(spec, Wording) else "list"
    if isinstance(spec, Sequence | Listing):
        return _kind_of_sequence(spec)
    if isinstance(spec, Mapping) and spec.kind not in (TracedDict, DictContents, FixedContents):
        return spec.kind
    if isinstance(spec, Mapping | Members | Keying):
        return "dict"
    if isinstance(spec, Same):
        return itself(spec.value)
    raise Untraceable("AG105", "a list with several names, or something else")


def _kind_of_sequence(spec: Sequence | Listing) -> Any:
    if issubclass(spec.kind, TracedList | ListContents):
        return "deque" if is_queue(spec.kind) else "list"
    return (spec.kind, len(spec.items)) if isinstance(spec, Sequence) else OPEN_TUPLE


OPEN_TUPLE = "tuple of any length"
"""The kind of all tuples whose length is data."""


def parts_of(value: Any, spec: Chosen) -> list[Any]:
    """Return what a variable is of each of the values that it may be: NOTHING where it cannot be that one."""
    parts: list[Any] = [NOTHING] * len(spec.values)
    for what, _ in variants(value):
        if not is_object(what):
            place = _value_place(spec, what)
            if parts[place] is not NOTHING:
                raise Untraceable("AG105", "one of two objects of a class, or something else")
            parts[place] = what
    return parts


def tags_of(value: Any, spec: Chosen) -> list[Any]:
    """Return the bools that tell what a variable is.

    First those of the objects that are no values, then those of the values from the second on.
    """
    tags: list[Any] = [False] * (len(spec.alternatives) + len(spec.others))
    before: list[Any] = []
    for what, given in variants(value):
        tag = given if given is not None else functools.reduce(both, map(negated, before), True)
        before.append(tag)
        if is_object(what):
            tags[place_of(spec, what)] = tag
        elif place := _value_place(spec, what):
            tags[len(spec.alternatives) + place - 1] = tag
    return tags


def is_object(what: Any) -> bool:
    """Whether something is no value that is made on its path."""
    return what is None or what is UNDEFINED or isinstance(what, str | enum.Enum)


def _value_place(spec: Chosen, what: Any) -> int:
    held = what.value if isinstance(what, Same) else what
    kinds = [kind_of(value) for value in spec.values]
    for mine in (
        itself(held),
        kind_of(abstract(held)),
        OPEN_TUPLE if type(held) is tuple else None,
    ):
        if mine in kinds:
            return kinds.index(mine)
    raise Untraceable("AG102", "a variable takes another kind of value")


def place_of(spec: Number | Chosen, what: Any) -> int:
    """Return the number of an alternative."""
    for place, known in enumerate(spec.alternatives):
        if same_what(known, what):
            return place
    raise Untraceable("AG102", "a variable takes another kind of value")


def variants(value: Any) -> list[tuple[Any, Any]]:
    """Return the things that a variable may be, each with the bool that tells that it is.

    That of the last is None where it is what the others are not.
    """
    if value is NOTHING:
        return []
    if not isinstance(value, Choice | Tensor):
        return [(value, None)]
    own = [a for a in value.alternatives if not isinstance(a.what, ArrayType)]
    found = [(a.what, a.tag) for a in own if a.tag is not True]
    if isinstance(value, Choice):
        return [*found, (content_of(value), None)]
    if is_empty(value):
        return found
    return [
        *found,
        (clone(value, tuple(a for a in value.alternatives if not any(a is b for b in own))), None),
    ]


def held_by(value: Any) -> Any:
    """Return what a dict, or an object, holds."""
    return dict.values(value) if isinstance(value, dict) else contents(value).values()


def arrays_along(value: Any, spec: Spec) -> list[Any]:
    """Return the arrays in a variable as :func:`~autograph.tracing.storage.arrays_in` does.

    Where it is of several kinds, all of these have their places, so that these are the same for all values.
    """
    if not is_mixed(spec):
        return arrays_in(value)
    if isinstance(spec, Chosen):
        parts = zip(parts_of(value, spec), spec.values, strict=True)
        return [item for part, each in parts for item in _along(part, each)]
    return _along(value, spec)


def _along(value: Any, spec: Spec) -> list[Any]:
    if isinstance(spec, Chosen):
        return arrays_along(value, spec)
    if isinstance(spec, Sequence | Mapping):
        held = NOTHING if value is NOTHING or value is UNDEFINED or value is None else value
        items: Any = [NOTHING] * len(spec.items)
        if held is not NOTHING:
            items = list(held_by(held)) if isinstance(spec, Mapping) else list(held)
        return [array for item, each in zip(items, spec.items, strict=True) for array in _along(item, each)]
    found = arrays_in(value)
    return found if len(found) == 1 else [value]
