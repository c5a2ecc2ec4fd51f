"""What a variable of a loop is: before it, after a round, and once all rounds are joined."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from typing import Any

from autograph.tracing.choice import content_of
from autograph.tracing.joins import join
from autograph.tracing.key_joins import join_data
from autograph.tracing.seen import window_of
from autograph.tracing.sharing import is_container
from autograph.tracing.spec import (
    Chosen,
    Listing,
    Mapping,
    Number,
    Same,
    Sequence,
    Spec,
    Static,
    abstract,
    as_box,
    generalise,
)
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import Region, Untraceable

__all__ = [
    "carries_content", "end_spec", "first_spec", "is_same_array", "joined_with_known", "typed",
    "with_elements_apart",
]  # fmt: skip


def carries_content(spec: Spec) -> bool:
    """Whether a variable is an array whose elements the loop carries."""
    return isinstance(spec, Number) and spec.type is not None and spec.carried == "content"


def _is_array(value: Any) -> bool:
    return isinstance(value, Tensor) and value.type.kind == "array" and not value.alternatives


def is_same_array(spec: Spec) -> bool:
    """Whether a variable is the same array in every round."""
    return isinstance(spec, Static) and isinstance(spec.value, Tensor)


def first_spec(value: Any) -> Spec:
    """Return what a variable is taken for at first: an array stays the same array, written or not."""
    return Static(value) if _is_array(value) else generalise(abstract(value))


def joined_with_known(one: Spec, known: Spec, mutable: dict[int, Any]) -> Spec:
    """Return what a variable is taken for at first, where an earlier trace knew better.

    What it knew of lists is of no use where these are not among the `mutable` ones of this trace.
    """
    if is_same_array(one) or (isinstance(known, Static) and isinstance(known.value, Tensor)):
        return one
    if any(mutable.get(id(item)) is not item for item in _containers_of(known)):
        return one
    try:
        return join(one, known)
    except Untraceable:
        return one


def _containers_of(spec: Spec) -> Iterator[Any]:
    """Yield the lists and dicts that a spec is of, by their identities."""
    if isinstance(spec, Same):
        yield content_of(spec.value)
    elif isinstance(spec, Sequence | Mapping):
        for item in spec.items:
            yield from _containers_of(item)
    elif isinstance(spec, Chosen | Number):
        yield from (content_of(what) for what in spec.alternatives if is_container(what))
        for item in spec.values if isinstance(spec, Chosen) else (spec.array,):
            yield from _containers_of(item)


def end_spec(spec: Spec, end: Any, start: Any, region: Region) -> Spec:
    """Return what a variable can be before and after a round that it begins as `start` and ends as `end`."""
    if end is start and (isinstance(spec, Same) or not is_container(end)):
        return spec
    same = isinstance(end, Tensor) and isinstance(start, Tensor) and end.key == start.key
    if same and end.alternatives == start.alternatives:
        return spec
    return join_data(spec, abstract(end, region))


def _each(spec: Spec, change: Callable[[Number | Listing], Spec]) -> Spec:
    """Return `spec` with every number, and every list in arrays, in it changed."""
    if isinstance(spec, Number) and spec.array is not None:
        number = change(dataclasses.replace(spec, array=None))
        assert isinstance(number, Number)
        return dataclasses.replace(number, array=as_box(change(spec.array)))
    if isinstance(spec, Number | Listing):
        return change(spec)
    if isinstance(spec, Sequence | Mapping):
        return dataclasses.replace(spec, items=tuple(_each(item, change) for item in spec.items))
    if isinstance(spec, Chosen):
        container, *others = (_each(value, change) for value in spec.values)
        return dataclasses.replace(spec, container=container, others=tuple(others))
    return spec


def typed(spec: Spec) -> Spec:
    """Return `spec` without the arrays of one attempt at the trace."""

    def change(part: Number | Listing) -> Spec:
        if isinstance(part, Listing):
            return Listing(part.kind, part.element)
        return dataclasses.replace(part, origins=(), own=True, loose=(), carried="content", moved=False)

    return _each(spec, change)


def with_elements_apart(spec: Spec, *, apart: bool) -> Spec:
    """Return `spec` with an array's elements carried, or only those that no array from outside holds."""

    def change(number: Number | Listing) -> Spec:
        if isinstance(number, Listing):
            return number
        alone = not apart or not number.origins or number.moved
        if not (number.own or number.alternatives or number.moved) and window_of(number.origins) is not None:
            alone = False
        return dataclasses.replace(number, carried="content" if alone else "own" if number.own else "nothing")

    return _each(spec, change)
