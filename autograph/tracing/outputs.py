"""What a trace returns and changes: described while tracing, rebuilt after each run of the graph."""

from __future__ import annotations

import enum
import types
from typing import Any

import numpy as np

from autograph.runtime import ops
from autograph.runtime.ops.templates import format_template
from autograph.runtime.types import ArrayType, is_python_scalar, python_type
from autograph.tracing.choice import Choice, content_of
from autograph.tracing.containers import (
    Grown,
    TracedDict,
    TracedList,
    TracedSet,
    contents,
    is_elsewhere,
    is_mutable,
    restore,
)
from autograph.tracing.frames import Frame, Rebuild, as_text, contents_in, text_of
from autograph.tracing.key_table import entries
from autograph.tracing.keyed import Keyed
from autograph.tracing.lifting import Lifter
from autograph.tracing.list_items import items_of
from autograph.tracing.lists import alone, has_arrays, heaps_in, pools_in
from autograph.tracing.opaque import is_of_one_trace
from autograph.tracing.orders import order_of
from autograph.tracing.own_classes import class_of
from autograph.tracing.pooled import in_pool, pool_for
from autograph.tracing.ranges import SymbolicRange
from autograph.tracing.sharing import is_container
from autograph.tracing.spec import UNDEFINED
from autograph.tracing.storage import identity_of, targets, way_of
from autograph.tracing.tensor import Member, Tensor, clone
from autograph.tracing.text import Text, template_of
from autograph.tracing.trace import Trace, Untraceable, is_converted
from autograph.tracing.traced_deque import Queue
from autograph.tracing.traced_list import is_in_heap
from autograph.tracing.traced_set import TracedFrozen

__all__ = ["OutputPlan"]


