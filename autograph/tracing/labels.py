"""Keys that are no numbers, such as texts: each is known to the trace, and a number in the graph."""

from __future__ import annotations

import dataclasses
import enum
import functools
import operator
import weakref
from collections.abc import Sequence as Items
from typing import Any

import numpy as np

from autograph.runtime.types import ArrayType
from autograph.tracing.keying import Label
from autograph.tracing.spec import UNDEFINED, Number, Sequence, Spec, Static
from autograph.tracing.tensor import Alternative, Tensor
from autograph.tracing.trace import Region, Trace, Untraceable, current, emit, within
from autograph.tracing.traced_list import Grown

__all__ = [
    "as_label", "code_of", "decoded", "is_label", "joined_labels", "known_code", "labels_in", "told_apart",
    "whats_in",
]  # fmt: skip

_TAG = ArrayType(np.dtype(bool), (), "python")


def is_label(what: Any) -> bool:
    """Whether an object equals no other one that a key may be, but one of its own type."""
    if isinstance(what, enum.Enum):
        return type(what).__eq__ is object.__eq__
    return what is None or type(what) in (str, bytes)


def known_code(what: Any) -> int:
    """Return the number of a label: throughout a trace the same."""
    trace = current()
    assert trace is not None
    codes = _codes.setdefault(trace, {})
    return codes.setdefault((type(what), what), len(codes))


_codes: weakref.WeakKeyDictionary[Trace, dict[Any, int]] = weakref.WeakKeyDictionary()


def _spec(whats: Items[Any]) -> Label:
    pairs = sorted({known_code(what): what for what in whats}.items(), key=operator.itemgetter(0))
    return Label(tuple(what for _, what in pairs), tuple(code for code, _ in pairs))


def labels_in(key: Any) -> list[tuple[Any, Any]] | None:
    """Return the labels that a key may be, each with what tells that it is; None for any other key.

    The last of them it is where it is none of the others.
    """
    if is_label(key):
        return [(key, True)]
    if not isinstance(key, Tensor) or not any(a.tag is True for a in key.alternatives):
        return None
    known = [(a.what, a.tag) for a in key.alternatives if a.what is not UNDEFINED]
    found = sorted(known, key=lambda pair: pair[1] is True)
    return found if found and all(is_label(what) for what, _ in found) else None


def code_of(key: Any, spec: Label) -> Any:
    """Return the number of the label that a key is.

    Raises
    ------
    Untraceable
        If it is none that the spec knows.
    """
    found = labels_in(key)
    if found is None or not all(known_code(what) in spec.codes for what, _ in found):
        raise Untraceable("AG105", "a key of another kind")
    unset = [a for a in getattr(key, "alternatives", ()) if a.what is UNDEFINED and a.tag is not True]
    for alternative in unset:
        emit("assume", emit("logical_not_py", alternative.tag), reason="an unbound variable")
    *others, (what, _) = found
    code: Any = known_code(what)
    for each, tag in others:
        code = emit("select_scalar", tag, known_code(each), code)
    return code


def decoded(spec: Label, code: Tensor, region: Region) -> Any:
    """Return the label that has a number."""
    if len(spec.whats) == 1:
        return spec.whats[0]
    made = Tensor(_TAG)
    region.born.add(made.key)
    with within(region):
        tags = [operator.eq(code, each) for each in spec.codes]
    found = [Alternative(what, tag) for what, tag in zip(spec.whats, tags, strict=True)]
    made.alternatives = (*found, Alternative(UNDEFINED, True))
    return made


# -- specs -------------------------------------------------------------------------------------------------


def as_label(spec: Spec | Label) -> Label | None:
    """Return the spec of what may be some labels alone as that of a label; None for any other."""
    if isinstance(spec, Label):
        return spec
    whats: tuple[Any, ...] = (spec.value,) if isinstance(spec, Static) else ()
    if isinstance(spec, Number) and spec.type is None:
        whats = tuple(what for what in spec.alternatives if what is not UNDEFINED)
    return _spec(whats) if whats and all(map(is_label, whats)) else None


def joined_labels(one: Spec | Label, two: Spec | Label) -> Label:
    """Return the spec of a key that may be any of the labels that two others may be.

    Raises
    ------
    Untraceable
        If one may be something else.
    """
    first, second = as_label(one), as_label(two)
    if first is None or second is None:
        raise Untraceable("AG105", "keys of several types")
    return _spec((*first.whats, *second.whats))


def whats_in(spec: Label) -> dict[int, Any]:
    """Return the labels by their numbers."""
    return dict(zip(spec.codes, spec.whats, strict=True))


# -- columns of keys as the items of a list ----------------------------------------------------------------


def told_apart(held: Grown) -> Grown:
    """Return keys in columns as the items of a list, in which each label has a column of its own."""
    buffers = list(held.buffers)
    made: list[Any] = []
    element = _told_apart(held.element, buffers, made)
    if element is held.element:
        return held
    return dataclasses.replace(held, element=element, buffers=(*made, *buffers))


def _told_apart(spec: Any, buffers: list[Any], made: list[Any]) -> Any:
    """Take the columns of a part of a key off `buffers`, append those of the list to `made`."""
    from autograph.tracing.encoding import types_of  # noqa: PLC0415  (which knows of labels)

    if isinstance(spec, Sequence):
        items = tuple(_told_apart(item, buffers, made) for item in spec.items)
        same = all(one is two for one, two in zip(items, spec.items, strict=True))
        return spec if same else Sequence(spec.kind, items)
    if not isinstance(spec, Label):
        made += [buffers.pop(0) for _ in types_of(spec)]
        return spec
    codes = buffers.pop(0)
    if len(spec.whats) == 1:
        return Static(spec.whats[0])
    made += map(functools.partial(emit, "equal", codes), map(np.int64, spec.codes))
    return Number(None, spec.whats)
