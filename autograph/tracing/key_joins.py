"""What the keys of several dicts or sets have in common, so that one table can hold them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from autograph.runtime.types import ArrayType
from autograph.tracing.joins import holds_keys, join
from autograph.tracing.keyed import Keyed
from autograph.tracing.keying import Keying, Label, Members
from autograph.tracing.labels import as_label, labels_in
from autograph.tracing.lists import joined_element
from autograph.tracing.spec import (
    Mapping,
    Number,
    Pointer,
    Reference,
    Sequence,
    Spec,
    Static,
    abstract,
    generalise,
)
from autograph.tracing.trace import Untraceable
from autograph.tracing.traced_dict import DictContents, FixedContents
from autograph.tracing.traced_set import TracedSet
from autograph.tracing.wording import Wording

__all__ = ["join_data", "joined_key", "joined_keying", "joined_value"]


def joined_key(keys: Iterable[Any], *specs: Spec) -> Spec:
    """Return what a key is in a dict that may have any of `keys`.

    Raises
    ------
    Untraceable
        If they are no numbers, nor tuples of so many numbers, or numbers whose hashes a graph cannot compare.
    """
    parts = list(specs)
    for key in keys:
        part = _plain(key)
        if part not in parts:
            parts.append(part)
    made = joined_element((), *parts)
    wanted = _families(made)
    if not wanted or not all(_fits(_families(part), wanted) for part in parts):
        raise Untraceable("AG105", "keys of several types")
    return made


def _fits(found: list[str], wanted: list[str]) -> bool:
    """Whether keys of some kinds hash as those of others do."""
    if len(found) != len(wanted):
        return False
    return all(one == two or (one, two) == ("int", "float64") for one, two in zip(found, wanted, strict=True))


def _plain(key: Any) -> Spec:
    """Return what one key is."""
    if isinstance(key, tuple):
        return Sequence(type(key), tuple(map(_plain, key)))
    found = labels_in(key)
    label = as_label(abstract(key) if found is None else Number(None, tuple(what for what, _ in found)))
    if label is not None:
        return label
    try:
        return joined_element((key,))
    except Untraceable:
        raise Untraceable("AG105", "keys that are no numbers") from None


def _families(spec: Spec) -> list[str]:
    """Return for each number of a key what it can be; a float may be an int, too, and hashes as that."""
    if isinstance(spec, Sequence) and issubclass(spec.kind, tuple):
        return [kind for item in spec.items for kind in _families(item)]
    if isinstance(spec, Label):
        return ["label"]
    if not isinstance(spec, Number) or spec.type is None:
        raise Untraceable("AG105", "keys that are no numbers")
    if not all(isinstance(what, ArrayType) for what in spec.alternatives):
        raise Untraceable("AG105", "keys that are no numbers")
    types = [spec.type, *spec.alternatives]
    if all(type_.dtype.kind in "bi" or type_.dtype.name in _SMALL for type_ in types):
        return ["int"]
    names = {type_.dtype.name for type_ in types if type_.dtype.kind != "b"}
    if names == {"float32"} and len(types) == 1:
        return ["float32"]
    if all(name in _WHOLE or name == "float64" for name in names):
        return ["float64"]
    raise Untraceable("AG105", f"keys of type {spec.type.dtype}")


_WHOLE = {"bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32"}
_SMALL = {"uint8", "uint16", "uint32"}
"""The types without a sign whose numbers are all ints of 64 bits."""


def joined_value(values: Iterable[Any], *specs: Spec) -> Spec:
    """Return what a value is in a dict that may have any of `values`.

    Raises
    ------
    Untraceable
        If they are neither numbers, nor lists in a heap, nor tuples of these.
    """
    made = joined_element(values, *specs)
    _require_flat(made)
    return made


def _require_flat(spec: Spec) -> None:
    if isinstance(spec, Sequence) and issubclass(spec.kind, tuple):
        for item in spec.items:
            _require_flat(item)
        return
    if isinstance(spec, Reference | Pointer | Wording):
        return
    is_number = isinstance(spec, Number) and (spec.type is None or spec.type.kind != "array")
    if not is_number and not (isinstance(spec, Static) and isinstance(spec.value, str | bytes | type(None))):
        raise Untraceable("AG105", "values that are no numbers in a dict of data")


def joined_keying(*specs: Spec) -> Keying:
    """Return what a dict or set is that may be one of several; some may be known.

    Raises
    ------
    Untraceable
        If their keys or values cannot lie in arrays.
    """
    if any(isinstance(spec, Mapping) and spec.kind is FixedContents for spec in specs):
        raise Untraceable("AG105", "an object with other attributes")
    keys: list[Any] = []
    key_specs: list[Spec] = []
    elements: list[Spec] = []
    for spec in specs:
        if isinstance(spec, Keying):
            key_specs.append(spec.key)
            elements += [] if spec.element is None else [spec.element]
        elif isinstance(spec, Mapping):
            keys += spec.keys
            elements += map(_element, spec.items)
        else:
            assert isinstance(spec, Members | Static)
            keys += spec.items if isinstance(spec, Members) else spec.value
    are_dicts = {isinstance(spec, Mapping) or getattr(spec, "element", None) is not None for spec in specs}
    if len(are_dicts) > 1:
        raise Untraceable("AG102", "a dict on one path, a set on another")
    return Keying(
        _kind_of(specs),
        joined_key(keys, *key_specs),
        joined_value((), *elements) if are_dicts == {True} else None,
        any(map(_shrank, specs)),
    )


def _element(item: Spec) -> Spec:
    return joined_value((item.value,)) if isinstance(item, Static) else generalise(item)


def _shrank(spec: Spec) -> bool:
    if isinstance(spec, Keying):
        return spec.shrank
    if isinstance(spec, Static):
        return not getattr(spec.value, "ordered", False)
    return isinstance(spec, Members) and bool(spec.items)


def _kind_of(specs: Iterable[Any]) -> type:
    kinds = {Members: TracedSet, Static: Keyed}
    found = next(kinds.get(type(spec)) or spec.kind for spec in specs)
    return Keyed if found is DictContents else found


def _are_tuples(one: Spec, two: Spec) -> bool:
    """Whether two things are tuples of one class and length."""
    if not isinstance(one, Sequence) or not isinstance(two, Sequence) or one.kind is not two.kind:
        return False
    return issubclass(one.kind, tuple) and len(one.items) == len(two.items)


def join_data(one: Spec, two: Spec) -> Spec:
    """Return a spec that holds both where data decides between them: known keys that differ become data."""
    try:
        return join(one, two)
    except Untraceable:
        if _are_tuples(one, two):
            pairs = zip(one.items, two.items, strict=True)  # type: ignore[union-attr]
            return Sequence(one.kind, tuple(join_data(a, b) for a, b in pairs))  # type: ignore[union-attr]
        if not (holds_keys(one) and holds_keys(two)) or isinstance(one, Keying) or isinstance(two, Keying):
            raise
        return joined_keying(one, two)
