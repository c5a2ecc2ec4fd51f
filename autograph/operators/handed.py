"""What a recursive call hands on and gives back: specs that hold at every depth, and containers."""

from __future__ import annotations

import dataclasses
import inspect
import types
from collections.abc import Iterator
from typing import Any

import numpy as np

from autograph.runtime.types import ArrayType, symbol
from autograph.tracing.choice import Choice, content_of
from autograph.tracing.containers import contents, is_elsewhere, is_mutable, restore
from autograph.tracing.encoding import types_of
from autograph.tracing.keyed import Keyed
from autograph.tracing.kinds import parts_of
from autograph.tracing.lists import has_lists
from autograph.tracing.nested_lists import become
from autograph.tracing.sharing import items_of, like, replaced, replaced_inside
from autograph.tracing.spec import (
    Chosen,
    Listing,
    Mapping,
    Number,
    Same,
    Sequence,
    Static,
    abstract,
    generalise,
)
from autograph.tracing.storage import is_local
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import Region, Untraceable
from autograph.tracing.traced_list import Grown
from autograph.tracing.wording import Wording

__all__ = [
    "Naming", "array_leaves", "array_slots", "at_path", "deliver", "given_spec", "handed",
    "handed_state", "in_order", "own_paths", "reached", "same_identities", "with_arrays_themselves",
]  # fmt: skip

_ANY = symbol(may_be_one=True)
"""Stands for each size of an array that is handed on."""

Path = tuple[int, ...]


