"""Arrays that variables of a loop exchange: they are moved, each known under the variables' names alone."""

from __future__ import annotations

import abc
import dataclasses
from typing import Any

from autograph.operators.carried import is_same_array, typed
from autograph.tracing.joins import join
from autograph.tracing.spec import Chosen, Mapping, Number, Sequence, Static, abstract
from autograph.tracing.storage import bases_of, mark_permuted, note_synced, permuted, select
from autograph.tracing.tensor import Tensor, box_of
from autograph.tracing.trace import Region, Trace, Untraceable

__all__ = ["Moving"]


class Moving(abc.ABC):
    """A loop of the graph, as far as its variables exchange their arrays (``u, v = v, u``).

    Attributes
    ----------
    trace : Trace
    specs : list of Spec
        What is carried.
    parameters : list
        The same at the beginning of a round.
    moved : tuple of int
        Which of these are arrays that change places.
    may_move : bool
        Whether some may be.
    bases : dict of int to Tensor
        These arrays as they are known before the loop, by the keys they have in a round.
    """

    trace: Trace
    specs: list[Any]
    parameters: list[Any]
    moved: tuple[int, ...]
    may_move: bool
    bases: dict[int, Tensor]

    @abc.abstractmethod
    def entries(self) -> list[Any]:
        """Return what the carried variables and containers are before the loop."""

    def decide_moved(self, ends: list[Any], regions: tuple[Region, ...]) -> None:
        """Decide which variables' arrays are moved, or that none are after all."""
        if self.moved:
            inside = {self.parameters[place].key for place in self.moved}
            found = bases_of([ends[place] for place in self.moved])
            if found is None or found.keys() != inside or self._seen_elsewhere(regions) or self._boxed(ends):
                for place in self.moved:
                    self.specs[place] = Static(self.entries()[place])
                self.moved, self.may_move = (), False
                self.parameters = list(self.parameters)
            return
        if not self.may_move:
            return
        changed = [
            is_same_array(spec) and isinstance(end, Tensor) and end.key != start.key
            for spec, end, start in zip(self.specs, ends, self.parameters, strict=True)
        ]
        starts = [item if moves else None for item, moves in zip(self.parameters, changed, strict=True)]
        places, bases = permuted(
            starts, [end if moves else None for end, moves in zip(ends, changed, strict=True)]
        )
        self.moved, self.bases = tuple(places), bases

    def may_be_moved(self, spec: Any) -> bool:
        """Whether a variable that is not moved itself may be an array that is."""
        if isinstance(spec, Sequence | Mapping):
            return any(self.may_be_moved(item) for item in spec.items)
        if isinstance(spec, Chosen):
            return any(map(self.may_be_moved, spec.values))
        return (
            bool(self.moved)
            and isinstance(spec, Number)
            and not spec.moved
            and any(origin.key in self.bases for origin in spec.origins)
        )

    def _seen_elsewhere(self, regions: tuple[Region, ...]) -> bool:
        """Whether the loop touches one of the moved arrays, or what may be it, under another name."""
        keys = {key for base in self.bases.values() for key in (base.key, *base.aliases)}
        return any(key in region.captured for region in regions for key in keys)

    def _boxed(self, ends: list[Any]) -> bool:
        """Whether a variable may be a number or one of the moved arrays."""
        arrays = [box_of(item) for item in (*ends, *self.parameters)]
        return any(box is not None and box.what.key in self.bases for box in arrays) or any(
            isinstance(spec, Number) and spec.array is not None for spec in self.specs
        )

    def moved_spec(self, spec: Any, end: Any, place: int) -> Any:
        """Return the spec of a variable whose array is moved."""
        arrays = [*self.bases.values(), self.entries()[place]]
        if isinstance(spec, Number):
            arrays.append(end)
        joined: Any = abstract(arrays[0])
        for array in arrays[1:]:
            joined = join(joined, abstract(array))
        if isinstance(spec, Number):
            joined = join(typed(spec), typed(joined))
        if not isinstance(joined, Number):
            raise Untraceable("AG103", "arrays of several kinds change places")
        return dataclasses.replace(
            joined, origins=tuple(self.bases.values()), own=False, loose=(), carried="content", moved=True
        )

    def give_back(self, after: list[Any], results: dict[int, Any], region: Region) -> None:
        """Let the arrays that changed places hold what was written under the loop's names."""
        outer = self.trace.region
        made = [after[place] for place in self.moved]
        if any(self.parameters[place].key in region.written for place in self.moved):
            values = []
            for number, base in enumerate(self.bases.values()):
                values.append((base, select([(item, item.identity[number][1]) for item in made])))
            for base, value in values:
                outer.assign(base, value)
        for place, item in zip(self.moved, made, strict=True):
            item.origins, item.own, item.identity = item.identity, False, ()
            note_synced(item, outer, results[place])
        mark_permuted(made, self.bases)
