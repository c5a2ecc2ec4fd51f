"""What a loop of the graph carries: its variables, traced until their types and arrays are settled."""

from __future__ import annotations

import itertools
from typing import Any

from autograph.operators.carried import (
    carries_content,
    end_spec,
    first_spec,
    is_same_array,
    joined_with_known,
    typed,
    with_elements_apart,
)
from autograph.operators.moving import Moving
from autograph.operators.sections import as_section, is_part_of_variable
from autograph.tracing.choice import Choice
from autograph.tracing.containers import changed_since, contents, restore, snapshot
from autograph.tracing.copies import copies_of, lose
from autograph.tracing.decoding import decode
from autograph.tracing.encoding import encode, types_of
from autograph.tracing.keyed import KeyedContainer
from autograph.tracing.kinds import arrays_along
from autograph.tracing.lent import hand_on, require_untouched
from autograph.tracing.liveness import live_again
from autograph.tracing.nested_lists import any_list, arrange
from autograph.tracing.pools import Pool
from autograph.tracing.sharing import (
    References,
    alike,
    content_of,
    is_container,
    items_of,
    like,
    replaced,
    replaced_inside,
)
from autograph.tracing.spec import (
    NOTHING,
    Chosen,
    Listing,
    Same,
    abstract,
    generalise,
    own_sizes,
)
from autograph.tracing.storage import (
    link,
    note_synced,
    shares,
    stale,
)
from autograph.tracing.tensor import Tensor, value_of
from autograph.tracing.trace import Region, Restart, Trace, Untraceable
from autograph.tracing.traced_list import Grown, ListContents, TracedList

__all__ = ["Carrying"]

MAX_ATTEMPTS = 25
"""How often the body of a loop is traced before its variables' types are given up."""


