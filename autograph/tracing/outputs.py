"""What a trace returns and changes: described while tracing, rebuilt after each run of the graph."""

from __future__ import annotations

import enum
import types
from collections.abc import Iterable
from functools import partial
from typing import Any

import numpy as np

from autograph.runtime import ops
from autograph.runtime.types import ArrayType, is_python_scalar
from autograph.tracing import recipes
from autograph.tracing.choice import Choice, content_of
from autograph.tracing.containers import (
    Grown,
    TracedDict,
    TracedList,
    TracedSet,
    contents,
    is_elsewhere,
    is_mutable,
)
from autograph.tracing.frames import Rebuild, as_text, text_of
from autograph.tracing.identities import require_static
from autograph.tracing.key_table import entries
from autograph.tracing.keyed import Keyed, KeyedContainer
from autograph.tracing.lent import stake_apart, stake_not_lent
from autograph.tracing.lifting import Lifter
from autograph.tracing.lists import alone, has_arrays, heaps_in, pools_in
from autograph.tracing.opaque import is_of_one_trace
from autograph.tracing.orders import order_of
from autograph.tracing.own_classes import class_of
from autograph.tracing.pooled import in_pool, key_of, keys_at_first, pool_for
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
from autograph.tracing.traced_tuple import TracedTuple

__all__ = ["OutputPlan"]

