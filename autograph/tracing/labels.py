"""Keys that are no numbers, such as texts: each is known to the trace, and a number in the graph."""

from __future__ import annotations

import dataclasses
import enum
import functools
import operator
import sys
import weakref
from collections.abc import Sequence as Items
from typing import Any

import numpy as np

from autograph.runtime.ops.templates import CODES
from autograph.runtime.types import ArrayType
from autograph.tracing.flags import both, negated
from autograph.tracing.keying import Label
from autograph.tracing.spec import UNDEFINED, Number, Sequence, Spec, Static
from autograph.tracing.spelling import spelt_out
from autograph.tracing.tensor import Alternative, Tensor
from autograph.tracing.text import Text, character, of_code_points
from autograph.tracing.trace import Region, Trace, Untraceable, current, emit, within
from autograph.tracing.traced_list import Grown
from autograph.tracing.wording import Wording

__all__ = [
    "as_label", "code_of", "decoded", "has_labels", "is_label", "joined_labels", "known_code", "labels_in",
    "told_apart", "whats_in",
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
    if type(what) is str and len(what) == 1:
        return ord(what)
    codes = _codes.setdefault(trace, {})
    return codes.setdefault((type(what), what), _CHARACTERS + len(codes))


_CHARACTERS = sys.maxunicode + 1
"""How many code points there are."""

_codes: weakref.WeakKeyDictionary[Trace, dict[Any, int]] = weakref.WeakKeyDictionary()


def _spec(whats: Items[Any], *, is_open: bool = False) -> Label:
    known = {known_code(what): what for what in whats}
    pairs = sorted((code, what) for code, what in known.items() if not (is_open and code < _CHARACTERS))
    return Label(tuple(what for _, what in pairs), tuple(code for code, _ in pairs), is_open)


def labels_in(key: Any) -> list[tuple[Any, Any]] | None:
    """Return the labels that a key may be, each with what tells that it is; None for any other key.

    It is the first of which that is true, or the last.
    """
    if is_label(key):
        return [(key, True)]
    if isinstance(key, Text):
        return spelt_out(key)
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
    if isinstance(key, Text) and (one := character(key)) is not None and spec.is_open:
        return emit("to_python", one, type=int)
    found = labels_in(key)
    if isinstance(key, Text) and found is None and key.variants:
        return _first_of([(code_of(text, spec), tag) for tag, text in key.variants])
    if found is None or not all(_is_known(known_code(what), spec) for what, _ in found):
        raise Untraceable("AG105", "a key of another kind")
    alternatives = key.alternatives if isinstance(key, Tensor) else ()
    unset = [a for a in alternatives if a.what is UNDEFINED and a.tag is not True]
    for alternative in unset:
        emit("assume", emit("logical_not_py", alternative.tag), reason="an unbound variable")
    return _first_of([(known_code(what), tag) for what, tag in found])


def _first_of(codes: list[tuple[Any, Any]]) -> Any:
    """Return the first number whose tag is true, or the last."""
    *others, (code, _) = codes
    for each, tag in reversed(others):
        code = emit("select_scalar", tag, each, code)
    return code


def _is_known(code: int, spec: Label) -> bool:
    return code in spec.codes or (spec.is_open and code < _CHARACTERS)


def decoded(spec: Label, code: Tensor, region: Region) -> Any:
    """Return the label that has a number."""
    if spec.is_open:
        return _character_or(spec, code, region)
    if len(spec.whats) == 1:
        return spec.whats[0]
    made = Tensor(_TAG)
    region.born.add(made.key)
    with within(region):
        tags = [operator.eq(code, each) for each in spec.codes]
    found = [Alternative(what, tag) for what, tag in zip(spec.whats, tags, strict=True)]
    made.alternatives = (*found, Alternative(UNDEFINED, True))
    return made


def _character_or(spec: Label, code: Tensor, region: Region) -> Text:
    """Return the character that has a number, or one of the other texts."""
    if not all(type(what) is str for what in spec.whats):
        raise Untraceable("AG105", "a character, or something that is no text")
    with within(region):
        tags = [operator.eq(code, each) for each in spec.codes]
        other = functools.reduce(both, map(negated, tags), True)
        point = emit("select_scalar", other, code, 0) if tags else code
        one = of_code_points(emit("to_numpy", point, dtype=CODES))
    known = [(tag, Text((what,))) for what, tag in zip(spec.whats, tags, strict=True)]
    return Text.chosen((*known, (other, one))) if known else one


# -- specs -------------------------------------------------------------------------------------------------


def as_label(spec: Spec | Label) -> Label | None:
    """Return the spec of what may be some labels alone as that of a label; None for any other."""
    if isinstance(spec, Label):
        return spec
    if isinstance(spec, Wording):
        return _of_wording(spec)
    whats: tuple[Any, ...] = (spec.value,) if isinstance(spec, Static) else ()
    if isinstance(spec, Number) and spec.type is None:
        whats = tuple(what for what in spec.alternatives if what is not UNDEFINED)
    return _spec(whats) if whats and all(map(is_label, whats)) else None


def _of_wording(spec: Wording) -> Label | None:
    """Return the spec of what is a character, or one of some strings; None for any other text."""
    strings = ["".join(shape) for shape in spec.variants if all(isinstance(part, str) for part in shape)]
    rest = [shape for shape in spec.variants if not all(isinstance(part, str) for part in shape)]
    if not all(Wording((shape,)).is_character for shape in rest):
        return None
    return _spec(strings, is_open=bool(rest))


def has_labels(spec: Spec) -> bool:
    """Whether a key is a label, or a tuple that holds one."""
    if isinstance(spec, Sequence):
        return any(map(has_labels, spec.items))
    return isinstance(spec, Label)


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
    return _spec((*first.whats, *second.whats), is_open=first.is_open or second.is_open)


def whats_in(spec: Label, codes: Items[int]) -> list[Any]:
    """Return the labels that have these numbers."""
    known = dict(zip(spec.codes, spec.whats, strict=True))
    return [known[code] if code in known else chr(code) for code in codes]


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
    if spec.is_open:
        made.append(codes)
        return spec
    if len(spec.whats) == 1:
        return Static(spec.whats[0])
    made += map(functools.partial(emit, "equal", codes), map(np.int64, spec.codes))
    return Number(None, spec.whats)
