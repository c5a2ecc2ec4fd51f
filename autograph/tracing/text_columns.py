"""Texts made of data as the items of lists: a column for each number in them, and for each shape."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np

from autograph.runtime.ops.templates import CODES, Template
from autograph.runtime.types import ArrayType
from autograph.tracing.encoding import types_of
from autograph.tracing.keying import Label
from autograph.tracing.recast_choices import none_of
from autograph.tracing.spec import Number, Spec
from autograph.tracing.text import template_of
from autograph.tracing.trace import emit
from autograph.tracing.wording import Wording, alike, rebuilt_text

__all__ = ["as_wording", "fits", "recast_text", "template_for"]


def fits(spec: Wording) -> bool:
    """Whether a text can be an item: it is made of so many numbers."""
    return not spec.is_codes and not any(type_.ndim for type_ in types_of(spec))


def as_wording(spec: Spec) -> Spec:
    """Return the spec of a label as that of text, if it is no other object."""
    if not isinstance(spec, Label) or not all(type(what) is str for what in spec.whats):
        return spec
    return Wording(tuple(shape for shape, _ in _shapes(spec)))


def _shapes(spec: Label) -> list[tuple[Any, int | None]]:
    """Return the shapes of the texts that a label may be, each with its number; characters have none."""
    found: list[tuple[Any, int | None]] = [
        ((what,), code) for what, code in zip(spec.whats, spec.codes, strict=True)
    ]
    character = Number(ArrayType(CODES, (), "scalar"))
    return [*found, (((character, "c", ""),), None)] if spec.is_open else found


def recast_text(one: Spec, buffers: list[Any], two: Wording, shape: list[Any]) -> list[Any]:
    """Return the buffers of texts `two` for those of texts `one`; new ones have the sizes in `shape`."""
    parts = _parts(one, buffers, shape)
    known = [next((part for part in parts if alike(part[0], wanted)), None) for wanted in two.variants]
    tags = [part[1] if part is not None else _full(shape, np.dtype(bool)) for part in known]
    made = tags if two.tagged else []
    for part, (_, slots) in zip(known, two.slots(), strict=True):
        blank = (_full(shape, type_.dtype) for slot in slots for type_ in types_of(slot))
        made += part[2] if part is not None else blank
    return made


def _full(shape: list[Any], dtype: np.dtype[Any]) -> Any:
    return emit("full", *shape, dtype.type(0), dtype=dtype)


def _parts(one: Spec, buffers: list[Any], shape: list[Any]) -> list[tuple[Any, Any, list[Any]]]:
    """Return the shapes of texts, each with where it is that one and the columns of its numbers."""
    if isinstance(one, Number):
        return [((what,), tag, []) for what, tag in zip(one.alternatives, buffers, strict=True)]
    if isinstance(one, Label):
        tags = [emit("equal", buffers[0], np.int64(code)) for code in one.codes]
        found: list[Any] = []
        for known, code in _shapes(one):
            if code is None:
                found.append((known, none_of(tags, shape), [emit("cast", buffers[0], dtype=CODES)]))
            else:
                found.append((known, tags[one.codes.index(code)], []))
        return found
    assert isinstance(one, Wording)
    count = len(one.variants) if one.tagged else 0
    signs, rest = buffers[:count] or [none_of([], shape)], buffers[count:]
    found = []
    for sign, (known, slots) in zip(signs, one.slots(), strict=True):
        width = sum(len(types_of(slot)) for slot in slots)
        found.append((known, sign, rest[:width]))
        rest = rest[width:]
    return found


def template_for(shape: Any) -> Template:
    """Return the template of texts of a shape."""
    numbers = itertools.repeat(None)  # what is no text stands for a number
    return template_of(rebuilt_text(shape, numbers).parts, [])
