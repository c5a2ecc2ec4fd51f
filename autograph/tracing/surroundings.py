"""What a function of the program can reach beside its arguments, so that two moments can be compared."""

from __future__ import annotations

import dataclasses
import functools
import types
from collections.abc import Collection, Iterable
from typing import Any

from autograph.runtime.records import record
from autograph.tracing.choice import Choice
from autograph.tracing.containers import contents, is_elsewhere, is_mutable, same_contents
from autograph.tracing.keyed import Keyed
from autograph.tracing.pooled import in_pool
from autograph.tracing.spec import same_static
from autograph.tracing.tensor import Tensor
from autograph.tracing.text import Text, handles_in
from autograph.tracing.trace import Trace, Untraceable, current
from autograph.tracing.traced_list import Grown

__all__ = ["Surroundings", "containers_in", "surroundings"]


@record
class Surroundings:
    """What can be reached from some objects.

    Attributes
    ----------
    shape : list
        The objects met on the way, in an order that depends on what is reached alone.
    held : dict of int to (object, object)
        The watched objects among them, those of the whole trace too, and what they hold; by identity.
    """

    shape: list[tuple[str, Any]] = dataclasses.field(default_factory=list)
    held: dict[int, tuple[Any, Any]] = dataclasses.field(default_factory=dict)

    def has_shape_of(self, other: Surroundings) -> bool:
        """Whether the objects that are reached are the same ones, lists and dicts perhaps changed."""
        return len(self.shape) == len(other.shape) and all(
            one[0] == two[0] and same_static(one[1], two[1])
            for one, two in zip(self.shape, other.shape, strict=True)
        )

    def changed(self, since: dict[int, tuple[Any, Any]], apart_from: Collection[int]) -> list[int]:
        """Return the watched objects, by identity, that held something else then."""
        return [
            key
            for key, (_, held) in self.held.items()
            if key in since and key not in apart_from and not same_contents(since[key][1], held)
        ]


def surroundings(roots: Iterable[Any], apart_from: Collection[int] = ()) -> Surroundings:
    """Return what can be reached from functions and other objects, and what the whole trace can reach.

    Parameters
    ----------
    roots : iterable
    apart_from : collection of int
        The identities of watched objects whose contents do not belong to the shape.

    Raises
    ------
    Untraceable
        If an iterator is among it, for nobody could tell how far that is.
    """
    trace = current()
    assert trace is not None
    walk = _Walk(apart_from)
    for root in roots:
        walk.visit(root)
    found = Surroundings(list(walk.found.shape), walk.found.held)
    walk.visit_rest(_of_all(trace))
    return found


def _of_all(trace: Trace) -> list[Any]:
    """Return what every function may look up: globals, the caller's variables and kept results."""
    return [
        *(one.cell for one in trace.assigned.values()),
        *(shadow for shadow, _ in trace.loaded.values()),
        *trace.pools.values(),
        *(results for memo in trace.memos.values() for results in memo.tables.values()),
    ]


class _Walk:
    """A way through objects, each of which is visited once."""

    def __init__(self, apart_from: Collection[int]) -> None:
        self.apart_from = apart_from
        self.found = Surroundings()
        self._places: dict[int, int] = {}
        self._rest: list[Any] = []

    def visit_rest(self, others: Iterable[Any]) -> None:
        """Note the watched objects that others lead to, and those in what does not belong to the shape."""
        self._rest += others
        while self._rest:
            self.visit(self._rest.pop())

    def visit(self, value: Any) -> None:
        """Note an object and what it leads to."""
        if isinstance(value, Tensor):
            self._note("handle", value.key)
            for alternative in value.alternatives:
                self._note("tag", getattr(alternative.tag, "key", alternative.tag))
                self._visit_what(alternative.what)
        elif isinstance(value, Choice):
            self._note("choice", None)
            for alternative in value.alternatives:
                self._note("tag", getattr(alternative.tag, "key", alternative.tag))
                self._visit_what(alternative.what)
            self.visit(object.__getattribute__(value, "_content"))
        elif isinstance(value, Text):
            self._note("text", value)
            self._visit_all(handles_in(value))
        elif (place := in_pool(value)) is not None:
            self._note("object of", place.pool.kind)
            self.visit(place.number)
        elif isinstance(value, tuple):
            self._note("tuple", type(value))
            self._note("length", len(value))
            self._visit_all(value)
        else:
            self._visit_object(value)

    def _visit_what(self, what: Any) -> None:
        if is_mutable(what):
            self.visit(what)
        else:
            self._note("what", what)

    def _visit_object(self, value: Any) -> None:
        inner = _inside(value)
        if inner is None and not is_mutable(value):
            if hasattr(value, "__next__"):
                raise Untraceable("AG206", "an iterator from outside is used")
            self._note("object", value)
            return
        place = self._places.get(id(value))
        if place is not None:
            self._note("again", place)
            return
        self._places[id(value)] = len(self._places)
        if isinstance(value, types.CellType) or is_mutable(value):
            self._visit_watched(value)
        else:
            self._note(*_kind(value))
            self._visit_all(inner or ())

    def _visit_watched(self, value: Any) -> None:
        is_cell = isinstance(value, types.CellType)
        self._note("cell", None) if is_cell else self._note("watched", value)
        held = contents(value)
        if not is_cell or is_mutable(value):
            self.found.held[id(value)] = (value, held)
        in_arrays = isinstance(held, Grown | Keyed) or is_elsewhere(held)
        items = () if in_arrays else tuple(held.values() if isinstance(held, dict) else held)
        if id(value) in self.apart_from:
            self._rest += items
            return
        self._note("arrays", held) if in_arrays else self._note("count", len(held))
        self._visit_all(items)

    def _visit_all(self, values: Iterable[Any]) -> None:
        for value in values:
            self.visit(value)

    def _note(self, kind: str, what: Any) -> None:
        self.found.shape.append((kind, what))


def _kind(value: Any) -> tuple[str, Any]:
    if isinstance(value, types.FunctionType):
        return "function", value.__code__
    return "made of", value.__name__ if isinstance(value, types.BuiltinMethodType) else type(value)


def _inside(value: Any) -> list[Any] | None:
    """Return what a function, method, partial, wrapper or cell leads to; None for any other object."""
    if isinstance(value, types.FunctionType):
        defaults = [*(value.__defaults__ or ()), *(value.__kwdefaults__ or {}).values()]
        return [*defaults, *(value.__closure__ or ())]
    if isinstance(value, types.CellType):
        return [value]
    if isinstance(value, types.MethodType):
        return [value.__func__, value.__self__]
    if isinstance(value, types.BuiltinMethodType) and not isinstance(value.__self__, types.ModuleType | None):
        return [value.__self__]
    if isinstance(value, functools.partial):
        return [value.func, *value.args, *value.keywords, *value.keywords.values()]
    wrapped = getattr(value, "__wrapped__", None)
    return None if wrapped is None else [wrapped]


def containers_in(value: Any) -> list[Any]:
    """Return the watched objects in a value, and those in them, each as often as it is met."""
    if isinstance(value, Choice):
        return containers_in(object.__getattribute__(value, "_content"))
    if isinstance(value, tuple):
        return [one for item in value for one in containers_in(item)]
    if not is_mutable(value):
        return []
    held = contents(value)
    if isinstance(held, Grown | Keyed) or is_elsewhere(held):
        return [value]
    return [value, *containers_in(tuple(held.values()) if isinstance(held, dict) else tuple(held))]
