"""`collections.OrderedDict` in programs that are traced: dicts whose keys can be moved."""

from __future__ import annotations

import collections
from typing import Any

from autograph import reordering
from autograph.late import Late
from autograph.tracing.labels import labels_in
from autograph.tracing.lists import joined_element
from autograph.tracing.spec import Number, Sequence
from autograph.tracing.trace import Untraceable
from autograph.tracing.traced_dict import TracedDict

__all__ = ["TracedOrderedDict", "ordered_dict"]

_algorithms: Any = Late("autograph.operators.algorithms")  # operators are made of dicts


class TracedOrderedDict(TracedDict):
    """An `OrderedDict` of the program."""

    stands_for: type = collections.OrderedDict

    def fresh(self) -> Any:
        """Return an empty one of Python's own."""
        return collections.OrderedDict()

    def move_to_end(self, key: Any, last: Any = True) -> None:
        """Move a key behind or before all others."""
        _algorithms.traced(reordering.move_to_end)(self, self._own_key(key), last)

    def _own_key(self, key: Any) -> Any:
        """Return the key of the dict that equals `key`: the one that stays in it.

        Raises
        ------
        Untraceable
            If data decides which that is, and equal keys may differ: floats, and numbers of several types.
        """
        if not self._by_data(key):
            return next((known for known in dict.__iter__(self) if known == key), key)
        if labels_in(key) is not None:
            return key
        spec = joined_element(dict.__iter__(self)) if self.keyed is None else self.keyed.keys.element
        if not _are_ints(spec) or spec != joined_element([key]):
            raise Untraceable("AG105", "a key that is moved may differ from an equal one in the dict")
        return key

    def popitem(self, last: Any = True) -> tuple[Any, Any]:
        """Remove and return the last item, or the first."""
        found: tuple[Any, Any] = _algorithms.traced(reordering.pop_item)(self, last)
        return found

    def pop_last(self) -> tuple[Any, Any]:
        """Remove and return the last item; there is one."""
        return super().popitem()

    def __eq__(self, other: object) -> Any:
        from autograph.operators.truth import and_  # noqa: PLC0415  (operators are made of dicts)

        same = TracedDict.__eq__(self, other)
        if not isinstance(other, TracedOrderedDict):
            return same
        return and_(same, lambda: _algorithms.traced(reordering.same_order)(self, other))

    __hash__ = None


def _are_ints(spec: Any) -> bool:
    if isinstance(spec, Sequence):
        return all(map(_are_ints, spec.items))
    plain = isinstance(spec, Number) and spec.type is not None and not spec.alternatives
    return plain and spec.type.is_scalar and spec.type.dtype.kind in "iu"


def ordered_dict(*items: Any, **named: Any) -> TracedOrderedDict:
    """Stand for the class `OrderedDict`."""
    made = TracedOrderedDict()
    made.update(*items, **named)
    return made
