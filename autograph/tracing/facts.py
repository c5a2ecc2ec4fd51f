"""What is known of the program's bools: which are never true together, which only with another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autograph.runtime.graph import Value
    from autograph.tracing.trace import Region

__all__ = ["Facts"]

MANY = 40
"""Of more bools than these that are merged at one place, nothing is noted."""


class Facts:
    """Facts about the bools of one trace.

    Attributes
    ----------
    implied : dict of Value to set of (Value, bool)
        What other bools are where one is true.
    never : set of Value
        Bools that are false.
    """

    def __init__(self) -> None:
        self.implied: dict[Value, set[tuple[Value, bool]]] = {}
        self.never: set[Value] = set()

    def capture(self, inner: Value, outer: Value) -> None:
        """Note that a region's input is a value from outside."""
        if outer in self.never:
            self.never.add(inner)

    def is_false(self, value: Value, region: Region) -> bool:
        """Whether a bool is false."""
        return value in self.never or region.builder.constants.get(value) is False

    def holds(self, one: Value, other: Value, *, is_: bool, region: Region) -> bool:
        """Whether `other` is `is_` wherever `one` is true."""
        if self.is_false(one, region) or (one is other and is_):
            return True
        known = region.builder.constants.get(other)
        if known is is_ or (not is_ and other in self.never):
            return True
        return (other, is_) in self.implied.get(one, ())

    def excluded(self, one: Value | None, other: Value | None, region: Region) -> bool:
        """Whether two bools are never true together."""
        if one is None or other is None:
            return False
        return self.holds(one, other, is_=False, region=region) or self.holds(
            other, one, is_=False, region=region
        )

    def note_merged(self, results: Sequence[Value], sides: Sequence[tuple[Sequence[Any], Region]]) -> None:
        """Note what holds of merged bools because it holds on every path.

        Parameters
        ----------
        results : sequence of Value
        sides : sequence of (sequence of Value, Region)
            For each path the values merged, in the same order, and where they were made.
        """
        places = [
            place
            for place, value in enumerate(results)
            if value.type.kind == "python" and value.type.dtype.kind == "b"
        ]
        if len(places) > MANY:
            return
        for one in places:
            if all(self.is_false(values[one], region) for values, region in sides):
                self.never.add(results[one])
            for other in places:
                for is_ in (True, False):
                    if one != other and all(
                        self.holds(values[one], values[other], is_=is_, region=region)
                        for values, region in sides
                    ):
                        self.implied.setdefault(results[one], set()).add((results[other], is_))
