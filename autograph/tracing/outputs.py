"""What a trace returns and changes: described while tracing, rebuilt after each run of the graph."""

from __future__ import annotations

import enum
import types
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from autograph.operators.iteration import SymbolicRange
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
    same_contents,
)
from autograph.tracing.key_table import entries
from autograph.tracing.keyed import Keyed
from autograph.tracing.lifting import Lifter
from autograph.tracing.list_items import items_of
from autograph.tracing.lists import alone, has_arrays, has_lists, heaps_in
from autograph.tracing.outer import changed_variables
from autograph.tracing.own_classes import class_of
from autograph.tracing.pieces import template_of
from autograph.tracing.sharing import is_container
from autograph.tracing.spec import UNDEFINED, Reference
from autograph.tracing.storage import identity_of, targets, way_of
from autograph.tracing.tensor import Member, Tensor, clone
from autograph.tracing.text import Text
from autograph.tracing.trace import Trace, Untraceable, is_converted
from autograph.tracing.traced_deque import Queue
from autograph.tracing.traced_list import Home, is_in_heap
from autograph.tracing.traced_set import TracedFrozen

__all__ = ["Frame", "OutputPlan", "Rebuild", "text_of"]

Rebuild = Callable[["Frame"], Any]
"""Makes one object of a call's results from what the graph returned."""