def in_order(
    target: types.FunctionType, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> tuple[tuple[Any, ...], int, tuple[str, ...]]:
    """Return the arguments of a call in the order of the parameters, defaults filled in.

    Returns
    -------
    (tuple, int, tuple of str)
        Those by position, then those by keyword alone; how many are given by position; the others' names.

    Raises
    ------
    Untraceable
        If the call has keywords that are no parameters of the function.
    """
    code = target.__code__
    count = code.co_argcount
    names = code.co_varnames[:count]
    named_only = code.co_varnames[count : count + code.co_kwonlyargcount]
    if code.co_flags & inspect.CO_VARKEYWORDS and not kwargs.keys() <= {*names, *named_only}:
        raise Untraceable("AG206", f"`{target.__qualname__}` takes more than plain arguments")
    more = args[count:] if code.co_flags & inspect.CO_VARARGS else ()
    defaults = dict(zip(reversed(names), reversed(target.__defaults__ or ()), strict=False))
    values = {**defaults, **(target.__kwdefaults__ or {}), **dict(zip(names, args, strict=False)), **kwargs}
    too_many = len(args) > count + len(more) or set(kwargs) & set(names[: len(args)])
    if too_many or set(values) != {*names, *named_only}:
        target(*args, **kwargs)  # raises what Python raises
        raise Untraceable("AG206", f"`{target.__qualname__}`")
    placed = (*(values[name] for name in names), *more)
    return (*placed, *(values[name] for name in named_only)), len(placed), named_only


# -- specs -------------------------------------------------------------------------------------------------


def handed(spec: Any) -> Any:
    """Return a spec for values handed on: no constants, no sizes, nobody's own arrays.

    Raises
    ------
    Untraceable
        If such values cannot be handed on.
    """
    spec = generalise(spec)
    if isinstance(spec, Static) and type(spec.value) is bool:
        spec = Number(ArrayType(np.dtype(bool), (), "python"))
    if isinstance(spec, Number):
        if spec.array is not None:
            raise Untraceable("AG206", "a number or a 0-d array is handed on")
        type_ = spec.type
        if type_ is not None and type_.kind == "array":
            type_ = type_.with_(shape=(_ANY,) * type_.ndim, layout="A")
        return Number(type_, spec.alternatives, carrier=spec.carrier)
    if isinstance(spec, Sequence | Mapping):
        return dataclasses.replace(spec, items=tuple(map(handed, spec.items)))
    if isinstance(spec, Listing):
        return Listing(spec.kind, spec.element)
    if isinstance(spec, Chosen):
        return Chosen(handed(spec.container), spec.alternatives, tuple(map(handed, spec.others)))
    if isinstance(spec, Wording):
        raise Untraceable("AG206", "a text of data is handed on")
    return spec


def handed_state(spec: Any) -> Any:
    """Return a spec for what a container from outside holds: elements of a list lie where they lay."""
    made = handed(spec)
    if isinstance(spec, Listing) and has_lists(spec.element):
        return dataclasses.replace(made, order=spec.order, count=spec.count)
    return made


def given_spec(given: tuple[Any, ...], by_value: set[int]) -> Any:
    """Return what the arguments of a call are, containers as themselves but for those handed on by value."""
    items = (item if place in by_value else replaced(item, _itself) for place, item in enumerate(given))
    return handed(abstract(tuple(items)))


def _itself(item: Any) -> Any:
    return item if isinstance(item, Choice) else Same(item)


def same_identities(one: Any, two: Any) -> bool:
    """Whether two specs tell the same containers by their identities."""
    if isinstance(one, Same) or isinstance(two, Same):
        return bool(one == two)
    parts = [spec.items if isinstance(spec, Sequence | Mapping) else None for spec in (one, two)]
    if parts[0] is not None and parts[1] is not None and len(parts[0]) == len(parts[1]):
        return all(same_identities(a, b) for a, b in zip(parts[0], parts[1], strict=True))
    return not (_has_identity(one) or _has_identity(two))


def _has_identity(spec: Any) -> bool:
    inner = spec.items if isinstance(spec, Sequence | Mapping) else ()
    if isinstance(spec, Chosen):
        inner = (spec.container,)
    return isinstance(spec, Same) or any(map(_has_identity, inner))


# -- arguments ---------------------------------------------------------------------------------------------


def reached(given: tuple[Any, ...], by_value: set[int]) -> list[Any]:
    """Return the functions and containers among arguments that lead to what is not handed on by value."""
    return [
        one
        for place, item in enumerate(given)
        for one in _leading(item, whole=place not in by_value and not isinstance(item, Choice))
    ]


def _leading(item: Any, *, whole: bool) -> Iterator[Any]:
    if isinstance(item, Tensor | Choice):
        for alternative in item.alternatives:
            yield from _leading(alternative.what, whole=True)
        item = content_of(item)
    if is_mutable(item):
        if whole:
            yield item
            return
        held = contents(item)
        item = () if _is_in_arrays(held) else tuple(items_of(held))
    if isinstance(item, tuple):
        for inner in item:
            yield from _leading(inner, whole=whole)
    elif callable(item) and not isinstance(item, Tensor | type):
        yield item


def _is_in_arrays(held: Any) -> bool:
    return isinstance(held, Grown | Keyed) or is_elsewhere(held)


def own_paths(given: tuple[Any, ...], by_value: set[int]) -> dict[Path, Any]:
    """Return the containers among arguments that are handed on by value, those in them too, by places."""
    return {
        path: one
        for place, item in enumerate(given)
        if place in by_value or isinstance(item, Choice)
        for path, one in _paths(item, (place,))
    }


def _paths(item: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    item = content_of(item)
    if is_mutable(item):
        yield path, item
        held = contents(item)
        item = () if _is_in_arrays(held) else tuple(items_of(held))
    if isinstance(item, tuple):
        for place, inner in enumerate(item):
            yield from _paths(inner, (*path, place))


def at_path(given: tuple[Any, ...], path: Path) -> Any:
    """Return the container at a place among the arguments of a call.

    Raises
    ------
    Untraceable
        If there is none that could be changed.
    """
    item: Any = given
    for place in path:
        if isinstance(item, Choice):
            raise Untraceable("AG105", "a list that may be none is changed by a recursive function")
        held = item if isinstance(item, tuple) else contents(item)
        if _is_in_arrays(held):
            raise Untraceable("AG105", "a list in another is changed by a recursive function")
        item = tuple(items_of(held))[place]
    if not is_mutable(item):
        raise Untraceable("AG105", "a list that may be none is changed by a recursive function")
    return item


def deliver(container: Any, held: Any) -> None:
    """Let a container of a call hold what the function left in it; the containers in it stay themselves."""
    before = contents(container)
    if not is_elsewhere(before):
        restore(container, _into(before, held))
    elif isinstance(held, Grown):
        become(container, held)
    else:
        raise Untraceable("AG105", "a list in another is changed by a recursive function")


def _into(before: Any, held: Any) -> Any:
    """Return what a container holds with the containers that were there before in the place of new ones."""
    if _is_in_arrays(before) or _is_in_arrays(held) or type(before) is not type(held):
        return held
    if list(before) != list(held) if isinstance(held, dict) else len(before) != len(held):
        return held
    return like(held, [_as(old, new) for old, new in zip(items_of(before), items_of(held), strict=True)])


def _as(old: Any, new: Any) -> Any:
    if isinstance(new, tuple) and isinstance(old, tuple):
        return _into(old, new)
    if old is new or not (is_mutable(old) and is_mutable(new)) or type(old) is not type(new):
        return new
    deliver(old, contents(new))
    return old


def array_leaves(spec: Any, value: Any, start: int) -> list[tuple[int, Tensor]]:
    """Return the arrays handed on, each with its place among the operands."""
    if isinstance(spec, Number):
        is_array = isinstance(value, Tensor) and spec.type is not None and spec.type.kind == "array"
        return [(start, value)] if is_array else []
    if not isinstance(spec, Sequence | Mapping):
        return []
    held = value if isinstance(value, tuple) else contents(value)
    found = []
    for inner, item in zip(spec.items, items_of(held), strict=True):
        found += array_leaves(inner, item, start)
        start += len(types_of(inner))
    return found


def array_slots(spec: Any, held: Any) -> list[Any]:
    """Return what stands at each place of a container that can be an array, such places in lists aside."""
    if isinstance(spec, Number):
        return [held] if spec.type is not None and spec.type.kind == "array" else []
    if isinstance(spec, Chosen) and spec.others:
        parts = zip(parts_of(held, spec), spec.values, strict=True)
        return [slot for part, inner in parts for slot in array_slots(inner, part)]
    if not isinstance(spec, Sequence | Mapping):
        return []
    if is_mutable(held):
        held = contents(held)
    known = isinstance(held, tuple | dict) and not _is_in_arrays(held)
    items = items_of(held) if known else [None] * len(spec.items)
    return [slot for inner, item in zip(spec.items, items, strict=True) for slot in array_slots(inner, item)]


# -- the end -----------------------------------------------------------------------------------------------


class Naming:
    """Tells the containers in what a function leaves: those from outside, its arguments, and new ones.

    Parameters
    ----------
    before : dict of int to object
        The containers from outside, by identity.
    own : dict of tuple to object
        Those handed on by value, by their places among the arguments.
    """

    def __init__(self, before: dict[int, Any], own: dict[Path, Any]) -> None:
        self.before = before
        self.paths = {id(one): path for path, one in own.items()}
        self.kept: set[Path] = set()
        self._seen: set[int] = set()

    def named(self, value: Any) -> Any:
        """Return a value with containers from outside as themselves, the others by what they hold.

        Raises
        ------
        Untraceable
            If one that is new would become two.
        """
        return replaced(value, self._name)

    def _name(self, item: Any) -> Any:
        container = content_of(item)
        key = id(container)
        if key in self.before:
            if isinstance(item, Choice):
                raise Untraceable("AG105", "a list from outside or none")
            return Same(container)
        held = contents(container)
        if key in self._seen or is_elsewhere(held):
            raise Untraceable("AG105", "a list with several names, made in a recursive function")
        self._seen.add(key)
        if key in self.paths:
            self.kept.add(self.paths[key])
        return replaced_inside(item, held, self._name)


def with_arrays_themselves(held: Any, region: Region | None = None) -> Any:
    """Return what a container holds with arrays from outside of `region` as themselves."""
    if isinstance(held, Tensor):
        outside = region is None or not is_local(region, held)
        return Same(held) if held.type.kind == "array" and outside and not held.alternatives else held
    if isinstance(held, tuple | dict) and not isinstance(held, Grown):
        return like(held, [with_arrays_themselves(item, region) for item in items_of(held)])
    return held
