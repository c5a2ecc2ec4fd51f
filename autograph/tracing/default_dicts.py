"""`collections.Counter` and `defaultdict` in programs that are traced: dicts that know of missing keys."""

from __future__ import annotations

import collections
import functools
from collections.abc import Callable
from typing import Any

from autograph import counting
from autograph.late import Late
from autograph.tracing import dict_methods
from autograph.tracing.dict_equality import equal_counts
from autograph.tracing.trace import Untraceable, current
from autograph.tracing.traced_dict import TracedDict, on_its_own

__all__ = ["TracedCounter", "class_for", "counter", "default_dict"]

_algorithms: Any = Late("autograph.operators.algorithms")  # operators are made of dicts


class TracedCounter(TracedDict):
    """A `Counter` of the program."""

    stands_for: type = collections.Counter

    def __getitem__(self, key: Any) -> Any:
        return self.get(key, 0)

    def fresh(self) -> Any:
        """Return an empty one of Python's own."""
        return collections.Counter()

    def update(self, *others: Any, **named: Any) -> None:
        """Add the counts of others, or one for each item."""
        self._add(1, *others, **named)

    def subtract(self, *others: Any, **named: Any) -> None:
        """Take off the counts of others, or one for each item."""
        self._add(-1, *others, **named)

    def _add(self, sign: int, *others: Any, **named: Any) -> None:
        from autograph.operators.control import each  # noqa: PLC0415  (operators are made of dicts)

        for other in map(on_its_own, others):
            if isinstance(other, dict):
                for key, count in each(other.items()):
                    TracedDict.__setitem__(self, key, self[key] + sign * count)
            else:
                for item in each(other):
                    TracedDict.__setitem__(self, item, self[item] + sign)
        for name, count in named.items():
            TracedDict.__setitem__(self, name, self[name] + sign * count)

    def total(self) -> Any:
        """Return the sum of the counts."""
        from autograph.operators.builtins import BUILTINS  # noqa: PLC0415  (builtins are made of dicts)

        return BUILTINS[sum](self.values())

    def most_common(self, n: Any = None) -> Any:
        """Return the items with the greatest counts, the greatest first."""
        from autograph.operators.builtins import BUILTINS  # noqa: PLC0415  (builtins are made of dicts)

        ranked = BUILTINS[sorted](self.items(), key=_count, reverse=True)
        return ranked if n is None else ranked[:n]

    def elements(self) -> Any:
        """Return each item as often as it was counted."""
        from autograph.operators.builtins import BUILTINS  # noqa: PLC0415  (builtins are made of dicts)

        return BUILTINS[iter](_algorithms.traced(counting.elements)(self))

    def _refused(self, *_: Any) -> Any:
        raise Untraceable("AG105", "an operation of a Counter in place")

    __iadd__ = __isub__ = __iand__ = __ior__ = __pos__ = __neg__ = _refused

    def __eq__(self, other: object) -> Any:
        if isinstance(other, TracedCounter):
            return equal_counts(self, other)
        return TracedDict.__eq__(self, other)

    __hash__ = None


def _operation(algorithm: Callable[..., Any]) -> Callable[..., Any]:
    """Return an operator of two counters."""

    def operation(self: TracedCounter, other: Any) -> Any:
        if not isinstance(other, TracedCounter):
            return NotImplemented
        return _algorithms.traced(algorithm)(self, other)

    return operation


_OPERATORS = {
    "add": counting.added, "sub": counting.subtracted, "and": counting.least, "or": counting.greatest,
}  # fmt: skip
for _name, _algorithm_of in _OPERATORS.items():
    setattr(TracedCounter, f"__{_name}__", _operation(_algorithm_of))


def _count(item: Any) -> Any:
    return item[1]


def counter(*items: Any, **named: Any) -> TracedCounter:
    """Stand for the class `Counter`."""
    made = TracedCounter()
    made.update(*(item for item in items if item is not None), **named)
    return made


class _DefaultDict(TracedDict):
    """A `defaultdict` of the program; there is a class for each factory."""

    stands_for: type = collections.defaultdict
    default_factory: Any = None

    def __getitem__(self, key: Any) -> Any:
        from autograph.operators.calls import converted  # noqa: PLC0415  (calls make dicts)

        factory = type(self).default_factory
        if factory is None or (not self._by_data(key) and dict.__contains__(self, key)):
            return super().__getitem__(key)
        make = converted(factory)
        if factory is list and self._by_data(key):
            if self._is_callers():
                return dict_methods.list_there(self, key)
            return dict_methods.list_under(self, key, make)  # one is made only where there is none
        return self.setdefault(key, make())

    def _is_callers(self) -> bool:
        """Whether the caller has handed it in with lists, so that a graph cannot give it more of these."""
        trace = current()
        has_items = self.keyed is not None or bool(dict.__len__(self))
        return trace is not None and has_items and id(self) in trace.lifter.shadows

    def fresh(self) -> Any:
        """Return an empty one of Python's own."""
        return collections.defaultdict(type(self).default_factory)


@functools.cache
def class_for(factory: Callable[[], Any] | None) -> type[_DefaultDict]:
    """Return the class that stands for a `defaultdict` with that factory."""
    attribute = staticmethod(factory) if factory is not None else None
    return type("TracedDefaultDict", (_DefaultDict,), {"default_factory": attribute})


def default_dict(factory: Callable[[], Any] | None = None, *items: Any, **named: Any) -> TracedDict:
    """Stand for the class `defaultdict`."""
    if factory is not None and not callable(factory):
        raise TypeError("first argument must be callable or None")
    made = class_for(factory)()
    made.update(*items, **named)
    return made