class Frame:
    """One run of a graph: what it returned, and the objects it was called with."""

    __slots__ = ("leaves", "made", "objects", "results")

    def __init__(self, results: Sequence[Any], leaves: Sequence[Any], objects: Sequence[Any]) -> None:
        self.results = results
        self.leaves = leaves
        self.objects = objects
        self.made: dict[Any, Any] = {}

    def rows(self, number: int | tuple[int, int]) -> list[Any]:
        """Return what was in one of the lists that the function was called with."""
        key = "rows", number
        if key not in self.made:
            self.made[key] = list(self.object(number))
        known: list[Any] = self.made[key]
        return known

    def object(self, number: int | tuple[int, int]) -> Any:
        """Return one of the objects that the function was called with, or an item of one."""
        return self.objects[number] if isinstance(number, int) else self.objects[number[0]][number[1]]


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

    def _output(self, operand: Any) -> int:
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
        kind = type(value)
        if isinstance(value, tuple):
            items = [self.describe(item) for item in value]
            if hasattr(kind, "_fields"):
                return lambda frame: kind(*(item(frame) for item in items))
            texts = [text_of(item) for item in items]
            made: Rebuild = lambda frame: tuple([item(frame) for item in items])  # noqa: E731
            return made if None in texts else _as_text(made, f"({''.join(f'{text}, ' for text in texts)})")
        if isinstance(value, BaseException):
            raise Untraceable("AG205", "an exception is returned")
        if kind.__module__ == "autograph.streams":
            raise Untraceable("AG205", "an iterator is returned")
        if kind in (TracedList, TracedDict, TracedSet, list) or is_mutable(value):
            return self._container(value)
        if isinstance(value, types.FunctionType) and is_converted(value.__code__):
            raise Untraceable("AG205", "a function made inside is returned")
        if value is None:
            return _as_text(lambda frame: None, "None")
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
        if callable(value) and not isinstance(value, types.MethodType):
            return lambda frame: value
        raise Untraceable("AG205", f"a {kind.__module__}.{kind.__qualname__} is returned")

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
            restore(made, _contents(held, parts, frame))
            return made

        if is_in_heap(value):
            heap, place = self._container(value.home.owner), self._output(value.home.place)
            self._seen[key] = lambda frame: heap(frame)[frame.results[place]]
            return self._seen[key]
        number = self.lifter.shadows.get(id(value.made_of)) if isinstance(value, TracedList) else None
        if number is not None:
            self._seen[key] = lambda frame: frame.rows(number)
            return self._seen[key]
        held = contents(value)
        if isinstance(held, Keyed) and held.recipe is not None:
            self._seen[key] = self._set_by(held, key)
            return self._seen[key]
        self._seen[key] = rebuild
        if is_elsewhere(held):
            held = self._part(value)
        parts.update(self._parts(held))
        if isinstance(value, TracedList) and value.is_heap:
            self._seen[key] = self._with_callers(rebuild, value)
        return self._seen[key]

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
            members = self._grown(entries(held, held.keys))
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

    def _parts(self, held: Any) -> dict[Any, Rebuild]:
        if isinstance(held, Grown):
            return {Grown: self._grown(held)}
        if isinstance(held, Keyed):
            return {Keyed: self._keyed(held)}
        if isinstance(held, dict):
            return {key: self.describe(item) for key, item in held.items()}
        return {place: self.describe(item) for place, item in enumerate(held)}

    def _grown(self, held: Grown) -> Rebuild:
        """Return the recipe for the items of a list whose length is data."""
        self._arrays = self._arrays or has_arrays(held.element)
        count = self._output(held.count)
        begin = self._output(held.start) if isinstance(held, Queue) else None
        places = [self._output(buffer) for buffer in held.buffers]
        heaps = {id(heap): self._container(heap) for heap in heaps_in(held.element)}

        def rebuild(frame: Frame) -> Any:
            size, start = frame.results[count], 0 if begin is None else frame.results[begin]
            columns = [frame.results[place][start : start + size] for place in places]
            return items_of(held.element, columns, size, {key: heap(frame) for key, heap in heaps.items()})

        return rebuild

    def _keyed(self, held: Keyed) -> Rebuild:
        """Return the recipe for what a dict or set holds whose keys are data."""
        if held.values is None and held.shrank:
            raise Untraceable("AG105", "a set is returned whose order depends on more than its members")
        keys = self._grown(entries(held, held.keys))
        if held.values is None:
            return keys
        values = self._grown(entries(held, held.values))
        return lambda frame: dict(zip(keys(frame), values(frame), strict=True))

    def changes(self) -> list[Callable[[Frame], None]]:
        """Return what must be done to the objects the function was called with."""
        found: list[Callable[[Frame], None]] = []
        objects = ((number, *known[1:]) for number, known in enumerate(self.lifter.originals))
        for number, shadow, before in (*self.lifter.rows, *objects):
            held = contents(shadow)
            if isinstance(held, Grown) and isinstance(held.element, Reference):
                found += self._change_references(number, before, held, shadow)
                continue
            if same_contents(before, held) or self._is_as_arranged(shadow):
                continue
            if is_elsewhere(held):
                held = alone(shadow.grown)
            if isinstance(before, Grown) and has_lists(before.element):
                found.append(self._change_rows(number, before, held))
            else:
                found.append(self._change(number, held, self._parts(held)))
        for value, assign in changed_variables(self.trace):
            found.append(self._assignment(self.describe(value), assign))
        return found

    @staticmethod
    def _assignment(rebuild: Rebuild, assign: Callable[[Any], None]) -> Callable[[Frame], None]:
        return lambda frame: assign(rebuild(frame))

    def _change_references(
        self, number: Any, before: Any, held: Grown, shadow: Any
    ) -> Iterator[Callable[[Frame], None]]:
        """Yield what changes one of the caller's lists of lists that has these in a heap now."""
        heap = held.element.heap
        arranged, known = self.trace.arranged.get(id(shadow)), self.trace.arranged.get(id(heap))
        if arranged is None or known is None or heap.own.count is not known.count:
            raise Untraceable("AG105", "a list of lists from outside gets other ones")
        if isinstance(before, Grown) and heap.own is not before:
            yield self._change_rows(number, before, heap.own)
        if held is not arranged:
            count, places = self._output(held.count), self._output(held.buffers[0])

            def change(frame: Frame) -> None:
                rows = frame.rows(number)
                chosen = frame.results[places][: frame.results[count]].tolist()
                frame.object(number)[:] = [rows[place] for place in chosen]

            yield change

    def _change_rows(self, number: Any, before: Grown, held: Any) -> Callable[[Frame], None]:
        """Return what changes the lists in one of the caller's lists, which are the same ones."""
        if not isinstance(held, Grown) or held.order is not before.order or held.count is not before.count:
            raise Untraceable("AG105", "a list of lists from outside grows, shrinks or is sorted")
        part = self._grown(held)

        def change(frame: Frame) -> None:
            for row, items in zip(frame.object(number), part(frame), strict=True):
                row[:] = items

        return change

    def _is_as_arranged(self, shadow: Any) -> bool:
        """Whether a list of the caller's that was put into arrays by reading it is as it was.

        The lists in it are looked at by themselves.
        """
        if isinstance(shadow, TracedDict):
            return self._is_dict_as_arranged(shadow)
        root = shadow
        while isinstance(root, TracedList) and isinstance(root.home, Home):
            root = root.home.owner
        arranged = self.trace.arranged.get(id(root))
        if arranged is None:
            return False
        if root.own is arranged or root.is_heap:
            return root.own is arranged
        if root.own is None or root.own.order is not arranged.order or root.own.count is not arranged.count:
            raise Untraceable("AG105", "a list of lists from outside grows or shrinks")
        return root is shadow

    def _is_dict_as_arranged(self, shadow: TracedDict) -> bool:
        """Whether a dict of lists of the caller's that was put into arrays has the same ones."""
        arranged = self.trace.arranged.get(id(shadow))
        if arranged is None or shadow.keyed is arranged:
            return arranged is not None
        raise Untraceable("AG105", "a dict of lists from outside gets other ones")

    @staticmethod
    def _change(number: Any, held: Any, parts: dict[Any, Rebuild]) -> Callable[[Frame], None]:
        if isinstance(held, Keyed) and held.values is None:
            return lambda frame: _add_to(frame.object(number), parts[Keyed](frame))
        return lambda frame: restore(frame.object(number), _contents(held, parts, frame))

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
        if value.view is not None:
            return self._view(value)
        number = self._leaf_of.get(value.key)
        if number is not None and value.type.kind == "array":
            return _as_text(lambda frame: frame.leaves[number], f"leaves[{number}]")
        if value.origins:
            return self._one_of(value)
        return self._result(value)

    def _result(self, value: Any) -> Rebuild:
        place = self._output(value)
        if isinstance(value, Tensor) and value.read_only:
            return lambda frame: _locked(frame.results[place])
        return _as_text(lambda frame: frame.results[place], f"results[{place}]")

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
        known = [(self._output(identity_of(value, target)), self._tensor(target)) for target in apart]
        other = self._result(value) if len(apart) < len(targets(value)) else known[-1][1]

        def rebuild(frame: Frame) -> Any:
            for tag, target in known:
                if frame.results[tag]:
                    return target(frame)
            return other(frame)

        return rebuild

    def _is_new(self, value: Tensor) -> bool:
        """Whether an array is none of the caller's, nor a view."""
        return value.view is None and value.key not in self._leaf_of

    def _view(self, value: Tensor) -> Rebuild:
        view = value.view
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
        choices = [(a.what, self._output(a.tag)) for a in value.alternatives]
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
        choices = [(a.what, self._output(a.tag)) for a in value.alternatives if a.tag is not True]
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


def _as_text(rebuild: Rebuild, text: str) -> Rebuild:
    """Note the expression that a recipe stands for, so that the call path need not call it."""
    rebuild.text = text  # type: ignore[attr-defined]
    return rebuild


def text_of(rebuild: Rebuild) -> str | None:
    """Return a recipe as an expression of the names ``results`` and ``leaves``, if it is that simple."""
    return getattr(rebuild, "text", None)


def _locked(array: Any) -> Any:
    array.flags.writeable = False
    return array


def _constant(item: Any) -> Rebuild:
    return lambda frame: item


def _add_to(known: set[Any], members: list[Any]) -> None:
    """Give a set of the caller's its members; those that it has stay where they lie in it."""
    if not known.issuperset(members[: len(known)]):
        known.clear()
    known.update(members)


def _contents(held: Any, parts: dict[Any, Rebuild], frame: Frame) -> Any:
    if isinstance(held, Grown):
        return parts[Grown](frame)
    if isinstance(held, Keyed):
        return parts[Keyed](frame)
    if isinstance(held, dict):
        return {key: parts[key](frame) for key in held}
    made = [parts[place](frame) for place in range(len(held))]
    return frozenset(made) if isinstance(held, frozenset) else made