_PYTHON: dict[Any, Any] = {TracedList: list, TracedDict: dict, TracedSet: set}


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
        self._taken: dict[int, Tensor] = {}

    @property
    def given(self) -> Iterable[Any]:
        """The identities of the containers that the caller gets, among other keys."""
        return self._seen.keys()

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
            return partial(recipes.constant, value)
        if is_python_scalar(value) or isinstance(value, np.generic):
            return partial(recipes.constant, value)
        if isinstance(value, Text):
            return self._text(value)
        if isinstance(value, Choice):
            return self._choice(value)
        if id(value) in self.lifter.shadows:
            return partial(recipes.callers, self.lifter.shadows[id(value)])
        if isinstance(value, SymbolicRange):
            parts = [self.describe(item) for item in (value.start, value.stop, value.step)]
            return partial(recipes.as_range, parts)
        if isinstance(value, TracedFrozen):
            return partial(recipes.constant, value.itself)
        return self._composite(value)

    def _composite(self, value: Any) -> Rebuild:
        place = in_pool(value)
        if place is not None:
            return self._in_pool(place.pool, place.number)
        kind = type(value)
        if kind is TracedTuple:
            return partial(recipes.tupled, self._container(value.held))
        if isinstance(value, tuple):
            items = [self.describe(item) for item in value]
            if hasattr(kind, "_fields"):
                return partial(recipes.named, kind, items)
            texts = [text_of(item) for item in items]
            made = partial(recipes.as_tuple, items)
            return made if None in texts else as_text(made, f"({''.join(f'{text}, ' for text in texts)})")
        if isinstance(value, BaseException):
            raise Untraceable("AG205", "an exception is returned")
        if kind.__module__ in ("autograph.streams", "autograph.buffers"):
            raise Untraceable("AG205", "an iterator, or a text in memory, is returned")
        if kind in (TracedList, TracedDict, TracedSet, list) or is_mutable(value):
            return self._container(value)
        return self._static(value)

    @staticmethod
    def _static(value: Any) -> Rebuild:
        """Return the recipe for an object that is the same at every call."""
        if isinstance(value, types.FunctionType) and is_converted(value.__code__):
            raise Untraceable("AG205", "a function made inside is returned")
        if value is None:
            return as_text(partial(recipes.constant, None), "None")
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
            return partial(recipes.constant, value)
        if callable(value) and not isinstance(value, types.MethodType) and not is_of_one_trace(value):
            return partial(recipes.constant, value)
        raise Untraceable("AG205", f"a {type(value).__module__}.{type(value).__qualname__} is returned")

    def _container(self, value: Any) -> Rebuild:
        key = id(value)
        if key in self._seen:
            return self._seen[key]
        if is_in_heap(value):
            heap, place = self._container(value.home.owner), self.output(value.home.place)
            self._seen[key] = partial(recipes.element, heap, place)
            return self._seen[key]
        number = self.lifter.shadows.get(id(value.made_of)) if isinstance(value, TracedList) else None
        if number is not None:
            self._seen[key] = self._callers_lists(value, number)
            return self._seen[key]
        held = contents(value)
        if isinstance(held, Keyed) and held.recipe is not None:
            self._seen[key] = self._set_by(held, key)
            return self._seen[key]
        parts: list[Rebuild] = []
        self._seen[key] = rebuild = partial(recipes.container, key, _maker(value), parts)
        if is_elsewhere(held):
            held = self._part(value)
        parts.append(self.contents(held))
        if isinstance(value, TracedList) and value.is_heap:
            self._seen[key] = partial(recipes.with_callers, rebuild, self._callers_own(value))
        return self._seen[key]

    def lists_of(self, heap: TracedList) -> Rebuild:
        """Return the recipe for the lists in a heap."""
        return self._container(heap)

    def _callers_lists(self, heap: TracedList, number: int | tuple[int, int]) -> Rebuild:
        """Return the recipe for a heap of the lists in one of the caller's lists: new ones follow these."""
        known = self.trace.arranged.get(id(heap))
        if known is None or heap.own is None or heap.own.count is known.count:
            return partial(recipes.rows, number)
        return partial(recipes.longer, number, self.grown(heap.own))

    def _in_pool(self, pool: Any, number: Any) -> Rebuild:
        """Return the recipe for an object that lies in a pool."""
        return partial(recipes.element, self.objects_in(pool), self.output(number))

    def objects_in(self, pool: Any) -> Rebuild:
        """Return the recipe for all objects in a pool; those in others that they lead to are made, too."""
        key = id(pool)
        if key not in self._seen:
            made: list[Rebuild] = []
            self._seen[key] = partial(recipes.later, made)
            made.append(self._objects(pool))
        return self._seen[key]

    def _objects(self, pool: Any) -> Rebuild:
        held, kind = pool.grown, pool.kind
        if held is None:
            return partial(recipes.as_list, [])
        are_dicts = keys_at_first(kind) is not None
        names = tuple(map(key_of, pool.names)) if are_dicts else pool.names
        count, attributes = self.output(held.count), self.grown(held)
        made = recipes.Pooled(kind, names, count, tuple(pool.lent), not pool.is_as_at_call)
        return partial(recipes.dicts if are_dicts else recipes.objects, made, attributes)

    def _callers_own(self, heap: TracedList) -> dict[int, Any]:
        """Return which lists in a heap are the caller's own, and what they are to the lifter."""
        return {
            items.home.place: self.lifter.shadows[id(items)]
            for items in self.trace.mutable.values()
            if is_in_heap(items) and items.home.owner is heap and id(items) in self.lifter.shadows
        }

    def _set_by(self, held: Keyed | None, key: int | None = None) -> Rebuild:
        """Return the recipe for a set that Python is to make in the way that the program did."""
        if held is None:
            return partial(recipes.set_of, None)
        if held.recipe is None:
            return partial(recipes.set_of, self.grown(entries(held, held.keys)))
        method: Any = getattr(set, held.recipe.method)
        return partial(recipes.set_by, key, method, [self._set_by(each) for each in held.recipe.operands])

    def _part(self, items: TracedList) -> Grown:
        """Return the contents of a list that is an element of another, in buffers of its own."""
        if isinstance(items, KeyedContainer):
            raise Untraceable("AG105", "a dict or set that is an item of a container, or another one")
        held: Any = items.grown
        root = items
        while root.home is not None:
            root = root.home.owner
        self._parted.append(root)
        return alone(held)

    def contents(self, held: Any) -> Rebuild:
        """Return the recipe for what a container holds."""
        if isinstance(held, Grown):
            return self.grown(held)
        if isinstance(held, Keyed):
            return self._keyed(held)
        if isinstance(held, dict):
            require_static(held)
            return partial(recipes.as_dict, {key: self.describe(item) for key, item in held.items()})
        made = recipes.as_frozenset if isinstance(held, frozenset) else recipes.as_list
        return partial(made, [self.describe(item) for item in held])

    def grown(self, held: Grown) -> Rebuild:
        """Return the recipe for the items of a list whose length is data."""
        self._arrays = self._arrays or has_arrays(held.element)
        count = self.output(held.count)
        begin = self.output(held.start) if isinstance(held, Queue) else None
        places = [self.output(buffer) for buffer in held.buffers]
        heaps: dict[Any, Rebuild] = {id(heap): self._container(heap) for heap in heaps_in(held.element)}
        heaps |= {kind: self.objects_in(pool_for(kind)) for kind in pools_in(held.element)}
        return partial(recipes.items, held.element, (count, begin), places, heaps)

    def _keyed(self, held: Keyed) -> Rebuild:
        """Return the recipe for what a dict or set holds whose keys are data."""
        if held.values is None and held.shrank:
            raise Untraceable("AG105", "a set is returned whose order depends on more than its members")
        keys = self.grown(entries(held, held.keys))
        if held.values is None:
            return keys
        return partial(recipes.pairs, keys, self.grown(entries(held, held.values)))

    def _text(self, value: Text) -> Rebuild:
        handles: list[Tensor] = []
        template = template_of(value.parts, handles)
        return partial(recipes.text, template, [self.describe(handle) for handle in handles])

    def _tensor(self, value: Tensor) -> Rebuild:
        if value.type.kind == "array" and self._is_new(value) and not value.origins:
            self._refuse_doubt(value, value.key)
        key = ("handle", value.key, len(value.alternatives), len(value.origins))
        if value.key in self.trace.lent.taken:
            self._taken[value.key] = value
        if key not in self._seen:
            self._seen[key] = self._alternatives(value) if value.alternatives else self._plain(value)
        return self._seen[key]

    def _plain(self, value: Tensor) -> Rebuild:
        if value.key in self.lifter.reshaped:
            return self.reshaped(value.key)
        if value.through is not None:
            return self._view(value)
        number = self._leaf_of.get(value.key)
        if number is not None and value.type.kind == "array":
            return as_text(partial(recipes.leaf, number), f"leaves[{number}]")
        if value.origins:
            return self._one_of(value)
        return self._result(value)

    def reshaped(self, key: int) -> Rebuild:
        """Return the recipe for one of the caller's arrays that has another shape now."""
        number, handle = self.lifter.reshaped[key]
        return partial(recipes.reshaped, number, [self.describe(size) for size in handle.shape])

    def _result(self, value: Any) -> Rebuild:
        place = self.output(value)
        if isinstance(value, Tensor) and value.type.ndim > 1 and order_of(value) == "F":
            return partial(recipes.in_columns, place, value.read_only)
        if isinstance(value, Tensor) and value.read_only:
            return partial(recipes.locked, place)
        return as_text(partial(recipes.result, place), f"results[{place}]")

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
        return partial(recipes.later, found)

    def finish(self) -> None:
        """Decide, once all that is seen is known, what stands for an array that may be one of several."""
        for value, found in self._pending:
            found.append(self._chosen_one(value))
        if self._arrays:
            self._require_alone()
        if self._taken:
            self._tell_taken()
        roots = [id(root) for root in self._parted]
        known = self._seen.keys() | self.lifter.shadows.keys()
        if len(set(roots)) < len(roots) or not known.isdisjoint(roots):
            raise Untraceable("AG105", "a list and one that it is an element of are returned")

    def _require_alone(self) -> None:
        """Refuse arrays in a returned list that are returned in another way, too, or are the caller's."""
        seen = self._lent_and_seen()
        if seen:
            stake_not_lent(seen)
        if self.trace.shown_twice or seen or self._slice_is_seen():
            raise Untraceable("AG105", "an array in a list that is returned has another name")

    def _slice_is_seen(self) -> bool:
        """Whether the caller may get a slice of a list of arrays and another list with the same arrays."""
        groups: list[dict[int, Any]] = []
        for source, made in self.trace.lent.slices:
            if self._may_be_in(made):
                return True
            apart = [group for group in groups if group.keys().isdisjoint((id(source), id(made)))]
            joined = {id(source): source, id(made): made}
            for group in groups:
                joined |= {} if group in apart else group
            groups = [*apart, joined]
        return any(
            sum(key in self._seen or self._may_be_in(items) for key, items in group.items()) > 1
            for group in groups
        )

    def _may_be_in(self, items: TracedList) -> bool:
        """Whether a list may be in another, or be copied by a branch or loop."""
        return items.home is not None or id(items) in self.trace.encoded

    def _tell_taken(self) -> None:
        """Stake the run on arrays that came out of lists being no others that are seen."""
        others = self._lent_and_seen() - self.trace.lent.taken
        if not others.isdisjoint(self.trace.lent.in_part):
            raise Untraceable("AG105", "an array of a list, which may be a view, is returned")
        taken = list(self._taken.values())
        for place, array in enumerate(taken):
            for other in (*taken[:place], *map(self.trace.lent.__getitem__, sorted(others))):
                stake_apart(array, other)

    def _lent_and_seen(self) -> set[int]:
        """Return the arrays that lists hold and that are the caller's, or that the caller gets."""
        seen = {key[1] for key in self._seen if isinstance(key, tuple)} | self.lifter.array_keys
        return seen & self.trace.lent.keys()

    def _chosen_one(self, value: Tensor) -> Rebuild:
        """Return the recipe that tells arrays apart that are seen elsewhere, too."""
        apart = [
            target
            for target, _ in targets(value)
            if not self._is_new(target) or self._chosen[target.key] != {value.key}
        ]
        known = [(self.output(identity_of(value, target)), self._tensor(target)) for target in apart]
        other = self._result(value) if len(apart) < len(targets(value)) else known[-1][1]
        return partial(recipes.one_of, known, other)

    def _is_new(self, value: Tensor) -> bool:
        """Whether an array is none of the caller's, nor a view."""
        return value.through is None and value.key not in self._leaf_of

    def _view(self, value: Tensor) -> Rebuild:
        same = self._views.setdefault(way_of(value), [])
        if any(other.key != value.key and (other.merged or value.merged) for other in same):
            raise Untraceable("AG104", "the identity of a view")
        same.append(value)
        return self._made_view(value)

    def _made_view(self, value: Tensor) -> Rebuild:
        """Return the recipe for a view; of those that it is seen through no one has hold."""
        view = value.through
        assert view is not None
        through = view.base.through is not None and view.base.key not in self.lifter.reshaped
        base = self._made_view(view.base) if through else self._tensor(view.base)
        operands = [
            self.describe(item) if isinstance(item, Tensor) else partial(recipes.constant, item)
            for item in view.operands
        ]
        how = ops.get(view.op), view.params
        return partial(recipes.view, value.key, how, [base, *operands], value.read_only)

    def _choice(self, value: Choice) -> Rebuild:
        tags = [self.output(a.tag) for a in value.alternatives]
        container = self.describe(content_of(value))
        made = [
            self.describe(a.what) if isinstance(a, Member) else partial(recipes.constant, a.what)
            for a in value.alternatives
        ]
        return partial(recipes.one_of, list(zip(tags, made, strict=True)), container)

    def _alternatives(self, value: Tensor) -> Rebuild:
        last = [self._object(a.what) for a in value.alternatives if a.tag is True]
        main = last[0] if last else self._tensor(clone(value, ()))
        choices = [(a.what, self.output(a.tag)) for a in value.alternatives if a.tag is not True]
        return partial(recipes.one_of, [(tag, self._alternative(what, main)) for what, tag in choices], main)

    def _alternative(self, what: Any, main: Rebuild) -> Rebuild:
        if isinstance(what, ArrayType):
            return partial(recipes.number_as, what, main)
        if is_container(what) or isinstance(what, Tensor):
            return self.describe(what)
        return self._object(what)

    def _object(self, what: Any) -> Rebuild:
        """Return the recipe for one of several objects: a method may be one of what the trace alone knows."""
        bound = isinstance(what, types.MethodType | partial)
        return self._static(what) if bound else partial(recipes.constant, what)


def _maker(value: Any) -> Any:
    """Return what makes an empty one of what a container of the trace stands for."""
    if hasattr(type(value), "stands_for"):
        return value.fresh
    kind = _PYTHON.get(type(value))
    return kind if kind is not None else partial(recipes.new, class_of(value))
