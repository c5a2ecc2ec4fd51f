"""The buffers of elements that are one of several things, made of those of elements that could be fewer."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import numpy as np

from autograph.runtime.types import ArrayType
from autograph.tracing.encoding import types_of
from autograph.tracing.kinds import kind_of
from autograph.tracing.spec import Chosen, Number, Spec, same_what
from autograph.tracing.trace import emit

__all__ = ["none_of", "recast_choice"]

Recast = Callable[[Spec, list[Any], Spec], list[Any]]
"""Makes the buffers of one value of those of another."""


def none_of(tags: list[Any], shape: list[Any]) -> Any:
    """Return where none of the tags is set."""
    if not tags:
        return emit("full", *shape, True, dtype=np.dtype(bool))
    return emit("logical_not", functools.reduce(functools.partial(emit, "logical_or"), tags))


def recast_choice(one: Spec, buffers: list[Any], two: Chosen, shape: list[Any], recast: Recast) -> list[Any]:
    """Return the buffers of elements `two` for those of elements `one`.

    Parameters
    ----------
    one : Spec
    buffers : list of Tensor
    two : Chosen
    shape : list
        The sizes that a new buffer has.
    recast : callable
        How the buffers of a value of one kind are made of those of another of that kind.
    """
    objects, values = _parts(one, buffers, shape)
    made = []
    for what in two.alternatives:
        found = [tag for known, tag in objects if same_what(known, what)]
        made.append(found[0] if found else emit("full", *shape, False, dtype=np.dtype(bool)))
    known = {kind_of(spec): (spec, held, tag) for spec, held, tag in values}
    for value in two.others:
        tag = known[kind_of(value)][2] if kind_of(value) in known else None
        made.append(emit("full", *shape, False, dtype=np.dtype(bool)) if tag is None else tag)
    for value in two.values:
        if kind_of(value) in known:
            spec, held, _ = known[kind_of(value)]
            made += recast(spec, held, value)
        else:
            made += [emit("full", *shape, t.dtype.type(0), dtype=t.dtype) for t in types_of(value)]
    return made


def _parts(
    one: Spec, buffers: list[Any], shape: list[Any]
) -> tuple[list[tuple[Any, Any]], list[tuple[Spec, list[Any], Any]]]:
    """Return what an element may be: objects with their tags, values with their buffers and tags."""
    if isinstance(one, Chosen):
        count, others = len(one.alternatives), len(one.others)
        tags, rest = buffers[: count + others], buffers[count + others :]
        objects = list(zip(one.alternatives, tags[:count], strict=True))
        values = []
        signs = [none_of(tags, shape), *tags[count:]]
        for spec, sign in zip(one.values, signs, strict=True):
            width = len(types_of(spec))
            values.append((spec, rest[:width], sign))
            rest = rest[width:]
        return objects, values
    if not isinstance(one, Number):
        return [], [(one, buffers, none_of([], shape))]
    first = 0 if one.type is None else 1
    whats = list(zip(one.alternatives, buffers[first:], strict=True))
    objects = [(what, tag) for what, tag in whats if not isinstance(what, ArrayType)]
    if one.type is None:
        return objects, []
    types_ = [(what, tag) for what, tag in whats if isinstance(what, ArrayType)]
    number = Number(one.type, tuple(what for what, _ in types_), carrier=one.carrier)
    held = [buffers[0], *(tag for _, tag in types_)]
    return objects, [(number, held, none_of([tag for _, tag in objects], shape))]