class Carrying(Moving):
    """A loop of the graph: its body is traced until the types of its variables are settled.

    A variable that is the same array in every round is not carried at all: its elements are. One
    that may become another array carries its elements, and a bool for each array from before the
    loop that it may be. Where variables only exchange their arrays (``u, v = v, u``), these are
    moved: in the loop they are known under the variables' names alone, each carried with its
    elements, and given back afterwards.
    """

    staged = True

    def __init__(self, trace: Trace, where: Any, names: tuple[str, ...], stop: str | None) -> None:
        self.trace = trace
        self.where = where
        self.names = names
        self.stop = None if stop is None else names.index(stop)
        self.sources = frozenset((where,))
        self.apart: Any = None
        self.entry: tuple[Any, ...] | None = None
        self.specs: list[Any] = []
        self.before = snapshot()
        self.named: set[int] = set()
        self.carried: dict[int, tuple[Any, Any]] = {}
        self.parameters: list[Any] = []
        self.values: list[list[Any]] = []
        self.held: dict[int, tuple[Any, Any]] = {}
        self.attempts = 0
        self.shared: set[tuple[tuple[int, int], tuple[int, int]]] = set()
        self.shared_after: set[tuple[tuple[int, int], tuple[int, int]]] = set()
        self.never: frozenset[int] = frozenset()
        self.may_assume = True
        self.moved: tuple[int, ...] = ()
        self.may_move = True
        self.inherit = True
        self.done = False
        self.ends: list[Any] = []
        self.sections: set[int] = set()

    def entries(self) -> list[Any]:
        """Return what the carried variables and containers are before the loop."""
        assert self.entry is not None
        return [*self.entry, *(held for _, held in self.carried.values())]

    def begin(self, values: tuple[Any, ...]) -> tuple[Any, ...]:
        """Give the variables fresh handles in the region just entered."""
        self.attempts += 1
        if self.attempts > MAX_ATTEMPTS:
            raise Untraceable("AG103", "the types of its variables do not settle")
        if self.entry is None:
            self.entry = values
            self.named = References(self).shared(values, [held for _, held in self.before.values()])
            self.specs = [first_spec(self._named(item)) for item in values]
            known = self.trace.decisions.specs.get(self.where)
            if known is not None and len(known) == len(self.specs):
                pairs = zip(self.specs, known, strict=True)
                self.specs = [joined_with_known(a, b, self.trace.mutable) for a, b in pairs]
        region = self.trace.region
        self.parameters, self.values = [], []
        for spec in self.specs:
            inputs = [region.builder.input(own_sizes(type_)) for type_ in types_of(spec)]
            self.values.append(inputs)
            self.parameters.append(decode(spec, list(inputs), region, self.sources))
        self.note_entry(region)
        self._link(self.parameters, self.specs, self.shared)
        self.assume()
        count = len(self.names)
        for (container, _), held in zip(self.carried.values(), self.parameters[count:], strict=True):
            restore(container, held)
        self._lose_copied(self.entries())
        self.held = snapshot()
        return tuple(self.parameters[:count])

    def _lose_copied(self, values: list[Any]) -> None:
        """Make the lists unusable that are items of what is carried, and are carried by their contents."""
        lose(copies_of(map(self._named, values), self.specs).values(), self.sources)

    def note_entry(self, region: Region) -> None:
        """Note, in a region of the loop, that a variable's carried elements are those its array has then."""
        for spec, made, inputs in zip(self.specs, self.parameters, self.values, strict=True):
            if isinstance(made, Tensor) and carries_content(spec) and not self.may_be_moved(spec):
                note_synced(made, region, inputs[0], entry=True)

    def reset(self) -> None:
        """Set containers back to what they held before the loop."""
        self.held.clear()
        self.before.restore()
        for place, (container, held) in enumerate(list(self.carried.values()), len(self.names)):
            if isinstance(held, ListContents) and isinstance(self.specs[place], Listing) and any_list(held):
                self._arrange(container)

    def _arrange(self, container: TracedList) -> None:
        """Put a list of lists, which the loop leaves in arrays, into arrays before the loop."""
        for items in arrange(container):
            if id(items) in self.carried:
                held = contents(items)
                self.carried[id(items)] = (items, held)
                place = len(self.names) + list(self.carried).index(id(items))
                self.specs[place] = generalise(abstract(held))

    # -- the end of the body ---------------------------------------------------------------------------------

    def settle(self, values: tuple[Any, ...], *regions: Region) -> list[Any] | None:
        """Return the variables at the end of the body if all about them is settled; else None.

        Parameters
        ----------
        values : tuple
            The variables at the end of the body.
        *regions : Region
            The body's, and what else is traced for every round.
        """
        region = regions[0]
        ends = list(values) if not region.terminated else [NOTHING] * len(values)
        fresh = [key for key in changed_since(self.held) if key in self.before and key not in self.carried]
        ends += [contents(container) for container, _ in self.carried.values()]
        shared = References(self, live_again).shared(ends[: len(values)], ends[len(values) :])
        ends = [
            self._told_apart(end, start, shared) for end, start in zip(ends, self.parameters, strict=True)
        ]
        ends = self._by_sections(ends, region)
        self.decide_moved(ends, regions)
        settled = self._join(ends, region)
        self.carried |= {key: self.before[key] for key in fresh}
        for key in fresh:
            container, held = self.before[key]
            now = contents(container)
            is_table = isinstance(held, ListContents) and isinstance(now, Grown)
            is_table = is_table and (any_list(held) or isinstance(container, Pool))
            settled.append(generalise(abstract(now, region) if is_table else abstract(self._named(held))))
        kept = self._keep_apart(settled, region, regions)
        known = self._linked(ends, settled, region)
        stable = (
            kept and known and not fresh and all(a == b for a, b in zip(settled, self.specs, strict=True))
        )
        if any(
            is_same_array(old) and not is_same_array(new)
            for old, new in zip(self.specs, settled, strict=False)
        ):
            self.shared.clear()
            self.shared_after.clear()
        self.specs = settled
        self.trace.decisions.specs[self.where] = [typed(spec) for spec in settled[: len(self.names)]]
        if stable:
            _refuse_doubt(region, regions)
            self.ends = ends
        return ends if stable else None

    def _by_sections(self, ends: list[Any], region: Region) -> list[Any]:
        """Return the variables, with parts of what they were as sections of the arrays behind them."""
        known = len(self.sections)
        self.sections |= {place for place, end in enumerate(ends) if is_part_of_variable(end, region)}
        for place in self.sections if len(self.sections) > known else ():
            self.specs[place] = first_spec(self._named(self.entries()[place]))
        return [as_section(end, region) if place in self.sections else end for place, end in enumerate(ends)]

    def _join(self, ends: list[Any], region: Region) -> list[Any]:
        """Return the specs that hold the variables before and after a round."""
        try:
            settled = [
                self.moved_spec(spec, end, place)
                if place in self.moved
                else end_spec(spec, end, start, region)
                for place, (spec, end, start) in enumerate(
                    zip(self.specs, ends, self.parameters, strict=True)
                )
            ]
            if self.apart is not None and any(map(_is_of_another_kind, ends, self.specs, settled)):
                raise Restart(frozenset([self.apart]))
            return settled
        except Untraceable as problem:
            if problem.code in ("AG102", "AG105") and self.apart is not None:
                raise Restart(frozenset([self.apart])) from None
            if problem.code in ("AG102", "AG103", "AG105"):
                raise Restart(self.sources) from None
            raise

    def _named(self, value: Any) -> Any:
        """Return what is carried, before the loop, with lists and dicts of other names as themselves."""

        def change(item: Any) -> Any:
            container = content_of(item)
            if id(container) in self.named or (
                id(container) in self.carried and isinstance(container, KeyedContainer)
            ):
                return self._itself(item)
            return replaced_inside(item, contents(container), change)

        return replaced(value, change)

    def _itself(self, item: Any) -> Same:
        """Return a list or dict as one that is known by its identity."""
        if isinstance(item, Choice):
            raise Restart(self.sources)
        return Same(item)

    def _told_apart(self, end: Any, start: Any, shared: set[int], *, inside: bool = False) -> Any:
        """Return what is carried, at the end of the body, with lists and dicts from outside as themselves."""
        if end is start and not inside:
            return end
        if alike(end, start):
            pairs = zip(items_of(end), items_of(start), strict=True)
            return like(end, [self._told_apart(a, b, shared, inside=True) for a, b in pairs])

        def change(item: Any) -> Any:
            container = content_of(item)
            if id(container) in self.before:
                return self._itself(item)
            if id(container) in shared:  # a list with several names, made in a loop
                raise Restart(self.sources)
            return replaced_inside(item, contents(container), change)

        if isinstance(end, Tensor) and any(self._is_of_this_round(a.what) for a in end.alternatives):
            raise Restart(self.sources)
        return replaced(end, change)

    def _is_of_this_round(self, what: Any) -> bool:
        """Whether one of the lists that a variable may be was made in the body."""
        return is_container(what) and id(what) not in self.before

    def _keep_apart(self, settled: list[Any], region: Region, regions: tuple[Region, ...]) -> bool:
        """Carry no elements twice, with a variable and by its array, where a round writes them.

        Returns
        -------
        bool
            Whether this attempt did so.
        """
        before = self.inherit
        self.inherit = before and not any(stale(each, region) for each in regions)
        settled[:] = [
            with_elements_apart(spec, apart=not self.inherit or self.may_be_moved(spec)) for spec in settled
        ]
        return self.inherit == before

    @staticmethod
    def _link(
        items: list[Any], specs: list[Any], pairs: set[tuple[tuple[int, int], tuple[int, int]]]
    ) -> None:
        """Note which of the variables' new handles may be one array."""
        flat = [arrays_along(item, spec) for item, spec in zip(items, specs, strict=True)]
        for (one, first), (two, second) in pairs:
            pair = flat[one][first : first + 1] + flat[two][second : second + 1]
            if len(pair) == 2 and all(isinstance(item, Tensor) for item in pair):
                link(pair[0], pair[1])

    def _linked(self, ends: list[Any], specs: list[Any], region: Region) -> bool:
        """Note which variables may be one new array in the next round; returns whether that was known."""
        stop = self._stop_value(ends, region)
        flat = [
            ((place, number), item)
            for place, (end, spec) in enumerate(zip(ends, specs, strict=False))
            for number, item in enumerate(arrays_along(end, spec))
            if isinstance(item, Tensor) and item.type.kind == "array"
        ]
        pairs = [
            (first, one, second, two)
            for (first, one), (second, two) in itertools.combinations(flat, 2)
            if not (first[0] in self.moved and second[0] in self.moved)
        ]
        after = {(first, second) for first, one, second, two in pairs if shares(one, two, region)}
        found = {
            (first, second)
            for first, one, second, two in pairs
            if (first, second) in after and shares(one, two, region, stop)
        }
        known = found <= self.shared and after <= self.shared_after
        self.shared |= found
        self.shared_after |= after
        return known

    def _stop_value(self, ends: list[Any], region: Region) -> Any:
        """Return the bool, at the end of the body, that ends the loop; None where there is none."""
        end = ends[self.stop] if self.stop is not None else None
        return region.current.get(end.key) if isinstance(end, Tensor) else None

    def assume(self) -> None:
        """Note which of the carried bools are false in every round, as the loop ends where they are not."""
        flat = [value for values in self.values for value in values]
        self.trace.facts.never.update(flat[place] for place in self.never)

    def flags_settled(self, outputs: list[Any], region: Region) -> bool:
        """Return whether all is known that follows from the loop's ending where its flag is true.

        Called after the body, in the region around the loop.
        """
        if self.stop is None or not (self.shared_after or self.never) or not self.may_assume:
            return True
        facts, outer = self.trace.facts, self.trace.region
        before = sum(len(types_of(spec)) for spec in self.specs[: self.stop])
        if not types_of(self.specs[self.stop]):
            return True
        found = {
            place
            for place, (value, start) in enumerate(zip(outputs, self.operands(), strict=True))
            if value.type.kind == "python" and value.type.dtype.kind == "b"
            if facts.holds(value, outputs[before], is_=True, region=region)
            if start is False or (isinstance(start, Tensor) and facts.is_false(outer.lookup(start), outer))
        }
        if found >= self.never and (self.never or not found):
            return True
        self.may_assume = not self.never
        self.never = frozenset(found) if self.may_assume else frozenset()
        self.shared.clear()
        return False

    def operands(self) -> list[Any]:
        """Return the initial values, in the current region, of what is carried."""
        self.before.restore()
        return [
            operand
            for entry, spec in zip(self.entries(), self.specs, strict=True)
            for operand in encode(entry, spec)
        ]

    def note_flags(self, results: list[Any], outputs: list[Any], region: Region) -> None:
        """Note what holds of the bools after the loop, as it holds before it and after every round."""
        if self.stop is not None:
            outer = self.trace.region
            starts = [value_of(operand, outer) for operand in self.operands()]
            self.trace.facts.note_merged(results, [(outputs, region), (starts, outer)])

    # -- after the loop --------------------------------------------------------------------------------------

    def finish(self, region: Region, results: list[Any]) -> tuple[Any, ...]:
        """Return the variables after the loop."""
        outer = self.trace.region
        after: list[Any] = []
        elements: dict[int, Any] = {}
        for place, spec in enumerate(self.specs):
            first = results[0] if results else None
            made = decode(spec, results, outer, self.sources)
            after.append(made)
            if isinstance(made, Tensor) and carries_content(spec) and not self.may_be_moved(spec):
                elements[place] = first
        for place, value in elements.items():
            if place not in self.moved:
                note_synced(after[place], outer, value)
        self._link(after, self.specs, self.shared_after)
        if self.moved:
            self.give_back(after, elements, region)
        count = len(self.names)
        for (container, _), held in zip(self.carried.values(), after[count:], strict=True):
            restore(container, held)
        self._lose_copied(self.entries())
        self._lose_copied(self.ends)
        require_untouched(self.ends, self.parameters, region)
        hand_on(self.ends, after, self.specs)
        self.before.clear()
        self.held.clear()
        self.done = True
        return tuple(after[:count])


def _is_of_another_kind(end: Any, before: Any, after: Any) -> bool:
    """Whether a round leaves a value of another kind than it found, which the first round would do alone."""
    new = isinstance(after, Chosen) and bool(after.others) and not isinstance(before, Chosen)
    return new and not isinstance(end, Choice)


def _refuse_doubt(body: Region, regions: tuple[Region, ...]) -> None:
    """Refuse a loop that reads what one of its rounds may have written under another name."""
    for region in regions:
        if any(key in region.captured for key in body.poisoned):
            raise Untraceable("AG104", "it may have been written under another name")
