"""Dataclasses and named tuples: what makes new ones of old ones."""

from __future__ import annotations

import collections
import dataclasses
import functools
import types
from collections.abc import Callable
from typing import Any

from autograph.operators.copying import deep
from autograph.operators.own_methods import converted_now
from autograph.tracing.containers import TracedDict, TracedList, register
from autograph.tracing.own_classes import class_of
from autograph.tracing.trace import Untraceable, innermost

__all__ = ["RECORDS", "tuple_method"]


def _replace(instance: Any, /, **changes: Any) -> Any:
    """Return ``dataclasses.replace(instance, **changes)``."""
    for field in dataclasses.fields(instance):
        if field.init:
            changes.setdefault(field.name, getattr(instance, field.name))
        elif field.name in changes:
            return dataclasses.replace(instance, **changes)  # which raises
    return converted_now(class_of(instance))(**changes)


def _asdict(instance: Any) -> Any:
    """Return ``dataclasses.asdict(instance)``."""
    fields = dataclasses.fields(instance)
    return TracedDict([(field.name, _copied(getattr(instance, field.name), _asdict)) for field in fields])


def _astuple(instance: Any) -> Any:
    """Return ``dataclasses.astuple(instance)``."""
    return tuple(_copied(getattr(instance, field.name), _astuple) for field in dataclasses.fields(instance))


def _copied(value: Any, record: Callable[[Any], Any]) -> Any:
    """Return what a field is in a copy."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return record(value)
    if isinstance(value, tuple):
        items = [_copied(item, record) for item in value]
        return type(value)(*items) if hasattr(value, "_fields") else tuple(items)
    if isinstance(value, TracedList) and not value.in_arrays:
        return TracedList([_copied(item, record) for item in value])
    if isinstance(value, TracedDict) and value.keyed is None:
        return TracedDict([(key, _copied(item, record)) for key, item in value.items()])
    return deep(value)


def _namedtuple(*args: Any, **options: Any) -> type:
    """Return the class that ``namedtuple(...)`` makes: one for all calls, as of a class statement."""
    options.setdefault("module", _module_of_program())
    given = [tuple(item) if type(item) in _LISTS else item for item in args]
    named = {name: tuple(item) if type(item) in _LISTS else item for name, item in options.items()}
    if not all(map(_is_static, (*given, *named.values()))):
        raise Untraceable("AG202", "`namedtuple` of data")
    return _made_once(tuple(given), tuple(named.items()))


_LISTS = (list, TracedList)


def _is_static(item: Any) -> bool:
    return all(map(_is_static, item)) if isinstance(item, tuple) else isinstance(item, _PLAIN)


_PLAIN = (str, int, float, bool, type(None))


@functools.lru_cache(maxsize=256)
def _made_once(args: tuple[Any, ...], options: tuple[tuple[str, Any], ...]) -> type:
    return collections.namedtuple(*args, **dict(options))


def _module_of_program() -> Any:
    frame = innermost()
    return None if frame is None else frame.f_globals.get("__name__", "__main__")


def _namespace(*mappings: Any, **attributes: Any) -> types.SimpleNamespace:
    """Return what ``SimpleNamespace(...)`` makes."""
    made: types.SimpleNamespace = register(types.SimpleNamespace(*mappings))
    for name, value in attributes.items():
        setattr(made, name, value)
    return made


RECORDS: dict[Any, Callable[..., Any]] = {
    collections.namedtuple: _namedtuple,
    types.SimpleNamespace: _namespace,
    dataclasses.replace: _replace,
    dataclasses.asdict: _asdict,
    dataclasses.astuple: _astuple,
    dataclasses.fields: dataclasses.fields,
    dataclasses.is_dataclass: dataclasses.is_dataclass,
}
"""What stands for functions of `dataclasses` while tracing."""


def tuple_method(method: types.MethodType) -> Callable[..., Any] | None:
    """Return what stands for a method of a named tuple, or of its class; None for any other method."""
    owner: Any = method.__self__
    name = method.__func__.__name__
    kind: Any = owner if isinstance(owner, type) else type(owner)
    if not (
        issubclass(kind, tuple) and hasattr(kind, "_fields") and name in ("_replace", "_make", "_asdict")
    ):
        return None

    def replace(**changes: Any) -> Any:
        if not changes.keys() <= set(kind._fields):
            return method(**changes)  # which raises
        return kind(*(changes.get(field, item) for field, item in zip(kind._fields, owner, strict=True)))

    def make(items: Any) -> Any:
        given = tuple(items)
        return kind(*given) if len(given) == len(kind._fields) else method(given)

    def asdict() -> Any:
        return TracedDict(zip(kind._fields, owner, strict=True))

    found: dict[str, Callable[..., Any]] = {"_replace": replace, "_make": make, "_asdict": asdict}
    return found[name]