class OutputPlan:
    """Collects the graph's outputs while describing how Python objects are made of them."""

    def __init__(self, trace: Trace, lifter: Lifter) -> None:
        self.trace = trace
        self.lifter = lifter
        self.operands: list[Any] = []
        self._leaf_of = {handle.key: number for number, handle in lifter.handles.items()}
        self._seen: dict[Any, Rebuild] = {}
        self._chosen: dict[int, set[int]] = {}
        self._views: dict[Any, list[Tensor]] = {}
        self._pending: list[tuple[Tensor, list[Rebuild]]] = []
        self._parted: list[TracedList] = []
        self._arrays = False

    def output(self, operand: Any) -> int:
        """Let the graph return a value; return its place among the results."""
        self.operands.append(operand)
        return len(self.operands) - 1

    def describe(self, value: Any) -> Rebuild:
        """Return the recipe for an object.

        Raises
        ------
        Untraceable
            If it cannot be made again after each run.
        """
        if isinstance(value, Tensor):
            return self._tensor(value)
        if isinstance(value, np.ndarray):
            return self._result(value)
        if value is UNDEFINED:  # a loop run by itself may leave a variable so
            return lambda frame: value
        if is_python_scalar(value) or isinstance(value, np.generic):
            return lambda frame: value
        if isinstance(value, Text):
            return self._text(value)
        if isinstance(value, Choice):
            return self._choice(value)
        if id(value) in self.lifter.shadows:
            number = self.lifter.shadows[id(value)]
            return lambda frame: frame.object(number)
        if isinstance(value, SymbolicRange):
            parts = [self.describe(item) for item in (value.start, value.stop, value.step)]
            return lambda frame: range(*(part(frame) for part in parts))
        if isinstance(value, TracedFrozen):
            return lambda frame: value.itself
        return self._composite(value)

    def _composite(self, value: Any) -> Rebuild:
        place = in_pool(value)
        if place is not None:
            return self._in_pool(place.pool, place.number)
        kind = type(value)
        if isinstance(value, tuple):
            items = [self.describe(item) for item in value]
            if hasattr(kind, "_fields"):
                return lambda frame: kind(*(item(frame) for item in items))
            texts = [text_of(item) for item in items]
            made: Rebuild = lambda frame: tuple([item(frame) for item in items])  # noqa: E731
            return made if None in texts else as_text(made, f"({''.join(f'{text}, ' for text in texts)})")
        if isinstance(value, BaseException):
            raise Untraceable("AG205", "an exception is returned")
        if kind.__module__ == "autograph.streams":
            raise Untraceable("AG205", "an iterator is returned")
        if kind in (TracedList, TracedDict, TracedSet, list) or is_mutable(value):
            return self._container(value)
        return self._static(value)

    @staticmethod
    def _static(value: Any) -> Rebuild:
        """Return the recipe for an object that is the same at every call."""
        if isinstance(value, types.FunctionType) and is_converted(value.__code__):
            raise Untraceable("AG205", "a function made inside is returned")
        if value is None:
            return as_text(lambda frame: None, "None")
        if (
            isinstance(
                value,
                str
                | bytes
                | type
                | np.dtype
                | types.FunctionType
                | types.BuiltinFunctionType
                | types.ModuleType
                | range
                | frozenset
                | enum.Enum
                | np.ufunc,
            )
            or value is NotImplemented
            or value is Ellipsis
        ):
            return lambda frame: value
        if callable(value) and not isinstance(value, types.MethodType) and not is_of_one_trace(value):
            return lambda frame: value
        raise Untraceable("AG205", f"a {type(value).__module__}.{type(value).__qualname__} is returned")

    def _container(self, value: Any) -> Rebuild:
        key = id(value)
        if key in self._seen:
            return self._seen[key]
        held: Any = None
        parts: dict[Any, Rebuild] = {}
        make = value.fresh if hasattr(type(value), "stands_for") else None
        kind: Any = {TracedList: list, TracedDict: dict, TracedSet: set}.get(type(value), class_of(value))

        def rebuild(frame: Frame) -> Any:
            if key in frame.made:
                return frame.made[key]
            made = frame.made[key] = kind.__new__(kind) if make is None else make()
            restore(made, contents_in(frame, held, parts))
            return made

        if is_in_heap(value):
            heap, place = self._container(value.home.owner), self.output(value.home.place)
            self._seen[key] = lambda frame: heap(frame)[frame.results[place]]
            return self._seen[key]
        number = self.lifter.shadows.get(id(value.made_of)) if isinstance(value, TracedList) else None
        if number is not None:
            self._seen[key] = self._callers_lists(value, number)
            return self._seen[key]
        held = contents(value)
        if isinstance(held, Keyed) and held.recipe is not None:
            self._seen[key] = self._set_by(held, key)
            return self._seen[key]
        self._seen[key] = rebuild
        if is_elsewhere(held):
            held = self._part(value)
        parts.update(self.parts(held))
        if isinstance(value, TracedList) and value.is_heap:
            self._seen[key] = self._with_callers(rebuild, value)
        return self._seen[key]

    def lists_of(self, heap: TracedList) -> Rebuild:
        """Return the recipe for the lists in a heap."""
        return self._container(heap)

    def _callers_lists(self, heap: TracedList, number: int | tuple[int, int]) -> Rebuild:
        """Return the recipe for a heap of the lists in one of the caller's lists: new ones follow these."""
        known = self.trace.arranged.get(id(heap))
        if known is None or heap.own is None or heap.own.count is known.count:
            return lambda frame: frame.rows(number)
        part = self.grown(heap.own)

        def lists(frame: Frame) -> list[Any]:
            rows = frame.rows(number)
            rows += part(frame)[len(rows) :]
            return rows

        return lists

    def _in_pool(self, pool: Any, number: Any) -> Rebuild:
        """Return the recipe for an object that lies in a pool."""
        objects, place = self._pool(pool), self.output(number)
        return lambda frame: objects(frame)[frame.results[place]]

    def _pool(self, pool: Any) -> Rebuild:
        """Return the recipe for all objects in a pool; those in others that they lead to are made, too."""
        key = id(pool)
        if key not in self._seen:
            made: list[Rebuild] = []
            self._seen[key] = lambda frame: made[0](frame)  # noqa: PLW0108  (it is found later)
            made.append(self._objects(pool))
        return self._seen[key]

    def _objects(self, pool: Any) -> Rebuild:
        held, kind = pool.grown, pool.kind
        if held is None:
            return lambda frame: []
        count, rows = self.output(held.count), self.grown(held)

        def rebuild(frame: Frame) -> Any:
            if ("objects", kind) not in frame.made:
                made = [kind.__new__(kind) for _ in range(frame.results[count])]
                frame.made["objects", kind] = made
                for instance, row in zip(made, rows(frame), strict=True):
                    for name, item in zip(pool.names, row, strict=True):
                        if item is not UNDEFINED:
                            object.__setattr__(instance, name, item)
            return frame.made["objects", kind]

        return rebuild

    def _with_callers(self, rebuild: Rebuild, heap: TracedList) -> Rebuild:
        """Return the recipe for the lists in a heap, some of which may be the caller's own."""
        own = {
            items.home.place: self.lifter.shadows[id(items)]
            for items in self.trace.mutable.values()
            if is_in_heap(items) and items.home.owner is heap and id(items) in self.lifter.shadows
        }

        def with_callers(frame: Frame) -> Any:
            lists = rebuild(frame)
            for place, number in own.items():
                lists[place] = frame.object(number)
            return lists

        return with_callers

    def _set_by(self, held: Keyed | None, key: int | None = None) -> Rebuild:
        """Return the recipe for a set that Python is to make in the way that the program did."""
        if held is None:
            return lambda frame: set()
        if held.recipe is None:
            members = self.grown(entries(held, held.keys))
            return lambda frame: set(members(frame))
        method: Any = getattr(set, held.recipe.method)
        operands = [self._set_by(each) for each in held.recipe.operands]

        def rebuild(frame: Frame) -> Any:
            if key is not None and key in frame.made:
                return frame.made[key]
            first, *others = (operand(frame) for operand in operands)
            made = method(first, *others)
            made = first if made is None else made
            if key is not None:
                frame.made[key] = made
            return made

        return rebuild

    def _part(self, items: TracedList) -> Grown:
        """Return the contents of a list that is an element of another, in buffers of its own."""
        held: Any = items.grown
        root = items
        while root.home is not None:
            root = root.home.owner
        self._parted.append(root)
        return alone(held)

    def parts(self, held: Any) -> dict[Any, Rebuild]:
        """Return the recipes for what a container holds."""
        if isinstance(held, Grown):
            return {Grown: self.grown(held)}
        if isinstance(held, Keyed):
            return {Keyed: self._keyed(held)}
        if isinstance(held, dict):
            return {key: self.describe(item) for key, item in held.items()}
        return {place: self.describe(item) for place, item in enumerate(held)}

    def grown(self, held: Grown) -> Rebuild:
        """Return the recipe for the items of a list whose length is data."""
        self._arrays = self._arrays or has_arrays(held.element)
        count = self.output(held.count)
        begin = self.output(held.start) if isinstance(held, Queue) else None
        places = [self.output(buffer) for buffer in held.buffers]
        heaps: dict[Any, Rebuild] = {id(heap): self._container(heap) for heap in heaps_in(held.element)}
        heaps |= {kind: self._pool(pool_for(kind)) for kind in pools_in(held.element)}

        def rebuild(frame: Frame) -> Any:
            size, start = frame.results[count], 0 if begin is None else frame.results[begin]
            columns = [frame.results[place][start : start + size] for place in places]
            return items_of(held.element, columns, size, {key: heap(frame) for key, heap in heaps.items()})

        return rebuild

    def _keyed(self, held: Keyed) -> Rebuild:
        """Return the recipe for what a dict or set holds whose keys are data."""
        if held.values is None and held.shrank:
            raise Untraceable("AG105", "a set is returned whose order depends on more than its members")
        keys = self.grown(entries(held, held.keys))
        if held.values is None:
            return keys
        values = self.grown(entries(held, held.values))
        return lambda frame: dict(zip(keys(frame), values(frame), strict=True))

    def _text(self, value: Text) -> Rebuild:
        handles: list[Tensor] = []
        template = template_of(value.parts, handles)
        parts = [self.describe(handle) for handle in handles]
        return lambda frame: format_template(template, [part(frame) for part in parts])

    def _tensor(self, value: Tensor) -> Rebuild:
        if value.type.kind == "array" and self._is_new(value) and not value.origins:
            self._refuse_doubt(value, value.key)
        key = ("handle", value.key, len(value.alternatives), len(value.origins))
        if key not in self._seen:
            self._seen[key] = self._alternatives(value) if value.alternatives else self._plain(value)
        return self._seen[key]

    def _plain(self, value: Tensor) -> Rebuild:
        if value.through is not None:
            return self._view(value)
        number = self._leaf_of.get(value.key)
        if number is not None and value.type.kind == "array":
            return as_text(lambda frame: frame.leaves[number], f"leaves[{number}]")
        if value.origins:
            return self._one_of(value)
        return self._result(value)

    def _result(self, value: Any) -> Rebuild:
        place = self.output(value)
        if isinstance(value, Tensor) and value.type.ndim > 1 and order_of(value) == "F":
            return _in_columns(place, locked=value.read_only)
        if isinstance(value, Tensor) and value.read_only:
            return lambda frame: _locked(frame.results[place])
        return as_text(lambda frame: frame.results[place], f"results[{place}]")

    def _refuse_doubt(self, value: Tensor, chosen: int) -> None:
        """Refuse an array of which it is not known whether it lies in the memory of another that is seen.

        Two arrays are not seen together if just one of them is `chosen` for the same object.
        """
        seen_with = {other for key in value.aliases for other in self._chosen.get(key, ())}
        if seen_with - {chosen} or any(key in self._leaf_of for key in value.aliases):
            raise Untraceable("AG104", "a view of an argument, or a new array, is returned")
        self._chosen.setdefault(value.key, set()).add(chosen)

    def _one_of(self, value: Tensor) -> Rebuild:
        """Return the recipe for an array that may be one of several."""
        for target, _ in targets(value):
            if self._is_new(target):
                self._refuse_doubt(target, value.key)
            else:
                self._tensor(target)
        found: list[Rebuild] = []
        self._pending.append((value, found))
        return lambda frame: found[0](frame)  # noqa: PLW0108  (it is found later)

    def finish(self) -> None:
        """Decide, once all that is seen is known, what stands for an array that may be one of several."""
        for value, found in self._pending:
            found.append(self._chosen_one(value))
        if self._arrays:
            self._require_alone()
        roots = [id(root) for root in self._parted]
        known = self._seen.keys() | self.lifter.shadows.keys()
        if len(set(roots)) < len(roots) or not known.isdisjoint(roots):
            raise Untraceable("AG105", "a list and one that it is an element of are returned")

    def _require_alone(self) -> None:
        """Refuse arrays in a returned list that are returned in another way, too, or are the caller's."""
        seen = {key[1] for key in self._seen if isinstance(key, tuple)} | self.lifter.array_keys
        if self.trace.shown_twice or not seen.isdisjoint(self.trace.lent):
            raise Untraceable("AG105", "an array in a list that is returned has another name")

    def _chosen_one(self, value: Tensor) -> Rebuild:
        """Return the recipe that tells arrays apart that are seen elsewhere, too."""
        apart = [
            target
            for target, _ in targets(value)
            if not self._is_new(target) or self._chosen[target.key] != {value.key}
        ]
        known = [(self.output(identity_of(value, target)), self._tensor(target)) for target in apart]
        other = self._result(value) if len(apart) < len(targets(value)) else known[-1][1]

        def rebuild(frame: Frame) -> Any:
            for tag, target in known:
                if frame.results[tag]:
                    return target(frame)
            return other(frame)

        return rebuild

    def _is_new(self, value: Tensor) -> bool:
        """Whether an array is none of the caller's, nor a view."""
        return value.through is None and value.key not in self._leaf_of

    def _view(self, value: Tensor) -> Rebuild:
        view = value.through
        assert view is not None
        same = self._views.setdefault(way_of(value), [])
        if any(other.key != value.key and (other.merged or value.merged) for other in same):
            raise Untraceable("AG104", "the identity of a view")
        same.append(value)
        base = self._tensor(view.base)
        operands = [
            self.describe(item) if isinstance(item, Tensor) else _constant(item) for item in view.operands
        ]
        function, params, key = ops.get(view.op).numpy, view.params, value.key

        def rebuild(frame: Frame) -> Any:
            if key not in frame.made:
                made = function(base(frame), *(operand(frame) for operand in operands), **params)
                frame.made[key] = _locked(made) if value.read_only else made
            return frame.made[key]

        return rebuild

    def _choice(self, value: Choice) -> Rebuild:
        choices = [(a.what, self.output(a.tag)) for a in value.alternatives]
        container = self.describe(content_of(value))
        made = {id(a.what): self.describe(a.what) for a in value.alternatives if isinstance(a, Member)}

        def rebuild(frame: Frame) -> Any:
            for what, place in choices:
                if frame.results[place]:
                    return made[id(what)](frame) if id(what) in made else what
            return container(frame)

        return rebuild

    def _alternatives(self, value: Tensor) -> Rebuild:
        empty = any(a.tag is True for a in value.alternatives)
        main = None if empty else self._plain(clone(value, ()))
        last = next((a.what for a in value.alternatives if a.tag is True), None)
        choices = [(a.what, self.output(a.tag)) for a in value.alternatives if a.tag is not True]
        made = {
            id(what): self.describe(what)
            for what, _ in choices
            if is_container(what) or isinstance(what, Tensor)
        }

        def rebuild(frame: Frame) -> Any:
            for what, place in choices:
                if frame.results[place]:
                    if not isinstance(what, ArrayType):
                        return made[id(what)](frame) if id(what) in made else what
                    number = main(frame) if main is not None else None
                    if what.dtype.kind != "c" and isinstance(number, complex | np.complexfloating):
                        number = number.real  # complex only as other paths have it
                    return (
                        python_type(what.dtype)(number) if what.kind == "python" else what.dtype.type(number)
                    )
            return main(frame) if main is not None else last

        return rebuild


def _in_columns(place: int, *, locked: bool) -> Rebuild:
    """Return the recipe for a new array that NumPy would have laid out in Fortran's order."""
    key = "columns", place

    def rebuild(frame: Frame) -> Any:
        if key not in frame.made:
            made = frame.made[key] = np.asfortranarray(frame.results[place])
            if locked:
                _locked(made)
        return frame.made[key]

    return rebuild


def _locked(array: Any) -> Any:
    array.flags.writeable = False
    return array


def _constant(item: Any) -> Rebuild:
    return lambda frame: item
